#include "app/participation_inside.h"

#include "app/audit.h"
#include "app/participant_inside.h"
#include "app/seen.h"
#include "app/session.h"
#include "base/buf.h"
#include "codec/input.h"
#include "mail/outbox.h"

static const struct {
	const char *id, *text;
} whats[PARTICIPATION_WHATS] = {
	[PARTICIPATION_INVITED] = {"invited", N_("sent an invitation")},
	[PARTICIPATION_REMINDED] = {"reminded", N_("sent a reminder")},
	[PARTICIPATION_CARD] = {"card", N_("made a card with a new code")},
	[PARTICIPATION_OPENED] = {"opened", N_("opened the page with the code")},
	[PARTICIPATION_CHANGED] = {"changed", N_("changed what is noted")},
	[PARTICIPATION_CLAIMED] = {"claimed", N_("took the page into an account")},
	[PARTICIPATION_UNCLAIMED] = {"unclaimed", N_("took the page out of the account again")},
	[PARTICIPATION_PROVED] = {"proved", N_("showed that what was written is theirs")},
	[PARTICIPATION_BEGAN_ANEW] = {"anew", N_("removed what stayed closed to the new code")},
	[PARTICIPATION_THANKED] = {"thanked", N_("sent a mail to thank")},
	[PARTICIPATION_DELIVERED] = {"delivered", N_("sent a mail that the certificate is there")},
	[PARTICIPATION_HANDED_OUT] = {"handed.out", N_("handed out the certificate on paper")},
	[PARTICIPATION_DOWNLOADED] = {"downloaded", N_("saved the certificate")},
	[PARTICIPATION_ASKED] = {"asked", N_("asked for the certificate")},
	[PARTICIPATION_REMINDER] = {"reminder", N_("was reminded of the deadline")},
};

/* --- what happened --- */

err_t participation_note(struct tx *tx, struct row_id participant, usec now, const struct actor *by,
	enum participation_what what, struct str about)
{
	int64_t count;
	TRY(participant_event_add(tx, participant, now, by ? by->person : (struct row_id){0},
		str_of(whats[what].id), about.len ? about : STR_NONE));
	return participant_event_trim(tx, participant, PARTICIPATION_EVENTS_MOST, &count);
}

/* What this program does not know, a newer one wrote. */
static const char *text_of(struct str what)
{
	for (size_t i = 0; i < PARTICIPATION_WHATS; i++)
		if (str_is(what, whats[i].id))
			return whats[i].text;
	return N_("changed something");
}

struct participation_events participation_events_of(
	struct arena *a, const struct participant_event_row_list *rows)
{
	struct participation_event *events = arena_array(a, struct participation_event, rows->len);
	for (size_t i = 0; i < rows->len; i++) {
		const struct participant_event_row *row = &rows->at[i];
		events[i] = (struct participation_event){
			row->at, row->name, row->person.n, text_of(row->what), row->about};
	}
	return (struct participation_events){events, rows->len};
}

/* --- coming in --- */

struct opening {
	struct arena *arena;
	struct digest code;
	struct token token;
	struct actor actor; /* who comes in */
	struct participant_found_row *row;
	usec now;
};

static err_t check_found(const struct participant_found_row *row)
{
	if (!row)
		return err_field("code", N_("This code does not work (any more). Look once more, "
					    "or ask the organiser for a new one."));
	if (row->person.n)
		return err_field("code", N_("This page is in an account now. Sign in to see it."));
	return NULL;
}

static err_t note_open(struct tx *tx, const struct opening *o)
{
	struct audit_entry entry = {.actor = &o->actor,
		.subject = &o->actor.public,
		.action = AUDIT_PARTICIPATION_OPEN,
		.at = o->now};
	TRY(participation_note(
		tx, o->actor.participant, o->now, NULL, PARTICIPATION_OPENED, STR_NONE));
	return audit_note(tx, &entry);
}

