#include "app/project.h"

#include "app/membership.h"
#include "app/organisation.h"
#include "app/project_end.h"
#include "app/project_keep.h"
#include "codec/input.h"
#include "unit/project.h"
#include "unit/unit.h"

#include <string.h>

#define NUMBER "2024-1-BE05-KA152-YOU-000123456"

/* Two youth organisations with a coordinator each, and an admin of the first. */
struct world {
	struct place p;
	struct actor mila, otto, admin;
	struct row_id house, town;
	struct project_at at; /* a project of the first */
};

static struct public_id make(struct world *w, const char *title, const char *number)
{
	struct project_basics in = {str_of(title), STR("youth-exchange"), str_of(number)};
	struct public_id made = {{0}};
	CHECK_OK(project_make(&w->p.app, w->p.arena, &w->mila, w->house, &in, NULL, &made));
	return made;
}

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open(p))
		return false;
	w->mila = place_staff(
		p, "Mila", "mila@house.example", "Huis Zes", ROLE_COORDINATOR, &w->house);
	w->otto = place_staff(p, "Otto", "otto@town.example", "Zwolle", ROLE_COORDINATOR, &w->town);
	w->admin = place_person(p, "Farida", "farida@house.example");
	place_member(&w->p, &w->admin, w->house, ROLE_ORGANISATION_ADMIN);
	w->at = (struct project_at){
		w->house, make(w, "Water", " 2024-1-be05-ka152-you-000123456 ")};
	return true;
}

static struct project seen(struct world *w)
{
	struct project p = {0};
	CHECK_OK(project_open(&w->p.app, w->p.arena, &w->mila, &w->at, &p));
	return p;
}

static struct project_activity_in activity(day starts, day ends)
{
	return (struct project_activity_in){STR("Kamp"), STR("Gent, België"), starts, ends};
}

static struct project_party_in party(const char *name)
{
	return (struct project_party_in){
		.name = str_of(name), .place = STR("Gent"), .role = PROJECT_HOST};
}

TEST(project_is_made_listed_and_changed)
{
	struct world w;
	struct project_lines lines;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	CHECK_STR(seen(&w).number, NUMBER);
	make(&w, "Zonder subsidie", "");
	CHECK_OK(project_list(app, w.p.arena, &w.mila, w.house, &lines));
	REQUIRE(lines.len == 2);
	CHECK_STR(lines.at[0].title, "Zonder subsidie");
	CHECK(!lines.at[0].number.len && lines.at[0].starts == DAY_NONE);
	struct project_basics in = {STR("Vuur"), STR("training"), STR("")};
	CHECK_OK(project_set_basics(app, w.p.arena, &w.mila, &w.at, &in));
	CHECK_STR(seen(&w).title, "Vuur");
	CHECK_STR(seen(&w).type, "training");
	CHECK_STR(seen(&w).number, "");
	place_close(&w.p);
}

TEST(project_that_cannot_be)
{
	static const struct project_basics bad[] = {
		{{"", 0}, {"training", 8}, {NULL, 0}},
		{{"Water", 5}, {"circus", 6}, {NULL, 0}},
		{{"Water", 5}, {"training", 8}, {"2024-1", 6}},
		{{"Win at evil.example", 19}, {"training", 8}, {NULL, 0}},
	};
	struct world w;
	struct public_id made;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		CHECK_ERR(project_make(&w.p.app, w.p.arena, &w.mila, w.house, &bad[i], NULL, &made),
			ERR_INVALID);
		CHECK_ERR(project_set_basics(&w.p.app, w.p.arena, &w.mila, &w.at, &bad[i]),
			ERR_INVALID);
	}
	place_close(&w.p);
}

