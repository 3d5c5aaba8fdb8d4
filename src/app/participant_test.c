#include "app/participant.h"

#include "app/erase.h"
#include "app/membership.h"
#include "app/project_keep.h"
#include "codec/input.h"
#include "unit/project.h"
#include "unit/unit.h"

/* Two youth organisations with a coordinator each, and a project of the first. */
struct world {
	struct place p;
	struct actor mila, otto;
	struct row_id town;
	struct project_at at;
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "youth-exchange", &w->mila, &w->at))
		return false;
	w->otto = place_staff(p, "Otto", "otto@town.example", "Zwolle", ROLE_COORDINATOR, &w->town);
	return true;
}

static struct participant named(const char *given, const char *family)
{
	return place_participant(given, family, "FI", "");
}

static err_t put(struct world *w, const struct public_id *who, const struct participant *in)
{
	return participant_put(&w->p.app, w->p.arena, &w->mila, &w->at, who, in);
}

static struct participant_page list(struct world *w, int64_t page)
{
	struct participant_page ret = {0};
	CHECK_OK(participant_list(&w->p.app, w->p.arena, &w->mila, &w->at, NULL, page, &ret));
	return ret;
}

TEST(participant_is_entered_with_what_is_known)
{
	struct world w;
	struct participant p = named("Aino", "Mäkelä"), got;
	REQUIRE(set_up(&w));
	p.mail = STR("aino@post.example");
	p.born = 14000;
	p.place = STR("Tampere");
	p.host = STR("Nuorten Talo");
	p.starts = 19990;
	p.ends = 19999;
	p.language = STR("en");
	p.kind = PARTICIPANT_TEAM;
	CHECK_OK(put(&w, NULL, &p));
	struct participant_page page = list(&w, 1);
	REQUIRE(page.len == 1 && page.total == 1);
	CHECK(page.at[0].kind == PARTICIPANT_TEAM);
	CHECK_STR(page.at[0].family_name, "Mäkelä");
	CHECK_OK(participant_get(&w.p.app, w.p.arena, &w.mila, &w.at, page.at[0].public, &got));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit a JOIN participant p ON "
				  "p.public = a.subject AND a.action = 'participant.read'"),
		1);
	CHECK_STR(got.mail, "aino@post.example");
	CHECK_STR(got.place, "Tampere");
	CHECK_STR(got.host, "Nuorten Talo");
	CHECK_STR(got.country, "FI");
	CHECK_STR(got.language, "en");
	CHECK(got.born == 14000 && got.starts == 19990 && got.ends == 19999);
	p = named("Aino", "Virtanen");
	CHECK_OK(put(&w, &page.at[0].public, &p));
	CHECK_OK(participant_get(&w.p.app, w.p.arena, &w.mila, &w.at, page.at[0].public, &got));
	CHECK_STR(got.family_name, "Virtanen");
	CHECK(!got.mail.len && got.born == DAY_NONE);
	CHECK(!store_holds(&w.p.store, STR("aino@post.example")));
	place_close(&w.p);
}

TEST(participant_that_cannot_be)
{
	struct world w;
	REQUIRE(set_up(&w));
	int64_t keys = place_keys(&w.p);
	struct participant bad[9];
	for (size_t i = 0; i < 9; i++)
		bad[i] = named("Aino", "Virtanen");
	bad[0].country = STR("Nowhere at all");
	bad[1].born = zone_day(PLACE_START) + 1;
	bad[2].born = zone_day(PLACE_START) - 121 * 366;
	bad[3].starts = 20100, bad[3].ends = 20099;
	bad[4].language = STR("tlh");
	bad[5].given_name = STR("www.evil.example");
	bad[6].family_name = STR("a@evil.example");
	bad[7].starts = 100;
	bad[8].ends = zone_day(PLACE_START) + PROJECT_DAYS_AHEAD + 1;
	for (size_t i = 0; i < 9; i++)
		CHECK_ERR(put(&w, NULL, &bad[i]), ERR_INVALID);
	CHECK_INT(list(&w, 1).total, 0);
	CHECK_INT(place_keys(&w.p), keys);
	place_close(&w.p);
}

TEST(participant_of_others_is_not_there)
{
	struct world w;
	struct participant p = named("Aino", "Virtanen"), got;
	struct participant_page page;
	REQUIRE(set_up(&w));
	CHECK_OK(put(&w, NULL, &p));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id who = list(&w, 1).at[0].public;
	struct actor noor = place_person(&w.p, "Noor", "noor@post.example");
	const struct actor *strangers[] = {&w.otto, &noor};
	int64_t keys = place_keys(&w.p);
	for (size_t i = 0; i < 2; i++) {
		const struct actor *by = strangers[i];
		CHECK_ERR(participant_list(app, a, by, &w.at, NULL, 1, &page), ERR_FORBIDDEN);
		CHECK_ERR(participant_get(app, a, by, &w.at, who, &got), ERR_FORBIDDEN);
		CHECK_ERR(participant_put(app, a, by, &w.at, NULL, &p), ERR_FORBIDDEN);
		CHECK_ERR(participant_put(app, a, by, &w.at, &who, &p), ERR_FORBIDDEN);
		CHECK_ERR(participant_remove(app, a, by, &w.at, who), ERR_FORBIDDEN);
		CHECK_ERR(participant_restore(app, a, by, &w.at, who), ERR_FORBIDDEN);
	}
	/* In another project of the own organisation, by the same key. */
	struct project_basics in = {STR("Vuur"), STR("own"), STR_NONE};
	struct project_at other = {w.town, {{0}}};
	CHECK_OK(project_make(app, a, &w.otto, w.town, &in, NULL, &other.project));
	CHECK_ERR(participant_get(app, a, &w.otto, &other, who, &got), ERR_NOT_FOUND);
	CHECK_ERR(participant_put(app, a, &w.otto, &other, &who, &p), ERR_NOT_FOUND);
	CHECK_ERR(participant_remove(app, a, &w.otto, &other, who), ERR_NOT_FOUND);
	CHECK_INT(place_keys(&w.p), keys);
	place_close(&w.p);
}

