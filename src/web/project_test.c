/* A coordinator's pages, as a browser sees them. */
#include "app/organisation.h"
#include "app/project.h"

#include "unit/browser.h"
#include "unit/unit.h"

#include <string.h>

#define NUMBER "2024-1-BE05-KA152-YOU-000123456"

struct world {
	struct place p;
	struct browser b;
	struct actor mila, otto;
	struct row_id house, town;
	const char *list, *page; /* of the organisation, of a project */
};

/* The address that the last page has behind that text. */
static const char *address_after(struct world *w, const char *text)
{
	struct str rest = str_from(w->b.body, str_search(w->b.body, str_of(text)));
	str_cut(&rest, '"');
	return str_z(w->p.arena, str_cut(&rest, '"'));
}

static const char *below(struct world *w, const char *path, const char *more)
{
	return str_fmt(w->p.arena, "%s%s", path, more).p;
}

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open(p) || !browser_open(&w->b, p))
		return false;
	w->mila = place_staff(
		p, "Mila", "mila@house.example", "Huis Zes", ROLE_COORDINATOR, &w->house);
	w->otto = place_staff(p, "Otto", "otto@town.example", "Zwolle", ROLE_COORDINATOR, &w->town);
	browser_sign_in_staff(&w->b, &w->mila);
	w->list = address_after(w, "href=\"/projects/");
	browser_get(&w->b, w->list);
	CHECK_INT(browser_post(&w->b, below(w, w->list, "/new"),
			  "title=Water&type=youth-exchange&number=" NUMBER),
		303);
	w->page = str_z(p->arena, str_sub(w->b.location, 0, str_find(w->b.location, '?')));
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->p);
}

TEST(project_pages_are_their_coordinators_alone)
{
	struct world w;
	struct browser other;
	REQUIRE(set_up(&w) && browser_open(&other, &w.p));
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "Water") && browser_sees(&w.b, NUMBER));
	browser_sign_in_staff(&other, &w.otto);
	CHECK_INT(browser_get(&other, w.list), 403);
	CHECK_INT(browser_get(&other, w.page), 403);
	CHECK_INT(browser_post(&other, below(&w, w.page, "/basics"), "title=X&type=own"), 403);
	browser_close(&other);
	tear_down(&w);
}

TEST(project_form_is_shown_again_when_wrong)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *new = below(&w, w.list, "/new");
	CHECK_INT(browser_get(&w.b, new), 200);
	CHECK_INT(browser_post(&w.b, new, "title=&number=2024"), 422);
	CHECK(browser_sees(&w.b, "id=\"title-error\"") && browser_sees(&w.b, "id=\"type-error\""));
	CHECK(browser_sees(&w.b, "value=\"2024\""));
	CHECK_INT(browser_post(&w.b, new, "title=Vuur&type=own&number=2024"), 422);
	CHECK(browser_sees(&w.b, "id=\"number-error\"") && browser_sees(&w.b, "value=\"Vuur\""));
	tear_down(&w);
}

TEST(project_with_a_number_again_is_asked_about_once)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *new = below(&w, w.list, "/new");
	const char *fields = "title=Vuur&type=own&number=2024-1-be05-ka152-you-000123456";
	browser_get(&w.b, new);
	CHECK_INT(browser_post(&w.b, new, fields), 200);
	CHECK(browser_sees(&w.b, w.page) && browser_sees(&w.b, "name=\"sure\""));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project"), 1);
	CHECK_INT(
		browser_post(&w.b, new, below(&w, fields, "&sure=2024-1-be05-ka152-you-000123456")),
		303);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project"), 2);
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, "Vuur")); /* named on the page too */
	tear_down(&w);
}

/* What was said yes to is not asked again when something else is. */
TEST(project_is_asked_about_each_thing_once)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *sure = "title=Vuur&number=" NUMBER "&sure=" NUMBER "&type=";
	browser_get(&w.b, below(&w, w.list, "/new"));
	CHECK_INT(browser_post(&w.b, below(&w, w.list, "/new"), below(&w, sure, "")), 422);
	CHECK(browser_sees(&w.b, "name=\"sure\" value=\"" NUMBER "\""));
	CHECK_INT(browser_post(&w.b, below(&w, w.list, "/new"), below(&w, sure, "own")), 303);
	tear_down(&w);
}

