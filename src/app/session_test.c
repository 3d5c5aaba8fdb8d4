#include "app/session.h"

#include "app/membership.h"
#include "app/seen.h"
#include "db/content.h"
#include "unit/place.h"
#include "unit/unit.h"

/* Whoever asks for the actor alone hears the same. */
static err_t find(struct place *p, const struct token *token)
{
	struct session whole, lean;
	err_t e = session_find(&p->app, p->arena, token, &whole);
	err_t f = session_find_actor(&p->app, p->arena, token, &lean);
	if (!e && !f) {
		CHECK_INT(lean.actor.person.n, whole.actor.person.n);
		CHECK(public_id_eq(lean.actor.public, whole.actor.public));
		CHECK(str_eq(lean.language, whole.language));
	}
	CHECK_INT(f ? (int)f->code : 0, e ? (int)e->code : 0);
	err_free(f);
	return e;
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

struct staffing {
	struct membership_new m;
	struct public_id organisation;
};

static err_t make_staff(struct tx *tx, void *ctx)
{
	struct staffing *s = ctx;
	tx_allow(tx);
	TRY(organisation_add(
		tx, s->organisation, STR("School"), STR("school"), 1, &s->m.organisation));
	return membership_begin(tx, &s->m);
}

static err_t begin_again(struct tx *tx, void *ctx)
{
	const struct staffing *s = ctx;
	tx_allow(tx);
	return membership_begin(tx, &s->m);
}

/* An hour without a sign, ten hours in all. */
TEST(session_of_staff_has_limits_of_its_own)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct staffing s = {
		.m = {public_id_new(&random_system), anna.person, {0}, ROLE_MENTOR, 1, NULL},
		.organisation = public_id_new(&random_system)};
	REQUIRE_OK(db_tx(p.app.db, make_staff, &s));
	struct token token = place_session(&p, &anna);
	usec begun = p.clock.at;
	place_pass(&p, SESSION_STAFF_IDLE);
	CHECK_OK(find(&p, &token));
	CHECK_OK(seen_write(&p.app));
	place_pass(&p, SESSION_STAFF_IDLE + 1);
	CHECK_ERR(find(&p, &token), ERR_UNAUTHENTICATED);
	p.clock.at = begun + SESSION_STAFF_IDLE;
	while (p.clock.at < begun + SESSION_STAFF_MOST) {
		CHECK_OK(find(&p, &token));
		CHECK_OK(seen_write(&p.app));
		place_pass(&p, SESSION_STAFF_IDLE);
	}
	CHECK_OK(find(&p, &token));
	place_pass(&p, 1);
	CHECK_ERR(find(&p, &token), ERR_UNAUTHENTICATED);
	place_close(&p);
}

TEST(session_knows_what_its_person_is)
{
	struct place p;
	struct session session;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct token token = place_session(&p, &anna);
	REQUIRE_OK(session_find(&p.app, p.arena, &token, &session));
	CHECK(!session.memberships.len && !session.has_factor && !session.large_type);
	struct staffing s = {
		.m = {public_id_new(&random_system), anna.person, {0}, ROLE_MENTOR, 1, NULL},
		.organisation = public_id_new(&random_system)};
	REQUIRE_OK(db_tx(p.app.db, make_staff, &s));
	s.m.public = public_id_new(&random_system);
	s.m.role = ROLE_LEARNER;
	REQUIRE_OK(db_tx(p.app.db, begin_again, &s));
	place_sql(&p, "INSERT INTO role_label (organisation, role, label) "
		      "VALUES (1, 'learner', '{\"nl\": \"Cursist\"}')");
	REQUIRE_OK(session_find(&p.app, p.arena, &token, &session));
	REQUIRE(session.memberships.len == 2);
	CHECK(session.memberships.at[0].role == ROLE_MENTOR && !session.memberships.at[0].words.p);
	CHECK(public_id_eq(session.memberships.at[0].organisation_public, s.organisation));
	CHECK_STR(session.memberships.at[0].organisation_name, "School");
	CHECK(session.memberships.at[1].role == ROLE_LEARNER && session.memberships.at[1].words.p);
	place_sql(&p, "UPDATE membership SET ended = 5 WHERE role = 'learner'");
	place_sql(&p, "UPDATE membership SET role = 'oracle' WHERE role = 'mentor'");
	REQUIRE_OK(session_find(&p.app, p.arena, &token, &session));
	CHECK_INT((int64_t)session.memberships.len, 0);
	place_close(&p);
}

static const struct session_about *all_of(
	struct place *p, const struct actor *actor, const struct visitor *v, size_t *ret_count)
{
	const struct session_about *all = NULL;
	*ret_count = 0;
	CHECK_OK(session_all(&p->app, p->arena, actor, v, &all, ret_count));
	return all;
}

TEST(session_list_says_where_they_are)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct actor bo = place_person(&p, "Bo", "bo@school.example"), nobody = {0};
	struct visitor here = place_visitor("block"), away = place_visitor("other");
	const struct session_about *all;
	size_t count;
	place_session(&p, &bo);
	place_session(&p, &anna);
	place_pass(&p, 1);
	here.browser = place_session(&p, &anna);
	all = all_of(&p, &anna, &here, &count);
	REQUIRE(count == 2);
	CHECK(all[0].is_this && all[0].is_here && !all[1].is_this && all[1].is_here);
	CHECK(!public_id_eq(all[0].name, all[1].name));
	away.browser = here.browser;
	all = all_of(&p, &anna, &away, &count);
	REQUIRE(count == 2);
	CHECK(!all[0].is_here && !all[1].is_here);
	CHECK_ERR(session_all(&p.app, p.arena, &nobody, &here, &all, &count), ERR_UNAUTHENTICATED);
	place_close(&p);
}

TEST(session_one_or_all_others_can_be_ended)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct actor bo = place_person(&p, "Bo", "bo@school.example");
	struct visitor v = place_visitor("block");
	struct token third = place_session(&p, &anna), second = place_session(&p, &anna);
	const struct session_about *all;
	size_t count;
	v.browser = place_session(&p, &anna);
	struct digest digest = token_digest(&second);
	struct public_id name = session_public(hash_str(&digest));
	CHECK_ERR(session_end_named(&p.app, p.arena, &bo, name), ERR_NOT_FOUND);
	CHECK_OK(session_end_named(&p.app, p.arena, &anna, name));
	CHECK_ERR(session_end_named(&p.app, p.arena, &anna, name), ERR_NOT_FOUND);
	CHECK_ERR(find(&p, &second), ERR_UNAUTHENTICATED);
	CHECK_OK(find(&p, &third));
	CHECK_OK(session_end_rest(&p.app, &anna, &v.browser));
	CHECK_ERR(find(&p, &third), ERR_UNAUTHENTICATED);
	CHECK_OK(find(&p, &v.browser));
	all = all_of(&p, &anna, &v, &count);
	CHECK(count == 1 && all[0].is_this);
	place_close(&p);
}
