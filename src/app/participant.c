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
#define NAMESAKES_MOST 20     /* that are looked at */

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
	bool is_new, is_in;                             /* is_in: the same form added them before */
	const struct public_id *form;                   /* of a new one; or NULL */
	struct participant_row *row;                    /* as it was; of a new one, after all */
	struct participant_namesake_row_list namesakes; /* of a new one */
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

/* A form that comes back with somebody else in it adds them too. */
static err_t find_form(struct tx *tx, struct putting *io)
{
	struct participant_form_row *row;
	if (!io->form)
		return NULL;
	TRY(participant_of_form(tx, io->act.arena, io->act.row->id, *io->form, &row));
	io->is_in =
		row && str_eq(row->name_key, io->name_key) && str_eq(row->country, io->in.country);
	if (row)
		io->form = NULL;
	return NULL;
}

static err_t add(struct tx *tx, struct putting *io)
{
	const struct participant *in = &io->in;
	int64_t count;
	TRY(find_form(tx, io));
	if (io->is_in)
		return NULL;
	TRY(participant_check_room(tx, &io->act, 1));
	TRY(participant_add(tx, io->who, io->act.row->id, str_of(kinds[in->kind].id),
		in->given_name, in->family_name, io->name_key, in->country, in->language,
		io->sealed, io->act.as.editor, io->form, &count));
	io->is_in = !count;
	return count ? project_note_person(tx, &io->act, PROJECT_PERSON_ADD, io->who) : NULL;
}

static err_t put(struct tx *tx, void *ctx)
{
	struct putting *p = ctx;
	const struct participant *in = &p->in;
	int64_t count;
	TRY(project_require(tx, &p->act, ACTION_PARTICIPANT_CHANGE));
	if (p->is_new)
		return add(tx, p);
	struct str kind = str_of(kinds[in->kind].id);
	struct row_id project = p->act.row->id;
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
	if (p->is_new) {
		TRY(find_form(tx, p));
		TRY(participant_namesakes(tx, p->act.arena, p->act.row->id, p->act.as.only,
			p->name_key, p->in.country, NAMESAKES_MOST, &p->namesakes));
		return p->is_in ? NULL : participant_check_room(tx, &p->act, 1);
	}
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
	if (access_project_allows(&io->act.as, ACTION_PARTICIPANT_DETAILS))
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

/* Twins, and people who have one name by chance, have birth dates of their own. */
static err_t is_namesake(
	const struct putting *p, const struct participant_namesake_row *row, bool *ret_is)
{
	struct participant there = {.born = DAY_NONE};
	TRY(participant_spare(
		participant_unseal(p->act.app, p->act.arena, row->public, row->body, &there)));
	bool knows = access_project_allows(&p->act.as, ACTION_PARTICIPANT_DETAILS);
	*ret_is = !knows || p->in.born == DAY_NONE || there.born == DAY_NONE ||
		  p->in.born == there.born;
	return NULL;
}

static err_t check_another(const struct putting *p)
{
	for (size_t i = 0; i < p->namesakes.len; i++) {
		bool is;
		TRY(is_namesake(p, &p->namesakes.at[i], &is));
		if (is)
			return err_field("another", N_("Somebody with this name and country is in "
						       "the list already."));
	}
	return NULL;
}

/* The key comes first: a participant without one could not be sealed. */
static err_t add_with_key(struct putting *io)
{
	const struct app *app = io->act.app;
	TRY(vault_add_owner(app->vault, io->who));
	err_t e = seal_and_put(io);
	if (e)
		return give_up(io, e);
	return io->is_in ? vault_destroy_owner(app->vault, io->who) : NULL;
}

err_t participant_enter(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_form *form,
	const struct participant *in)
{
	struct putting p = {.act = project_act(app, a, actor, at),
		.in = *in,
		.who = public_id_new(app->random),
		.is_new = true,
		.form = form->key};
	TRY(participant_settle(app, a, p.act.now, &p.in, &p.name_key));
	TRY(db_read(app->db, look_first, &p));
	if (p.is_in)
		return NULL;
	if (!form->is_another)
		TRY(check_another(&p));
	return add_with_key(&p);
}

err_t participant_put(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct public_id *who, const struct participant *in)
{
	static const struct participant_form none = {.is_another = true};
	if (!who)
		return participant_enter(app, a, actor, at, &none, in);
	struct putting p = {.act = project_act(app, a, actor, at), .in = *in, .who = *who};
	TRY(participant_settle(app, a, p.act.now, &p.in, &p.name_key));
	TRY(db_read(app->db, look_first, &p));
	TRY(keep_details(&p));
	TRY(write_told(&p));
	TRY(seal_and_put(&p));
	notice_hurry(app);
	return NULL;
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
