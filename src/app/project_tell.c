#include "app/project_tell.h"

#include "app/participant_mail.h"
#include "base/vec.h"
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

/* --- who works on it --- */

struct news {
	bool handed_in, asked, accepted;
};

struct reader {
	struct row_id person, membership; /* membership: n 0 of a partner */
	struct str name, language;
	struct news news;
	struct str mail;              /* where they read what is about this role; or empty */
	struct outbox_sealed *sealed; /* NULL: no address */
};

struct telling {
	const struct app *app;
	struct arena *arena;
	struct row_id project;
	usec now;
	struct project_news_row *row; /* NULL: the project is gone */
	struct {
		struct reader *at;
		size_t len, cap;
	} readers;
};

static bool reads_already(const struct telling *t, struct row_id person)
{
	for (size_t i = 0; i < t->readers.len; i++)
		if (t->readers.at[i].person.n == person.n)
			return true;
	return false;
}

static err_t add_reader(struct tx *tx, struct telling *io, const struct reader *reader)
{
	struct reader one = *reader;
	const struct news *news = &reader->news;
	bool is_new = news->handed_in || news->asked || news->accepted;
	if (!is_new || reads_already(io, one.person))
		return NULL;
	TRY(notice_address(tx, io->arena, one.person, one.membership, &one.mail));
	vec_push(io->arena, &io->readers, one);
	return NULL;
}

/* Of everything. */
static err_t add_coordinators(struct tx *tx, struct telling *io)
{
	const struct news all = {io->row->handed_in, io->row->asked, io->row->accepted};
	struct coordinator_row_list rows;
	TRY(coordinators(tx, io->arena, io->row->organisation, io->now, PROJECT_TELL_MOST, &rows));
	for (size_t i = 0; i < rows.len; i++) {
		const struct coordinator_row *it = &rows.at[i];
		const struct reader reader = {
			.person = it->person,
			.membership = it->membership,
			.name = it->name,
			.language = it->language,
			.news = all,
		};
		TRY(add_reader(tx, io, &reader));
	}
	return NULL;
}

/* Of their own participants, and whom they invited. */
static err_t add_editors(struct tx *tx, struct telling *io)
{
	struct editor_to_tell_row_list rows;
	TRY(editors_to_tell(tx, io->arena, io->project, io->row->since, zone_day(io->now),
		PROJECT_TELL_MOST, &rows));
	for (size_t i = 0; i < rows.len; i++) {
		const struct editor_to_tell_row *it = &rows.at[i];
		const struct reader reader = {
			.person = it->person,
			.name = it->name,
			.language = it->language,
			.news = {it->handed_in, it->asked, it->accepted},
		};
		TRY(add_reader(tx, io, &reader));
	}
	return NULL;
}

static err_t read_news(struct tx *tx, void *ctx)
{
	struct telling *t = ctx;
	TRY(access_keep_house(tx));
	TRY(project_news(tx, t->arena, t->project, &t->row));
	if (!t->row || !t->row->last)
		return NULL;
	TRY(add_coordinators(tx, t));
	return add_editors(tx, t);
}

static err_t write_one(const struct telling *t, struct reader *io)
{
	const struct news *news = &io->news;
	const char *before[6] = {N_("Hello {name},"), N_("This is new in your project {project}:")};
	size_t n = 2;
	if (news->handed_in)
		before[n++] = N_("Somebody handed in what they learned.");
	if (news->asked)
		before[n++] = N_("Somebody asks for their certificate.");
	if (news->accepted)
		before[n++] = N_("A partner accepted the invitation to work along.");
	bool is_about_people = news->handed_in || news->asked;
	const struct lang_value values[] = {
		{"name", io->name}, {"project", t->row->title}, {NULL, STR_NONE}};
	const struct notice_to to = {io->mail, io->name, io->language};
	struct str organisation = public_id_print(t->arena, t->row->organisation_public);
	struct letter letter = {
		.subject = N_("News of your project {project}"),
		.before = before,
		.button = is_about_people ? N_("To the list") : N_("See the partners"),
		.link = str_fmt(t->arena, "%.*s/projects/%.*s/%.*s/%s", STR_ARG(t->app->public_url),
			STR_ARG(organisation), STR_ARG(public_id_print(t->arena, t->row->public)),
			is_about_people ? "people" : "editors"),
		.values = values,
	};
	return notice_seal(t->app, t->arena, &to, NOTICE_OF_PROJECT, &letter, 0, &io->sealed);
}

static err_t send_all(struct tx *tx, void *ctx)
{
	const struct telling *t = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	TRY(project_set_told(tx, t->project, *t->row->last, &count));
	for (size_t i = 0; count && i < t->readers.len; i++) {
		const struct reader *who = &t->readers.at[i];
		const struct notice_given given = {
			who->person, who->membership, NOTICE_OF_PROJECT, who->sealed, t->now};
		if (who->sealed)
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
	if (!t.row || !t.row->last)
		return NULL;
	for (size_t i = 0; i < t.readers.len; i++)
		if (t.readers.at[i].mail.len)
			TRY(write_one(&t, &t.readers.at[i]));
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
