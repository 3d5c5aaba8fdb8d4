#include "app/participant_inside.h"

#include "app/audit.h"
#include "app/limit.h"
#include "app/participant_notice.h"
#include "app/participation_inside.h"
#include "app/person_name.h"
#include "codec/fold.h"
#include "codec/hex.h"
#include "codec/input.h"
#include "codec/json.h"
#include "crypto/vault.h"
#include "i18n/country.h"
#include "i18n/i18n.h"

#define BODY_MOST (8 << 10)
#define VERSION_BYTES 16
#define BORN_MOST (120 * 366) /* days ago */

static const struct {
	const char *id, *text;
} kinds[PARTICIPANT_KINDS] = {
	[PARTICIPANT_TAKES_PART] = {"participant", N_("Participant")},
	[PARTICIPANT_TEAM] = {"team", N_("Team member")},
};

const char *participant_kind_id(enum participant_kind kind)
{
	return kinds[kind].id;
}

const char *participant_kind_text(enum participant_kind kind)
{
	return kinds[kind].text;
}

enum participant_kind participant_kind_of(struct str id)
{
	return str_is(id, kinds[PARTICIPANT_TEAM].id) ? PARTICIPANT_TEAM : PARTICIPANT_TAKES_PART;
}

/* --- what is sealed --- */

static struct vault_place place_of(struct arena *a, struct public_id who)
{
	return (struct vault_place){who, "participant", public_id_print(a, who), "body"};
}

static void put_day(struct arena *a, struct json *io, struct str name, day d)
{
	if (d != DAY_NONE)
		json_set(a, io, name, json_of_str(day_print(a, d)));
}

static void put_text(struct arena *a, struct json *io, struct str name, struct str text)
{
	if (text.len)
		json_set(a, io, name, json_of_str(text));
}

err_t participant_seal(const struct app *app, struct arena *a, struct public_id who,
	const struct participant *p, struct str *ret_sealed)
{
	struct vault_place place = place_of(a, who);
	struct json body = json_object();
	struct buf out;
	put_text(a, &body, STR("mail"), p->mail);
	put_day(a, &body, STR("born"), p->born);
	put_text(a, &body, STR("place"), p->place);
	put_text(a, &body, STR("host"), p->host);
	put_day(a, &body, STR("starts"), p->starts);
	put_day(a, &body, STR("ends"), p->ends);
	put_text(a, &body, STR("language"), p->language);
	put_text(a, &body, STR("also"), p->also);
	buf_init(&out, a, 256, BODY_MOST);
	json_write(&out, &body);
	TRY(buf_err(&out));
	return vault_seal(app->vault, a, &place, buf_str(&out), ret_sealed);
}

static day day_in(const struct json *body, struct str name)
{
	day d;
	return day_parse(json_str(json_get(body, name)), &d) ? d : DAY_NONE;
}

/* Sealed anew, it is another one. */
static struct str version_of(struct arena *a, struct str sealed)
{
	struct digest digest = hash_sha256(sealed);
	return hex_print(a, (struct str){(const char *)digest.bytes, VERSION_BYTES});
}

err_t participant_check_version(struct arena *a, const struct participant *in, struct str sealed)
{
	if (!in->version.len || str_eq(in->version, version_of(a, sealed)))
		return NULL;
	return err_say(ERR_CONFLICT, N_("Somebody changed this while you were writing. Look at "
					"both. Saved again, yours takes its place."));
}

err_t participant_unseal(const struct app *app, struct arena *a, struct public_id who,
	struct str sealed, struct participant *io)
{
	struct vault_place place = place_of(a, who);
	struct json *body;
	struct str text;
	TRY(vault_open(app->vault, a, &place, sealed, &text));
	TRY(json_parse(a, text, &json_limits_default, &body));
	io->mail = json_str(json_get(body, STR("mail")));
	io->born = day_in(body, STR("born"));
	io->place = json_str(json_get(body, STR("place")));
	io->host = json_str(json_get(body, STR("host")));
	io->starts = day_in(body, STR("starts"));
	io->ends = day_in(body, STR("ends"));
	io->language = json_str(json_get(body, STR("language")));
	io->also = json_str(json_get(body, STR("also")));
	io->version = version_of(a, sealed);
	return NULL;
}

/* --- adding and changing --- */

struct putting {
	struct project_act act;
	struct participant in; /* as it is kept */
	struct public_id who;
	struct str name_key, sealed;
	bool is_new;
	struct participant_row *row; /* as it was; of a new one, after all */
	struct str organisation;
	struct outbox_sealed *told; /* at the address before; NULL: there is nothing to tell */
};

