/* Participants from a list, as a browser sees it. */
#include "app/participant_import.h"

#include "unit/browser.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser b;
	struct actor mila;
	struct project_at at;
	const char *page; /* of the project */
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "own", &w->mila, &w->at) || !browser_open(&w->b, p))
		return false;
	w->b.language = STR("en");
	browser_sign_in_staff(&w->b, &w->mila);
	w->page = browser_project(&w->b, &w->at);
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->p);
}

static int get(struct world *w, const char *rest)
{
	return browser_get(&w->b, str_fmt(w->p.arena, "%s%s", w->page, rest).p);
}

static int post(struct world *w, const char *rest, const char *fields)
{
	return browser_post(&w->b, str_fmt(w->p.arena, "%s%s", w->page, rest).p, fields);
}

static int post_rows(struct world *w, const char *rows)
{
	struct str parts = str_fmt(w->p.arena,
		"--x\r\nContent-Disposition: form-data; name=\"rows\"\r\n\r\n%s\r\n", rows);
	return browser_post_parts(&w->b, str_fmt(w->p.arena, "%s/list", w->page).p, parts);
}

static int post_file(struct world *w, const char *bytes)
{
	struct str parts = str_fmt(w->p.arena,
		"--x\r\nContent-Disposition: form-data; name=\"list\"; filename=\"people.csv\"\r\n"
		"Content-Type: text/csv\r\n\r\n%s\r\n",
		bytes);
	return browser_post_parts(&w->b, str_fmt(w->p.arena, "%s/list", w->page).p, parts);
}

#define ROWS                                                                            \
	"First name,Last name,Country,E-mail,Birth date\r\nAino,Virtanen,Finland,,\r\n" \
	"Jan,Peeters,Belguim,jan@post.example,\r\nAino,Virtanen,FI,,\r\n"

TEST(list_page_says_what_is_wrong_with_what_was_sent)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(get(&w, "/list"), 200);
	CHECK(browser_sees(&w.b, "name=\"list\"") && browser_sees(&w.b, "/template/xlsx"));
	CHECK_INT(post_rows(&w, ""), 422);
	CHECK(browser_sees(&w.b, "role=\"alert\""));
	CHECK_INT(post_file(&w, "%PDF-1.7"), 422);
	CHECK_INT(get(&w, "/list/columns"), 404);
	CHECK_INT(get(&w, "/list/rest/csv"), 404);
	CHECK_INT(post(&w, "/list/order", "order=day"), 404);
	CHECK_INT(post(&w, "/list/bring", ""), 404);
	tear_down(&w);
}

TEST(list_is_mended_and_brought_in)
{
	struct world w;
	REQUIRE(set_up(&w));
	get(&w, "/list");
	CHECK_INT(post_file(&w, ROWS), 303);
	CHECK(str_ends(w.b.location, STR("/list")));
	get(&w, "/list");
	CHECK(browser_sees(&w.b, "Do you mean Belgium?"));
	CHECK(browser_sees(&w.b, "name=\"fix-3-country\" type=\"text\" value=\"Belgium\""));
	CHECK(browser_sees(&w.b, "The same name as in row 2."));
	CHECK(browser_sees(&w.b, "name=\"shown\" value=\"4 2 \""));
	CHECK_INT(post(&w, "/list/bring", "shown=4+2&fix-3-mail=jan%40other.example"), 422);
	get(&w, "/list");
	CHECK(browser_sees(&w.b, "jan@other.example"));
	CHECK_INT(post(&w, "/list/bring", "shown=4+2&row=2&fix-3-mail=jan%40post.example"), 303);
	CHECK(str_ends(w.b.location, STR("/list?came=1")));
	CHECK_INT(browser_get(&w.b, str_z(w.p.arena, w.b.location)), 200);
	CHECK(browser_sees(&w.b, "1 person is in the project now."));
	get(&w, "/people");
	CHECK(browser_sees(&w.b, "A list of yours is not in yet"));
	CHECK_INT(get(&w, "/list/rest/xlsx"), 200);
	CHECK_INT(get(&w, "/list/rest/csv"), 200);
	CHECK(browser_sees(&w.b, "Belguim"));
	CHECK_INT(get(&w, "/list/rest/pdf"), 404);
	get(&w, "/list");
	CHECK_INT(post(&w, "/list/mend", "fix-3-country=Belgium&fix-x-mail=a&fix-3-none=b"), 303);
	CHECK_INT(get(&w, "/list?mended"), 200);
	CHECK(!browser_sees(&w.b, "fix-3-country"));
	CHECK_INT(post(&w, "/list/bring", "shown=4+3"), 422);
	CHECK_INT(post(&w, "/list/bring", "shown=4+3&row=3&row=4"), 303);
	CHECK(str_ends(w.b.location, STR("/people?came=2")));
	get(&w, "/people?came=2");
	CHECK(browser_sees(&w.b, "2 people are in the project now."));
	CHECK(browser_sees(&w.b, "Peeters, Jan") && browser_sees(&w.b, "2 people came in"));
	tear_down(&w);
}

