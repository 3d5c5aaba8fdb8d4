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
	struct str *scopes; /* that are shared now */
	size_t scopes_len;
	int64_t due; /* so many of them were not noted as read just now */
	struct passport_rows rows;
};

static err_t find_scopes(struct tx *tx, struct receiving *r)
{
	struct access_part part;
	struct text_list granted;
	TRY(access_passport(
		tx, r->arena, r->actor, ACTION_PASSPORT_READ, r->row->owner, r->now, &part));
	TRY(grant_scopes(tx, r->arena, r->row->id, &granted));
	r->scopes = arena_array(r->arena, struct str, granted.len);
	r->scopes_len = 0;
	for (size_t i = 0; i < granted.len; i++)
		if (access_covers(&part, granted.at[i]))
			r->scopes[r->scopes_len++] = granted.at[i];
	return NULL;
}

static err_t enter(struct tx *tx, struct receiving *r)
{
	TRY(access_require(tx, r->actor, ACTION_GRANT_TAKE, r->actor->person));
	TRY(share_received_row_of(tx, r->arena, r->actor->person, r->grant, &r->row));
	if (!r->row)
		return err_log(ERR_NOT_FOUND, "did not come to them");
	r->is_open = share_received_state(r->row, r->now) == GRANT_ACTIVE;
	return r->is_open ? find_scopes(tx, r) : NULL;
}

static err_t open_shared(struct tx *tx, void *ctx)
{
	struct receiving *r = ctx;
	TRY(enter(tx, r));
	if (!r->is_open)
		return NULL;
	TRY(reading_due(tx, r->row->id, r->now - READING_AGAIN, &r->due));
	return passport_rows(tx, r->arena, r->row->owner, &r->rows);
}

/*
 * Decided again here. Each part is noted as read by the grant of this link, whatever else the actor
 * may read.
 */
static err_t note_all(struct tx *tx, void *ctx)
{
	struct receiving *r = ctx;
	TRY(enter(tx, r));
	const struct reading_note note = {r->actor, r->row->owner, r->row->owner_public, r->now};
	for (size_t i = 0; r->is_open && i < r->scopes_len; i++) {
		const struct access_scope scope = {r->scopes[i], r->row->id};
		TRY(reading_note(tx, &note, &scope));
	}
	return NULL;
}

/* No route yet is no error: there is nothing to read then. */
static err_t assemble(
	const struct app *app, const struct receiving *r, size_t lang, struct share_read *io)
{
	const struct passport_scopes scopes = {r->scopes, r->scopes_len};
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
	if (r.is_open && r.due)
		TRY(db_tx(app->db, note_all, &r));
	found.about = share_received_of(r.row, r.now);
	if (r.is_open)
		TRY(assemble(app, &r, lang, &found));
	*ret = found;
	return NULL;
}
