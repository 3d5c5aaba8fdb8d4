/* Register, confirm, sign in and out, as a browser sees them. */
#include "unit/unit.h"
#include "unit/world.h"

#include <string.h>

#define REGISTER "name=Anna&mail=anna%40school.example&password=twee+gele+fietsen"
#define SIGN_IN "mail=anna%40school.example&password=twee+gele+fietsen"

static void make_account(struct world *w)
{
	browser_get(&w->b, "/register");
	CHECK_INT(browser_post(&w->b, "/register", REGISTER), 303);
	browser_get(&w->b, "/register/confirm");
	CHECK_INT(browser_post(&w->b, "/register/confirm", world_code_field(w)), 303);
	CHECK_STR(w->b.location, "/passport");
	CHECK(w->b.session.len && !w->b.visit.len);
}

TEST(account_from_the_door_to_signing_out)
{
	struct world w;
	REQUIRE(world_open(&w));
	make_account(&w);
	CHECK_INT(browser_get(&w.b, "/account"), 200);
	CHECK(browser_sees(&w.b, "anna@school.example"));
	struct str session = w.b.session;
	CHECK_INT(browser_post(&w.b, "/sign-out", ""), 303);
	CHECK(w.b.clears_data && !w.b.session.len);
	w.b.session = session;
	CHECK_INT(browser_get(&w.b, "/account"), 303);
	w.b.session = STR_NONE;
	browser_get(&w.b, "/sign-in?back=%2Faccount");
	CHECK_INT(browser_post(&w.b, "/sign-in", SIGN_IN "&back=%2Faccount"), 303);
	CHECK_STR(w.b.location, "/account");
	world_close(&w);
}

TEST(account_sign_in_never_leads_elsewhere)
{
	struct world w;
	REQUIRE(world_open(&w));
	make_account(&w);
	browser_get(&w.b, "/account");
	CHECK_INT(browser_post(&w.b, "/sign-in", SIGN_IN "&back=https%3A%2F%2Fevil.example"), 303);
	CHECK_STR(w.b.location, "/passport");
	world_close(&w);
}

/* A session that is replaced in the browser must not live on without it. */
TEST(account_signing_in_again_ends_the_session_before)
{
	struct world w;
	REQUIRE(world_open(&w));
	make_account(&w);
	browser_get(&w.b, "/account");
	struct str first = w.b.session;
	CHECK_INT(browser_post(&w.b, "/sign-in", SIGN_IN), 303);
	CHECK(!str_eq(w.b.session, first));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM session"), 1);
	world_close(&w);
}

TEST(account_register_of_a_known_address_looks_the_same)
{
	struct world w;
	struct browser other;
	REQUIRE(world_open(&w));
	place_person(&w.p, "Anna", "anna@school.example");
	REQUIRE(browser_open(&other, &w.p));
	browser_get(&w.b, "/register");
	browser_get(&other, "/register");
	int known = browser_post(&w.b, "/register", REGISTER);
	int unknown = browser_post(&other, "/register",
		"name=Bo&mail=anne%40school.example&password=twee+gele+fietsen");
	CHECK_INT(known, unknown);
	CHECK(str_eq(w.b.location, other.location));
	browser_get(&w.b, "/register/confirm");
	browser_get(&other, "/register/confirm");
	CHECK_INT((int64_t)w.b.body.len, (int64_t)other.body.len);
	for (int i = 0; i < 6; i++) {
		known = browser_post(&w.b, "/register/confirm", "code=1");
		unknown = browser_post(&other, "/register/confirm", "code=1");
		CHECK_INT(known, unknown);
		CHECK_INT((int64_t)w.b.body.len, (int64_t)other.body.len);
	}
	CHECK_INT(browser_post(&w.b, "/register/again", ""),
		browser_post(&other, "/register/again", ""));
	CHECK(str_eq(w.b.location, other.location));
	browser_close(&other);
	world_close(&w);
}

TEST(account_register_shows_what_is_wrong)
{
	struct world w;
	REQUIRE(world_open(&w));
	browser_get(&w.b, "/register");
	CHECK_INT(browser_post(&w.b, "/register", "name=Anna&mail=anna&password=x"), 422);
	CHECK(browser_sees(&w.b, "value=\"Anna\""));
	CHECK(!browser_sees(&w.b, "value=\"x\""));
	CHECK_INT(browser_post(&w.b, "/register",
			  "name=win+at+evil.com&mail=a%40b.example&password=twee+gele+fietsen"),
		422);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM registration"), 0);
	world_close(&w);
}

TEST(account_confirm_without_a_registration)
{
	struct world w;
	REQUIRE(world_open(&w));
	browser_get(&w.b, "/register");
	CHECK_INT(browser_get(&w.b, "/register/confirm"), 303);
	CHECK_STR(w.b.location, "/register");
	CHECK_INT(browser_post(&w.b, "/register/confirm", "code=123456"), 303);
	CHECK_STR(w.b.location, "/register");
	world_close(&w);
}

/* The button pressed twice: the second answer counts, and leads in as well. */
TEST(account_confirm_pressed_twice)
{
	struct world w;
	REQUIRE(world_open(&w));
	browser_get(&w.b, "/register");
	browser_post(&w.b, "/register", REGISTER);
	browser_get(&w.b, "/register/confirm");
	const char *code = world_code_field(&w);
	struct browser twin = w.b;
	CHECK_INT(browser_post(&w.b, "/register/confirm", code), 303);
	CHECK_INT(browser_post(&twin, "/register/confirm", code), 303);
	CHECK_STR(twin.location, "/register");
	twin.session = w.b.session;
	CHECK_INT(browser_get(&twin, "/register"), 303);
	CHECK_STR(twin.location, "/passport");
	world_close(&w);
}

