#include "app/editor_inside.h"

#include "app/editor_notice.h"
#include "app/limit.h"
#include "app/person_name.h"
#include "codec/address.h"
#include "codec/input.h"
#include "crypto/vault.h"
#include "i18n/country.h"
#include "i18n/i18n.h"

static const struct {
	const char *id, *text;
} roles[EDITOR_ROLES] = {
	[EDITOR_WHOLE] = {"whole", N_("The whole project")},
	[EDITOR_OWN] = {"own", N_("Own participants only")},
};

static const char *const states[EDITOR_STATES] = {
	[EDITOR_INVITED] = N_("Invited"),
	[EDITOR_LATE] = N_("Invited, but the code does not work any more"),
	[EDITOR_ACTIVE] = N_("Takes part in the work"),
	[EDITOR_OVER] = N_("The last day is over"),
	[EDITOR_APART] = N_("Has no access: who invited them does not work along any more"),
	[EDITOR_STOPPED] = N_("Stopped"),
	[EDITOR_GONE] = N_("Has no account any more"),
};

const char *editor_role_id(enum editor_role role)
{
	return roles[role].id;
}

const char *editor_role_text(enum editor_role role)
{
	return roles[role].text;
}

const char *editor_state_text(enum editor_state state)
{
	return states[state];
}

enum editor_role editor_role_parse(struct str id)
{
	return str_is(id, roles[EDITOR_WHOLE].id) ? EDITOR_WHOLE : EDITOR_OWN;
}

err_t editor_digest(const struct app *app, const struct code *code, struct digest *ret_digest)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "editor code", &key));
	*ret_digest = code_digest(&key, code);
	return NULL;
}

/* --- looking --- */

static enum editor_state state_of(const struct editor_row *row, usec now)
{
	if (row->accepted && !row->person.n)
		return EDITOR_GONE;
	if (row->stopped)
		return EDITOR_STOPPED;
	if (row->ends < zone_day(now))
		return EDITOR_OVER;
	if (row->accepted)
		return row->stands ? EDITOR_ACTIVE : EDITOR_APART;
	return row->stands && row->code_ends && *row->code_ends > now ? EDITOR_INVITED
								      : EDITOR_LATE;
}

static bool coordinates(const struct access_project *as)
{
	return access_project_allows(as, ACTION_EDITOR_CHANGE);
}

/* Who coordinates, everybody; an editor, those whom they let in to own participants. */
static bool may_change(const struct access_project *as, const struct editor_row *row)
{
	if (coordinates(as))
		return true;
	return as->editor.n && row->invited_by.n == as->editor.n &&
	       editor_role_parse(row->role) == EDITOR_OWN;
}

/* Who coordinates takes back every stop, an editor their own. */
static bool may_undo(const struct access_project *as, const struct editor_row *row)
{
	return coordinates(as) || (as->editor.n && row->stopped_by.n == as->editor.n);
}

static bool can_resume(const struct project_act *act, const struct editor_row *row)
{
	enum editor_state state = state_of(row, act->now);
	if (state == EDITOR_APART)
		return coordinates(&act->as);
	return state == EDITOR_STOPPED && row->ends >= zone_day(act->now) &&
	       may_change(&act->as, row) && may_undo(&act->as, row);
}

static struct editor editor_of(const struct project_act *act, const struct editor_row *row)
{
	bool may = may_change(&act->as, row);
	return (struct editor){
		.public = row->public,
		.terms = {editor_role_parse(row->role), row->country, row->ends},
		.state = state_of(row, act->now),
		.name = row->own_name.p ? row->own_name : row->name,
		.mail = may ? row->mail : STR_NONE,
		.by = row->by_name,
		.is_outside = !country_in_eea(row->country),
		.can_resume = can_resume(act, row),
		.may_change = may,
		.people = row->people,
	};
}

struct looking {
	struct project_act act;
	struct public_id editor; /* one of them */
	struct editor_row_list rows;
	struct editor_row *row;
};

