#include "app/invitation.h"

#include "app/organisation.h"
#include "crypto/code.h"
#include "unit/place.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct actor admin;
	struct row_id school;
	struct visitor visitor;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->visitor = place_visitor("1");
	w->admin = place_person(&w->p, "Farida", "farida@school.example");
	CHECK_OK(organisation_make(&w->p.app, w->p.arena, STR("De Wissel"), &w->school));
	place_member(&w->p, &w->admin, w->school, ROLE_ORGANISATION_ADMIN);
	return true;
}

static struct invitation_new to(struct world *w, const char *mail)
{
	return (struct invitation_new){.organisation = w->school,
		.organisation_name = STR("De Wissel"),
		.role = ROLE_MENTOR,
		.label = STR("Mentor"),
		.name = STR("Joost"),
		.mail = str_of(mail),
		.language = STR("nl")};
}

/* The code behind "#" in the last mail. */
static struct str mailed_code(struct world *w)
{
	struct str text = place_mail(&w->p).text;
	struct str rest = str_from(text, str_search(text, STR("/invitation#")) + 12);
	return str_cut(&rest, '\n');
}

static struct str invite(struct world *w, const char *mail)
{
	struct invitation_new in = to(w, mail);
	CHECK_OK(invitation_send(&w->p.app, w->p.arena, &w->admin, &in));
	return mailed_code(w);
}

static err_t accept(struct world *w, struct str code, struct membership *ret_joined)
{
	struct token session;
	struct invitation_accept in = {code, STR("Joost"), STR("drie lege flessen")};
	return invitation_accept(
		&w->p.app, w->p.arena, &w->visitor, STR("nl"), &in, ret_joined, &session);
}

TEST(invitation_makes_an_account_with_a_role)
{
	struct world w;
	struct membership joined = {0};
	struct invitation found = {0};
	REQUIRE(set_up(&w));
	struct str code = invite(&w, "Joost@school.example");
	CHECK_OK(invitation_find(&w.p.app, w.p.arena, code, &found));
	CHECK_STR(found.membership.organisation_name, "De Wissel");
	CHECK(found.membership.role == ROLE_MENTOR);
	CHECK(!found.has_account);
	REQUIRE_OK(accept(&w, code, &joined));
	CHECK(joined.role == ROLE_MENTOR && joined.organisation.n == w.school.n);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM membership WHERE role = 'mentor'"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM invitation"), 0);
	CHECK_INT(place_keys(&w.p), 3);
	struct account_sign_in in = {STR("joost@school.example"), STR("drie lege flessen")};
	struct arrived arrived;
	CHECK_OK(account_sign_in(&w.p.app, w.p.arena, &w.visitor, &in, &arrived));
	place_close(&w.p);
}

TEST(invitation_works_once)
{
	struct world w;
	struct membership joined;
	REQUIRE(set_up(&w));
	struct str code = invite(&w, "joost@school.example");
	REQUIRE_OK(accept(&w, code, &joined));
	CHECK_ERR(accept(&w, code, &joined), ERR_INVALID);
	CHECK_ERR(invitation_join(&w.p.app, w.p.arena, &w.admin, code, &joined), ERR_INVALID);
	place_close(&w.p);
}

