#include "unit/issued.h"

#include "app/learning.h"
#include "codec/input.h"
#include "unit/pdf.h"
#include "unit/unit.h"

void issued_add(struct issued *w, const char *given, const char *family, const char *lang)
{
	struct participant in = place_participant(given, family, "FI", "");
	in.language = str_of(lang);
	CHECK_OK(participant_put(&w->p.app, w->p.arena, &w->mila, &w->at, NULL, &in));
}

static void describe(struct issued *w)
{
	const struct project_activity_in week = {
		STR("Week at the river"), STR("Ede"), 19990, 19997};
	struct project_party_in party = {.name = STR("Huis Zes"),
		.place = STR("Ede"),
		.role = PROJECT_APPLICANT,
		.logo_name = STR("logo.png"),
		.logo = place_png()};
	const struct project_text aims = {STR("aims"), STR("en"), STR("To learn about water.")};
	const struct project_text_in texts = {.lang = STR("en"), .texts = &aims, .len = 1};
	struct app *app = &w->p.app;
	CHECK_OK(project_put_activity(app, w->p.arena, &w->mila, &w->at, NULL, &week));
	CHECK_OK(project_put_party(app, w->p.arena, &w->mila, &w->at, NULL, &party));
	CHECK_OK(project_set_texts(app, w->p.arena, &w->mila, &w->at, &texts));
}

bool issued_open(struct issued *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "youth-exchange", &w->mila, &w->at) ||
		!CHECK(folder_make(&w->folder)))
		return false;
	w->otto = place_otto(p);
	describe(w);
	issued_add(w, "Aino", "Mäkelä", "en");
	issued_add(w, "Şebnem", "Ağaoğlu", "nl");
	return true;
}

void issued_close(struct issued *w)
{
	folder_end(&w->folder);
	place_close(&w->p);
}

const struct certificate_order issued_all = {.whom = CERTIFICATE_ALL,
	.layout = CERTIFICATE_FRAME,
	.sealed = true,
	.confirms = {STR("Mila de Boer"), STR("leads the project")}};

err_t issued_order(struct issued *w, const struct certificate_order *in)
{
	return certificate_order(&w->p.app, w->p.arena, &w->mila, &w->at, in);
}

void issued_run(struct issued *w)
{
	int count;
	CHECK_OK(jobs_run_due(w->p.app.jobs, &count));
}

struct certificate_page issued_list(struct issued *w)
{
	struct certificate_page page = {0};
	CHECK_OK(certificate_list(&w->p.app, w->p.arena, &w->mila, &w->at, 1, &page));
	return page;
}

struct str issued_words_in(struct issued *w, size_t at, const char *language)
{
	struct certificate_page page = issued_list(w);
	struct str pdf = STR_NONE, name;
	if (CHECK(at < page.len) &&
		CHECK_OK(certificate_fetch(&w->p.app, w->p.arena, &w->mila, &w->at,
			page.at[at].public, str_of(language), &pdf, &name)))
		return pdf_words(&w->folder, pdf);
	return STR_NONE;
}

struct str issued_words(struct issued *w, size_t at)
{
	return issued_words_in(w, at, "");
}

struct str issued_code(struct str words, const char *before)
{
	struct str rest = str_from(words, str_search(words, str_of(before)) + strlen(before));
	return str_sub(rest, 0, str_search(rest, STR(" ·")));
}

struct certificate_seen issued_check_in(struct issued *w, struct str code, const char *language)
{
	struct certificate_seen seen = {.is_erased = true};
	CHECK_OK(certificate_check(&w->p.app, w->p.arena, code, str_of(language), &seen));
	return seen;
}

struct certificate_seen issued_check(struct issued *w, struct str code)
{
	return issued_check_in(w, code, "en");
}

struct actor issued_owner(struct issued *w, size_t at)
{
	struct actor actor = {.public = issued_list(w).at[at].participant};
	actor.participant.n = place_sql(
		&w->p, at ? "SELECT MIN(id) FROM participant" : "SELECT MAX(id) FROM participant");
	return actor;
}

void issued_write(struct issued *w, const struct actor *who)
{
	const struct learning_in in[] = {
		{STR("personal"), PROJECT_END, STR(ISSUED_COOKED), 0, false},
		{STR("stem"), PROJECT_START, STR("To measure."), 0, false},
		{STR("digital"), PROJECT_END, STR("n/a"), 0, false}};
	const struct learning_about about = {.partner = STR("Sanne"), .relation = STR("leader")};
	struct app *app = &w->p.app;
	struct learning_saved saved;
	for (size_t i = 0; i < 3; i++)
		CHECK_OK(learning_save(app, w->p.arena, who, who->public, &in[i], &saved));
	CHECK_OK(learning_set_about(app, w->p.arena, who, who->public, &about));
}

void issued_submit(struct issued *w, const struct actor *who)
{
	place_hand_in(&w->p, who, who->public);
}

/* --- as a verifier elsewhere sees it --- */

#define HOUSE "https://leerpas.example.test"

struct desk {
	struct did_fetcher fetcher; /* first */
	const struct app *app;
};

static err_t get(const struct did_fetcher *f, struct arena *a, struct str url, struct str *ret_body)
{
	const struct app *app = ((const struct desk *)f)->app;
	struct str list = STR(HOUSE ISSUER_LIST_PATH "/");
	int64_t number;
	if (str_is(url, HOUSE ISSUER_DOCUMENT_PATH))
		return issuer_document(app, a, ret_body);
	if (!str_starts(url, list) || !str_to_int(str_from(url, list.len), &number))
		return err_log(ERR_UNAVAILABLE, "nothing is fetched from elsewhere");
	return issuer_list(app, a, number, ret_body);
}

void issued_verify(struct issued *w, struct str credential, struct findings *io_findings)
{
	const struct desk desk = {{get}, &w->p.app};
	struct jsonld_contexts *contexts = jsonld_contexts_new(NULL);
	struct arena *a = arena_child(w->p.arena);
	usec now = clock_now(w->p.app.clock);
	const struct vc_env env = {.proof = {contexts, {&desk.fetcher, NULL, now}}};
	vc_verify(&env, a, credential, io_findings);
	arena_free(a);
	jsonld_contexts_free(contexts);
}