static err_t read_rows(struct tx *tx, struct looking *io)
{
	const struct project_act *act = &io->act;
	return editor_rows(
		tx, act->arena, act->row->id, zone_day(act->now), EDITORS_MOST, &io->rows);
}

static err_t read_all(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	TRY(project_require(tx, &l->act, ACTION_EDITOR_INVITE));
	return read_rows(tx, l);
}

err_t editor_list(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct editor_list *ret)
{
	struct looking l = {.act = project_act(app, a, actor, at)};
	TRY(db_read(app->db, read_all, &l));
	struct editor *all = arena_array(a, struct editor, l.rows.len);
	for (size_t i = 0; i < l.rows.len; i++)
		all[i] = editor_of(&l.act, &l.rows.at[i]);
	*ret = (struct editor_list){l.act.row->title, all, l.rows.len, coordinates(&l.act.as)};
	return NULL;
}

/* The first call of a transaction about one of them. */
static err_t need(struct tx *tx, struct looking *io)
{
	TRY(project_require(tx, &io->act, ACTION_EDITOR_INVITE));
	TRY(editor_find(
		tx, io->act.arena, io->editor, io->act.row->id, zone_day(io->act.now), &io->row));
	if (!io->row)
		return err_log(ERR_NOT_FOUND, "no such editor");
	return may_change(&io->act.as, io->row) ? NULL
						: err_log(ERR_FORBIDDEN, "invited by another");
}

static err_t read_one(struct tx *tx, void *ctx)
{
	return need(tx, ctx);
}

err_t editor_get(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id editor, struct editor *ret)
{
	struct looking l = {.act = project_act(app, a, actor, at), .editor = editor};
	TRY(db_read(app->db, read_one, &l));
	*ret = editor_of(&l.act, l.row);
	return NULL;
}

/* --- inviting --- */

static err_t settle(const struct app *app, struct arena *a, usec now, struct editor_terms *io)
{
	const struct country *country = country_find(app->countries, a, io->country);
	day today = zone_day(now);
	err_t e = country ? NULL : err_field("country", N_("Choose a country."));
	if (io->ends < today)
		e = err_join(e, err_field("ends", N_("Choose a day from today on.")));
	if (io->ends > today + EDITOR_DAYS_MOST)
		e = err_join(e, err_field("ends", N_("Choose a day at most five years ahead.")));
	TRY(e);
	io->country = country->code;
	return NULL;
}

/* An editor gives own participants alone, and no longer than they have the project. */
static err_t check_given(const struct project_act *act, const struct editor_terms *terms)
{
	if (coordinates(&act->as))
		return NULL;
	if (terms->role != EDITOR_OWN)
		return err_log(ERR_FORBIDDEN, "who coordinates gives the whole project");
	if (terms->ends > act->as.ends)
		return err_field("ends", N_("You cannot choose a day after your own last day."));
	return NULL;
}

struct inviting {
	struct looking looking; /* its row: of who is invited once more */
	const struct editor_new *in;
	struct editor_terms terms;
	struct str mail, mail_key;
	struct public_id public;
	struct digest code;
	struct outbox_sealed *letter;
	usec code_ends;
};

static err_t read_sender(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	return project_require(tx, &l->act, ACTION_EDITOR_INVITE);
}

/* A new code and the mail with it, both ready before the transaction. */
static err_t write_mail(struct inviting *io, const struct editor_new *in, struct str organisation)
{
	const struct project_act *act = &io->looking.act;
	const struct app *app = act->app;
	struct code code = code_long_new(app->random);
	struct notice_to to = {in->mail, in->name, in->language};
	struct editor_notice_about about = {act->row->title, organisation, &code, 0};
	io->code_ends = about.ends = act->now + EDITOR_CODE_LIFE;
	io->mail_key = str_lower(act->arena, in->mail);
	TRY(editor_digest(app, &code, &io->code));
	return editor_notice(app, act->arena, &to, &about, &io->letter);
}

struct naming {
	struct arena *arena;
	struct row_id organisation;
	struct organisation_row *row;
};