static err_t check_days(const struct participant *in, usec now)
{
	day today = zone_day(now);
	err_t e = NULL;
	if (in->born != DAY_NONE && (in->born > today || in->born < today - BORN_MOST))
		e = err_field("born", N_("This is no birth date. Look at the year."));
	e = err_join(e, project_day_check("starts", in->starts, now));
	e = err_join(e, project_day_check("ends", in->ends, now));
	if (in->starts != DAY_NONE && in->ends != DAY_NONE && in->ends < in->starts)
		e = err_join(
			e, err_field("ends", N_("The last day cannot come before the first one.")));
	return e;
}

err_t participant_check(const struct participant *in, usec now)
{
	err_t e = err_join(person_name_check("given_name", in->given_name),
		person_name_check("family_name", in->family_name));
	return err_join(e, check_days(in, now));
}

struct str participant_name_key(struct arena *a, const struct participant *in)
{
	struct str family = fold(a, in->family_name), given = fold(a, in->given_name);
	return str_fmt(a, "%.*s\t%.*s", STR_ARG(family), STR_ARG(given));
}

/* Each once, and not the first one again. */
static err_t settle_also(const struct app *app, struct arena *a, struct participant *io)
{
	struct str sent = io->also, also = STR_NONE;
	while (sent.len) {
		const struct lang *lang = i18n_find(app->i18n, str_cut(&sent, ' '));
		if (!lang)
			return err_field("also", N_("Choose a language."));
		struct str tag = lang_tag(lang);
		if (!str_eq(tag, io->language) && !str_has_word(also, tag))
			also = str_fmt(
				a, "%.*s%s%.*s", STR_ARG(also), also.len ? " " : "", STR_ARG(tag));
	}
	io->also = also;
	return NULL;
}

err_t participant_settle(const struct app *app, struct arena *a, usec now, struct participant *io,
	struct str *ret_name_key)
{
	const struct country *country = country_find(app->countries, a, io->country);
	err_t e = participant_check(io, now);
	if (!country)
		e = err_join(e, err_field("country", N_("Choose a country.")));
	if (io->language.len && !i18n_find(app->i18n, io->language))
		e = err_join(e, err_field("language", N_("Choose a language.")));
	e = err_join(e, settle_also(app, a, io));
	TRY(e);
	io->country = country->code;
	*ret_name_key = participant_name_key(a, io);
	return NULL;
}

void participant_hide(const struct access_project *as, struct participant *io)
{
	if (access_project_allows(as, ACTION_PARTICIPANT_DETAILS))
		return;
	io->mail = io->place = STR_NONE;
	io->born = DAY_NONE;
}

err_t participant_spare(err_t e)
{
	if (!e || (e->code != ERR_EXPIRED && e->code != ERR_INTERNAL))
		return e;
	err_free(e);
	return NULL;
}

bool participant_may_code(const struct access_project *as)
{
	return access_project_allows(as, ACTION_PARTICIPANT_DETAILS) &&
	       access_project_allows(as, ACTION_LEARNING_READ);
}

err_t participant_need(struct tx *tx, const struct project_act *act, struct public_id who,
	struct participant_row **ret_row)
{
	TRY(participant_find(tx, act->arena, who, act->row->id, act->as.only, ret_row));
	return *ret_row ? NULL : err_log(ERR_NOT_FOUND, "no such participant");
}

err_t participant_check_present(struct tx *tx, const struct project_act *act, int64_t more)
{
	int64_t count;
	TRY(participant_count(tx, act->row->id, (struct row_id){0}, &count));
	if (count + more > PARTICIPANTS_MOST)
		return err_number(
			err_say(ERR_CONFLICT, N_("A project can have at most {n} participants.")),
			PARTICIPANTS_MOST);
	return NULL;
}

err_t participant_check_room(struct tx *tx, const struct project_act *act, int64_t more)
{
	int64_t kept;
	TRY(project_check_open(act));
	TRY(participant_check_present(tx, act, more));
	TRY(participant_kept(tx, act->row->id, &kept));
	if (kept + more > PARTICIPANTS_KEPT_MOST)
		return err_say(ERR_CONFLICT,
			N_("So many were removed lately that there is no room. They are gone for "
			   "good after 30 days; until then you can put them back."));
	return NULL;
}

/* Of one who is there, in the version that was read. */
static err_t find_row(struct tx *tx, struct putting *io)
{
	TRY(participant_need(tx, &io->act, io->who, &io->row));
	if (io->row->removed)
		return err_log(ERR_NOT_FOUND, "no such participant");
	return participant_check_version(io->act.arena, &io->in, io->row->body);
}

static err_t tell(struct tx *tx, const struct putting *p)
{
	struct str who = str_fmt(p->act.arena, "%lld", (long long)p->act.at->organisation.n);
	if (!p->told)
		return NULL;
	TRY(limit_take(tx, p->act.arena, LIMIT_PARTICIPANT, who, p->act.now));
	return notice_send(tx, p->told);
}

