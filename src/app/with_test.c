/* Pictures and questions of another: with the part that was granted, and not a moment longer. */
#include "app/conversation.h"
#include "app/reading.h"

#include "i18n/i18n.h"
#include "i18n/lang.h"
#include "unit/place.h"
#include "unit/unit.h"

#define MADE STR("can.made")
#define CAN STR("can")

struct world {
	struct place p;
	struct actor anna, papa, other;
	struct public_id grant;
};

static err_t give(struct tx *tx, void *ctx)
{
	const struct world *w = ctx;
	usec now = clock_now(w->p.app.clock);
	struct row_id id;
	struct grant_new g = {
		.public = w->grant,
		.owner = w->anna.person,
		.holder = w->papa.person,
		.kind = GRANT_COMPANION,
		.role = GRANT_PARENT,
		.terms = {{CAN}, 1, zone_day(now) + 100},
		.now = now,
	};
	tx_allow(tx);
	return grant_add(tx, &g, &id);
}

static void save(struct world *w, struct str bytes, int64_t version)
{
	bool other;
	struct passport_picture in = {.question = MADE,
		.name = STR("kast.png"),
		.bytes = bytes,
		.description = STR("Een kast"),
		.removes = !bytes.len,
		.version = version};
	CHECK_OK(passport_picture_save(&w->p.app, w->p.arena, &w->anna, &in, &other));
}

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	const struct app *app = &w->p.app;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->papa = place_person(&w->p, "Jan", "jan@thuis.example");
	w->other = place_person(&w->p, "Kim", "kim@thuis.example");
	w->grant = public_id_new(&random_system);
	CHECK_OK(passport_pick(app, w->p.arena, &w->anna, STR("at-school"), STR("yes")));
	CHECK_OK(passport_pick(app, w->p.arena, &w->anna, STR("going-to"), STR("mbo")));
	save(w, place_png(), 0);
	return CHECK_OK(db_tx(w->p.app.db, give, w));
}

static err_t look(struct world *w, const struct actor *actor, const char *scope,
	const char *question, struct file *ret)
{
	struct with_picture at = {w->anna.public, str_of(scope), str_of(question)};
	return with_picture(&w->p.app, w->p.arena, actor, &at, ret);
}

static int64_t times_read(struct world *w)
{
	return place_sql(&w->p, "SELECT COALESCE(sum(times), 0) FROM passport_reading");
}

TEST(with_picture_opens_what_the_grant_shows)
{
	struct world w;
	struct with_chapter read;
	struct file file;
	REQUIRE(set_up(&w));
	CHECK_OK(with_read(&w.p.app, w.p.arena, &w.papa, 0, w.anna.public, CAN, &read));
	REQUIRE_OK(look(&w, &w.papa, "can", "can.made", &file));
	CHECK_STR(file.type, "image/jpeg");
	CHECK(str_starts(file.bytes, STR("\xff\xd8")));
	CHECK_INT(times_read(&w), 1); /* of the part, with its picture */
	place_close(&w.p);
}

TEST(with_picture_is_a_reading)
{
	struct world w;
	struct file file;
	struct reading_page page;
	REQUIRE(set_up(&w));
	CHECK_OK(look(&w, &w.papa, "can", "can.made", &file));
	CHECK_OK(look(&w, &w.papa, "can", "can.made", &file));
	CHECK_INT(times_read(&w), 1);
	place_pass(&w.p, READING_EACH);
	CHECK_OK(look(&w, &w.papa, "can", "can.made", &file));
	CHECK_OK(reading_list(&w.p.app, w.p.arena, &w.anna, 1, &page));
	CHECK(page.len == 2 && str_eq(page.at[0].scope, CAN));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'passport.read'"), 2);
	place_close(&w.p);
}

TEST(with_picture_opens_nothing_else)
{
	struct world w;
	struct file file;
	struct actor nobody = {0}, house = {.is_house = true};
	REQUIRE(set_up(&w));
	CHECK_ERR(look(&w, &w.papa, "who", "can.made", &file), ERR_NOT_FOUND);
	CHECK_ERR(look(&w, &w.papa, "care", "can.made", &file), ERR_NOT_FOUND);
	CHECK_ERR(look(&w, &w.papa, "can", "can.good", &file), ERR_NOT_FOUND);
	CHECK_ERR(look(&w, &w.papa, "can", "can.nothing", &file), ERR_NOT_FOUND);
	CHECK_ERR(look(&w, &w.papa, "", "", &file), ERR_NOT_FOUND);
	CHECK_ERR(look(&w, &w.other, "can", "can.made", &file), ERR_NOT_FOUND);
	CHECK_ERR(look(&w, &w.anna, "can", "can.made", &file), ERR_NOT_FOUND);
	CHECK_ERR(look(&w, &nobody, "can", "can.made", &file), ERR_UNAUTHENTICATED);
	CHECK_ERR(look(&w, &house, "can", "can.made", &file), ERR_FORBIDDEN);
	place_sql(&w.p, "UPDATE grant_scope SET scope = 'who'");
	CHECK_ERR(look(&w, &w.papa, "who", "can.made", &file), ERR_NOT_FOUND);
	CHECK_INT(times_read(&w), 0);
	place_close(&w.p);
}

