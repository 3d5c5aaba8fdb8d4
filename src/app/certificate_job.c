/*
 * Carries out an order: makes the certificates of who waits, a few at a time, each kept in one
 * transaction with the end of its waiting. So nobody gets two and nobody is left out, wherever the
 * program ends; and how many wait still is how far it is.
 */
#include "app/audit.h"
#include "app/certificate_inside.h"
#include "app/issuer.h"
#include "app/project_type.h"
#include "base/vec.h"
#include "codec/input.h"
#include "codec/json.h"

#define LEASE (5 * USEC_MINUTE)
#define BATCH 25 /* between two renewals of the lease */

static const usec delays[] = {30 * USEC_SECOND, 5 * USEC_MINUTE, USEC_HOUR, 0};

err_t certificate_digest(const struct app *app, const struct code *code, struct digest *ret_digest)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "certificate code", &key));
	*ret_digest = code_digest(&key, code);
	return NULL;
}

/* --- what they have in common --- */

struct making {
	const struct app *app;
	const struct job *job;
	struct arena *arena; /* of a batch */
	struct row_id round;
	/* What they have in common. */
	struct certificate_round_row *row;
	struct project_activity_row_list activities;
	struct project_party_row_list parties;
	struct project_text_row_list texts;
	struct project project; /* with its texts */
	VEC(struct project_logo_row *) logo_rows;
	VEC(struct str) logo_names;
	struct certificate_logos logos;
	enum certificate_layout layout;
	bool sealed;
	struct certificate_hand confirms, supports;
	VEC(struct str) languages;

	struct certificate_waiting_row_list waiting;
};

static err_t read_logos(struct tx *tx, struct making *io)
{
	struct arena *a = io->job->arena;
	for (size_t i = 0; i < io->parties.len; i++) {
		const struct project_party_row *party = &io->parties.at[i];
		struct project_logo_row *logo;
		if (party->removed || !party->logo.n || io->logo_rows.len == CERTIFICATE_LOGOS_MOST)
			continue;
		TRY(project_logo_get(tx, a, party->logo, &logo));
		vec_push(a, &io->logo_rows, logo);
		vec_push(a, &io->logo_names, party->name);
	}
	return NULL;
}

static err_t read_round(struct tx *tx, void *ctx)
{
	struct making *m = ctx;
	struct arena *a = m->job->arena;
	m->logo_rows.len = m->logo_names.len = 0;
	TRY(certificate_round_get(tx, a, m->round, &m->row));
	if (!m->row)
		return NULL;
	TRY(project_activities(tx, a, m->row->project, &m->activities));
	TRY(project_parties(tx, a, m->row->project, &m->parties));
	TRY(project_texts(tx, a, m->row->project, &m->texts));
	return read_logos(tx, m);
}

static err_t open_logos(struct making *io)
{
	struct arena *a = io->job->arena;
	struct certificate_logo *logos = arena_array(a, struct certificate_logo, io->logo_rows.len);
	for (size_t i = 0; i < io->logo_rows.len; i++) {
		struct vault_place place = project_logo_place(a, io->logo_rows.at[i]->public);
		logos[i].name = io->logo_names.at[i];
		TRY(vault_open(
			io->app->vault, a, &place, io->logo_rows.at[i]->body, &logos[i].picture));
	}
	io->logos = (struct certificate_logos){logos, io->logo_rows.len};
	return NULL;
}

static struct certificate_hand hand_at(const struct json *body, const char *name)
{
	const struct json *one = json_get(body, str_of(name));
	return (struct certificate_hand){
		json_str(json_get(one, STR("name"))), json_str(json_get(one, STR("function")))};
}

static void read_languages(struct making *io, const struct json *list)
{
	if (list)
		json_each_item (it, list)
			vec_push(io->job->arena, &io->languages, json_str(it));
}

