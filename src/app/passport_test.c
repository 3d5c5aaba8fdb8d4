#include "app/passport.h"

#include "unit/place.h"
#include "unit/unit.h"

#include <string.h>

#define PROUD STR("who.proud")

struct world {
	struct place p;
	struct actor anna;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	return true;
}

static void pick(struct world *w, const char *at_school, const char *going_to)
{
	CHECK_OK(passport_pick(
		&w->p.app, w->p.arena, &w->anna, STR("at-school"), str_of(at_school)));
	CHECK_OK(passport_pick(&w->p.app, w->p.arena, &w->anna, STR("going-to"), str_of(going_to)));
}

static struct passport_saved save(struct world *w, struct passport_save in)
{
	struct passport_saved saved = {0};
	CHECK_OK(passport_save(&w->p.app, w->p.arena, &w->anna, &in, &saved));
	return saved;
}

static struct passport open(struct world *w)
{
	struct passport found = {0};
	CHECK_OK(passport_open(&w->p.app, w->p.arena, &w->anna, 0, &found));
	return found;
}

static struct passport_question ask(struct world *w, struct str question)
{
	struct passport_question found = {0};
	CHECK_OK(passport_ask(&w->p.app, w->p.arena, &w->anna, 0, question, &found));
	return found;
}

static int64_t past(struct world *w)
{
	return place_sql(&w->p, "SELECT count(*) FROM answer_past");
}

TEST(passport_picks_lead_to_each_route)
{
	static const char *const routes[][3] = {{"yes", "mbo", "school-mbo"},
		{"yes", "work", "school-work"}, {"no", "mbo", "outside-mbo"},
		{"no", "work", "outside-work"}};
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(!open(&w).route);
	CHECK_OK(passport_pick(&w.p.app, w.p.arena, &w.anna, STR("at-school"), STR("yes")));
	CHECK(!open(&w).route);
	for (int i = 0; i < 4; i++) {
		pick(&w, routes[i][0], routes[i][1]);
		struct passport found = open(&w);
		REQUIRE(found.route);
		CHECK_STR(found.route->id, routes[i][2]);
		CHECK_STR(found.picks.option[0], routes[i][0]);
		CHECK(found.next.question == &found.route->chapters[0].questions[0]);
	}
	place_close(&w.p);
}

TEST(passport_pick_takes_what_is_there_only)
{
	struct world w;
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	CHECK_ERR(passport_pick(&w.p.app, w.p.arena, &w.anna, STR("at-school"), STR("mbo")),
		ERR_NOT_FOUND);
	CHECK_ERR(passport_pick(&w.p.app, w.p.arena, &w.anna, STR("at-home"), STR("yes")),
		ERR_NOT_FOUND);
	CHECK_ERR(passport_pick(&w.p.app, w.p.arena, &w.anna, STR_NONE, STR_NONE), ERR_NOT_FOUND);
	CHECK_ERR(passport_pick(&w.p.app, w.p.arena, &nobody, STR("at-school"), STR("yes")),
		ERR_UNAUTHENTICATED);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM pick"), 0);
	place_close(&w.p);
}

TEST(passport_progress_counts_what_is_answered)
{
	struct world w;
	REQUIRE(set_up(&w));
	pick(&w, "yes", "mbo");
	struct passport before = open(&w);
	const struct content_chapter *first = &before.route->chapters[0];
	CHECK_INT((int64_t)before.chapters[0].answered, 0);
	save(&w, (struct passport_save){first->questions[0].id, STR("ik ben Anna uit Ede"), 0, 0});
	save(&w, (struct passport_save){first->questions[1].id, STR("kort"), 0, 0});
	struct passport after = open(&w);
	CHECK_INT((int64_t)after.chapters[0].answered, 1);
	CHECK_INT((int64_t)after.chapters[1].answered, 0);
	CHECK(after.next.question == &first->questions[1]);
	CHECK_INT((int64_t)after.next.at, 1);
	place_close(&w.p);
}

