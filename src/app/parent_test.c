#include "app/parent.h"

#include "app/age.h"
#include "app/offer.h"
#include "app/passport.h"
#include "unit/place.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct actor anna;
};

static void choose(struct world *w, const char *at_school)
{
	struct content_picks picks = {{str_of(at_school), STR("mbo")}};
	CHECK_OK(passport_choose(&w->p.app, w->p.arena, &w->anna, &picks));
}

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	choose(w, "yes");
	return true;
}

static bool is_asked(struct world *w)
{
	struct passport p = {0};
	bool asked = false;
	CHECK_OK(passport_open(&w->p.app, w->p.arena, &w->anna, 0, &p));
	CHECK_OK(parent_is_asked(&w->p.app, w->p.arena, &w->anna, p.route, &asked));
	return asked;
}

static void say_age(struct world *w, int years)
{
	day today = zone_day(clock_now(w->p.app.clock));
	w->p.app.consent_age = 16;
	CHECK_OK(age_say(&w->p.app, w->p.arena, &w->anna, today - years * 366));
}

TEST(parent_is_asked_for_until_rather_not)
{
	struct world w;
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	CHECK(is_asked(&w));
	CHECK(is_asked(&w));
	CHECK_ERR(parent_rather_not(&w.p.app, &nobody), ERR_UNAUTHENTICATED);
	REQUIRE_OK(parent_rather_not(&w.p.app, &w.anna));
	CHECK(!is_asked(&w));
	say_age(&w, 12);
	CHECK(!is_asked(&w));
	place_close(&w.p);
}

TEST(parent_is_asked_for_by_who_is_young)
{
	struct world w;
	REQUIRE(set_up(&w));
	choose(&w, "no");
	CHECK(!is_asked(&w));
	say_age(&w, 15);
	CHECK(is_asked(&w));
	say_age(&w, 17);
	CHECK(!is_asked(&w));
	choose(&w, "yes");
	CHECK(!is_asked(&w));
	place_close(&w.p);
}

TEST(parent_that_was_invited_is_not_asked_for)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct offer_new offer = {
		.called = STR("Papa"),
		.mail = STR("papa@thuis.example"),
		.language = STR("nl"),
		.role = GRANT_COACH,
		.terms = {{STR("who")}, 1, zone_day(clock_now(w.p.app.clock)) + 10},
	};
	REQUIRE_OK(offer_send(&w.p.app, w.p.arena, &w.anna, &offer));
	CHECK(is_asked(&w));
	offer.role = GRANT_PARENT;
	offer.mail = STR("mama@thuis.example");
	REQUIRE_OK(offer_send(&w.p.app, w.p.arena, &w.anna, &offer));
	CHECK(!is_asked(&w));
	place_close(&w.p);
}
