/* Certificates of a project, and checking one, as a browser sees it. */
#include "app/certificate.h"

#include "app/organisation.h"
#include "codec/input.h"
#include "unit/browser.h"
#include "unit/pdf.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser b;
	struct folder folder;
	struct actor mila;
	struct project_at at;
	const char *page, *list; /* of the project, and its certificates */
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	struct row_id house;
	if (!place_open(p) || !browser_open(&w->b, p) || !CHECK(folder_make(&w->folder)))
		return false;
	w->mila =
		place_staff(p, "Mila", "mila@house.example", "Huis Zes", ROLE_COORDINATOR, &house);
	w->at = place_project(p, &w->mila, house, "own");
	browser_sign_in_staff(&w->b, &w->mila);
	w->page = browser_project(&w->b, &w->at);
	w->list = str_fmt(p->arena, "%s/certificates", w->page).p;
	return true;
}

static void tear_down(struct world *w)
{
	folder_end(&w->folder);
	browser_close(&w->b);
	place_close(&w->p);
}

static void add_aino(struct world *w)
{
	struct participant in = place_participant("Aino", "Virtanen", "FI", "");
	in.language = STR("en");
	CHECK_OK(participant_put(&w->p.app, w->p.arena, &w->mila, &w->at, NULL, &in));
}

static const char *below(struct world *w, const char *more)
{
	return str_fmt(w->p.arena, "%s%s", w->list, more).p;
}

/* Of the only one. */
static const char *first(struct world *w, const char *more)
{
	struct certificate_page page;
	CHECK_OK(certificate_list(&w->p.app, w->p.arena, &w->mila, &w->at, 1, &page));
	struct str key = public_id_print(w->p.arena, page.at[0].public);
	return str_fmt(w->p.arena, "%s/%.*s%s", w->list, STR_ARG(key), more).p;
}

static void issue(struct world *w)
{
	int count;
	CHECK_INT(browser_post(&w->b, w->list, "whom=missing&confirms=Mila+de+Boer"), 303);
	CHECK_INT(browser_get(&w->b, w->list), 200);
	CHECK(browser_sees(&w->b, "<progress"));
	CHECK_OK(jobs_run_due(w->p.app.jobs, &count));
}

TEST(certificates_are_ordered_seen_and_fetched)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.b, w.list), 200);
	CHECK(browser_sees(&w.b, "/people/new") && !browser_sees(&w.b, "name=\"whom\""));
	add_aino(&w);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "/certificates\""));
	CHECK_INT(browser_get(&w.b, w.list), 200);
	CHECK_INT(browser_post(&w.b, w.list, "whom=chosen&layout=frame&confirms="), 422);
	CHECK(browser_sees(&w.b, "id=\"confirms-error\""));
	CHECK(browser_sees(&w.b, "value=\"chosen\" checked"));
	CHECK_INT(browser_post(&w.b, w.list, "whom=chosen&people=x&confirms=Mila"), 422);
	CHECK(browser_sees(&w.b, "id=\"whom-error\""));
	issue(&w);
	CHECK_INT(browser_get(&w.b, w.list), 200);
	CHECK(!browser_sees(&w.b, "<progress") && browser_sees(&w.b, "/withdraw\""));
	CHECK_INT(browser_get(&w.b, first(&w, "")), 200);
	CHECK(str_starts(w.b.body, STR("%PDF-")));
	CHECK_INT(browser_get(&w.b, below(&w, "/zip?part=1")), 200);
	CHECK(str_starts(w.b.body, STR("PK")));
	CHECK_INT(browser_get(&w.b, below(&w, "/print?part=1")), 200);
	CHECK(str_starts(w.b.body, STR("%PDF-")));
	CHECK_INT(browser_get(&w.b, below(&w, "/zip?part=2")), 404);
	CHECK_INT(browser_get(&w.b, below(&w, "/print?part=x")), 404);
	CHECK_INT(browser_get(&w.b, below(&w, "?page=99999")), 404);
	tear_down(&w);
}

TEST(certificate_is_checked_by_anybody)
{
	struct world w;
	REQUIRE(set_up(&w));
	add_aino(&w);
	issue(&w);
	CHECK_INT(browser_get(&w.b, first(&w, "")), 200);
	struct str words = pdf_words(&w.folder, w.b.body);
	struct str rest = str_from(words, str_search(words, STR("Certificate ")) + 12);
	struct str code = str_sub(rest, 0, str_search(rest, STR(" ·")));
	const char *fields = str_fmt(w.p.arena, "code=%.*s", STR_ARG(code)).p;
	w.b.session = STR_NONE;
	CHECK_INT(browser_get(&w.b, "/verify"), 200);
	CHECK(browser_sees(&w.b, "data-from-link"));
	CHECK_INT(browser_post(&w.b, "/verify", "code=x"), 422);
	CHECK(browser_sees(&w.b, "id=\"code-error\""));
	CHECK_INT(browser_post(&w.b, "/verify", fields), 200);
	CHECK(browser_sees(&w.b, "Aino Virtanen") && browser_sees(&w.b, "Water"));
	CHECK(browser_sees(&w.b, "utrecht-alert--ok"));
	CHECK(!browser_sees(&w.b, "Finland") && !browser_sees(&w.b, "Mila"));
	browser_sign_in_staff(&w.b, &w.mila);
	CHECK_INT(browser_get(&w.b, first(&w, "/withdraw")), 200);
	CHECK_INT(browser_post(&w.b, first(&w, "/withdraw"), "reason="), 422);
	CHECK(browser_sees(&w.b, "id=\"reason-error\""));
	CHECK_INT(browser_post(&w.b, first(&w, "/withdraw"), "reason=Wrong+name"), 303);
	CHECK_INT(browser_get(&w.b, below(&w, "?withdrawn")), 200);
	CHECK_INT(browser_post(&w.b, first(&w, "/withdraw"), "reason=Again"), 404);
	CHECK_INT(browser_post(&w.b, "/verify", fields), 200);
	CHECK(browser_sees(&w.b, "utrecht-alert--error") && !browser_sees(&w.b, "Wrong name"));
	tear_down(&w);
}
