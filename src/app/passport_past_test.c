/* What stood there before, and putting it back. */
#include "app/passport.h"

#include "unit/place.h"
#include "unit/unit.h"

#define PROUD STR("who.proud")

struct world {
	struct place p;
	struct actor anna, bo;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->bo = place_person(&w->p, "Bo", "bo@school.example");
	return true;
}

static void save(struct world *w, struct str question, const char *text, int64_t version)
{
	struct passport_save in = {
		.question = question, .stored = str_of(text), .version = version, .replaces = true};
	struct passport_saved saved;
	CHECK_OK(passport_save(&w->p.app, w->p.arena, &w->anna, &in, &saved));
	CHECK(!saved.conflict);
}

static struct passport_history history(
	struct world *w, const struct actor *actor, struct str question)
{
	struct passport_history found = {0};
	CHECK_OK(passport_history(&w->p.app, w->p.arena, actor, 0, question, &found));
	return found;
}

static err_t put_back(struct world *w, int64_t version, int64_t seen)
{
	return passport_put_back(&w->p.app, w->p.arena, &w->anna, PROUD, version, seen);
}

TEST(past_shows_all_versions_newest_first)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT((int64_t)history(&w, &w.anna, PROUD).count, 0);
	save(&w, PROUD, "een", 0);
	save(&w, PROUD, "twee", 1);
	place_pass(&w.p, USEC_MINUTE);
	save(&w, PROUD, "drie", 2);
	struct passport_history found = history(&w, &w.anna, PROUD);
	REQUIRE(found.count == 3);
	CHECK_STR(found.versions[0].stored, "drie");
	CHECK_STR(found.versions[2].stored, "een");
	CHECK(found.versions[0].changed == PLACE_START + USEC_MINUTE);
	CHECK_INT((int64_t)history(&w, &w.bo, PROUD).count, 0);
	place_close(&w.p);
}

TEST(past_put_back_is_a_version_and_can_be_undone)
{
	struct world w;
	REQUIRE(set_up(&w));
	save(&w, PROUD, "een", 0);
	save(&w, PROUD, "twee", 1);
	CHECK_OK(put_back(&w, 1, 2));
	struct passport_history found = history(&w, &w.anna, PROUD);
	REQUIRE(found.count == 3);
	CHECK_STR(found.versions[0].stored, "een");
	CHECK_INT(found.versions[0].version, 3);
	CHECK_STR(found.versions[1].stored, "twee");
	CHECK_OK(put_back(&w, 2, 3));
	CHECK_STR(history(&w, &w.anna, PROUD).versions[0].stored, "twee");
	place_close(&w.p);
}

TEST(past_put_back_over_something_unseen_is_a_conflict)
{
	struct world w;
	REQUIRE(set_up(&w));
	save(&w, PROUD, "een", 0);
	save(&w, PROUD, "twee", 1);
	CHECK_ERR(put_back(&w, 1, 1), ERR_CONFLICT);
	CHECK_ERR(put_back(&w, 9, 2), ERR_NOT_FOUND);
	CHECK_STR(history(&w, &w.anna, PROUD).versions[0].stored, "twee");
	place_close(&w.p);
}

TEST(past_that_cannot_be_read_hides_no_other)
{
	struct world w;
	REQUIRE(set_up(&w));
	save(&w, PROUD, "een", 0);
	save(&w, PROUD, "twee", 1);
	save(&w, PROUD, "drie", 2);
	place_sql(&w.p, "UPDATE answer_past SET body = substr(body, 1, 20) WHERE version = 1");
	struct passport_history found = history(&w, &w.anna, PROUD);
	REQUIRE(found.count == 3);
	CHECK(found.versions[2].is_damaged && !found.versions[1].is_damaged);
	CHECK_ERR(put_back(&w, 1, 3), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(past_is_its_owners)
{
	struct world w;
	struct passport_history found;
	struct actor nobody = {0}, house = {.is_house = true};
	REQUIRE(set_up(&w));
	save(&w, PROUD, "een", 0);
	CHECK_ERR(passport_history(&w.p.app, w.p.arena, &nobody, 0, PROUD, &found),
		ERR_UNAUTHENTICATED);
	CHECK_ERR(passport_history(&w.p.app, w.p.arena, &house, 0, PROUD, &found), ERR_FORBIDDEN);
	CHECK_ERR(passport_history(&w.p.app, w.p.arena, &w.anna, 0, STR("who.nothing"), &found),
		ERR_NOT_FOUND);
	place_close(&w.p);
}