static err_t open_order(struct making *io)
{
	struct arena *a = io->job->arena;
	struct vault_place place = {
		VAULT_HOUSE, "certificate_round", public_id_print(a, io->row->public), "body"};
	struct json *body, *sealed;
	struct str text;
	int64_t layout = 0;
	TRY(vault_open(io->app->vault, a, &place, io->row->body, &text));
	TRY(json_parse(a, text, &json_limits_default, &body));
	sealed = json_get(body, STR("sealed"));
	if (json_int(json_get(body, STR("layout")), &layout) && layout < CERTIFICATE_LAYOUTS)
		io->layout = (enum certificate_layout)layout;
	io->sealed = sealed && sealed->type == JSON_BOOL && sealed->truth;
	read_languages(io, json_get(body, STR("languages")));
	io->confirms = hand_at(body, "confirms");
	io->supports = hand_at(body, "supports");
	return NULL;
}

/* --- one certificate --- */

struct issue {
	const struct certificate_waiting_row *row;
	struct public_id public;
	struct digest code, hash;
	struct str body; /* sealed */
	struct certificate_pdf *pdfs;
	size_t pdfs_len;
	int64_t revision;
	struct issuer_seat seat; /* of its state as a credential */
	usec now;
	const char *fault; /* why it was not made */
};

/* How many a project or type has: those of the language, else of the first that there is. */
static struct str description(const struct making *m, struct str field, struct str language)
{
	const struct project *p = &m->project;
	struct str text = project_text_of(p, field, language);
	for (size_t i = 0; i < p->texts_len && !text.len; i++)
		if (str_eq(p->texts[i].field, field))
			text = p->texts[i].text;
	return text;
}

static void describe(
	const struct making *m, const struct project_type *type, struct certificate_words *io)
{
	struct certificate_section *sections =
		arena_array(m->arena, struct certificate_section, PROJECT_FIELDS_MOST);
	for (size_t i = 0; i < type->fields_len; i++) {
		struct str text = description(m, type->fields[i].id, io->language);
		if (text.len)
			sections[io->project_len++] =
				(struct certificate_section){type->fields[i].title, STR_NONE, text};
	}
	io->project = sections;
}

static void fill_activities(const struct making *m, struct certificate_content *io)
{
	struct project_activity *all =
		arena_array(m->arena, struct project_activity, m->activities.len);
	day first = DAY_NONE, last = DAY_NONE;
	for (size_t i = 0; i < m->activities.len; i++) {
		const struct project_activity_row *row = &m->activities.at[i];
		if (row->removed)
			continue;
		all[io->activities_len++] = (struct project_activity){.title = row->title,
			.place = row->place,
			.starts = row->starts,
			.ends = row->ends};
		if (first == DAY_NONE || row->starts < first)
			first = row->starts;
		if (last == DAY_NONE || row->ends > last)
			last = row->ends;
	}
	io->activities = all;
	io->starts = io->starts == DAY_NONE ? first : io->starts;
	io->ends = io->ends == DAY_NONE ? last : io->ends;
}

/* In the order of the roles. */
static void fill_parties(const struct making *m, struct certificate_content *io)
{
	struct project_party *all = arena_array(m->arena, struct project_party, m->parties.len);
	for (enum project_role role = 0; role < PROJECT_ROLES; role++)
		for (size_t i = 0; i < m->parties.len; i++) {
			const struct project_party_row *row = &m->parties.at[i];
			if (!row->removed && str_is(row->role, project_role_id(role)))
				all[io->parties_len++] = (struct project_party){
					.name = row->name, .place = row->place, .role = role};
		}
	io->parties = all;
}

/* In the order in which they are asked for, each once. */
struct languages {
	const struct lang *at[CERTIFICATE_LANGUAGES_MOST];
	size_t len;
};

static void add_language(const struct lang *lang, struct languages *io)
{
	for (size_t i = 0; i < io->len; i++)
		if (io->at[i] == lang)
			return;
	if (lang && io->len < CERTIFICATE_LANGUAGES_MOST)
		io->at[io->len++] = lang;
}

static struct languages languages_of(const struct making *m, const struct participant *p)
{
	const struct i18n *i18n = m->app->i18n;
	const struct lang *own = i18n_find(i18n, p->language);
	struct languages all = {0};
	struct str also = p->also;
	add_language(own ? own : i18n_standard(i18n), &all);
	while (also.len)
		add_language(i18n_find(i18n, str_cut(&also, ' ')), &all);
	for (size_t i = 0; i < m->languages.len; i++)
		add_language(i18n_find(i18n, m->languages.at[i]), &all);
	return all;
}

