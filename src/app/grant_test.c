#include "app/grant.h"

#include "app/content.h"
#include "app/conversation.h"
#include "app/erase.h"
#include "app/membership.h"
#include "app/organisation.h"
#include "unit/place.h"
#include "unit/unit.h"

#include "db/content.h"

struct world {
	struct place p;
	struct actor anna, papa, other;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->papa = place_person(&w->p, "Jan", "jan@thuis.example");
	w->other = place_person(&w->p, "Bo", "bo@thuis.example");
	return true;
}

struct giving {
	struct grant_new g;
};

static err_t put(struct tx *tx, void *ctx)
{
	const struct giving *it = ctx;
	struct row_id id;
	tx_allow(tx);
	return grant_add(tx, &it->g, &id);
}

/* Anna lets papa see one chapter for ten days. */
static struct grant_new to_papa(struct world *w, enum grant_kind kind)
{
	usec now = clock_now(w->p.app.clock);
	struct grant_new g = {
		.public = public_id_new(&random_system),
		.owner = w->anna.person,
		.holder = w->papa.person,
		.kind = kind,
		.role = GRANT_PARENT,
		.terms = {{STR("who")}, 1, zone_day(now) + 10},
		.now = now,
	};
	CHECK_OK(grant_seal(
		&w->p.app, w->p.arena, w->anna.public, g.public, "called", STR("Papa"), &g.called));
	return g;
}

static struct public_id give(struct world *w, const struct grant_new *g)
{
	struct giving it = {*g};
	CHECK_OK(db_tx(w->p.app.db, put, &it));
	return g->public;
}

struct looking {
	struct place *place;
	const struct actor *actor;
	enum action action;
	struct row_id owner;
	struct access_part part;
};

static err_t look(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	usec now = clock_now(l->place->app.clock);
	return access_passport(tx, l->place->arena, l->actor, l->action, l->owner, now, &l->part);
}

static err_t try_to(struct world *w, const struct actor *actor, enum action action)
{
	struct looking l = {&w->p, actor, action, w->anna.person};
	return db_tx(w->p.app.db, look, &l);
}

static struct grant only(struct world *w)
{
	struct grant_list all = {0};
	CHECK_OK(grant_list(&w->p.app, w->p.arena, &w->anna, &all));
	CHECK_INT((int64_t)all.len, 1);
	return all.len ? all.at[0] : (struct grant){0};
}

TEST(grant_opens_what_it_says_and_no_more)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct grant_new g = to_papa(&w, GRANT_COMPANION);
	give(&w, &g);
	struct looking l = {&w.p, &w.papa, ACTION_PASSPORT_READ, w.anna.person};
	CHECK_OK(db_tx(w.p.app.db, look, &l));
	CHECK(!l.part.whole && l.part.len == 1);
	CHECK(access_covers(&l.part, STR("who")));
	CHECK(!access_covers(&l.part, STR("can")) && !access_covers(&l.part, SCOPE_CARE));
	CHECK_OK(try_to(&w, &w.papa, ACTION_PASSPORT_COMMENT));
	CHECK_ERR(try_to(&w, &w.papa, ACTION_PASSPORT_SEE), ERR_NOT_FOUND);
	CHECK_ERR(try_to(&w, &w.papa, ACTION_PASSPORT_WRITE), ERR_NOT_FOUND);
	CHECK_ERR(try_to(&w, &w.papa, ACTION_PASSPORT_GRANT), ERR_NOT_FOUND);
	CHECK_ERR(try_to(&w, &w.other, ACTION_PASSPORT_READ), ERR_NOT_FOUND);
	place_close(&w.p);
}

/* Papa works as a mentor. */
static struct public_id join_school(struct world *w)
{
	struct row_id school;
	CHECK_OK(organisation_make(&w->p.app, w->p.arena, STR("De Wissel"), &school));
	return place_member(&w->p, &w->papa, school, ROLE_MENTOR);
}

TEST(grant_kinds_differ_in_what_they_allow)
{
	static const struct {
		enum grant_kind kind;
		bool see, comment, remind;
	} kinds[] = {
		{GRANT_COMPANION, false, true, false},
		{GRANT_MENTOR, true, true, true},
		{GRANT_RECEIVER, false, false, false},
	};
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		struct world w;
		REQUIRE(set_up(&w));
		struct grant_new g = to_papa(&w, kinds[i].kind);
		struct public_id school = join_school(&w);
		if (kinds[i].kind == GRANT_MENTOR)
			g.via = &school;
		give(&w, &g);
		err_t see = try_to(&w, &w.papa, ACTION_PASSPORT_SEE);
		err_t comment = try_to(&w, &w.papa, ACTION_PASSPORT_COMMENT);
		err_t remind = try_to(&w, &w.papa, ACTION_PASSPORT_REMIND);
		CHECK(!see == kinds[i].see && !comment == kinds[i].comment &&
			!remind == kinds[i].remind);
		CHECK_OK(try_to(&w, &w.papa, ACTION_PASSPORT_READ));
		err_free(err_join(err_join(see, comment), remind));
		place_close(&w.p);
	}
}

