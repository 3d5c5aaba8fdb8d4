/* A copy of everything, as a browser sees it. */
#include "app/export.h"

#include "unit/browser.h"
#include "unit/unit.h"

TEST(export_from_asking_to_fetching)
{
	struct place p;
	struct browser b;
	REQUIRE(place_open(&p));
	REQUIRE(browser_open(&b, &p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	browser_sign_in(&b, &anna);
	b.language = STR("en");
	CHECK_INT(browser_get(&b, "/account/export"), 200);
	CHECK(browser_sees(&b, "Make a copy"));
	CHECK_INT(browser_get(&b, "/account/export/file"), 404);
	browser_get(&b, "/account/export");
	CHECK_INT(browser_post(&b, "/account/export", ""), 303);
	CHECK_INT(browser_get(&b, "/account/export"), 200);
	CHECK(browser_sees(&b, "<progress") && !browser_sees(&b, "Make a copy"));
	place_mail(&p);
	CHECK_INT(browser_get(&b, "/account/export"), 200);
	CHECK(browser_sees(&b, "Fetch it (1 megabyte)"));
	CHECK_INT(browser_get(&b, "/account/export/file"), 200);
	CHECK(str_starts(b.body, STR("PK\3\4")));
	place_pass(&p, SESSION_FRESH + USEC_MINUTE);
	CHECK_INT(browser_get(&b, "/account/export/file"), 303);
	CHECK(str_starts(b.location, STR("/account/prove?back=")));
	CHECK_INT(browser_get(&b, "/account/export"), 200);
	CHECK_INT(browser_post(&b, "/account/export", ""), 403);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM audit WHERE action = 'account.export'"), 1);
	struct actor bo = place_person(&p, "Bo", "bo@school.example");
	browser_sign_in(&b, &bo);
	CHECK_INT(browser_get(&b, "/account/export/file"), 404);
	browser_close(&b);
	place_close(&p);
}
