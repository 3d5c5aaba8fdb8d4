/* A participant's own certificate: reading it, and saying what others may see of it. */
#include "app/audit.h"
#include "app/certificate_inside.h"
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

/* Why it was withdrawn. */
static err_t open_reason(const struct app *app, const struct owning *o, struct str *ret_reason)
{
	struct vault_place place = certificate_place(o->arena, o->who, o->row->public, "reason");
	if (!o->row->reason.p)
		return NULL;
	return vault_open(app->vault, o->arena, &place, o->row->reason, ret_reason);
}

err_t certificate_own(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct certificate_own *ret)
{
	struct owning o = {.arena = a, .actor = actor, .who = who};
	struct certificate_own own = {.issued = DAY_NONE};
	TRY(db_read(app->db, read_own, &o));
	if (o.row) {
		own.revision = o.row->revision;
		own.state = certificate_state_of(o.row->state);
		own.issued = zone_day(o.row->issued);
		own.opens_project = o.row->opens_project;
		own.opens_learning = o.row->opens_learning;
		own.is_credential = own.state == CERTIFICATE_VALID && o.row->status_list;
		fill_languages(&o, &own);
		TRY(open_reason(app, &o, &own.reason));
	}
	*ret = own;
	return NULL;
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
static err_t note_fetched(struct tx *tx, void *ctx)
{
	struct owning *o = ctx;
	int64_t count;
	TRY(find(tx, o));
	if (!o->row)
		return err_log(ERR_NOT_FOUND, "no certificate yet");
	o->pdf.owner = o->who;
	o->pdf.certificate = o->row->public;
	TRY(certificate_pdf_find(tx, o->arena, o->row->id, &o->pdf));
	return certificate_fetch_note(tx, o->row->id, o->now, &count);
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

/* Fetching it is having it. */
static err_t note_credential(struct tx *tx, void *ctx)
{
	struct owning *o = ctx;
	int64_t count;
	TRY(find(tx, o));
	if (!o->row || certificate_state_of(o->row->state) != CERTIFICATE_VALID ||
		!o->row->status_list || !o->row->status_at)
		return err_log(ERR_NOT_FOUND, "no valid credential");
	return certificate_fetch_note(tx, o->row->id, o->now, &count);
}

err_t certificate_own_credential(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str *ret_json)
{
	struct owning o = {.arena = a, .actor = actor, .who = who, .now = clock_now(app->clock)};
	struct certificate_content content;
	struct str text;
	TRY(db_tx(app->db, note_credential, &o));
	struct vault_place place = certificate_place(a, who, o.row->public, "body");
	TRY(vault_open(app->vault, a, &place, o.row->body, &text));
	TRY(certificate_body_read(a, text, &content));
	const struct certificate_signing signing = {.certificate = o.row->public,
		.issued = o.row->issued,
		.seat = {*o.row->status_list, *o.row->status_at}};
	return certificate_credential(app, a, &content, &signing, ret_json);
}
