#include "app/known.h"

#include "db/content.h"

/* Looked for in the place of nobody: no person gets that far. */
static const struct row_id never = {INT64_MAX};

static struct digest name_of(const struct visitor *visitor, struct row_id person)
{
	SECRET key;
	token_key(&visitor->known, "known browser", &key);
	return hash_hmac(&key, (struct str){(const char *)&person.n, sizeof(person.n)});
}

err_t known_is(struct tx *tx, struct arena *a, const struct visitor *visitor, struct row_id person,
	bool *ret_known)
{
	struct row_id who = person.n ? person : never;
	struct digest name = name_of(visitor, who);
	const usec *seen;
	TRY(known_browser_get(tx, a, who, hash_str(&name), &seen));
	*ret_known = seen;
	return NULL;
}

err_t known_keep(struct tx *tx, const struct visitor *visitor, struct row_id person, usec now)
{
	struct digest name = name_of(visitor, person);
	int64_t count;
	TRY(known_browser_put(tx, person, hash_str(&name), now));
	return known_browser_trim(tx, person, KNOWN_MOST, &count);
}

/* Who is counted: this browser, or everybody in that place. */
static err_t counted(struct tx *tx, struct arena *a, const struct visitor *visitor,
	struct row_id person, struct str place, struct str account, struct str *ret_who)
{
	struct digest name = name_of(visitor, person);
	bool is_known;
	TRY(known_is(tx, a, visitor, person, &is_known));
	*ret_who = limit_pair(a, is_known ? hash_str(&name) : place, account);
	return NULL;
}

err_t known_take(struct tx *tx, struct arena *a, enum limit limit, const struct visitor *visitor,
	struct row_id person, struct str account, usec now)
{
	struct str who;
	TRY(counted(tx, a, visitor, person, visitor->block, account, &who));
	return limit_take(tx, a, limit, who, now);
}

err_t known_try(struct tx *tx, struct arena *a, enum limit limit, const struct visitor *visitor,
	struct row_id person, struct str account, usec now, bool *ret_over)
{
	struct str who;
	TRY(counted(tx, a, visitor, person, visitor->block, account, &who));
	return limit_try(tx, a, limit, who, now, ret_over);
}

err_t known_take_together(struct tx *tx, struct arena *a, enum limit limit,
	const struct visitor *visitor, struct row_id person, struct str account, usec now)
{
	struct str who;
	TRY(counted(tx, a, visitor, person, STR_NONE, account, &who));
	return limit_take(tx, a, limit, who, now);
}
