/* Certificates of a project, and checking one, as a browser sees it. */
#include "app/certificate.h"

#include "app/participant_invite.h"
#include "codec/input.h"
#include "i18n/i18n.h"
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
	if (!place_open_project(p, "own", &w->mila, &w->at) || !browser_open(&w->b, p) ||
		!CHECK(folder_make(&w->folder)))
		return false;
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
	const char *unnamed = "whom=all&confirms=Mila&describes_function=chairs";
	CHECK_INT(browser_post(&w.b, w.list, unnamed), 422);
	CHECK(browser_sees(&w.b, "id=\"describes-error\"") &&
		!browser_sees(&w.b, "id=\"supports-error\""));
	const char *long_winded = str_fmt(w.p.arena,
		"whom=all&confirms=Mila&supports_function=%0*d", PROJECT_NAME_MOST + 1, 0)
					  .p;
	CHECK_INT(browser_post(&w.b, w.list, long_winded), 422);
	CHECK(browser_sees(&w.b, "<details class=\"form-group\" open>"));
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
	CHECK_INT(browser_get(&w.b, first(&w, "/withdraw")), 404);
	CHECK_INT(browser_post(&w.b, first(&w, "/withdraw"), "reason="), 404);
	CHECK_INT(browser_get(&w.b, below(&w, "/00000000000000000000000000/withdraw")), 404);
	CHECK_INT(browser_post(&w.b, "/verify", fields), 200);
	CHECK(browser_sees(&w.b, "utrecht-alert--error") && !browser_sees(&w.b, "Wrong name"));
	tear_down(&w);
}

/* Comes in with a card; the path of the own page. */
static const char *come_in(struct world *w)
{
	struct place *p = &w->p;
	struct public_id aino = place_people(p, &w->mila, &w->at).at[0].public;
	struct str code = place_card(p, &w->mila, &w->at, aino);
	w->b.session = STR_NONE;
	CHECK_INT(browser_get(&w->b, "/part"), 200);
	const char *fields = str_fmt(p->arena, "code=%.*s", STR_ARG(code)).p;
	CHECK_INT(browser_post(&w->b, "/part", fields), 303);
	return str_fmt(p->arena, "%.*s/certificate", STR_ARG(w->b.location)).p;
}

TEST(certificate_is_fetched_in_other_languages)
{
	struct world w;
	int count;
	REQUIRE(set_up(&w));
	add_aino(&w);
	CHECK_INT(browser_get(&w.b, w.list), 200);
	const char *wrong = "whom=all&confirms=Mila&also=fr&also=x-mars";
	CHECK_INT(browser_post(&w.b, w.list, wrong), 422);
	CHECK(browser_sees(&w.b, "id=\"also-error\"") &&
		browser_sees(&w.b, "value=\"fr\" checked"));
	CHECK_INT(browser_post(&w.b, w.list, "whom=all&confirms=Mila&also=fr"), 303);
	CHECK_OK(jobs_run_due(w.p.app.jobs, &count));
	CHECK_INT(browser_get(&w.b, w.list), 200);
	CHECK(browser_sees(&w.b, "?language=fr\""));
	CHECK_INT(browser_get(&w.b, first(&w, "?language=fr")), 200);
	CHECK(browser_sees(&w.b, "%PDF-"));
	CHECK(str_ends(w.b.saved_as, STR("''Certificaat%20Water%20Virtanen%20Aino%201%20fr.pdf")));
	CHECK_INT(browser_get(&w.b, below(&w, "/zip")), 200);
	CHECK(str_ends(w.b.saved_as, STR("''Certificaten%20Water.zip")));
	CHECK_INT(browser_get(&w.b, first(&w, "?language=de")), 404);
	const char *own = come_in(&w);
	CHECK_INT(browser_get(&w.b, own), 200);
	CHECK(browser_sees(&w.b, "/certificate/file?language=fr\""));
	CHECK_INT(browser_post(&w.b, str_fmt(w.p.arena, "%s/file?language=fr", own).p, ""), 200);
	CHECK(browser_sees(&w.b, "%PDF-"));
	CHECK_INT(browser_post(&w.b, str_fmt(w.p.arena, "%s/file?language=x", own).p, ""), 404);
	const char *proof = str_fmt(w.p.arena, "%s/credential?language=fr", own).p;
	CHECK_INT(browser_get(&w.b, own), 200);
	CHECK(browser_sees(&w.b, "/certificate/credential?language=fr\""));
	CHECK_INT(browser_post(&w.b, proof, ""), 200);
	CHECK(str_ends(w.b.saved_as, STR("''Certificate%20Water%201%20fr.json")));
	CHECK(browser_sees(&w.b, "a participé à ce projet"));
	CHECK_INT(
		browser_post(&w.b, str_fmt(w.p.arena, "%s/credential?language=x", own).p, ""), 404);
	/* as a field of the form it counts too */
	const char *plain = str_fmt(w.p.arena, "%s/credential", own).p;
	CHECK_INT(browser_post(&w.b, plain, "language=fr"), 200);
	CHECK(browser_sees(&w.b, "a participé à ce projet"));
	CHECK_INT(browser_post(&w.b, plain, "language=x"), 404);
	CHECK_INT(browser_post(&w.b, str_fmt(w.p.arena, "%s/file", own).p, "language=x"), 404);
	tear_down(&w);
}

