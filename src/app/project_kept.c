#include "app/project_kept_inside.h"

#include "app/access.h"
#include "app/audit.h"
#include "app/participant_inside.h"
#include "app/certificate_inside.h"
#include "codec/input.h"
#include "codec/json.h"

static const struct json_limits limits = {
	.bytes = PROJECT_KEPT_BYTES_MOST, .depth = 8, .values = 100000};

struct vault_place project_kept_place(
	struct arena *a, struct public_id owner, struct public_id kept, const char *column)
{
	return (struct vault_place){owner, "project_kept", public_id_print(a, kept), column};
}

static struct str key_of(struct arena *a, struct public_id kept, int64_t place)
{
	return str_fmt(a, "%.*s/%lld", STR_ARG(public_id_print(a, kept)), (long long)place);
}

struct vault_place project_kept_paper_place(
	struct arena *a, struct public_id owner, struct public_id kept, int64_t place)
{
	return (struct vault_place){owner, "project_kept_paper", key_of(a, kept, place), "pdf"};
}

struct vault_place project_kept_file_place(
	struct arena *a, struct public_id owner, struct public_id kept, int64_t place)
{
	return (struct vault_place){owner, "project_kept_file", key_of(a, kept, place), "body"};
}

/* --- reading it back --- */

static struct str text_at(const struct json *object, const char *name)
{
	return json_str(json_get(object, str_of(name)));
}

static day day_at(const struct json *object, const char *name)
{
	day d;
	return day_parse(text_at(object, name), &d) ? d : DAY_NONE;
}

static int64_t int_at(const struct json *object, const char *name)
{
	const struct json *value = json_get(object, str_of(name));
	int64_t n;
	return value && json_int(value, &n) ? n : 0;
}

static int64_t place_at(const struct json *object, const char *name)
{
	return json_get(object, str_of(name)) ? int_at(object, name) : PROJECT_KEPT_NOWHERE;
}

/* An empty one where there is none. */
static const struct json *list_at(const struct json *object, const char *name)
{
	static const struct json none = {.type = JSON_ARRAY};
	const struct json *list = json_get(object, str_of(name));
	return list && list->type == JSON_ARRAY ? list : &none;
}

static err_t open_heading(const struct app *app, struct arena *a, struct public_id owner,
	struct str sealed, struct project_kept_heading *io)
{
	struct vault_place place = project_kept_place(a, owner, io->public, "heading");
	struct json *all;
	struct str text;
	TRY(vault_open_one(app->vault, a, &place, sealed, &text, &io->is_damaged));
	if (io->is_damaged)
		return NULL;
	TRY(json_parse(a, text, &limits, &all));
	io->title = text_at(all, "title");
	io->organisation = text_at(all, "organisation");
	io->type = text_at(all, "type");
	io->number = text_at(all, "number");
	io->starts = day_at(all, "starts");
	io->ends = day_at(all, "ends");
	return NULL;
}

static void fill_noted(const struct json *all, struct project_kept *io)
{
	io->about = (struct participant){
		.kind = participant_kind_of(text_at(all, "kind")),
		.given_name = text_at(all, "given_name"),
		.family_name = text_at(all, "family_name"),
		.country = text_at(all, "country"),
		.mail = text_at(all, "mail"),
		.place = text_at(all, "place"),
		.host = text_at(all, "host"),
		.language = text_at(all, "language"),
		.born = day_at(all, "born"),
		.starts = day_at(all, "starts"),
		.ends = day_at(all, "ends"),
	};
	io->message = text_at(all, "message");
	io->partner = text_at(all, "partner");
	io->relation = text_at(all, "relation");
}

static const struct str *strings_at(
	struct arena *a, const struct json *all, const char *name, size_t *ret_len)
{
	const struct json *list = list_at(all, name);
	struct str *strings = arena_array(a, struct str, list->len);
	size_t len = 0;
	json_each_item (it, list)
		strings[len++] = json_str(it);
	*ret_len = len;
	return strings;
}

static void fill_texts(struct arena *a, const struct json *all, struct project_kept *io)
{
	const struct json *list = list_at(all, "texts");
	struct project_kept_text *texts = arena_array(a, struct project_kept_text, list->len);
	json_each_item (it, list)
		texts[io->texts_len++] = (struct project_kept_text){.area = text_at(it, "area"),
			.moment = text_at(it, "moment"),
			.text = text_at(it, "text"),
			.changed = int_at(it, "changed"),
			.is_past = int_at(it, "past"),
			.is_damaged = int_at(it, "damaged")};
	io->texts = texts;
}