static err_t read_name(struct tx *tx, void *ctx)
{
	struct naming *n = ctx;
	return organisation_get(tx, n->arena, n->organisation, &n->row);
}

static err_t name_of(const struct project_act *act, struct str *ret_name)
{
	struct naming n = {act->arena, act->at->organisation, NULL};
	TRY(db_read(act->app->db, read_name, &n));
	if (!n.row)
		return err_log(ERR_NOT_FOUND, "no such organisation");
	*ret_name = n.row->name;
	return NULL;
}

static err_t take_limits(struct tx *tx, const struct inviting *i)
{
	const struct project_act *act = &i->looking.act;
	struct str who = str_fmt(act->arena, "%lld", (long long)act->actor->person.n);
	TRY(limit_take(tx, act->arena, LIMIT_EDITOR, who, act->now));
	return limit_take(tx, act->arena, LIMIT_OFFER_MAIL, i->mail_key, act->now);
}

/* Of the invited, who have that address: they wait, or another stopped them. */
static err_t refuse_known(const struct inviting *i, const struct editor_row *row)
{
	const struct project_act *act = &i->looking.act;
	if (!row->mail.p || !str_eq(str_lower(act->arena, row->mail), i->mail_key))
		return NULL;
	if (!row->stopped)
		return err_field("mail", N_("You invited this address already."));
	return may_undo(&act->as, row) ? NULL : err_field("mail", EDITOR_STOPPED_BY_OTHERS);
}

static err_t refuse_twice(struct tx *tx, struct inviting *io)
{
	struct looking *l = &io->looking;
	TRY(read_rows(tx, l));
	for (size_t i = 0; i < l->rows.len; i++)
		TRY(refuse_known(io, &l->rows.at[i]));
	if (l->rows.len < EDITORS_MOST)
		return NULL;
	return err_number(err_say(ERR_CONFLICT, N_("A project can have at most {n} partners.")),
		EDITORS_MOST);
}

static err_t put_invited(struct tx *tx, void *ctx)
{
	struct inviting *i = ctx;
	struct project_act *act = &i->looking.act;
	struct row_id editor;
	TRY(project_require(tx, act, ACTION_EDITOR_INVITE));
	TRY(check_given(act, &i->terms));
	TRY(refuse_twice(tx, i));
	TRY(take_limits(tx, i));
	TRY(editor_add(tx, i->public, act->row->id, str_of(roles[i->terms.role].id), i->in->name,
		i->mail, i->in->language, i->terms.country, i->terms.ends, act->now,
		hash_str(&i->code), i->code_ends, act->as.editor, &editor));
	TRY(project_note_editor(tx, act, PROJECT_EDITOR_INVITE, editor, NULL));
	return notice_send(tx, i->letter);
}

static err_t check_new(const struct app *app, const struct editor_new *in, struct inviting *io)
{
	struct arena *a = io->looking.act.arena;
	err_t e = person_name_check("name", in->name);
	if (!address_parse(a, in->mail, &io->mail))
		e = err_join(e, err_field("mail", N_("This is no mail address.")));
	if (!i18n_find(app->i18n, in->language))
		e = err_join(e, err_field("language", N_("Choose a language.")));
	return err_join(e, settle(app, a, io->looking.act.now, &io->terms));
}

err_t editor_invite(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct editor_new *in)
{
	struct inviting i = {.looking.act = project_act(app, a, actor, at),
		.in = in,
		.terms = in->terms,
		.public = public_id_new(app->random)};
	struct editor_new checked = *in;
	struct str organisation;
	TRY(check_new(app, in, &i));
	checked.mail = i.mail;
	TRY(db_read(app->db, read_sender, &i.looking));
	TRY(check_given(&i.looking.act, &i.terms));
	TRY(name_of(&i.looking.act, &organisation));
	TRY(write_mail(&i, &checked, organisation));
	TRY(db_tx(app->db, put_invited, &i));
	notice_hurry(app);
	return NULL;
}

