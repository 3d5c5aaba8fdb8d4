#include "app/known.h"

#include "app/access.h"
#include "crypto/vault.h"
#include "db/content.h"

#include <string.h>

#define HALF (sizeof(struct token) / 2) /* of a mark: by chance; the rest follows from it */

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

/* --- marks --- */

static err_t rest_of(const struct app *app, const struct token *mark, struct digest *ret_rest)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "known browser", &key));
	*ret_rest = hash_hmac(&key, (struct str){(const char *)mark->bytes, HALF});
	return NULL;
}

err_t known_new(const struct app *app, struct token *ret_mark)
{
	struct token mark = token_new(app->random);
	struct digest rest;
	TRY(rest_of(app, &mark, &rest));
	memcpy(mark.bytes + HALF, rest.bytes, HALF);
	*ret_mark = mark;
	return NULL;
}

err_t known_is_ours(const struct app *app, const struct token *mark, bool *ret_ours)
{
	struct digest rest;
	TRY(rest_of(app, mark, &rest));
	*ret_ours = secret_bytes_eq(mark->bytes + HALF, rest.bytes, HALF);
	return NULL;
}

struct requesting {
	struct arena *arena;
	enum limit limit;
	struct str block;
	const struct token *mark; /* of ours; or NULL */
	usec now;
};

static err_t try_known(struct tx *tx, const struct requesting *r, bool *ret_over)
{
	struct digest browser = token_digest(r->mark);
	TRY(limit_try(tx, r->arena, LIMIT_KNOWN, hash_str(&browser), r->now, ret_over));
	if (*ret_over)
		return NULL;
	return limit_try(tx, r->arena, LIMIT_KNOWN_ALL, r->block, r->now, ret_over);
}

static err_t request(struct tx *tx, void *ctx)
{
	const struct requesting *r = ctx;
	bool over = true;
	TRY(access_keep_house(tx));
	if (r->mark)
		TRY(try_known(tx, r, &over));
	return over ? limit_take(tx, r->arena, r->limit, r->block, r->now) : NULL;
}

err_t known_request(const struct app *app, struct arena *a, enum limit limit, struct str block,
	const struct token *mark)
{
	struct requesting r = {a, limit, block, .now = clock_now(app->clock)};
	bool is_ours = false;
	if (mark)
		TRY(known_is_ours(app, mark, &is_ours));
	r.mark = is_ours ? mark : NULL;
	return db_tx(app->db, request, &r);
}

/* --- who was where --- */

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
