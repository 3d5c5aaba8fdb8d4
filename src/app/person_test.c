#include "app/person.h"

#include "app/session.h"
#include "unit/place.h"
#include "unit/unit.h"

TEST(person_changes_name_and_type)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct person_settings in = {STR("Annabel"), STR_NONE, true};
	struct token token = place_session(&p, &anna);
	struct session session;
	CHECK_OK(person_change(&p.app, &anna, &in));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM person WHERE name = 'Annabel'"), 1);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM audit WHERE action = 'account.settings'"), 1);
	REQUIRE_OK(session_find(&p.app, p.arena, &token, &session));
	CHECK(session.large_type);
	in = (struct person_settings){STR("Anna"), STR_NONE, false};
	CHECK_OK(person_change(&p.app, &anna, &in));
	REQUIRE_OK(session_find(&p.app, p.arena, &token, &session));
	CHECK(!session.large_type);
	in.name = STR("win at evil.com");
	CHECK_ERR(person_change(&p.app, &anna, &in), ERR_INVALID);
	const struct actor nobody = {0};
	in.name = STR("Anna");
	CHECK_ERR(person_change(&p.app, &nobody, &in), ERR_UNAUTHENTICATED);
	place_close(&p);
}

TEST(person_has_a_whole_name_for_others)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct person_settings in = {STR("Annie"), STR("Anna de Vries"), false};
	struct token token = place_session(&p, &anna);
	struct session session;
	CHECK_OK(person_change(&p.app, &anna, &in));
	REQUIRE_OK(session_find(&p.app, p.arena, &token, &session));
	CHECK_STR(session.name, "Annie");
	CHECK_STR(session.full_name, "Anna de Vries");
	in.full_name = STR("www.evil.example");
	CHECK_ERR(person_change(&p.app, &anna, &in), ERR_INVALID);
	in.full_name = in.name;
	CHECK_OK(person_change(&p.app, &anna, &in));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM person WHERE full_name IS NOT NULL"), 0);
	REQUIRE_OK(session_find(&p.app, p.arena, &token, &session));
	CHECK_STR(session.full_name, "Annie");
	place_close(&p);
}
