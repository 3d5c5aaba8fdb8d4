/* Grants as rows: adding, ending, what state they are in, and what is sealed in them. */
#include "app/consent.h"
#include "app/grant.h"
#include "crypto/vault.h"
#include "db/content.h"

static const char *const kinds[GRANT_KINDS] = {"companion", "mentor", "receiver"};
static const char *const roles[GRANT_ROLES] = {"parent", "mentor", "supervisor", "coach", "other"};

/* How a row ended, as stored; NULL for what is no end. */
static const char *const ends[GRANT_STATES] = {
	[GRANT_STOPPED] = "owner", [GRANT_DECLINED] = "declined", [GRANT_LEFT] = "holder"};

const char *grant_kind_id(enum grant_kind kind)
{
	return kinds[kind];
}

enum grant_role grant_role_parse(struct str id)
{
	enum grant_role role = 0;
	while (role < GRANT_ROLES && !str_is(id, roles[role]))
		role++;
	return role;
}

bool grant_is_open(enum grant_state state)
{
	return state == GRANT_INVITED || state == GRANT_WAITING || state == GRANT_ACTIVE ||
	       state == GRANT_AWAY;
}

/* An administrator may take the end of a membership back: then the grant holds again. */
static enum grant_state accepted_state(const struct grant_row *row)
{
	return str_is(row->kind, kinds[GRANT_MENTOR]) && !row->works ? GRANT_AWAY : GRANT_ACTIVE;
}

enum grant_state grant_state_of(const struct grant_row *row, usec now)
{
	for (enum grant_state state = 0; row->ended && state < GRANT_STATES; state++)
		if (ends[state] && str_is(row->ended_by, ends[state]))
			return state;
	if (row->ended || row->ends < zone_day(now))
		return GRANT_OVER;
	if (row->accepted)
		return accepted_state(row);
	return row->holder.n ? GRANT_WAITING : GRANT_INVITED;
}

static struct str digest_or_none(const struct digest *d)
{
	return d ? hash_str(d) : STR_NONE;
}

static err_t add_row(struct tx *tx, const struct grant_new *g, struct row_id *ret_grant)
{
	return grant_row_add(tx, g->public, g->owner, g->holder, str_of(kinds[g->kind]),
		str_of(roles[g->role]), g->via, g->called, g->address,
		digest_or_none(g->address_key), g->message, digest_or_none(g->code),
		g->code ? &g->code_ends : NULL, g->now, g->waits ? NULL : &g->now, g->terms.ends,
		g->language, ret_grant);
}

err_t grant_check_room(struct tx *tx, struct row_id owner, usec now)
{
	int64_t open;
	TRY(grant_open_count(tx, owner, zone_day(now), &open));
	if (open < GRANTS_MOST)
		return NULL;
	return err_say(
		ERR_CONFLICT, N_("So many people look along already. Stop one of them first."));
}

err_t grant_add(struct tx *tx, const struct grant_new *g, struct row_id *ret_grant)
{
	struct row_id id;
	TRY(grant_check_room(tx, g->owner, g->now));
	TRY(consent_hold(tx, g->owner, g->terms.scopes, g->terms.scopes_len, g->now));
	TRY(add_row(tx, g, &id));
	for (size_t i = 0; i < g->terms.scopes_len; i++)
		TRY(grant_scope_add(tx, id, g->terms.scopes[i]));
	*ret_grant = id;
	return NULL;
}

static bool same_via(const struct public_id *a, const struct public_id *b)
{
	return a && b ? public_id_eq(*a, *b) : a == b;
}

err_t grant_holds_same(struct tx *tx, struct arena *a, const struct grant_new *g, bool *ret_holds)
{
	struct grant_holds_row_list rows;
	bool holds = false;
	TRY(grant_holds(tx, a, g->owner, g->holder, zone_day(g->now), g->now, &rows));
	for (size_t i = 0; i < rows.len; i++)
		holds |=
			str_is(rows.at[i].kind, kinds[g->kind]) && same_via(rows.at[i].via, g->via);
	*ret_holds = holds;
	return NULL;
}

err_t grant_end(struct tx *tx, struct row_id grant, enum grant_state as, usec now)
{
	int64_t count;
	if (!ends[as])
		return err_log(ERR_INTERNAL, "state %d is no end", as);
	return grant_row_end(tx, grant, now, str_of(ends[as]), &count);
}

static struct vault_place place_of(
	struct arena *a, struct public_id owner, struct public_id grant, const char *column)
{
	return (struct vault_place){owner, "passport_grant", public_id_print(a, grant), column};
}

err_t grant_seal(const struct app *app, struct arena *a, struct public_id owner,
	struct public_id grant, const char *column, struct str text, struct str *ret_sealed)
{
	struct vault_place place = place_of(a, owner, grant, column);
	if (text.len)
		return vault_seal(app->vault, a, &place, text, ret_sealed);
	*ret_sealed = STR_NONE;
	return NULL;
}

err_t grant_open(const struct app *app, struct arena *a, struct public_id owner,
	struct public_id grant, const char *column, struct str sealed, bool *io_damaged,
	struct str *ret_text)
{
	struct vault_place place = place_of(a, owner, grant, column);
	struct str text = STR_NONE;
	bool is_damaged = false;
	if (sealed.p)
		TRY(vault_open_one(app->vault, a, &place, sealed, &text, &is_damaged));
	*ret_text = text;
	*io_damaged |= is_damaged;
	return NULL;
}
