/* A project in numbers, on either engine. */
#include "app/project_numbers.h"

#include "app/certificate.h"
#include "codec/input.h"
#include "codec/sheet.h"
#include "i18n/i18n.h"
#include "unit/project.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct actor mila, otto;
	struct project_at at;
};

static void add_people(struct world *w, int from, int to, const char *country, const char *lang)
{
	for (int i = from; i < to; i++) {
		struct participant one =
			place_participant(str_fmt(w->p.arena, "P%02d", i).p, "Tamm", country, "");
		one.language = str_of(lang);
		CHECK_OK(participant_put(&w->p.app, w->p.arena, &w->mila, &w->at, NULL, &one));
	}
}

static bool set_up(struct world *w)
{
	const struct project_activity_in week = {STR("Week"), STR("Ede"), 19990, 19997};
	struct place *p = &w->p;
	if (!place_open_project(p, "youth-exchange", &w->mila, &w->at))
		return false;
	w->otto = place_otto(p);
	CHECK_OK(project_put_activity(&p->app, p->arena, &w->mila, &w->at, NULL, &week));
	return true;
}

static struct project_numbers numbers(struct world *w)
{
	struct project_numbers n = {0};
	const struct lang *lang = i18n_find(w->p.app.i18n, STR("en"));
	CHECK_OK(project_numbers(&w->p.app, w->p.arena, &w->mila, &w->at, lang, &n));
	return n;
}

/* The first so many, by number, hand in something about an area. */
static void hand_in(struct world *w, int people, const char *area)
{
	place_sql(&w->p, str_fmt(w->p.arena,
				 "INSERT INTO learning (participant, revision, submitted, changed) "
				 "SELECT id, 1, id, 0 FROM participant WHERE id <= %d "
				 "AND id NOT IN (SELECT participant FROM learning)",
				 people)
				 .p);
	place_sql(&w->p,
		str_fmt(w->p.arena,
			"INSERT INTO learning_text (participant, area, moment, version, changed, "
			"counts, body) SELECT id, '%s', 'end', 1, 0, TRUE, body FROM participant "
			"WHERE id <= %d",
			area, people)
			.p);
}

static const struct numbers_area *area(const struct project_numbers *n, const char *title)
{
	for (size_t i = 0; i < n->areas_len; i++)
		if (str_has(n->areas[i].title, title))
			return &n->areas[i];
	return NULL;
}

TEST(numbers_count_how_far_people_got)
{
	struct world w;
	int count;
	REQUIRE(set_up(&w));
	add_people(&w, 0, 6, "EE", "en");
	struct project_numbers n = numbers(&w);
	CHECK(n.steps[NUMBERS_ENTERED] == 6 && n.steps[NUMBERS_INVITED] == 0);
	struct participant_page page;
	CHECK_OK(participant_list(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, 1, &page));
	place_sql(&w.p, "UPDATE participant SET invited = 1 WHERE id < 3");
	place_sql(&w.p, "INSERT INTO participant_event (participant, at, what) "
			"SELECT MIN(id), 1, 'opened' FROM participant");
	hand_in(&w, 1, "stem");
	const struct certificate_order order = {.whom = CERTIFICATE_CHOSEN,
		.people = &page.at[5].public,
		.people_len = 1,
		.confirms = {STR("Mila"), STR_NONE}};
	CHECK_OK(certificate_order(&w.p.app, w.p.arena, &w.mila, &w.at, &order));
	CHECK_OK(jobs_run_due(w.p.app.jobs, &count));
	n = numbers(&w);
	CHECK(n.steps[NUMBERS_INVITED] == 2 && n.steps[NUMBERS_OPENED] == 1);
	CHECK(n.steps[NUMBERS_WRITING] == 1 && n.steps[NUMBERS_SUBMITTED] == 1);
	CHECK(n.steps[NUMBERS_ISSUED] == 1 && n.steps[NUMBERS_FETCHED] == 0);
	place_sql(&w.p, "UPDATE certificate SET fetched = 1");
	CHECK(numbers(&w).steps[NUMBERS_FETCHED] == 1);
	CHECK_OK(participant_remove(&w.p.app, w.p.arena, &w.mila, &w.at, page.at[5].public));
	n = numbers(&w);
	CHECK(n.steps[NUMBERS_ENTERED] == 5 && n.steps[NUMBERS_ISSUED] == 0);
	CHECK(!n.counted && !n.areas_len);
	place_close(&w.p);
}

