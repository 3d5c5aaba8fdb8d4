#include "app/limit.h"

#include "crypto/hash.h"
#include "db/content.h"

static const struct limit_rule rules[LIMITS] = {
	[LIMIT_FORM] = {"form", 600, 100 * USEC_MS},
	[LIMIT_REGISTER] = {"register", 5, 10 * USEC_MINUTE},
	[LIMIT_SIGN_IN] = {"sign_in", 10, 30 * USEC_SECOND},
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

err_t limit_take(struct tx *tx, struct arena *a, enum limit limit, struct str who, usec now)
{
	const struct limit_rule *rule = &rules[limit];
	struct digest key = key_of(limit, who);
	const usec *found;
	TRY(rate_get(tx, a, hash_str(&key), &found));
	usec paid_off = found && *found > now ? *found : now;
	usec wait = paid_off - now - (rule->burst - 1) * rule->each;
	if (wait > 0)
		return err_number(
			err_say(ERR_RATE_LIMITED, N_("Too many tries. Wait {n} seconds.")),
			(wait + USEC_SECOND - 1) / USEC_SECOND);
	return rate_put(tx, hash_str(&key), paid_off + rule->each);
}
