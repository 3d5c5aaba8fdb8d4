#include "app/organisation.h"

#include "unit/browser.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser b;
	struct actor joost;
	struct row_id school;
	struct public_id role;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p) || !browser_open(&w->b, &w->p))
		return false;
	w->joost = place_person(&w->p, "Joost", "joost@home.example");
	CHECK_OK(organisation_make(&w->p.app, w->p.arena, STR("De Wissel"), &w->school));
	w->role = place_member(&w->p, &w->joost, w->school, ROLE_MENTOR);
	browser_sign_in_staff(&w->b, &w->joost);
	return true;
}

static int post(struct world *w, const char *fields)
{
	struct str key = public_id_print(w->p.arena, w->role);
	struct str path = str_fmt(w->p.arena, "/account/roles/%.*s/mail", STR_ARG(key));
	return browser_post(&w->b, path.p, fields);
}

TEST(role_page_chooses_where_its_mail_goes)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.b, "/account/roles"), 200);
	CHECK(browser_sees(&w.b, "De Wissel") && !browser_sees(&w.b, "name=\"mail\""));
	place_sql(&w.p, "INSERT INTO address (mail_key, mail, person, confirmed) SELECT "
			"'joost@school.example', 'joost@school.example', id, made + 1 FROM person");
	CHECK_INT(browser_get(&w.b, "/account/roles"), 200);
	CHECK(browser_sees(&w.b, "value=\"\" checked"));
	CHECK_INT(post(&w, "mail=joost%40school.example"), 303);
	CHECK_STR(w.b.location, "/account/roles?saved");
	CHECK_INT(browser_get(&w.b, "/account/roles?saved"), 200);
	CHECK(browser_sees(&w.b, "value=\"joost@school.example\" checked"));
	CHECK_INT(post(&w, "mail=other%40school.example"), 404);
	browser_get(&w.b, "/account");
	CHECK_INT(browser_post(&w.b, "/account/roles/x/mail", "mail="), 404);
	browser_close(&w.b);
	place_close(&w.p);
}

TEST(role_page_shows_those_that_are_over)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "UPDATE membership SET ended = 86400000000");
	CHECK_INT(browser_get(&w.b, "/account/roles"), 200);
	CHECK(browser_sees(&w.b, "De Wissel") && browser_sees(&w.b, "2 januari 1970"));
	CHECK(!browser_sees(&w.b, "/mentor/"));
	browser_close(&w.b);
	place_close(&w.p);
}

static const char *path_on_page(struct world *w, const char *start)
{
	struct str rest = str_from(w->b.body, str_search(w->b.body, str_of(start)));
	return str_z(w->p.arena, str_cut(&rest, '"'));
}

TEST(role_of_one_tab_is_not_that_of_another)
{
	struct world w;
	REQUIRE(set_up(&w));
	REQUIRE_OK(organisation_make(&w.p.app, w.p.arena, STR("Zwolle"), &w.school));
	w.role = place_member(&w.p, &w.joost, w.school, ROLE_MENTOR);
	place_sql(&w.p, "UPDATE membership SET role = 'organisation_admin' WHERE organisation = "
			"(SELECT id FROM organisation WHERE name = 'Zwolle')");
	browser_get(&w.b, "/account/roles");
	const char *mentor = path_on_page(&w, "/mentor/"),
		   *admin = path_on_page(&w, "/organisation/");
	for (int i = 0; i < 2; i++) {
		CHECK_INT(browser_get(&w.b, mentor), 200);
		CHECK(browser_sees(&w.b, "<span translate=\"no\">De Wissel</span></p></div>"));
		CHECK_INT(browser_get(&w.b, admin), 200);
		CHECK(browser_sees(&w.b, "<span translate=\"no\">Zwolle</span></p></div>"));
	}
	place_sql(&w.p, "UPDATE membership SET ended = 2 WHERE role = 'mentor'");
	CHECK_INT(browser_get(&w.b, mentor), 403);
	CHECK_INT(browser_get(&w.b, admin), 200);
	browser_close(&w.b);
	place_close(&w.p);
}