static void fill_comments(struct arena *a, const struct json *all, struct project_kept *io)
{
	const struct json *list = list_at(all, "comments");
	struct project_kept_comment *said = arena_array(a, struct project_kept_comment, list->len);
	json_each_item (it, list)
		said[io->comments_len++] =
			(struct project_kept_comment){.area = text_at(it, "area"),
				.moment = text_at(it, "moment"),
				.by = text_at(it, "by"),
				.text = text_at(it, "text"),
				.made = int_at(it, "made")};
	io->comments = said;
}

static void fill_evidence(struct arena *a, const struct json *all, struct project_kept *io)
{
	const struct json *list = list_at(all, "evidence");
	struct project_kept_evidence *evidence =
		arena_array(a, struct project_kept_evidence, list->len);
	json_each_item (it, list)
		evidence[io->evidence_len++] =
			(struct project_kept_evidence){.it = {.area = text_at(it, "area"),
							       .title = text_at(it, "title"),
							       .link = text_at(it, "link"),
							       .type = text_at(it, "type"),
							       .size = int_at(it, "size"),
							       .made = int_at(it, "made")},
				.place = place_at(it, "file")};
	io->evidence = evidence;
}

static void fill_shown(struct arena *a, const struct json *list, struct referee *io)
{
	struct referee_text *texts = arena_array(a, struct referee_text, list->len);
	json_each_item (it, list)
		texts[io->texts_len++] = (struct referee_text){text_at(it, "area"),
			project_moment_parse(text_at(it, "moment")), text_at(it, "text")};
	io->texts = texts;
}

static void fill_referees(struct arena *a, const struct json *all, struct project_kept *io)
{
	const struct json *list = list_at(all, "referees");
	struct referee *referees = arena_array(a, struct referee, list->len);
	json_each_item (it, list) {
		struct referee *one = &referees[io->referees_len++];
		*one = (struct referee){.name = text_at(it, "name"),
			.function = text_at(it, "function"),
			.mail = text_at(it, "mail"),
			.words = text_at(it, "words"),
			.state = referee_state_parse(text_at(it, "state")),
			.asked = int_at(it, "asked"),
			.answered = int_at(it, "answered"),
			.is_outdated = int_at(it, "outdated")};
		fill_shown(a, list_at(it, "texts"), one);
	}
	io->referees = referees;
}

static void fill_certificates(struct arena *a, const struct json *all, struct project_kept *io)
{
	const struct json *list = list_at(all, "certificates");
	struct project_kept_certificate *certificates =
		arena_array(a, struct project_kept_certificate, list->len);
	json_each_item (it, list) {
		struct project_kept_certificate *one = &certificates[io->certificates_len++];
		*one = (struct project_kept_certificate){.revision = int_at(it, "revision"),
			.state = certificate_state_of(text_at(it, "state")),
			.issued = day_at(it, "issued"),
			.code = text_at(it, "code"),
			.reason = text_at(it, "reason"),
			.place = int_at(it, "paper")};
		one->languages = strings_at(a, it, "languages", &one->languages_len);
	}
	io->certificates = certificates;
}

/* --- whose it is --- */

struct looking {
	struct arena *arena;
	const struct actor *actor;
	struct public_id kept;
	int64_t place;
	struct project_kept_line_row_list rows;
	struct project_kept_row *row;
	err_t (*get)(struct tx *tx, struct arena *a, struct row_id person, struct public_id kept,
		int64_t place, struct str *ret);
	struct str sealed; /* a paper, or a file */
};

static err_t read_list(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	struct row_id person = l->actor->person;
	TRY(access_require(tx, l->actor, ACTION_PARTICIPATION_SEE, person));
	return project_kept_rows(tx, l->arena, person, PROJECTS_KEPT_MOST, &l->rows);
}

