#include "app/participant_invite.h"

#include "app/audit.h"
#include "app/limit.h"
#include "app/participant_inside.h"
#include "app/participant_mail.h"
#include "app/project_inside.h"
#include "codec/input.h"
#include "i18n/i18n.h"

static const char *const whom_ids[INVITE_WHOMS] = {"new", "waiting", "all", "chosen"};

const char *invite_whom_id(enum invite_whom whom)
{
	return whom_ids[whom];
}

/* As they are stored: the first and the last of them. */
static const struct {
	enum participant_state first, last;
} spans[INVITE_WHOMS] = {
	[INVITE_NEW] = {PARTICIPANT_ENTERED, PARTICIPANT_ENTERED},
	[INVITE_WAITING] = {PARTICIPANT_INVITED, PARTICIPANT_SUBMITTED - 1},
	[INVITE_ALL] = {PARTICIPANT_ENTERED, PARTICIPANT_STATES - 1},
};

static struct text_list states_of(struct arena *a, enum invite_whom whom)
{
	struct str *ids = arena_array(a, struct str, PARTICIPANT_STATES);
	size_t len = 0;
	for (enum participant_state s = spans[whom].first; s <= spans[whom].last; s++)
		ids[len++] = str_of(participant_state_about(s)->id);
	return (struct text_list){ids, len};
}

/* --- how many --- */

struct counting {
	struct project_act act;
	struct participant_state_count_list rows;
};

static err_t count_states(struct tx *tx, void *ctx)
{
	struct counting *c = ctx;
	TRY(project_require(tx, &c->act, ACTION_PARTICIPANT_SEE));
	return participant_state_counts(tx, c->act.arena, c->act.row->id, c->act.as.only, &c->rows);
}

err_t participant_counts(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct participant_counts *ret)
{
	struct counting c = {.act = project_act(app, a, actor, at)};
	struct participant_counts counts = {0};
	TRY(db_read(app->db, count_states, &c));
	for (size_t i = 0; i < c.rows.len; i++) {
		counts.of[participant_state_parse(c.rows.at[i].state)] += c.rows.at[i].people;
		counts.total += c.rows.at[i].people;
	}
	*ret = counts;
	return NULL;
}

int64_t invite_count(const struct participant_counts *counts, enum invite_whom whom)
{
	int64_t count = 0;
	for (enum participant_state s = spans[whom].first; s <= spans[whom].last; s++)
		count += counts->of[s];
	return count;
}

/* --- how far one is --- */

struct following {
	struct project_act act;
	struct public_id who;
	struct participant_progress_row *row;
	struct participant_event_row_list events;
};

static err_t follow(struct tx *tx, void *ctx)
{
	struct following *f = ctx;
	struct arena *a = f->act.arena;
	TRY(project_require(tx, &f->act, ACTION_PARTICIPANT_SEE));
	TRY(participant_progress_of(tx, a, f->who, f->act.row->id, f->act.as.only, &f->row));
	if (!f->row)
		return err_log(ERR_NOT_FOUND, "no such participant");
	return participant_events(
		tx, a, f->row->participant, PARTICIPATION_EVENTS_MOST, &f->events);
}

err_t participant_progress(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who, struct participant_progress *ret)
{
	struct following f = {.act = project_act(app, a, actor, at), .who = who};
	TRY(db_read(app->db, follow, &f));
	*ret = (struct participant_progress){
		.state = participant_state_parse(f.row->state),
		.is_claimed = f.row->person.n,
		.deadline = f.row->deadline ? *f.row->deadline : DAY_NONE,
		.invited_in = f.row->invited_in,
		.events = participation_events_of(a, &f.events),
		.assigns = access_project_allows(&f.act.as, ACTION_PARTICIPANT_ASSIGN),
		.sees_details = access_project_allows(&f.act.as, ACTION_PARTICIPANT_DETAILS),
	};
	return NULL;
}

/* --- by mail --- */

/* One of them, ready before the transaction. */
struct inviting {
	struct participant_mail mail;
	struct str words;
};

struct sending {
	struct project_act act; /* its arena: of a batch */
	const struct participant_invite *in;
	struct public_id_list who;
	struct participant_invited done;
	/* of a batch: */
	struct public_id_list now;
	struct str organisation;
	struct participant_invite_row_list rows;
	struct inviting *all;
	size_t len; /* who have an address */
	struct participant_invited batch;
};

static err_t may_send(struct tx *tx, struct sending *io)
{
	TRY(project_require(tx, &io->act, ACTION_PARTICIPANT_INVITE));
	return project_check_open(&io->act);
}

static err_t find_all(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	struct arena *a = s->act.arena;
	TRY(may_send(tx, s));
	if (s->in->whom == INVITE_CHOSEN)
		return NULL;
	return participant_to_invite(tx, a, s->act.row->id, s->act.as.only,
		states_of(a, s->in->whom), s->act.now - INVITE_EACH, PARTICIPANTS_MOST, &s->who);
}

static err_t read_batch(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	struct arena *a = s->act.arena;
	struct organisation_row *organisation;
	TRY(may_send(tx, s));
	TRY(organisation_get(tx, a, s->act.at->organisation, &organisation));
	s->organisation = organisation->name;
	return participant_chosen(
		tx, a, s->act.row->id, s->act.as.only, s->now, s->act.now - INVITE_EACH, &s->rows);
}

/* A reminder without words brings those that stand there. */
static err_t seal_words(const struct sending *s, struct inviting *io)
{
	const struct app *app = s->act.app;
	const struct participant_invite_row *row = io->mail.row;
	struct str message = s->in->message;
	if (!message.len)
		TRY(participation_words_open(
			app, s->act.arena, row->public, row->invitation, &message));
	return participation_words_seal(app, s->act.arena, row->public, message, &io->words);
}