static err_t fill_words(const struct making *m, const struct certificate_waiting_row *row,
	const struct languages *languages, struct certificate_content *io)
{
	struct certificate_words *all =
		arena_array(m->arena, struct certificate_words, languages->len);
	const struct certificate_learned *learned;
	TRY(certificate_learned_read(m->app, m->arena, row, &learned));
	for (size_t i = 0; i < languages->len; i++) {
		const struct lang *lang = languages->at[i];
		const struct project_type *type =
			project_type_find(m->app->project_types, lang_index(lang), m->row->type);
		all[i].language = lang_tag(lang);
		if (!type)
			continue;
		describe(m, type, &all[i]);
		certificate_learned_tell(m->arena, learned, type, lang, &all[i]);
	}
	io->words = all;
	io->words_len = languages->len;
	return NULL;
}

static err_t fill_person(const struct making *m, const struct certificate_waiting_row *row,
	struct certificate_content *io)
{
	struct participant p = {0};
	TRY(participant_unseal(m->app, m->arena, row->public, row->body, &p));
	struct languages languages = languages_of(m, &p);
	io->given_name = row->given_name;
	io->family_name = row->family_name;
	io->country = row->country;
	io->kind = str_is(row->kind, participant_kind_id(PARTICIPANT_TEAM))
			   ? PARTICIPANT_TEAM
			   : PARTICIPANT_TAKES_PART;
	io->place = p.place;
	io->host = p.host;
	io->born = p.born;
	io->starts = p.starts;
	io->ends = p.ends;
	return fill_words(m, row, &languages, io);
}

/* Of several PDFs, that of their hashes one after another. */
static struct digest hash_of(const struct digest *hashes, size_t len)
{
	struct str parts[CERTIFICATE_LANGUAGES_MOST];
	for (size_t i = 0; i < len; i++)
		parts[i] = hash_str(&hashes[i]);
	return len == 1 ? hashes[0] : hash_sha256_parts(parts, len);
}

/* One PDF in each language. */
static err_t print_all(
	const struct making *m, const struct certificate_content *content, struct issue *io)
{
	struct digest hashes[CERTIFICATE_LANGUAGES_MOST];
	io->pdfs = arena_array(m->arena, struct certificate_pdf, content->words_len);
	io->pdfs_len = content->words_len;
	for (size_t i = 0; i < content->words_len; i++) {
		const struct certificate_words *words = &content->words[i];
		struct str language = i ? words->language : STR_NONE, pdf;
		io->pdfs[i] = (struct certificate_pdf){io->row->public, io->public, language, {0}};
		TRY(certificate_paper(
			m->app, m->arena, m->layout, content, words, &m->logos, &pdf));
		TRY(certificate_pdf_seal(m->app, m->arena, pdf, &io->pdfs[i]));
		hashes[i] = hash_sha256(pdf);
	}
	io->hash = hash_of(hashes, content->words_len);
	return NULL;
}

static err_t seal_body(
	const struct making *m, const struct certificate_content *content, struct issue *io)
{
	struct vault_place place = certificate_place(m->arena, io->row->public, io->public, "body");
	struct str json;
	TRY(certificate_body_write(m->arena, content, &json));
	return vault_seal(m->app->vault, m->arena, &place, json, &io->body);
}

static err_t make(const struct making *m, struct issue *io)
{
	struct code code = code_long_new(m->app->random);
	struct certificate_content content = {
		.type = m->row->type,
		.title = m->row->title,
		.number = m->row->number,
		.sealed = m->sealed,
		.confirms = m->confirms,
		.supports = m->supports,
		.code = code_print_checked(m->arena, &code),
		.revision = io->revision,
		.issued = zone_day(io->now),
	};
	TRY(certificate_digest(m->app, &code, &io->code));
	TRY(fill_person(m, io->row, &content));
	fill_activities(m, &content);
	fill_parties(m, &content);
	TRY(print_all(m, &content, io));
	return seal_body(m, &content, io);
}

/* Of one only: the others get theirs. */
static bool is_of_one(const struct err *e)
{
	return e->code != ERR_UNAVAILABLE && e->code != ERR_CONFLICT;
}

