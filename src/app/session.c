#include "app/session.h"

#include "app/audit.h"
#include "app/leave.h"
#include "app/seen.h"
#include "base/vec.h"
#include "crypto/vault.h"
#include "db/content.h"

#include <stdlib.h>

struct session_limits session_limits(bool is_staff)
{
	return is_staff ? (struct session_limits){SESSION_STAFF_IDLE, SESSION_STAFF_MOST}
			: (struct session_limits){SESSION_IDLE, SESSION_MOST};
}

static bool has_ended(bool is_staff, usec started, usec seen, usec now)
{
	struct session_limits limits = session_limits(is_staff);
	return now - seen > limits.idle || now - started > limits.most;
}

/* --- who it is --- */

struct finding {
	struct arena *arena;
	struct digest digest;
	usec now;
	struct session_row_list rows;
	struct session_actor_row *actor;
};

static err_t find(struct tx *tx, void *ctx)
{
	struct finding *f = ctx;
	return session_get_soon(
		tx, f->arena, hash_str(&f->digest), f->now, zone_day(f->now), &f->rows);
}

static int by_age(const void *a, const void *b)
{
	const struct session_row *x = a, *y = b;
	return (x->membership_id.n > y->membership_id.n) -
	       (x->membership_id.n < y->membership_id.n);
}

/* A role that this program does not know is left out: a newer one wrote it. */
static struct membership_list memberships_of(
	struct arena *a, const struct session_row_list *rows, bool *ret_staff)
{
	struct membership *list = arena_array(a, struct membership, rows->len);
	size_t len = 0;
	bool is_staff = false;
	qsort(rows->at, rows->len, sizeof(*rows->at), by_age);
	for (size_t i = 0; i < rows->len && i < MEMBERSHIPS_MOST; i++) {
		const struct session_row *row = &rows->at[i];
		enum role role = role_parse(row->role);
		if (role == ROLE_NONE)
			continue;
		is_staff |= role_about(role)->is_staff;
		list[len++] = (struct membership){*row->membership, role, row->organisation,
			*row->organisation_public, row->organisation_name, row->words};
	}
	*ret_staff = is_staff;
	return (struct membership_list){list, len};
}

err_t session_find(
	const struct app *app, struct arena *a, const struct token *token, struct session *ret)
{
	usec now = clock_now(app->clock);
	struct finding f = {.arena = a, .digest = token_digest(token), .now = now};
	bool is_staff;
	TRY(db_read(app->db, find, &f));
	if (!f.rows.len)
		return err_say(ERR_UNAUTHENTICATED, NULL);
	struct membership_list memberships = memberships_of(a, &f.rows, &is_staff);
	const struct session_row *row = f.rows.at;
	is_staff |= row->edits > 0;
	if (has_ended(is_staff, row->started, row->seen, now))
		return err_say(ERR_UNAUTHENTICATED, NULL);
	if (now - row->seen > SEEN_EACH)
		seen_note(app->seen, &f.digest, now);
	*ret = (struct session){
		.actor = {.person = row->person, .public = row->public},
		.name = row->name,
		.full_name = row->full_name.p ? row->full_name : row->name,
		.language = row->language,
		.is_fresh = now - row->proved <= SESSION_FRESH,
		.has_factor = row->factor_since,
		.large_type = row->large_type,
		.has_photo = row->photo,
		.new_card = row->new_card ? *row->new_card : 0,
		.edits = row->edits,
		.projects = row->projects,
		.memberships = memberships,
	};
	return NULL;
}

static err_t find_actor(struct tx *tx, void *ctx)
{
	struct finding *f = ctx;
	return session_actor_soon(tx, f->arena, hash_str(&f->digest), &f->actor);
}

/* While a session is young enough for anybody, it need not be known what they are. */
err_t session_find_actor(
	const struct app *app, struct arena *a, const struct token *token, struct session *ret)
{
	usec now = clock_now(app->clock);
	struct finding f = {.arena = a, .digest = token_digest(token)};
	TRY(db_read(app->db, find_actor, &f));
	const struct session_actor_row *row = f.actor;
	if (!row)
		return err_say(ERR_UNAUTHENTICATED, NULL);
	if (has_ended(false, row->started, row->seen, now) ||
		has_ended(true, row->started, row->seen, now))
		return session_find(app, a, token, ret);
	if (now - row->seen > SEEN_EACH)
		seen_note(app->seen, &f.digest, now);
	*ret = (struct session){
		.actor = {.person = row->person, .public = row->public},
		.language = row->language,
	};
	return NULL;
}

/* --- beginning --- */

static err_t place_of(const struct app *app, struct str block, struct digest *ret_place)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "session place", &key));
	*ret_place = hash_hmac(&key, block);
	return NULL;
}

err_t session_new(const struct app *app, const struct visitor *visitor, struct session_new *ret)
{
	struct session_new s = {
		.token = token_new(app->random),
		.device = visitor->device,
		.now = clock_now(app->clock),
	};
	TRY(place_of(app, visitor->block, &s.place));
	*ret = s;
	return NULL;
}

