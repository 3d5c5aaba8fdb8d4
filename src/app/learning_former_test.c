#include "app/learning_former.h"

#include "app/export_inside.h"
#include "codec/input.h"
#include "unit/project.h"
#include "unit/unit.h"

#define COOKED "Ik kookte voor 24 mensen."

/* A youth organisation with a coordinator, a stranger, and a project in which two write. */
struct world {
	struct place p;
	struct actor mila, otto, aino, jure;
	struct project_at at;
};

static err_t save_as(struct world *w, const struct actor *by, const char *area, const char *text)
{
	struct learning_in in = {str_of(area), PROJECT_END, str_of(text), 0, false};
	struct learning_saved saved;
	return learning_save(&w->p.app, w->p.arena, by, by->public, &in, &saved);
}

static bool set_up(struct world *w)
{
	if (!place_open_takers(&w->p, &w->mila, &w->at, &w->aino, &w->jure))
		return false;
	w->otto = place_otto(&w->p);
	return CHECK_OK(save_as(w, &w->aino, "stem", COOKED));
}

static void set_type(struct world *w, const char *type)
{
	struct project_basics basics = {STR("Water"), str_of(type), STR_NONE};
	CHECK_OK(project_set_basics(&w->p.app, w->p.arena, &w->mila, &w->at, &basics));
}

static int64_t left_behind(struct world *w, const char *type)
{
	int64_t people = -1;
	CHECK_OK(learning_left_behind(
		&w->p.app, w->p.arena, &w->mila, &w->at, str_of(type), &people));
	return people;
}

static struct learning own(struct world *w)
{
	struct learning l = {0};
	CHECK_OK(learning_open(&w->p.app, w->p.arena, &w->aino, w->aino.public, 0, &l));
	return l;
}

static struct str text_at(const struct learning *l, const char *area, enum project_moment moment)
{
	const struct learning_area *at = learning_area_find(l, str_of(area));
	return at ? at->texts[moment].text : STR_NONE;
}

static const struct learning_move to_groups = {
	{{"stem", 4}, PROJECT_END}, {{"facilitating", 12}, PROJECT_HALFWAY}};

static err_t move(struct world *w, const struct learning_move *in)
{
	return learning_move(&w->p.app, w->p.arena, &w->aino, w->aino.public, in);
}

TEST(former_people_are_counted_before_the_type_changes)
{
	struct world w;
	int64_t people;
	REQUIRE(set_up(&w));
	CHECK_INT(left_behind(&w, "youth-worker-mobility"), 1);
	CHECK_INT(left_behind(&w, "own"), 0); /* the same framework */
	CHECK_INT(left_behind(&w, "nothing"), 0);
	CHECK_OK(save_as(&w, &w.jure, "digital", "n.v.t."));
	CHECK_INT(left_behind(&w, "youth-worker-mobility"), 1);
	CHECK_OK(save_as(&w, &w.jure, "stem", "Meten"));
	CHECK_INT(left_behind(&w, "youth-worker-mobility"), 2);
	CHECK_OK(participant_remove(&w.p.app, w.p.arena, &w.mila, &w.at, w.jure.public));
	CHECK_INT(left_behind(&w, "youth-worker-mobility"), 1);
	CHECK_ERR(learning_left_behind(&w.p.app, w.p.arena, &w.otto, &w.at, STR("own"), &people),
		ERR_FORBIDDEN);
	place_close(&w.p);
}

TEST(former_words_are_theirs_to_read_and_come_back_with_the_type)
{
	struct world w;
	struct learning l, read;
	REQUIRE(set_up(&w));
	CHECK(!own(&w).former_len);
	set_type(&w, "youth-worker-mobility");
	l = own(&w);
	CHECK(l.len == 9 && !l.written && !learning_says_something(&l));
	REQUIRE(l.former_len == 1);
	CHECK_STR(l.former[0].area->id, "stem");
	CHECK_STR(l.former[0].texts[PROJECT_END].text, COOKED);
	CHECK_ERR(learning_submit(&w.p.app, w.p.arena, &w.aino, w.aino.public, l.revision),
		ERR_CONFLICT);
	CHECK_OK(save_as(&w, &w.aino, "teams", "Samen koken"));
	CHECK_OK(learning_submit(&w.p.app, w.p.arena, &w.aino, w.aino.public, own(&w).revision));
	CHECK_OK(learning_read(&w.p.app, w.p.arena, &w.mila, &w.at, w.aino.public, 0, &read));
	CHECK(read.written == 1 && !read.former_len);
	set_type(&w, "own");
	l = own(&w);
	CHECK_STR(text_at(&l, "stem", PROJECT_END), COOKED);
	REQUIRE(l.former_len == 1);
	CHECK_STR(l.former[0].area->id, "teams");
	place_close(&w.p);
}

