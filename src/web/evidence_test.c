/* What shows what somebody learned, as Noor's browser sees it, who has her page in her account. */
#include "app/evidence.h"

#include "app/project_keep.h"
#include "codec/input.h"
#include "unit/browser.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser b;
	struct actor mila, noor;
	struct project_at at;
	const char *page;
};

static bool set_up(struct world *w)
{
	struct public_id who;
	if (!browser_open_part(&w->b, &w->p, &w->mila, &w->at, &w->noor, &who))
		return false;
	w->page = browser_part(&w->b, who, "/learning/evidence");
	return CHECK_INT(browser_get(&w->b, w->page), 200);
}

static void tear_down(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->p);
}

static void put_field(struct buf *parts, const char *name, const char *value)
{
	buf_fmt(parts, "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", name,
		value);
}

/* file: none when it is empty. */
static int post(struct world *w, const char *title, const char *link, struct str file)
{
	struct buf parts;
	buf_init(&parts, w->p.arena, 1024, 1 << 16);
	put_field(&parts, "title", title);
	put_field(&parts, "link", link);
	put_field(&parts, "area", "stem");
	buf_fmt(&parts,
		"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
		"Content-Type: application/octet-stream\r\n\r\n",
		file.len ? "ding.exe" : "");
	buf_put(&parts, file);
	buf_lit(&parts, "\r\n");
	return browser_post_parts(&w->b, w->page, buf_str(&parts));
}

TEST(evidence_page_from_adding_to_taking_back)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(browser_sees(&w.b, "accept=\"image/*,application/pdf\""));
	CHECK_INT(post(&w, "Film", "javascript:alert(1)", STR_NONE), 422);
	CHECK(browser_sees(&w.b, "id=\"link-error\"") && browser_sees(&w.b, "value=\"Film\""));
	CHECK_INT(post(&w, "Film", "", STR_NONE), 422);
	CHECK_INT(post(&w, "", "https://film.example/", STR_NONE), 422);
	CHECK_INT(post(&w, "Foto", "", STR("geen foto")), 422);
	CHECK(browser_sees(&w.b, "id=\"file-error\""));
	CHECK_INT(post(&w, "Film", "https://film.example/", STR_NONE), 303);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "rel=\"noopener noreferrer nofollow\"") &&
		browser_sees(&w.b, "href=\"https://film.example/\""));
	CHECK_INT(browser_post(&w.b, browser_form(&w.b, "choose"), "shown=yes"), 303);
	browser_get(&w.b, w.page);
	const char *remove = browser_form(&w.b, "remove");
	CHECK_INT(browser_post(&w.b, remove, ""), 303);
	CHECK_INT(browser_get(&w.b, str_z(w.p.arena, w.b.location)), 200);
	CHECK(!browser_sees(&w.b, "https://film.example/"));
	CHECK_INT(browser_post(&w.b, browser_form(&w.b, "restore"), ""), 303);
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, "https://film.example/"));
	tear_down(&w);
}

TEST(evidence_is_added_from_where_somebody_writes)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str base = str_sub(str_of(w.page), 0, strlen(w.page) - strlen("/evidence"));
	const char *text = str_fmt(w.p.arena, "%.*s/areas/stem/halfway", STR_ARG(base)).p;
	const char *add = str_fmt(w.p.arena, "%s?area=stem", w.page).p;
	CHECK_INT(browser_post(&w.b, text, "version=0&answer=Meten"), 303);
	CHECK_INT(browser_get(&w.b, text), 200);
	CHECK(browser_sees(&w.b, add) && !browser_sees(&w.b, "Onze meting"));
	CHECK_INT(browser_get(&w.b, add), 200);
	CHECK(browser_sees(&w.b, "value=\"stem\" selected"));
	CHECK_INT(browser_post(&w.b, w.page,
			  "title=Onze+meting&link=https%3A%2F%2Fm.example%2F&area=stem"),
		303);
	browser_get(&w.b, text);
	CHECK(browser_sees(&w.b, "Onze meting"));
	browser_get(&w.b, str_z(w.p.arena, base));
	CHECK(browser_sees(&w.b, "Onze meting"));
	tear_down(&w);
}

TEST(evidence_files_are_saved_and_never_shown)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(post(&w, "Foto", "", place_png()), 303);
	browser_get(&w.b, w.page);
	struct str remove = str_of(browser_form(&w.b, "remove"));
	const char *file = str_z(w.p.arena, str_sub(remove, 0, remove.len - STR("/remove").len));
	CHECK(!browser_sees(&w.b, "<img src=\"/part"));
	CHECK_INT(browser_get(&w.b, file), 200);
	CHECK(str_starts(w.b.body, STR("\xff\xd8\xff")));
	browser_sign_in(&w.b, &w.mila);
	CHECK_INT(browser_get(&w.b, file), 404);
	tear_down(&w);
}

/* The project is deleted; the files stay hers, to be saved from where the rest of it is. */
TEST(web_evidence_stays_in_the_account)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(post(&w, "De pan", "", place_png()), 303);
	CHECK_INT(post(&w, "Het menu", "", STR("%PDF-1.4\nlinzensoep\n%%EOF\n")), 303);
	struct str page = str_of(w.page);
	struct str kept = str_fmt(w.p.arena, "/kept/%.*s", 26, page.p + strlen("/part/"));
	CHECK_OK(project_start(&w.p.app));
	place_end_projects(&w.p);
	browser_sign_in(&w.b, &w.noor);
	CHECK_INT(browser_get(&w.b, kept.p), 200);
	CHECK(browser_sees(&w.b, "De pan") && browser_sees(&w.b, "/files/1\""));
	CHECK_INT(browser_get(&w.b, str_fmt(w.p.arena, "%s/files/0", kept.p).p), 200);
	CHECK(str_starts(w.b.body, STR("\xff\xd8")));
	CHECK_INT(browser_get(&w.b, str_fmt(w.p.arena, "%s/files/1", kept.p).p), 200);
	CHECK(str_starts(w.b.body, STR("%PDF-1.4\nlinzensoep")));
	CHECK_INT(browser_get(&w.b, str_fmt(w.p.arena, "%s/files/2", kept.p).p), 404);
	CHECK_INT(browser_get(&w.b, str_fmt(w.p.arena, "%s/files/x", kept.p).p), 404);
	browser_sign_in(&w.b, &w.mila);
	CHECK_INT(browser_get(&w.b, str_fmt(w.p.arena, "%s/files/0", kept.p).p), 404);
	tear_down(&w);
}
