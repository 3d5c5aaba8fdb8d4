#include "unit/project.h"

#include "app/certificate.h"
#include "app/learning.h"
#include "app/participant_invite.h"
#include "app/participant_import.h"
#include "app/project_end.h"
#include "base/buf.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/unit.h"

bool place_open_project(
	struct place *p, const char *type, struct actor *ret_mila, struct project_at *ret_at)
{
	struct row_id house;
	if (!place_open(p))
		return false;
	*ret_mila =
		place_staff(p, "Mila", "mila@house.example", "Huis Zes", ROLE_COORDINATOR, &house);
	*ret_at = place_project(p, ret_mila, house, type);
	return true;
}

bool place_open_takers(struct place *p, struct actor *ret_mila, struct project_at *ret_at,
	struct actor *ret_aino, struct actor *ret_jure)
{
	struct participant aino = place_participant("Aino", "Aalto", "FI", "");
	struct participant jure = place_participant("Jure", "Novak", "SI", "");
	if (!place_open_project(p, "youth-exchange", ret_mila, ret_at))
		return false;
	*ret_aino = place_taker(p, ret_mila, ret_at, &aino);
	*ret_jure = place_taker(p, ret_mila, ret_at, &jure);
	return ret_aino->participant.n && ret_jure->participant.n;
}

struct actor place_otto(struct place *p)
{
	struct row_id town;
	return place_staff(p, "Otto", "otto@town.example", "Zwolle", ROLE_COORDINATOR, &town);
}

struct project_at place_project(
	struct place *p, const struct actor *by, struct row_id organisation, const char *type)
{
	struct project_basics in = {STR("Water"), str_of(type), STR_NONE};
	struct project_at at = {.organisation = organisation};
	CHECK_OK(project_make(&p->app, p->arena, by, organisation, &in, NULL, &at.project));
	return at;
}

struct participant place_participant(
	const char *given, const char *family, const char *country, const char *mail)
{
	return (struct participant){.given_name = str_of(given),
		.family_name = str_of(family),
		.country = str_of(country),
		.mail = str_of(mail),
		.born = DAY_NONE,
		.starts = DAY_NONE,
		.ends = DAY_NONE};
}

struct participant place_nth(struct place *p, int n)
{
	struct participant in = place_participant(str_fmt(p->arena, "P%d", n).p, "Tamm", "EE",
		str_fmt(p->arena, "p%d@post.example", n).p);
	in.language = STR("en");
	return in;
}

void place_bring(struct place *p, const struct actor *by, const struct project_at *at, int count,
	int without)
{
	struct buf rows;
	int64_t came = 0;
	buf_init(&rows, p->arena, 1024, 1 << 20);
	buf_lit(&rows, "First name;Last name;Country;E-mail\n");
	for (int i = 0; i < count; i++) {
		buf_fmt(&rows, "Q%04d;Aalto;FI;", i);
		if (i >= without)
			buf_fmt(&rows, "q%04d@post.example", i);
		buf_putc(&rows, '\n');
	}
	CHECK_OK(participant_list_send(&p->app, p->arena, by, at, buf_str(&rows)));
	CHECK_OK(participant_list_bring(
		&p->app, p->arena, by, at, &(struct participant_bring){0}, &came));
	CHECK_INT(came, count);
}

struct participant_page place_people(
	struct place *p, const struct actor *by, const struct project_at *at)
{
	struct participant_page page = {0};
	CHECK_OK(participant_list(&p->app, p->arena, by, at, NULL, 1, &page));
	return page;
}

struct actor place_taker(struct place *p, const struct actor *by, const struct project_at *at,
	const struct participant *in)
{
	struct actor actor = {0};
	CHECK_OK(participant_put(&p->app, p->arena, by, at, NULL, in));
	struct participant_page page = place_people(p, by, at);
	for (size_t i = 0; i < page.len; i++)
		if (str_eq(page.at[i].given_name, in->given_name))
			actor.public = page.at[i].public;
	actor.participant.n = place_sql(p, "SELECT MAX(id) FROM participant");
	return actor;
}

struct actor place_claimer(struct place *p, const char *name, const char *mail)
{
	struct actor who = place_person(p, name, mail);
	place_sql(p, "UPDATE participant SET person = (SELECT MAX(id) FROM person)");
	return who;
}

struct str place_card(
	struct place *p, const struct actor *by, const struct project_at *at, struct public_id who)
{
	struct participant_cards_made sheet = {0};
	const struct lang *lang = i18n_find(p->app.i18n, STR("en"));
	CHECK_OK(participant_cards(&p->app, p->arena, by, at, lang, &who, 1, &sheet));
	return CHECK(sheet.count == 1) ? sheet.cards[0].code : STR_NONE;
}

struct str place_part_code(struct place *p, struct str letter)
{
	static const struct str mark = STR("/part#");
	struct str rest = str_from(letter, str_search(letter, mark) + mark.len);
	size_t len = 0;
	while (len < rest.len && rest.p[len] > ' ')
		len++;
	return str_dup(p->arena, str_sub(rest, 0, len));
}

struct actor place_come_in(struct place *p, struct str code)
{
	struct visitor visitor = place_visitor("a");
	struct participation_opened opened = {0};
	struct actor actor = {0};
	CHECK_OK(participation_open(&p->app, p->arena, &visitor, code, &opened));
	CHECK_OK(participation_find(&p->app, p->arena, &opened.session, &actor));
	return actor;
}

void place_hand_in(struct place *p, const struct actor *who, struct public_id page)
{
	struct learning l = {0};
	CHECK_OK(learning_open(&p->app, p->arena, who, page, 0, &l));
	CHECK_OK(learning_submit(&p->app, p->arena, who, page, l.revision));
}

void place_issue(struct place *p, const struct actor *by, const struct project_at *at)
{
	const struct certificate_order all = {
		.whom = CERTIFICATE_ALL, .confirms = {STR("Mila de Boer"), STR("leads")}};
	int count;
	CHECK_OK(certificate_order(&p->app, p->arena, by, at, &all));
	CHECK_OK(jobs_run_due(p->app.jobs, &count));
}

void place_end_projects(struct place *p)
{
	place_pass(p, p->periods.of[RETENTION_PROJECT] + USEC_DAY);
	place_mail(p);
	for (int i = 0; i < PROJECT_WARNINGS; i++) {
		bool is_last = i + 1 == PROJECT_WARNINGS;
		int next = is_last ? -1 : project_warnings[i + 1];
		place_pass(p, (project_warnings[i] - next) * USEC_DAY);
		place_mail(p);
	}
}
