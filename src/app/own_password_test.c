#include "app/own_password.h"

#include "app/account.h"
#include "app/limit.h"
#include "crypto/password.h"
#include "db/content.h"
#include "unit/place.h"
#include "unit/unit.h"

#define MAIL "anna@school.example"
#define OLD STR("twee gele fietsen")
#define NEW STR("drie paarse treinen")

struct world {
	struct place p;
	struct actor anna;
	struct visitor v; /* the browser in which Anna is signed in */
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", MAIL);
	w->v = place_visitor("block");
	w->v.browser = place_session(&w->p, &w->anna);
	return true;
}

static bool set_up_with_password(struct world *w)
{
	if (!set_up(w))
		return false;
	place_password(&w->p, &w->anna, place_cheap_hash(w->p.arena, OLD));
	return true;
}

static err_t change(struct world *w, struct str old, struct str password)
{
	struct own_password_new in = {old, password};
	struct token renewed;
	TRY(own_password_set(&w->p.app, w->p.arena, &w->anna, &w->v, &in, &renewed));
	w->v.browser = renewed;
	return NULL;
}

static err_t sign_in(struct world *w, struct str password)
{
	struct account_sign_in in = {STR(MAIL), password};
	struct visitor v = place_visitor("elsewhere");
	struct arrived arrived;
	return account_sign_in(&w->p.app, w->p.arena, &v, &in, &arrived);
}

static int64_t count(struct world *w, const char *from)
{
	return place_sql(&w->p, str_fmt(w->p.arena, "SELECT count(*) FROM %s", from).p);
}

TEST(password_changes_with_the_old_one)
{
	struct world w;
	struct session session;
	REQUIRE(set_up_with_password(&w));
	struct token before = w.v.browser, other = place_session(&w.p, &w.anna);
	CHECK_OK(sign_in(&w, OLD));
	REQUIRE_OK(change(&w, OLD, NEW));
	CHECK_ERR(sign_in(&w, OLD), ERR_UNAUTHENTICATED);
	CHECK_ERR(session_find(&w.p.app, w.p.arena, &other, &session), ERR_UNAUTHENTICATED);
	CHECK_ERR(session_find(&w.p.app, w.p.arena, &before, &session), ERR_UNAUTHENTICATED);
	CHECK_OK(session_find(&w.p.app, w.p.arena, &w.v.browser, &session));
	CHECK(session.is_fresh);
	CHECK_INT(count(&w, "session"), 1);
	CHECK_INT(count(&w, "known_browser"), 1);
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.to, MAIL);
	CHECK(str_has(letter.text, "/forgot"));
	CHECK_OK(sign_in(&w, NEW));
	CHECK_INT(count(&w, "audit WHERE action = 'account.new_password' AND result = 'done'"), 1);
	place_close(&w.p);
}

TEST(password_stays_when_the_old_one_is_wrong)
{
	struct world w;
	REQUIRE(set_up_with_password(&w));
	err_t e = change(&w, NEW, NEW);
	if (CHECK(e && e->code == ERR_INVALID))
		CHECK_STR(str_of(e->field), "old");
	err_free(e);
	CHECK_ERR(change(&w, STR(""), NEW), ERR_INVALID);
	CHECK_INT(
		count(&w, "audit WHERE action = 'account.new_password' AND result = 'refused'"), 2);
	CHECK_OK(sign_in(&w, OLD));
	for (int i = 2; i < limit_rule(LIMIT_SIGN_IN)->burst; i++)
		CHECK_ERR(change(&w, NEW, NEW), ERR_INVALID);
	CHECK_ERR(change(&w, OLD, NEW), ERR_RATE_LIMITED);
	place_close(&w.p);
}

TEST(password_that_is_new_obeys_the_rules)
{
	struct world w;
	REQUIRE(set_up_with_password(&w));
	static const char *const bad[] = {"kort", "password", "anna anna", "anna@school"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		err_t e = change(&w, OLD, str_of(bad[i]));
		if (CHECK(e && e->code == ERR_INVALID))
			CHECK_STR(str_of(e->field), "password");
		err_free(e);
	}
	CHECK_INT(count(&w, "rate"), 0);
	place_close(&w.p);
}

TEST(password_is_chosen_by_who_had_none)
{
	struct world w;
	struct own_password own;
	struct session session;
	REQUIRE(set_up(&w));
	REQUIRE_OK(own_password_look(&w.p.app, w.p.arena, &w.anna, &own));
	CHECK(!own.is_set && own.has_mail);
	REQUIRE_OK(session_find(&w.p.app, w.p.arena, &w.v.browser, &session));
	CHECK(!own_password_needs_proof(&own, &session));
	session.is_fresh = false;
	CHECK(own_password_needs_proof(&own, &session));
	REQUIRE_OK(change(&w, STR_NONE, NEW));
	CHECK_OK(sign_in(&w, NEW));
	REQUIRE_OK(own_password_look(&w.p.app, w.p.arena, &w.anna, &own));
	CHECK(own.is_set && !own_password_needs_proof(&own, &session));
	session.has_factor = true;
	CHECK(own_password_needs_proof(&own, &session));
	CHECK_ERR(change(&w, STR_NONE, OLD), ERR_INVALID);
	place_close(&w.p);
}

TEST(password_needs_an_address_to_sign_in_with)
{
	struct world w;
	struct own_password own;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "DELETE FROM address WHERE confirmed > 0");
	REQUIRE_OK(own_password_look(&w.p.app, w.p.arena, &w.anna, &own));
	CHECK(!own.is_set && !own.has_mail);
	CHECK_ERR(change(&w, STR_NONE, NEW), ERR_CONFLICT);
	CHECK_INT(count(&w, "password"), 0);
	place_close(&w.p);
}

TEST(password_is_the_persons_own_in_their_own_session)
{
	struct world w;
	struct own_password own;
	const struct actor nobody = {0};
	REQUIRE(set_up_with_password(&w));
	CHECK_ERR(own_password_look(&w.p.app, w.p.arena, &nobody, &own), ERR_UNAUTHENTICATED);
	struct actor bo = place_person(&w.p, "Bo", "bo@school.example");
	w.v.browser = place_session(&w.p, &bo);
	CHECK_ERR(change(&w, OLD, NEW), ERR_UNAUTHENTICATED);
	CHECK_OK(sign_in(&w, OLD));
	place_close(&w.p);
}