TEST(participants_are_listed_by_name_a_page_at_a_time)
{
	struct world w;
	struct participant_page page;
	REQUIRE(set_up(&w));
	for (int i = PARTICIPANTS_PAGE; i >= 0; i--) {
		struct participant p =
			named("Aino", str_fmt(w.p.arena, "%s %02d", i % 2 ? "van" : "Van", i).p);
		CHECK_OK(put(&w, NULL, &p));
	}
	page = list(&w, 1);
	CHECK_INT((int64_t)page.len, PARTICIPANTS_PAGE);
	CHECK_INT(page.total, PARTICIPANTS_PAGE + 1);
	CHECK_STR(page.at[0].family_name, "Van 00");
	CHECK_STR(page.at[1].family_name, "van 01");
	page = list(&w, 2);
	REQUIRE(page.len == 1);
	CHECK_STR(page.at[0].family_name, "Van 50");
	CHECK_ERR(participant_list(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, 0, &page),
		ERR_NOT_FOUND);
	CHECK_ERR(participant_list(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, 1 << 20, &page),
		ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(participants_are_listed_without_regard_to_marks_and_capitals)
{
	static const char *const names[] = {"Ångström", "angstrum", "Çelik", "De Luca", "Élan",
		"elba", "Łuczak", "Ødegaard", "Zorn", "Παπάς"};
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t i = sizeof(names) / sizeof(*names); i-- > 0;) {
		struct participant p = named("Aino", names[i]);
		CHECK_OK(put(&w, NULL, &p));
	}
	struct participant_page page = list(&w, 1);
	REQUIRE(page.len == sizeof(names) / sizeof(*names));
	for (size_t i = 0; i < page.len; i++)
		CHECK_STR(page.at[i].family_name, names[i]);
	place_close(&w.p);
}

TEST(participant_is_removed_and_put_back)
{
	struct world w;
	struct participant p = named("Aino", "Virtanen"), got;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	CHECK_OK(put(&w, NULL, &p));
	struct public_id who = list(&w, 1).at[0].public;
	CHECK_ERR(participant_restore(app, a, &w.mila, &w.at, who), ERR_NOT_FOUND);
	CHECK_OK(participant_remove(app, a, &w.mila, &w.at, who));
	CHECK_ERR(participant_remove(app, a, &w.mila, &w.at, who), ERR_NOT_FOUND);
	CHECK_ERR(participant_get(app, a, &w.mila, &w.at, who, &got), ERR_NOT_FOUND);
	CHECK_ERR(put(&w, &who, &p), ERR_NOT_FOUND);
	CHECK(list(&w, 1).total == 0 && list(&w, 1).removed_len == 1);
	CHECK_OK(participant_restore(app, a, &w.mila, &w.at, who));
	CHECK(list(&w, 1).total == 1 && list(&w, 1).removed_len == 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_change WHERE what LIKE 'person.%'"),
		3);
	place_close(&w.p);
}

TEST(participant_who_was_removed_is_gone_for_good_later)
{
	struct world w;
	struct participant p = named("Aino", "Virtanen");
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	int64_t keys = place_keys(&w.p);
	CHECK_OK(put(&w, NULL, &p));
	p = named("Jure", "Novak");
	CHECK_OK(put(&w, NULL, &p));
	CHECK_INT(place_keys(&w.p), keys + 2);
	struct public_id who = list(&w, 1).at[1].public;
	CHECK_OK(participant_remove(app, w.p.arena, &w.mila, &w.at, who));
	CHECK_OK(project_start(app));
	place_pass(&w.p, PROJECT_UNDO);
	CHECK_ERR(participant_restore(app, w.p.arena, &w.mila, &w.at, who), ERR_NOT_FOUND);
	place_mail(&w.p);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant"), 2);
	place_pass(&w.p, USEC_DAY);
	place_mail(&w.p);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant"), 1);
	CHECK_INT(place_keys(&w.p), keys + 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'account.erase'"), 1);
	CHECK_STR(list(&w, 1).at[0].given_name, "Jure");
	place_close(&w.p);
}

/* Also one that an older copy of the content brings back. */
TEST(participants_end_with_their_project)
{
	struct world w;
	struct participant p = named("Aino", "Virtanen");
	int64_t count;
	REQUIRE(set_up(&w));
	int64_t keys = place_keys(&w.p);
	CHECK_OK(put(&w, NULL, &p));
	CHECK_OK(project_start(&w.p.app));
	place_end_projects(&w.p);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project"), 0);
	CHECK_INT(place_keys(&w.p), keys);
	place_session(&w.p, &w.mila);
	place_sql(&w.p, "INSERT INTO project (public, organisation, title, type, made) "
			"SELECT public, id, 'Water', 'own', 1 FROM organisation WHERE id = 1");
	place_sql(&w.p, "INSERT INTO participant (public, project, kind, given_name, family_name, "
			"name_key, country, body) SELECT e.public, p.id, 'team', 'Aino', 'V', 'v', "
			"'FI', s.token FROM erased e, project p, session s");
	place_sql(&w.p, "DELETE FROM erased");
	CHECK_OK(erase_again(&w.p.app, &count));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant"), 0);
	place_close(&w.p);
}