static err_t make_or_fail(const struct making *m, struct issue *io)
{
	err_t e = io->row->removed ? NULL : make(m, io);
	if (!e || !is_of_one(e))
		return e;
	log_err(m->app->log, str_fmt(m->arena, "job-%lld", (long long)m->job->id.n), e);
	io->fault = err_kind(e->code)->name;
	err_free(e);
	return NULL;
}

/* --- keeping a batch --- */

struct batch {
	const struct making *m;
	struct issue *at;
	size_t len;
};

/* What is too old to be printed again. */
static err_t trim(struct tx *tx, struct row_id participant, int64_t revision)
{
	int64_t count;
	if (revision < 1)
		return NULL;
	TRY(certificate_file_trim(tx, participant, revision, &count));
	return certificate_translation_trim(tx, participant, revision, &count);
}

/* Nothing when another runner has done so meanwhile. */
static err_t keep_one(struct tx *tx, const struct batch *b, const struct issue *issue)
{
	struct row_id participant = issue->row->participant, certificate;
	int64_t count, revision;
	if (issue->fault)
		return certificate_waiting_fail(
			tx, b->m->round, participant, str_of(issue->fault), &count);
	TRY(certificate_waiting_end(tx, b->m->round, participant, &count));
	if (!count || issue->row->removed)
		return NULL;
	TRY(certificate_revision(tx, participant, &revision));
	if (revision != issue->revision - 1)
		return err_log(ERR_CONFLICT, "another revision came first");
	TRY(certificate_supersede(tx, participant, issue->now, &count));
	TRY(certificate_add(tx, issue->public, participant, hash_str(&issue->code), issue->revision,
		issue->now, hash_str(&issue->hash), issue->body, issue->seat.list, issue->seat.at,
		&certificate));
	TRY(participant_certified(tx, participant, issue->revision));
	TRY(certificate_file_add(tx, certificate, issue->pdfs[0].sealed));
	for (size_t i = 1; i < issue->pdfs_len; i++)
		TRY(certificate_translation_add(tx, certificate, (int64_t)i,
			issue->pdfs[i].language, issue->pdfs[i].sealed));
	return trim(tx, participant, issue->revision - CERTIFICATE_PAPERS_MOST);
}

static err_t keep(struct tx *tx, void *ctx)
{
	const struct batch *b = ctx;
	struct arena *a = b->m->arena;
	struct issuer_seat *seats = arena_array(a, struct issuer_seat, b->len);
	TRY(access_keep_house(tx));
	TRY(issuer_deal(tx, a, b->m->app->random, b->len, seats));
	for (size_t i = 0; i < b->len; i++) {
		b->at[i].seat = seats[i];
		TRY(keep_one(tx, b, &b->at[i]));
	}
	return NULL;
}

static err_t read_waiting(struct tx *tx, void *ctx)
{
	struct making *m = ctx;
	return certificate_waiting_next(tx, m->arena, m->round, BATCH, &m->waiting);
}

static err_t make_batch(struct making *io)
{
	usec now = clock_now(io->app->clock);
	TRY(job_renew(io->job));
	TRY(db_read(io->app->db, read_waiting, io));
	struct batch b = {
		io, arena_array(io->arena, struct issue, io->waiting.len), io->waiting.len};
	for (size_t i = 0; i < b.len; i++) {
		const struct certificate_waiting_row *row = &io->waiting.at[i];
		b.at[i] = (struct issue){.row = row,
			.public = public_id_new(io->app->random),
			.revision = row->revision + 1,
			.now = now};
		TRY(make_or_fail(io, &b.at[i]));
	}
	return db_tx(io->app->db, keep, &b);
}

static err_t make_all(struct making *io)
{
	do {
		arena_reset(io->arena);
		TRY(make_batch(io));
	} while (io->waiting.len);
	return NULL;
}

static err_t run(void *ctx, const struct job *job)
{
	const struct app *app = ctx;
	struct making m = {
		.app = app, .job = job, .arena = arena_child(job->arena), .round = {job->subject}};
	TRY(db_read(app->db, read_round, &m));
	if (!m.row)
		return NULL;
	TRY(project_read_texts(job->arena, &m.texts, &m.project));
	TRY(open_logos(&m));
	TRY(open_order(&m));
	return make_all(&m);
}

struct job_kind certificate_job(struct app *app)
{
	return (struct job_kind){CERTIFICATE_JOB, run, app, LEASE, delays};
}