static err_t open_page(struct tx *tx, void *ctx)
{
	static const struct actor nobody;
	struct opening *o = ctx;
	struct digest token = token_digest(&o->token);
	TRY(access_require(tx, &nobody, ACTION_PARTICIPATION_OPEN, OWNER_NOBODY));
	TRY(participant_by_code(tx, o->arena, hash_str(&o->code), &o->row));
	TRY(check_found(o->row));
	o->actor.participant = o->row->participant;
	o->actor.public = o->row->public;
	TRY(participant_session_add(tx, hash_str(&token), o->row->participant, o->now));
	TRY(participant_reach(tx, o->arena, o->row->participant, PARTICIPANT_OPENED));
	return note_open(tx, o);
}

/* That of the certificate, else what the organiser said. */
static err_t language_of(const struct app *app, struct opening *o, struct str *ret_language)
{
	struct participant about;
	struct public_id who = o->actor.public;
	TRY(participant_unseal(app, o->arena, who, o->row->body, &about));
	*ret_language = about.language.len ? about.language : o->row->invited_in;
	return NULL;
}

err_t participation_open(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str typed, struct participation_opened *ret)
{
	struct opening o = {.arena = a,
		.token = token_new(app->random),
		.actor.device = visitor->device,
		.now = clock_now(app->clock)};
	struct participation_opened opened = {.session = o.token};
	TRY(participation_code_read(app, typed, &o.code));
	TRY(db_tx(app->db, open_page, &o));
	TRY(language_of(app, &o, &opened.language));
	opened.participant = o.actor.public;
	*ret = opened;
	return NULL;
}

struct finding {
	struct arena *arena;
	struct digest token;
	struct participant_session_row *row;
};

static err_t find(struct tx *tx, void *ctx)
{
	struct finding *f = ctx;
	return participant_session_get(tx, f->arena, hash_str(&f->token), &f->row);
}

err_t participation_find(
	const struct app *app, struct arena *a, const struct token *session, struct actor *ret)
{
	usec now = clock_now(app->clock);
	struct session_limits limits = session_limits(false);
	struct finding f = {.arena = a, .token = token_digest(session)};
	TRY(db_read(app->db, find, &f));
	if (!f.row || now - f.row->seen > limits.idle || now - f.row->started > limits.most)
		return err_say(ERR_UNAUTHENTICATED, NULL);
	if (now - f.row->seen > SEEN_EACH)
		seen_note(app->seen, &f.token, now);
	*ret = (struct actor){.participant = f.row->participant, .public = f.row->public};
	return NULL;
}

struct closing {
	struct arena *arena;
	const struct actor *actor;
	struct digest token;
};

static err_t close_page(struct tx *tx, void *ctx)
{
	const struct closing *c = ctx;
	struct participant_at at;
	int64_t count;
	TRY(access_participant(
		tx, c->arena, c->actor, ACTION_PARTICIPATION_SEE, c->actor->public, &at));
	return participant_session_end(tx, hash_str(&c->token), at.participant, &count);
}

err_t participation_close(const struct app *app, struct arena *a, const struct actor *actor,
	const struct token *token)
{
	struct closing c = {a, actor, token_digest(token)};
	return db_tx(app->db, close_page, &c);
}

/* --- the page --- */

struct looking {
	struct arena *arena;
	const struct actor *actor;
	struct public_id who;
	struct participant_at at;
	struct participation_row *row;
	struct participant_event_row_list events;
};

static err_t look(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	TRY(access_participant(tx, l->arena, l->actor, ACTION_PARTICIPATION_SEE, l->who, &l->at));
	TRY(participation_whole(tx, l->arena, l->at.participant, &l->row));
	if (!l->row)
		return err_log(ERR_NOT_FOUND, "no such page");
	return participant_events(
		tx, l->arena, l->at.participant, PARTICIPATION_EVENTS_MOST, &l->events);
}

static err_t about_of(const struct app *app, const struct looking *l, struct participant *ret)
{
	*ret = (struct participant){.kind = participant_kind_of(l->row->kind),
		.given_name = l->row->given_name,
		.family_name = l->row->family_name,
		.country = l->row->country};
	return participant_unseal(app, l->arena, l->who, l->row->body, ret);
}

static day day_or_none(const day *d)
{
	return d ? *d : DAY_NONE;
}

bool participation_may_ask(const struct participation_row *row, usec now)
{
	bool is_over = row->ends && *row->ends < zone_day(now);
	return !row->has_certificate && !row->asked && (is_over || row->handed_in);
}

