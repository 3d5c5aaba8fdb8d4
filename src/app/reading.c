#include "app/reading.h"

#include "app/audit.h"
#include "db/content.h"

static err_t audit_reading(struct tx *tx, const struct reading_note *note, struct str scope)
{
	struct audit_entry entry = {
		.actor = note->actor,
		.subject = &note->owner_public,
		.action = AUDIT_PASSPORT_READ,
		.object = AUDIT_SCOPE,
		.object_id = scope,
		.at = note->now,
	};
	return audit_note(tx, &entry);
}

err_t reading_note(struct tx *tx, const struct reading_note *note, const struct access_scope *scope)
{
	struct row_id latest;
	usec since = note->now - READING_EACH;
	TRY(grant_row_looked(tx, scope->grant, note->now));
	TRY(reading_latest(tx, scope->grant, scope->scope, since, &latest));
	if (latest.n)
		return reading_again(tx, latest, note->now);
	TRY(reading_add(
		tx, note->owner, note->actor->person, scope->grant, scope->scope, note->now));
	return audit_reading(tx, note, scope->scope);
}

err_t reading_note_piece(
	struct tx *tx, const struct reading_note *note, const struct access_scope *scope)
{
	struct row_id latest;
	usec since = note->now - READING_EACH;
	TRY(reading_latest(tx, scope->grant, scope->scope, since, &latest));
	return latest.n ? NULL : reading_note(tx, note, scope);
}

err_t reading_note_photo(struct tx *tx, const struct reading_note *note, struct row_id grant)
{
	const struct access_scope photo = {READING_PHOTO, grant};
	struct row_id latest;
	usec since = note->now - READING_EACH;
	TRY(reading_latest_any(tx, note->owner, note->actor->person, since, &latest));
	return latest.n ? NULL : reading_note(tx, note, &photo);
}

struct looking {
	struct arena *arena;
	const struct actor *actor;
	int64_t skip;
	struct reading_row_list rows;
};

static err_t read_readings(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	struct row_id owner = l->actor->person;
	TRY(access_require(tx, l->actor, ACTION_PASSPORT_GRANT, owner));
	return reading_rows(tx, l->arena, owner, READING_PAGE + 1, l->skip, &l->rows);
}

err_t reading_list(const struct app *app, struct arena *a, const struct actor *actor, int64_t page,
	struct reading_page *ret)
{
	if (page < 1 || page > READING_PAGES_MOST)
		return err_log(ERR_NOT_FOUND, "no such page");
	struct looking l = {.arena = a, .actor = actor, .skip = (page - 1) * READING_PAGE};
	TRY(db_read(app->db, read_readings, &l));
	size_t len = l.rows.len < READING_PAGE ? l.rows.len : READING_PAGE;
	struct reading *readings = arena_array(a, struct reading, len);
	for (size_t i = 0; i < len; i++) {
		const struct reading_row *row = &l.rows.at[i];
		readings[i] = (struct reading){
			.grant = row->grant_public,
			.name = row->name,
			.role = grant_role_parse(row->role),
			.scope = row->scope,
			.first = row->first,
			.last = row->last,
			.times = row->times,
		};
		TRY(grant_open(app, a, actor->public, row->grant_public, "called", row->called,
			&readings[i].is_damaged, &readings[i].called));
	}
	*ret = (struct reading_page){readings, len, l.rows.len > READING_PAGE};
	return NULL;
}
