#include "mail/budget.h"

#include "crypto/hash.h"
#include "db/content.h"

/* As app/limit counts tries: one row holds the time at which all that was taken is paid off. */
static err_t take(struct tx *tx, struct arena *a, int64_t hourly_most, int64_t at_once, usec now)
{
	struct digest who = hash_sha256(STR("mail"));
	usec each = 2 * USEC_HOUR / hourly_most;
	const usec *paid_off;
	TRY(rate_get(tx, a, hash_str(&who), &paid_off));
	usec debt = paid_off && *paid_off > now ? *paid_off - now : 0;
	if (debt > USEC_HOUR)
		debt = USEC_HOUR; /* a clock that was set back */
	if (debt > (at_once - 1) * each)
		return err_log(ERR_RATE_LIMITED,
			"the %lld mails that may leave in an hour are used up: it waits",
			(long long)hourly_most);
	return rate_put(tx, hash_str(&who), now + debt + each);
}

static int64_t at_once_of(int64_t hourly_most)
{
	return hourly_most > 1 ? hourly_most / 2 : 1;
}

err_t budget_take_urgent(struct tx *tx, struct arena *a, int64_t hourly_most, usec now)
{
	return take(tx, a, hourly_most, at_once_of(hourly_most), now);
}

err_t budget_take(struct tx *tx, struct arena *a, int64_t hourly_most, usec now)
{
	int64_t at_once = at_once_of(hourly_most);
	return take(tx, a, hourly_most, at_once - at_once / 5, now);
}
