#include "app/audit.h"
#include "app/person_name.h"
#include "app/project_end.h"
#include "app/project_inside.h"
#include "app/project_type.h"
#include "base/vec.h"
#include "codec/input.h"
#include "codec/json.h"

static const struct {
	const char *id, *text;
	bool is_open; /* to whoever follows own participants alone, also when another did it */
} whats[PROJECT_WHATS] = {
	[PROJECT_WAS_MADE] = {"made", N_("made the project"), true},
	[PROJECT_WAS_COPIED] = {"copied", N_("made the project, as a copy of another one"), true},
	[PROJECT_BASICS] = {"basics", N_("changed name, type or number"), true},
	[PROJECT_TEXTS] = {"texts", N_("changed the description"), true},
	[PROJECT_GOALS] = {"goals", N_("changed what people can learn, by competence"), true},
	[PROJECT_ACTIVITY_ADD] = {"activity.add", N_("added an activity"), true},
	[PROJECT_ACTIVITY_CHANGE] = {"activity.change", N_("changed an activity"), true},
	[PROJECT_ACTIVITY_REMOVE] = {"activity.remove", N_("removed an activity"), true},
	[PROJECT_ACTIVITY_RESTORE] = {"activity.restore", N_("put an activity back"), true},
	[PROJECT_PARTY_ADD] = {"party.add", N_("added an organisation"), true},
	[PROJECT_PARTY_CHANGE] = {"party.change", N_("changed an organisation"), true},
	[PROJECT_PARTY_REMOVE] = {"party.remove", N_("removed an organisation"), true},
	[PROJECT_PARTY_RESTORE] = {"party.restore", N_("put an organisation back"), true},
	[PROJECT_PERSON_ADD] = {"person.add", N_("added a participant")},
	[PROJECT_PERSON_CHANGE] = {"person.change", N_("changed a participant")},
	[PROJECT_PERSON_REMOVE] = {"person.remove", N_("removed a participant")},
	[PROJECT_PERSON_RESTORE] = {"person.restore", N_("put a participant back")},
	[PROJECT_PEOPLE_ADD] = {"people.add", N_("added participants from a list")},
	[PROJECT_PEOPLE_REMOVE] = {"people.remove", N_("took back participants of a list")},
	[PROJECT_PEOPLE_RESTORE] = {"people.restore", N_("put back participants of a list")},
	[PROJECT_CERTIFICATES] = {"certificate.order", N_("had certificates made")},
	[PROJECT_CERTIFICATE_WITHDRAW] = {"certificate.withdraw", N_("withdrew a certificate")},
	[PROJECT_PEOPLE_INVITE] = {"people.invite", N_("invited participants by mail")},
	[PROJECT_PEOPLE_CARDS] = {"people.cards", N_("made cards for participants")},
	[PROJECT_PERSON_ASSIGN] = {"person.assign", N_("said which partner follows a participant")},
	[PROJECT_EDITOR_INVITE] = {"editor.invite", N_("invited a partner")},
	[PROJECT_EDITOR_AGAIN] = {"editor.again", N_("invited a partner once more")},
	[PROJECT_EDITOR_ACCEPT] = {"editor.accept", N_("accepted the invitation as a partner")},
	[PROJECT_EDITOR_CHANGE] = {"editor.change", N_("changed what a partner may do")},
	[PROJECT_EDITOR_STOP] = {"editor.stop", N_("stopped the access of a partner")},
	[PROJECT_EDITOR_RESUME] = {"editor.resume", N_("gave a partner access again")},
	[PROJECT_PEOPLE_THANK] = {"people.thank", N_("thanked participants by mail")},
	[PROJECT_OFFICIAL_KEEP] = {"official.keep", N_("kept an official certificate")},
	[PROJECT_OFFICIAL_REMOVE] = {"official.remove", N_("removed an official certificate")},
	[PROJECT_LONGER] = {"longer", N_("chose to keep the project for longer")},
	[PROJECT_CERTIFICATE_MAIL] = {"certificate.mail",
		N_("told participants by mail that their certificate is there")},
	[PROJECT_CERTIFICATE_PAPER] = {"certificate.paper", N_("handed out certificates on paper")},
	[PROJECT_CLOSE] = {"close", N_("closed the project")},
	[PROJECT_REOPEN] = {"reopen", N_("opened the project again")},
	[PROJECT_REMINDERS] = {"reminders", N_("changed when participants are reminded")},
};