err_t participation_get(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id participant, struct participation *ret)
{
	usec now = clock_now(app->clock);
	struct looking l = {.arena = a, .actor = actor, .who = participant};
	struct str message;
	TRY(db_read(app->db, look, &l));
	TRY(participation_words_open(app, a, participant, l.row->invitation, &message));
	struct participation page = {
		.at = l.at,
		.state = participant_state_parse(l.row->state),
		.organisation = l.row->organisation,
		.title = l.row->title,
		.type = l.row->type,
		.message = message,
		.invited_in = l.row->invited_in,
		.starts = day_or_none(l.row->starts),
		.ends = day_or_none(l.row->ends),
		.deadline = day_or_none(l.row->deadline),
		.is_late = l.row->deadline && *l.row->deadline < zone_day(now),
		.can_undo = l.row->claimed && *l.row->claimed > now - PARTICIPATION_UNDO,
		.handed_in = l.row->handed_in,
		.is_certified = l.row->is_certified,
		.was_withdrawn = l.row->was_withdrawn,
		.is_closed = l.row->closed,
		.may_ask = participation_may_ask(l.row, now),
		.has_asked = l.row->asked,
		.wants_reminders = !l.row->unreminded,
		.events = participation_events_of(a, &l.events),
	};
	TRY(about_of(app, &l, &page.about));
	*ret = page;
	return NULL;
}

/* --- what is noted --- */

struct mending {
	struct looking l;
	struct participant now; /* as it is kept then */
	struct str before;      /* sealed, as it was read */
	struct str name_key, sealed, fields;
	struct digest recipient; /* of an address that they changed */
	bool is_readdressed;
	usec at;
};

static void note_text(struct buf *io, const char *name, struct str before, struct str after)
{
	if (!str_eq(before, after))
		buf_fmt(io, "%s%s", io->len ? " " : "", name);
}

/* The ids of what is another now. */
static struct str changed(
	struct arena *a, const struct participant *before, const struct participant *after)
{
	struct buf out;
	buf_init(&out, a, 64, 256);
	note_text(&out, "given_name", before->given_name, after->given_name);
	note_text(&out, "family_name", before->family_name, after->family_name);
	note_text(&out, "country", before->country, after->country);
	note_text(&out, "mail", before->mail, after->mail);
	note_text(&out, "place", before->place, after->place);
	note_text(&out, "language", before->language, after->language);
	note_text(&out, "also", before->also, after->also);
	if (before->born != after->born)
		buf_fmt(&out, "%sborn", out.len ? " " : "");
	return buf_str(&out);
}

static err_t mend(struct tx *tx, void *ctx)
{
	struct mending *m = ctx;
	struct participant_at *at = &m->l.at;
	const struct participant *now = &m->now;
	int64_t count;
	TRY(access_participant(
		tx, m->l.arena, m->l.actor, ACTION_PARTICIPATION_CHANGE, m->l.who, at));
	TRY(look(tx, &m->l));
	if (!str_eq(m->before, m->l.row->body))
		return err_say(ERR_CONFLICT, N_("The organiser changed this just now. Look at it "
						"again."));
	TRY(participant_set(tx, m->l.who, at->project, str_of(participant_kind_id(now->kind)),
		now->given_name, now->family_name, m->name_key, now->country, now->language,
		m->sealed, (struct row_id){0}, &count));
	if (m->is_readdressed)
		TRY(participant_set_recipient(tx, at->participant, hash_str(&m->recipient)));
	TRY(participation_note(tx, at->participant, m->at, NULL, PARTICIPATION_CHANGED, m->fields));
	struct audit_entry entry = {.actor = m->l.actor,
		.subject = &m->l.who,
		.action = AUDIT_PARTICIPATION_CHANGE,
		.at = m->at};
	return audit_note(tx, &entry);
}