TEST(with_picture_ends_with_the_grant)
{
	struct world w;
	struct file file;
	REQUIRE(set_up(&w));
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, w.grant));
	CHECK_ERR(look(&w, &w.papa, "can", "can.made", &file), ERR_NOT_FOUND);
	CHECK_OK(grant_undo(&w.p.app, w.p.arena, &w.anna, w.grant));
	CHECK_OK(look(&w, &w.papa, "can", "can.made", &file));
	place_pass(&w.p, 101 * USEC_DAY);
	CHECK_ERR(look(&w, &w.papa, "can", "can.made", &file), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(with_picture_follows_the_answer)
{
	struct world w;
	struct file file;
	REQUIRE(set_up(&w));
	save(&w, STR_NONE, 1);
	CHECK_ERR(look(&w, &w.papa, "can", "can.made", &file), ERR_NOT_FOUND); /* taken away */
	save(&w, place_png(), 2);
	CHECK_OK(look(&w, &w.papa, "can", "can.made", &file));
	place_sql(&w.p, "DELETE FROM pick");
	CHECK_ERR(look(&w, &w.papa, "can", "can.made", &file), ERR_NOT_FOUND); /* not asked */
	place_close(&w.p);
}

static err_t ask(struct world *w, const struct actor *actor, const char *scope, const char *lang,
	struct with_questions *ret)
{
	const struct app *app = &w->p.app;
	size_t at = lang_index(i18n_find_any(app->i18n, str_of(lang)));
	return with_questions(app, w->p.arena, actor, at, w->anna.public, str_of(scope), ret);
}

TEST(with_questions_are_in_the_readers_language_and_no_reading)
{
	struct world w;
	struct with_questions asked;
	REQUIRE(set_up(&w));
	REQUIRE_OK(ask(&w, &w.papa, "can", "tr", &asked));
	CHECK_STR(asked.name, "Anna");
	CHECK_STR(asked.chapter->questions[0].text, "Neyi iyi yaparsın?");
	REQUIRE_OK(ask(&w, &w.papa, "can", "nl", &asked));
	CHECK_STR(asked.chapter->questions[0].text, "Wat kun jij goed?");
	CHECK_INT(times_read(&w), 0);
	place_close(&w.p);
}

TEST(with_questions_are_for_who_may_talk_about_them)
{
	struct world w;
	struct with_questions asked;
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	CHECK_ERR(ask(&w, &w.papa, "who", "nl", &asked), ERR_NOT_FOUND);
	CHECK_ERR(ask(&w, &w.papa, "care", "nl", &asked), ERR_NOT_FOUND);
	CHECK_ERR(ask(&w, &w.papa, "", "nl", &asked), ERR_NOT_FOUND);
	CHECK_ERR(ask(&w, &w.other, "can", "nl", &asked), ERR_NOT_FOUND);
	CHECK_ERR(ask(&w, &w.anna, "can", "nl", &asked), ERR_NOT_FOUND);
	CHECK_ERR(ask(&w, &nobody, "can", "nl", &asked), ERR_UNAUTHENTICATED);
	place_sql(&w.p, "UPDATE grant_scope SET scope = 'gone'");
	CHECK_ERR(ask(&w, &w.papa, "gone", "nl", &asked), ERR_NOT_FOUND);
	place_sql(&w.p, "UPDATE grant_scope SET scope = 'can'");
	place_sql(&w.p, "UPDATE passport_grant SET kind = 'receiver'"); /* reads, and no more */
	CHECK_ERR(ask(&w, &w.papa, "can", "nl", &asked), ERR_NOT_FOUND);
	place_sql(&w.p, "UPDATE passport_grant SET kind = 'companion'");
	CHECK_OK(ask(&w, &w.papa, "can", "nl", &asked));
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, w.grant));
	CHECK_ERR(ask(&w, &w.papa, "can", "nl", &asked), ERR_NOT_FOUND);
	CHECK_OK(grant_undo(&w.p.app, w.p.arena, &w.anna, w.grant));
	place_sql(&w.p, "DELETE FROM pick");
	CHECK_ERR(ask(&w, &w.papa, "can", "nl", &asked), ERR_NOT_FOUND); /* no route */
	place_close(&w.p);
}