/* Another organisation's is told of, and not named. */
TEST(project_with_the_number_of_anothers_is_not_named)
{
	struct world w;
	struct browser other;
	REQUIRE(set_up(&w) && browser_open(&other, &w.p));
	browser_sign_in_staff(&other, &w.otto);
	w.b.body = other.body;
	const char *new = below(&w, address_after(&w, "href=\"/projects/"), "/new");
	browser_get(&other, new);
	CHECK_INT(browser_post(&other, new, "title=Vuur&type=own&number=" NUMBER), 200);
	CHECK(browser_sees(&other, "name=\"sure\""));
	CHECK(!browser_sees(&other, "Water") && !browser_sees(&other, w.page));
	browser_close(&other);
	tear_down(&w);
}

TEST(project_basics_are_changed)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *basics = below(&w, w.page, "/basics");
	CHECK_INT(browser_get(&w.b, basics), 200);
	CHECK(browser_sees(&w.b, "value=\"Water\"") && browser_sees(&w.b, "value=\"" NUMBER "\""));
	CHECK_INT(browser_post(&w.b, basics, "title=&type=own"), 422);
	CHECK_INT(browser_post(&w.b, basics, "title=Vuur&type=own&number=" NUMBER), 303);
	browser_get(&w.b, w.list);
	CHECK(browser_sees(&w.b, "Vuur") && !browser_sees(&w.b, "Water"));
	tear_down(&w);
}

TEST(project_activity_is_added_changed_removed_and_put_back)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *new = below(&w, w.page, "/activities/new");
	CHECK_INT(browser_get(&w.b, new), 200);
	CHECK_INT(
		browser_post(&w.b, new, "title=Kamp&place=Gent&starts=2024-05-02&ends=2024-05-01"),
		422);
	CHECK(browser_sees(&w.b, "id=\"ends-error\"") && browser_sees(&w.b, "value=\"Kamp\""));
	CHECK_INT(
		browser_post(&w.b, new, "title=Kamp&place=Gent&starts=2024-05-02&ends=2024-05-09"),
		303);
	browser_get(&w.b, w.page);
	struct str rest = str_from(w.b.body, str_search(w.b.body, STR("/activities/")));
	const char *path = below(&w, w.page, str_z(w.p.arena, str_cut(&rest, '"')));
	CHECK_INT(browser_get(&w.b, path), 200);
	CHECK(browser_sees(&w.b, "value=\"2024-05-09\""));
	CHECK_INT(browser_post(
			  &w.b, path, "title=Kamp+2&place=Gent&starts=2024-05-02&ends=2024-05-02"),
		303);
	CHECK_INT(browser_post(&w.b, below(&w, path, "/remove"), ""), 303);
	browser_get(&w.b, str_z(w.p.arena, w.b.location));
	CHECK(browser_sees(&w.b, "/restore\"") && !browser_sees(&w.b, "Kamp 2"));
	CHECK_INT(browser_get(&w.b, path), 404);
	CHECK_INT(browser_post(&w.b, below(&w, path, "/restore"), ""), 303);
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, "Kamp 2"));
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/activities/new/remove"), ""), 404);
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/activities/x")), 404);
	tear_down(&w);
}

static int post_party(struct world *w, const char *path, const char *name, struct str logo)
{
	struct str parts = str_fmt(w->p.arena,
		"--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n%s\r\n"
		"--x\r\nContent-Disposition: form-data; name=\"place\"\r\n\r\nGent\r\n"
		"--x\r\nContent-Disposition: form-data; name=\"role\"\r\n\r\nhost\r\n"
		"--x\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"l.png\"\r\n"
		"Content-Type: image/png\r\n\r\n%.*s\r\n",
		name, STR_ARG(logo));
	return browser_post_parts(&w->b, path, parts);
}