TEST(certificate_is_fetched_as_a_credential_with_what_it_is_checked_by)
{
	struct world w;
	REQUIRE(set_up(&w));
	add_aino(&w);
	CHECK_INT(browser_get(&w.b, "/credentials/status/1"), 404);
	issue(&w);
	const char *own = come_in(&w);
	CHECK_INT(browser_get(&w.b, own), 200);
	CHECK(browser_sees(&w.b, "/certificate/credential\""));
	CHECK_INT(browser_post(&w.b, str_fmt(w.p.arena, "%s/credential", own).p, ""), 200);
	CHECK(browser_sees(&w.b, "\"OpenBadgeCredential\"") && browser_sees(&w.b, "Aino"));
	CHECK(browser_sees(&w.b, "leerpas.example.test/credentials/status/1"));
	w.b.part = STR_NONE;
	CHECK_INT(browser_get(&w.b, "/.well-known/did.json"), 200);
	CHECK(browser_sees(&w.b, "\"id\":\"did:web:leerpas.example.test\""));
	CHECK_INT(browser_get(&w.b, "/credentials/status/1"), 200);
	CHECK(browser_sees(&w.b, "BitstringStatusListCredential"));
	CHECK_INT(browser_get(&w.b, "/credentials/status/2"), 404);
	CHECK_INT(browser_get(&w.b, "/credentials/status/x"), 404);
	tear_down(&w);
}

#define FILE_LINK "/certificate/file\""
#define OPENED "name=\"learning\" value=\"1\" checked"

TEST(certificate_of_ones_own_is_fetched_and_opened)
{
	struct world w;
	REQUIRE(set_up(&w));
	add_aino(&w);
	const char *own = come_in(&w), *file = str_fmt(w.p.arena, "%s/file", own).p;
	CHECK_INT(browser_get(&w.b, own), 200);
	CHECK(!browser_sees(&w.b, FILE_LINK));
	CHECK_INT(browser_post(&w.b, own, "learning=1"), 404);
	CHECK_INT(browser_post(&w.b, file, ""), 404);
	browser_sign_in_staff(&w.b, &w.mila);
	issue(&w);
	w.b.session = STR_NONE;
	CHECK_INT(browser_get(&w.b, own), 200);
	CHECK(browser_sees(&w.b, FILE_LINK) && !browser_sees(&w.b, OPENED));
	CHECK_INT(browser_post(&w.b, own, "learning=1"), 303);
	CHECK_INT(browser_get(&w.b, str_z(w.p.arena, w.b.location)), 200);
	CHECK(browser_sees(&w.b, OPENED) && browser_sees(&w.b, "role=\"status\""));
	CHECK_INT(browser_post(&w.b, own, ""), 303);
	CHECK_INT(browser_get(&w.b, own), 200);
	CHECK(!browser_sees(&w.b, OPENED));
	CHECK_INT(browser_post(&w.b, file, ""), 200);
	CHECK(str_starts(w.b.body, STR("%PDF-")));
	browser_sign_in_staff(&w.b, &w.mila);
	browser_get(&w.b, w.list);
	CHECK(browser_sees(&w.b, "Downloaded"));
	CHECK_INT(browser_post(&w.b, first(&w, "/withdraw"), "reason=Wrong+name"), 303);
	w.b.session = STR_NONE;
	CHECK_INT(browser_get(&w.b, own), 200);
	CHECK(browser_sees(&w.b, "Wrong name"));
	w.b.part = STR_NONE;
	CHECK_INT(browser_get(&w.b, own), 303);
	CHECK_INT(browser_post(&w.b, file, ""), 303);
	CHECK_INT(browser_post(&w.b, own, "learning=1"), 303);
	tear_down(&w);
}

TEST(certificates_are_delivered_from_the_list)
{
	struct world w;
	REQUIRE(set_up(&w));
	add_aino(&w);
	issue(&w);
	CHECK_INT(browser_get(&w.b, w.list), 200);
	CHECK(browser_sees(&w.b, "/certificates/mail\"") &&
		browser_sees(&w.b, "<summary>Uitgereikt<"));
	CHECK_INT(browser_post(&w.b, below(&w, "/mail"), ""), 303);
	CHECK_STR(w.b.location, below(&w, "?mailed=0&without=1&left=0"));
	CHECK_INT(browser_get(&w.b, w.b.location.p), 200);
	CHECK(browser_sees(&w.b, "1 persoon heeft geen mailadres"));
	CHECK_INT(browser_post(&w.b, below(&w, "/mail"), "people=x"), 404);
	CHECK_INT(browser_post(&w.b, below(&w, "/paper"), ""), 303);
	CHECK_STR(w.b.location, below(&w, "?nobody"));
	CHECK_INT(browser_get(&w.b, below(&w, "?nobody")), 200);
	CHECK(browser_sees(&w.b, "utrecht-alert--error"));
	struct certificate_page page;
	CHECK_OK(certificate_list(&w.p.app, w.p.arena, &w.mila, &w.at, 1, &page));
	const char *aino = str_fmt(w.p.arena, "people=%.*s",
		STR_ARG(public_id_print(w.p.arena, page.at[0].participant)))
				   .p;
	CHECK_INT(browser_post(&w.b, below(&w, "/paper"), aino), 303);
	CHECK_STR(w.b.location, below(&w, "?handed=1"));
	CHECK_INT(browser_get(&w.b, below(&w, "?handed=1")), 200);
	CHECK(browser_sees(&w.b, "1 certificaat staat nu") && browser_sees(&w.b, "Bezorgd"));
	tear_down(&w);
}
