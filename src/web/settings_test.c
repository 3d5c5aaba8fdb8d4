#include "unit/browser.h"
#include "unit/unit.h"

TEST(settings_of_a_person)
{
	struct place p;
	struct browser b;
	REQUIRE(place_open(&p) && browser_open(&b, &p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	browser_sign_in(&b, &anna);
	CHECK_INT(browser_get(&b, "/account/settings"), 200);
	CHECK(!browser_sees(&b, "large-type"));
	CHECK_INT(browser_post(&b, "/account/settings", "name=www.evil.example"), 422);
	CHECK_INT(browser_post(&b, "/account/settings", "name=Annabel&large_type=yes"), 303);
	CHECK_INT(browser_get(&b, "/account"), 200);
	CHECK(browser_sees(&b, "Annabel") && browser_sees(&b, "class=\"large-type\""));
	CHECK_INT(browser_post(&b, "/account/settings", "name=Annabel"), 303);
	browser_get(&b, "/account");
	CHECK(!browser_sees(&b, "large-type"));
	CHECK_INT(browser_post(&b, "/account/settings", "name=Annie&full_name=www.evil.example"),
		422);
	CHECK(browser_sees(&b, "id=\"full_name-error\""));
	CHECK_INT(browser_post(&b, "/account/settings", "name=Annie&full_name=Anna+de+Vries"), 303);
	browser_get(&b, "/account/settings");
	CHECK(browser_sees(&b, "value=\"Annie\"") && browser_sees(&b, "value=\"Anna de Vries\""));
	browser_close(&b);
	place_close(&p);
}