/* The path after the project's of the first form that takes a list back, or puts it back. */
static const char *batch_path(struct world *w)
{
	struct str rest = str_from(w->b.body, str_search(w->b.body, STR("/batches/")));
	return str_z(w->p.arena, str_cut(&rest, '"'));
}

TEST(list_is_taken_back_on_the_page)
{
	struct world w;
	REQUIRE(set_up(&w));
	get(&w, "/list");
	CHECK_INT(post_rows(&w, "Voornaam\tAchternaam\tLand\r\nAino\tVirtanen\tFI\r\n"), 303);
	get(&w, "/list");
	CHECK_INT(post(&w, "/list/bring", ""), 303);
	get(&w, "/people");
	CHECK_INT(post(&w, batch_path(&w), ""), 303);
	get(&w, "/people");
	CHECK(browser_sees(&w.b, "was taken back"));
	CHECK_INT(post(&w, batch_path(&w), ""), 303);
	get(&w, "/people");
	CHECK(browser_sees(&w.b, "came in from a list") && browser_sees(&w.b, "Virtanen, Aino"));
	CHECK_INT(post(&w, "/batches/x/undo", ""), 404);
	tear_down(&w);
}

TEST(list_columns_are_said_on_a_page)
{
	struct world w;
	REQUIRE(set_up(&w));
	get(&w, "/list");
	CHECK_INT(post_rows(&w, "Wie;Familie;Waar;Dag\r\nAino;Virtanen;FI;03/04/2008\r\n"), 303);
	get(&w, "/list");
	CHECK(browser_sees(&w.b, "/list/columns\"") && !browser_sees(&w.b, "/list/bring"));
	CHECK_INT(get(&w, "/list/columns"), 200);
	CHECK(browser_sees(&w.b, "Waar") && browser_sees(&w.b, "03/04/2008"));
	CHECK_INT(post(&w, "/list/columns", "head=x"), 422);
	CHECK_INT(post(&w, "/list/columns", "head=1"), 303);
	CHECK_INT(post(&w, "/list/columns",
			  "head=1&column-0=given_name&column-1=family_name&column-2=country&"
			  "column-3=born"),
		303);
	get(&w, "/list");
	CHECK(browser_sees(&w.b, "/list/order"));
	CHECK_INT(post(&w, "/list/order", "order=x"), 422);
	CHECK_INT(post(&w, "/list/order", "order=day"), 303);
	get(&w, "/list");
	CHECK(browser_sees(&w.b, "1 row is right") && !browser_sees(&w.b, "/list/order"));
	CHECK_INT(post(&w, "/list/columns", "head=1&separator=comma&charset=windows-1252"), 303);
	CHECK_INT(get(&w, "/list/columns"), 200);
	CHECK(browser_sees(&w.b, "value=\"comma\" selected"));
	CHECK_INT(post(&w, "/list/drop", ""), 303);
	CHECK_INT(browser_get(&w.b, str_z(w.p.arena, w.b.location)), 200);
	CHECK(browser_sees(&w.b, "name=\"list\""));
	tear_down(&w);
}

/* Many rows are not all shown; those that are right come in all the same. */
TEST(list_of_many_rows_shows_the_first)
{
	struct world w;
	struct buf out;
	REQUIRE(set_up(&w));
	buf_init(&out, w.p.arena, 4096, 1 << 20);
	buf_lit(&out, "First name;Last name;Country\r\n");
	for (int i = 0; i < 300; i++)
		buf_fmt(&out, "Aino %d;Virtanen;%s\r\n", i, i % 3 ? "FI" : "XY");
	get(&w, "/list");
	CHECK_INT(post_rows(&w, str_z(w.p.arena, buf_str(&out))), 303);
	get(&w, "/list");
	CHECK(browser_sees(&w.b, "And 60 more rows to mend"));
	CHECK(browser_sees(&w.b, "And 100 more that are right"));
	CHECK_INT(post(&w, "/list/bring", "shown=3+4&row=3"), 303);
	CHECK(str_ends(w.b.location, STR("?came=199")));
	tear_down(&w);
}

TEST(table_of_participants_is_saved)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(get(&w, "/template/csv"), 200);
	CHECK(browser_sees(&w.b, "Given name,Family name,Country where they live"));
	CHECK_INT(get(&w, "/template/xlsx"), 200);
	CHECK_INT(get(&w, "/template/ods"), 404);
	CHECK_INT(get(&w, "/table/csv"), 200);
	CHECK_INT(get(&w, "/table/xlsx"), 200);
	CHECK_INT(get(&w, "/table/x"), 404);
	tear_down(&w);
}
