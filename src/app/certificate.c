#include "app/certificate.h"

#include "app/audit.h"
#include "app/certificate_inside.h"
#include "app/person_name.h"
#include "base/vec.h"
#include "codec/input.h"
#include "codec/json.h"
#include "codec/zip.h"
#include "paper/binding.h"

#define BODY_MOST (4 << 10)

static const char *const states[] = {
	[CERTIFICATE_VALID] = "valid",
	[CERTIFICATE_SUPERSEDED] = "superseded",
	[CERTIFICATE_WITHDRAWN] = "withdrawn",
};

enum certificate_state certificate_state_of(struct str id)
{
	enum certificate_state state = CERTIFICATE_VALID;
	while (state < CERTIFICATE_WITHDRAWN && !str_is(id, states[state]))
		state++;
	return state;
}

struct vault_place certificate_place(
	struct arena *a, struct public_id owner, struct public_id certificate, const char *column)
{
	return (struct vault_place){owner, "certificate", public_id_print(a, certificate), column};
}

/* --- ordering --- */

struct ordering {
	struct project_act act;
	const struct certificate_order *in;
	struct public_id round;
	struct str body; /* sealed */
};

static void put_hand(
	struct arena *a, struct json *io, const char *name, const struct certificate_hand *hand)
{
	struct json one = json_object();
	json_set(a, &one, STR("name"), json_of_str(hand->name));
	json_set(a, &one, STR("function"), json_of_str(hand->function));
	json_set(a, io, str_of(name), one);
}

static err_t seal_order(struct ordering *io)
{
	struct arena *a = io->act.arena;
	struct vault_place place = {
		VAULT_HOUSE, "certificate_round", public_id_print(a, io->round), "body"};
	struct json body = json_object();
	struct buf out;
	json_set(a, &body, STR("layout"), json_of_int(a, io->in->layout));
	json_set(a, &body, STR("sealed"), json_of_bool(io->in->sealed));
	put_hand(a, &body, "confirms", &io->in->confirms);
	put_hand(a, &body, "supports", &io->in->supports);
	buf_init(&out, a, 256, BODY_MOST);
	json_write(&out, &body);
	TRY(buf_err(&out));
	return vault_seal(io->act.app->vault, a, &place, buf_str(&out), &io->body);
}

static err_t put_waiting(
	struct tx *tx, const struct ordering *o, struct row_id round, int64_t *ret_count)
{
	struct row_id project = o->act.row->id;
	struct public_id_list chosen = {o->in->people, o->in->people_len};
	switch (o->in->whom) {
	case CERTIFICATE_MISSING:
		return certificate_wait_missing(tx, round, project, ret_count);
	case CERTIFICATE_ALL:
		return certificate_wait_all(tx, round, project, ret_count);
	case CERTIFICATE_CHOSEN:
		break;
	}
	return certificate_wait_some(tx, round, project, chosen, ret_count);
}

static err_t check_idle(struct tx *tx, const struct ordering *o)
{
	struct certificate_progress_row *row;
	TRY(certificate_round_latest(tx, o->act.arena, o->act.row->id, STR(CERTIFICATE_JOB), &row));
	if (row && row->running && row->waiting)
		return err_say(ERR_CONFLICT,
			N_("Certificates are being made just now. Wait until they are there."));
	return NULL;
}

static err_t put_order(struct tx *tx, void *ctx)
{
	struct ordering *o = ctx;
	struct row_id round;
	int64_t total;
	TRY(project_require(tx, &o->act, ACTION_CERTIFICATE_ISSUE));
	TRY(check_idle(tx, o));
	TRY(certificate_round_add(
		tx, o->round, o->act.row->id, o->act.actor->person, o->act.now, o->body, &round));
	TRY(put_waiting(tx, o, round, &total));
	if (!total)
		return err_field("whom", N_("There is nobody to make a certificate for."));
	TRY(certificate_round_set_total(tx, round, total));
	struct job_order order = {.kind = CERTIFICATE_JOB,
		.subject = round.n,
		.run_at = o->act.now,
		.key = public_id_print(o->act.arena, o->round)};
	TRY(job_order(tx, &order, o->act.now));
	return project_note(tx, &o->act, PROJECT_CERTIFICATES, STR_NONE);
}

/* With a name when there is a function, and in any case the one who confirms. */
static err_t check_hand(const char *field, const struct certificate_hand *hand, const char *lacking)
{
	if (hand->name.len || !lacking)
		return hand->name.len ? person_name_check(field, hand->name) : NULL;
	return err_field(field, lacking);
}

