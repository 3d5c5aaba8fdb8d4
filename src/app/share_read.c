#include "app/share_read.h"

#include "app/reading.h"
#include "app/share_row.h"

struct receiving {
	struct arena *arena;
	const struct actor *actor;
	struct public_id grant;
	usec now;

	struct share_received_row *row;
	bool is_open;
	struct access_part part;       /* that the actor may read */
	struct grant_part_list shared; /* by this grant */
	struct passport_rows rows;
};

static err_t enter(struct tx *tx, struct receiving *r)
{
	TRY(access_require(tx, r->actor, ACTION_GRANT_TAKE, r->actor->person));
	TRY(share_received_row_of(tx, r->arena, r->actor->person, r->grant, &r->row));
	if (!r->row)
		return err_log(ERR_NOT_FOUND, "did not come to them");
	r->is_open = share_received_state(r->row, r->now) == GRANT_ACTIVE;
	if (!r->is_open)
		return NULL;
	TRY(access_passport(
		tx, r->arena, r->actor, ACTION_PASSPORT_READ, r->row->owner, r->now, &r->part));
	return grant_parts_soon(tx, r->arena, r->row->id, r->now - READING_AGAIN, &r->shared);
}

static err_t open_shared(struct tx *tx, void *ctx)
{
	struct receiving *r = ctx;
	TRY(enter(tx, r));
	return r->is_open ? passport_rows(tx, r->arena, r->row->owner, &r->rows) : NULL;
}

static bool is_due(const struct receiving *r)
{
	bool due = false;
	for (size_t i = 0; r->is_open && i < r->shared.len; i++)
		due |= r->shared.at[i].due && access_covers(&r->part, r->shared.at[i].scope);
	return due;
}

/*
 * Decided again here. Each part is noted as read by the grant of this link, whatever else the actor
 * may read.
 */
static err_t note_all(struct tx *tx, void *ctx)
{
	struct receiving *r = ctx;
	TRY(enter(tx, r));
	TRY(tx_wait(tx));
	const struct reading_note note = {r->actor, r->row->owner, r->row->owner_public, r->now};
	for (size_t i = 0; r->is_open && i < r->shared.len; i++) {
		const struct access_scope scope = {r->shared.at[i].scope, r->row->id};
		if (access_covers(&r->part, scope.scope))
			TRY(reading_note(tx, &note, &scope));
	}
	return NULL;
}

/* What is shared, as far as the actor may read it. */
static struct passport_scopes readable(const struct receiving *r)
{
	struct str *ids = arena_array(r->arena, struct str, r->shared.len);
	size_t count = 0;
	for (size_t i = 0; i < r->shared.len; i++)
		if (access_covers(&r->part, r->shared.at[i].scope))
			ids[count++] = r->shared.at[i].scope;
	return (struct passport_scopes){ids, count};
}

/* No route yet is no error: there is nothing to read then. */
static err_t assemble(
	const struct app *app, const struct receiving *r, size_t lang, struct share_read *io)
{
	const struct passport_scopes scopes = readable(r);
	err_t e = passport_assemble(
		app, r->arena, r->row->owner_public, &r->rows, &scopes, lang, &io->whole);
	io->has_passport = !e;
	if (!e || e->code != ERR_NOT_FOUND)
		return e;
	err_free(e);
	return NULL;
}

err_t share_read(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct public_id grant, struct share_read *ret)
{
	struct receiving r = {
		.arena = a, .actor = actor, .grant = grant, .now = clock_now(app->clock)};
	struct share_read found = {0};
	TRY(db_read(app->db, open_shared, &r));
	if (is_due(&r))
		TRY(db_tx(app->db, note_all, &r));
	found.about = share_received_of(r.row, r.now);
	if (r.is_open)
		TRY(assemble(app, &r, lang, &found));
	*ret = found;
	return NULL;
}