static err_t put(struct tx *tx, void *ctx)
{
	struct putting *p = ctx;
	const struct participant *in = &p->in;
	struct str kind = str_of(kinds[in->kind].id);
	int64_t count;
	TRY(project_require(tx, &p->act, ACTION_PARTICIPANT_CHANGE));
	struct row_id project = p->act.row->id;
	if (p->is_new) {
		TRY(participant_check_room(tx, &p->act, 1));
		TRY(participant_add(tx, p->who, project, kind, in->given_name, in->family_name,
			p->name_key, in->country, in->language, p->sealed, p->act.as.editor));
		return project_note_person(tx, &p->act, PROJECT_PERSON_ADD, p->who);
	}
	TRY(find_row(tx, p));
	TRY(participant_set(tx, p->who, project, kind, in->given_name, in->family_name, p->name_key,
		in->country, in->language, p->sealed, p->act.as.only, &count));
	if (!count)
		return err_log(ERR_NOT_FOUND, "no such participant");
	TRY(participation_note(
		tx, p->row->id, p->act.now, p->act.actor, PARTICIPATION_CHANGED, STR_NONE));
	TRY(tell(tx, p));
	return project_note_person(tx, &p->act, PROJECT_PERSON_CHANGE, p->who);
}

/* May the actor do so here at all? Before a key is made, or used, for somebody. */
static err_t look_first(struct tx *tx, void *ctx)
{
	struct putting *p = ctx;
	struct organisation_row *organisation;
	TRY(project_require(tx, &p->act, ACTION_PARTICIPANT_CHANGE));
	if (p->is_new)
		return participant_check_room(tx, &p->act, 1);
	TRY(organisation_get(tx, p->act.arena, p->act.at->organisation, &organisation));
	p->organisation = organisation->name;
	return find_row(tx, p);
}

/* So that nobody takes over a page, or its mail, unseen. */
static err_t write_told(struct putting *io)
{
	struct participant before;
	struct participant_notice_about about = {.project = io->act.row->title,
		.organisation = io->organisation,
		.participant = io->who,
		.deadline = DAY_NONE};
	TRY(participant_unseal(io->act.app, io->act.arena, io->who, io->row->body, &before));
	if (!before.mail.len || str_eq(before.mail, io->in.mail))
		return NULL;
	struct notice_to to = {before.mail, io->row->given_name, before.language};
	return participant_notice(
		io->act.app, io->act.arena, &to, PARTICIPANT_NOTICE_ADDRESS, &about, &io->told);
}

/* What whoever writes cannot see stays as it is, unless they put something in its place. */
static err_t keep_details(struct putting *io)
{
	struct participant was;
	if (io->is_new || access_project_allows(&io->act.as, ACTION_PARTICIPANT_DETAILS))
		return NULL;
	TRY(participant_unseal(io->act.app, io->act.arena, io->who, io->row->body, &was));
	bool is_other = io->in.mail.len && !str_eq(io->in.mail, was.mail);
	if (is_other && !participant_may_code(&io->act.as))
		return err_field("mail", N_("Only the organiser changes the mail address of who "
					    "is on the list already. Ask them."));
	if (!io->in.mail.len)
		io->in.mail = was.mail;
	if (!io->in.place.len)
		io->in.place = was.place;
	if (io->in.born == DAY_NONE)
		io->in.born = was.born;
	return NULL;
}

static err_t seal_and_put(struct putting *io)
{
	const struct app *app = io->act.app;
	TRY(participant_seal(app, io->act.arena, io->who, &io->in, &io->sealed));
	return db_tx(app->db, put, io);
}

static err_t look_again(struct tx *tx, void *ctx)
{
	struct putting *p = ctx;
	TRY(access_keep_house(tx));
	return participant_find(
		tx, p->act.arena, p->who, p->act.row->id, (struct row_id){0}, &p->row);
}

/* When the answer to the commit got lost, the row may be there: then its key must stay. */
static err_t give_up(struct putting *io, err_t e)
{
	const struct app *app = io->act.app;
	if (e->code == ERR_UNAVAILABLE) {
		err_t worse = db_tx(app->db, look_again, io);
		if (worse || io->row)
			return err_join(e, worse);
	}
	return err_join(e, vault_destroy_owner(app->vault, io->who));
}

err_t participant_put(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct public_id *who, const struct participant *in)
{
	struct putting p = {.act = project_act(app, a, actor, at),
		.in = *in,
		.who = who ? *who : public_id_new(app->random),
		.is_new = !who};
	TRY(participant_settle(app, a, p.act.now, &p.in, &p.name_key));
	TRY(db_read(app->db, look_first, &p));
	TRY(keep_details(&p));
	if (!p.is_new) {
		TRY(write_told(&p));
		TRY(seal_and_put(&p));
		notice_hurry(app);
		return NULL;
	}
	TRY(vault_add_owner(app->vault, p.who));
	err_t e = seal_and_put(&p);
	return e ? give_up(&p, e) : NULL;
}

