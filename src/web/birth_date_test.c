#include "unit/browser.h"
#include "unit/unit.h"

TEST(birth_date_is_asked_by_a_rule_alone)
{
	struct place p;
	struct browser b;
	REQUIRE(place_open(&p) && browser_open(&b, &p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	browser_sign_in(&b, &anna);
	CHECK_INT(browser_get(&b, "/account"), 200);
	CHECK(!browser_sees(&b, "/account/birth-date"));
	CHECK_INT(browser_get(&b, "/account/birth-date"), 404);
	browser_get(&b, "/account");
	CHECK_INT(browser_post(&b, "/account/birth-date", "born=2010-05-17"), 404);
	CHECK_INT(browser_post(&b, "/account/birth-date", "born=x"), 404);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM birth_date"), 0);
	browser_close(&b);
	place_close(&p);
}

TEST(birth_date_from_saying_to_forgetting)
{
	struct place p;
	struct browser b;
	REQUIRE(place_open(&p) && browser_open(&b, &p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	p.app.consent_age = 16;
	browser_sign_in(&b, &anna);
	CHECK_INT(browser_get(&b, "/account"), 200);
	CHECK(browser_sees(&b, "/account/birth-date"));
	CHECK_INT(browser_get(&b, "/account/birth-date?back=/passport/share"), 200);
	CHECK(browser_sees(&b, "value=\"/passport/share\"") && !browser_sees(&b, "/forget"));
	CHECK_INT(browser_post(&b, "/account/birth-date", "born=2110-05-17"), 422);
	CHECK(browser_sees(&b, "id=\"born-error\"") && browser_sees(&b, "2110-05-17"));
	CHECK_INT(
		browser_post(&b, "/account/birth-date", "born=2010-05-17&back=%2Fpassport%2Fshare"),
		303);
	CHECK_STR(b.location, "/passport/share");
	CHECK_INT(browser_get(&b, "/account/birth-date?back=https://evil.example"), 200);
	CHECK(browser_sees(&b, "2010-05-17"));
	CHECK(browser_sees(&b, "name=\"back\" value=\"/account\""));
	CHECK_INT(browser_post(&b, "/account/birth-date", "born=2009-05-17&back=%2Faccount"), 303);
	CHECK_STR(b.location, "/account/birth-date?saved");
	p.app.consent_age = 0; /* no longer needed: there to be taken away */
	CHECK_INT(browser_get(&b, "/account/birth-date"), 200);
	CHECK(!browser_sees(&b, "id=\"born\"") && browser_sees(&b, "/forget"));
	CHECK_INT(browser_post(&b, "/account/birth-date/forget", ""), 303);
	CHECK_INT(browser_get(&b, "/account/birth-date"), 404);
	browser_close(&b);
	place_close(&p);
}