/* Another organisation's coordinator, its admin, a learner; and with the key of another's. */
TEST(project_of_others_is_not_there)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct actor noor = place_person(&w.p, "Noor", "noor@post.example");
	const struct actor *strangers[] = {&w.otto, &w.admin, &noor};
	struct project_at through = {w.town, w.at.project};
	struct project_activity_in in = activity(20100, 20101);
	struct project_party_in with = party("Huis");
	struct project_basics basics = {STR("X"), STR("own"), STR_NONE};
	struct project_text_in text = {.lang = STR("nl")};
	struct project_history h;
	struct project_lines lines;
	struct project_same same;
	struct public_id made;
	struct project p;
	for (size_t i = 0; i < 3; i++) {
		const struct actor *who = strangers[i];
		CHECK_ERR(project_open(app, a, who, &w.at, &p), ERR_FORBIDDEN);
		CHECK_ERR(project_list(app, a, who, w.house, &lines), ERR_FORBIDDEN);
		CHECK_ERR(project_history(app, a, who, &w.at, 1, &h), ERR_FORBIDDEN);
		CHECK_ERR(project_make(app, a, who, w.house, &basics, NULL, &made), ERR_FORBIDDEN);
		CHECK_ERR(project_set_basics(app, a, who, &w.at, &basics), ERR_FORBIDDEN);
		CHECK_ERR(project_put_activity(app, a, who, &w.at, NULL, &in), ERR_FORBIDDEN);
		CHECK_ERR(project_put_party(app, a, who, &w.at, NULL, &with), ERR_FORBIDDEN);
		CHECK_ERR(project_set_texts(app, a, who, &w.at, &text), ERR_FORBIDDEN);
		CHECK_ERR(project_find_same(app, a, who, w.house, STR(NUMBER), NULL, &same),
			ERR_FORBIDDEN);
	}
	CHECK_ERR(project_open(app, a, &w.otto, &through, &p), ERR_NOT_FOUND);
	CHECK_ERR(project_set_basics(app, a, &w.otto, &through, &basics), ERR_NOT_FOUND);
	CHECK_ERR(project_make(app, a, &w.otto, w.town, &basics, &w.at.project, &made),
		ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(project_with_the_same_number_is_named_to_its_own_organisation)
{
	struct world w;
	struct project_same same;
	struct public_id made;
	struct project_basics in = {STR("Ook"), STR("own"), STR(NUMBER)};
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	CHECK_OK(project_find_same(app, w.p.arena, &w.mila, w.house, STR(NUMBER), NULL, &same));
	REQUIRE(same.own_len == 1);
	CHECK_STR(same.own[0].title, "Water");
	CHECK(!same.is_elsewhere);
	CHECK_OK(project_find_same(
		app, w.p.arena, &w.mila, w.house, STR(NUMBER), &w.at.project, &same));
	CHECK(!same.own_len);
	CHECK_OK(project_find_same(app, w.p.arena, &w.otto, w.town, STR(NUMBER), NULL, &same));
	CHECK(!same.own_len && same.is_elsewhere);
	CHECK_OK(project_make(app, w.p.arena, &w.otto, w.town, &in, NULL, &made));
	CHECK(seen(&w).same.is_elsewhere && !seen(&w).same.own_len);
	make(&w, "Nog een", NUMBER);
	CHECK(seen(&w).same.own_len == 1);
	CHECK_STR(seen(&w).title, "Water"); /* overwritten by none of them */
	CHECK_ERR(project_find_same(app, w.p.arena, &w.mila, w.house, STR("x"), NULL, &same),
		ERR_INVALID);
	place_close(&w.p);
}

TEST(project_activities_come_change_and_go)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct project_activity_in in = activity(20100, 20107);
	CHECK_OK(project_put_activity(app, a, &w.mila, &w.at, NULL, &in));
	struct public_id id = seen(&w).activities[0].public;
	CHECK_INT(seen(&w).last, 20107);
	CHECK_INT(seen(&w).kept_for, 20107 + 6 * 365);
	in.ends = 20110;
	CHECK_OK(project_put_activity(app, a, &w.mila, &w.at, &id, &in));
	CHECK_INT(seen(&w).last, 20110);
	in.ends = in.starts - 1;
	CHECK_ERR(project_put_activity(app, a, &w.mila, &w.at, &id, &in), ERR_INVALID);
	in.ends = in.starts + PROJECT_DAYS_MOST + 1;
	CHECK_ERR(project_put_activity(app, a, &w.mila, &w.at, &id, &in), ERR_INVALID);
	CHECK_ERR(project_restore_activity(app, a, &w.mila, &w.at, id), ERR_NOT_FOUND);
	CHECK_OK(project_remove_activity(app, a, &w.mila, &w.at, id));
	CHECK_ERR(project_remove_activity(app, a, &w.mila, &w.at, id), ERR_NOT_FOUND);
	CHECK(seen(&w).activities[0].removed);
	in.ends = in.starts;
	CHECK_ERR(project_put_activity(app, a, &w.mila, &w.at, &id, &in), ERR_NOT_FOUND);
	CHECK_OK(project_restore_activity(app, a, &w.mila, &w.at, id));
	CHECK(!seen(&w).activities[0].removed);
	CHECK_ERR(project_remove_activity(app, a, &w.mila, &w.at, w.at.project), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(project_has_a_most_of_everything)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct project_activity_in in = activity(20100, 20100);
	struct project_party_in with = party("Huis");
	for (int i = 0; i < PROJECT_ACTIVITIES_MOST; i++)
		CHECK_OK(project_put_activity(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &in));
	for (int i = 0; i < PROJECT_PARTIES_MOST; i++)
		CHECK_OK(project_put_party(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &with));
	CHECK_ERR(
		project_put_activity(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &in), ERR_CONFLICT);
	CHECK_ERR(
		project_put_party(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &with), ERR_CONFLICT);
	place_close(&w.p);
}

TEST(project_party_has_a_logo_of_our_own_making)
{
	struct world w;
	struct str jpeg;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct project_party_in in = party("Huis Zes");
	in.logo_name = STR("logo.png");
	in.logo = place_png();
	CHECK_OK(project_put_party(app, a, &w.mila, &w.at, NULL, &in));
	struct public_id id = seen(&w).parties[0].public;
	CHECK(seen(&w).parties[0].has_logo);
	CHECK_OK(project_logo(app, a, &w.mila, &w.at, id, &jpeg));
	CHECK(str_starts(jpeg, STR("\xff\xd8\xff")));
	CHECK_ERR(project_logo(app, a, &w.otto, &w.at, id, &jpeg), ERR_FORBIDDEN);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_logo"), 1);
	in = party("Huis Zeven"); /* without another logo: it stays */
	CHECK_OK(project_put_party(app, a, &w.mila, &w.at, &id, &in));
	CHECK(seen(&w).parties[0].has_logo);
	in.drop_logo = true;
	CHECK_OK(project_put_party(app, a, &w.mila, &w.at, &id, &in));
	CHECK_ERR(project_logo(app, a, &w.mila, &w.at, id, &jpeg), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_logo"), 0);
	in.logo = STR("GIF89a");
	in.logo_name = STR("logo.gif");
	CHECK_ERR(project_put_party(app, a, &w.mila, &w.at, &id, &in), ERR_INVALID);
	in.logo_name = STR("logo.png");
	CHECK_ERR(project_put_party(app, a, &w.mila, &w.at, &id, &in), ERR_INVALID);
	in = party("www.evil.example");
	CHECK_ERR(project_put_party(app, a, &w.mila, &w.at, &id, &in), ERR_INVALID);
	CHECK_OK(project_remove_party(app, a, &w.mila, &w.at, id));
	CHECK_OK(project_restore_party(app, a, &w.mila, &w.at, id));
	place_close(&w.p);
}

static err_t write(struct world *w, const char *lang, const char *aims)
{
	struct project_text texts[] = {{STR("aims"), str_of(lang), str_of(aims)}};
	struct project now = seen(w);
	struct project_text_in in = {
		str_of(lang), project_text_version(w->p.arena, &now, str_of(lang)), texts, 1};
	return project_set_texts(&w->p.app, w->p.arena, &w->mila, &w->at, &in);
}

/* Each leaves the other's, in another field and in another language. */
TEST(project_description_of_another_version_stays)
{
	struct world w;
	struct project_text text = {STR("aims"), STR("nl"), STR("Iets anders")};
	struct project_text more = {STR("results"), STR("nl"), STR("Veel")};
	REQUIRE(set_up(&w));
	struct project before = seen(&w);
	struct project_text_in in = {
		STR("nl"), project_text_version(w.p.arena, &before, STR("nl")), &text, 1};
	CHECK_OK(write(&w, "nl", "Samen leren"));
	CHECK_ERR(project_set_texts(&w.p.app, w.p.arena, &w.mila, &w.at, &in), ERR_CONFLICT);
	struct project now = seen(&w);
	CHECK_STR(project_text_of(&now, STR("aims"), STR("nl")), "Samen leren");
	CHECK_OK(write(&w, "fr", "Apprendre ensemble"));
	in.version = project_text_version(w.p.arena, &now, STR("nl"));
	in.texts = &more;
	CHECK_OK(project_set_texts(&w.p.app, w.p.arena, &w.mila, &w.at, &in));
	now = seen(&w);
	CHECK_STR(project_text_of(&now, STR("aims"), STR("nl")), "Samen leren");
	CHECK_STR(project_text_of(&now, STR("results"), STR("nl")), "Veel");
	place_close(&w.p);
}

/* Written apart from the description, by whoever writes at the same time. */
TEST(project_goals_have_a_version_of_their_own)
{
	struct world w;
	struct project_text goal = {STR_NONE, STR("nl"), STR("Koken voor veel mensen")};
	struct project_text_in in = {STR("nl"), STR(""), &goal, 1};
	REQUIRE(set_up(&w));
	goal.field = project_goal_field(w.p.arena, STR("stem"));
	CHECK_OK(write(&w, "nl", "Samen leren"));
	CHECK_OK(project_set_texts(&w.p.app, w.p.arena, &w.mila, &w.at, &in));
	CHECK_ERR(project_set_texts(&w.p.app, w.p.arena, &w.mila, &w.at, &in), ERR_CONFLICT);
	CHECK_OK(write(&w, "nl", "Anders"));
	struct project p = seen(&w);
	CHECK_STR(project_text_of(&p, goal.field, STR("nl")), "Koken voor veel mensen");
	in.version = project_goal_version(w.p.arena, &p, STR("nl"));
	goal.text = STR_NONE;
	CHECK_OK(project_set_texts(&w.p.app, w.p.arena, &w.mila, &w.at, &in));
	p = seen(&w);
	CHECK(!project_text_of(&p, goal.field, STR("nl")).len);
	CHECK_STR(project_text_of(&p, STR("aims"), STR("nl")), "Anders");
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_change WHERE what = 'goals'"), 2);
	place_close(&w.p);
}

TEST(project_description_in_each_language)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(write(&w, "nl", "Samen leren"));
	CHECK_OK(write(&w, "fr", "Apprendre ensemble"));
	struct project p = seen(&w);
	CHECK_STR(project_text_of(&p, STR("aims"), STR("nl")), "Samen leren");
	CHECK_STR(project_text_of(&p, STR("aims"), STR("fr")), "Apprendre ensemble");
	CHECK(!project_text_of(&p, STR("aims"), STR("de")).len);
	CHECK_OK(write(&w, "nl", ""));
	p = seen(&w);
	CHECK(!project_text_of(&p, STR("aims"), STR("nl")).len);
	CHECK_STR(project_text_of(&p, STR("aims"), STR("fr")), "Apprendre ensemble");
	char *long_text = arena_alloc(w.p.arena, PROJECT_TEXT_MOST + 2);
	memset(long_text, 'x', PROJECT_TEXT_MOST + 1);
	CHECK_ERR(write(&w, "nl", long_text), ERR_INVALID);
	place_close(&w.p);
}

TEST(project_becomes_a_copy_of_another)
{
	struct world w;
	struct project_basics in = {STR("Water, nu weer"), STR("youth-exchange"), STR("")};
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct project_activity_in when = activity(20100, 20107);
	struct project_party_in with = party("Huis Zes");
	struct project_party_in gone = party("Weg");
	struct project_at copy = {w.house, {{0}}};
	struct project p;
	struct str jpeg;
	with.logo_name = STR("logo.png");
	with.logo = place_png();
	CHECK_OK(project_put_activity(app, a, &w.mila, &w.at, NULL, &when));
	CHECK_OK(project_put_party(app, a, &w.mila, &w.at, NULL, &with));
	CHECK_OK(project_put_party(app, a, &w.mila, &w.at, NULL, &gone));
	CHECK_OK(project_remove_party(app, a, &w.mila, &w.at, seen(&w).parties[1].public));
	CHECK_OK(write(&w, "nl", "Samen leren"));
	CHECK_OK(project_make(app, a, &w.mila, w.house, &in, &w.at.project, &copy.project));
	CHECK_OK(project_open(app, a, &w.mila, &copy, &p));
	CHECK_STR(p.title, "Water, nu weer");
	CHECK(!p.number.len && p.activities_len == 1 && p.parties_len == 1);
	CHECK_STR(project_text_of(&p, STR("aims"), STR("nl")), "Samen leren");
	CHECK_OK(project_logo(app, a, &w.mila, &copy, p.parties[0].public, &jpeg));
	/* One changes, the other stays. */
	with.drop_logo = true;
	with.logo = STR_NONE;
	struct public_id first = seen(&w).parties[0].public;
	CHECK(!public_id_eq(first, p.parties[0].public));
	CHECK_OK(project_put_party(app, a, &w.mila, &w.at, &first, &with));
	CHECK_OK(project_logo(app, a, &w.mila, &copy, p.parties[0].public, &jpeg));
	place_close(&w.p);
}

TEST(project_remembers_who_changed_what)
{
	struct world w;
	struct project_history h;
	REQUIRE(set_up(&w));
	struct project_activity_in in = activity(20100, 20107);
	CHECK_OK(project_put_activity(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &in));
	CHECK_OK(write(&w, "nl", "Samen leren"));
	CHECK_OK(project_history(&w.p.app, w.p.arena, &w.mila, &w.at, 1, &h));
	REQUIRE(h.len == 3);
	CHECK_STR(str_of(h.at[0].what), "changed the description");
	CHECK_STR(str_of(h.at[1].what), "added an activity");
	CHECK_STR(h.at[1].about, "Kamp");
	CHECK_STR(str_of(h.at[2].what), "made the project");
	CHECK_STR(h.at[2].who, "Mila");
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'project.change'"), 3);
	place_sql(&w.p, "UPDATE project_change SET what = 'of.later'");
	CHECK_OK(project_history(&w.p.app, w.p.arena, &w.mila, &w.at, 1, &h));
	CHECK_STR(str_of(h.at[0].what), "changed the project");
	place_close(&w.p);
}

static int64_t rows(struct world *w, const char *table)
{
	return place_sql(&w->p, str_fmt(w->p.arena, "SELECT count(*) FROM %s", table).p);
}

/* The day on which the round comes by. */
static void come_to(struct world *w, day d)
{
	w->p.clock.at = zone_day_start(d) + USEC_HOUR;
	place_mail(&w->p);
}

TEST(project_ends_when_its_time_is_over)
{
	struct world w;
	struct retention_counts due;
	REQUIRE(set_up(&w));
	struct project_activity_in in = activity(20100, 20107);
	struct project_party_in with = party("Huis Zes");
	with.logo_name = STR("logo.png");
	with.logo = place_png();
	CHECK_OK(project_put_activity(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &in));
	CHECK_OK(project_put_party(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &with));
	CHECK_OK(write(&w, "nl", "Samen leren"));
	make(&w, "Zonder activiteit", "");
	day kept = (day)(w.p.periods.of[RETENTION_PROJECT] / USEC_DAY);
	day first = zone_day(PLACE_START) + kept, second = 20107 + kept;
	CHECK_OK(project_start(&w.p.app));
	for (int i = 0; i < PROJECT_WARNINGS; i++)
		come_to(&w, first - project_warnings[i]);
	come_to(&w, first); /* of the one without activity */
	CHECK_INT(rows(&w, "project"), 2);
	w.p.clock.at = zone_day_start(first + 1) + USEC_HOUR;
	CHECK_OK(retention_preview(w.p.app.db, &w.p.periods, w.p.clock.at, &due));
	CHECK_INT(due.of[RETENTION_PROJECT], 1);
	place_mail(&w.p);
	CHECK_INT(rows(&w, "project"), 1);
	for (int i = 0; i < PROJECT_WARNINGS; i++)
		come_to(&w, second - project_warnings[i]);
	come_to(&w, second);
	CHECK_INT(rows(&w, "project"), 1);
	come_to(&w, second + 1);
	CHECK_INT(rows(&w, "project") + rows(&w, "project_activity") + rows(&w, "project_party") +
			  rows(&w, "project_text") + rows(&w, "project_change") +
			  rows(&w, "project_logo") + rows(&w, "project_warning"),
		0);
	place_close(&w.p);
}

/* Entered afterwards: it is kept from the day on which it was made, whatever its days are. */
TEST(project_of_long_ago_is_kept_from_its_making)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct project_activity_in in = activity(16500, 16507); /* 2015 */
	CHECK_OK(project_put_activity(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &in));
	usec kept = w.p.periods.of[RETENTION_PROJECT];
	CHECK_INT(seen(&w).kept_for, zone_day(PLACE_START) + (day)(kept / USEC_DAY));
	CHECK_OK(project_start(&w.p.app));
	place_mail(&w.p);
	CHECK_INT(w.p.letters.len, 0);
	place_end_projects(&w.p);
	CHECK_INT(rows(&w, "project"), 0);
	place_close(&w.p);
}

