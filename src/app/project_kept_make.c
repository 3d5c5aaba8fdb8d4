/* Copying an own page into the account that has it, before its project ends. */
#include "app/project_kept_inside.h"

#include "app/audit.h"
#include "app/certificate_inside.h"
#include "app/evidence.h"
#include "app/learning_inside.h"
#include "app/official_paper.h"
#include "app/participation_inside.h"
#include "app/project_type.h"
#include "codec/input.h"
#include "codec/json.h"

struct keeping {
	const struct app *app;
	struct arena *arena;
	struct public_id who;
	usec now;
	struct kept_source_row *row;
	struct project_party_row_list parties;
	struct learning_row *learning;
	struct learning_text_row_list texts, past;
	struct learning_comment_row_list comments;
	struct evidence_row_list evidence;
	struct evidence_chunk_row_list *chunks; /* of each */
	struct referee_row_list referees;
	struct official_row *official;
	struct kept_certificate_row_list certificates;
	struct certificate_translation_row_list *translations; /* of each */
	const struct lang *lang;
	const struct project_type *type;
	struct str heading, body; /* sealed */
	struct str papers[PROJECT_KEPT_PAPERS_MOST];
	int64_t papers_len;
	struct str files[EVIDENCE_MOST];
	int64_t files_len;
};

static err_t read_certificates(struct tx *tx, struct keeping *io)
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

static err_t read_evidence(struct tx *tx, struct keeping *io)
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
	struct keeping *k = ctx;
	struct arena *a = k->arena;
	TRY(kept_source(tx, a, k->who, &k->row));
	if (!k->row)
		return NULL;
	struct row_id participant = k->row->participant;
	TRY(project_parties(tx, a, k->row->project, &k->parties));
	TRY(learning_get(tx, a, participant, &k->learning));
	TRY(learning_texts(tx, a, participant, &k->texts));
	TRY(kept_past(tx, a, participant, &k->past));
	TRY(learning_comments(tx, a, participant, &k->comments));
	TRY(referee_rows(tx, a, participant, &k->referees));
	TRY(official_get(tx, a, participant, &k->official));
	TRY(read_evidence(tx, k));
	return read_certificates(tx, k);
}

/* What is damaged is left out: the end of a project waits for nothing. */
static err_t spare(err_t e)
{
	if (!e || e->code != ERR_INTERNAL)
		return e;
	err_free(e);
	return NULL;
}

/* --- writing it down --- */

static void put_text(const struct keeping *k, struct json *io, const char *name, struct str text)
{
	if (text.len)
		json_set(k->arena, io, str_of(name), json_of_str(text));
}

static void put_day(const struct keeping *k, struct json *io, const char *name, day d)
{
	if (d != DAY_NONE)
		put_text(k, io, name, day_print(k->arena, d));
}

static void put_int(const struct keeping *k, struct json *io, const char *name, int64_t n)
{
	json_set(k->arena, io, str_of(name), json_of_int(k->arena, n));
}

static struct json *add(const struct keeping *k, struct json *io_list)
{
	return json_push(k->arena, io_list, json_object());
}

static err_t seal_heading(struct keeping *io)
{
	const struct kept_source_row *row = io->row;
	struct vault_place place = project_kept_place(io->arena, row->owner, io->who, "heading");
	struct json all = json_object();
	struct buf out;
	put_text(io, &all, "title", row->title);
	put_text(io, &all, "organisation", row->organisation);
	put_text(io, &all, "type", io->type ? io->type->title : row->type);
	put_text(io, &all, "number", row->number);
	put_day(io, &all, "starts", row->starts ? *row->starts : DAY_NONE);
	put_day(io, &all, "ends", row->ends ? *row->ends : DAY_NONE);
	buf_init(&out, io->arena, 256, PROJECT_KEPT_BYTES_MOST);
	json_write(&out, &all);
	TRY(buf_err(&out));
	return vault_seal(io->app->vault, io->arena, &place, buf_str(&out), &io->heading);
}

