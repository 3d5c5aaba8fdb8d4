/* Beside the official tool: its list, its PDFs, specimens and method cards, as a browser sees
 * them. */
#include "app/official_paper.h"

#include "codec/input.h"
#include "unit/browser.h"
#include "unit/pdf.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser b;
	struct actor mila;
	struct project_at at;
	struct str list, page;
};

static bool set_up(struct world *w, const char *number)
{
	struct place *p = &w->p;
	struct project_basics in = {STR("Water"), STR("own"), str_of(number)};
	struct participant one = place_participant("Aino", "Mäkelä", "FI", "aino@post.example");
	if (!place_open_project(p, "own", &w->mila, &w->at) || !browser_open(&w->b, p))
		return false;
	CHECK_OK(project_set_basics(&p->app, p->arena, &w->mila, &w->at, &in));
	one.born = 13000;
	CHECK_OK(participant_put(&p->app, p->arena, &w->mila, &w->at, NULL, &one));
	browser_sign_in_staff(&w->b, &w->mila);
	w->page = str_of(browser_project(&w->b, &w->at));
	w->list = str_sub(w->page, 0, w->page.len - PUBLIC_ID_TEXT - 1);
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->p);
}

static const char *below(struct world *w, struct str path, const char *more)
{
	return str_fmt(w->p.arena, "%.*s%s", STR_ARG(path), more).p;
}

TEST(web_official_list_has_the_columns_of_the_site)
{
	struct world w;
	REQUIRE(set_up(&w, "2024-1-BE05-KA152-YOU-000123456"));
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/official/list/csv")), 200);
	CHECK(browser_sees(&w.b, "First name,Family name,Country of residence"));
	CHECK(browser_sees(&w.b, "Aino,Mäkelä,Finland"));
	CHECK(browser_sees(&w.b, "2005-08-05,aino@post.example"));
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/official/list/xlsx")), 200);
	CHECK(str_starts(w.b.body, STR("PK")));
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/official/list/pdf")), 404);
	tear_down(&w);
}

TEST(web_official_list_is_of_projects_with_a_grant)
{
	struct world w;
	REQUIRE(set_up(&w, ""));
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/official/list/csv")), 409);
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/official")), 200);
	CHECK(!browser_sees(&w.b, "/official/list/csv"));
	tear_down(&w);
}

static struct str part(struct arena *a, const char *name, const char *bytes)
{
	return str_fmt(a,
		"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n"
		"Content-Type: application/pdf\r\n\r\n%s\r\n",
		name, bytes);
}

TEST(web_official_papers_are_sent_matched_and_kept)
{
	struct world w;
	struct official_papers papers;
	REQUIRE(set_up(&w, ""));
	struct arena *a = w.p.arena;
	const char *page = below(&w, w.page, "/official");
	CHECK_INT(browser_get(&w.b, page), 200);
	CHECK_INT(browser_post_parts(&w.b, page, part(a, "a.pdf", "no")), 422);
	CHECK(browser_sees(&w.b, "files-error"));
	struct str one = part(a, "aino-makela.pdf", "%PDF-1.4 %%EOF");
	struct str two = part(a, "scan.pdf", "%PDF-1.4 %%EOF");
	CHECK_INT(
		browser_post_parts(&w.b, page, str_fmt(a, "%.*s%.*s", STR_ARG(one), STR_ARG(two))),
		303);
	CHECK_INT(browser_get(&w.b, page), 200);
	CHECK(browser_sees(&w.b, "aino-makela.pdf") && browser_sees(&w.b, "scan.pdf"));
	CHECK_OK(official_look(&w.p.app, a, &w.mila, &w.at, &papers));
	REQUIRE(papers.waiting_len == 2);
	struct str first = public_id_print(a, papers.waiting[0].public);
	struct str second = public_id_print(a, papers.waiting[1].public);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/official/keep"),
			  str_fmt(a, "seen=%lld&chosen=%.*s&chosen=%.*s", (long long)papers.seen,
				  STR_ARG(first), STR_ARG(second))
				  .p),
		303);
	CHECK_INT(browser_get(&w.b, str_z(a, w.b.location)), 200);
	CHECK(browser_sees(&w.b, "1 pdf") && !browser_sees(&w.b, "scan.pdf"));
	CHECK_OK(official_look(&w.p.app, a, &w.mila, &w.at, &papers));
	REQUIRE(papers.kept_len == 1);
	struct str paper = str_fmt(a, "%.*s/people/%.*s/official", STR_ARG(w.page),
		STR_ARG(public_id_print(a, papers.kept[0].participant)));
	CHECK_INT(browser_get(&w.b, paper.p), 200);
	CHECK(str_starts(w.b.body, STR("%PDF-1.4")));
	CHECK_INT(browser_post(&w.b, str_fmt(a, "%.*s/remove", STR_ARG(paper)).p, ""), 303);
	CHECK_INT(browser_get(&w.b, paper.p), 404);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/official/keep"), "chosen=x"), 404);
	tear_down(&w);
}