err_t certificate_order(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct certificate_order *in)
{
	struct ordering o = {
		project_act(app, a, actor, at), in, public_id_new(app->random), STR_NONE};
	bool chosen = in->whom == CERTIFICATE_CHOSEN;
	err_t e = err_join(check_hand("confirms", &in->confirms, N_("Say who signs.")),
		check_hand("supports", &in->supports,
			in->supports.function.len ? N_("Say who signs.") : NULL));
	if (chosen && (!in->people_len || in->people_len > CERTIFICATE_CHOSEN_MOST))
		e = err_join(e, err_number(err_field("whom", N_("Choose 1 to {n} people.")),
					CERTIFICATE_CHOSEN_MOST));
	TRY(e);
	TRY(seal_order(&o));
	TRY(db_tx(app->db, put_order, &o));
	jobs_wake(app->jobs);
	return NULL;
}

/* --- the list --- */

struct listing {
	struct project_act act;
	int64_t skip;
	struct certificate_list_row_list rows;
	struct certificate_progress_row *progress;
	int64_t total, valid;
};

static err_t read_page(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	struct arena *a = l->act.arena;
	TRY(project_require(tx, &l->act, ACTION_CERTIFICATE_ISSUE));
	struct row_id project = l->act.row->id;
	TRY(participant_count(tx, project, &l->total));
	TRY(certificate_valid_count(tx, project, &l->valid));
	TRY(certificate_round_latest(tx, a, project, STR(CERTIFICATE_JOB), &l->progress));
	return certificate_rows(tx, a, project, l->skip, PARTICIPANTS_PAGE, &l->rows);
}

static struct certificate_line line_of(const struct certificate_list_row *row)
{
	struct certificate_line line = {
		.participant = row->public,
		.given_name = row->given_name,
		.family_name = row->family_name,
		.issued = DAY_NONE,
		.changed = DAY_NONE,
	};
	if (!row->certificate)
		return line;
	line.public = *row->certificate;
	line.revision = *row->revision;
	line.state = certificate_state_of(row->state);
	line.issued = zone_day(*row->issued);
	line.changed = row->changed ? zone_day(*row->changed) : DAY_NONE;
	line.fetched = row->fetched;
	return line;
}

err_t certificate_list(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, int64_t page, struct certificate_page *ret)
{
	struct listing l = {.act = project_act(app, a, actor, at)};
	if (page < 1 || page > PARTICIPANTS_MOST / PARTICIPANTS_PAGE)
		return err_log(ERR_NOT_FOUND, "no such page");
	l.skip = (page - 1) * PARTICIPANTS_PAGE;
	TRY(db_read(app->db, read_page, &l));
	struct certificate_line *lines = arena_array(a, struct certificate_line, l.rows.len);
	for (size_t i = 0; i < l.rows.len; i++)
		lines[i] = line_of(&l.rows.at[i]);
	*ret = (struct certificate_page){
		.at = lines, .len = l.rows.len, .total = l.total, .valid = l.valid};
	if (!l.progress)
		return NULL;
	ret->ordered = l.progress->total;
	ret->failed = l.progress->failed;
	ret->done = l.progress->total - l.progress->waiting - l.progress->failed;
	ret->is_running = l.progress->running && l.progress->waiting;
	return NULL;
}

/* --- fetching --- */

struct fetching {
	struct project_act act;
	struct public_id certificate;
	int64_t skip;
	struct certificate_found_row *row;
	struct certificate_found_row_list rows;
};

static err_t note_read(struct tx *tx, const struct fetching *f, struct public_id who)
{
	struct audit_entry entry = {.actor = f->act.actor,
		.subject = &who,
		.action = AUDIT_PARTICIPANT_READ,
		.object = AUDIT_PROJECTS,
		.object_id = public_id_print(f->act.arena, f->act.at->project),
		.at = f->act.now};
	return audit_note(tx, &entry);
}

static err_t find_one(struct tx *tx, void *ctx)
{
	struct fetching *f = ctx;
	TRY(project_require(tx, &f->act, ACTION_CERTIFICATE_ISSUE));
	TRY(certificate_find(tx, f->act.arena, f->certificate, f->act.row->id, &f->row));
	if (!f->row)
		return err_log(ERR_NOT_FOUND, "no such certificate");
	return note_read(tx, f, f->row->owner);
}

static err_t open_pdf(
	const struct fetching *f, const struct certificate_found_row *row, struct str *ret_pdf)
{
	struct vault_place place = certificate_place(f->act.arena, row->owner, row->public, "pdf");
	return vault_open(f->act.app->vault, f->act.arena, &place, row->pdf, ret_pdf);
}

/* No name of a file may lead elsewhere, or hide what it is. */
static struct str file_name(struct arena *a, const struct certificate_found_row *row)
{
	struct str name = str_fmt(a, "%.*s-%.*s-%lld.pdf", STR_ARG(row->family_name),
		STR_ARG(row->given_name), (long long)row->revision);
	char *p = str_z(a, name);
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)p[i] <= ' ' || memchr("/\\:*?\"<>|", p[i], 9))
			p[i] = '_';
	return (struct str){p, name.len};
}