TEST(project_organisation_is_added_with_its_logo)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *new = below(&w, w.page, "/parties/new");
	CHECK_INT(browser_get(&w.b, new), 200);
	CHECK_INT(post_party(&w, new, "", STR_NONE), 422);
	CHECK_INT(post_party(&w, new, "Huis Zes", STR("no picture")), 422);
	CHECK(browser_sees(&w.b, "id=\"logo-error\"") && browser_sees(&w.b, "value=\"Huis Zes\""));
	CHECK_INT(post_party(&w, new, "Huis Zes", STR_NONE), 303);
	browser_get(&w.b, w.page);
	struct str rest = str_from(w.b.body, str_search(w.b.body, STR("/parties/")));
	const char *path = below(&w, w.page, str_z(w.p.arena, str_cut(&rest, '"')));
	CHECK_INT(browser_get(&w.b, below(&w, path, "/logo")), 404);
	CHECK_INT(browser_get(&w.b, path), 200);
	CHECK_INT(post_party(&w, path, "Huis Zeven", STR_NONE), 303);
	CHECK_INT(browser_post(&w.b, below(&w, path, "/remove"), ""), 303);
	CHECK_INT(browser_get(&w.b, path), 404);
	CHECK_INT(browser_post(&w.b, below(&w, path, "/restore"), ""), 303);
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, "Huis Zeven"));
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/parties/new/restore"), ""), 404);
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/parties/new/logo")), 404);
	tear_down(&w);
}

TEST(project_description_is_written_in_a_language)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *text = below(&w, w.page, "/text");
	CHECK_INT(browser_get(&w.b, text), 200);
	CHECK_INT(browser_post(&w.b, text, "language=fr&answer_aims=Apprendre+ensemble"), 303);
	CHECK_INT(browser_get(&w.b, below(&w, text, "?language=fr")), 200);
	CHECK(browser_sees(&w.b, "Apprendre ensemble"));
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, "lang=\"fr\">Apprendre ensemble"));
	char *fields = str_z(w.p.arena, str_fmt(w.p.arena, "language=nl&answer_aims=%03200d", 0));
	CHECK_INT(browser_post(&w.b, text, fields), 422);
	CHECK(browser_sees(&w.b, "id=\"answer_aims-error\""));
	tear_down(&w);
}

/* Two write at once: the second sees what the first wrote, and keeps what was typed. */
TEST(project_description_of_two_is_not_overwritten)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *text = below(&w, w.page, "/text");
	CHECK_INT(browser_post(&w.b, text, "language=fr&answer_aims=A%0D%0AB"), 303);
	CHECK_INT(browser_post(&w.b, text, "language=fr&answer_aims=Autre"), 409);
	CHECK(browser_sees(&w.b, "A\nB</blockquote>") && browser_sees(&w.b, "Autre</textarea>"));
	struct str rest = str_from(w.b.body, str_search(w.b.body, STR("name=\"version\"")));
	for (int i = 0; i < 3; i++)
		str_cut(&rest, '"');
	struct str version = str_cut(&rest, '"');
	const char *again =
		str_fmt(w.p.arena, "language=fr&answer_aims=Autre&version=%.*s", STR_ARG(version))
			.p;
	CHECK_INT(browser_post(&w.b, text, again), 303);
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, "lang=\"fr\">Autre"));
	tear_down(&w);
}

/* What was written waits until its writer is in again. */
TEST(project_description_survives_the_end_of_a_session)
{
	struct world w;
	REQUIRE(set_up(&w));
	w.b.session = STR_NONE;
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/text"), "language=nl&answer_aims=Samen"),
		401);
	CHECK(browser_sees(&w.b, "answer_aims=Samen"));
	tear_down(&w);
}

TEST(project_becomes_a_copy_on_a_page)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str key = str_of(strrchr(w.page, '/') + 1);
	const char *new = below(&w, w.list, "/new");
	const char *copy = str_fmt(w.p.arena, "%s?copy=%.*s", new, STR_ARG(key)).p;
	CHECK_INT(browser_get(&w.b, copy), 200);
	CHECK(browser_sees(&w.b, "value=\"Water\"") && browser_sees(&w.b, "name=\"copy\""));
	CHECK_INT(browser_get(&w.b, below(&w, new, "?copy=x")), 404);
	CHECK_INT(browser_post(&w.b, new,
			  str_fmt(w.p.arena, "title=Nog+eens&type=own&copy=%.*s", STR_ARG(key)).p),
		303);
	browser_get(&w.b,
		str_fmt(w.p.arena, "%.*s", (int)str_find(w.b.location, '?'), w.b.location.p).p);
	CHECK(browser_sees(&w.b, "Nog eens"));
	tear_down(&w);
}

