#include "app/demo.h"

#include "app/age.h"
#include "app/demo_mail.h"
#include "app/passport.h"
#include "mail/mailbox.h"
#include "unit/location.h"
#include "unit/place.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct demo *demo;
};

static bool set_up(struct world *w)
{
	return place_open(&w->p) && CHECK_OK(demo_new(w->p.arena, w->p.app.i18n, &w->demo)) &&
	       CHECK_OK(demo_settle(w->demo, &w->p.app));
}

TEST(demo_people_settle_once)
{
	struct world w;
	REQUIRE(set_up(&w));
	int64_t people = place_sql(&w.p, "SELECT count(*) FROM person");
	int64_t answers = place_sql(&w.p, "SELECT count(*) FROM answer");
	CHECK(people > 3 && answers > people);
	CHECK_OK(demo_settle(w.demo, &w.p.app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM person"), people);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM answer"), answers);
	CHECK_INT(
		place_keys(&w.p), people + place_sql(&w.p, "SELECT count(*) FROM participant") + 1);
	place_close(&w.p);
}

TEST(demo_everybody_on_the_list_can_be_played)
{
	struct world w;
	size_t count;
	REQUIRE(set_up(&w));
	const struct demo_person_about *people = demo_people(w.demo, &count);
	REQUIRE(count > 0);
	struct visitor v = place_visitor("block");
	for (size_t i = 0; i < count; i++) {
		struct token token;
		struct session session;
		struct passport found;
		REQUIRE_OK(demo_be(w.demo, &w.p.app, w.p.arena, people[i].id, &v, &token));
		REQUIRE_OK(session_find(&w.p.app, w.p.arena, &token, &session));
		CHECK(str_eq(session.name, people[i].name) && people[i].about[0].len);
		CHECK_OK(passport_open(&w.p.app, w.p.arena, &session.actor, 0, &found));
	}
	place_close(&w.p);
}

TEST(demo_people_said_how_old_they_are)
{
	struct world w;
	struct token token;
	struct session session;
	struct age age;
	REQUIRE(set_up(&w));
	w.p.app.consent_age = 16;
	struct visitor v = place_visitor("block");
	REQUIRE_OK(demo_be(w.demo, &w.p.app, w.p.arena, STR("noor"), &v, &token));
	REQUIRE_OK(session_find(&w.p.app, w.p.arena, &token, &session));
	REQUIRE_OK(age_of(&w.p.app, w.p.arena, &session.actor, &age));
	CHECK(age.years == 15 && age.state == AGE_BELOW);
	REQUIRE_OK(demo_be(w.demo, &w.p.app, w.p.arena, STR("marloes"), &v, &token));
	REQUIRE_OK(session_find(&w.p.app, w.p.arena, &token, &session));
	REQUIRE_OK(age_of(&w.p.app, w.p.arena, &session.actor, &age));
	CHECK(age.years == 38 && age.state == AGE_REACHED);
	place_close(&w.p);
}

TEST(demo_nobody_else_can_be_played)
{
	struct world w;
	struct token token;
	REQUIRE(set_up(&w));
	place_person(&w.p, "Anna", "anna@school.example");
	struct visitor v = place_visitor("block");
	CHECK_ERR(demo_be(w.demo, &w.p.app, w.p.arena, STR("anna@school.example"), &v, &token),
		ERR_NOT_FOUND);
	CHECK_ERR(demo_be(w.demo, &w.p.app, w.p.arena, STR_NONE, &v, &token), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM session"), 0);
	place_close(&w.p);
}

TEST(demo_mail_shows_the_newest_first)
{
	struct place p;
	struct db *box;
	const struct demo_letter *letters;
	struct demo_letter letter;
	size_t count;
	REQUIRE(place_open(&p));
	const char *box_place = location_new(p.arena, p.store.folder, "demo.db");
	REQUIRE_OK(
		db_open(&(struct db_config){.place = box_place, .schema = &mailbox_schema}, &box));
	REQUIRE_OK(db_migrate(box, 1));
	struct mail_transport post = mailbox_transport(box);
	for (int i = 0; i < DEMO_MAIL_MOST + 3; i++) {
		struct str id = str_fmt(p.arena, "m%d", i);
		struct mail_message m = {.id = id,
			.date = i,
			.from = STR("f@x.example"),
			.to = STR("t@x.example"),
			.lang = STR("nl"),
			.subject = id,
			.text = STR("tekst"),
			.html = STR("<p>tekst</p>")};
		REQUIRE_OK(post.send(post.ctx, &m));
	}
	REQUIRE_OK(demo_mail_list(box, p.arena, &letters, &count));
	CHECK_INT((int64_t)count, DEMO_MAIL_MOST);
	CHECK_STR(letters[0].subject, "m52");
	REQUIRE_OK(demo_mail_read(box, p.arena, letters[0].key, &letter));
	CHECK_STR(letter.body, "tekst");
	CHECK_ERR(demo_mail_read(box, p.arena, STR("m99"), &letter), ERR_NOT_FOUND);
	db_close(box);
	location_drop(box_place);
	place_close(&p);
}
