#include "app/session.h"

#include "app/seen.h"
#include "unit/place.h"
#include "unit/unit.h"

static err_t find(struct place *p, const struct token *token)
{
	struct session session;
	return session_find(&p->app, p->arena, token, &session);
}

TEST(session_of_an_unknown_token_is_none)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct token token = place_session(&p, &anna), other = token_new(&random_system);
	CHECK_ERR(find(&p, &other), ERR_UNAUTHENTICATED);
	CHECK_OK(find(&p, &token));
	place_close(&p);
}

TEST(session_token_is_not_stored)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct token token = place_session(&p, &anna);
	CHECK(!store_holds(&p.store, (struct str){(const char *)token.bytes, sizeof(token.bytes)}));
	CHECK(!store_holds(&p.store, token_print(p.arena, &token)));
	struct digest digest = token_digest(&token);
	CHECK(store_holds(&p.store, hash_str(&digest)));
	place_close(&p);
}

TEST(session_ends_when_idle)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct token token = place_session(&p, &anna);
	place_pass(&p, SESSION_IDLE);
	CHECK_OK(find(&p, &token));
	place_pass(&p, 1);
	CHECK_ERR(find(&p, &token), ERR_UNAUTHENTICATED);
	place_close(&p);
}

TEST(session_that_is_used_ends_after_twelve_hours)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct token token = place_session(&p, &anna);
	for (usec at = 0; at < SESSION_MOST; at += 20 * USEC_MINUTE) {
		CHECK_OK(find(&p, &token));
		CHECK_OK(seen_write(&p.app));
		place_pass(&p, 20 * USEC_MINUTE);
	}
	CHECK_OK(find(&p, &token));
	CHECK_OK(seen_write(&p.app));
	place_pass(&p, 1);
	CHECK_ERR(find(&p, &token), ERR_UNAUTHENTICATED);
	place_close(&p);
}

TEST(session_is_cleared_when_it_has_ended)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	place_session(&p, &anna);
	place_pass(&p, SESSION_STAFF_IDLE);
	struct token fresh = place_session(&p, &anna);
	CHECK_OK(retention_clear(&p.app));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM session"), 2);
	place_pass(&p, 1);
	CHECK_OK(retention_clear(&p.app));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM session"), 1);
	CHECK_OK(find(&p, &fresh));
	place_close(&p);
}

TEST(session_is_ended_by_its_own_person_alone)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct actor bo = place_person(&p, "Bo", "bo@school.example"), nobody = {0};
	struct token token = place_session(&p, &anna), other = place_session(&p, &anna);
	CHECK_ERR(session_end_own(&p.app, &nobody, &token), ERR_UNAUTHENTICATED);
	CHECK_OK(session_end_own(&p.app, &bo, &token));
	CHECK_OK(find(&p, &token));
	CHECK_OK(session_end_own(&p.app, &anna, &token));
	CHECK_ERR(find(&p, &token), ERR_UNAUTHENTICATED);
	CHECK_OK(session_end_own(&p.app, &anna, &token));
	CHECK_OK(find(&p, &other));
	place_close(&p);
}