TEST(invitation_ends)
{
	struct world w;
	struct membership joined;
	REQUIRE(set_up(&w));
	struct str code = invite(&w, "joost@school.example");
	place_pass(&w.p, INVITATION_LIFE - 1);
	struct invitation found;
	CHECK_OK(invitation_find(&w.p.app, w.p.arena, code, &found));
	place_pass(&w.p, 1);
	CHECK_ERR(accept(&w, code, &joined), ERR_INVALID);
	place_pass(&w.p, 1);
	CHECK_OK(retention_clear(&w.p.app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM invitation"), 0);
	place_close(&w.p);
}

TEST(invitation_of_who_has_an_account)
{
	struct world w;
	struct membership joined = {0};
	struct invitation found = {0};
	REQUIRE(set_up(&w));
	struct actor joost = place_person(&w.p, "Joost", "joost@school.example");
	struct str code = invite(&w, "joost@school.example");
	CHECK_OK(invitation_find(&w.p.app, w.p.arena, code, &found));
	CHECK(found.has_account);
	CHECK_ERR(accept(&w, code, &joined), ERR_CONFLICT);
	CHECK_INT(place_keys(&w.p), 3);
	REQUIRE_OK(invitation_join(&w.p.app, w.p.arena, &joost, code, &joined));
	CHECK(joined.role == ROLE_MENTOR);
	code = invite(&w, "joost@school.example");
	CHECK_OK(invitation_join(&w.p.app, w.p.arena, &joost, code, &joined));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM membership WHERE role = 'mentor'"), 1);
	place_close(&w.p);
}

TEST(invitation_withdrawn_does_not_work)
{
	struct world w;
	struct membership joined;
	struct organisation o = {0};
	REQUIRE(set_up(&w));
	struct str code = invite(&w, "joost@school.example");
	CHECK_OK(organisation_open(&w.p.app, w.p.arena, &w.admin, w.school, &o));
	REQUIRE(o.invited_count == 1);
	CHECK_STR(o.invited[0].mail, "joost@school.example");
	struct public_id id = o.invited[0].invitation;
	CHECK_OK(invitation_withdraw(&w.p.app, w.p.arena, &w.admin, w.school, id));
	CHECK_ERR(invitation_withdraw(&w.p.app, w.p.arena, &w.admin, w.school, id), ERR_NOT_FOUND);
	CHECK_ERR(accept(&w, code, &joined), ERR_INVALID);
	CHECK_INT(
		place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'member.withdraw'"), 1);
	place_close(&w.p);
}

TEST(invitation_by_an_admin_is_for_mentors_alone)
{
	static const enum role others[] = {ROLE_ORGANISATION_ADMIN, ROLE_REGION_ADMIN};
	struct world w;
	REQUIRE(set_up(&w));
	struct invitation_new in = to(&w, "joost@school.example");
	for (size_t i = 0; i < 2; i++) {
		in.role = others[i];
		CHECK_ERR(invitation_send(&w.p.app, w.p.arena, &w.admin, &in), ERR_FORBIDDEN);
	}
	in.role = ROLE_MENTOR;
	in.name = STR("win at evil.com");
	CHECK_ERR(invitation_send(&w.p.app, w.p.arena, &w.admin, &in), ERR_INVALID);
	place_close(&w.p);
}

TEST(invitation_handed_over_by_the_operator)
{
	struct world w;
	struct str code = STR_NONE;
	struct membership joined = {0};
	REQUIRE(set_up(&w));
	struct invitation_new in = to(&w, "rita@region.example");
	in.role = ROLE_REGION_ADMIN;
	CHECK_OK(invitation_print(&w.p.app, w.p.arena, &in, &code));
	CHECK_INT((int64_t)w.p.letters.len, 0);
	CHECK_OK(accept(&w, code, &joined));
	CHECK(joined.role == ROLE_REGION_ADMIN);
	place_close(&w.p);
}

TEST(invitation_needs_a_good_password_and_the_right_code)
{
	struct world w;
	struct membership joined;
	struct token session;
	REQUIRE(set_up(&w));
	struct str code = invite(&w, "joost@school.example");
	struct invitation_accept in = {code, STR("Joost"), STR("De Wissel")};
	CHECK_ERR(invitation_accept(
			  &w.p.app, w.p.arena, &w.visitor, STR("nl"), &in, &joined, &session),
		ERR_INVALID);
	CHECK_ERR(accept(&w, STR("AAAAA-AAAAA"), &joined), ERR_INVALID);
	CHECK_ERR(accept(&w, STR("no code"), &joined), ERR_INVALID);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM person"), 1);
	place_close(&w.p);
}

TEST(invitation_mails_of_one_organisation_slow_down)
{
	struct world w;
	struct invitation_new in;
	REQUIRE(set_up(&w));
	in = to(&w, "joost@school.example");
	err_t e = NULL;
	for (int i = 0; i < 61 && !e; i++)
		e = invitation_send(&w.p.app, w.p.arena, &w.admin, &in);
	CHECK_ERR(e, ERR_RATE_LIMITED);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM invitation"), 60);
	place_close(&w.p);
}