err_t project_kept_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct project_kept_list *ret)
{
	struct looking l = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_list, &l));
	struct project_kept_heading *all = arena_array(a, struct project_kept_heading, l.rows.len);
	for (size_t i = 0; i < l.rows.len; i++) {
		const struct project_kept_line_row *row = &l.rows.at[i];
		all[i] = (struct project_kept_heading){.public = row->public,
			.deleted = row->deleted,
			.papers = row->papers,
			.starts = DAY_NONE,
			.ends = DAY_NONE};
		TRY(open_heading(app, a, actor->public, row->heading, &all[i]));
	}
	*ret = (struct project_kept_list){all, l.rows.len};
	return NULL;
}

static err_t find(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	struct row_id person = l->actor->person;
	TRY(access_require(tx, l->actor, ACTION_PARTICIPATION_SEE, person));
	TRY(project_kept_get(tx, l->arena, person, l->kept, &l->row));
	return l->row ? NULL : err_log(ERR_NOT_FOUND, "nothing such is kept");
}

err_t project_kept_open(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id kept, struct project_kept *ret)
{
	struct looking l = {.arena = a, .actor = actor, .kept = kept};
	struct vault_place place = project_kept_place(a, actor->public, kept, "body");
	struct json *all;
	struct str text;
	TRY(db_read(app->db, find, &l));
	struct project_kept k = {.heading = {.public = kept,
					 .deleted = l.row->deleted,
					 .papers = l.row->papers,
					 .starts = DAY_NONE,
					 .ends = DAY_NONE}};
	TRY(open_heading(app, a, actor->public, l.row->heading, &k.heading));
	TRY(vault_open(app->vault, a, &place, l.row->body, &text));
	TRY(json_parse(a, text, &limits, &all));
	fill_noted(all, &k);
	k.parties = strings_at(a, all, "parties", &k.parties_len);
	fill_texts(a, all, &k);
	fill_comments(a, all, &k);
	fill_evidence(a, all, &k);
	fill_referees(a, all, &k);
	fill_certificates(a, all, &k);
	k.official = place_at(all, "official");
	*ret = k;
	return NULL;
}

static err_t find_sealed(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	TRY(find(tx, l));
	TRY(l->get(tx, l->arena, l->actor->person, l->kept, l->place, &l->sealed));
	return l->sealed.p ? NULL : err_log(ERR_NOT_FOUND, "nothing at that place");
}

err_t project_kept_paper(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id kept, int64_t place, struct str *ret_pdf)
{
	struct looking l = {a, actor, kept, .place = place, .get = project_kept_paper_get};
	struct vault_place at = project_kept_paper_place(a, actor->public, kept, place);
	TRY(db_read(app->db, find_sealed, &l));
	return vault_open(app->vault, a, &at, l.sealed, ret_pdf);
}

err_t project_kept_file(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id kept, int64_t place, struct file *ret)
{
	struct looking l = {a, actor, kept, .place = place, .get = project_kept_file_get};
	struct vault_place at = project_kept_file_place(a, actor->public, kept, place);
	struct str bytes;
	TRY(db_read(app->db, find_sealed, &l));
	TRY(vault_open(app->vault, a, &at, l.sealed, &bytes));
	*ret = (struct file){.type = file_is_pdf(bytes) ? STR(EVIDENCE_PDF_TYPE) : STR(IMAGE_TYPE),
		.bytes = bytes,
		.made = l.row->deleted};
	return NULL;
}

struct removing {
	const struct actor *actor;
	struct public_id kept;
	usec now;
};

static err_t drop(struct tx *tx, void *ctx)
{
	const struct removing *r = ctx;
	struct row_id person = r->actor->person;
	int64_t count;
	struct audit_entry entry = {.actor = r->actor,
		.subject = &r->actor->public,
		.action = AUDIT_PARTICIPATION_DROP,
		.at = r->now};
	TRY(access_require(tx, r->actor, ACTION_PARTICIPATION_CLAIM, person));
	TRY(project_kept_papers_drop(tx, person, r->kept, &count));
	TRY(project_kept_files_drop(tx, person, r->kept, &count));
	TRY(project_kept_drop(tx, person, r->kept, &count));
	return count ? audit_note(tx, &entry) : err_log(ERR_NOT_FOUND, "nothing such is kept");
}

err_t project_kept_remove(const struct app *app, const struct actor *actor, struct public_id kept)
{
	struct removing r = {actor, kept, clock_now(app->clock)};
	return db_tx(app->db, drop, &r);
}
