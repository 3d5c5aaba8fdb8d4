/* "Ready": dated versions of a whole passport. */
#include "app/passport.h"

#include "unit/place.h"
#include "unit/unit.h"

#define SENTENCE "Mijn buurman leerde mij ijzer smeden."

struct world {
	struct place p;
	struct actor anna, bo;
};

static const struct content_picks mbo = {{STR("yes"), STR("mbo")}};
static const struct content_picks work = {{STR("yes"), STR("work")}};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->bo = place_person(&w->p, "Bo", "bo@school.example");
	return CHECK_OK(passport_choose(&w->p.app, w->p.arena, &w->anna, &mbo));
}

static void write(struct world *w, const char *question, const char *text, int64_t version)
{
	struct passport_save in = {
		.question = str_of(question), .stored = str_of(text), .version = version};
	struct passport_saved saved;
	CHECK_OK(passport_save(&w->p.app, w->p.arena, &w->anna, &in, &saved));
}

static struct passport_dated_list list(struct world *w, const struct actor *actor)
{
	struct passport_dated_list found = {0};
	CHECK_OK(passport_dated_list(&w->p.app, w->p.arena, actor, &found));
	return found;
}

static err_t read(struct world *w, const struct actor *actor, struct public_id dated,
	struct passport_whole *ret)
{
	usec made;
	return passport_dated_read(&w->p.app, w->p.arena, actor, 0, dated, &made, ret);
}

TEST(dated_version_stays_as_it_was)
{
	struct world w;
	struct passport_whole whole;
	REQUIRE(set_up(&w));
	write(&w, "who.self", SENTENCE, 0);
	write(&w, "want.study", "Smid worden", 0);
	write(&w, "want.sure", "4", 0);
	REQUIRE_OK(passport_dated_make(&w.p.app, w.p.arena, &w.anna));
	write(&w, "who.self", "Iets heel anders.", 1);
	REQUIRE_OK(passport_choose(&w.p.app, w.p.arena, &w.anna, &work));
	place_pass(&w.p, USEC_MINUTE);
	REQUIRE_OK(passport_dated_make(&w.p.app, w.p.arena, &w.anna));
	struct passport_dated_list found = list(&w, &w.anna);
	REQUIRE(found.len == 2);
	CHECK(found.at[0].made > found.at[1].made);
	REQUIRE_OK(read(&w, &w.anna, found.at[1].public, &whole));
	CHECK_STR(whole.route->id, "school-mbo");
	CHECK_STR(whole.chapters[0].answers[0].stored, SENTENCE);
	CHECK(whole.chapters[0].answered == 1 && whole.chapters[2].answered == 2);
	REQUIRE_OK(read(&w, &w.anna, found.at[0].public, &whole));
	CHECK_STR(whole.route->id, "school-work");
	CHECK_STR(whole.chapters[0].answers[0].stored, "Iets heel anders.");
	CHECK(!store_holds(&w.p.store, STR(SENTENCE)));
	place_close(&w.p);
}

TEST(dated_version_is_its_owners)
{
	struct world w;
	struct passport_whole whole;
	struct passport_dated_list found;
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	REQUIRE_OK(passport_dated_make(&w.p.app, w.p.arena, &w.anna));
	struct public_id dated = list(&w, &w.anna).at[0].public;
	CHECK_INT((int64_t)list(&w, &w.bo).len, 0);
	CHECK_ERR(read(&w, &w.bo, dated, &whole), ERR_NOT_FOUND);
	CHECK_ERR(passport_dated_delete(&w.p.app, w.p.arena, &w.bo, dated), ERR_NOT_FOUND);
	CHECK_ERR(passport_dated_list(&w.p.app, w.p.arena, &nobody, &found), ERR_UNAUTHENTICATED);
	CHECK_ERR(passport_dated_make(&w.p.app, w.p.arena, &nobody), ERR_UNAUTHENTICATED);
	CHECK_ERR(passport_dated_make(&w.p.app, w.p.arena, &w.bo), ERR_NOT_FOUND); /* no route */
	CHECK_OK(passport_dated_delete(&w.p.app, w.p.arena, &w.anna, dated));
	CHECK_INT((int64_t)list(&w, &w.anna).len, 0);
	place_close(&w.p);
}

TEST(dated_versions_have_a_most)
{
	struct world w;
	REQUIRE(set_up(&w));
	for (int i = 0; i < PASSPORT_DATED_MOST; i++)
		REQUIRE_OK(passport_dated_make(&w.p.app, w.p.arena, &w.anna));
	CHECK_ERR(passport_dated_make(&w.p.app, w.p.arena, &w.anna), ERR_INVALID);
	CHECK_INT((int64_t)list(&w, &w.anna).len, PASSPORT_DATED_MOST);
	place_close(&w.p);
}

TEST(dated_version_that_is_damaged_does_not_open)
{
	struct world w;
	struct passport_whole whole;
	REQUIRE(set_up(&w));
	REQUIRE_OK(passport_dated_make(&w.p.app, w.p.arena, &w.anna));
	place_sql(&w.p, "UPDATE passport_version SET body = substr(body, 1, 60)");
	CHECK_ERR(read(&w, &w.anna, list(&w, &w.anna).at[0].public, &whole), ERR_INTERNAL);
	place_close(&w.p);
}