/* What was noted about them, and what the organiser wrote to them. */
static err_t put_noted(const struct keeping *k, struct json *io)
{
	const struct kept_source_row *row = k->row;
	struct participation_words words = {0};
	struct participant p = {.born = DAY_NONE, .starts = DAY_NONE, .ends = DAY_NONE};
	TRY(spare(participant_unseal(k->app, k->arena, k->who, row->body, &p)));
	TRY(spare(participation_words_open(k->app, k->arena, k->who, row->invitation, &words)));
	put_text(k, io, "kind", row->kind);
	put_text(k, io, "given_name", row->given_name);
	put_text(k, io, "family_name", row->family_name);
	put_text(k, io, "country", row->country);
	put_text(k, io, "mail", p.mail);
	put_text(k, io, "place", p.place);
	put_text(k, io, "host", p.host);
	put_text(k, io, "language", p.language);
	put_day(k, io, "born", p.born);
	put_day(k, io, "starts", p.starts);
	put_day(k, io, "ends", p.ends);
	put_text(k, io, "message", words.message);
	return NULL;
}

static void put_parties(const struct keeping *k, struct json *io)
{
	struct json list = json_array();
	for (size_t i = 0; i < k->parties.len; i++)
		if (!k->parties.at[i].removed)
			json_push(k->arena, &list, json_of_str(k->parties.at[i].name));
	json_set(k->arena, io, STR("parties"), list);
}

static struct str area_title(const struct keeping *k, struct str id)
{
	const struct project_area *area =
		project_area_anywhere(k->app->project_types, lang_index(k->lang), k->type, id);
	return area ? area->title : id;
}

static err_t put_texts(const struct keeping *k, const struct learning_text_row_list *rows,
	bool is_past, struct json *io_list)
{
	for (size_t i = 0; i < rows->len; i++) {
		const struct learning_text_row *row = &rows->at[i];
		enum project_moment moment = project_moment_parse(row->moment);
		struct learning_text text = {0};
		if (moment == PROJECT_MOMENTS)
			continue;
		TRY(learning_open_text(k->app, k->arena, k->who, moment, row, &text));
		struct json *one = add(k, io_list);
		put_text(k, one, "area", area_title(k, row->area));
		put_text(k, one, "moment", row->moment);
		put_text(k, one, "text", text.text);
		put_int(k, one, "changed", row->changed);
		put_int(k, one, "past", is_past);
		put_int(k, one, "damaged", text.is_damaged);
	}
	return NULL;
}

static err_t put_comments(const struct keeping *k, struct json *io)
{
	struct json list = json_array();
	for (size_t i = 0; i < k->comments.len; i++) {
		const struct learning_comment_row *row = &k->comments.at[i];
		struct vault_place place =
			learning_comment_place(k->arena, k->who, row->public, row->author.n != 0);
		struct str text,
			nobody = lang_text(k->lang, N_("Somebody who is not here any more"));
		bool is_damaged;
		TRY(vault_open_one(k->app->vault, k->arena, &place, row->body, &text, &is_damaged));
		struct json *one = add(k, &list);
		put_text(k, one, "area", area_title(k, row->area));
		put_text(k, one, "moment", row->moment);
		if (row->author.n)
			put_text(k, one, "by", row->name.len ? row->name : nobody);
		put_text(k, one, "text", text);
		put_int(k, one, "made", row->made);
	}
	json_set(k->arena, io, STR("comments"), list);
	return NULL;
}

static err_t put_file(struct keeping *k, const struct evidence *it,
	const struct evidence_chunk_row_list *chunks, struct json *io)
{
	struct vault_place to =
		project_kept_file_place(k->arena, k->row->owner, k->who, k->files_len);
	struct file file = {0};
	TRY(spare(evidence_open_file(k->app, k->arena, k->who, it, chunks, &file)));
	if (!file.bytes.len || k->files_len == EVIDENCE_MOST)
		return NULL;
	TRY(vault_seal(k->app->vault, k->arena, &to, file.bytes, &k->files[k->files_len]));
	put_text(k, io, "type", it->type);
	put_int(k, io, "size", it->size);
	put_int(k, io, "file", k->files_len++);
	return NULL;
}