TEST(former_words_move_and_none_is_lost)
{
	struct world w;
	struct learning_past past;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	set_type(&w, "youth-worker-mobility");
	int64_t revision = own(&w).revision;
	CHECK_OK(move(&w, &to_groups));
	struct learning l = own(&w);
	CHECK(!l.former_len && l.written == 1 && l.revision > revision);
	CHECK_STR(text_at(&l, "facilitating", PROJECT_HALFWAY), COOKED);
	CHECK(!store_holds(&w.p.store, STR(COOKED)));
	set_type(&w, "own");
	l = own(&w);
	CHECK_STR(text_at(&l, "stem", PROJECT_END), "");
	CHECK_OK(learning_past(
		app, w.p.arena, &w.aino, w.aino.public, STR("stem"), PROJECT_END, &past));
	REQUIRE(past.len == 1);
	CHECK_STR(past.at[0].text, COOKED);
	place_close(&w.p);
}

TEST(former_words_join_what_stands_there)
{
	struct world w;
	struct learning_past past;
	REQUIRE(set_up(&w));
	struct learning_move to_end = {to_groups.from, {STR("facilitating"), PROJECT_END}};
	set_type(&w, "youth-worker-mobility");
	CHECK_OK(save_as(&w, &w.aino, "facilitating", "Ik wachtte."));
	CHECK_OK(move(&w, &to_end));
	struct learning l = own(&w);
	CHECK_STR(text_at(&l, "facilitating", PROJECT_END), "Ik wachtte.\n\n" COOKED);
	CHECK_OK(learning_past(
		&w.p.app, w.p.arena, &w.aino, w.aino.public, to_end.to.area, PROJECT_END, &past));
	REQUIRE(past.len == 1);
	CHECK_STR(past.at[0].text, "Ik wachtte.");
	set_type(&w, "own");
	CHECK_OK(save_as(&w, &w.aino, "digital", "Een film"));
	set_type(&w, "youth-worker-mobility");
	struct learning_move film = {{STR("digital"), PROJECT_END}, {STR("teams"), PROJECT_END}};
	CHECK_OK(save_as(&w, &w.aino, "teams", "n.v.t.")); /* makes room */
	CHECK_OK(move(&w, &film));
	l = own(&w);
	CHECK_STR(text_at(&l, "teams", PROJECT_END), "Een film");
	CHECK(learning_area_find(&l, STR("teams"))->counts);
	place_close(&w.p);
}

TEST(former_words_move_nowhere_else)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct learning_move move_to = to_groups;
	const struct actor *others[] = {&w.mila, &w.otto, &w.jure};
	CHECK_ERR(move(&w, &to_groups), ERR_NOT_FOUND); /* its framework is the project's */
	set_type(&w, "youth-worker-mobility");
	for (size_t i = 0; i < 3; i++)
		CHECK_ERR(learning_move(&w.p.app, w.p.arena, others[i], w.aino.public, &to_groups),
			ERR_NOT_FOUND);
	move_to.to.area = STR("stem");
	CHECK_ERR(move(&w, &move_to), ERR_INVALID);
	move_to = to_groups;
	move_to.from.moment = PROJECT_START;
	CHECK_ERR(move(&w, &move_to), ERR_NOT_FOUND); /* nothing stands there */
	const char *lang = str_fmt(w.p.arena, "%0*d", LEARNING_TEXT_MOST - 5, 0).p;
	CHECK_OK(save_as(&w, &w.aino, "facilitating", lang));
	move_to = to_groups;
	move_to.to.moment = PROJECT_END;
	CHECK_ERR(move(&w, &move_to), ERR_INVALID); /* together too long */
	CHECK_INT((int64_t)own(&w).former_len, 1);
	CHECK_OK(learning_submit(&w.p.app, w.p.arena, &w.aino, w.aino.public, own(&w).revision));
	CHECK_ERR(move(&w, &to_groups), ERR_INVALID);
	place_close(&w.p);
}

TEST(former_words_are_in_the_export)
{
	struct world w;
	struct json items = json_array();
	REQUIRE(set_up(&w));
	set_type(&w, "youth-worker-mobility");
	CHECK_OK(participant_remove(&w.p.app, w.p.arena, &w.mila, &w.at, w.jure.public));
	const struct export_making making = {.app = &w.p.app,
		.arena = w.p.arena,
		.actor = place_claimer(&w.p, "Noor", "n@p.nl")};
	CHECK_OK(part_learned(&making, &items));
	REQUIRE(items.len == 1);
	CHECK_STR(json_str(json_get(&items.items[0], STR("answer"))), COOKED);
	place_close(&w.p);
}