/* The longest address that can register can sign in. */
TEST(account_of_a_very_long_address)
{
	struct world w;
	char mail[251];
	REQUIRE(world_open(&w));
	memset(mail, 'a', sizeof(mail));
	mail[60] = '@';
	mail[120] = mail[180] = mail[230] = '.';
	mail[250] = '\0';
	browser_get(&w.b, "/register");
	CHECK_INT(browser_post(&w.b, "/register",
			  str_fmt(w.p.arena, "name=A&mail=%s&password=twee+gele+fietsen", mail).p),
		303);
	browser_get(&w.b, "/register/confirm");
	CHECK_INT(browser_post(&w.b, "/register/confirm", world_code_field(&w)), 303);
	w.b.session = STR_NONE;
	browser_get(&w.b, "/sign-in");
	CHECK_INT(browser_post(&w.b, "/sign-in",
			  str_fmt(w.p.arena, "mail=%s&password=twee+gele+fietsen", mail).p),
		303);
	world_close(&w);
}

/* A link of a stranger's must not put words into somebody's mouth. */
TEST(account_sign_in_page_takes_no_text_from_its_address)
{
	struct world w;
	REQUIRE(world_open(&w));
	CHECK_INT(browser_get(&w.b, "/sign-in?back=%2Fpassport&mail=me%40evil.example&"
				    "kept=answer%3Dniet+van+mij"),
		200);
	CHECK(browser_sees(&w.b, "name=\"back\" value=\"/passport\""));
	CHECK(!browser_sees(&w.b, "niet van mij") && !browser_sees(&w.b, "name=\"kept\""));
	CHECK(!browser_sees(&w.b, "me@evil.example"));
	world_close(&w);
}

/* Two tabs ask to sign in: what the second one keeps is shown after the first one was answered. */
TEST(account_signed_in_in_another_tab)
{
	struct world w;
	REQUIRE(world_open(&w));
	struct actor anna = place_person(&w.p, "Anna", "anna@school.example");
	struct actor bo = place_person(&w.p, "Bo", "bo@school.example");
	struct str own = public_id_print(w.p.arena, anna.public);
	struct str other = public_id_print(w.p.arena, bo.public);
	browser_get(&w.b, "/sign-in");
	struct str before = str_dup(w.p.arena, w.b.token);
	browser_sign_in(&w.b, &anna);
	w.b.token = before;
	CHECK_INT(browser_post(&w.b, "/sign-in", "mail=x%40y.example&password=x"), 403);
	CHECK(browser_sees(&w.b, "Iemand is in een ander tabblad ingelogd"));
	w.b.token = before;
	CHECK_INT(browser_post(&w.b, "/sign-in",
			  str_fmt(w.p.arena,
				  "mail=x%%40y.example&password=geheim&back=%%2Fpassport%%2Fread"
				  "&kept=owner%%3D%.*s%%26answer%%3Dmijn%%2Btekst",
				  STR_ARG(own))
				  .p),
		403);
	CHECK(browser_sees(&w.b, "mijn tekst</blockquote>"));
	CHECK(browser_sees(&w.b, "action=\"/passport/read\"") && !browser_sees(&w.b, "geheim"));
	w.b.token = before;
	browser_post(&w.b, "/sign-in",
		str_fmt(w.p.arena, "kept=owner%%3D%.*s%%26answer%%3Dhun%%2Btekst", STR_ARG(other))
			.p);
	CHECK(!browser_sees(&w.b, "hun tekst"));
	world_close(&w);
}

/* What a late form has kept may be anything: it is nobody's, and the page says what is wrong. */
TEST(account_late_form_with_nonsense_is_a_page_all_the_same)
{
	struct world w;
	REQUIRE(world_open(&w));
	browser_get(&w.b, "/sign-in");
	w.b.token = STR("of another session");
	CHECK_INT(browser_post(&w.b, "/sign-in", "mail=x%40y.example&kept=a%3D%25zz"), 403);
	CHECK(browser_sees(&w.b, "</html>"));
	world_close(&w);
}

TEST(account_signing_out_late_asks_to_sign_in)
{
	struct world w;
	REQUIRE(world_open(&w));
	struct actor anna = place_person(&w.p, "Anna", "anna@school.example");
	browser_sign_in(&w.b, &anna);
	place_pass(&w.p, USEC_HOUR);
	CHECK_INT(browser_post(&w.b, "/sign-out", ""), 303);
	CHECK_STR(w.b.location, "/sign-in?back=%2F");
	world_close(&w);
}

TEST(account_tries_of_one_block_slow_down)
{
	struct world w;
	REQUIRE(world_open(&w));
	browser_get(&w.b, "/register");
	int status = 0;
	for (int i = 0; i < 301; i++)
		status = browser_post(&w.b, "/register/confirm", "code=1");
	CHECK_INT(status, 429);
	place_pass(&w.p, USEC_SECOND);
	CHECK_INT(browser_post(&w.b, "/register/confirm", "code=1"), 303);
	world_close(&w);
}