static err_t put_evidence(struct keeping *k, struct json *io)
{
	struct json list = json_array();
	struct evidence_list all;
	size_t len = 0;
	TRY(evidence_open_rows(k->app, k->arena, k->who, &k->evidence, &all));
	for (size_t i = 0; i < k->evidence.len; i++) {
		if (k->evidence.at[i].removed)
			continue;
		const struct evidence *it = &all.at[len++];
		if (it->is_damaged)
			continue;
		struct json *one = add(k, &list);
		put_text(k, one, "area", area_title(k, it->area));
		put_text(k, one, "title", it->title);
		put_text(k, one, "link", it->link);
		put_int(k, one, "made", it->made);
		if (it->size)
			TRY(put_file(k, it, &k->chunks[i], one));
	}
	json_set(k->arena, io, STR("evidence"), list);
	return NULL;
}

/* What they were shown. */
static struct json shown(const struct keeping *k, const struct referee *r)
{
	struct json list = json_array();
	for (size_t i = 0; i < r->texts_len; i++) {
		struct json *one = add(k, &list);
		put_text(k, one, "area", area_title(k, r->texts[i].area));
		put_text(k, one, "moment", str_of(project_moment_id(r->texts[i].moment)));
		put_text(k, one, "text", r->texts[i].text);
	}
	return list;
}

/* Who did not answer cannot any more. */
static err_t put_referees(const struct keeping *k, struct json *io)
{
	struct json list = json_array();
	struct referee_list all;
	TRY(referee_open_rows(k->app, k->arena, k->who, &k->referees, &k->texts, &all));
	for (size_t i = 0; i < all.len; i++) {
		const struct referee *r = &all.at[i];
		if (r->is_damaged)
			continue;
		struct json *one = add(k, &list);
		put_text(k, one, "name", r->name);
		put_text(k, one, "function", r->function);
		put_text(k, one, "mail", r->mail);
		put_text(k, one, "words", r->words);
		put_text(k, one, "state",
			str_of(referee_state_id(r->answered ? r->state : REFEREE_ENDED)));
		put_int(k, one, "asked", r->asked);
		put_int(k, one, "answered", r->answered);
		put_int(k, one, "outdated", r->is_outdated);
		json_set(k->arena, one, STR("texts"), shown(k, r));
	}
	json_set(k->arena, io, STR("referees"), list);
	return NULL;
}

static err_t put_learned(struct keeping *k, struct json *io)
{
	struct json texts = json_array();
	struct learning_about about = {0};
	if (learning_is_closed(k->learning))
		return NULL;
	TRY(put_texts(k, &k->texts, false, &texts));
	TRY(put_texts(k, &k->past, true, &texts));
	json_set(k->arena, io, STR("texts"), texts);
	TRY(put_comments(k, io));
	if (k->learning && k->learning->about.p)
		TRY(spare(
			learning_open_about(k->app, k->arena, k->who, k->learning->about, &about)));
	put_text(k, io, "partner", about.partner);
	put_text(k, io, "relation", about.relation);
	TRY(put_evidence(k, io));
	return put_referees(k, io);
}

/* --- certificates --- */

static err_t seal_paper(struct keeping *io, struct str pdf, bool *ret_sealed)
{
	struct vault_place to =
		project_kept_paper_place(io->arena, io->row->owner, io->who, io->papers_len);
	*ret_sealed = pdf.len && io->papers_len < PROJECT_KEPT_PAPERS_MOST;
	if (!*ret_sealed)
		return NULL;
	return vault_seal(io->app->vault, io->arena, &to, pdf, &io->papers[io->papers_len++]);
}

static err_t put_paper(struct keeping *k, const struct certificate_pdf *pdf, struct str language,
	struct json *io_languages)
{
	struct str bytes = STR_NONE;
	bool is_sealed;
	TRY(spare(certificate_pdf_open(k->app, k->arena, pdf, &bytes)));
	TRY(seal_paper(k, bytes, &is_sealed));
	if (is_sealed)
		json_push(k->arena, io_languages, json_of_str(language));
	return NULL;
}