static const struct {
	const char *id, *text;
} roles[PROJECT_ROLES] = {
	[PROJECT_APPLICANT] = {"applicant", N_("Applicant")},
	[PROJECT_HOST] = {"host", N_("Host")},
	[PROJECT_SENDER] = {"sender", N_("Sends participants")},
	[PROJECT_PARTNER] = {"partner", N_("Partner")},
};

const char *project_role_id(enum project_role role)
{
	return roles[role].id;
}

const char *project_role_text(enum project_role role)
{
	return roles[role].text;
}

/* --- what the parts share --- */

struct project_act project_act(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at)
{
	return (struct project_act){app, a, actor, at, clock_now(app->clock), NULL, {0}};
}

err_t project_require(struct tx *tx, struct project_act *io, enum action action)
{
	TRY(access_project(tx, io->arena, io->actor, action, io->at, io->now, &io->as));
	TRY(project_get(tx, io->arena, io->at->project, io->at->organisation, &io->row));
	return io->row ? NULL : err_log(ERR_NOT_FOUND, "no such project");
}

err_t project_require_all(struct tx *tx, struct project_act *io, enum action action)
{
	TRY(project_require(tx, io, action));
	return io->as.only.n ? err_log(ERR_FORBIDDEN, "of everybody's participants") : NULL;
}

bool project_can_turn(const struct project_act *act, const usec *removed, bool restore)
{
	return restore ? removed && *removed > act->now - PROJECT_UNDO : !removed;
}

err_t project_check_open(const struct project_act *act)
{
	if (!act->row->closed)
		return NULL;
	return err_say(ERR_CONFLICT, N_("This project is closed. Open it again first."));
}

/* Beside what was done. */
struct noting {
	struct str about, reason;
	struct row_id editor;        /* whom it is about; n 0: nobody */
	const struct public_id *who; /* the same in the log; or NULL */
};

static err_t note(struct tx *tx, const struct project_act *act, struct row_id project,
	enum project_what what, const struct noting *beside)
{
	struct audit_entry entry = {.actor = act->actor,
		.subject = beside->who,
		.action = AUDIT_PROJECT,
		.object = AUDIT_PROJECTS,
		.object_id = public_id_print(act->arena, act->at->project),
		.at = act->now};
	TRY(project_change_add(tx, project, act->now, act->actor->person, str_of(whats[what].id),
		beside->about.len ? beside->about : STR_NONE, beside->editor,
		beside->reason.len ? beside->reason : STR_NONE));
	return audit_note(tx, &entry);
}

err_t project_note(
	struct tx *tx, const struct project_act *act, enum project_what what, struct str about)
{
	return note(tx, act, act->row->id, what, &(const struct noting){.about = about});
}

err_t project_note_person(
	struct tx *tx, const struct project_act *act, enum project_what what, struct public_id who)
{
	return note(tx, act, act->row->id, what, &(const struct noting){.who = &who});
}

err_t project_note_editor(struct tx *tx, const struct project_act *act, enum project_what what,
	struct row_id editor, const struct public_id *who)
{
	return note(
		tx, act, act->row->id, what, &(const struct noting){.editor = editor, .who = who});
}

err_t project_note_reason(
	struct tx *tx, const struct project_act *act, enum project_what what, struct str sealed)
{
	return note(tx, act, act->row->id, what, &(const struct noting){.reason = sealed});
}

struct vault_place project_reason_place(struct arena *a, struct public_id project, usec at)
{
	struct str row =
		str_fmt(a, "%.*s %lld", STR_ARG(public_id_print(a, project)), (long long)at);
	return (struct vault_place){VAULT_HOUSE, "project_change", row, "reason"};
}

/* --- the list --- */

struct listing {
	struct arena *arena;
	const struct actor *actor;
	struct row_id organisation;
	usec now;
	struct project_list_row_list rows;
};

static err_t read_list(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	TRY(access_require_in(tx, l->actor, ACTION_PROJECT_SEE, l->organisation, l->now));
	return project_rows(tx, l->arena, l->organisation, PROJECTS_MOST, &l->rows);
}

