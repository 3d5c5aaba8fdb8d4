#include "app/certificate.h"

#include "app/certificate_inside.h"
#include "app/person_name.h"
#include "codec/input.h"
#include "codec/json.h"

#define BODY_MOST (4 << 10)

static const char *const states[] = {
	[CERTIFICATE_VALID] = "valid",
	[CERTIFICATE_SUPERSEDED] = "superseded",
	[CERTIFICATE_WITHDRAWN] = "withdrawn",
};

const char *certificate_state_id(enum certificate_state state)
{
	return states[state];
}

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

static struct json languages_json(struct arena *a, const struct certificate_order *in)
{
	struct json list = json_array();
	for (size_t i = 0; i < in->languages_len; i++)
		json_push(a, &list, json_of_str(in->languages[i]));
	return list;
}

static err_t seal_order(struct ordering *io)
{
	struct arena *a = io->act.arena;
	struct vault_place place = {
		VAULT_HOUSE, "certificate_round", public_id_print(a, io->round), "body"};
	struct json body = json_object();
	struct buf out;
	json_set(a, &body, STR("layout"), json_of_int(a, io->in->layout));
	json_set(a, &body, STR("languages"), languages_json(a, io->in));
	json_set(a, &body, STR("sealed"), json_of_bool(io->in->sealed));
	put_hand(a, &body, "confirms", &io->in->confirms);
	put_hand(a, &body, "describes", &io->in->describes);
	put_hand(a, &body, "supports", &io->in->supports);
	buf_init(&out, a, 256, BODY_MOST);
	json_write(&out, &body);
	TRY(buf_err(&out));
	return vault_seal(io->act.app->vault, a, &place, buf_str(&out), &io->body);
}

static err_t put_waiting(
	struct tx *tx, const struct ordering *o, struct row_id round, int64_t *ret_count)
{
	struct row_id project = o->act.row->id, only = o->act.as.only;
	struct public_id_list chosen = {o->in->people, o->in->people_len};
	switch (o->in->whom) {
	case CERTIFICATE_MISSING:
		return certificate_wait_missing(tx, round, project, only, ret_count);
	case CERTIFICATE_ALL:
		return certificate_wait_all(tx, round, project, only, ret_count);
	case CERTIFICATE_CHOSEN:
		break;
	}
	return certificate_wait_some(tx, round, project, only, chosen, ret_count);
}

static err_t check_idle(struct tx *tx, const struct ordering *o)
{
	struct certificate_progress_row *row;
	TRY(certificate_round_latest(
		tx, o->act.arena, o->act.row->id, (struct row_id){0}, STR(CERTIFICATE_JOB), &row));
	if (row && row->running && row->waiting)
		return err_say(ERR_CONFLICT,
			N_("Certificates are being made just now. Wait until they are there."));
	return NULL;
}