TEST(project_day_of_a_mistyped_year_is_refused)
{
	struct world w;
	REQUIRE(set_up(&w));
	day today = zone_day(PLACE_START);
	struct project_activity_in bad[] = {
		activity(day_of_date((struct date){26, 7, 1}), 20100), /* 0026 */
		activity(day_of_date((struct date){2013, 12, 31}), 16500),
		activity(today, today + PROJECT_DAYS_AHEAD + 1),
	};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_ERR(project_put_activity(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &bad[i]),
			ERR_INVALID);
	CHECK_INT(rows(&w, "project_activity"), 0);
	place_close(&w.p);
}

TEST(project_forgets_what_was_removed)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct project_activity_in in = activity(20100, 20107);
	struct project_party_in with = party("Huis Zes");
	CHECK_OK(project_put_activity(app, a, &w.mila, &w.at, NULL, &in));
	CHECK_OK(project_put_party(app, a, &w.mila, &w.at, NULL, &with));
	struct public_id when = seen(&w).activities[0].public, who = seen(&w).parties[0].public;
	CHECK_OK(project_remove_activity(app, a, &w.mila, &w.at, when));
	CHECK_OK(project_remove_party(app, a, &w.mila, &w.at, who));
	CHECK_OK(project_start(app));
	place_pass(&w.p, PROJECT_UNDO);
	CHECK_ERR(project_restore_activity(app, a, &w.mila, &w.at, when), ERR_NOT_FOUND);
	CHECK_ERR(project_restore_party(app, a, &w.mila, &w.at, who), ERR_NOT_FOUND);
	place_pass(&w.p, 1);
	place_mail(&w.p);
	CHECK_INT(rows(&w, "project_activity") + rows(&w, "project_party"), 0);
	CHECK_INT(rows(&w, "project"), 1);
	place_close(&w.p);
}

TEST(projects_of_one_organisation_are_not_without_end)
{
	struct world w;
	struct public_id made;
	struct project_basics in = {STR("Vuur"), STR("own"), STR_NONE};
	REQUIRE(set_up(&w));
	for (int i = 1; i < PROJECTS_MOST; i++)
		make(&w, "Lucht", "");
	CHECK_ERR(project_make(&w.p.app, w.p.arena, &w.mila, w.house, &in, NULL, &made),
		ERR_CONFLICT);
	CHECK_OK(project_make(&w.p.app, w.p.arena, &w.otto, w.town, &in, NULL, &made));
	place_close(&w.p);
}