err_t participation_put(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id participant, const struct participant *in)
{
	struct mending m = {
		.l = {.arena = a, .actor = actor, .who = participant}, .at = clock_now(app->clock)};
	struct participant before;
	TRY(db_read(app->db, look, &m.l));
	TRY(about_of(app, &m.l, &before));
	TRY(participant_check_version(a, in, m.l.row->body));
	m.before = m.l.row->body;
	m.now = *in;
	m.now.kind = before.kind;
	m.now.host = before.host;
	m.now.starts = before.starts;
	m.now.ends = before.ends;
	TRY(participant_settle(app, a, m.at, &m.now, &m.name_key));
	m.fields = changed(a, &before, &m.now);
	if (!m.fields.len)
		return NULL;
	m.is_readdressed = m.now.mail.len && !str_eq(m.now.mail, before.mail);
	if (m.is_readdressed)
		TRY(outbox_recipient(app->outbox, m.now.mail, &m.recipient));
	TRY(participant_seal(app, a, participant, &m.now, &m.sealed));
	return db_tx(app->db, mend, &m);
}

/* --- in an account --- */

struct claiming {
	struct arena *arena;
	const struct actor *page, *person;
	struct public_id who;
	usec now;
};

static err_t note_claim(struct tx *tx, const struct claiming *c, struct row_id participant,
	enum participation_what what, enum audit_action action)
{
	struct audit_entry entry = {
		.actor = c->person, .subject = &c->person->public, .action = action, .at = c->now};
	TRY(participation_note(tx, participant, c->now, NULL, what, STR_NONE));
	return audit_note(tx, &entry);
}

static err_t claim(struct tx *tx, void *ctx)
{
	const struct claiming *c = ctx;
	struct participant_at at;
	int64_t count;
	TRY(access_require(tx, c->person, ACTION_PARTICIPATION_CLAIM, c->person->person));
	TRY(access_participant(tx, c->arena, c->page, ACTION_PARTICIPATION_CLAIM, c->who, &at));
	TRY(participant_claim(tx, at.participant, c->person->person, c->now, &count));
	if (!count)
		return err_log(ERR_NOT_FOUND, "an account has it");
	TRY(participant_session_end_all(tx, at.participant, &count));
	return note_claim(tx, c, at.participant, PARTICIPATION_CLAIMED, AUDIT_PARTICIPATION_CLAIM);
}

err_t participation_claim(const struct app *app, struct arena *a, const struct actor *page,
	const struct actor *person)
{
	struct claiming c = {a, page, person, page->public, clock_now(app->clock)};
	return db_tx(app->db, claim, &c);
}

static err_t undo(struct tx *tx, void *ctx)
{
	const struct claiming *c = ctx;
	struct participant_at at;
	int64_t count;
	TRY(access_participant(tx, c->arena, c->person, ACTION_PARTICIPATION_CLAIM, c->who, &at));
	TRY(participant_unclaim(
		tx, at.participant, c->person->person, c->now - PARTICIPATION_UNDO, &count));
	if (!count)
		return err_log(ERR_NOT_FOUND, "too late to undo");
	return note_claim(tx, c, at.participant, PARTICIPATION_UNCLAIMED, AUDIT_PARTICIPATION_UNDO);
}

err_t participation_undo_claim(const struct app *app, struct arena *a, const struct actor *person,
	struct public_id participant)
{
	struct claiming c = {a, NULL, person, participant, clock_now(app->clock)};
	return db_tx(app->db, undo, &c);
}

struct listing {
	struct arena *arena;
	const struct actor *actor;
	struct participation_list_row_list rows;
};

static err_t read_list(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	TRY(access_require(tx, l->actor, ACTION_PARTICIPATION_SEE, l->actor->person));
	return participations(tx, l->arena, l->actor->person, PARTICIPATIONS_MOST, &l->rows);
}

err_t participation_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct participation_list *ret)
{
	struct listing l = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_list, &l));
	struct participation_line *lines = arena_array(a, struct participation_line, l.rows.len);
	for (size_t i = 0; i < l.rows.len; i++) {
		const struct participation_list_row *row = &l.rows.at[i];
		lines[i] = (struct participation_line){row->public, row->title, row->type,
			row->organisation, participant_state_parse(row->state),
			day_or_none(row->starts), day_or_none(row->ends),
			day_or_none(row->deadline)};
	}
	*ret = (struct participation_list){lines, l.rows.len};
	return NULL;
}
