/* The second factor, a new proof and sessions, as a browser sees them. */
#include "app/factor.h"
#include "app/organisation.h"
#include "unit/unit.h"
#include "unit/world.h"

#include <string.h>

#define STEP (30 * USEC_SECOND)

static const char *field(struct world *w, const char *name, struct str code)
{
	struct str head = str_cut(&code, ' ');
	return str_fmt(w->p.arena, "%s=%.*s%.*s", name, STR_ARG(head), STR_ARG(code)).p;
}

static const char *mailed_field(struct world *w, const char *name)
{
	struct place_letter letter = place_mail(&w->p);
	return field(w, name, place_code(&letter));
}

/* What stands in the page between these. */
static struct str between(const struct browser *b, const char *before, const char *after)
{
	struct str rest = str_from(b->body, str_search(b->body, str_of(before)) + strlen(before));
	return str_sub(rest, 0, str_search(rest, str_of(after)));
}

/* From the account to spare codes, then in again with the app. */
TEST(factor_from_setting_up_to_signing_in)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	CHECK_INT(browser_get(&w.b, "/account/second-factor"), 200);
	CHECK_INT(browser_post(&w.b, "/account/second-factor/begin", ""), 303);
	CHECK_INT(browser_get(&w.b, "/account/second-factor/setup"), 200);
	CHECK(browser_sees(&w.b, "<svg"));
	struct str secret = between(&w.b, "translate=\"no\">", "</code>");
	secret = between(&w.b, "lock-key\" translate=\"no\">", "</code>");
	CHECK_INT((int64_t)secret.len, 39);
	CHECK_INT(browser_post(&w.b, "/account/second-factor/setup", "code=1"), 422);
	CHECK_INT(browser_post(&w.b, "/account/second-factor/setup",
			  field(&w, "code", place_app_code(&w.p, secret))),
		200);
	struct str spare = between(&w.b, "<li><code>", "</code>");
	CHECK_INT((int64_t)spare.len, 11);
	CHECK_INT(browser_get(&w.b, "/account/second-factor/setup"), 303);
	CHECK_INT(browser_get(&w.b, "/account/second-factor"), 200);
	CHECK_INT(browser_post(&w.b, "/sign-out", ""), 303);

	browser_get(&w.b, "/sign-in/mail");
	CHECK_INT(browser_post(&w.b, "/sign-in/mail", "mail=anna%40school.example"), 303);
	browser_get(&w.b, "/sign-in/code");
	CHECK_INT(browser_post(&w.b, "/sign-in/code", mailed_field(&w, "code")), 200);
	CHECK(browser_sees(&w.b, "action=\"/sign-in/factor\"") && !w.b.session.len);
	CHECK_INT(browser_get(&w.b, "/sign-in/factor"), 200);
	CHECK_INT(browser_post(&w.b, "/sign-in/factor", "code=000000"), 422);
	place_pass(&w.p, STEP);
	CHECK_INT(browser_post(
			  &w.b, "/sign-in/factor", field(&w, "code", place_app_code(&w.p, secret))),
		303);
	CHECK(w.b.session.len);
	CHECK_INT(browser_get(&w.b, "/account"), 200);
	CHECK_INT(browser_get(&w.b, "/sign-in/factor"), 303);
	world_close(&w);
}

TEST(factor_new_codes_and_end)
{
	struct world w;
	struct factor_codes codes;
	REQUIRE(world_open_signed_in(&w));
	place_factor(&w.p, &w.anna, &codes);
	browser_sign_in(&w.b, &w.anna);
	CHECK_INT(browser_get(&w.b, "/account/second-factor"), 200);
	CHECK(browser_sees(&w.b, "10"));
	CHECK_INT(browser_post(&w.b, "/account/second-factor/codes", ""), 200);
	CHECK(!browser_sees(&w.b, str_z(w.p.arena, codes.at[0])));
	CHECK_INT(browser_post(&w.b, "/account/second-factor/end", ""), 303);
	CHECK_INT(browser_get(&w.b, "/account/second-factor"), 200);
	CHECK(browser_sees(&w.b, "/account/second-factor/begin"));
	CHECK_INT(browser_post(&w.b, "/account/second-factor/codes", ""), 404);
	world_close(&w);
}

