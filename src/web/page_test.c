#include "web/page.h"

#include "unit/unit.h"
#include "unit/world.h"

#include <string.h>

TEST(page_back_is_a_path_of_ours)
{
	static const char *const good[] = {"/", "/passport", "/passport?x=1&y=%2F#a", "/a//b"};
	static const char *const bad[] = {"", "//evil.example", "/\\evil.example",
		"\\\\evil.example", "https://evil.example", "evil.example", "javascript:alert(1)",
		"/a b", "/a\tb", "/a\r\nSet-Cookie: x", "/\x01", "/caf\u00e9", " /passport",
		"/a\x7f"};
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		CHECK_STR(page_back(str_of(good[i]), STR("/otherwise")), good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_STR(page_back(str_of(bad[i]), STR("/otherwise")), "/otherwise");
	CHECK_STR(page_back(STR_NONE, STR("/otherwise")), "/otherwise");
}

TEST(page_back_fits_into_a_header)
{
	char path[2002];
	memset(path, 'x', sizeof(path));
	path[0] = '/';
	CHECK(page_back((struct str){path, 2000}, STR("/")).len == 2000);
	CHECK_STR(page_back((struct str){path, 2001}, STR("/")), "/");
}

TEST(page_language_is_chosen_and_leads_back)
{
	struct world w;
	REQUIRE(world_open(&w));
	CHECK_INT(browser_get(&w.b, "/help"), 200);
	CHECK(browser_sees(&w.b, "lang=\"nl\""));
	CHECK_INT(browser_post(&w.b, "/language", "language=de&back=%2Fhelp"), 303);
	CHECK_STR(w.b.location, "/help");
	browser_get(&w.b, "/help");
	CHECK(browser_sees(&w.b, "lang=\"de\""));
	browser_post(&w.b, "/language", "language=xx&back=%2F%2Fevil.example");
	CHECK_STR(w.b.location, "/");
	CHECK_STR(w.b.language, "de");
	world_close(&w);
}

TEST(page_language_stays_with_the_account)
{
	struct world w;
	REQUIRE(world_open(&w));
	struct actor anna = place_person(&w.p, "Anna", "anna@school.example");
	browser_sign_in(&w.b, &anna);
	CHECK_INT(browser_post(&w.b, "/language", "language=fr"), 303);
	struct browser other;
	REQUIRE(browser_open(&other, &w.p));
	browser_sign_in(&other, &anna);
	CHECK(browser_sees(&other, "lang=\"fr\""));
	browser_close(&other);
	world_close(&w);
}

TEST(page_for_companions_is_in_their_language)
{
	struct world w;
	REQUIRE(world_open(&w));
	w.b.language = STR("ar");
	CHECK_INT(browser_get(&w.b, "/sign-in"), 200);
	CHECK(browser_sees(&w.b, "<html lang=\"ar\" dir=\"rtl\">"));
	CHECK(browser_sees(&w.b, "تسجيل الدخول"));
	CHECK(browser_sees(&w.b, ">Polski</button>"));
	CHECK(!browser_sees(&w.b, "name=\"instead\""));
	CHECK_INT(browser_get(&w.b, "/no/such/page"), 404);
	CHECK(browser_sees(&w.b, "<html lang=\"ar\" dir=\"rtl\">"));
	world_close(&w);
}

TEST(page_for_others_says_that_it_is_not_in_their_language)
{
	struct world w;
	REQUIRE(world_open(&w));
	w.b.language = STR("ar.en");
	CHECK_INT(browser_get(&w.b, "/accessibility"), 200);
	CHECK(browser_sees(&w.b, "<html lang=\"en\" dir=\"ltr\">"));
	CHECK(browser_sees(&w.b, "lang=\"ar\" dir=\"rtl\""));
	CHECK(browser_sees(&w.b, "هذه الصفحة غير متوفرة بلغتكم بعد."));
	CHECK(!browser_sees(&w.b, ">Polski</button>"));
	world_close(&w);
}

/* The first is for the pages of companions, the second for all others. */
TEST(page_keeps_two_languages_for_a_companion)
{
	struct world w;
	REQUIRE(world_open(&w));
	browser_get(&w.b, "/help");
	CHECK_INT(browser_post(&w.b, "/language", "language=de"), 303);
	CHECK_INT(browser_post(&w.b, "/language", "language=tr"), 303);
	CHECK_STR(w.b.language, "tr.de");
	CHECK_INT(browser_post(&w.b, "/language", "language=en&instead=tr"), 303);
	CHECK_STR(w.b.language, "tr.en");
	CHECK_INT(browser_post(&w.b, "/language", "language=pl&instead=tr"), 303);
	CHECK_STR(w.b.language, "pl.en");
	CHECK_INT(browser_post(&w.b, "/language", "language=fr&instead=nl"), 303);
	CHECK_STR(w.b.language, "fr");
	CHECK_INT(browser_post(&w.b, "/language", "language=fr&instead=xx"), 303);
	CHECK_STR(w.b.language, "fr");
	world_close(&w);
}

TEST(page_language_of_a_companion_stays_with_the_account)
{
	struct world w;
	REQUIRE(world_open(&w));
	struct actor anna = place_person(&w.p, "Anna", "anna@school.example");
	browser_sign_in(&w.b, &anna);
	CHECK_INT(browser_post(&w.b, "/language", "language=uk"), 303);
	CHECK_INT(browser_post(&w.b, "/language", "language=fr&instead=uk"), 303);
	struct browser other;
	REQUIRE(browser_open(&other, &w.p));
	browser_sign_in(&other, &anna);
	CHECK_INT(browser_get(&other, "/with"), 200);
	CHECK(browser_sees(&other, "<html lang=\"uk\" dir=\"ltr\">"));
	CHECK_INT(browser_get(&other, "/accessibility"), 200);
	CHECK(browser_sees(&other, "<html lang=\"nl\" dir=\"ltr\">"));
	browser_close(&other);
	world_close(&w);
}

TEST(page_forged_requests_are_refused)
{
	struct world w;
	REQUIRE(world_open(&w));
	browser_get(&w.b, "/");
	w.b.is_foreign = true;
	CHECK_INT(browser_post(&w.b, "/language", "language=de"), 403);
	w.b.is_foreign = false;
	struct str token = w.b.token;
	w.b.token = STR("x");
	CHECK_INT(browser_post(&w.b, "/language", "language=de"), 403);
	w.b.token = token;
	w.b.visit = STR_NONE;
	CHECK_INT(browser_post(&w.b, "/language", "language=de"), 403);
	CHECK_STR(w.b.language, "");
	world_close(&w);
}

TEST(page_token_of_a_visitor_is_not_that_of_a_person)
{
	struct world w;
	REQUIRE(world_open(&w));
	struct actor anna = place_person(&w.p, "Anna", "anna@school.example");
	browser_get(&w.b, "/");
	struct str token = w.b.token;
	browser_sign_in(&w.b, &anna);
	w.b.token = token;
	CHECK_INT(browser_post(&w.b, "/sign-out", ""), 403);
	world_close(&w);
}

TEST(page_of_an_error)
{
	struct world w;
	REQUIRE(world_open(&w));
	CHECK_INT(browser_get(&w.b, "/nothing"), 404);
	CHECK(browser_sees(&w.b, "0123456789abcdef"));
	w.b.wants_json = true;
	CHECK_INT(browser_get(&w.b, "/nothing"), 404);
	CHECK(browser_sees(&w.b, "{\"error\":\"not_found\","));
	world_close(&w);
}

/* What the person may mend is theirs to know. */
TEST(page_that_refuses_a_form_says_nothing_in_the_log)
{
	struct world w;
	REQUIRE(world_open(&w));
	browser_get(&w.b, "/register");
	CHECK_INT(browser_post(&w.b, "/register", "name=&mail=anna&password=kort"), 422);
	CHECK(!store_holds(&w.p.store, STR("code=invalid")));
	world_close(&w);
}

/* What is not there is told to the person, whose forms work there. */
TEST(page_of_an_error_knows_who_reads_it)
{
	struct world w;
	REQUIRE(world_open(&w));
	struct actor anna = place_person(&w.p, "Anna", "anna@school.example");
	browser_sign_in(&w.b, &anna);
	CHECK_INT(browser_get(&w.b, "/nothing"), 404);
	CHECK(browser_sees(&w.b, "href=\"/passport\"") && browser_sees(&w.b, "Anna"));
	CHECK_INT(browser_post(&w.b, "/language", "language=de&back=%2F"), 303);
	CHECK_INT(browser_post(&w.b, "/nothing", ""), 404); /* this one did not look */
	CHECK(!browser_sees(&w.b, "Anna"));
	CHECK_INT(browser_post(&w.b, "/language", "language=fr&back=%2F"), 303);
	place_lose_store(&w.p);
	CHECK_INT(browser_get(&w.b, "/nothing"), 404);
	CHECK(!browser_sees(&w.b, "Anna"));
	world_close(&w);
}

TEST(page_of_persons_wants_a_person)
{
	static const char *const paths[] = {"/passport", "/passport/read", "/passport/route",
		"/passport/route/at-school", "/passport/chapters/who",
		"/passport/questions/who.self", "/account"};
	struct world w;
	REQUIRE(world_open(&w));
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		CHECK_INT(browser_get(&w.b, paths[i]), 303);
		CHECK(str_starts(w.b.location, STR("/sign-in?back=%2F")));
	}
	world_close(&w);
}

/* Behind everybody's back: an organisation, and what the first person is in it. */
static void make_member(struct world *w, const char *role)
{
	place_sql(&w->p, "INSERT INTO organisation (public, name, name_key, made) "
			 "SELECT public, 'Zwolle', 'zwolle', 1 FROM person");
	place_sql(&w->p,
		str_fmt(w->p.arena,
			"INSERT INTO membership (public, person, organisation, role, starts) "
			"SELECT public, id, 1, '%s', 1 FROM person",
			role)
			.p);
}

TEST(page_head_names_the_roles_of_who_has_them)
{
	struct world w;
	REQUIRE(world_open(&w));
	struct actor anna = place_person(&w.p, "Anna", "anna@school.example");
	browser_sign_in(&w.b, &anna);
	CHECK(!browser_sees(&w.b, "/mentor/"));
	make_member(&w, "mentor");
	browser_get(&w.b, "/passport");
	browser_get(&w.b, "/account");
	CHECK(browser_sees(&w.b, "href=\"/mentor/") && browser_sees(&w.b, "Zwolle"));
	CHECK(!browser_sees(&w.b, "role-strip"));
	world_close(&w);
}
