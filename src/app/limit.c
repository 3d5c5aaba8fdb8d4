#include "app/limit.h"

#include "base/buf.h"
#include "crypto/hash.h"
#include "db/content.h"

static const struct limit_rule rules[LIMITS] = {
	[LIMIT_REGISTER] = {"register", 5, 10 * USEC_MINUTE},
	[LIMIT_REGISTER_MAIL] = {"register_mail", 15, 10 * USEC_MINUTE},
	[LIMIT_SIGN_IN] = {"sign_in", 10, 30 * USEC_SECOND},
	[LIMIT_SIGN_IN_OTHERS] = {"sign_in_others", 30, 10 * USEC_MINUTE},
	[LIMIT_SIGN_IN_BLOCK] = {"sign_in_block", 30, USEC_MINUTE},
	[LIMIT_SIGN_IN_ALL] = {"sign_in_all", 1000, USEC_SECOND},
	[LIMIT_MAIL] = {"mail", 5, 5 * USEC_MINUTE},
	[LIMIT_MAIL_ALL] = {"mail_all", 20, 5 * USEC_MINUTE},
	[LIMIT_MAIL_BESIDE] = {"mail_beside", 10, 5 * USEC_MINUTE},
	[LIMIT_CARD] = {"card", 30, 10 * USEC_MINUTE},
	[LIMIT_CARD_BLOCK] = {"card_block", 10, 20 * USEC_MINUTE},
	[LIMIT_CARD_HERE] = {"card_here", 10, 10 * USEC_MINUTE},
	[LIMIT_CARD_CODE] = {"card_code", 10, 10 * USEC_MINUTE},
	[LIMIT_CARD_MAKE] = {"card_make", 600, USEC_MINUTE},
	[LIMIT_PARTICIPANT] = {"participant", 10000, 10 * USEC_SECOND},
	[LIMIT_PART_MAIL] = {"part_mail", 10, USEC_HOUR},
	[LIMIT_INVITE] = {"invite", 60, USEC_MINUTE},
	[LIMIT_EDITOR] = {"editor", 40, 5 * USEC_MINUTE},
	[LIMIT_CONSENT] = {"consent", 10, USEC_HOUR},
	[LIMIT_FACTOR] = {"factor", 10, 10 * USEC_MINUTE},
	[LIMIT_FACTOR_WRONG] = {"factor_wrong", 4, 6 * USEC_HOUR},
	[LIMIT_FACTOR_TOLD] = {"factor_told", 1, USEC_DAY},
	[LIMIT_REFEREE] = {"referee", 6, 8 * USEC_HOUR},
	[LIMIT_REFEREE_MAIL] = {"referee_mail", 4, USEC_DAY},
	[LIMIT_OFFER] = {"offer", 20, 10 * USEC_MINUTE},
	[LIMIT_OFFER_MAIL] = {"offer_mail", 5, USEC_HOUR},
	[LIMIT_GUESS] = {"guess", 300, 200 * USEC_MS},
	[LIMIT_KNOWN] = {"known", 60, 2 * USEC_SECOND},
	[LIMIT_KNOWN_ALL] = {"known_all", 300, 200 * USEC_MS},
};

const struct limit_rule *limit_rule(enum limit limit)
{
	return &rules[limit];
}

static struct digest key_of(enum limit limit, struct str who)
{
	struct str parts[] = {str_of(rules[limit].name), STR("\n"), who};
	return hash_sha256_parts(parts, 3);
}

struct str limit_pair(struct arena *a, struct str block, struct str account)
{
	struct buf both; /* a block may hold NUL */
	buf_init(&both, a, block.len + account.len + 1, block.len + account.len + 1);
	buf_put(&both, block);
	buf_putc(&both, '\n');
	buf_put(&both, account);
	return buf_str(&both);
}

/* What is owed at now; a clock that was set back makes nobody wait for it. */
static usec debt_at(const struct limit_rule *rule, usec now, const usec *paid_off)
{
	usec debt = paid_off && *paid_off > now ? *paid_off - now : 0;
	usec most = rule->burst * rule->each;
	return debt < most ? debt : most;
}

/* How long until there is one; 0: now. *ret_debt is then what is owed. */
static err_t wait_for(struct tx *tx, struct arena *a, enum limit limit, const struct digest *key,
	usec now, usec *ret_wait, usec *ret_debt)
{
	const struct limit_rule *rule = &rules[limit];
	const usec *found;
	TRY(rate_get(tx, a, hash_str(key), &found));
	*ret_debt = debt_at(rule, now, found);
	usec wait = *ret_debt - (rule->burst - 1) * rule->each;
	*ret_wait = wait > 0 ? wait : 0;
	return NULL;
}

static err_t spend(
	struct tx *tx, struct arena *a, enum limit limit, struct str who, usec now, usec *ret_wait)
{
	struct digest key = key_of(limit, who);
	usec debt;
	TRY(wait_for(tx, a, limit, &key, now, ret_wait, &debt));
	return *ret_wait ? NULL : rate_put(tx, hash_str(&key), now + debt + rules[limit].each);
}

static err_t too_many(usec wait)
{
	if (wait <= USEC_MINUTE)
		return err_number(
			err_say(ERR_RATE_LIMITED, NN_("Too many tries. Wait {n} second.",
							  "Too many tries. Wait {n} seconds.")),
			(wait + USEC_SECOND - 1) / USEC_SECOND);
	return err_number(err_say(ERR_RATE_LIMITED, NN_("Too many tries. Wait {n} minute.",
							    "Too many tries. Wait {n} minutes.")),
		(wait + USEC_MINUTE - 1) / USEC_MINUTE);
}

err_t limit_take(struct tx *tx, struct arena *a, enum limit limit, struct str who, usec now)
{
	usec wait;
	TRY(spend(tx, a, limit, who, now, &wait));
	return wait ? too_many(wait) : NULL;
}

err_t limit_try(
	struct tx *tx, struct arena *a, enum limit limit, struct str who, usec now, bool *ret_over)
{
	usec wait;
	TRY(spend(tx, a, limit, who, now, &wait));
	*ret_over = wait > 0;
	return NULL;
}

err_t limit_is_over(
	struct tx *tx, struct arena *a, enum limit limit, struct str who, usec now, bool *ret_over)
{
	struct digest key = key_of(limit, who);
	usec wait, debt;
	TRY(wait_for(tx, a, limit, &key, now, &wait, &debt));
	*ret_over = wait > 0;
	return NULL;
}