/* What was filled in survives, and is sent after a new proof; the session has a new token. */
TEST(prove_stands_before_what_is_sensitive)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	struct str before = w.b.session;
	browser_get(&w.b, "/account/second-factor");
	place_pass(&w.p, SESSION_FRESH + 1);
	CHECK_INT(browser_get(&w.b, "/account/second-factor/setup"), 303);
	CHECK_STR(w.b.location, "/account/prove?back=%2Faccount%2Fsecond-factor%2Fsetup");
	CHECK_INT(browser_post(&w.b, "/account/second-factor/begin", "extra=een+woord"), 403);
	CHECK(browser_sees(&w.b, "name=\"kept\"") && browser_sees(&w.b, "een+woord"));
	CHECK_INT(browser_post(&w.b, "/account/prove/mail",
			  "back=%2Faccount%2Fsecond-factor%2Fbegin&kept=extra%3Deen%2Bwoord"),
		200);
	CHECK_INT(browser_post(&w.b, "/account/prove", "proof=1"), 422);
	struct str fields = str_fmt(w.p.arena,
		"%s&back=%%2Faccount%%2Fsecond-factor%%2Fbegin&kept=extra%%3Deen%%2Bwoord",
		mailed_field(&w, "proof"));
	CHECK_INT(browser_post(&w.b, "/account/prove", str_z(w.p.arena, fields)), 200);
	CHECK(browser_sees(&w.b, "value=\"een woord\"") && !str_eq(w.b.session, before));
	CHECK(browser_sees(&w.b, "action=\"/account/second-factor/begin\""));
	CHECK_INT(browser_post(&w.b, "/account/second-factor/begin", "extra=een+woord"), 303);
	CHECK_INT(browser_get(&w.b, "/account/second-factor/setup"), 200);
	w.b.session = before;
	CHECK_INT(browser_get(&w.b, "/account"), 303);
	world_close(&w);
}

/* The browser stays on the page when a file comes. */
TEST(prove_goes_on_by_itself_and_by_a_link)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	browser_post(&w.b, "/account/prove/mail", "back=%2Faccount%2Fexport%2Ffile%3Fx%3D1");
	CHECK(browser_sees(&w.b, "value=\"/account/export/file?x=1\""));
	struct str fields = str_fmt(w.p.arena, "%s&back=%%2Faccount%%2Fexport%%2Ffile%%3Fx%%3D1",
		mailed_field(&w, "proof"));
	CHECK_INT(browser_post(&w.b, "/account/prove", str_z(w.p.arena, fields)), 200);
	CHECK(browser_sees(&w.b, "href=\"/account/export/file?x=1\""));
	CHECK(!browser_sees(&w.b, "id=\"proof\""));
	world_close(&w);
}

TEST(prove_never_leads_elsewhere)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	browser_get(&w.b, "/account/prove?back=https%3A%2F%2Fevil.example");
	browser_post(&w.b, "/account/prove/mail", "");
	struct str fields = str_fmt(
		w.p.arena, "%s&back=https%%3A%%2F%%2Fevil.example", mailed_field(&w, "proof"));
	CHECK_INT(browser_post(&w.b, "/account/prove", str_z(w.p.arena, fields)), 303);
	CHECK_STR(w.b.location, "/account");
	world_close(&w);
}

TEST(sessions_are_listed_and_ended)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	CHECK_INT(browser_get(&w.b, "/account/sessions"), 200);
	CHECK(!browser_sees(&w.b, "/end\""));
	struct str own = w.b.session;
	browser_sign_in(&w.b, &w.anna);
	struct str other = w.b.session;
	w.b.session = own;
	CHECK_INT(browser_get(&w.b, "/account/sessions"), 200);
	struct str key = between(&w.b, "action=\"/account/sessions/", "/end\"");
	CHECK_INT((int64_t)key.len, PUBLIC_ID_TEXT);
	struct str path = str_fmt(w.p.arena, "/account/sessions/%.*s/end", STR_ARG(key));
	CHECK_INT(browser_post(&w.b, str_z(w.p.arena, path), ""), 303);
	CHECK_INT(browser_post(&w.b, str_z(w.p.arena, path), ""), 404);
	CHECK_INT(browser_post(&w.b, "/account/sessions/x/end", ""), 404);
	w.b.session = other;
	CHECK_INT(browser_get(&w.b, "/account"), 303);
	browser_sign_in(&w.b, &w.anna);
	CHECK_INT(browser_post(&w.b, "/account/sessions/end", ""), 303);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM session"), 1);
	world_close(&w);
}

/* Pages of staff wait for the second factor, and say where to set it up. */
TEST(factor_is_needed_to_work_with_others)
{
	struct world w;
	struct factor_codes codes;
	struct membership_list all;
	REQUIRE(world_open_signed_in(&w));
	struct row_id school;
	CHECK_OK(organisation_make(&w.p.app, w.p.arena, STR("De Wissel"), &school));
	place_member(&w.p, &w.anna, school, ROLE_ORGANISATION_ADMIN);
	CHECK_OK(membership_list(&w.p.app, w.p.arena, &w.anna, &all));
	REQUIRE(all.len == 1);
	const char *path = str_z(w.p.arena, membership_path(w.p.arena, &all.at[0]));
	CHECK_INT(browser_get(&w.b, path), 303);
	CHECK_STR(w.b.location, "/account/second-factor?needed");
	place_factor(&w.p, &w.anna, &codes);
	browser_sign_in(&w.b, &w.anna);
	CHECK_INT(browser_get(&w.b, path), 200);
	world_close(&w);
}
