/* Another route: shown first, nothing lost, and back again. */
#include "app/passport.h"

#include "unit/meddled.h"
#include "unit/place.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct actor anna;
};

static const struct content_picks mbo = {{STR("yes"), STR("mbo")}};
static const struct content_picks work = {{STR("yes"), STR("work")}};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	return true;
}

static err_t choose(struct world *w, const struct content_picks *picks)
{
	return passport_choose(&w->p.app, w->p.arena, &w->anna, picks);
}

static struct passport_change change(struct world *w, const struct content_picks *picks)
{
	struct passport_change found = {0};
	CHECK_OK(passport_change(&w->p.app, w->p.arena, &w->anna, 0, picks, &found));
	return found;
}

static void write(struct world *w, const char *question)
{
	struct passport_save in = {.question = str_of(question), .stored = STR("dat zeg ik")};
	struct passport_saved saved;
	CHECK_OK(passport_save(&w->p.app, w->p.arena, &w->anna, &in, &saved));
}

static struct passport open(struct world *w)
{
	struct passport found = {0};
	CHECK_OK(passport_open(&w->p.app, w->p.arena, &w->anna, 0, &found));
	return found;
}

static bool names(const struct content_question **questions, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (str_is(questions[i]->id, id))
			return true;
	return false;
}

TEST(route_change_is_shown_before_it_happens)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(!change(&w, &mbo).from);
	REQUIRE_OK(choose(&w, &mbo));
	write(&w, "want.study");
	write(&w, "who.self");
	struct passport_change found = change(&w, &work);
	CHECK_STR(found.from->id, "school-mbo");
	CHECK_STR(found.to->id, "school-work");
	CHECK(found.hidden_count == 1 && names(found.hidden, 1, "want.study"));
	CHECK(found.back_count == 0 && found.fresh_count == 1);
	CHECK(names(found.fresh, found.fresh_count, "want.work"));
	CHECK_STR(open(&w).route->id, "school-mbo"); /* nothing happened */
	REQUIRE_OK(choose(&w, &work));
	found = change(&w, &mbo);
	CHECK(found.back_count == 1 && names(found.back, 1, "want.study"));
	CHECK(found.hidden_count == 0);
	place_close(&w.p);
}

TEST(route_change_hides_and_loses_nothing)
{
	struct world w;
	struct passport_whole whole;
	struct passport_question q;
	REQUIRE(set_up(&w));
	REQUIRE_OK(choose(&w, &mbo));
	write(&w, "want.study");
	REQUIRE_OK(choose(&w, &work));
	REQUIRE_OK(passport_read(&w.p.app, w.p.arena, &w.anna, 0, &whole));
	REQUIRE(whole.hidden_count == 1);
	CHECK_STR(whole.hidden[0].question->id, "want.study");
	CHECK_STR(whole.hidden[0].stored, "dat zeg ik");
	REQUIRE_OK(choose(&w, &mbo));
	REQUIRE_OK(passport_ask(&w.p.app, w.p.arena, &w.anna, 0, STR("want.study"), &q));
	CHECK_STR(q.answer.stored, "dat zeg ik");
	REQUIRE_OK(passport_read(&w.p.app, w.p.arena, &w.anna, 0, &whole));
	CHECK_INT((int64_t)whole.hidden_count, 0);
	place_close(&w.p);
}