static err_t check_room(struct tx *tx, struct row_id round)
{
	int64_t full;
	TRY(certificate_waiting_full(tx, round, CERTIFICATE_REVISIONS_MOST, &full));
	if (!full)
		return NULL;
	return err_number(err_field("whom", N_("Somebody of them has {n} revisions already. That "
					       "is the most. Choose the others.")),
		CERTIFICATE_REVISIONS_MOST);
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
	TRY(check_room(tx, round));
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

static err_t check_hand_or_nobody(const char *field, const struct certificate_hand *hand)
{
	return check_hand(field, hand, hand->function.len ? N_("Say who signs.") : NULL);
}

static err_t check_languages(const struct app *app, const struct certificate_order *in)
{
	bool known = in->languages_len <= CERTIFICATE_LANGUAGES_MOST;
	for (size_t i = 0; i < in->languages_len; i++)
		known &= i18n_find(app->i18n, in->languages[i]) != NULL;
	return known ? NULL : err_field("also", N_("Choose a language."));
}

err_t certificate_order(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct certificate_order *in)
{
	struct ordering o = {
		project_act(app, a, actor, at), in, public_id_new(app->random), STR_NONE};
	bool chosen = in->whom == CERTIFICATE_CHOSEN;
	err_t e = err_join(check_hand("confirms", &in->confirms, N_("Say who signs.")),
		err_join(check_hand_or_nobody("describes", &in->describes),
			check_hand_or_nobody("supports", &in->supports)));
	if (chosen && (!in->people_len || in->people_len > CERTIFICATE_CHOSEN_MOST))
		e = err_join(e, err_number(err_field("whom", N_("Choose 1 to {n} people.")),
					CERTIFICATE_CHOSEN_MOST));
	e = err_join(e, check_languages(app, in));
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
	struct certificate_language_row_list languages; /* of those in rows */
	struct int_list sizes;
	int64_t total, valid;
};

static err_t read_languages(struct tx *tx, struct listing *io)
{
	struct arena *a = io->act.arena;
	struct public_id *publics = arena_array(a, struct public_id, io->rows.len);
	struct public_id_list all = {publics, 0};
	for (size_t i = 0; i < io->rows.len; i++)
		if (io->rows.at[i].certificate)
			publics[all.len++] = *io->rows.at[i].certificate;
	return certificate_languages(tx, a, all, &io->languages);
}

static err_t read_page(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	struct arena *a = l->act.arena;
	TRY(project_require(tx, &l->act, ACTION_CERTIFICATE_ISSUE));
	struct row_id project = l->act.row->id, only = l->act.as.only;
	struct row_id by = only.n ? l->act.actor->person : (struct row_id){0};
	TRY(participant_count(tx, project, only, &l->total));
	TRY(certificate_valid_count(tx, project, only, &l->valid));
	TRY(certificate_round_latest(tx, a, project, by, STR(CERTIFICATE_JOB), &l->progress));
	TRY(certificate_valid_sizes(tx, a, project, only, &l->sizes));
	TRY(certificate_rows(tx, a, project, only, l->skip, PARTICIPANTS_PAGE, &l->rows));
	return read_languages(tx, l);
}

static void fill_languages(const struct listing *l, struct certificate_line *io)
{
	struct str *tags = arena_array(l->act.arena, struct str, CERTIFICATE_LANGUAGES_MOST);
	for (size_t i = 0; i < l->languages.len; i++)
		if (public_id_eq(l->languages.at[i].public, io->public) &&
			io->languages_len < CERTIFICATE_LANGUAGES_MOST)
			tags[io->languages_len++] = l->languages.at[i].language;
	io->languages = tags;
}

static struct certificate_line line_of(
	const struct listing *l, const struct certificate_list_row *row)
{
	struct certificate_line line = {
		.participant = row->public,
		.given_name = row->given_name,
		.family_name = row->family_name,
		.issued = DAY_NONE,
		.changed = DAY_NONE,
		.asked = row->asked,
	};
	if (!row->certificate)
		return line;
	line.public = *row->certificate;
	line.revision = *row->revision;
	line.state = certificate_state_of(row->state);
	line.issued = zone_day(*row->issued);
	line.changed = row->changed ? zone_day(*row->changed) : DAY_NONE;
	line.reached = participant_state_parse(row->outcome);
	fill_languages(l, &line);
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
		lines[i] = line_of(&l, &l.rows.at[i]);
	*ret = (struct certificate_page){.at = lines,
		.len = l.rows.len,
		.total = l.total,
		.valid = l.valid,
		.bundles = certificate_bundles(&l.sizes)};
	if (!l.progress)
		return NULL;
	ret->ordered = l.progress->total;
	ret->failed = l.progress->failed;
	ret->done = l.progress->total - l.progress->waiting - l.progress->failed;
	ret->is_running = l.progress->running && l.progress->waiting;
	return NULL;
}

/* --- withdrawing --- */

struct withdrawing {
	struct project_act act;
	struct public_id certificate;
	struct certificate_found_row *row;
	struct str sealed; /* the reason */
};

static err_t find_valid(struct tx *tx, void *ctx)
{
	struct withdrawing *w = ctx;
	TRY(project_require(tx, &w->act, ACTION_CERTIFICATE_ISSUE));
	TRY(certificate_find(
		tx, w->act.arena, w->certificate, w->act.row->id, w->act.as.only, &w->row));
	if (!w->row || certificate_state_of(w->row->state) != CERTIFICATE_VALID)
		return err_log(ERR_NOT_FOUND, "no such valid certificate");
	return NULL;
}

static err_t put_withdrawn(struct tx *tx, void *ctx)
{
	struct withdrawing *w = ctx;
	int64_t count;
	TRY(find_valid(tx, w));
	TRY(certificate_withdraw_row(tx, w->row->id, w->act.now, w->sealed, &count));
	TRY(participant_uncertified(tx, w->row->owner));
	return project_note_person(tx, &w->act, PROJECT_CERTIFICATE_WITHDRAW, w->row->owner);
}

err_t certificate_can_withdraw(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id certificate)
{
	struct withdrawing w = {.act = project_act(app, a, actor, at), .certificate = certificate};
	return db_read(app->db, find_valid, &w);
}

err_t certificate_withdraw(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id certificate, struct str reason)
{
	struct withdrawing w = {.act = project_act(app, a, actor, at), .certificate = certificate};
	struct str why = str_trim(reason);
	if (!why.len)
		return err_field("reason", N_("Say why. The participant reads it."));
	if (utf8_count(why) > CERTIFICATE_REASON_MOST)
		return err_number(err_field("reason", N_("This can have at most {n} characters.")),
			CERTIFICATE_REASON_MOST);
	TRY(db_read(app->db, find_valid, &w));
	struct vault_place place = certificate_place(a, w.row->owner, w.row->public, "reason");
	TRY(vault_seal(app->vault, a, &place, why, &w.sealed));
	return db_tx(app->db, put_withdrawn, &w);
}
