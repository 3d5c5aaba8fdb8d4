/* Copying an own page into the account that has it, before its project ends. */
#include "app/project_keeping.h"

#include "app/audit.h"
#include "app/learning_inside.h"
#include "app/participation_inside.h"
#include "app/project_type.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

static err_t read_certificates(struct tx *tx, struct project_keeping *io)
{
	TRY(kept_certificates(tx, io->arena, io->row->participant, CERTIFICATE_REVISIONS_MOST,
		&io->certificates));
	io->translations = arena_array(
		io->arena, struct certificate_translation_row_list, io->certificates.len);
	for (size_t i = 0; i < io->certificates.len; i++)
		TRY(certificate_translations(
			tx, io->arena, io->certificates.at[i].id, &io->translations[i]));
	return NULL;
}

static err_t read_evidence(struct tx *tx, struct project_keeping *io)
{
	TRY(evidence_rows(tx, io->arena, io->row->participant, &io->evidence));
	io->chunks = arena_array(io->arena, struct evidence_chunk_row_list, io->evidence.len);
	for (size_t i = 0; i < io->evidence.len; i++)
		if (!io->evidence.at[i].removed)
			TRY(evidence_chunks(tx, io->arena, io->evidence.at[i].id, &io->chunks[i]));
	return NULL;
}

static err_t read_all(struct tx *tx, void *ctx)
{
	struct project_keeping *k = ctx;
	struct arena *a = k->arena;
	TRY(kept_source(tx, a, k->who, &k->row));
	if (!k->row)
		return NULL;
	struct row_id participant = k->row->participant;
	TRY(project_parties(tx, a, k->row->project, &k->parties));
	TRY(learning_get(tx, a, participant, &k->learning));
	TRY(learning_texts(tx, a, participant, &k->texts));
	TRY(kept_past(tx, a, participant, PROJECT_KEPT_PAST_BYTES, &k->past));
	TRY(learning_comments(tx, a, participant, &k->comments));
	TRY(referee_rows(tx, a, participant, &k->referees));
	TRY(official_get(tx, a, participant, &k->official));
	TRY(read_evidence(tx, k));
	return read_certificates(tx, k);
}

err_t keeping_spare(err_t e)
{
	if (!e || e->code != ERR_INTERNAL)
		return e;
	err_free(e);
	return NULL;
}

/* --- writing it down --- */

void keeping_text(
	const struct project_keeping *k, struct json *io, const char *name, struct str text)
{
	if (text.len)
		json_set(k->arena, io, str_of(name), json_of_str(text));
}

void keeping_day(const struct project_keeping *k, struct json *io, const char *name, day d)
{
	if (d != DAY_NONE)
		keeping_text(k, io, name, day_print(k->arena, d));
}

void keeping_int(const struct project_keeping *k, struct json *io, const char *name, int64_t n)
{
	json_set(k->arena, io, str_of(name), json_of_int(k->arena, n));
}

struct json *keeping_item(const struct project_keeping *k, struct json *io_list)
{
	return json_push(k->arena, io_list, json_object());
}

static err_t seal_heading(struct project_keeping *io)
{
	const struct kept_source_row *row = io->row;
	struct vault_place place = project_kept_place(io->arena, row->owner, io->who, "heading");
	struct json all = json_object();
	struct buf out;
	keeping_text(io, &all, "title", row->title);
	keeping_text(io, &all, "organisation", row->organisation);
	keeping_text(io, &all, "type", io->type ? io->type->title : row->type);
	keeping_text(io, &all, "number", row->number);
	keeping_day(io, &all, "starts", row->starts ? *row->starts : DAY_NONE);
	keeping_day(io, &all, "ends", row->ends ? *row->ends : DAY_NONE);
	buf_init(&out, io->arena, 256, PROJECT_KEPT_BYTES_MOST);
	json_write(&out, &all);
	TRY(buf_err(&out));
	return vault_seal(io->app->vault, io->arena, &place, buf_str(&out), &io->heading);
}