err_t certificate_fetch(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id certificate, struct str *ret_pdf,
	struct str *ret_name)
{
	struct fetching f = {.act = project_act(app, a, actor, at), .certificate = certificate};
	TRY(db_tx(app->db, find_one, &f));
	TRY(open_pdf(&f, f.row, ret_pdf));
	*ret_name = file_name(a, f.row);
	return NULL;
}

static err_t find_part(struct tx *tx, void *ctx)
{
	struct fetching *f = ctx;
	TRY(project_require(tx, &f->act, ACTION_CERTIFICATE_ISSUE));
	TRY(certificate_valid_rows(
		tx, f->act.arena, f->act.row->id, f->skip, CERTIFICATES_TOGETHER, &f->rows));
	for (size_t i = 0; i < f->rows.len; i++)
		TRY(note_read(tx, f, f->rows.at[i].owner));
	return f->rows.len ? NULL : err_log(ERR_NOT_FOUND, "no certificates there");
}

/* ret_files: as many as rows were found. */
static err_t fetch_part(
	struct fetching *io, const struct app *app, int64_t part, struct zip_file **ret_files)
{
	if (part < 1 || part > PARTICIPANTS_MOST / CERTIFICATES_TOGETHER)
		return err_log(ERR_NOT_FOUND, "no such part");
	io->skip = (part - 1) * CERTIFICATES_TOGETHER;
	TRY(db_tx(app->db, find_part, io));
	struct zip_file *files = arena_array(io->act.arena, struct zip_file, io->rows.len);
	for (size_t i = 0; i < io->rows.len; i++) {
		struct str name = file_name(io->act.arena, &io->rows.at[i]);
		/* Two people may have one name. */
		files[i].name = str_fmt(
			io->act.arena, "%03zu-%.*s", (size_t)io->skip + i + 1, STR_ARG(name));
		TRY(open_pdf(io, &io->rows.at[i], &files[i].bytes));
	}
	*ret_files = files;
	return NULL;
}

err_t certificate_fetch_zip(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, int64_t part, struct str *ret_zip)
{
	struct fetching f = {.act = project_act(app, a, actor, at)};
	struct zip_file *files;
	struct buf zip;
	TRY(fetch_part(&f, app, part, &files));
	buf_init(&zip, a, 1 << 20, CERTIFICATE_BYTES_MOST);
	zip_write(&zip, files, f.rows.len);
	TRY(buf_err(&zip));
	*ret_zip = buf_str(&zip);
	return NULL;
}

err_t certificate_fetch_print(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, int64_t part, struct str *ret_pdf)
{
	struct fetching f = {.act = project_act(app, a, actor, at)};
	struct zip_file *files;
	TRY(fetch_part(&f, app, part, &files));
	struct str *pdfs = arena_array(a, struct str, f.rows.len);
	for (size_t i = 0; i < f.rows.len; i++)
		pdfs[i] = files[i].bytes;
	return binding_join(a, pdfs, f.rows.len, CERTIFICATE_BYTES_MOST, ret_pdf);
}

/* --- withdrawing --- */

struct withdrawing {
	struct fetching f;
	struct str reason, sealed;
};

static err_t find_valid(struct tx *tx, void *ctx)
{
	struct withdrawing *w = ctx;
	TRY(project_require(tx, &w->f.act, ACTION_CERTIFICATE_ISSUE));
	TRY(certificate_find(tx, w->f.act.arena, w->f.certificate, w->f.act.row->id, &w->f.row));
	if (!w->f.row || certificate_state_of(w->f.row->state) != CERTIFICATE_VALID)
		return err_log(ERR_NOT_FOUND, "no such valid certificate");
	return NULL;
}

static err_t put_withdrawn(struct tx *tx, void *ctx)
{
	struct withdrawing *w = ctx;
	int64_t count;
	TRY(find_valid(tx, w));
	TRY(certificate_withdraw_row(tx, w->f.row->id, w->f.act.now, w->sealed, &count));
	return project_note_person(tx, &w->f.act, PROJECT_CERTIFICATE_WITHDRAW, w->f.row->owner);
}

err_t certificate_withdraw(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id certificate, struct str reason)
{
	struct withdrawing w = {
		.f = {.act = project_act(app, a, actor, at), .certificate = certificate},
		.reason = str_trim(reason)};
	if (!w.reason.len)
		return err_field("reason", N_("Say why. The participant reads it."));
	if (utf8_count(w.reason) > CERTIFICATE_REASON_MOST)
		return err_number(err_field("reason", N_("This can have at most {n} characters.")),
			CERTIFICATE_REASON_MOST);
	TRY(db_read(app->db, find_valid, &w));
	struct vault_place place = certificate_place(a, w.f.row->owner, w.f.row->public, "reason");
	TRY(vault_seal(app->vault, a, &place, w.reason, &w.sealed));
	return db_tx(app->db, put_withdrawn, &w);
}
