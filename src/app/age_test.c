#include "app/age.h"

#include "app/erase.h"
#include "codec/input.h"
#include "crypto/vault.h"
#include "unit/place.h"
#include "unit/unit.h"

static day on(const char *text)
{
	day d = 0;
	CHECK(day_parse(str_of(text), &d));
	return d;
}

TEST(age_counts_whole_years)
{
	CHECK_INT(age_years(on("2008-05-17"), on("2024-05-16")), 15);
	CHECK_INT(age_years(on("2008-05-17"), on("2024-05-17")), 16);
	CHECK_INT(age_years(on("2008-12-31"), on("2024-01-01")), 15);
	CHECK_INT(age_years(on("2008-02-29"), on("2023-02-28")), 14);
	CHECK_INT(age_years(on("2008-02-29"), on("2023-03-01")), 15);
	CHECK_INT(age_years(on("2008-02-29"), on("2024-02-29")), 16);
	CHECK_INT(age_years(on("2024-02-29"), on("2024-02-29")), 0);
}

static struct age age_now(struct place *p, const struct actor *actor)
{
	struct age age = {0};
	CHECK_OK(age_of(&p->app, p->arena, actor, &age));
	return age;
}

TEST(age_is_asked_where_a_rule_needs_it)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	day today = zone_day(clock_now(p.app.clock));
	CHECK_INT(age_now(&p, &anna).state, AGE_NO_RULE);
	CHECK_ERR(age_say(&p.app, p.arena, &anna, today - 5000), ERR_NOT_FOUND);
	p.app.consent_age = 16;
	CHECK_INT(age_now(&p, &anna).state, AGE_UNKNOWN);
	CHECK(age_now(&p, &anna).born == DAY_NONE);
	CHECK_ERR(age_say(&p.app, p.arena, &anna, today + 1), ERR_INVALID);
	CHECK_ERR(age_say(&p.app, p.arena, &anna, today - (AGE_MOST + 1) * 366), ERR_INVALID);
	REQUIRE_OK(age_say(&p.app, p.arena, &anna, today - 15 * 366));
	struct age age = age_now(&p, &anna);
	CHECK_INT(age.state, AGE_BELOW);
	CHECK_INT(age.years, 15);
	CHECK_INT(age.consent, 16);
	place_pass(&p, 366 * USEC_DAY);
	CHECK_INT(age_now(&p, &anna).state, AGE_REACHED);
	CHECK_OK(age_forget(&p.app, &anna));
	CHECK_OK(age_forget(&p.app, &anna));
	CHECK_INT(age_now(&p, &anna).state, AGE_UNKNOWN);
	CHECK_INT(
		place_sql(&p, "SELECT count(*) FROM audit WHERE action = 'account.birth_date'"), 2);
	place_close(&p);
}

TEST(age_is_put_right_and_stays_sealed)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	p.app.consent_age = 16;
	REQUIRE_OK(age_say(&p.app, p.arena, &anna, on("2011-03-09")));
	REQUIRE_OK(age_say(&p.app, p.arena, &anna, on("2010-03-09")));
	CHECK(age_now(&p, &anna).born == on("2010-03-09"));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM birth_date"), 1);
	CHECK(!store_holds(&p.store, STR("2010-03-09")));
	/* the rule is lifted: what was said is still theirs to take away */
	p.app.consent_age = 0;
	CHECK_INT(age_now(&p, &anna).state, AGE_NO_RULE);
	CHECK(age_now(&p, &anna).born == on("2010-03-09"));
	CHECK_OK(erase_person(&p.app, anna.public));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM birth_date"), 0);
	place_close(&p);
}

TEST(age_is_for_the_person_alone)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor nobody = {0}, house = {.is_house = true};
	struct age age;
	p.app.consent_age = 16;
	CHECK_ERR(age_of(&p.app, p.arena, &nobody, &age), ERR_UNAUTHENTICATED);
	CHECK_ERR(age_of(&p.app, p.arena, &house, &age), ERR_FORBIDDEN);
	CHECK_ERR(age_forget(&p.app, &nobody), ERR_UNAUTHENTICATED);
	place_close(&p);
}