TEST(numbers_tell_what_people_chose_by_fives)
{
	struct world w;
	REQUIRE(set_up(&w));
	add_people(&w, 0, 14, "EE", "en");
	hand_in(&w, 4, "stem");
	CHECK(!numbers(&w).areas_len);
	hand_in(&w, 12, "digital");
	struct project_numbers n = numbers(&w);
	CHECK_INT(n.counted, 10);
	REQUIRE(n.areas_len == 8);
	/* Four of the ten wrote about it, and no figure says so. */
	CHECK_INT(area(&n, "Mathematics")->people, 0);
	CHECK_INT(area(&n, "Digital")->people, 5); /* all ten: that is not said either */
	place_sql(&w.p, "DELETE FROM learning_text WHERE area = 'digital' AND participant > 6");
	n = numbers(&w);
	CHECK_INT(area(&n, "Digital")->people, 5);
	place_sql(&w.p, "DELETE FROM learning_text WHERE area = 'digital' AND participant > 5");
	n = numbers(&w); /* one fewer is not seen */
	CHECK_INT(area(&n, "Digital")->people, 5);
	place_sql(&w.p, "DELETE FROM learning_text WHERE area = 'digital' AND participant > 4");
	n = numbers(&w);
	CHECK_INT(area(&n, "Digital")->people, 0);
	/* of five, whatever is told is told of all or of a few */
	place_sql(&w.p, "UPDATE learning SET submitted = NULL WHERE participant > 9");
	n = numbers(&w);
	CHECK(n.counted == 5 && !n.areas_len);
	place_close(&w.p);
}

TEST(numbers_tell_no_language_of_a_few)
{
	struct world w;
	REQUIRE(set_up(&w));
	add_people(&w, 0, 4, "EE", "en");
	CHECK(!numbers(&w).languages_len && !numbers(&w).others);
	add_people(&w, 4, 9, "EE", "en");
	add_people(&w, 9, 15, "EE", "nl");
	struct project_numbers n = numbers(&w);
	REQUIRE(n.languages_len == 2 && !n.others);
	CHECK_STR(n.languages[0].tag, "en");
	CHECK(n.languages[0].people == 9 && n.languages[1].people == 6);
	add_people(&w, 15, 17, "EE", "fr");
	n = numbers(&w); /* with two alone, six others are told along */
	REQUIRE(n.languages_len == 1 && n.others == 8);
	CHECK_STR(n.languages[0].tag, "en");
	place_sql(&w.p, "UPDATE participant SET language = '', invited_in = 'fr' "
			"WHERE language = 'en'");
	n = numbers(&w);
	REQUIRE(n.languages_len == 2 && !n.others);
	CHECK_STR(n.languages[0].tag, "fr");
	CHECK_INT(n.languages[0].people, 11);
	place_close(&w.p);
}

static struct sheet extract(struct world *w)
{
	const struct sheet_ask ask = {.separator = ','};
	struct sheet sheet = {0};
	struct str csv;
	CHECK_OK(project_extract(&w->p.app, w->p.arena, &w->mila, &w->at, &csv));
	CHECK_OK(sheet_read(w->p.arena, csv, &ask, &sheet));
	CHECK(!str_has(csv, "Tamm") && str_find(csv, '@') == csv.len);
	return sheet;
}

