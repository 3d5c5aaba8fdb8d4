#include "app/project_tell.h"

#include "app/participant_mail.h"
#include "codec/input.h"

#define KIND "project.tell"
#define PARTICIPANT_KIND "participant.tell"
#define LEASE (5 * USEC_MINUTE)

static const usec delays[] = {USEC_MINUTE, 10 * USEC_MINUTE, USEC_HOUR, 0};

static err_t order(
	struct tx *tx, struct arena *a, const char *kind, struct row_id subject, usec now)
{
	struct job_order order = {.kind = kind,
		.subject = subject.n,
		.run_at = now + PROJECT_TELL_AFTER,
		.key = str_fmt(a, "%lld", (long long)subject.n)};
	return job_order(tx, &order, now);
}

err_t project_tell(struct tx *tx, struct arena *a, struct row_id project, usec now)
{
	return order(tx, a, KIND, project, now);
}

err_t project_tell_participant(struct tx *tx, struct arena *a, struct row_id participant, usec now)
{
	return order(tx, a, PARTICIPANT_KIND, participant, now);
}

/* --- who coordinates it --- */

struct telling {
	const struct app *app;
	struct arena *arena;
	struct row_id project;
	usec now;
	struct project_news_row *news; /* NULL: the project is gone */
	struct coordinator_row_list people;
	struct str *mails;             /* where each reads what is about this role; or empty */
	struct outbox_sealed **sealed; /* NULL: no address */
};

static err_t read_news(struct tx *tx, void *ctx)
{
	struct telling *t = ctx;
	struct arena *a = t->arena;
	TRY(access_keep_house(tx));
	TRY(project_news(tx, a, t->project, &t->news));
	if (!t->news || !t->news->last)
		return NULL;
	TRY(coordinators(tx, a, t->news->organisation, t->now, PROJECT_TELL_MOST, &t->people));
	t->mails = arena_array(a, struct str, t->people.len);
	for (size_t i = 0; i < t->people.len; i++)
		TRY(notice_address(
			tx, a, t->people.at[i].person, t->people.at[i].membership, &t->mails[i]));
	return NULL;
}

static err_t write_one(const struct telling *t, size_t i, struct outbox_sealed **ret_sealed)
{
	const struct project_news_row *news = t->news;
	const struct coordinator_row *who = &t->people.at[i];
	const char *before[5] = {N_("Hello {name},"), N_("This is new in your project {project}:")};
	size_t n = 2;
	if (news->handed_in)
		before[n++] = N_("Somebody handed in what they learned.");
	if (news->asked)
		before[n++] = N_("Somebody asks for their certificate.");
	const struct lang_value values[] = {
		{"name", who->name}, {"project", news->title}, {NULL, STR_NONE}};
	const struct notice_to to = {t->mails[i], who->name, who->language};
	struct str organisation = public_id_print(t->arena, news->organisation_public);
	struct letter letter = {
		.subject = N_("News of your project {project}"),
		.before = before,
		.button = N_("To the list"),
		.link = str_fmt(t->arena, "%.*s/projects/%.*s/%.*s/people",
			STR_ARG(t->app->public_url), STR_ARG(organisation),
			STR_ARG(public_id_print(t->arena, news->public))),
		.values = values,
	};
	return notice_seal(t->app, t->arena, &to, NOTICE_OF_PROJECT, &letter, 0, ret_sealed);
}

static err_t send_all(struct tx *tx, void *ctx)
{
	const struct telling *t = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	TRY(project_set_told(tx, t->project, *t->news->last, &count));
	for (size_t i = 0; count && i < t->people.len; i++) {
		const struct coordinator_row *who = &t->people.at[i];
		const struct notice_given given = {
			who->person, who->membership, NOTICE_OF_PROJECT, t->sealed[i], t->now};
		if (t->sealed[i])
			TRY(notice_give(tx, t->arena, &given));
	}
	return NULL;
}

/* What came meanwhile ordered another run. */
static err_t run_tell(void *ctx, const struct job *job)
{
	struct telling t = {.app = ctx, .arena = job->arena, .project = {job->subject}};
	t.now = clock_now(t.app->clock);
	TRY(db_read(t.app->db, read_news, &t));
	if (!t.news || !t.news->last)
		return NULL;
	t.sealed = arena_array(t.arena, struct outbox_sealed *, t.people.len);
	for (size_t i = 0; i < t.people.len; i++)
		if (t.mails[i].len)
			TRY(write_one(&t, i, &t.sealed[i]));
	TRY(db_tx(t.app->db, send_all, &t));
	notice_hurry(t.app);
	return NULL;
}

struct job_kind project_tell_job(struct app *app)
{
	return (struct job_kind){KIND, run_tell, app, LEASE, delays};
}

/* --- a participant --- */

struct suggesting {
	const struct app *app;
	struct arena *arena;
	struct row_id participant;
	usec now;
	struct participant_news_row *news; /* NULL: nothing to say */
	struct participant_invite_row *row;
	struct participant_mail mail;
};

static err_t read_suggested(struct tx *tx, void *ctx)
{
	struct suggesting *s = ctx;
	TRY(access_keep_house(tx));
	TRY(participant_news(tx, s->arena, s->participant, &s->news));
	return participant_to_mail(tx, s->arena, s->participant, &s->row);
}

static err_t send_suggested(struct tx *tx, void *ctx)
{
	const struct suggesting *s = ctx;
	int64_t count;
	bool good;
	TRY(access_keep_house(tx));
	TRY(participant_mail_is_good(tx, s->arena, &s->mail, s->now, &good));
	if (!good)
		return err_log(
			ERR_CONFLICT, "another code was made meanwhile, or the address is flooded");
	TRY(participant_set_told(tx, s->participant, *s->news->last, &count));
	return count ? participant_mail_send(tx, s->arena, &s->mail, s->now) : NULL;
}

/* Nothing when they took it back meanwhile, or were told. */
static err_t run_participant(void *ctx, const struct job *job)
{
	struct suggesting s = {.app = ctx, .arena = job->arena, .participant = {job->subject}};
	s.now = clock_now(s.app->clock);
	TRY(db_read(s.app->db, read_suggested, &s));
	if (!s.news || !s.news->last || !s.row)
		return NULL;
	const struct participant_mail_about about = {.project = s.news->title,
		.organisation = s.news->organisation,
		.deadline = DAY_NONE};
	TRY(participant_mail_write(
		s.app, s.arena, s.row, PARTICIPANT_NOTICE_SUGGESTED, &about, &s.mail));
	if (!s.mail.sealed)
		return NULL;
	TRY(db_tx(s.app->db, send_suggested, &s));
	notice_hurry(s.app);
	return NULL;
}

struct job_kind project_tell_participant_job(struct app *app)
{
	return (struct job_kind){PARTICIPANT_KIND, run_participant, app, LEASE, delays};
}
