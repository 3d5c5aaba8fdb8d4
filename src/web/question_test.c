/* Writing an answer, by form and by script, as a browser sees it. */
#include "app/passport.h"
#include "base/buf.h"
#include "unit/unit.h"
#include "unit/world.h"
#include "web/routes.h"

#define PROUD "/passport/questions/who.proud"

TEST(question_saved_by_form_leads_on)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	CHECK_INT(browser_post(&w.b, PROUD, "answer=een%0D%0Atwee+%3Cb%3E&version=0&go=stay"), 303);
	CHECK_STR(w.b.location, PROUD);
	browser_get(&w.b, PROUD);
	CHECK(browser_sees(&w.b, "een\ntwee &lt;b&gt;</textarea>"));
	CHECK_INT(browser_post(&w.b, PROUD, "answer=drie&version=1&go=later"), 303);
	CHECK_STR(w.b.location, "/passport");
	world_close(&w);
}

TEST(question_in_easy_words_has_pictures)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	CHECK(!browser_sees(&w.b, "question__picture"));
	CHECK_INT(browser_post(&w.b, "/passport/route", "at-school=yes&going-to=mbo&wording=easy"),
		303);
	CHECK_INT(browser_get(&w.b, PROUD), 200);
	CHECK(browser_sees(&w.b, "role=\"img\" aria-label=\"Een medaille\"><svg "));
	CHECK_INT(browser_get(&w.b, "/passport/questions/need.travel"), 200);
	CHECK(browser_sees(&w.b, "value=\"bike\"><svg "));
	world_close(&w);
}

TEST(question_saved_by_script_answers_in_json)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	w.b.wants_json = true;
	CHECK_INT(browser_post(&w.b, PROUD, "answer=tien+tekens+of+meer&version=0"), 200);
	CHECK(browser_sees(&w.b, "{\"version\":1,") && browser_sees(&w.b, "\"answered\":true"));
	CHECK_INT(browser_post(&w.b, PROUD, "answer=iets+anders&version=0"), 409);
	CHECK(browser_sees(&w.b, "\"other\":\"tien tekens of meer\""));
	CHECK_INT(browser_post(&w.b, PROUD, "answer=a%00b&version=1"), 422);
	CHECK_INT(browser_post(&w.b, PROUD, "answer=x&version=one"), 422);
	world_close(&w);
}

TEST(question_of_each_kind_is_asked_saved_and_shown)
{
	static const struct {
		const char *path, *fields, *shown, *read;
	} kinds[] = {
		{"/passport/questions/can.done", "answer=een+%3C&answer=twee&answer=",
			"name=\"answer\" type=\"text\" value=\"een &lt;\"", "<li>een &lt;</li>"},
		{"/passport/questions/need.travel", "option=&option=bike", "value=\"bike\" checked",
			"met de fiets"},
		{"/passport/questions/can.strengths", "option=&option=handy&option=calm",
			"value=\"calm\" checked", "<li>blijft rustig</li>"},
		{"/passport/questions/want.sure", "option=&option=4", "value=\"4\" checked",
			"scale-shown__here"},
	};
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		const char *fields = str_fmt(w.p.arena, "version=0&go=stay&%s", kinds[i].fields).p;
		REQUIRE(CHECK_INT(browser_get(&w.b, kinds[i].path), 200));
		CHECK(!browser_sees(&w.b, kinds[i].shown));
		CHECK_INT(browser_post(&w.b, kinds[i].path, fields), 303);
		CHECK_STR(w.b.location, kinds[i].path);
		browser_get(&w.b, kinds[i].path);
		CHECK(browser_sees(&w.b, kinds[i].shown));
		browser_get(&w.b, "/passport/read");
		CHECK(browser_sees(&w.b, kinds[i].read));
	}
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM answer WHERE answered"), 4);
	world_close(&w);
}

/* What did not arrive is not empty: nothing is wiped. */
TEST(question_without_its_field_changes_nothing)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	browser_post(&w.b, PROUD, "answer=trots+op+mijn+zus&version=0&go=stay");
	CHECK_INT(browser_post(&w.b, PROUD, "version=1&go=next"), 422);
	CHECK_INT(browser_post(&w.b, PROUD, "option=&version=1&go=next"), 422);
	CHECK_INT(browser_post(&w.b, PROUD, "answer=x&go=next"), 422);
	browser_get(&w.b, PROUD);
	CHECK(browser_sees(&w.b, "trots op mijn zus</textarea>"));
	const char *travel = "/passport/questions/need.travel";
	browser_post(&w.b, travel, "option=&option=bike&version=0&go=stay");
	CHECK_INT(browser_post(&w.b, travel, "version=1&go=next"), 422);
	browser_get(&w.b, travel);
	CHECK(browser_sees(&w.b, "value=\"bike\" checked"));
	world_close(&w);
}