TEST(route_change_can_be_undone_for_an_hour)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_ERR(passport_choose_undo(&w.p.app, w.p.arena, &w.anna), ERR_NOT_FOUND);
	REQUIRE_OK(choose(&w, &mbo));
	CHECK(!open(&w).can_undo); /* there was none before */
	struct content_picks both = {{STR("no"), STR("work")}, WORDING_EASY};
	REQUIRE_OK(choose(&w, &both));
	CHECK(open(&w).can_undo && open(&w).route->wording == WORDING_EASY);
	place_pass(&w.p, USEC_MINUTE);
	REQUIRE_OK(passport_choose_undo(&w.p.app, w.p.arena, &w.anna));
	CHECK_STR(open(&w).route->id, "school-mbo");
	CHECK(open(&w).route->wording == WORDING_PUPIL);
	CHECK(!open(&w).can_undo); /* it is as it was: nothing changed */
	CHECK_ERR(passport_choose_undo(&w.p.app, w.p.arena, &w.anna), ERR_NOT_FOUND);
	REQUIRE_OK(choose(&w, &both));
	place_pass(&w.p, PASSPORT_UNDO - 1);
	REQUIRE_OK(passport_choose_undo(&w.p.app, w.p.arena, &w.anna));
	CHECK_STR(open(&w).route->id, "school-mbo");
	REQUIRE_OK(choose(&w, &both));
	place_pass(&w.p, PASSPORT_UNDO);
	CHECK(!open(&w).can_undo);
	CHECK_ERR(passport_choose_undo(&w.p.app, w.p.arena, &w.anna), ERR_NOT_FOUND);
	CHECK_STR(open(&w).route->id, "outside-work");
	place_close(&w.p);
}

/* Another browser of hers. */
struct elsewhere {
	struct world *w;
	int times;
};

static void choose_elsewhere(void *ctx)
{
	struct elsewhere *e = ctx;
	if (e->times-- > 0)
		CHECK_OK(choose(e->w, e->times % 2 ? &mbo : &work));
	place_pass(&e->w->p, 1);
}

static err_t choose_meddled(struct world *w, int times, const struct content_picks *picks)
{
	struct elsewhere elsewhere = {w, times};
	struct meddled m = {.before = choose_elsewhere, .ctx = &elsewhere};
	struct app app = meddled_app(&m, &w->p.app);
	return passport_choose(&app, w->p.arena, &w->anna, picks);
}

TEST(route_chosen_elsewhere_meanwhile_can_be_gone_back_to)
{
	struct world w;
	struct content_picks both = {{STR("no"), STR("work")}, WORDING_EASY};
	REQUIRE(set_up(&w));
	REQUIRE_OK(choose(&w, &mbo));
	REQUIRE_OK(choose_meddled(&w, 1, &both));
	CHECK_STR(open(&w).route->id, "outside-work");
	REQUIRE_OK(passport_choose_undo(&w.p.app, w.p.arena, &w.anna));
	CHECK_STR(open(&w).route->id, "school-work");
	CHECK_ERR(choose_meddled(&w, 100, &both), ERR_CONFLICT);
	place_close(&w.p);
}

TEST(route_wording_is_kept_over_routes)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct content_picks easy = mbo;
	easy.wording = WORDING_EASY;
	REQUIRE_OK(choose(&w, &easy));
	CHECK(open(&w).route->wording == WORDING_EASY);
	CHECK_OK(passport_pick(&w.p.app, w.p.arena, &w.anna, STR("going-to"), STR("work")));
	CHECK(open(&w).route->wording == WORDING_EASY);
	CHECK_STR(open(&w).route->id, "school-work");
	REQUIRE_OK(choose(&w, &mbo)); /* goes by the route again */
	CHECK(open(&w).route->wording == WORDING_PUPIL);
	place_close(&w.p);
}

TEST(route_that_is_none_is_refused)
{
	struct world w;
	struct passport_change found;
	struct actor nobody = {0}, house = {.is_house = true};
	struct content_picks half = {{STR("yes")}}, odd = {{STR("mbo"), STR("yes")}};
	REQUIRE(set_up(&w));
	CHECK_ERR(choose(&w, &half), ERR_INVALID);
	CHECK_ERR(choose(&w, &odd), ERR_INVALID);
	CHECK_ERR(passport_change(&w.p.app, w.p.arena, &w.anna, 0, &half, &found), ERR_INVALID);
	CHECK_ERR(passport_choose(&w.p.app, w.p.arena, &nobody, &mbo), ERR_UNAUTHENTICATED);
	CHECK_ERR(passport_choose(&w.p.app, w.p.arena, &house, &mbo), ERR_FORBIDDEN);
	CHECK_ERR(passport_choose_undo(&w.p.app, w.p.arena, &nobody), ERR_UNAUTHENTICATED);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM pick"), 0);
	place_close(&w.p);
}