TEST(extract_leaves_nobody_alone)
{
	struct world w;
	struct str csv;
	REQUIRE(set_up(&w));
	add_people(&w, 0, 4, "EE", "en");
	CHECK_ERR(project_extract(&w.p.app, w.p.arena, &w.mila, &w.at, &csv), ERR_CONFLICT);
	add_people(&w, 4, 10, "EE", "en");
	add_people(&w, 10, 12, "FI", "en");
	add_people(&w, 12, 16, "FI", "nl");
	hand_in(&w, 5, "stem");
	struct sheet sheet = extract(&w);
	REQUIRE(sheet.len == 17);
	CHECK_STR(sheet_cell(&sheet.rows[0], 0), "type");
	CHECK_STR(sheet_cell(&sheet.rows[0], 7), "competences");
	size_t folded = 0, handed_in = 0;
	for (size_t i = 1; i < sheet.len; i++) {
		const struct sheet_row *row = &sheet.rows[i];
		CHECK_STR(sheet_cell(row, 0), "youth-exchange");
		CHECK_STR(sheet_cell(row, 1), "2024");
		CHECK_STR(sheet_cell(row, 6), "*"); /* nobody has one */
		folded += str_is(sheet_cell(row, 4), "*");
		handed_in += str_is(sheet_cell(row, 5), "yes");
		if (str_is(sheet_cell(row, 5), "yes"))
			CHECK_STR(sheet_cell(row, 7), "1 or 2");
		if (str_is(sheet_cell(row, 3), "FI")) /* no Finn did: that is not told */
			CHECK(str_is(sheet_cell(row, 5), "*") && str_is(sheet_cell(row, 7), "*"));
	}
	CHECK_INT((int64_t)handed_in, 5);
	CHECK_INT((int64_t)folded, 6); /* two and four Finns become six whose language is open */
	place_close(&w.p);
}

/* What was written under another framework is on no certificate, and not counted. */
TEST(extract_counts_the_projects_own_framework)
{
	struct world w;
	REQUIRE(set_up(&w));
	add_people(&w, 0, 10, "EE", "en");
	hand_in(&w, 5, "teams");
	struct sheet sheet = extract(&w);
	for (size_t i = 1; i < sheet.len; i++)
		CHECK_STR(sheet_cell(&sheet.rows[i], 7), "*"); /* all of them none */
	place_close(&w.p);
}

TEST(list_to_sign_is_by_name_in_pages)
{
	struct world w;
	struct sign_list list;
	REQUIRE(set_up(&w));
	add_people(&w, 0, 3, "EE", "en");
	CHECK_OK(project_sign_list(&w.p.app, w.p.arena, &w.mila, &w.at, 1, &list));
	REQUIRE(list.len == 3 && !list.has_more);
	CHECK_STR(list.title, "Water");
	CHECK_STR(list.organisation, "Huis Zes");
	CHECK_STR(list.at[2].given_name, "P02");
	CHECK_STR(list.at[2].country, "EE");
	CHECK_OK(project_sign_list(&w.p.app, w.p.arena, &w.mila, &w.at, 2, &list));
	CHECK(!list.len);
	CHECK_ERR(project_sign_list(&w.p.app, w.p.arena, &w.mila, &w.at, 0, &list), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(numbers_are_the_projects_own)
{
	struct world w;
	struct project_numbers n;
	struct sign_list list;
	struct str csv;
	REQUIRE(set_up(&w));
	add_people(&w, 0, 6, "EE", "en");
	const struct lang *lang = i18n_find(w.p.app.i18n, STR("en"));
	CHECK_ERR(project_numbers(&w.p.app, w.p.arena, &w.otto, &w.at, lang, &n), ERR_FORBIDDEN);
	CHECK_ERR(project_extract(&w.p.app, w.p.arena, &w.otto, &w.at, &csv), ERR_FORBIDDEN);
	CHECK_ERR(project_sign_list(&w.p.app, w.p.arena, &w.otto, &w.at, 1, &list), ERR_FORBIDDEN);
	place_close(&w.p);
}