TEST(grant_of_the_owner_covers_everything)
{
	struct world w;
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	struct looking l = {&w.p, &w.anna, ACTION_PASSPORT_READ, w.anna.person};
	CHECK_OK(db_tx(w.p.app.db, look, &l));
	CHECK(l.part.whole && access_covers(&l.part, SCOPE_CARE));
	CHECK_ERR(try_to(&w, &nobody, ACTION_PASSPORT_READ), ERR_UNAUTHENTICATED);
	l.owner = OWNER_NOBODY;
	CHECK_ERR(db_tx(w.p.app.db, look, &l), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(grant_joins_the_parts_of_several)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct grant_new first = to_papa(&w, GRANT_COMPANION), second = to_papa(&w, GRANT_RECEIVER);
	second.terms = (struct grant_terms){{STR("who"), STR("can")}, 2, first.terms.ends};
	give(&w, &first);
	give(&w, &second);
	struct looking l = {&w.p, &w.papa, ACTION_PASSPORT_READ, w.anna.person};
	CHECK_OK(db_tx(w.p.app.db, look, &l));
	CHECK_INT((int64_t)l.part.len, 2);
	CHECK(access_covers(&l.part, STR("who")) && access_covers(&l.part, STR("can")));
	l.action = ACTION_PASSPORT_COMMENT; /* the receiver's grant does not allow that */
	CHECK_OK(db_tx(w.p.app.db, look, &l));
	CHECK(l.part.len == 1 && access_covers(&l.part, STR("who")));
	place_close(&w.p);
}

TEST(grant_waits_for_a_yes)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct grant_new g = to_papa(&w, GRANT_RECEIVER);
	g.waits = true;
	give(&w, &g);
	CHECK_ERR(try_to(&w, &w.papa, ACTION_PASSPORT_READ), ERR_NOT_FOUND);
	CHECK(only(&w).state == GRANT_WAITING);
	g.public = public_id_new(&random_system);
	g.holder = (struct row_id){0};
	g.called = STR_NONE;
	give(&w, &g);
	CHECK_ERR(try_to(&w, &w.papa, ACTION_PASSPORT_READ), ERR_NOT_FOUND);
	struct grant_list all;
	CHECK_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	CHECK(all.len == 2 && all.at[0].state == GRANT_INVITED);
	place_close(&w.p);
}

TEST(grant_holds_through_its_last_day)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct grant_new g = to_papa(&w, GRANT_COMPANION);
	give(&w, &g);
	w.p.clock.at = zone_day_start(g.terms.ends + 1) - 1;
	CHECK_OK(try_to(&w, &w.papa, ACTION_PASSPORT_READ));
	CHECK(only(&w).state == GRANT_ACTIVE);
	place_pass(&w.p, 1);
	CHECK_ERR(try_to(&w, &w.papa, ACTION_PASSPORT_READ), ERR_NOT_FOUND);
	CHECK(only(&w).state == GRANT_OVER);
	place_close(&w.p);
}

TEST(grant_stops_at_once_and_comes_back_within_a_minute)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct grant_new g = to_papa(&w, GRANT_COMPANION);
	give(&w, &g);
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, g.public));
	CHECK_ERR(try_to(&w, &w.papa, ACTION_PASSPORT_READ), ERR_NOT_FOUND);
	CHECK(only(&w).state == GRANT_STOPPED && only(&w).can_undo);
	place_pass(&w.p, GRANT_UNDO);
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, g.public)); /* moves no clock */
	CHECK_OK(grant_undo(&w.p.app, w.p.arena, &w.anna, g.public));
	CHECK_OK(try_to(&w, &w.papa, ACTION_PASSPORT_READ));
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, g.public));
	place_pass(&w.p, GRANT_UNDO + 1);
	CHECK(!only(&w).can_undo);
	CHECK_ERR(grant_undo(&w.p.app, w.p.arena, &w.anna, g.public), ERR_EXPIRED);
	place_close(&w.p);
}