static bool waits(const struct editor_row *row, usec now)
{
	enum editor_state state = state_of(row, now);
	return row->mail.p && (state == EDITOR_INVITED || state == EDITOR_LATE);
}

static err_t put_again(struct tx *tx, void *ctx)
{
	struct inviting *i = ctx;
	struct looking *l = &i->looking;
	TRY(need(tx, l));
	if (!waits(l->row, l->act.now))
		return err_log(ERR_CONFLICT, "waits for nobody");
	TRY(take_limits(tx, i));
	TRY(editor_renew(tx, l->row->id, hash_str(&i->code), i->code_ends, l->act.as.editor));
	TRY(project_note_editor(tx, &l->act, PROJECT_EDITOR_AGAIN, l->row->id, NULL));
	return notice_send(tx, i->letter);
}

err_t editor_invite_again(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id editor)
{
	struct inviting i = {.looking = {.act = project_act(app, a, actor, at), .editor = editor}};
	struct str organisation;
	TRY(db_read(app->db, read_one, &i.looking));
	const struct editor_row *row = i.looking.row;
	if (!waits(row, i.looking.act.now))
		return err_log(ERR_CONFLICT, "waits for nobody");
	struct editor_new in = {.name = row->name, .mail = row->mail, .language = row->language};
	TRY(name_of(&i.looking.act, &organisation));
	TRY(write_mail(&i, &in, organisation));
	TRY(db_tx(app->db, put_again, &i));
	notice_hurry(app);
	return NULL;
}

/* --- changing --- */

struct changing {
	struct looking looking;
	struct editor_terms terms;
};

static const struct public_id *subject_of(const struct editor_row *row)
{
	return row->person_public;
}

static err_t put_terms(struct tx *tx, void *ctx)
{
	struct changing *c = ctx;
	TRY(need(tx, &c->looking));
	TRY(check_given(&c->looking.act, &c->terms));
	const struct editor_row *row = c->looking.row;
	TRY(editor_set_terms(
		tx, row->id, str_of(roles[c->terms.role].id), c->terms.country, c->terms.ends));
	if (c->terms.role == EDITOR_WHOLE)
		TRY(editor_adopt(tx, row->id));
	return project_note_editor(
		tx, &c->looking.act, PROJECT_EDITOR_CHANGE, row->id, subject_of(row));
}

err_t editor_change(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id editor, const struct editor_terms *terms)
{
	struct changing c = {{.act = project_act(app, a, actor, at), .editor = editor}, *terms};
	TRY(settle(app, a, c.looking.act.now, &c.terms));
	return db_tx(app->db, put_terms, &c);
}

static err_t put_stop(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	TRY(need(tx, l));
	if (l->row->stopped)
		return err_log(ERR_NOT_FOUND, "it is so already");
	TRY(editor_set_stopped(tx, l->row->id, &l->act.now, l->act.as.editor));
	return project_note_editor(
		tx, &l->act, PROJECT_EDITOR_STOP, l->row->id, subject_of(l->row));
}

err_t editor_stop(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id editor)
{
	struct looking l = {.act = project_act(app, a, actor, at), .editor = editor};
	return db_tx(app->db, put_stop, &l);
}

static err_t check_resume(const struct looking *l)
{
	if (can_resume(&l->act, l->row))
		return NULL;
	if (l->row->stopped && !may_undo(&l->act.as, l->row))
		return err_log(ERR_FORBIDDEN, "another stopped them");
	return err_log(ERR_NOT_FOUND, "it is so already");
}

static err_t put_resume(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	TRY(need(tx, l));
	TRY(check_resume(l));
	TRY(editor_set_stopped(tx, l->row->id, NULL, (struct row_id){0}));
	if (!l->row->stands)
		TRY(editor_adopt(tx, l->row->id));
	return project_note_editor(
		tx, &l->act, PROJECT_EDITOR_RESUME, l->row->id, subject_of(l->row));
}

err_t editor_resume(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id editor)
{
	struct looking l = {.act = project_act(app, a, actor, at), .editor = editor};
	return db_tx(app->db, put_resume, &l);
}
