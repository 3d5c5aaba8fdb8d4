#include "app/participant_invite.h"

#include "app/audit.h"
#include "app/limit.h"
#include "app/participant_mail.h"
#include "app/project_inside.h"
#include "codec/input.h"
#include "i18n/i18n.h"

#define BATCH 50 /* in one transaction */

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
	struct project_act act;
	const struct participant_invite *in;
	struct str organisation;
	struct participant_invite_row_list rows;
	struct inviting *all, *batch;
	size_t batch_len;
	int64_t sent, left; /* of the batch */
};

static err_t read_rows(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	const struct participant_invite *in = s->in;
	struct arena *a = s->act.arena;
	usec before = s->act.now - INVITE_EACH;
	struct organisation_row *organisation;
	TRY(project_require(tx, &s->act, ACTION_PARTICIPANT_INVITE));
	TRY(project_check_open(&s->act));
	TRY(organisation_get(tx, a, s->act.at->organisation, &organisation));
	s->organisation = organisation->name;
	if (in->whom != INVITE_CHOSEN)
		return participant_to_invite(tx, a, s->act.row->id, s->act.as.only,
			states_of(a, in->whom), before, INVITE_AT_ONCE + 1, &s->rows);
	struct public_id_list chosen = {in->chosen, in->chosen_len};
	return participant_chosen(tx, a, s->act.row->id, s->act.as.only, chosen, before, &s->rows);
}

/* A reminder without words brings those that stand there. */
static err_t seal_words(const struct sending *s, struct inviting *io)
{
	const struct app *app = s->act.app;
	const struct participant_invite_row *row = io->mail.row;
	struct participation_words words;
	TRY(participation_words_open(app, s->act.arena, row->public, row->invitation, &words));
	if (s->in->message.len)
		words.message = s->in->message;
	if (s->in->language.len)
		words.language = s->in->language;
	return participation_words_seal(app, s->act.arena, row->public, &words, &io->words);
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
		s->in->deadline == DAY_NONE ? NULL : &s->in->deadline, one->words, &count));
	if (!count) {
		s->left++;
		return NULL;
	}
	TRY(participant_reach(tx, s->act.arena, id, PARTICIPANT_INVITED));
	TRY(participation_note(tx, id, s->act.now, s->act.actor,
		is_first(row) ? PARTICIPATION_INVITED : PARTICIPATION_REMINDED, STR_NONE));
	TRY(participant_note_invite(tx, &s->act, row->public));
	s->sent++;
	return participant_mail_send(tx, s->act.arena, &one->mail, s->act.now);
}

/* Another organiser may have made a code since it was read: then that one counts. */
static err_t put_batch(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	TRY(project_require(tx, &s->act, ACTION_PARTICIPANT_INVITE));
	TRY(project_check_open(&s->act));
	struct str who = str_fmt(s->act.arena, "%lld", (long long)s->act.at->organisation.n);
	s->sent = s->left = 0;
	for (size_t i = 0; i < s->batch_len; i++) {
		bool good = false;
		if (!s->batch[i].mail.sealed)
			continue;
		TRY(participant_mail_is_good(
			tx, s->act.arena, &s->batch[i].mail, s->act.now, &good));
		if (!good) {
			s->left++;
			continue;
		}
		TRY(limit_take(tx, s->act.arena, LIMIT_PARTICIPANT, who, s->act.now));
		TRY(put_one(tx, s, &s->batch[i]));
	}
	if (!s->sent)
		return NULL;
	struct str count = str_fmt(s->act.arena, "%lld", (long long)s->sent);
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

/* In parts, so that no transaction is long. */
static err_t send_all(struct sending *s, size_t len, struct participant_invited *io)
{
	for (size_t at = 0; at < len; at += BATCH) {
		s->batch = s->all + at;
		s->batch_len = len - at < BATCH ? len - at : BATCH;
		TRY(db_tx(s->act.app->db, put_batch, s));
		io->sent += s->sent;
		io->left += s->left;
	}
	return NULL;
}

err_t participant_invite(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_invite *in,
	struct participant_invited *ret)
{
	struct sending s = {.act = project_act(app, a, actor, at), .in = in};
	struct participant_invited done = {0};
	TRY(check_invite(app, in, s.act.now));
	TRY(db_read(app->db, read_rows, &s));
	size_t len = s.rows.len < INVITE_AT_ONCE ? s.rows.len : INVITE_AT_ONCE;
	done.left = (int64_t)(s.rows.len - len);
	s.all = arena_array(a, struct inviting, len);
	for (size_t i = 0; i < len; i++) {
		TRY(prepare(&s, &s.rows.at[i], &s.all[i]));
		done.without_mail += !s.all[i].mail.sealed;
	}
	err_t e = send_all(&s, len, &done);
	notice_hurry(app);
	TRY(e);
	*ret = done;
	return NULL;
}