TEST(project_history_names_who_and_what)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/history")), 200);
	CHECK(browser_sees(&w.b, "Mila"));
	place_sql(&w.p, "UPDATE person SET name = '' WHERE name = 'Mila'");
	browser_get(&w.b, below(&w, w.page, "/history"));
	CHECK(browser_sees(&w.b, "Iemand die hier niet meer is"));
	tear_down(&w);
}

TEST(project_history_goes_back_to_the_beginning)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
			"WHERE i < 200) INSERT INTO project_change (project, at, person, what) "
			"SELECT project, at + i, person, 'texts' FROM project_change, n "
			"WHERE what = 'made'");
	const char *history = below(&w, w.page, "/history");
	CHECK_INT(browser_get(&w.b, history), 200);
	CHECK(browser_sees(&w.b, "?page=2\"") && !browser_sees(&w.b, "maakte het project"));
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/history?page=2")), 200);
	CHECK(browser_sees(&w.b, "?page=1\"") && browser_sees(&w.b, "maakte het project"));
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/history?page=3")), 404);
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/history?page=0")), 404);
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/history?page=x")), 404);
	tear_down(&w);
}

TEST(project_is_kept_longer_on_a_page)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *longer = below(&w, w.page, "/longer");
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, longer));
	CHECK_INT(browser_get(&w.b, longer), 200);
	CHECK_INT(browser_post(&w.b, longer, "until=2020-01-01&reason=Controle"), 422);
	CHECK(browser_sees(&w.b, "until-error") && browser_sees(&w.b, "Controle</textarea>"));
	CHECK_INT(browser_post(&w.b, longer, "until=2031-01-01&reason="), 422);
	CHECK(browser_sees(&w.b, "reason-error") && browser_sees(&w.b, "value=\"2031-01-01\""));
	CHECK_INT(browser_post(&w.b, longer, "until=2031-01-01&reason=Controle"), 303);
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/history")), 200);
	CHECK(browser_sees(&w.b, "Controle"));
	tear_down(&w);
}

TEST(project_is_closed_and_opened_again_on_pages)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *people = below(&w, w.page, "/people"), *closing = below(&w, w.page, "/close");
	const char *bo = "given_name=Bo&family_name=Berg&country=SE&kind=participant";
	CHECK_INT(browser_post(&w.b, below(&w, people, "/new"), bo), 303);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "/close\"") && !browser_sees(&w.b, "/reopen\""));
	CHECK_INT(browser_get(&w.b, closing), 200);
	CHECK(browser_sees(&w.b, "1 persoon heeft nog geen certificaat."));
	CHECK_INT(browser_post(&w.b, closing, "reason="), 422);
	CHECK(browser_sees(&w.b, "id=\"reason-error\""));
	CHECK_INT(browser_post(&w.b, closing, "reason=%3Cb%3EMoved"), 303);
	CHECK_STR(w.b.location, w.page);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "/reopen\"") && !browser_sees(&w.b, "/close\""));
	CHECK_INT(browser_get(&w.b, w.list), 200);
	CHECK(browser_sees(&w.b, "Afgesloten op"));
	CHECK_INT(browser_get(&w.b, people), 200);
	CHECK(!browser_sees(&w.b, "/people/new\"") && !browser_sees(&w.b, "/people/cards\""));
	CHECK_INT(browser_post(&w.b, below(&w, people, "/new"), bo), 409);
	CHECK(browser_sees(&w.b, "Dit project is afgesloten"));
	CHECK_INT(browser_post(&w.b, below(&w, people, "/invite"), "whom=all&go=send"), 409);
	CHECK(browser_sees(&w.b, "Dit project is afgesloten"));
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/history")), 200);
	CHECK(browser_sees(&w.b, "sloot het project af") && browser_sees(&w.b, "&lt;b&gt;Moved"));
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/reopen"), ""), 303);
	CHECK_INT(browser_get(&w.b, w.list), 200);
	CHECK(!browser_sees(&w.b, "Afgesloten op"));
	CHECK_INT(browser_get(&w.b, people), 200);
	CHECK(browser_sees(&w.b, "/people/new\""));
	tear_down(&w);
}

/* The page that the one next step leads to. */
static void check_step(struct world *w, const char *path, const char *says)
{
	CHECK_INT(browser_get(&w->b, w->page), 200);
	struct str step = str_from(w->b.body, str_search(w->b.body, STR("class=\"go-on\"")));
	step = str_sub(step, 0, str_search(step, STR("</section>")));
	const char *href = str_fmt(w->p.arena, "href=\"%s%s\"", w->page, path).p;
	if (!CHECK(str_has(step, href) && str_has(step, says)))
		CHECK_STR(step, href);
}

