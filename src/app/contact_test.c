#include "app/contact.h"

#include "unit/place.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct actor anna, coach;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->coach = place_person(&w->p, "Bo", "bo@werk.example");
	return true;
}

static struct str show(struct world *w, const struct actor *actor)
{
	struct code code = {0};
	CHECK_OK(contact_code(&w->p.app, w->p.arena, actor, NULL, &code));
	return code.len ? code_print(w->p.arena, &code) : STR_NONE;
}

static struct str renew(struct world *w, const struct actor *actor)
{
	CHECK_OK(contact_code_renew(&w->p.app, w->p.arena, actor, NULL));
	return show(w, actor);
}

static err_t add(struct world *w, struct str code)
{
	struct contact_new in = {
		.code = code,
		.called = STR("mijn coach"),
		.role = GRANT_COACH,
		.terms = {{STR("want")}, 1, zone_day(clock_now(w->p.app.clock)) + 30},
	};
	return contact_add(&w->p.app, w->p.arena, &w->anna, &in);
}

TEST(contact_code_is_made_when_asked_for_and_shown_again)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT((int64_t)show(&w, &w.coach).len, 0);
	struct str code = renew(&w, &w.coach);
	CHECK_INT((int64_t)code.len, CODE_LONG + 1);
	CHECK(str_eq(code, show(&w, &w.coach)));
	CHECK_INT((int64_t)show(&w, &w.anna).len, 0);
	place_close(&w.p);
}

TEST(contact_is_found_by_code)
{
	struct world w;
	struct contact found;
	REQUIRE(set_up(&w));
	struct str code = renew(&w, &w.coach);
	CHECK_OK(contact_find(&w.p.app, w.p.arena, &w.anna, code, &found));
	CHECK_STR(found.name, "Bo");
	CHECK(public_id_eq(found.person, w.coach.public));
	CHECK_ERR(contact_find(&w.p.app, w.p.arena, &w.coach, code, &found), ERR_INVALID);
	CHECK_ERR(contact_find(&w.p.app, w.p.arena, &w.anna, STR("00000-00000"), &found),
		ERR_INVALID);
	CHECK_ERR(contact_find(&w.p.app, w.p.arena, &w.anna, STR("wie ben jij"), &found),
		ERR_INVALID);
	place_close(&w.p);
}

TEST(contact_looks_along_once)
{
	struct world w;
	struct grant_list all;
	REQUIRE(set_up(&w));
	struct str code = renew(&w, &w.coach);
	CHECK_OK(add(&w, code));
	CHECK_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	REQUIRE(all.len == 1);
	CHECK(all.at[0].state == GRANT_ACTIVE && all.at[0].role == GRANT_COACH);
	CHECK_STR(all.at[0].name, "Bo");
	CHECK_STR(all.at[0].called, "mijn coach");
	CHECK_ERR(add(&w, code), ERR_INVALID);
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, all.at[0].public));
	CHECK_OK(add(&w, code));
	place_close(&w.p);
}

TEST(contact_code_before_no_longer_works)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str old = renew(&w, &w.coach), new = renew(&w, &w.coach);
	CHECK(!str_eq(old, new));
	CHECK_ERR(add(&w, old), ERR_INVALID);
	CHECK_OK(add(&w, new));
	place_close(&w.p);
}