err_t project_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct project_lines *ret)
{
	struct listing l = {a, actor, organisation, clock_now(app->clock), {0}};
	TRY(db_read(app->db, read_list, &l));
	struct project_line *lines = arena_array(a, struct project_line, l.rows.len);
	for (size_t i = 0; i < l.rows.len; i++) {
		const struct project_list_row *row = &l.rows.at[i];
		lines[i] = (struct project_line){row->public, row->title, row->type, row->number,
			row->starts ? *row->starts : DAY_NONE, row->ends ? *row->ends : DAY_NONE,
			row->closed ? *row->closed : 0};
	}
	*ret = (struct project_lines){lines, l.rows.len};
	return NULL;
}

/* --- what it is --- */

/* As it is kept. */
static err_t settle(const struct app *app, struct arena *a, const struct project_basics *in,
	struct project_basics *ret)
{
	struct project_number number = {0};
	err_t e = person_name_check("title", in->title); /* it goes into mails */
	if (!in->title.len)
		e = err_field("title", N_("Give the project a name."));
	if (!project_type_find(app->project_types, 0, in->type))
		e = err_join(e, err_field("type", N_("Choose what kind of project it is.")));
	if (in->number.len)
		e = err_join(e, project_number_parse(a, "number", in->number, &number));
	TRY(e);
	*ret = (struct project_basics){in->title, in->type, number.text};
	return NULL;
}

struct making {
	struct project_act act, of; /* of: with a row when it is a copy */
	struct project_at at, of_at;
	struct project_basics basics;
	bool is_copy;
};

static err_t make(struct tx *tx, void *ctx)
{
	struct making *m = ctx;
	struct row_id id;
	int64_t count;
	TRY(access_require_in(
		tx, m->act.actor, ACTION_PROJECT_CHANGE, m->at.organisation, m->act.now));
	TRY(project_count(tx, m->at.organisation, &count));
	if (count >= PROJECTS_MOST)
		return err_number(
			err_say(ERR_CONFLICT, N_("An organisation can have at most {n} projects.")),
			PROJECTS_MOST);
	if (m->is_copy)
		TRY(project_require(tx, &m->of, ACTION_PROJECT_CHANGE));
	TRY(project_add(tx, m->at.project, m->at.organisation, m->basics.title, m->basics.type,
		m->basics.number, m->act.now, &id));
	if (m->is_copy)
		TRY(project_copy(tx, &m->of, id));
	return note(tx, &m->act, id, m->is_copy ? PROJECT_WAS_COPIED : PROJECT_WAS_MADE,
		&(const struct noting){0});
}

err_t project_make(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, const struct project_basics *in,
	const struct public_id *copy_of, struct public_id *ret_project)
{
	struct making m = {.at = {organisation, public_id_new(app->random)}, .is_copy = copy_of};
	TRY(settle(app, a, in, &m.basics));
	m.act = project_act(app, a, actor, &m.at);
	if (copy_of)
		m.of_at = (struct project_at){organisation, *copy_of};
	m.of = project_act(app, a, actor, &m.of_at);
	TRY(db_tx(app->db, make, &m));
	*ret_project = m.at.project;
	return NULL;
}

struct setting {
	struct project_act act;
	struct project_basics basics;
};

static err_t set_basics(struct tx *tx, void *ctx)
{
	struct setting *s = ctx;
	TRY(project_require(tx, &s->act, ACTION_PROJECT_CHANGE));
	TRY(project_set(tx, s->act.row->id, s->basics.title, s->basics.type, s->basics.number));
	return project_note(tx, &s->act, PROJECT_BASICS, STR_NONE);
}

err_t project_set_basics(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct project_basics *in)
{
	struct setting s = {.act = project_act(app, a, actor, at)};
	TRY(settle(app, a, in, &s.basics));
	return db_tx(app->db, set_basics, &s);
}

/* --- the same number --- */

struct comparing {
	struct project_act act;
	struct project_at at;
	struct str number;
	struct project_same_row_list rows;
};

static struct project_same same_of(struct arena *a, const struct project_same_row_list *rows)
{
	struct project_line *own = arena_array(a, struct project_line, rows->len);
	struct project_same same = {.own = own};
	for (size_t i = 0; i < rows->len; i++) {
		if (rows->at[i].is_own)
			own[same.own_len++] = (struct project_line){
				.public = rows->at[i].public, .title = rows->at[i].title};
		else
			same.is_elsewhere = true;
	}
	return same;
}