TEST(question_conflict_of_choices_shows_both_in_words)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	const char *travel = "/passport/questions/need.travel";
	browser_post(&w.b, travel, "option=&option=bike&version=0&go=next");
	CHECK_INT(browser_post(&w.b, travel, "option=&option=car&version=0&go=next"), 409);
	CHECK(browser_sees(&w.b, "data-other>met de fiets</blockquote>"));
	CHECK(browser_sees(&w.b, "value=\"car\" checked"));
	w.b.wants_json = true;
	CHECK_INT(browser_post(&w.b, travel, "option=&option=car&version=0"), 409);
	CHECK(browser_sees(&w.b, "\"other\":\"met de fiets\""));
	CHECK_INT(browser_post(&w.b, travel, "option=&option=boat&version=1"), 422);
	world_close(&w);
}

TEST(question_of_health_says_why_and_that_skipping_is_fine)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	CHECK_INT(browser_get(&w.b, "/passport/questions/need.health"), 200);
	CHECK(browser_sees(&w.b, "Zo weet een school of baas"));
	CHECK(browser_sees(&w.b, "Overslaan mag altijd."));
	CHECK_INT(browser_get(&w.b, "/passport/chapters/care"), 200);
	CHECK(browser_sees(&w.b, "Overslaan mag altijd."));
	browser_get(&w.b, "/passport/chapters/need");
	CHECK(!browser_sees(&w.b, "need.health"));
	world_close(&w);
}

TEST(question_that_cannot_be_read_hides_no_other)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	browser_post(&w.b, PROUD, "answer=trots+op+mijn+zus&version=0&go=stay");
	browser_post(&w.b, "/passport/questions/who.self", "answer=ik+ben+Anna&version=0&go=stay");
	place_sql(
		&w.p, "UPDATE answer SET body = substr(body, 1, 50) WHERE question = 'who.proud'");
	CHECK_INT(browser_get(&w.b, "/passport/read"), 200);
	CHECK(browser_sees(&w.b, "ik ben Anna"));
	CHECK(browser_sees(&w.b, "We kunnen dit antwoord niet lezen."));
	CHECK_INT(browser_get(&w.b, PROUD), 200);
	CHECK(browser_sees(&w.b, "Je kunt het opnieuw schrijven."));
	CHECK_INT(browser_post(&w.b, PROUD, "answer=opnieuw&version=1&go=stay"), 303);
	world_close(&w);
}

/* Too long, shortened and sent again: nobody else wrote, so there is nothing to choose. */
TEST(question_refused_and_mended_is_no_conflict)
{
	struct world w;
	struct buf body;
	REQUIRE(world_open_passport(&w, PROUD));
	CHECK_INT(browser_post(&w.b, PROUD, "answer=een&version=0&go=stay"), 303);
	buf_init(&body, w.p.arena, 1 << 15, 1 << 15);
	buf_lit(&body, "version=1&go=next&answer=");
	for (int i = 0; i <= ANSWER_MOST; i++)
		buf_putc(&body, 'x');
	buf_putc(&body, '\0');
	CHECK_INT(browser_post(&w.b, PROUD, buf_str(&body).p), 422);
	CHECK(browser_sees(&w.b, "name=\"version\" value=\"1\""));
	CHECK_INT(browser_post(&w.b, PROUD, "answer=x&version=one&go=next"), 422);
	CHECK(browser_sees(&w.b, "name=\"version\" value=\"0\""));
	world_close(&w);
}

TEST(question_conflict_shows_both)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	browser_post(&w.b, PROUD, "answer=op+de+telefoon&version=0&go=next");
	CHECK_INT(browser_post(&w.b, PROUD, "answer=op+de+laptop&version=0&go=next"), 409);
	CHECK(browser_sees(&w.b, "op de telefoon") && browser_sees(&w.b, "op de laptop"));
	CHECK(browser_sees(&w.b, "name=\"version\" value=\"1\""));
	world_close(&w);
}

