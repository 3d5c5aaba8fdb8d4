#include "app/limit.h"

#include "app/access.h"
#include "base/buf.h"
#include "crypto/hash.h"
#include "db/content.h"

static const struct limit_rule rules[LIMITS] = {
	[LIMIT_REGISTER] = {"register", 5, 10 * USEC_MINUTE},
	[LIMIT_REGISTER_MAIL] = {"register_mail", 15, 10 * USEC_MINUTE},
	[LIMIT_SIGN_IN] = {"sign_in", 10, 30 * USEC_SECOND},
	[LIMIT_MAIL] = {"mail", 5, 5 * USEC_MINUTE},
	[LIMIT_MAIL_ALL] = {"mail_all", 20, 5 * USEC_MINUTE},
	[LIMIT_CARD] = {"card", 20, 5 * USEC_MINUTE},
	[LIMIT_CARD_MAKE] = {"card_make", 600, USEC_MINUTE},
	[LIMIT_INVITE] = {"invite", 60, USEC_MINUTE},
	[LIMIT_FACTOR] = {"factor", 20, USEC_MINUTE},
	[LIMIT_OFFER] = {"offer", 20, 10 * USEC_MINUTE},
	[LIMIT_OFFER_MAIL] = {"offer_mail", 5, USEC_HOUR},
	[LIMIT_GUESS] = {"guess", 300, 200 * USEC_MS},
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

err_t limit_take(struct tx *tx, struct arena *a, enum limit limit, struct str who, usec now)
{
	const struct limit_rule *rule = &rules[limit];
	struct digest key = key_of(limit, who);
	const usec *found;
	TRY(rate_get(tx, a, hash_str(&key), &found));
	usec debt = debt_at(rule, now, found);
	usec wait = debt - (rule->burst - 1) * rule->each;
	if (wait > 0)
		return err_number(
			err_say(ERR_RATE_LIMITED, NN_("Too many tries. Wait {n} second.",
							  "Too many tries. Wait {n} seconds.")),
			(wait + USEC_SECOND - 1) / USEC_SECOND);
	return rate_put(tx, hash_str(&key), now + debt + rule->each);
}

struct taking {
	struct arena *arena;
	enum limit limit;
	struct str who;
	usec now;
};

static err_t take(struct tx *tx, void *ctx)
{
	const struct taking *t = ctx;
	TRY(access_keep_house(tx));
	return limit_take(tx, t->arena, t->limit, t->who, t->now);
}

err_t limit_request(const struct app *app, struct arena *a, enum limit limit, struct str who)
{
	struct taking t = {a, limit, who, clock_now(app->clock)};
	return db_tx(app->db, take, &t);
}