TEST(passport_is_done_when_all_is_answered)
{
	struct world w;
	REQUIRE(set_up(&w));
	pick(&w, "no", "work");
	const struct content_route *route = open(&w).route;
	for (size_t i = 0; i < 4; i++)
		for (size_t k = 0; k < route->chapters[i].count; k++)
			save(&w, (struct passport_save){route->chapters[i].questions[k].id,
					 STR("tien tekens en meer, op elke vraag"), 0, 0});
	struct passport found = open(&w);
	CHECK(!found.next.question); /* what is kept apart waits for nobody */
	CHECK(route->chapters[4].is_apart && !found.chapters[4].answered);
	for (size_t i = 0; i < 4; i++)
		CHECK(found.chapters[i].answered == route->chapters[i].count);
	place_close(&w.p);
}

/* Ten characters, whatever their bytes, without the blanks around them. */
TEST(passport_answer_counts_from_ten_characters)
{
	static const struct {
		const char *text;
		bool answered;
	} tries[] = {
		{"123456789", false},
		{"1234567890", true},
		{" 123456789\n", false},
		{"  12345 7890\n\n", true},
		{"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9", false},
		{"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9", true},
		{"\U0001f338\U0001f338\U0001f338\U0001f338", false},
		{"                    ", false},
		{"", false},
	};
	struct world w;
	REQUIRE(set_up(&w));
	int64_t version = 0;
	for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++) {
		struct passport_save in = {PROUD, str_of(tries[i].text), version, false};
		struct passport_saved saved = save(&w, in);
		CHECK(saved.answered == tries[i].answered);
		version = saved.version;
	}
	place_close(&w.p);
}

TEST(passport_answers_stay_when_the_route_changes)
{
	struct world w;
	struct str question = STR_NONE;
	struct passport_question found;
	REQUIRE(set_up(&w));
	pick(&w, "yes", "mbo");
	struct content_picks work = {{STR("yes"), STR("work")}};
	const struct content_route *mbo = open(&w).route;
	const struct content_route *other = content_route(w.p.app.content, 0, &work);
	for (size_t i = 0; i < mbo->count; i++)
		for (size_t k = 0; k < mbo->chapters[i].count; k++)
			if (!content_find(other, mbo->chapters[i].questions[k].id).question)
				question = mbo->chapters[i].questions[k].id;
	REQUIRE(question.len);
	save(&w, (struct passport_save){question, STR("dat weet ik al heel lang"), 0, 0});
	pick(&w, "yes", "work");
	CHECK_ERR(passport_ask(&w.p.app, w.p.arena, &w.anna, 0, question, &found), ERR_NOT_FOUND);
	pick(&w, "yes", "mbo");
	CHECK_STR(ask(&w, question).answer.stored, "dat weet ik al heel lang");
	place_close(&w.p);
}

TEST(passport_ask_knows_its_neighbours)
{
	struct world w;
	REQUIRE(set_up(&w));
	pick(&w, "no", "mbo");
	const struct content_route *route = open(&w).route;
	const struct content_question *before = NULL;
	struct str id = route->chapters[0].questions[0].id;
	size_t count = 0, all = 0;
	for (size_t i = 0; i < route->count; i++)
		all += route->chapters[i].count;
	while (id.len && count < all) {
		struct passport_question q = ask(&w, id);
		CHECK(q.previous == before);
		CHECK(!q.marks[q.place.at] && !q.answer.version && !q.answer.stored.len);
		before = q.place.question;
		id = q.next ? q.next->id : STR_NONE;
		count++;
	}
	CHECK_INT((int64_t)count, (int64_t)all);
	CHECK(!id.len);
	place_close(&w.p);
}

/* --- versions --- */

TEST(passport_saves_are_versions)
{
	struct world w;
	REQUIRE(set_up(&w));
	pick(&w, "yes", "mbo");
	struct passport_saved saved = save(&w, (struct passport_save){PROUD, STR("een"), 0, 0});
	CHECK(saved.version == 1 && !saved.conflict && saved.at == PLACE_START);
	place_pass(&w.p, USEC_MINUTE);
	saved = save(&w, (struct passport_save){PROUD, STR("twee"), 1, 0});
	CHECK(saved.version == 2 && !saved.conflict && saved.at == PLACE_START + USEC_MINUTE);
	struct passport_question q = ask(&w, PROUD);
	CHECK_STR(q.answer.stored, "twee");
	CHECK_INT(q.answer.version, 2);
	CHECK_INT(q.answer.changed, PLACE_START + USEC_MINUTE);
	place_close(&w.p);
}