static void set_people(struct world *w, const char *values)
{
	place_sql(&w->p, str_fmt(w->p.arena, "UPDATE participant SET %s", values).p);
}

TEST(project_leads_from_step_to_step_until_it_is_closed)
{
	const char *bo = "given_name=Bo&family_name=Berg&country=SE&kind=participant";
	const char *alex = "given_name=Alex&family_name=Berg&country=SE&kind=participant";
	struct world w;
	REQUIRE(set_up(&w));
	check_step(&w, "/activities/new", "wanneer");
	browser_post(&w.b, below(&w, w.page, "/activities/new"),
		"title=Kamp&place=Gent&starts=2024-05-02&ends=2024-05-09");
	CHECK_INT(post_party(&w, below(&w, w.page, "/parties/new"), "Huis Zes", STR_NONE), 303);
	browser_post(&w.b, below(&w, w.page, "/text"), "language=nl&answer_aims=Water");
	check_step(&w, "/list", "wie er meedoet");
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/people/new"), bo), 303);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/people/new"), alex), 303);
	check_step(&w, "/people/invite", "2 mensen");
	set_people(&w, "state = 'submitted' WHERE given_name = 'Bo'");
	set_people(&w, "state = 'writing' WHERE given_name = 'Alex'");
	check_step(&w, "/people?state=submitted", "1 persoon");
	set_people(&w, "state = 'accepted' WHERE given_name = 'Bo'");
	check_step(&w, "/certificates#make", "2 mensen");
	CHECK(browser_sees(&w.b, "/people/invite?whom=waiting\""));
	place_sql(&w.p, "UPDATE project_activity SET ends = 40000");
	check_step(&w, "/people/invite?whom=waiting", "1 persoon");
	place_sql(&w.p, "UPDATE project_activity SET ends = starts");
	place_sql(&w.p, "INSERT INTO certificate (public, participant, code, revision, state, "
			"issued, hash, body, opens_project, opens_learning) SELECT public, id, "
			"body, 1, 'valid', 0, body, body, FALSE, FALSE FROM participant");
	set_people(&w, "outcome = 'issued'");
	check_step(&w, "/certificates#deliver", "2 certificaten");
	set_people(&w, "outcome = 'delivered'");
	check_step(&w, "/people/thank", "2 mensen");
	CHECK(browser_sees(
		&w.b, "/close\">Sluit het project af</a></p>")); /* nobody has an address */
	set_people(&w, "thanked = 1 WHERE given_name = 'Bo'");   /* Alex has no address */
	check_step(&w, "/close", "2 mensen");
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/close"), ""), 303);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(!browser_sees(&w.b, "class=\"go-on\""));
	tear_down(&w);
}

/* What keeps people waiting comes before a list that is half in. */
TEST(participants_have_one_next_step)
{
	static const struct {
		const char *state, *path;
	} steps[] = {
		{"entered", "/people/invite"},
		{"submitted", "/people?state=submitted"},
		{"opened", "/list"},
	};
	const char *bo = "given_name=Bo&family_name=Berg&country=SE&kind=participant";
	struct world w;
	REQUIRE(set_up(&w));
	const char *people = below(&w, w.page, "/people");
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/list"),
			  "rows=Given+name%09Family+name%09Country%0AX%09Y%09Belguim"),
		303);
	CHECK_INT(browser_get(&w.b, people), 200);
	CHECK(browser_sees(&w.b, "go-on") && browser_sees(&w.b, "Er staat nog een lijst van je"));
	CHECK_INT(browser_post(&w.b, below(&w, people, "/new"), bo), 303);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		const char *page = w.page;
		set_people(&w, str_fmt(w.p.arena, "state = '%s'", steps[i].state).p);
		CHECK_INT(browser_get(&w.b, people), 200);
		struct str rest = str_from(w.b.body, str_search(w.b.body, STR("go-on")));
		CHECK(str_starts(str_from(rest, str_search(rest, STR("href="))),
			str_fmt(w.p.arena, "href=\"%s%s\"", page, steps[i].path)));
		CHECK(browser_sees(&w.b, "/list\""));
	}
	tear_down(&w);
}
