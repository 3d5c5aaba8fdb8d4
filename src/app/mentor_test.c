#include "app/mentor.h"

#include "app/contact.h"
#include "app/membership.h"
#include "app/organisation.h"
#include "unit/place.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct actor anna, bo, mentor;
	struct row_id school;
	struct public_id via;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->bo = place_person(&w->p, "Bo", "bo@school.example");
	w->mentor = place_person(&w->p, "Joost", "joost@school.example");
	CHECK_OK(organisation_make(&w->p.app, w->p.arena, STR("De Wissel"), &w->school));
	w->via = place_member(&w->p, &w->mentor, w->school, ROLE_MENTOR);
	CHECK_OK(contact_code_renew(&w->p.app, w->p.arena, &w->mentor, &w->via));
	return true;
}

static err_t let_in(struct world *w, const struct actor *learner, const char *scope)
{
	struct code code;
	CHECK_OK(contact_code(&w->p.app, w->p.arena, &w->mentor, &w->via, &code));
	struct contact_new in = {
		.code = code_print(w->p.arena, &code),
		.terms = {{str_of(scope)}, scope ? 1 : 0,
			zone_day(clock_now(w->p.app.clock)) + 100},
	};
	return contact_add(&w->p.app, w->p.arena, learner, &in);
}

static struct mentor_list list(struct world *w)
{
	struct mentor_list found = {0};
	CHECK_OK(mentor_list(&w->p.app, w->p.arena, &w->mentor, w->via, 0, &found));
	return found;
}

static int remind(struct world *w, const struct public_id *owners, size_t len)
{
	struct mentor_chosen chosen = {owners, len};
	int sent = -1;
	CHECK_OK(mentor_remind(&w->p.app, w->p.arena, &w->mentor, w->via, &chosen, &sent));
	return sent;
}

TEST(mentor_is_let_in_by_code_with_progress_alone)
{
	struct world w;
	struct contact whose;
	struct code code;
	REQUIRE(set_up(&w));
	CHECK_OK(contact_code(&w.p.app, w.p.arena, &w.mentor, &w.via, &code));
	CHECK_OK(contact_find(&w.p.app, w.p.arena, &w.anna, code_print(w.p.arena, &code), &whose));
	CHECK_STR(whose.place, "De Wissel");
	CHECK_OK(let_in(&w, &w.anna, NULL));
	CHECK_ERR(let_in(&w, &w.anna, NULL), ERR_INVALID); /* once */
	struct mentor_list all = list(&w);
	REQUIRE(all.len == 1);
	CHECK_STR(all.at[0].name, "Anna");
	CHECK(!all.at[0].has_route && !all.at[0].active && all.at[0].can_remind);
	place_close(&w.p);
}

TEST(mentor_sees_progress_of_each)
{
	struct world w;
	struct passport_saved saved;
	const struct app *app = &w.p.app;
	REQUIRE(set_up(&w));
	CHECK_OK(let_in(&w, &w.bo, NULL));
	CHECK_OK(let_in(&w, &w.anna, NULL));
	CHECK_OK(passport_pick(app, w.p.arena, &w.anna, STR("at-school"), STR("yes")));
	CHECK_OK(passport_pick(app, w.p.arena, &w.anna, STR("going-to"), STR("mbo")));
	struct passport_save in = {STR("who.proud"), STR("ik heb leren zwemmen"), 0, false};
	CHECK_OK(passport_save(app, w.p.arena, &w.anna, &in, &saved));
	struct mentor_list all = list(&w);
	REQUIRE(all.len == 2);
	CHECK_STR(all.at[0].name, "Anna");
	CHECK(all.at[0].has_route && all.at[0].count == 4);
	CHECK(all.at[0].chapters[0].answered == 1 && all.at[0].chapters[1].answered == 0);
	CHECK_INT(all.at[0].active, clock_now(app->clock));
	CHECK_STR(all.at[1].name, "Bo");
	CHECK(!all.at[1].has_route);
	place_close(&w.p);
}

TEST(mentor_loses_who_stops_it)
{
	struct world w;
	struct grant_list all;
	REQUIRE(set_up(&w));
	CHECK_OK(let_in(&w, &w.anna, "who"));
	CHECK_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	CHECK(all.at[0].kind == GRANT_MENTOR && all.at[0].role == GRANT_ROLE_MENTOR);
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, all.at[0].public));
	CHECK_INT((int64_t)list(&w).len, 0);
	CHECK_INT(remind(&w, &w.anna.public, 1), 0);
	place_close(&w.p);
}

TEST(mentor_reminds_each_once_a_week)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(let_in(&w, &w.anna, NULL));
	CHECK_OK(let_in(&w, &w.bo, NULL));
	struct public_id both[] = {w.anna.public, w.bo.public, w.mentor.public};
	CHECK_INT(remind(&w, both, 1), 1);
	CHECK_STR(place_mail(&w.p).to, "anna@school.example");
	CHECK_INT(remind(&w, both, 3), 1);
	CHECK_STR(place_mail(&w.p).to, "bo@school.example");
	CHECK(!list(&w).at[0].can_remind);
	place_pass(&w.p, MENTOR_REMIND_EACH);
	CHECK_INT(remind(&w, both, 3), 2);
	place_close(&w.p);
}