/* What was noted about them, and what the organiser wrote to them. */
static err_t put_noted(const struct project_keeping *k, struct json *io)
{
	const struct kept_source_row *row = k->row;
	struct str message = STR_NONE;
	struct participant p = {.born = DAY_NONE, .starts = DAY_NONE, .ends = DAY_NONE};
	TRY(keeping_spare(participant_unseal(k->app, k->arena, k->who, row->body, &p)));
	TRY(keeping_spare(
		participation_words_open(k->app, k->arena, k->who, row->invitation, &message)));
	keeping_text(k, io, "kind", row->kind);
	keeping_text(k, io, "given_name", row->given_name);
	keeping_text(k, io, "family_name", row->family_name);
	keeping_text(k, io, "country", row->country);
	keeping_text(k, io, "mail", p.mail);
	keeping_text(k, io, "place", p.place);
	keeping_text(k, io, "host", p.host);
	keeping_text(k, io, "language", p.language);
	keeping_day(k, io, "born", p.born);
	keeping_day(k, io, "starts", p.starts);
	keeping_day(k, io, "ends", p.ends);
	keeping_text(k, io, "message", message);
	return NULL;
}

static void put_parties(const struct project_keeping *k, struct json *io)
{
	struct json list = json_array();
	for (size_t i = 0; i < k->parties.len; i++)
		if (!k->parties.at[i].removed)
			json_push(k->arena, &list, json_of_str(k->parties.at[i].name));
	json_set(k->arena, io, STR("parties"), list);
}

/* --- keeping it --- */

static err_t seal_body(struct project_keeping *io)
{
	struct vault_place place = project_kept_place(io->arena, io->row->owner, io->who, "body");
	struct json all = json_object();
	struct buf out;
	keeping_int(io, &all, "version", 1);
	TRY(put_noted(io, &all));
	put_parties(io, &all);
	TRY(keeping_learned(io, &all));
	TRY(keeping_certificates(io, &all));
	TRY(keeping_official(io, &all));
	buf_init(&out, io->arena, 4096, PROJECT_KEPT_BYTES_MOST);
	json_write(&out, &all);
	TRY(buf_err(&out));
	return vault_seal(io->app->vault, io->arena, &place, buf_str(&out), &io->body);
}

static err_t put_all(struct tx *tx, void *ctx)
{
	static const struct actor house = {.is_house = true};
	const struct project_keeping *k = ctx;
	struct row_id person = k->row->person;
	int64_t count;
	TRY(access_keep_house(tx));
	TRY(project_kept_papers_drop(tx, person, k->who, &count));
	TRY(project_kept_files_drop(tx, person, k->who, &count));
	TRY(project_kept_put(tx, person, k->who, k->now, k->heading, k->body, k->papers_len));
	for (int64_t i = 0; i < k->papers_len; i++)
		TRY(project_kept_paper_put(tx, person, k->who, i, k->papers[i]));
	for (int64_t i = 0; i < k->files_len; i++)
		TRY(project_kept_file_put(tx, person, k->who, i, k->files[i]));
	struct audit_entry entry = {.actor = &house,
		.subject = &k->row->owner,
		.action = AUDIT_PARTICIPATION_KEEP,
		.at = k->now};
	return audit_note(tx, &entry);
}

static err_t keep(struct project_keeping *io)
{
	const struct i18n_wish wish = {.account = io->row->account_language};
	io->lang = i18n_choose(io->app->i18n, &wish);
	io->type = project_type_find(io->app->project_types, lang_index(io->lang), io->row->type);
	TRY(seal_heading(io));
	TRY(seal_body(io));
	return db_tx(io->app->db, put_all, io);
}

err_t project_kept_make(const struct app *app, struct arena *a, struct public_id who)
{
	struct project_keeping k = {
		.app = app, .arena = a, .who = who, .now = clock_now(app->clock)};
	TRY(db_read(app->db, read_all, &k));
	err_t e = k.row ? keep(&k) : NULL;
	if (!e || e->code != ERR_EXPIRED)
		return e;
	err_free(e);
	return NULL;
}
