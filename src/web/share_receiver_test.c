/* What organisations ask for, as the browsers of an admin and of a learner see it. */
#include "app/organisation.h"
#include "unit/browser.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser admin, noor;
	const char *path; /* of the admin's page */
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	struct row_id school;
	*w = (struct world){0};
	if (!place_open(p) || !browser_open(&w->admin, p) || !browser_open(&w->noor, p))
		return false;
	struct actor noor = place_person(p, "Noor", "noor@post.example");
	struct actor admin = place_staff(p, "Farida", "farida@school.example", "Mbo De Brug",
		ROLE_ORGANISATION_ADMIN, &school);
	browser_sign_in_staff(&w->admin, &admin);
	browser_sign_in(&w->noor, &noor);
	w->path = str_fmt(p->arena, "%s/receiving", browser_link(&w->admin, "/organisation/")).p;
	browser_get(&w->noor, "/passport/share");
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->admin);
	browser_close(&w->noor);
	place_close(&w->p);
}

#define ASKS                                                             \
	"purpose=mbo&scopes=who&scopes=want&takes_link=yes&takes_paper=" \
	"yes&paper_ends=2033-01-01&leave_at=Onder+Opmerkingen"

/* The path of the only one on the list. */
static char *only_one(struct world *w)
{
	struct str rest = str_from(
		w->noor.body, str_search(w->noor.body, STR("action=\"/passport/receivers/")) + 8);
	return str_z(w->p.arena, str_cut(&rest, '"'));
}

TEST(receiving_begins_with_a_link_to_everything)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(!browser_sees(&w.noor, "/passport/receivers"));
	CHECK_INT(browser_get(&w.noor, "/passport/receivers"), 200);
	CHECK_INT(browser_get(&w.admin, w.path), 200);
	CHECK(browser_sees(&w.admin, "value=\"who\" checked") &&
		!browser_sees(&w.admin, "value=\"care\""));
	CHECK(!browser_sees(&w.admin, "/receiving/remove"));
	tear_down(&w);
}

TEST(receiving_is_read_by_who_shares)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_get(&w.admin, w.path);
	CHECK_INT(browser_post(&w.admin, w.path, ASKS), 303);
	CHECK(str_ends(w.admin.location, STR("/receiving?saved")));
	CHECK_INT(browser_get(&w.admin, w.path), 200);
	CHECK(browser_sees(&w.admin, "value=\"2033-01-01\"") &&
		browser_sees(&w.admin, "/receiving/remove"));
	browser_get(&w.noor, "/passport/share");
	CHECK(browser_sees(&w.noor, "/passport/receivers"));
	CHECK_INT(browser_get(&w.noor, "/passport/receivers"), 200);
	CHECK(browser_sees(&w.noor, "Mbo De Brug") && browser_sees(&w.noor, "Onder Opmerkingen") &&
		browser_sees(&w.noor, "1 januari 2033"));
	CHECK_INT(browser_post(&w.noor, only_one(&w), ""), 303);
	CHECK(str_ends(w.noor.location, STR("/what")));
	struct str link = str_dup(w.p.arena, w.noor.location);
	CHECK_INT(browser_get(&w.noor, str_z(w.p.arena, link)), 200);
	CHECK(browser_sees(&w.noor, "value=\"who\" checked") &&
		!browser_sees(&w.noor, "value=\"can\" checked"));
	tear_down(&w);
}

TEST(receiving_stands_with_the_link)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_get(&w.admin, w.path);
	CHECK_INT(browser_post(&w.admin, w.path, ASKS), 303);
	browser_get(&w.noor, "/passport/receivers");
	CHECK_INT(browser_post(&w.noor, only_one(&w), ""), 303);
	struct str what = str_dup(w.p.arena, w.noor.location);
	char *path = str_z(w.p.arena, str_sub(what, 0, what.len - 5));
	CHECK_INT(browser_get(&w.noor, path), 200);
	CHECK(browser_sees(&w.noor, "Wat Mbo De Brug vraagt") &&
		!browser_sees(&w.noor, "Je deelt niet alles daarvan"));
	CHECK_INT(browser_post(&w.noor, str_z(w.p.arena, what), "scopes=who"), 303);
	CHECK_INT(browser_get(&w.noor, path), 200);
	CHECK(browser_sees(&w.noor, "Je deelt niet alles daarvan"));
	CHECK_INT(browser_post(&w.admin, str_fmt(w.p.arena, "%s/remove", w.path).p, ""), 303);
	CHECK_INT(browser_get(&w.noor, path), 200);
	CHECK(!browser_sees(&w.noor, "Wat Mbo De Brug vraagt"));
	tear_down(&w);
}

TEST(receiving_keeps_what_was_sent_and_is_wrong)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_get(&w.admin, w.path);
	CHECK_INT(browser_post(&w.admin, w.path,
			  "purpose=work&takes_paper=yes&paper_ends=2000-01-01&leave_at=Hier"),
		422);
	CHECK(browser_sees(&w.admin, "id=\"scopes-error\"") &&
		browser_sees(&w.admin, "id=\"paper_ends-error\""));
	CHECK(browser_sees(&w.admin, "value=\"Hier\"") &&
		browser_sees(&w.admin, "value=\"2000-01-01\"") &&
		!browser_sees(&w.admin, "value=\"who\" checked"));
	CHECK_INT(browser_post(&w.admin, w.path, "purpose=bad&scopes=who"), 422);
	CHECK(browser_sees(&w.admin, "id=\"purpose-error\""));
	CHECK_INT(browser_post(&w.admin, w.path, "purpose=mbo&scopes=who"), 422);
	CHECK(browser_sees(&w.admin, "id=\"takes_link-error\""));
	tear_down(&w);
}

TEST(receiving_of_nobody_makes_no_draft)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_post(&w.noor, "/passport/receivers/00000000000000000000000000", ""), 404);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM share"), 0);
	tear_down(&w);
}