/* --- looking at one --- */

struct getting {
	struct project_act act;
	struct public_id who;
	struct participant_row *row;
};

static err_t find(struct tx *tx, void *ctx)
{
	struct getting *g = ctx;
	TRY(project_require(tx, &g->act, ACTION_PARTICIPANT_SEE));
	TRY(participant_need(tx, &g->act, g->who, &g->row));
	if (g->row->removed)
		return err_log(ERR_NOT_FOUND, "no such participant");
	struct audit_entry entry = {.actor = g->act.actor,
		.subject = &g->who,
		.action = AUDIT_PARTICIPANT_READ,
		.object = AUDIT_PROJECTS,
		.object_id = public_id_print(g->act.arena, g->act.at->project),
		.at = g->act.now};
	return audit_note(tx, &entry);
}

err_t participant_get(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who, struct participant *ret)
{
	struct getting g = {project_act(app, a, actor, at), who, NULL};
	TRY(db_tx(app->db, find, &g));
	struct participant p = {.kind = participant_kind_of(g.row->kind),
		.given_name = g.row->given_name,
		.family_name = g.row->family_name,
		.country = g.row->country};
	TRY(participant_unseal(app, a, who, g.row->body, &p));
	participant_hide(&g.act.as, &p);
	*ret = p;
	return NULL;
}

/* --- removing --- */

struct removing {
	struct project_act act;
	struct public_id who;
	bool restore;
};

static err_t set_removed(struct tx *tx, void *ctx)
{
	struct removing *r = ctx;
	struct participant_row *row;
	TRY(project_require(tx, &r->act, ACTION_PARTICIPANT_CHANGE));
	TRY(participant_need(tx, &r->act, r->who, &row));
	if (!project_can_turn(&r->act, row->removed, r->restore))
		return err_log(ERR_NOT_FOUND, "no such participant");
	if (r->restore)
		TRY(participant_check_present(tx, &r->act, 1));
	TRY(participant_set_removed(tx, row->id, r->restore ? NULL : &r->act.now));
	return project_note_person(
		tx, &r->act, r->restore ? PROJECT_PERSON_RESTORE : PROJECT_PERSON_REMOVE, r->who);
}

err_t participant_remove(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who)
{
	struct removing r = {project_act(app, a, actor, at), who, false};
	return db_tx(app->db, set_removed, &r);
}

err_t participant_restore(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who)
{
	struct removing r = {project_act(app, a, actor, at), who, true};
	return db_tx(app->db, set_removed, &r);
}

/* --- the list --- */

struct listing {
	struct project_act act;
	struct str state; /* of those who are listed; empty: any */
	int64_t skip, total;
	struct participant_list_row_list rows, removed;
};

static err_t read_page(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	struct arena *a = l->act.arena;
	TRY(project_require(tx, &l->act, ACTION_PARTICIPANT_SEE));
	struct row_id project = l->act.row->id, only = l->act.as.only;
	TRY(participant_count(tx, project, only, &l->total));
	TRY(participant_rows(tx, a, project, only, l->state, l->skip, PARTICIPANTS_PAGE, &l->rows));
	return participant_removed_rows(tx, a, project, only, l->act.now - PROJECT_UNDO,
		PARTICIPANTS_REMOVED_MOST, &l->removed);
}

static const struct participant_line *lines_of(
	struct arena *a, const struct participant_list_row_list *rows)
{
	struct participant_line *lines = arena_array(a, struct participant_line, rows->len);
	for (size_t i = 0; i < rows->len; i++) {
		const struct participant_list_row *row = &rows->at[i];
		lines[i] = (struct participant_line){row->public, participant_kind_of(row->kind),
			row->given_name, row->family_name, row->country,
			participant_state_parse(row->state), row->person.n, row->handed_in,
			row->asked};
	}
	return lines;
}

err_t participant_list(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const enum participant_state *only, int64_t page,
	struct participant_page *ret)
{
	struct listing l = {.act = project_act(app, a, actor, at), .state = STR("")};
	if (only)
		l.state = str_of(participant_state_about(*only)->id);
	if (page < 1 || page > PARTICIPANTS_MOST / PARTICIPANTS_PAGE)
		return err_log(ERR_NOT_FOUND, "no such page");
	l.skip = (page - 1) * PARTICIPANTS_PAGE;
	TRY(db_read(app->db, read_page, &l));
	*ret = (struct participant_page){l.act.row->title, l.act.row->closed, lines_of(a, &l.rows),
		l.rows.len, l.total, lines_of(a, &l.removed), l.removed.len, !l.act.as.only.n,
		access_project_allows(&l.act.as, ACTION_LEARNING_READ)};
	return NULL;
}
