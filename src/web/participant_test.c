/* Who takes part in a project, as a browser sees it. */
#include "app/participant.h"
#include "codec/input.h"

#include "unit/browser.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser b;
	struct actor mila;
	struct project_at at;
	const char *page, *people; /* of the project, and its list */
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "own", &w->mila, &w->at) || !browser_open(&w->b, p))
		return false;
	browser_sign_in_staff(&w->b, &w->mila);
	w->page = browser_project(&w->b, &w->at);
	w->people = str_fmt(p->arena, "%s/people", w->page).p;
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->p);
}

static const char *below(struct world *w, const char *path, const char *more)
{
	return str_fmt(w->p.arena, "%s%s", path, more).p;
}

/* The first participant's page. */
static const char *first(struct world *w)
{
	struct public_id who = place_people(&w->p, &w->mila, &w->at).at[0].public;
	struct str key = public_id_print(w->p.arena, who);
	return str_fmt(w->p.arena, "%s/%.*s", w->people, STR_ARG(key)).p;
}

#define AINO "given_name=Aino&family_name=Virtanen&country=FI"

/* The second part of the mails fails: the page says how many went, the log why. */
TEST(participant_pages_say_how_far_the_mails_came)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_bring(&w.p, &w.mila, &w.at, 53, 0);
	place_sql(&w.p,
		"CREATE UNIQUE INDEX once ON project_change (what) WHERE what = 'people.invite'");
	browser_get(&w.b, below(&w, w.people, "/invite"));
	CHECK_INT(browser_post(&w.b, below(&w, w.people, "/invite"), "whom=all&language=nl"), 303);
	CHECK_STR(w.b.location, below(&w, w.people, "?sent=50&without=0&left=3"));
	CHECK_INT(browser_get(&w.b, str_z(w.p.arena, w.b.location)), 200);
	CHECK(browser_sees(&w.b, "3 mensen wachten nog"));
	CHECK(store_holds(&w.p.store, STR(" error id=0123456789abcdef code=")));
	place_sql(&w.p, "DROP INDEX once");
	tear_down(&w);
}

TEST(participant_pages_say_what_lacks)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *new = below(&w, w.people, "/new");
	CHECK_INT(browser_get(&w.b, w.people), 200);
	CHECK_INT(browser_get(&w.b, new), 200);
	CHECK(browser_sees(&w.b, "value=\"FI\">Finland"));
	CHECK_INT(browser_post(&w.b, new, "given_name=&mail=x"), 422);
	CHECK(browser_sees(&w.b, "id=\"given_name-error\"") &&
		browser_sees(&w.b, "id=\"country-error\""));
	CHECK(browser_sees(&w.b, "<details class=\"form-group\" open"));
	CHECK_INT(browser_post(&w.b, new, AINO "&born=2999-01-01&language=tlh"), 422);
	CHECK(browser_sees(&w.b, "id=\"born-error\"") &&
		browser_sees(&w.b, "id=\"language-error\"") &&
		browser_sees(&w.b, "value=\"FI\" selected"));
	tear_down(&w);
}

TEST(participant_is_added_changed_removed_and_put_back)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *new = below(&w, w.people, "/new");
	browser_get(&w.b, new);
	CHECK_INT(browser_post(&w.b, new, AINO "&mail=aino%40post.example&go=next"), 303);
	CHECK(str_ends(w.b.location, STR("/people/new")));
	CHECK_INT(
		browser_post(&w.b, new, "given_name=Zoe&family_name=Zar&country=BE&go=list"), 303);
	CHECK(str_ends(w.b.location, STR("/people?saved")));
	browser_get(&w.b, w.people);
	CHECK(browser_sees(&w.b, "Virtanen, Aino") && browser_sees(&w.b, "Zar, Zoe"));
	const char *aino = first(&w);
	CHECK_INT(browser_get(&w.b, aino), 200);
	CHECK(browser_sees(&w.b, "value=\"aino@post.example\""));
	CHECK_INT(browser_post(&w.b, aino, AINO "&kind=team&starts=2024-05-01&language=en"), 303);
	browser_get(&w.b, aino);
	CHECK(browser_sees(&w.b, "value=\"2024-05-01\"") &&
		!browser_sees(&w.b, "aino@post.example"));
	CHECK_INT(browser_post(&w.b, below(&w, aino, "/remove"), ""), 303);
	CHECK_INT(browser_get(&w.b, str_z(w.p.arena, w.b.location)), 200);
	CHECK(browser_sees(&w.b, "/restore\""));
	CHECK_INT(browser_get(&w.b, aino), 404);
	CHECK_INT(browser_post(&w.b, below(&w, aino, "/restore"), ""), 303);
	CHECK_INT(browser_get(&w.b, aino), 200);
	CHECK_INT(browser_post(&w.b, below(&w, w.people, "/new/remove"), ""), 404);
	CHECK_INT(browser_post(&w.b, below(&w, w.people, "/new/restore"), ""), 404);
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, w.people));
	tear_down(&w);
}