/* In the language of the certificate, then in the further ones. */
static err_t put_papers(struct keeping *k, size_t at, struct str language, struct json *io)
{
	const struct kept_certificate_row *row = &k->certificates.at[at];
	const struct certificate_translation_row_list *others = &k->translations[at];
	struct json languages = json_array();
	put_int(k, io, "paper", k->papers_len);
	if (row->pdf.p) {
		const struct certificate_pdf first = {
			.owner = k->who, .certificate = row->public, .sealed = row->pdf};
		TRY(put_paper(k, &first, language, &languages));
	}
	for (size_t i = 0; i < others->len; i++) {
		const struct certificate_pdf other = {.owner = k->who,
			.certificate = row->public,
			.language = others->at[i].language,
			.sealed = others->at[i].pdf};
		TRY(put_paper(k, &other, other.language, &languages));
	}
	json_set(k->arena, io, STR("languages"), languages);
	return NULL;
}

/* Of what it says, its code and language: all else stands in the paper. */
static err_t code_of(const struct keeping *k, const struct kept_certificate_row *row,
	struct str *ret_code, struct str *ret_language)
{
	struct vault_place place = certificate_place(k->arena, k->who, row->public, "body");
	struct json *body;
	struct str text;
	bool is_damaged = true;
	if (row->body.p)
		TRY(vault_open_one(k->app->vault, k->arena, &place, row->body, &text, &is_damaged));
	if (is_damaged)
		return NULL;
	TRY(json_parse(k->arena, text, &json_limits_default, &body));
	*ret_code = json_str(json_get(body, STR("code")));
	*ret_language = json_str(json_get(body, STR("language")));
	return NULL;
}

static err_t reason_of(
	const struct keeping *k, const struct kept_certificate_row *row, struct str *ret_reason)
{
	struct vault_place place = certificate_place(k->arena, k->who, row->public, "reason");
	bool is_damaged;
	if (!row->reason.p)
		return NULL;
	return vault_open_one(
		k->app->vault, k->arena, &place, row->reason, ret_reason, &is_damaged);
}

static err_t put_certificates(struct keeping *k, struct json *io)
{
	struct json list = json_array();
	for (size_t i = 0; i < k->certificates.len; i++) {
		const struct kept_certificate_row *row = &k->certificates.at[i];
		struct str code = STR_NONE, language = STR_NONE, reason = STR_NONE;
		TRY(code_of(k, row, &code, &language));
		TRY(reason_of(k, row, &reason));
		struct json *one = add(k, &list);
		put_int(k, one, "revision", row->revision);
		put_text(k, one, "state", row->state);
		put_day(k, one, "issued", zone_day(row->issued));
		put_text(k, one, "code", code);
		put_text(k, one, "reason", reason);
		TRY(put_papers(k, i, language, one));
	}
	json_set(k->arena, io, STR("certificates"), list);
	return NULL;
}

static err_t put_official(struct keeping *k, struct json *io)
{
	struct str pdf = STR_NONE;
	bool is_sealed;
	int64_t place = k->papers_len;
	if (k->official)
		TRY(spare(official_open(k->app, k->arena, k->who, k->official->body, &pdf)));
	TRY(seal_paper(k, pdf, &is_sealed));
	if (is_sealed)
		put_int(k, io, "official", place);
	return NULL;
}

/* --- keeping it --- */

static err_t seal_body(struct keeping *io)
{
	struct vault_place place = project_kept_place(io->arena, io->row->owner, io->who, "body");
	struct json all = json_object();
	struct buf out;
	put_int(io, &all, "version", 1);
	TRY(put_noted(io, &all));
	put_parties(io, &all);
	TRY(put_learned(io, &all));
	TRY(put_certificates(io, &all));
	TRY(put_official(io, &all));
	buf_init(&out, io->arena, 4096, PROJECT_KEPT_BYTES_MOST);
	json_write(&out, &all);
	TRY(buf_err(&out));
	return vault_seal(io->app->vault, io->arena, &place, buf_str(&out), &io->body);
}

static err_t put_all(struct tx *tx, void *ctx)
{
	static const struct actor house = {.is_house = true};
	const struct keeping *k = ctx;
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

static err_t keep(struct keeping *io)
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
	struct keeping k = {.app = app, .arena = a, .who = who, .now = clock_now(app->clock)};
	TRY(db_read(app->db, read_all, &k));
	err_t e = k.row ? keep(&k) : NULL;
	if (!e || e->code != ERR_EXPIRED)
		return e;
	err_free(e);
	return NULL;
}