TEST(passport_save_over_an_unseen_version_is_a_conflict)
{
	struct world w;
	REQUIRE(set_up(&w));
	pick(&w, "yes", "mbo");
	save(&w, (struct passport_save){PROUD, STR("op de telefoon"), 0, 0});
	struct passport_saved saved =
		save(&w, (struct passport_save){PROUD, STR("op de laptop"), 0, 0});
	CHECK(saved.conflict && saved.version == 1);
	CHECK_STR(saved.other, "op de telefoon");
	CHECK_STR(ask(&w, PROUD).answer.stored, "op de telefoon");
	saved = save(&w, (struct passport_save){PROUD, STR("op de laptop"), 9, true});
	CHECK(saved.conflict && saved.version == 1);
	CHECK_INT(past(&w), 0);
	place_close(&w.p);
}

/* A save whose reply got lost is sent again. */
TEST(passport_same_text_sent_again_is_no_conflict)
{
	struct world w;
	REQUIRE(set_up(&w));
	pick(&w, "yes", "mbo");
	save(&w, (struct passport_save){PROUD, STR("trots op mijn zus"), 0, 0});
	place_pass(&w.p, USEC_MINUTE);
	struct passport_saved saved =
		save(&w, (struct passport_save){PROUD, STR("trots op mijn zus"), 0, 0});
	CHECK(!saved.conflict && saved.version == 1 && saved.at == PLACE_START && saved.answered);
	place_close(&w.p);
}

TEST(passport_replacing_another_version_keeps_it)
{
	struct world w;
	REQUIRE(set_up(&w));
	pick(&w, "yes", "mbo");
	save(&w, (struct passport_save){PROUD, STR("op de telefoon"), 0, 0});
	struct passport_saved saved =
		save(&w, (struct passport_save){PROUD, STR("op de laptop"), 1, true});
	CHECK(!saved.conflict && saved.version == 2);
	CHECK_INT(past(&w), 1);
	place_close(&w.p);
}

TEST(passport_what_stood_for_ten_minutes_is_kept)
{
	struct world w;
	REQUIRE(set_up(&w));
	pick(&w, "yes", "mbo");
	save(&w, (struct passport_save){PROUD, STR("een"), 0, 0});
	place_pass(&w.p, PASSPORT_PAST_EACH);
	save(&w, (struct passport_save){PROUD, STR("twee"), 1, 0});
	CHECK_INT(past(&w), 0);
	place_pass(&w.p, PASSPORT_PAST_EACH + 1);
	save(&w, (struct passport_save){PROUD, STR("drie"), 2, 0});
	CHECK_INT(past(&w), 1);
	CHECK_INT(place_sql(&w.p, "SELECT version FROM answer_past"), 2);
	place_close(&w.p);
}

/* Emptied, or nearly: what stood there is kept, however short it stood. */
TEST(passport_text_that_goes_is_kept)
{
	struct world w;
	REQUIRE(set_up(&w));
	pick(&w, "yes", "mbo");
	save(&w, (struct passport_save){PROUD, STR("trots op mijn zus en op mij"), 0, 0});
	save(&w, (struct passport_save){PROUD, STR("trots op mijn zus en op"), 1, 0});
	CHECK_INT(past(&w), 0);
	save(&w, (struct passport_save){PROUD, STR(""), 2, 0});
	CHECK_INT(past(&w), 1);
	CHECK_INT(place_sql(&w.p, "SELECT version FROM answer_past"), 2);
	CHECK(!ask(&w, PROUD).answer.answered);
	place_close(&w.p);
}

TEST(passport_past_of_one_answer_has_a_most)
{
	struct world w;
	REQUIRE(set_up(&w));
	pick(&w, "yes", "mbo");
	save(&w, (struct passport_save){STR("who.self"), STR("x"), 0, 0});
	save(&w, (struct passport_save){STR("who.self"), STR("y"), 1, true});
	for (int64_t i = 0; i < PASSPORT_PAST_MOST + 5; i++)
		save(&w, (struct passport_save){PROUD, STR("nog een keer"), i, true});
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM answer_past WHERE question = 'who.proud'"),
		PASSPORT_PAST_MOST);
	CHECK_INT(place_sql(&w.p, "SELECT max(version) FROM answer_past"), PASSPORT_PAST_MOST + 4);
	CHECK_INT(past(&w), PASSPORT_PAST_MOST + 1);
	place_close(&w.p);
}
