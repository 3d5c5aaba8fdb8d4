/* Ways in by mail, as a browser sees them. */
#include "unit/unit.h"
#include "unit/world.h"

#define MAIL "mail=anna%40school.example"

TEST(way_forgotten_password_from_door_to_passport)
{
	struct world w;
	REQUIRE(world_open_anna(&w));
	CHECK_INT(browser_get(&w.b, "/forgot"), 200);
	CHECK_INT(browser_post(&w.b, "/forgot", MAIL), 303);
	CHECK_STR(w.b.location, "/forgot/code");
	CHECK_INT(browser_get(&w.b, "/forgot/code"), 200);
	CHECK(browser_sees(&w.b, "anna@school.example"));
	CHECK_INT(browser_post(&w.b, "/forgot/code", "code=12"), 422);
	CHECK_INT(browser_post(&w.b, "/forgot/code", world_code_field(&w)), 303);
	CHECK_STR(w.b.location, "/forgot/new");
	CHECK(!w.b.session.len);
	CHECK_INT(browser_get(&w.b, "/forgot/new"), 200);
	CHECK_INT(browser_post(&w.b, "/forgot/new", "password=short"), 422);
	CHECK_INT(browser_post(&w.b, "/forgot/new", "password=drie+paarse+treinen"), 303);
	CHECK_STR(w.b.location, "/passport");
	CHECK(w.b.session.len && !w.b.visit.len);
	CHECK_INT(browser_get(&w.b, "/account"), 200);
	world_close(&w);
}

TEST(way_another_code_replaces_the_first)
{
	struct world w;
	REQUIRE(world_open_anna(&w));
	browser_get(&w.b, "/forgot");
	CHECK_INT(browser_post(&w.b, "/forgot", MAIL), 303);
	const char *first = world_code_field(&w);
	browser_get(&w.b, "/forgot/code");
	CHECK_INT(browser_post(&w.b, "/forgot/again", ""), 200);
	const char *second = world_code_field(&w);
	if (!str_eq(str_of(first), str_of(second)))
		CHECK_INT(browser_post(&w.b, "/forgot/code", first), 422);
	CHECK_INT(browser_post(&w.b, "/forgot/code", second), 303);
	world_close(&w);
}

/* From the page of an ended session: what was written comes along through the mail. */
TEST(way_sign_in_by_mail_keeps_what_was_written)
{
	struct world w;
	REQUIRE(world_open_anna(&w));
	struct str owner = public_id_print(w.p.arena, w.anna.public);
	struct str kept = str_fmt(w.p.arena,
		"%s&back=%%2Fpassport%%2Fquestions%%2Fwho.self"
		"&kept=answer%%3DMijn%%2Btekst%%26owner%%3D%.*s",
		MAIL, STR_ARG(owner));
	browser_get(&w.b, "/sign-in");
	CHECK_INT(browser_post(&w.b, "/sign-in/mail", str_z(w.p.arena, kept)), 200);
	CHECK(browser_sees(&w.b, "name=\"kept\""));
	struct str code = str_fmt(w.p.arena, "%s&%.*s", world_code_field(&w), STR_ARG(kept));
	CHECK_INT(browser_post(&w.b, "/sign-in/code", str_z(w.p.arena, code)), 200);
	CHECK(browser_sees(&w.b, "Mijn tekst") && w.b.session.len);
	world_close(&w);
}

TEST(way_never_leads_elsewhere)
{
	struct world w;
	REQUIRE(world_open_anna(&w));
	browser_get(&w.b, "/sign-in/mail");
	browser_post(&w.b, "/sign-in/mail", MAIL);
	browser_get(&w.b, "/sign-in/code");
	struct str fields =
		str_fmt(w.p.arena, "%s&back=https%%3A%%2F%%2Fevil.example", world_code_field(&w));
	CHECK_INT(browser_post(&w.b, "/sign-in/code", str_z(w.p.arena, fields)), 303);
	CHECK_STR(w.b.location, "/passport");
	world_close(&w);
}

/* A mail opened in another browser, or later: where to ask for one. */
TEST(way_pages_without_a_mail_lead_to_asking)
{
	struct world w;
	REQUIRE(world_open_anna(&w));
	CHECK_INT(browser_get(&w.b, "/sign-in/code"), 303);
	CHECK_STR(w.b.location, "/sign-in/mail?elsewhere");
	CHECK_INT(browser_get(&w.b, "/forgot/code"), 303);
	CHECK_STR(w.b.location, "/forgot?elsewhere");
	CHECK_INT(browser_get(&w.b, "/forgot/new"), 303);
	CHECK_STR(w.b.location, "/forgot");
	world_close(&w);
}

/* The same words and size for who has an account and who has none. */
TEST(way_pages_betray_no_account)
{
	struct world w;
	struct str pages[2];
	static const char *const mails[] = {
		"mail=anna%40school.example", "mail=bert%40school.example"};
	static const char *const doors[][2] = {
		{"/forgot", "/forgot/code"}, {"/sign-in/mail", "/sign-in/code"}};
	REQUIRE(world_open_anna(&w));
	for (size_t door = 0; door < 2; door++) {
		for (size_t i = 0; i < 2; i++) {
			w.b.visit = STR_NONE;
			browser_get(&w.b, doors[door][0]);
			CHECK_INT(browser_post(&w.b, doors[door][0], mails[i]), 303);
			CHECK_STR(w.b.location, doors[door][1]);
			CHECK_INT(browser_post(&w.b, doors[door][1], "code=123"), 422);
			pages[i] = w.b.body;
		}
		CHECK_INT((int64_t)pages[0].len, (int64_t)pages[1].len);
	}
	world_close(&w);
}
