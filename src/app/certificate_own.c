/* A participant's own certificate: reading it, and saying what others may see of it. */
#include "app/audit.h"
#include "app/certificate_inside.h"
#include "app/participation_inside.h"
#include "codec/input.h"

struct owning {
	struct arena *arena;
	const struct actor *actor;
	struct public_id who;
	bool opens_project, opens_learning;
	usec now;
	struct participant_at at;
	struct certificate_own_row *row;
	struct certificate_language_row_list languages;
	struct certificate_pdf pdf;
};

static err_t find(struct tx *tx, struct owning *io)
{
	TRY(access_participant(tx, io->arena, io->actor, ACTION_CERTIFICATE_OWN, io->who, &io->at));
	return certificate_own_last(tx, io->arena, io->at.participant, &io->row);
}

static err_t read_own(struct tx *tx, void *ctx)
{
	struct owning *o = ctx;
	TRY(find(tx, o));
	if (!o->row)
		return NULL;
	const struct public_id_list one = {&o->row->public, 1};
	return certificate_languages(tx, o->arena, one, &o->languages);
}

static void fill_languages(const struct owning *o, struct certificate_own *io)
{
	struct str *tags = arena_array(o->arena, struct str, o->languages.len);
	for (size_t i = 0; i < o->languages.len; i++)
		tags[i] = o->languages.at[i].language;
	io->languages = tags;
	io->languages_len = o->languages.len;
}

static bool is_credential(const struct certificate_own_row *row)
{
	return certificate_state_of(row->state) == CERTIFICATE_VALID && row->status_list &&
	       row->status_at;
}

/* Why it was withdrawn. */
static err_t open_reason(const struct app *app, const struct owning *o, struct str *ret_reason)
{
	struct vault_place place = certificate_place(o->arena, o->who, o->row->public, "reason");
	if (!o->row->reason.p)
		return NULL;
	return vault_open(app->vault, o->arena, &place, o->row->reason, ret_reason);
}

static err_t own_of(const struct app *app, const struct owning *o, struct certificate_own *ret)
{
	struct certificate_own own = {.issued = DAY_NONE};
	if (o->row) {
		own.revision = o->row->revision;
		own.type = o->row->type;
		own.title = o->row->title;
		own.state = certificate_state_of(o->row->state);
		own.issued = zone_day(o->row->issued);
		own.opens_project = o->row->opens_project;
		own.opens_learning = o->row->opens_learning;
		own.is_credential = is_credential(o->row);
		fill_languages(o, &own);
		TRY(open_reason(app, o, &own.reason));
	}
	*ret = own;
	return NULL;
}

err_t certificate_own(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct certificate_own *ret)
{
	struct owning o = {.arena = a, .actor = actor, .who = who};
	TRY(db_read(app->db, read_own, &o));
	return own_of(app, &o, ret);
}

static err_t put_open(struct tx *tx, void *ctx)
{
	struct owning *o = ctx;
	TRY(find(tx, o));
	if (!o->row)
		return err_log(ERR_NOT_FOUND, "no certificate yet");
	return certificate_open(tx, o->at.participant, o->opens_project, o->opens_learning);
}

err_t certificate_own_open(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct certificate_opens *in)
{
	struct owning o = {.arena = a,
		.actor = actor,
		.who = who,
		.opens_project = in->project,
		.opens_learning = in->learning};
	return db_tx(app->db, put_open, &o);
}

/* That they have it is seen by who coordinates the project. */
static err_t note_download(struct tx *tx, const struct owning *o)
{
	int64_t count;
	TRY(certificate_fetch_note(tx, o->row->id, o->now, &count));
	TRY(participant_set_downloaded(tx, o->at.participant));
	if (!count)
		return NULL;
	return participation_note(
		tx, o->at.participant, o->now, NULL, PARTICIPATION_DOWNLOADED, STR_NONE);
}

static err_t note_fetched(struct tx *tx, void *ctx)
{
	struct owning *o = ctx;
	TRY(find(tx, o));
	if (!o->row)
		return err_log(ERR_NOT_FOUND, "no certificate yet");
	o->pdf.owner = o->who;
	o->pdf.certificate = o->row->public;
	TRY(certificate_pdf_find(tx, o->arena, o->row->id, &o->pdf));
	return note_download(tx, o);
}