err_t session_begin(struct tx *tx, const struct session_new *s, struct row_id person)
{
	struct digest digest = token_digest(&s->token);
	TRY(leave_came_in(tx, person, s->now));
	return session_add(tx, hash_str(&digest), person, s->now, str_of(s->device.browser),
		str_of(s->device.system), hash_str(&s->place));
}

err_t session_renew(struct tx *tx, const struct actor *actor, const struct token *token,
	const struct token *renewed, usec now)
{
	struct digest old = token_digest(token), new = token_digest(renewed);
	int64_t count;
	TRY(session_prove(tx, hash_str(&old), actor->person, hash_str(&new), now, &count));
	return count ? NULL : err_say(ERR_UNAUTHENTICATED, NULL);
}

/* --- ending --- */

struct ending {
	struct arena *arena;
	const struct actor *actor;
	struct digest digest;
	struct public_id name;
	usec now;
};

static err_t note_end(struct tx *tx, const struct ending *e)
{
	struct audit_entry entry = {.actor = e->actor,
		.subject = &e->actor->public,
		.action = AUDIT_SIGN_OUT,
		.at = e->now};
	return audit_note(tx, &entry);
}

static err_t end_own(struct tx *tx, void *ctx)
{
	struct ending *e = ctx;
	int64_t count;
	TRY(access_require(tx, e->actor, ACTION_ACCOUNT_CHANGE, e->actor->person));
	TRY(session_end(tx, hash_str(&e->digest), e->actor->person, &count));
	return count ? note_end(tx, e) : NULL;
}

err_t session_end_own(const struct app *app, const struct actor *actor, const struct token *token)
{
	struct ending e = {
		.actor = actor, .digest = token_digest(token), .now = clock_now(app->clock)};
	return db_tx(app->db, end_own, &e);
}

static err_t end_rest(struct tx *tx, void *ctx)
{
	struct ending *e = ctx;
	int64_t count;
	TRY(access_require(tx, e->actor, ACTION_ACCOUNT_CHANGE, e->actor->person));
	TRY(arrival_end_all(tx, e->actor->person));
	TRY(session_end_others(tx, e->actor->person, hash_str(&e->digest), &count));
	return count ? note_end(tx, e) : NULL;
}

err_t session_end_rest(const struct app *app, const struct actor *actor, const struct token *token)
{
	struct ending e = {
		.actor = actor, .digest = token_digest(token), .now = clock_now(app->clock)};
	return db_tx(app->db, end_rest, &e);
}

struct public_id session_public(struct str digest)
{
	const struct str parts[] = {STR("name of a session\n"), digest};
	struct digest name = hash_sha256_parts(parts, 2);
	struct public_id id;
	memcpy(id.bytes, name.bytes, sizeof(id.bytes));
	return id;
}

static err_t end_named(struct tx *tx, void *ctx)
{
	struct ending *e = ctx;
	struct session_item_list rows;
	int64_t count;
	TRY(access_require(tx, e->actor, ACTION_ACCOUNT_CHANGE, e->actor->person));
	TRY(session_list(tx, e->arena, e->actor->person, &rows));
	for (size_t i = 0; i < rows.len; i++) {
		if (!public_id_eq(session_public(rows.at[i].token), e->name))
			continue;
		TRY(session_end(tx, rows.at[i].token, e->actor->person, &count));
		return note_end(tx, e);
	}
	return err_log(ERR_NOT_FOUND, "no session of that name");
}

err_t session_end_named(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id name)
{
	struct ending e = {.arena = a, .actor = actor, .name = name, .now = clock_now(app->clock)};
	return db_tx(app->db, end_named, &e);
}

/* --- all of them --- */

struct listing {
	struct arena *arena;
	const struct actor *actor;
	const struct digest *own, *place; /* of the visitor */
	usec now;
	VEC(struct session_about) sessions;
};

static struct session_about about(const struct listing *l, const struct session_item *row)
{
	return (struct session_about){
		.name = session_public(row->token),
		.started = row->started,
		.seen = row->seen,
		.browser = row->browser,
		.system = row->system,
		.is_this = str_eq(row->token, hash_str(l->own)),
		.is_here = str_eq(row->place, hash_str(l->place)),
	};
}

static err_t read_all(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	struct row_id person = l->actor->person;
	struct session_item_list rows;
	bool is_staff;
	TRY(access_require(tx, l->actor, ACTION_ACCOUNT_SEE, person));
	TRY(membership_is_staff(tx, person, l->now, &is_staff));
	TRY(session_list(tx, l->arena, person, &rows));
	l->sessions.len = 0;
	for (size_t i = 0; i < rows.len; i++) {
		const struct session_item *row = &rows.at[i];
		if (!has_ended(is_staff, row->started, row->seen, l->now))
			vec_push(l->arena, &l->sessions, about(l, row));
	}
	return NULL;
}

err_t session_all(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, const struct session_about **ret_sessions, size_t *ret_count)
{
	struct digest place, own = token_digest(&visitor->browser);
	struct listing l = {.arena = a,
		.actor = actor,
		.own = &own,
		.place = &place,
		.now = clock_now(app->clock)};
	TRY(place_of(app, visitor->block, &place));
	TRY(db_read(app->db, read_all, &l));
	*ret_sessions = l.sessions.at;
	*ret_count = l.sessions.len;
	return NULL;
}