/* A file was sent twice: the newest is ticked, and of two that are ticked nothing is kept. */
TEST(web_official_papers_of_one_are_kept_one_at_a_time)
{
	struct world w;
	struct official_papers papers;
	REQUIRE(set_up(&w, ""));
	struct arena *a = w.p.arena;
	const char *page = below(&w, w.page, "/official"),
		   *keep = below(&w, w.page, "/official/keep");
	browser_get(&w.b, page);
	struct str file = part(a, "aino-makela.pdf", "%PDF-1.4 %%EOF");
	CHECK_INT(browser_post_parts(&w.b, page, file), 303);
	CHECK_INT(browser_post_parts(&w.b, page, file), 303);
	CHECK_INT(browser_get(&w.b, page), 200);
	CHECK(browser_sees(&w.b, "ouder bestand van dezelfde deelnemer"));
	CHECK_OK(official_look(&w.p.app, a, &w.mila, &w.at, &papers));
	REQUIRE(papers.waiting_len == 2);
	struct str first = public_id_print(a, papers.waiting[0].public);
	struct str second = public_id_print(a, papers.waiting[1].public);
	const char *both = str_fmt(a, "chosen=%.*s&chosen=%.*s", STR_ARG(first), STR_ARG(second)).p;
	CHECK_INT(browser_post(&w.b, keep, both), 409);
	CHECK(browser_sees(&w.b, "role=\"alert\"") && browser_sees(&w.b, "name=\"seen\""));
	const char *one = str_fmt(a, "chosen=%.*s", STR_ARG(first)).p;
	CHECK_INT(browser_post(&w.b, keep, one), 303);
	CHECK(str_ends(w.b.location, STR("?kept=1")));
	CHECK_INT(browser_post(&w.b, keep, one), 303); /* again */
	CHECK(str_ends(w.b.location, STR("/official")));
	tear_down(&w);
}

TEST(web_specimens_and_method_cards_are_there_before_a_project)
{
	struct world w;
	struct folder folder;
	REQUIRE(set_up(&w, ""));
	REQUIRE(CHECK(folder_make(&folder)));
	CHECK_INT(browser_get(&w.b, below(&w, w.list, "/new")), 200);
	CHECK(browser_sees(&w.b, "/specimens?type=youth-exchange"));
	CHECK_INT(
		browser_get(&w.b, below(&w, w.list, "/specimens?type=youth-worker-mobility")), 200);
	struct str words = pdf_words(&folder, w.b.body);
	CHECK(str_has(words, "Alex Example"));
	CHECK(str_has(words, "Dit is een voorbeeld."));
	CHECK(!str_has(words, "Nummer van de subsidie")); /* it has none */
	CHECK_INT(browser_get(&w.b, below(&w, w.list, "/specimens?type=own&frame")), 200);
	CHECK_INT(browser_get(&w.b, below(&w, w.list, "/specimens?type=other")), 404);
	CHECK_INT(browser_get(&w.b, below(&w, w.list, "/methods")), 200);
	CHECK(browser_sees(&w.b, "Touw van de week"));
	CHECK_INT(browser_get(&w.b, below(&w, w.list, "/methods/paper?card=rope")), 200);
	CHECK(str_starts(w.b.body, STR("%PDF-")));
	CHECK_INT(browser_get(&w.b, below(&w, w.list, "/methods/paper?card=x")), 404);
	folder_end(&folder);
	tear_down(&w);
}