static err_t read_same(struct tx *tx, void *ctx)
{
	struct comparing *c = ctx;
	TRY(access_require_in(
		tx, c->act.actor, ACTION_PROJECT_SEE, c->at.organisation, c->act.now));
	return project_same(tx, c->act.arena, c->number, c->at.organisation, c->at.project,
		PROJECT_SAME_MOST, &c->rows);
}

err_t project_find_same(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct str number, const struct public_id *but,
	struct project_same *ret)
{
	struct comparing c = {.at.organisation = organisation};
	struct project_number parsed;
	TRY(project_number_parse(a, "number", number, &parsed));
	c.number = parsed.text;
	if (but)
		c.at.project = *but;
	c.act = project_act(app, a, actor, &c.at);
	TRY(db_read(app->db, read_same, &c));
	*ret = same_of(a, &c.rows);
	return NULL;
}

/* --- all of it --- */

struct opening {
	struct project_act act;
	struct project_activity_row_list activities;
	struct project_party_row_list parties;
	struct project_text_row_list texts;
	struct project_same_row_list same;
	struct project_end_row *end;
	int64_t people, asked, missing;
};

static err_t read_all(struct tx *tx, void *ctx)
{
	struct opening *o = ctx;
	struct arena *a = o->act.arena;
	TRY(project_require(tx, &o->act, ACTION_PROJECT_SEE));
	struct row_id id = o->act.row->id;
	TRY(project_activities(tx, a, id, &o->activities));
	TRY(project_parties(tx, a, id, &o->parties));
	TRY(project_texts(tx, a, id, &o->texts));
	TRY(participant_count(tx, id, o->act.as.only, &o->people));
	TRY(project_end_get(tx, a, id, &o->end));
	TRY(certificate_asked_count(tx, id, o->act.as.only, &o->asked));
	TRY(certificate_missing_count(tx, id, o->act.as.only, &o->missing));
	if (!o->act.row->number.len || o->act.as.editor.n)
		return NULL;
	return project_same(tx, a, o->act.row->number, o->act.at->organisation, o->act.at->project,
		PROJECT_SAME_MOST, &o->same);
}

static enum project_role role_of(struct str id)
{
	enum project_role role = PROJECT_ROLES - 1;
	while (role > 0 && !str_is(id, roles[role].id))
		role--;
	return role;
}

static void fill_activities(const struct opening *o, struct project *io)
{
	struct project_activity *all =
		arena_array(o->act.arena, struct project_activity, o->activities.len);
	for (size_t i = 0; i < o->activities.len; i++) {
		const struct project_activity_row *row = &o->activities.at[i];
		all[i] = (struct project_activity){
			row->public, row->title, row->place, row->starts, row->ends, row->removed};
		if (!row->removed && (io->last == DAY_NONE || row->ends > io->last))
			io->last = row->ends;
	}
	io->activities = all;
	io->activities_len = o->activities.len;
}

/* In the order of the roles. */
static void fill_parties(const struct opening *o, struct project *io)
{
	struct project_party *all = arena_array(o->act.arena, struct project_party, o->parties.len);
	for (enum project_role role = 0; role < PROJECT_ROLES; role++)
		for (size_t i = 0; i < o->parties.len; i++) {
			const struct project_party_row *row = &o->parties.at[i];
			if (role_of(row->role) == role)
				all[io->parties_len++] = (struct project_party){row->public,
					row->name, row->place, role, row->logo.n, row->removed};
		}
	io->parties = all;
}

err_t project_read_texts(
	struct arena *a, const struct project_text_row_list *rows, struct project *io)
{
	VEC(struct project_text) texts = {0};
	for (size_t i = 0; i < rows->len; i++) {
		const struct project_text_row *row = &rows->at[i];
		struct json *map;
		TRY(json_parse(a, row->body, &json_limits_default, &map));
		json_each_member (it, map)
			vec_push(a, &texts,
				(struct project_text){row->field, it->name, json_str(&it->value)});
	}
	io->texts = texts.at;
	io->texts_len = texts.len;
	return NULL;
}

static struct project_may may_of(const struct access_project *as)
{
	return (struct project_may){
		.is_editor = as->editor.n,
		.is_whole = !as->only.n,
		.changes = access_project_allows(as, ACTION_PROJECT_CHANGE),
		.invites_editors = access_project_allows(as, ACTION_EDITOR_INVITE),
		.gives_whole = access_project_allows(as, ACTION_EDITOR_CHANGE),
		.assigns = access_project_allows(as, ACTION_PARTICIPANT_ASSIGN),
		.sees_details = access_project_allows(as, ACTION_PARTICIPANT_DETAILS),
		.reads_certificates = access_project_allows(as, ACTION_CERTIFICATE_READ),
		.reads_learning = access_project_allows(as, ACTION_LEARNING_READ),
	};
}