TEST(mentor_does_not_remind_who_has_no_mail)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(let_in(&w, &w.anna, NULL));
	CHECK(list(&w).at[0].has_mail && !list(&w).at[0].reminded);
	CHECK_INT(remind(&w, &w.anna.public, 1), 1);
	CHECK_INT(list(&w).at[0].reminded, clock_now(w.p.app.clock));
	place_pass(&w.p, MENTOR_REMIND_EACH);
	place_sql(&w.p, "DELETE FROM address");
	CHECK(!list(&w).at[0].has_mail && !list(&w).at[0].can_remind);
	CHECK_INT(remind(&w, &w.anna.public, 1), 0);
	place_close(&w.p);
}

/* Both accounts are there; of the one that was left nothing is asked. */
TEST(mentor_sees_who_goes_on_in_another_account)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(let_in(&w, &w.anna, NULL));
	CHECK_OK(let_in(&w, &w.bo, NULL));
	place_sql(&w.p, "INSERT INTO card (person, organisation, sign_in, code_ends, made, anew) "
			"SELECT p.id, o.id, 'anna-00000', 1, 1, 7 FROM person p, organisation o "
			"WHERE p.name = 'Anna'");
	struct mentor_list all = list(&w);
	REQUIRE(all.len == 2);
	CHECK(all.at[0].anew == 7 && !all.at[0].can_remind);
	CHECK(!all.at[1].anew && all.at[1].can_remind);
	CHECK_INT(remind(&w, &w.anna.public, 1), 0);
	place_close(&w.p);
}

TEST(mentor_sees_each_learners_own_marks)
{
	enum { LEARNERS = 12 };
	struct world w;
	const struct app *app = &w.p.app;
	struct passport_saved saved;
	REQUIRE(set_up(&w));
	for (int i = 0; i < LEARNERS; i++) {
		char name[] = {(char)('a' + i * 5 % LEARNERS), 0};
		struct actor who = place_person(&w.p, name,
			str_z(w.p.arena, str_fmt(w.p.arena, "%s@school.example", name)));
		CHECK_OK(let_in(&w, &who, NULL));
		CHECK_OK(passport_pick(app, w.p.arena, &who, STR("at-school"), STR("yes")));
		CHECK_OK(passport_pick(app, w.p.arena, &who, STR("going-to"), STR("mbo")));
		struct passport_save in = {STR("who.proud"), STR("ik heb leren zwemmen"), 0, false};
		if (name[0] % 2)
			CHECK_OK(passport_save(app, w.p.arena, &who, &in, &saved));
	}
	struct mentor_list all = list(&w);
	REQUIRE(all.len == LEARNERS);
	for (size_t i = 0; i < all.len; i++) {
		CHECK(all.at[i].has_route && all.at[i].name.p[0] == (char)('a' + i));
		CHECK_INT((int64_t)all.at[i].chapters[0].answered, all.at[i].name.p[0] % 2);
	}
	place_close(&w.p);
}

TEST(mentor_code_ends_with_the_membership)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "UPDATE membership SET ended = 5");
	CHECK_ERR(let_in(&w, &w.anna, NULL), ERR_INVALID);
	place_close(&w.p);
}

TEST(mentor_loses_all_when_the_membership_is_over)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(let_in(&w, &w.anna, "who"));
	place_sql(&w.p, "UPDATE membership SET ended = 5");
	CHECK_INT((int64_t)list(&w).len, 0);
	CHECK_INT(remind(&w, &w.anna.public, 1), 0);
	place_close(&w.p);
}

/* Who works at two schools is let in for each of them. */
TEST(mentor_of_two_schools_is_let_in_twice)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(let_in(&w, &w.anna, "who"));
	CHECK_ERR(let_in(&w, &w.anna, "can"), ERR_INVALID);
	CHECK_OK(organisation_make(&w.p.app, w.p.arena, STR("De Brug"), &w.school));
	w.via = place_member(&w.p, &w.mentor, w.school, ROLE_MENTOR);
	CHECK_OK(contact_code_renew(&w.p.app, w.p.arena, &w.mentor, &w.via));
	CHECK_OK(let_in(&w, &w.anna, "can"));
	CHECK_INT((int64_t)list(&w).len, 1);
	place_close(&w.p);
}

TEST(mentor_sees_signs)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(let_in(&w, &w.anna, "who"));
	CHECK(!list(&w).at[0].has_parent && !list(&w).at[0].is_waiting);
	place_sql(&w.p, "UPDATE passport_grant SET role = 'parent'");
	CHECK(list(&w).at[0].has_parent && !list(&w).at[0].has_shared);
	place_close(&w.p);
}

TEST(mentor_list_is_nobody_elses)
{
	struct world w;
	struct mentor_list found;
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	CHECK_OK(let_in(&w, &w.anna, NULL));
	CHECK_OK(mentor_list(&w.p.app, w.p.arena, &w.bo, w.via, 0, &found));
	CHECK_INT((int64_t)found.len, 0);
	CHECK_ERR(mentor_list(&w.p.app, w.p.arena, &nobody, w.via, 0, &found), ERR_UNAUTHENTICATED);
	place_close(&w.p);
}