static bool is_first(const struct participant_invite_row *row)
{
	return participant_state_parse(row->state) == PARTICIPANT_ENTERED;
}

static err_t prepare(
	const struct sending *s, const struct participant_invite_row *row, struct inviting *ret)
{
	struct participant_mail_about about = {.project = s->act.row->title,
		.organisation = s->organisation,
		.language = s->in->language,
		.deadline = s->in->deadline};
	if (about.deadline == DAY_NONE && row->deadline)
		about.deadline = *row->deadline;
	TRY(participant_mail_write(s->act.app, s->act.arena, row,
		is_first(row) ? PARTICIPANT_NOTICE_INVITED : PARTICIPANT_NOTICE_REMINDED, &about,
		&ret->mail));
	return ret->mail.sealed ? seal_words(s, ret) : NULL;
}

/* Who has no address, or is damaged, keeps nobody back. */
static err_t prepare_batch(struct sending *io)
{
	io->all = arena_array(io->act.arena, struct inviting, io->rows.len);
	io->len = 0;
	io->batch = (struct participant_invited){0};
	for (size_t i = 0; i < io->rows.len; i++) {
		struct inviting one = {0};
		err_t e = prepare(io, &io->rows.at[i], &one);
		io->batch.damaged += e != NULL;
		io->batch.without_mail += !e && !one.mail.sealed;
		if (!e && one.mail.sealed)
			io->all[io->len++] = one;
		TRY(participant_spare(e));
	}
	return NULL;
}

err_t participant_note_invite(struct tx *tx, const struct project_act *act, struct public_id who)
{
	struct audit_entry entry = {.actor = act->actor,
		.subject = &who,
		.action = AUDIT_PARTICIPANT_INVITE,
		.object = AUDIT_PROJECTS,
		.object_id = public_id_print(act->arena, act->at->project),
		.at = act->now};
	return audit_note(tx, &entry);
}

static err_t put_one(struct tx *tx, struct sending *s, const struct inviting *one)
{
	const struct participant_invite_row *row = one->mail.row;
	struct row_id id = row->participant;
	int64_t count;
	TRY(participant_set_invited(tx, id, s->act.now, s->act.now - INVITE_EACH,
		s->in->deadline == DAY_NONE ? NULL : &s->in->deadline, one->words, s->in->language,
		&count));
	if (!count) {
		s->batch.left++;
		return NULL;
	}
	TRY(participant_reach(tx, s->act.arena, id, PARTICIPANT_INVITED));
	TRY(participation_note(tx, id, s->act.now, s->act.actor,
		is_first(row) ? PARTICIPATION_INVITED : PARTICIPATION_REMINDED, STR_NONE));
	TRY(participant_note_invite(tx, &s->act, row->public));
	s->batch.sent++;
	return participant_mail_send(tx, s->act.arena, &one->mail, s->act.now);
}

/* Another organiser may have made a code since it was read: then that one counts. */
static err_t put_batch(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	TRY(may_send(tx, s));
	s->batch.sent = s->batch.left = 0;
	for (size_t i = 0; i < s->len; i++) {
		bool is_first = !s->batch.sent && !s->done.sent, may;
		TRY(participant_mail_may_go(tx, &s->act, &s->all[i].mail, is_first, &may));
		if (may)
			TRY(put_one(tx, s, &s->all[i]));
		else
			s->batch.left++;
	}
	if (!s->batch.sent)
		return NULL;
	struct str count = str_fmt(s->act.arena, "%lld", (long long)s->batch.sent);
	return project_note(tx, &s->act, PROJECT_PEOPLE_INVITE, count);
}

static err_t check_invite(const struct app *app, const struct participant_invite *in, usec now)
{
	day today = zone_day(now);
	err_t e = NULL;
	if (in->whom == INVITE_CHOSEN && !in->chosen_len)
		e = err_field("chosen", N_("Choose at least one participant."));
	if (in->deadline != DAY_NONE &&
		(in->deadline < today || in->deadline > today + INVITE_DAYS_MOST))
		e = err_join(e, err_field("deadline", N_("Choose a day from today on.")));
	if (in->language.len && !i18n_find(app->i18n, in->language))
		e = err_join(e, err_field("language", N_("Choose a language.")));
	if (utf8_count(in->message) > INVITE_MESSAGE_MOST)
		e = err_join(
			e, err_number(err_field("message", N_("Write at most {n} characters.")),
				   INVITE_MESSAGE_MOST));
	return e;
}

static err_t send_batch(const struct public_id_list *now, void *ctx)
{
	struct sending *s = ctx;
	s->now = *now;
	TRY(db_read(s->act.app->db, read_batch, s));
	TRY(prepare_batch(s));
	if (s->len)
		TRY(db_tx(s->act.app->db, put_batch, s));
	s->done.sent += s->batch.sent;
	s->done.without_mail += s->batch.without_mail;
	s->done.damaged += s->batch.damaged;
	s->done.left += s->batch.left;
	return NULL;
}

err_t participant_invite(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_invite *in,
	struct participant_invited *io_done)
{
	struct sending s = {.act = project_act(app, a, actor, at),
		.in = in,
		.who = {in->chosen, in->whom == INVITE_CHOSEN ? in->chosen_len : 0}};
	TRY(check_invite(app, in, s.act.now));
	TRY(db_read(app->db, find_all, &s));
	err_t e = participant_mail_batches(&s.act, &s.who, send_batch, &s, &s.done.left);
	notice_hurry(app);
	*io_done = s.done;
	return e;
}