TEST(grant_is_given_again_as_a_new_one)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct grant_new g = to_papa(&w, GRANT_COMPANION);
	give(&w, &g);
	CHECK_ERR(grant_give_again(&w.p.app, w.p.arena, &w.anna, g.public), ERR_CONFLICT);
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, g.public));
	CHECK(only(&w).can_give_again);
	CHECK_OK(grant_give_again(&w.p.app, w.p.arena, &w.anna, g.public));
	CHECK_OK(try_to(&w, &w.papa, ACTION_PASSPORT_READ));
	struct grant_list all;
	CHECK_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	REQUIRE(all.len == 2);
	CHECK(all.at[0].state == GRANT_ACTIVE && all.at[1].state == GRANT_STOPPED);
	CHECK(!all.at[1].can_give_again);
	CHECK_STR(all.at[0].called, "Papa");
	CHECK_INT(all.at[0].ends, g.terms.ends);
	CHECK_ERR(grant_give_again(&w.p.app, w.p.arena, &w.anna, g.public), ERR_CONFLICT);
	place_close(&w.p);
}

TEST(grant_is_not_taken_back_beside_another)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct grant_new g = to_papa(&w, GRANT_COMPANION);
	give(&w, &g);
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, g.public));
	CHECK_OK(grant_give_again(&w.p.app, w.p.arena, &w.anna, g.public));
	CHECK_ERR(grant_undo(&w.p.app, w.p.arena, &w.anna, g.public), ERR_CONFLICT);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM passport_grant WHERE ended IS NULL"), 1);
	place_close(&w.p);
}

TEST(grant_of_a_mentor_ends_with_the_membership)
{
	struct world w;
	struct grant_held_list held;
	struct thread_list threads;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	const struct content_question *question =
		content_question(app->content, 0, STR("who.self"));
	struct grant_new g = to_papa(&w, GRANT_MENTOR);
	struct public_id school = join_school(&w);
	g.via = &school;
	give(&w, &g);
	CHECK_OK(try_to(&w, &w.papa, ACTION_PASSPORT_READ));
	CHECK_OK(conversation_on(app, w.p.arena, &w.anna, question, &threads));
	CHECK_INT((int64_t)threads.len, 1);
	place_sql(&w.p, "UPDATE membership SET ends = 5");
	CHECK_ERR(try_to(&w, &w.papa, ACTION_PASSPORT_READ), ERR_NOT_FOUND);
	place_sql(&w.p, "UPDATE membership SET ends = NULL, ended = 5");
	CHECK_ERR(try_to(&w, &w.papa, ACTION_PASSPORT_READ), ERR_NOT_FOUND);
	CHECK_OK(grant_held(app, w.p.arena, &w.papa, &held));
	CHECK_INT((int64_t)held.len, 0);
	CHECK_OK(conversation_on(app, w.p.arena, &w.anna, question, &threads));
	CHECK_INT((int64_t)threads.len, 0);
	CHECK(only(&w).state == GRANT_AWAY);
	place_sql(&w.p, "UPDATE membership SET ended = NULL"); /* taken back */
	CHECK(only(&w).state == GRANT_ACTIVE);
	place_sql(&w.p, "UPDATE membership SET ended = 5");
	CHECK_OK(grant_stop(app, w.p.arena, &w.anna, g.public));
	CHECK(only(&w).state == GRANT_STOPPED);
	place_close(&w.p);
}

TEST(grant_that_holds_stands_before_all_that_are_over)
{
	struct world w;
	struct grant_list all;
	REQUIRE(set_up(&w));
	struct grant_new first = to_papa(&w, GRANT_COMPANION), other = first;
	give(&w, &first);
	for (int i = 0; i < GRANTS_SHOWN + 1; i++) {
		other.public = public_id_new(&random_system);
		give(&w, &other);
		REQUIRE_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, other.public));
	}
	REQUIRE_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	CHECK_INT((int64_t)all.len, GRANTS_SHOWN);
	CHECK(public_id_eq(all.at[0].public, first.public));
	CHECK(public_id_eq(all.at[1].public, other.public));
	for (size_t i = 0; i < all.len; i++)
		CHECK(all.at[i].scopes_len == 1 && str_eq(all.at[i].scopes[0], STR("who")));
	place_close(&w.p);
}

TEST(grant_that_is_damaged_hides_no_other)
{
	struct world w;
	struct grant_list all;
	REQUIRE(set_up(&w));
	struct grant_new first = to_papa(&w, GRANT_COMPANION), second = to_papa(&w, GRANT_RECEIVER);
	give(&w, &first);
	second.called = first.called; /* does not open here */
	give(&w, &second);
	REQUIRE_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	REQUIRE(all.len == 2);
	CHECK(all.at[0].is_damaged && !all.at[0].called.len && !all.at[1].is_damaged);
	CHECK_STR(all.at[0].name, "Jan");
	CHECK_STR(all.at[1].called, "Papa");
	place_close(&w.p);
}

TEST(grant_that_ran_out_is_given_for_a_year)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct grant_new g = to_papa(&w, GRANT_COMPANION);
	give(&w, &g);
	place_pass(&w.p, 20 * USEC_DAY);
	CHECK_OK(grant_give_again(&w.p.app, w.p.arena, &w.anna, g.public));
	struct grant_list all;
	CHECK_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	CHECK_INT(all.at[0].ends, zone_day(clock_now(w.p.app.clock)) + GRANT_DAYS);
	place_close(&w.p);
}

