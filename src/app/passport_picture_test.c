/* Pictures as answers: made anew, sealed, kept through versions, and nobody else's. */
#include "app/passport.h"

#include "unit/meddled.h"
#include "unit/place.h"
#include "unit/unit.h"

#define MADE STR("can.made")

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

static struct passport_picture picture(int64_t version, const char *words)
{
	return (struct passport_picture){.question = MADE,
		.name = STR("kast.PNG"),
		.bytes = place_png(),
		.description = str_of(words),
		.version = version};
}

static err_t save(struct world *w, struct passport_picture in, bool *ret_other)
{
	return passport_picture_save(&w->p.app, w->p.arena, &w->anna, &in, ret_other);
}

static err_t look(struct world *w, const struct actor *actor, int64_t version, struct file *ret)
{
	return passport_picture(&w->p.app, w->p.arena, actor, MADE, version, ret);
}

TEST(picture_is_made_anew_and_comes_back)
{
	struct world w;
	struct file file;
	bool other = true;
	REQUIRE(set_up(&w));
	REQUIRE_OK(save(&w, picture(0, "Een kast"), &other));
	CHECK(!other);
	REQUIRE_OK(look(&w, &w.anna, 0, &file));
	CHECK_STR(file.type, "image/jpeg");
	CHECK(file.bytes.len > 3 && (uint8_t)file.bytes.p[0] == 0xff &&
		(uint8_t)file.bytes.p[1] == 0xd8);
	CHECK_OK(look(&w, &w.anna, 1, &file));
	CHECK_ERR(look(&w, &w.anna, 2, &file), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM answer WHERE answered"), 1);
	CHECK(!store_holds(&w.p.store, STR("Een kast")));
	place_close(&w.p);
}

TEST(picture_of_one_person_is_nobody_elses)
{
	struct world w;
	struct file file;
	bool other;
	struct actor nobody = {0}, house = {.is_house = true};
	REQUIRE(set_up(&w));
	REQUIRE_OK(save(&w, picture(0, "Een kast"), &other));
	CHECK_ERR(look(&w, &w.bo, 0, &file), ERR_NOT_FOUND);
	CHECK_ERR(look(&w, &nobody, 0, &file), ERR_UNAUTHENTICATED);
	CHECK_ERR(look(&w, &house, 0, &file), ERR_FORBIDDEN);
	place_close(&w.p);
}

TEST(picture_keeps_while_its_words_change)
{
	struct world w;
	struct file file;
	bool other;
	REQUIRE(set_up(&w));
	REQUIRE_OK(save(&w, picture(0, "Een kast"), &other));
	struct passport_picture words = {
		.question = MADE, .description = STR("Een kast van hout"), .version = 1};
	REQUIRE_OK(save(&w, words, &other));
	CHECK_OK(look(&w, &w.anna, 0, &file));
	CHECK_INT(place_sql(&w.p, "SELECT version FROM answer"), 2);
	words.removes = true;
	words.version = 2;
	REQUIRE_OK(save(&w, words, &other));
	CHECK_ERR(look(&w, &w.anna, 0, &file), ERR_NOT_FOUND);
	CHECK_OK(look(&w, &w.anna, 2, &file)); /* it can come back */
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM answer WHERE answered"), 0);
	place_close(&w.p);
}

/* Another browser of hers. */
struct elsewhere {
	struct world *w;
	int times;
};

static void replace_picture(void *ctx)
{
	struct elsewhere *e = ctx;
	bool other;
	if (e->times > 0)
		CHECK_OK(save(e->w, picture(e->times--, "een andere kast"), &other));
}

TEST(picture_that_is_replaced_while_a_version_is_dated_stands_in_it)
{
	struct world w;
	struct file file;
	struct passport_dated_list found = {0};
	const struct content_picks mbo = {{STR("yes"), STR("mbo")}};
	bool other;
	REQUIRE(set_up(&w));
	REQUIRE_OK(passport_choose(&w.p.app, w.p.arena, &w.anna, &mbo));
	REQUIRE_OK(save(&w, picture(0, "Een kast"), &other));
	struct elsewhere elsewhere = {&w, 1};
	struct meddled m = {.before = replace_picture, .ctx = &elsewhere};
	struct app app = meddled_app(&m, &w.p.app);
	REQUIRE_OK(passport_dated_make(&app, w.p.arena, &w.anna));
	CHECK_INT(elsewhere.times, 0);
	REQUIRE_OK(passport_dated_list(&w.p.app, w.p.arena, &w.anna, &found));
	REQUIRE(found.len == 1);
	CHECK_OK(passport_dated_picture(
		&w.p.app, w.p.arena, &w.anna, found.at[0].public, MADE, &file));
	place_close(&w.p);
}

TEST(picture_over_an_unseen_version_keeps_both)
{
	struct world w;
	struct file file;
	bool other = false;
	REQUIRE(set_up(&w));
	REQUIRE_OK(save(&w, picture(0, "op de telefoon"), &other));
	REQUIRE_OK(save(&w, picture(0, "op de laptop"), &other));
	CHECK(other);
	CHECK_OK(look(&w, &w.anna, 1, &file));
	CHECK_OK(look(&w, &w.anna, 2, &file));
	place_close(&w.p);
}

TEST(picture_that_is_none_is_refused)
{
	struct world w;
	struct file file;
	bool other;
	REQUIRE(set_up(&w));
	struct passport_picture in = picture(0, "");
	in.name = STR("kast.svg");
	CHECK_ERR(save(&w, in, &other), ERR_INVALID);
	in = picture(0, "");
	in.bytes = STR("geen plaatje");
	CHECK_ERR(save(&w, in, &other), ERR_INVALID);
	in.bytes = STR_NONE;
	CHECK_ERR(save(&w, in, &other), ERR_INVALID);
	in = picture(0, str_fmt(w.p.arena, "%0*d", ANSWER_ALT_MOST + 1, 0).p);
	CHECK_ERR(save(&w, in, &other), ERR_INVALID);
	in = picture(0, "");
	in.question = STR("who.self");
	CHECK_ERR(save(&w, in, &other), ERR_NOT_FOUND);
	in.question = STR("who.nothing");
	CHECK_ERR(save(&w, in, &other), ERR_NOT_FOUND);
	CHECK_ERR(passport_picture(&w.p.app, w.p.arena, &w.anna, STR("who.self"), 0, &file),
		ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM answer"), 0);
	place_close(&w.p);
}

static int64_t files(struct world *w)
{
	return place_sql(&w->p, "SELECT count(*) FROM file");
}

TEST(picture_file_goes_with_the_last_version_that_names_it)
{
	struct world w;
	struct file file;
	bool other;
	REQUIRE(set_up(&w));
	REQUIRE_OK(save(&w, picture(0, "Een kast"), &other));
	REQUIRE_OK(save(&w, picture(1, "Nog een kast"), &other)); /* too soon to keep the first */
	CHECK_INT(files(&w), 1);
	CHECK_OK(look(&w, &w.anna, 0, &file));
	for (int64_t version = 2; version <= PASSPORT_PAST_MOST + 4; version++) {
		place_pass(&w.p, PASSPORT_PAST_EACH + 1);
		struct passport_picture in = picture(version, "Een andere kast");
		if (version % 2) /* the same file under other words */
			in = (struct passport_picture){.question = MADE,
				.description = STR("Die kast"),
				.version = version};
		REQUIRE_OK(save(&w, in, &other));
	}
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM answer_past"), PASSPORT_PAST_MOST);
	CHECK_INT(files(&w), PASSPORT_PAST_MOST / 2 + 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM file_chunk"), files(&w));
	CHECK_OK(look(&w, &w.anna, 0, &file));
	CHECK_OK(look(&w, &w.anna, PASSPORT_PAST_MOST, &file));
	place_close(&w.p);
}

/* What was taken away or replaced stays to be put back, until its room is needed. */
TEST(picture_without_room_takes_that_of_the_oldest)
{
	struct world w;
	struct file file;
	bool other;
	REQUIRE(set_up(&w));
	for (int64_t version = 0; version < 4; version++) {
		REQUIRE_OK(save(&w, picture(version, "Een kast"), &other));
		place_pass(&w.p, PASSPORT_PAST_EACH + 1);
	}
	CHECK_INT(files(&w), 4);
	place_sql(&w.p, "UPDATE file SET size = 67108864 / 4");
	REQUIRE_OK(save(&w, picture(4, "Nog een"), &other));
	CHECK_INT(files(&w), 4);
	CHECK_ERR(look(&w, &w.anna, 1, &file), ERR_NOT_FOUND);
	place_sql(&w.p, "UPDATE file SET size = 67108864");
	REQUIRE_OK(save(&w, picture(5, "De grootste"), &other));
	CHECK_INT(files(&w), 1);
	CHECK_OK(look(&w, &w.anna, 0, &file));
	place_close(&w.p);
}

/* --- dated versions --- */

static bool choose_route(struct world *w)
{
	struct content_picks picks;
	return CHECK_OK(content_route_picks(w->p.app.content, STR("outside-work"), &picks)) &&
	       CHECK_OK(passport_choose(&w->p.app, w->p.arena, &w->anna, &picks));
}

static struct public_id keep_dated(struct world *w)
{
	struct passport_dated_list list = {0};
	place_pass(&w->p, 1);
	CHECK_OK(passport_dated_make(&w->p.app, w->p.arena, &w->anna));
	CHECK_OK(passport_dated_list(&w->p.app, w->p.arena, &w->anna, &list));
	return list.at[0].public;
}

static err_t look_dated(
	struct world *w, const struct actor *actor, struct public_id dated, struct file *ret)
{
	return passport_dated_picture(&w->p.app, w->p.arena, actor, dated, MADE, ret);
}

TEST(picture_of_a_dated_version_stays_when_another_comes)
{
	struct world w;
	struct file file;
	bool other;
	REQUIRE(set_up(&w) && choose_route(&w));
	REQUIRE_OK(save(&w, picture(0, "Een kast"), &other));
	struct public_id dated = keep_dated(&w);
	REQUIRE_OK(save(&w, picture(1, "Een stoel"), &other)); /* too soon to keep the first */
	CHECK_ERR(look(&w, &w.anna, 1, &file), ERR_NOT_FOUND);
	CHECK_INT(files(&w), 2);
	CHECK_OK(look_dated(&w, &w.anna, dated, &file));
	place_sql(&w.p, "UPDATE file SET size = 67108864");
	CHECK_ERR(save(&w, picture(2, "Zonder plaats"), &other), ERR_TOO_LARGE);
	CHECK_INT(files(&w), 2);
	place_close(&w.p);
}

TEST(picture_of_a_dated_version_goes_with_the_last_that_names_it)
{
	struct world w;
	struct file file;
	bool other;
	REQUIRE(set_up(&w) && choose_route(&w));
	REQUIRE_OK(save(&w, picture(0, "Een kast"), &other));
	struct public_id first = keep_dated(&w), second = keep_dated(&w);
	REQUIRE_OK(save(&w, picture(1, "Een stoel"), &other));
	struct public_id third = keep_dated(&w);
	CHECK_OK(passport_dated_delete(&w.p.app, w.p.arena, &w.anna, first));
	CHECK_OK(look_dated(&w, &w.anna, second, &file));
	CHECK_OK(passport_dated_delete(&w.p.app, w.p.arena, &w.anna, second));
	CHECK_INT(files(&w), 1);
	CHECK_OK(passport_dated_delete(&w.p.app, w.p.arena, &w.anna, third));
	CHECK_OK(look(&w, &w.anna, 0, &file)); /* it stands in the passport */
	place_close(&w.p);
}

TEST(picture_stays_while_a_dated_version_cannot_be_opened)
{
	struct world w;
	bool other;
	REQUIRE(set_up(&w) && choose_route(&w));
	REQUIRE_OK(save(&w, picture(0, "Een kast"), &other));
	struct public_id dated = keep_dated(&w);
	place_sql(&w.p, "UPDATE passport_version SET body = substr(body, 1, 60)");
	REQUIRE_OK(save(&w, picture(1, "Een stoel"), &other));
	CHECK_INT(files(&w), 2);
	CHECK_OK(passport_dated_delete(&w.p.app, w.p.arena, &w.anna, dated));
	place_close(&w.p);
}

TEST(picture_of_a_dated_version_is_its_owners)
{
	struct world w;
	struct file file;
	bool other;
	struct actor nobody = {0};
	REQUIRE(set_up(&w) && choose_route(&w));
	REQUIRE_OK(save(&w, picture(0, "Een kast"), &other));
	struct public_id dated = keep_dated(&w);
	CHECK_ERR(look_dated(&w, &w.bo, dated, &file), ERR_NOT_FOUND);
	CHECK_ERR(look_dated(&w, &nobody, dated, &file), ERR_UNAUTHENTICATED);
	CHECK_ERR(
		passport_dated_picture(&w.p.app, w.p.arena, &w.anna, dated, STR("who.self"), &file),
		ERR_NOT_FOUND);
	place_close(&w.p);
}
