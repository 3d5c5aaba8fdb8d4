/*
 * Carries out an order: makes the certificates of who waits, a few at a time, each kept in one
 * transaction with the end of its waiting. So nobody gets two and nobody is left out, wherever the
 * program ends; and how many wait still is how far it is.
 */
#include "app/audit.h"
#include "app/certificate_inside.h"
#include "app/issuer.h"
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
	struct certificate_round_row *row;
	struct certificate_heading heading;
	struct certificate_waiting_row_list waiting;
};

static err_t read_round(struct tx *tx, void *ctx)
{
	struct making *m = ctx;
	struct arena *a = m->job->arena;
	TRY(certificate_round_get(tx, a, m->round, &m->row));
	return m->row ? certificate_heading_read(tx, a, m->row->project, &m->heading) : NULL;
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
			vec_push(io->job->arena, &io->heading.languages, json_str(it));
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
		io->heading.layout = (enum certificate_layout)layout;
	io->heading.sealed = sealed && sealed->type == JSON_BOOL && sealed->truth;
	read_languages(io, json_get(body, STR("languages")));
	io->heading.confirms = hand_at(body, "confirms");
	io->heading.describes = hand_at(body, "describes");
	io->heading.supports = hand_at(body, "supports");
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
		TRY(certificate_paper(m->app, m->arena, m->heading.layout, content, words,
			&m->heading.logos, &pdf));
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
	struct certificate_content content;
	TRY(certificate_digest(m->app, &code, &io->code));
	TRY(certificate_compose(m->app, m->arena, &m->heading, io->row, &content));
	content.code = code_print_checked(m->arena, &code);
	content.revision = io->revision;
	content.issued = zone_day(io->now);
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
	m.heading.title = m.row->title;
	m.heading.type = m.row->type;
	m.heading.number = m.row->number;
	TRY(certificate_heading_open(app, job->arena, &m.heading));
	TRY(open_order(&m));
	return make_all(&m);
}

struct job_kind certificate_job(struct app *app)
{
	return (struct job_kind){CERTIFICATE_JOB, run, app, LEASE, delays};
}