/* The route changed in another tab: what was written is saved, and the way goes on. */
TEST(question_that_is_not_asked_any_more_is_saved)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	struct content_picks mbo = {{STR("yes"), STR("mbo")}}, work = {{STR("yes"), STR("work")}};
	const struct content_route *here = content_route(w.p.app.content, 0, &mbo);
	const struct content_route *there = content_route(w.p.app.content, 0, &work);
	struct str question = STR_NONE;
	for (size_t i = 0; i < here->count; i++)
		for (size_t k = 0; k < here->chapters[i].count; k++)
			if (!content_find(there, here->chapters[i].questions[k].id).question)
				question = here->chapters[i].questions[k].id;
	const char *path = str_fmt(w.p.arena, "/passport/questions/%.*s", STR_ARG(question)).p;
	CHECK_OK(passport_choose(&w.p.app, w.p.arena, &w.anna, &work));
	CHECK_INT(browser_post(&w.b, path, "answer=blijft&version=0&go=next"), 303);
	CHECK_STR(w.b.location, "/passport");
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM answer"), 1);
	CHECK_INT(browser_get(&w.b, path), 404);
	world_close(&w);
}

TEST(question_of_nobody)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	CHECK_INT(browser_get(&w.b, "/passport/questions/who.nothing"), 404);
	CHECK_INT(browser_post(&w.b, "/passport/questions/who.nothing", "answer=x&version=0"), 404);
	world_close(&w);
}

/* Signed out while writing: the text survives, even the longest, and is saved after signing in. */
TEST(question_text_survives_the_end_of_the_session)
{
	struct world w;
	struct buf body;
	REQUIRE(world_open_passport(&w, PROUD));
	buf_init(&body, w.p.arena, 1 << 16, 1 << 20);
	buf_lit(&body, "version=0&answer=");
	for (int i = 0; i < 20000; i++)
		buf_lit(&body, "%F0%9F%8C%B8");
	buf_putc(&body, '\0');
	place_pass(&w.p, USEC_HOUR);
	CHECK_INT(browser_post(&w.b, PROUD, buf_str(&body).p), 401);
	CHECK(browser_sees(&w.b, "name=\"back\" value=\"" PROUD "\""));
	CHECK(browser_sees(&w.b, "name=\"kept\" value=\"form_token="));
	CHECK(browser_sees(&w.b, "%F0%9F%8C%B8\"")); /* to its end */
	for (const struct route *r = account_routes; r->pattern; r++)
		if (r->method == POST && str_is(str_of(r->pattern), "/sign-in"))
			CHECK(r->max_body > 20000 * 12 / 3 * 5 + 4096);
	world_close(&w);
}

/* While the store is away: 503, and the text is there to be sent again, by this session's form. */
TEST(question_text_survives_a_store_that_is_away)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	struct db *store = w.p.app.db;
	browser_get(&w.b, PROUD);
	place_lose_store(&w.p);
	CHECK_INT(browser_post(&w.b, PROUD, "answer=nog+niet+weg&version=0&go=next"), 503);
	CHECK(browser_sees(&w.b, "value=\"nog niet weg\"") && browser_sees(&w.b, PROUD));
	w.b.is_foreign = true;
	CHECK_INT(browser_post(&w.b, PROUD, "answer=van+een+ander&version=0&go=next"), 503);
	CHECK(!browser_sees(&w.b, "van een ander"));
	w.b.is_foreign = false;
	CHECK_INT(browser_get(&w.b, PROUD), 503);
	w.b.wants_json = true;
	CHECK_INT(browser_post(&w.b, PROUD, "answer=nog+niet+weg&version=0"), 503);
	w.b.wants_json = false;
	CHECK_INT(browser_post(&w.b, PROUD, "answer=nog+niet+weg&version=0&go=next"), 503);
	w.p.app.db = store;
	CHECK_INT(browser_post(&w.b, PROUD, "answer=nog+niet+weg&version=0&go=next"), 303);
	world_close(&w);
}

/* The same while the store of keys is away. */
TEST(question_text_survives_keys_that_are_away)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	struct db *store = w.p.app.db, *keys = w.p.keys.keys;
	browser_get(&w.b, PROUD);
	place_lose_store(&w.p);
	w.p.keys.keys = w.p.app.db;
	w.p.app.db = store;
	place_pass(&w.p, VAULT_FRESH);
	CHECK_INT(browser_post(&w.b, PROUD, "answer=nog+niet+weg&version=0&go=next"), 503);
	CHECK(browser_sees(&w.b, "value=\"nog niet weg\"") && browser_sees(&w.b, PROUD));
	CHECK(store_holds(&w.p.store, STR("id=0123456789abcdef code=unavailable")));
	CHECK(!store_holds(&w.p.store, STR("nog niet weg")));
	w.p.keys.keys = keys;
	CHECK_INT(browser_post(&w.b, PROUD, "answer=nog+niet+weg&version=0&go=next"), 303);
	world_close(&w);
}
