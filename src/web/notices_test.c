#include "unit/browser.h"
#include "unit/unit.h"

TEST(notices_are_chosen_but_for_safety)
{
	struct place p;
	struct browser b;
	REQUIRE(place_open(&p) && browser_open(&b, &p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	browser_sign_in(&b, &anna);
	CHECK_INT(browser_get(&b, "/account/notices"), 200);
	CHECK(browser_sees(&b, "name=\"talk\"") && !browser_sees(&b, "name=\"safety\""));
	CHECK_INT(browser_post(&b, "/account/notices", "talk=daily&reminder=never"), 303);
	CHECK_INT(browser_get(&b, "/account/notices?saved"), 200);
	CHECK(browser_sees(&b, "value=\"daily\" checked"));
	CHECK(browser_sees(&b, "value=\"never\" checked"));
	CHECK_INT(browser_post(&b, "/account/notices", "safety=never"), 422);
	CHECK_INT(browser_post(&b, "/account/notices", "talk=sometimes"), 422);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM notice_choice"), 2);
	browser_get(&b, "/account/notices");
	CHECK_INT(browser_post(&b, "/account/notices", "talk=now&reminder=now"), 303);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM notice_choice"), 0);
	browser_close(&b);
	place_close(&p);
}