static int64_t people(struct world *w)
{
	return place_sql(&w->p, "SELECT COUNT(*) FROM participant");
}

/* The key of the form that the browser shows, as a field. */
static const char *form_key(struct world *w)
{
	struct str rest =
		str_from(w->b.body, str_search(w->b.body, STR("name=\"form\" value=\"")) + 19);
	struct str key = str_cut(&rest, '"');
	return str_fmt(w->p.arena, "&form=%.*s", STR_ARG(key)).p;
}

TEST(participant_pressed_twice_is_added_once)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *new = below(&w, w.people, "/new");
	browser_get(&w.b, new);
	const char *key = form_key(&w);
	CHECK_INT(browser_post(&w.b, new, below(&w, AINO, key)), 303);
	int64_t keys = place_keys(&w.p);
	CHECK_INT(browser_post(&w.b, new, below(&w, AINO, key)), 303);
	CHECK(people(&w) == 1 && place_keys(&w.p) == keys);
	/* Back, and somebody else typed: nobody is lost. */
	CHECK_INT(browser_post(
			  &w.b, new, below(&w, "given_name=Zoe&family_name=Zar&country=BE", key)),
		303);
	CHECK_INT(people(&w), 2);
	/* Removed meanwhile, the old press brings nobody back. */
	CHECK_INT(browser_post(&w.b, below(&w, first(&w), "/remove"), ""), 303);
	CHECK_INT(browser_post(&w.b, new, below(&w, AINO, key)), 303);
	CHECK_INT(people(&w), 2);
	tear_down(&w);
}

TEST(participant_of_the_same_name_is_asked_about)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *new = below(&w, w.people, "/new");
	CHECK_INT(browser_post(&w.b, new, AINO "&born=2006-02-03"), 303);
	browser_get(&w.b, new);
	const char *key = form_key(&w);
	CHECK_INT(browser_post(&w.b, new, below(&w, AINO, key)), 422);
	CHECK(browser_sees(&w.b, "id=\"another\"") && browser_sees(&w.b, key + 6));
	CHECK_INT(people(&w), 1);
	CHECK_INT(browser_post(&w.b, new, below(&w, AINO "&another=yes", key)), 303);
	CHECK_INT(browser_post(&w.b, new, below(&w, AINO "&another=yes", key)), 303);
	CHECK_INT(people(&w), 2);
	/* Another birth date is another person. */
	CHECK_INT(browser_post(&w.b, new, "given_name=aino&family_name=VIRTANEN&country=FI"), 422);
	CHECK_INT(browser_post(&w.b, new, "given_name=Aino&family_name=Virtanen&country=SE"), 303);
	CHECK_INT(browser_post(&w.b, new,
			  "given_name=Zoe&family_name=Zar&country=BE"
			  "&born=2006-02-03"),
		303);
	CHECK_INT(browser_post(&w.b, new,
			  "given_name=Zoe&family_name=Zar&country=BE"
			  "&born=2006-02-04"),
		303);
	CHECK_INT(people(&w), 5);
	tear_down(&w);
}

TEST(participants_are_paged)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct participant p = place_participant("Aino", "Virtanen", "FI", "");
	for (int i = 0; i <= PARTICIPANTS_PAGE; i++)
		CHECK_OK(participant_put(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &p));
	browser_get(&w.b, w.people);
	CHECK(browser_sees(&w.b, "page=2\""));
	CHECK_INT(browser_get(&w.b, below(&w, w.people, "?page=2")), 200);
	CHECK(browser_sees(&w.b, "page=1\"") && !browser_sees(&w.b, "page=3\""));
	CHECK_INT(browser_get(&w.b, below(&w, w.people, "?page=x")), 404);
	CHECK_INT(browser_get(&w.b, below(&w, w.people, "?page=0")), 404);
	tear_down(&w);
}
