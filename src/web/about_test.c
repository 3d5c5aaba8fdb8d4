#include "app/retention.h"
#include "unit/unit.h"
#include "unit/world.h"

TEST(about_who_sees_what_follows_the_tables)
{
	struct world w;
	REQUIRE(world_open(&w));
	w.b.language = STR("en");
	CHECK_INT(browser_get(&w.b, "/who-sees-what"), 200);
	CHECK(browser_sees(&w.b, "A mentor whom you let in"));
	CHECK(browser_sees(&w.b, "send you a reminder"));
	CHECK(browser_sees(&w.b, "2 years,"));
	CHECK(browser_sees(&w.b, "12 hours,"));
	w.p.periods.of[RETENTION_ACCOUNT] = 400 * USEC_DAY;
	CHECK_INT(browser_get(&w.b, "/who-sees-what"), 200);
	CHECK(browser_sees(&w.b, "400 days,") && !browser_sees(&w.b, "2 years,"));
	world_close(&w);
}

TEST(about_accessibility_names_whom_to_tell)
{
	struct world w;
	REQUIRE(world_open(&w));
	CHECK_INT(browser_get(&w.b, "/accessibility"), 200);
	CHECK(!browser_sees(&w.b, "mailto:"));
	w.p.app.contact = STR("help@school.example");
	CHECK_INT(browser_get(&w.b, "/accessibility"), 200);
	CHECK(browser_sees(&w.b, "mailto:help@school.example"));
	CHECK(browser_sees(&w.b, "https://leerpas.example.test"));
	CHECK(browser_sees(&w.b, "22 november 2026"));
	world_close(&w);
}

TEST(about_security_txt_is_there_once_somebody_reads_it)
{
	struct world w;
	REQUIRE(world_open(&w));
	CHECK_INT(browser_get(&w.b, "/.well-known/security.txt"), 404);
	w.p.app.security_contact = STR("security@school.example");
	CHECK_INT(browser_get(&w.b, "/.well-known/security.txt"), 200);
	CHECK_STR(w.b.body, "Contact: mailto:security@school.example\n"
			    "Expires: 2025-04-02T00:00:00Z\n"
			    "Preferred-Languages: nl, en, fr, de\n"
			    "Canonical: https://leerpas.example.test/.well-known/security.txt\n");
	w.p.app.security_contact = STR("https://school.example/report");
	CHECK_INT(browser_get(&w.b, "/.well-known/security.txt"), 200);
	CHECK(browser_sees(&w.b, "Contact: https://school.example/report\n"));
	world_close(&w);
}