err_t project_open(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct project *ret)
{
	struct opening o = {.act = project_act(app, a, actor, at)};
	TRY(db_read(app->db, read_all, &o));
	struct project p = {.public = at->project,
		.title = o.act.row->title,
		.type = o.act.row->type,
		.number = o.act.row->number,
		.made = o.act.row->made,
		.last = DAY_NONE,
		.same = same_of(a, &o.same),
		.people = o.people,
		.asked = o.asked,
		.missing = o.missing,
		.closed = o.act.row->closed ? *o.act.row->closed : 0,
		.may = may_of(&o.act.as)};
	fill_activities(&o, &p);
	fill_parties(&o, &p);
	TRY(project_read_texts(a, &o.texts, &p));
	if (p.last == DAY_NONE)
		p.last = zone_day(p.made);
	struct project_end end = project_end_of(app, o.end, o.act.now);
	p.kept_for = end.last;
	p.longest = end.longest;
	*ret = p;
	return NULL;
}

struct str project_text_of(const struct project *p, struct str field, struct str lang)
{
	for (size_t i = 0; i < p->texts_len; i++)
		if (str_eq(p->texts[i].field, field) && str_eq(p->texts[i].lang, lang))
			return p->texts[i].text;
	return STR_NONE;
}

/* --- its history --- */

struct remembering {
	struct project_act act;
	int64_t page;
	struct project_change_row_list rows;
};

static struct text_list open_whats(struct arena *a)
{
	struct str *ids = arena_array(a, struct str, PROJECT_WHATS);
	struct text_list open = {.at = ids};
	for (size_t i = 0; i < PROJECT_WHATS; i++)
		if (whats[i].is_open)
			ids[open.len++] = str_of(whats[i].id);
	return open;
}

static err_t read_changes(struct tx *tx, void *ctx)
{
	struct remembering *r = ctx;
	TRY(project_require(tx, &r->act, ACTION_PROJECT_SEE));
	struct row_id own = r->act.as.only.n ? r->act.actor->person : (struct row_id){0};
	return project_changes(tx, r->act.arena, r->act.row->id, own, open_whats(r->act.arena),
		(r->page - 1) * PROJECT_CHANGES_PAGE, PROJECT_CHANGES_PAGE + 1, &r->rows);
}

/* What this program does not know, a newer one wrote. */
static const char *text_of(struct str what)
{
	for (size_t i = 0; i < PROJECT_WHATS; i++)
		if (str_is(what, whats[i].id))
			return whats[i].text;
	return N_("changed the project");
}

static err_t open_reason(const struct remembering *r, const struct project_change_row *row,
	struct project_change_line *io)
{
	struct arena *a = r->act.arena;
	struct vault_place place = project_reason_place(a, r->act.at->project, row->at);
	if (!row->reason.p)
		return NULL;
	return vault_open_one(
		r->act.app->vault, a, &place, row->reason, &io->reason, &io->is_damaged);
}

err_t project_history(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, int64_t page, struct project_history *ret)
{
	struct remembering r = {.act = project_act(app, a, actor, at), .page = page};
	if (page < 1 || page > PROJECT_CHANGES_PAGES)
		return err_log(ERR_NOT_FOUND, "no such page");
	TRY(db_read(app->db, read_changes, &r));
	if (page > 1 && !r.rows.len)
		return err_log(ERR_NOT_FOUND, "no such page");
	bool has_older = r.rows.len > PROJECT_CHANGES_PAGE;
	size_t len = has_older ? PROJECT_CHANGES_PAGE : r.rows.len;
	struct project_change_line *lines = arena_array(a, struct project_change_line, len);
	for (size_t i = 0; i < len; i++) {
		const struct project_change_row *row = &r.rows.at[i];
		lines[i] = (struct project_change_line){.at = row->at,
			.who = row->name,
			.what = text_of(row->what),
			.about = row->about};
		TRY(open_reason(&r, row, &lines[i]));
	}
	*ret = (struct project_history){r.act.row->title, lines, len, has_older};
	return NULL;
}