TEST(grant_is_nobody_elses_to_turn)
{
	struct world w;
	struct grant found;
	REQUIRE(set_up(&w));
	struct grant_new g = to_papa(&w, GRANT_COMPANION);
	give(&w, &g);
	const struct actor *others[] = {&w.papa, &w.other};
	for (int i = 0; i < 2; i++) {
		CHECK_ERR(
			grant_get(&w.p.app, w.p.arena, others[i], g.public, &found), ERR_NOT_FOUND);
		CHECK_ERR(grant_stop(&w.p.app, w.p.arena, others[i], g.public), ERR_NOT_FOUND);
		CHECK_ERR(grant_undo(&w.p.app, w.p.arena, others[i], g.public), ERR_NOT_FOUND);
		CHECK_ERR(
			grant_give_again(&w.p.app, w.p.arena, others[i], g.public), ERR_NOT_FOUND);
	}
	CHECK_ERR(grant_leave(&w.p.app, w.p.arena, &w.other, w.anna.public), ERR_NOT_FOUND);
	CHECK_ERR(grant_leave(&w.p.app, w.p.arena, &w.papa, w.other.public), ERR_NOT_FOUND);
	CHECK_OK(try_to(&w, &w.papa, ACTION_PASSPORT_READ));
	place_close(&w.p);
}

TEST(grant_holder_sees_what_holds_and_may_leave)
{
	struct world w;
	struct grant_held_list held;
	REQUIRE(set_up(&w));
	struct grant_new g = to_papa(&w, GRANT_COMPANION);
	give(&w, &g);
	CHECK_OK(grant_held(&w.p.app, w.p.arena, &w.papa, &held));
	REQUIRE(held.len == 1);
	CHECK_STR(held.at[0].name, "Anna");
	CHECK(public_id_eq(held.at[0].owner, w.anna.public) && held.at[0].role == GRANT_PARENT);
	CHECK_OK(grant_leave(&w.p.app, w.p.arena, &w.papa, w.anna.public));
	CHECK_OK(grant_held(&w.p.app, w.p.arena, &w.papa, &held));
	CHECK_INT((int64_t)held.len, 0);
	CHECK(only(&w).state == GRANT_LEFT && !only(&w).can_give_again);
	CHECK_ERR(grant_give_again(&w.p.app, w.p.arena, &w.anna, g.public), ERR_CONFLICT);
	place_close(&w.p);
}

TEST(grant_is_refused_when_too_many_hold)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct giving it;
	for (int i = 0; i < GRANTS_MOST; i++) {
		it.g = to_papa(&w, GRANT_COMPANION);
		CHECK_OK(db_tx(w.p.app.db, put, &it));
	}
	it.g = to_papa(&w, GRANT_COMPANION);
	CHECK_ERR(db_tx(w.p.app.db, put, &it), ERR_CONFLICT);
	place_close(&w.p);
}

/* "damaged", where it does not open. */
static struct str opened(struct world *w, const struct actor *owner, struct public_id grant,
	const char *column, struct str sealed)
{
	struct str text = STR_NONE;
	bool is_damaged = false;
	CHECK_OK(grant_open(
		&w->p.app, w->p.arena, owner->public, grant, column, sealed, &is_damaged, &text));
	return is_damaged ? STR("damaged") : text;
}

TEST(grant_words_are_sealed)
{
	struct world w;
	struct str sealed;
	REQUIRE(set_up(&w));
	struct public_id id = public_id_new(&random_system);
	CHECK_OK(grant_seal(&w.p.app, w.p.arena, w.anna.public, id, "called", STR_NONE, &sealed));
	CHECK(!sealed.p);
	CHECK_OK(grant_seal(
		&w.p.app, w.p.arena, w.anna.public, id, "message", STR("lees je mee"), &sealed));
	CHECK(!str_has(sealed, "lees"));
	CHECK_STR(opened(&w, &w.anna, id, "message", sealed), "lees je mee");
	CHECK_STR(opened(&w, &w.anna, id, "called", sealed), "damaged");
	CHECK_STR(opened(&w, &w.papa, id, "message", sealed), "damaged");
	place_close(&w.p);
}

TEST(grant_ends_with_the_holders_account)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct grant_new g = to_papa(&w, GRANT_COMPANION);
	give(&w, &g);
	CHECK_OK(erase_person(&w.p.app, w.papa.public));
	CHECK(only(&w).state == GRANT_LEFT && !only(&w).name.len);
	CHECK_OK(erase_person(&w.p.app, w.anna.public));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM passport_grant"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM grant_scope"), 0);
	place_close(&w.p);
}