err_t certificate_own_fetch(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str language, struct str *ret_pdf)
{
	struct owning o = {.arena = a,
		.actor = actor,
		.who = who,
		.pdf.language = language,
		.now = clock_now(app->clock)};
	TRY(db_tx(app->db, note_fetched, &o));
	return certificate_pdf_open(app, a, &o.pdf, ret_pdf);
}

/* --- as a credential --- */

static err_t make_credential(
	const struct app *app, const struct owning *o, struct str language, struct str *ret_json)
{
	struct arena *a = o->arena;
	struct vault_place place = certificate_place(a, o->who, o->row->public, "body");
	struct certificate_content content;
	struct str text;
	TRY(vault_open(app->vault, a, &place, o->row->body, &text));
	TRY(certificate_body_read(a, text, &content));
	const struct certificate_signing signing = {.certificate = o->row->public,
		.language = language,
		.issued = o->row->issued,
		.seat = {*o->row->status_list, *o->row->status_at}};
	return certificate_credential(app, a, &content, &signing, ret_json);
}

static err_t read_credential(struct tx *tx, void *ctx)
{
	struct owning *o = ctx;
	TRY(find(tx, o));
	return o->row && is_credential(o->row) ? NULL
					       : err_log(ERR_NOT_FOUND, "no valid credential");
}

/* Fetching it is having it. */
static err_t note_credential(struct tx *tx, void *ctx)
{
	TRY(read_credential(tx, ctx));
	return note_download(tx, ctx);
}

err_t certificate_own_credential(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str language, struct str *ret_json)
{
	struct owning o = {.arena = a, .actor = actor, .who = who, .now = clock_now(app->clock)};
	struct str json;
	TRY(db_read(app->db, read_credential, &o));
	TRY(make_credential(app, &o, language, &json));
	TRY(db_tx(app->db, note_credential, &o));
	*ret_json = json;
	return NULL;
}

/* --- to take along --- */

struct taking {
	struct owning o; /* first: as read_own reads it */
	struct certificate_file_row *first;
	struct certificate_translation_row_list others;
};

static err_t read_taken(struct tx *tx, void *ctx)
{
	struct taking *t = ctx;
	TRY(read_own(tx, &t->o));
	if (!t->o.row)
		return NULL;
	TRY(certificate_file_get(tx, t->o.arena, t->o.row->id, &t->first));
	return certificate_translations(tx, t->o.arena, t->o.row->id, &t->others);
}

static err_t open_paper(const struct app *app, const struct owning *o, struct str language,
	struct str sealed, struct str *ret_pdf)
{
	const struct certificate_pdf pdf = {o->who, o->row->public, language, sealed};
	return certificate_pdf_open(app, o->arena, &pdf, ret_pdf);
}

/* In the languages of the papers. */
static err_t take_credentials(
	const struct app *app, const struct taking *t, struct certificate_taken *io)
{
	struct str *all = arena_array(t->o.arena, struct str, t->others.len + 1);
	TRY(make_credential(app, &t->o, STR_NONE, &all[0]));
	for (size_t i = 0; i < t->others.len; i++)
		TRY(make_credential(app, &t->o, t->others.at[i].language, &all[i + 1]));
	io->credentials = all;
	io->credentials_len = t->others.len + 1;
	return NULL;
}

static err_t take(const struct app *app, const struct taking *t, struct certificate_taken *io)
{
	const struct owning *o = &t->o;
	struct str *pdfs = arena_array(o->arena, struct str, t->others.len + 1);
	if (!t->first)
		return err_log(ERR_NOT_FOUND, "no paper");
	TRY(open_paper(app, o, STR_NONE, t->first->pdf, &pdfs[0]));
	for (size_t i = 0; i < t->others.len; i++)
		TRY(open_paper(
			app, o, t->others.at[i].language, t->others.at[i].pdf, &pdfs[i + 1]));
	io->pdfs = pdfs;
	io->pdfs_len = t->others.len + 1;
	return is_credential(o->row) ? take_credentials(app, t, io) : NULL;
}

err_t certificate_own_take(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct certificate_taken *ret)
{
	struct taking t = {.o = {.arena = a, .actor = actor, .who = who}};
	struct certificate_taken taken = {0};
	TRY(db_read(app->db, read_taken, &t));
	TRY(own_of(app, &t.o, &taken.own));
	if (t.o.row)
		TRY(take(app, &t, &taken));
	*ret = taken;
	return NULL;
}
