#include "app/profile_photo.h"

#include "app/audit.h"
#include "app/reading.h"
#include "codec/image.h"
#include "db/content.h"

/* --- choosing --- */

struct choosing {
	struct arena *arena;
	const struct actor *actor;
	const struct file_sealed *sealed; /* NULL: none from now on */
	usec now;
};

static err_t note(struct tx *tx, const struct choosing *c)
{
	struct audit_entry entry = {.actor = c->actor,
		.subject = &c->actor->public,
		.action = AUDIT_PHOTO,
		.at = c->now};
	return audit_note(tx, &entry);
}

static err_t put_new(struct tx *tx, const struct choosing *c)
{
	struct public_id file = file_id(c->sealed);
	TRY(file_put(tx, c->actor->person, c->sealed, c->now));
	return person_set_photo(tx, c->actor->person, &file);
}

static err_t choose(struct tx *tx, void *ctx)
{
	const struct choosing *c = ctx;
	struct row_id person = c->actor->person;
	struct person_look_row *row;
	TRY(access_require(tx, c->actor, ACTION_ACCOUNT_CHANGE, person));
	TRY(person_look(tx, c->arena, person, &row));
	if (row && row->photo)
		TRY(file_remove(tx, person, *row->photo));
	TRY(c->sealed ? put_new(tx, c) : person_set_photo(tx, person, NULL));
	return note(tx, c);
}

err_t profile_photo_set(const struct app *app, struct arena *a, const struct actor *actor,
	struct str filename, struct str bytes)
{
	struct choosing c = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	struct file_sealed *sealed;
	struct str jpeg;
	if (!bytes.len || !image_name_ok(filename))
		return err_field("photo", N_("Choose a picture: PNG or JPEG."));
	TRY(image_square(a, bytes, PROFILE_PHOTO_SIDE, &jpeg));
	TRY(file_seal(app, a, actor->public, STR(IMAGE_TYPE), jpeg, &sealed));
	c.sealed = sealed;
	return db_tx(app->db, choose, &c);
}

err_t profile_photo_remove(const struct app *app, struct arena *a, const struct actor *actor)
{
	struct choosing c = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	return db_tx(app->db, choose, &c);
}

/* --- looking --- */

struct looking {
	struct arena *arena;
	const struct actor *actor;
	struct public_id owner;
	struct row_id owner_row;
	struct access_part part; /* that the actor may read */
	const struct public_id *photo;
	struct file_found *found;
	usec now;
};

static err_t find_photo(struct tx *tx, struct looking *io)
{
	struct passport_owner_row *owner;
	struct person_look_row *row;
	TRY(passport_owner(tx, io->arena, io->owner, &owner));
	if (!owner)
		return err_log(ERR_NOT_FOUND, "nobody");
	TRY(access_passport(
		tx, io->arena, io->actor, ACTION_PASSPORT_READ, owner->id, io->now, &io->part));
	TRY(person_look(tx, io->arena, owner->id, &row));
	io->photo = row && (io->part.whole || io->part.len) ? row->photo : NULL;
	io->owner_row = owner->id;
	return NULL;
}

static err_t read_is(struct tx *tx, void *ctx)
{
	return find_photo(tx, ctx);
}

err_t profile_photo_is(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id owner, bool *ret_is)
{
	struct looking l = {
		.arena = a, .actor = actor, .owner = owner, .now = clock_now(app->clock)};
	TRY(db_read(app->db, read_is, &l));
	*ret_is = l.photo;
	return NULL;
}

static err_t read_photo(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	TRY(find_photo(tx, l));
	if (!l->photo)
		return err_log(ERR_NOT_FOUND, "no photo");
	return file_find(tx, l->arena, l->owner_row, *l->photo, &l->found);
}

static err_t read_noted(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	TRY(read_photo(tx, l));
	const struct reading_note note = {l->actor, l->owner_row, l->owner, l->now};
	return reading_note_photo(tx, &note, l->part.scopes[0].grant);
}

err_t profile_photo(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id owner, struct file *ret)
{
	struct looking l = {
		.arena = a, .actor = actor, .owner = owner, .now = clock_now(app->clock)};
	bool is_own = public_id_eq(actor->public, owner);
	TRY(is_own ? db_read(app->db, read_photo, &l) : db_tx(app->db, read_noted, &l));
	return file_open(app, a, owner, l.found, ret);
}

err_t profile_photo_own(
	const struct app *app, struct arena *a, const struct actor *actor, struct str *ret_jpeg)
{
	struct file file;
	bool is;
	TRY(profile_photo_is(app, a, actor, actor->public, &is));
	err_t e = is ? profile_photo(app, a, actor, actor->public, &file) : NULL;
	if (e && e->code == ERR_NOT_FOUND) {
		err_free(e); /* taken away between the two */
		is = false;
		e = NULL;
	}
	TRY(e);
	*ret_jpeg = is ? file.bytes : STR_NONE;
	return NULL;
}
