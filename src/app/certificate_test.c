#include "app/certificate.h"

#include "app/learning.h"
#include "app/membership.h"
#include "app/organisation.h"
#include "app/project_keep.h"
#include "codec/input.h"
#include "codec/zip.h"
#include "unit/pdf.h"
#include "unit/place.h"
#include "unit/unit.h"

/* A project with two participants, and a coordinator of another organisation. */
struct world {
	struct place p;
	struct folder folder;
	struct actor mila, otto;
	struct project_at at;
};

static void add_person(struct world *w, const char *given, const char *family, const char *lang)
{
	struct participant in = place_participant(given, family, "FI", "");
	in.language = str_of(lang);
	CHECK_OK(participant_put(&w->p.app, w->p.arena, &w->mila, &w->at, NULL, &in));
}

static void describe(struct world *w)
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

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	struct row_id house, town;
	if (!place_open(p) || !CHECK(folder_make(&w->folder)))
		return false;
	w->mila =
		place_staff(p, "Mila", "mila@house.example", "Huis Zes", ROLE_COORDINATOR, &house);
	w->otto = place_staff(p, "Otto", "otto@town.example", "Zwolle", ROLE_COORDINATOR, &town);
	w->at = place_project(p, &w->mila, house, "youth-exchange");
	describe(w);
	add_person(w, "Aino", "Mäkelä", "en");
	add_person(w, "Şebnem", "Ağaoğlu", "nl");
	return true;
}

static void tear_down(struct world *w)
{
	folder_end(&w->folder);
	place_close(&w->p);
}

static bool is_wrong(err_t e, const char *field)
{
	bool is = e && e->code == ERR_INVALID && str_is(str_of(e->field), field);
	err_free(e);
	return is;
}

static const struct certificate_order all = {.whom = CERTIFICATE_ALL,
	.layout = CERTIFICATE_FRAME,
	.sealed = true,
	.confirms = {STR("Mila de Boer"), STR("leads the project")}};

static err_t order(struct world *w, const struct certificate_order *in)
{
	return certificate_order(&w->p.app, w->p.arena, &w->mila, &w->at, in);
}

static void run(struct world *w)
{
	int count;
	CHECK_OK(jobs_run_due(w->p.app.jobs, &count));
}

static struct certificate_page list(struct world *w)
{
	struct certificate_page page = {0};
	CHECK_OK(certificate_list(&w->p.app, w->p.arena, &w->mila, &w->at, 1, &page));
	return page;
}

/* Of whoever stands there in the list. */
static struct str words_of(struct world *w, size_t at)
{
	struct certificate_page page = list(w);
	struct str pdf = STR_NONE, name;
	if (CHECK(at < page.len) && CHECK_OK(certificate_fetch(&w->p.app, w->p.arena, &w->mila,
					    &w->at, page.at[at].public, &pdf, &name)))
		return pdf_words(&w->folder, pdf);
	return STR_NONE;
}

static bool has(struct str text, const char *part)
{
	return str_search(text, str_of(part)) < text.len;
}

/* At the foot of a page: "Certificate 7K3QW-M2DXA-4F ·"; poppler may see a gap in it. */
static struct str code_in(struct str words, const char *before)
{
	struct str rest = str_from(words, str_search(words, str_of(before)) + strlen(before));
	return str_sub(rest, 0, str_search(rest, STR(" ·")));
}

static struct certificate_seen check(struct world *w, struct str code)
{
	struct certificate_seen seen = {.is_erased = true};
	CHECK_OK(certificate_check(&w->p.app, w->p.arena, code, &seen));
	return seen;
}

TEST(certificate_is_issued_to_everybody_in_their_language)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(list(&w).valid, 0);
	CHECK_OK(order(&w, &all));
	struct certificate_page page = list(&w);
	CHECK(page.is_running && page.ordered == 2 && page.done == 0);
	run(&w);
	page = list(&w);
	CHECK(!page.is_running && page.done == 2 && page.failed == 0 && page.valid == 2);
	CHECK_STR(page.at[0].family_name, "Ağaoğlu");
	CHECK(page.at[0].revision == 1 && page.at[0].state == CERTIFICATE_VALID);
	struct str dutch = words_of(&w, 0), english = words_of(&w, 1);
	CHECK(has(dutch, "Şebnem Ağaoğlu") && has(dutch, "Jongerenuitwisseling"));
	CHECK(has(english, "Aino Mäkelä") && has(english, "took part in a youth exchange"));
	CHECK(has(english, "Week at the river") && has(english, "To learn about water."));
	CHECK(has(english, "Sealed by") && has(english, "leads the project"));
	CHECK(!has(english, "What I learned") && !has(english, "Number of the grant"));
	CHECK(!store_holds(&w.p.store, STR("Mila de Boer")));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate_waiting"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_change "
				  "WHERE what = 'certificate.order'"),
		1);
	tear_down(&w);
}

TEST(certificate_can_be_checked_by_its_code)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(order(&w, &all));
	run(&w);
	struct certificate_seen seen = check(&w, code_in(words_of(&w, 1), "Certificate "));
	CHECK(!seen.is_erased && seen.state == CERTIFICATE_VALID && seen.revision == 1);
	CHECK_STR(seen.name, "Aino Mäkelä");
	CHECK_STR(seen.title, "Water");
	CHECK_STR(seen.type, "youth-exchange");
	CHECK(seen.starts == 19990 && seen.ends == 19997);
	REQUIRE(seen.organisations_len == 1);
	CHECK_STR(seen.organisations[0], "Huis Zes");
	CHECK(!seen.project_len && !seen.learning_len); /* nobody opened it */
	place_sql(&w.p, "UPDATE certificate SET opens_project = TRUE");
	seen = check(&w, code_in(words_of(&w, 1), "Certificate "));
	REQUIRE(seen.project_len == 1 && !seen.learning_len);
	CHECK_STR(seen.project[0].text, "To learn about water.");
	tear_down(&w);
}

TEST(certificate_code_that_was_never_given)
{
	struct world w;
	struct certificate_seen seen;
	REQUIRE(set_up(&w));
	struct code code = code_long_new(&random_system);
	struct str typed = code_print_checked(w.p.arena, &code);
	CHECK(is_wrong(certificate_check(&w.p.app, w.p.arena, typed, &seen), "code"));
	CHECK(is_wrong(
		certificate_check(&w.p.app, w.p.arena, STR("7K3QW-M2DXA-00"), &seen), "code"));
	CHECK(is_wrong(certificate_check(&w.p.app, w.p.arena, STR(""), &seen), "code"));
	tear_down(&w);
}

TEST(certificate_of_a_later_revision_supersedes)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(order(&w, &all));
	run(&w);
	struct str first = code_in(words_of(&w, 1), "Certificate ");
	place_pass(&w.p, USEC_DAY);
	struct certificate_page page = list(&w);
	const struct certificate_order again = {.whom = CERTIFICATE_CHOSEN,
		.people = &page.at[1].participant,
		.people_len = 1,
		.confirms = all.confirms};
	CHECK_OK(order(&w, &again));
	run(&w);
	page = list(&w);
	CHECK(page.at[0].revision == 1 && page.at[1].revision == 2 && page.valid == 2);
	struct certificate_seen seen = check(&w, first);
	CHECK(seen.state == CERTIFICATE_SUPERSEDED && seen.changed == seen.issued + 1);
	struct str second = code_in(words_of(&w, 1), "Certificate ");
	CHECK(!str_eq(first, second));
	CHECK(check(&w, second).state == CERTIFICATE_VALID);
	CHECK(has(words_of(&w, 1), "revision 2"));
	tear_down(&w);
}

TEST(certificate_is_withdrawn_with_a_reason)
{
	struct world w;
	struct app *app = &w.p.app;
	REQUIRE(set_up(&w));
	CHECK_OK(order(&w, &all));
	run(&w);
	struct str code = code_in(words_of(&w, 1), "Certificate ");
	struct public_id id = list(&w).at[1].public;
	struct arena *a = w.p.arena;
	CHECK(is_wrong(certificate_withdraw(app, a, &w.mila, &w.at, id, STR(" ")), "reason"));
	CHECK_OK(certificate_withdraw(app, a, &w.mila, &w.at, id, STR("Wrong name")));
	CHECK_ERR(certificate_withdraw(app, a, &w.mila, &w.at, id, STR("Twice")), ERR_NOT_FOUND);
	CHECK(list(&w).at[1].state == CERTIFICATE_WITHDRAWN && list(&w).valid == 1);
	CHECK(check(&w, code).state == CERTIFICATE_WITHDRAWN);
	CHECK(!store_holds(&w.p.store, STR("Wrong name")));
	const struct certificate_order missing = {.confirms = all.confirms};
	CHECK_OK(order(&w, &missing));
	run(&w);
	CHECK(list(&w).at[1].revision == 2 && list(&w).at[0].revision == 1);
	CHECK(check(&w, code).state == CERTIFICATE_WITHDRAWN);
	tear_down(&w);
}

TEST(certificate_orders_that_cannot_be)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct certificate_order in = all;
	in.confirms = (struct certificate_hand){0};
	CHECK(is_wrong(order(&w, &in), "confirms"));
	in = all;
	in.supports.function = STR("nobody");
	CHECK(is_wrong(order(&w, &in), "supports"));
	in = all;
	in.whom = CERTIFICATE_CHOSEN;
	CHECK(is_wrong(order(&w, &in), "whom"));
	in.people = &w.at.project; /* nobody of this project */
	in.people_len = 1;
	CHECK(is_wrong(order(&w, &in), "whom"));
	CHECK_OK(order(&w, &all));
	CHECK_ERR(order(&w, &all), ERR_CONFLICT);
	run(&w);
	in = (struct certificate_order){.confirms = all.confirms};
	CHECK(is_wrong(order(&w, &in), "whom")); /* everybody has one */
	CHECK_OK(order(&w, &all));
	tear_down(&w);
}

TEST(certificate_is_nothing_to_others)
{
	struct world w;
	struct certificate_page page;
	struct str got, name;
	REQUIRE(set_up(&w));
	CHECK_OK(order(&w, &all));
	run(&w);
	struct public_id id = list(&w).at[0].public;
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	const struct actor nobody = {0}, *strangers[] = {&w.otto, &nobody};
	for (size_t i = 0; i < 2; i++) {
		enum err_code code = i ? ERR_UNAUTHENTICATED : ERR_FORBIDDEN;
		const struct actor *who = strangers[i];
		CHECK_ERR(certificate_order(app, a, who, &w.at, &all), code);
		CHECK_ERR(certificate_list(app, a, who, &w.at, 1, &page), code);
		CHECK_ERR(certificate_fetch(app, a, who, &w.at, id, &got, &name), code);
		CHECK_ERR(certificate_fetch_zip(app, a, who, &w.at, 1, &got), code);
		CHECK_ERR(certificate_fetch_print(app, a, who, &w.at, 1, &got), code);
		CHECK_ERR(certificate_withdraw(app, a, who, &w.at, id, STR("x")), code);
	}
	tear_down(&w);
}

TEST(certificate_comes_in_an_archive_and_to_the_printer)
{
	struct world w;
	struct str got;
	struct zip zip;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	CHECK_ERR(certificate_fetch_zip(app, a, &w.mila, &w.at, 1, &got), ERR_NOT_FOUND);
	add_person(&w, "Aino", "Mäkelä", "en"); /* of the same name */
	CHECK_OK(order(&w, &all));
	run(&w);
	CHECK_OK(certificate_fetch_zip(app, a, &w.mila, &w.at, 1, &got));
	REQUIRE_OK(zip_open(a, got, 8 << 20, &zip));
	CHECK_INT((int64_t)zip.len, 3);
	CHECK(zip_find(&zip, STR("001-Ağaoğlu-Şebnem-1.pdf")));
	CHECK(zip_find(&zip, STR("003-Mäkelä-Aino-1.pdf")));
	CHECK_OK(certificate_fetch_print(app, a, &w.mila, &w.at, 1, &got));
	struct str words = pdf_words(&w.folder, got);
	CHECK(has(words, "Şebnem Ağaoğlu") && has(words, "Aino Mäkelä"));
	CHECK_ERR(certificate_fetch_print(app, a, &w.mila, &w.at, 2, &got), ERR_NOT_FOUND);
	CHECK_ERR(certificate_fetch_zip(app, a, &w.mila, &w.at, 0, &got), ERR_NOT_FOUND);
	CHECK_INT(
		place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'participant.read'"), 6);
	tear_down(&w);
}

/* At their own page; at: in the list. */
static struct actor owner_of(struct world *w, size_t at)
{
	struct actor actor = {.public = list(w).at[at].participant};
	actor.participant.n = place_sql(
		&w->p, at ? "SELECT MIN(id) FROM participant" : "SELECT MAX(id) FROM participant");
	return actor;
}

TEST(certificate_is_opened_by_its_holder_alone)
{
	struct world w;
	struct certificate_own own;
	struct str pdf;
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct actor aino = owner_of(&w, 1), other = owner_of(&w, 0);
	const struct certificate_opens opens = {.project = true};
	CHECK_OK(certificate_own(app, a, &aino, aino.public, &own));
	CHECK(!own.revision);
	CHECK_ERR(certificate_own_fetch(app, a, &aino, aino.public, &pdf), ERR_NOT_FOUND);
	CHECK_ERR(certificate_own_open(app, a, &aino, aino.public, &opens), ERR_NOT_FOUND);
	CHECK_OK(order(&w, &all));
	run(&w);
	CHECK_OK(certificate_own(app, a, &aino, aino.public, &own));
	CHECK(own.revision == 1 && own.state == CERTIFICATE_VALID && !own.opens_project);
	CHECK(!list(&w).at[1].fetched);
	CHECK_OK(certificate_own_fetch(app, a, &aino, aino.public, &pdf));
	CHECK(list(&w).at[1].fetched && has(pdf_words(&w.folder, pdf), "Aino Mäkelä"));
	CHECK_OK(certificate_own_open(app, a, &aino, aino.public, &opens));
	struct str first = code_in(words_of(&w, 1), "Certificate ");
	struct certificate_seen seen = check(&w, first);
	CHECK(seen.project_len == 1);
	CHECK_OK(order(&w, &all)); /* the next revision stays as open */
	run(&w);
	CHECK_OK(certificate_own(app, a, &aino, aino.public, &own));
	CHECK(own.revision == 2 && own.opens_project && !own.opens_learning);
	const struct certificate_opens nothing = {0};
	CHECK_OK(certificate_own_open(app, a, &aino, aino.public, &nothing));
	seen = check(&w, first); /* nor does older paper tell more */
	CHECK(seen.state == CERTIFICATE_SUPERSEDED && !seen.project_len);
	CHECK_OK(certificate_withdraw(
		app, a, &w.mila, &w.at, list(&w).at[1].public, STR("Wrong name")));
	CHECK_OK(certificate_own(app, a, &aino, aino.public, &own));
	CHECK(own.state == CERTIFICATE_WITHDRAWN);
	CHECK_STR(own.reason, "Wrong name");
	const struct actor *strangers[] = {&other, &w.mila, &w.otto};
	for (size_t i = 0; i < 3; i++) {
		const struct actor *who = strangers[i];
		CHECK_ERR(certificate_own(app, a, who, aino.public, &own), ERR_NOT_FOUND);
		CHECK_ERR(certificate_own_fetch(app, a, who, aino.public, &pdf), ERR_NOT_FOUND);
		CHECK_ERR(certificate_own_open(app, a, who, aino.public, &opens), ERR_NOT_FOUND);
	}
	tear_down(&w);
}

#define COOKED "I cooked for 24 people."

TEST(certificate_has_what_was_handed_in)
{
	struct world w;
	struct learning_saved saved;
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct actor aino = owner_of(&w, 1);
	const struct learning_in in[] = {{STR("personal"), PROJECT_END, STR(COOKED), 0, false},
		{STR("stem"), PROJECT_START, STR("To measure."), 0, false},
		{STR("digital"), PROJECT_END, STR("n/a"), 0, false}};
	for (size_t i = 0; i < 3; i++)
		CHECK_OK(learning_save(app, a, &aino, aino.public, &in[i], &saved));
	const struct learning_about about = {.partner = STR("Sanne"), .relation = STR("leader")};
	CHECK_OK(learning_set_about(app, a, &aino, aino.public, &about));
	CHECK_OK(order(&w, &all));
	run(&w);
	CHECK(!has(words_of(&w, 1), "What I learned")); /* not handed in yet */
	CHECK_OK(learning_submit(
		app, a, &aino, aino.public, place_sql(&w.p, "SELECT revision FROM learning")));
	CHECK_OK(order(&w, &all));
	run(&w);
	struct str words = words_of(&w, 1);
	CHECK(has(words, "What I learned") && has(words, COOKED) && has(words, "To measure."));
	CHECK(has(words, "Sanne, leader") && !has(words, "n/a") && !has(words, "Digital"));
	CHECK(!has(words_of(&w, 0), "Wat ik heb geleerd"));
	place_sql(&w.p, "UPDATE certificate SET opens_learning = TRUE");
	struct certificate_seen seen = check(&w, code_in(words, "Certificate "));
	CHECK_INT((int64_t)seen.learning_len, 3);
	tear_down(&w);
}

/* One whose key is gone gets none, and keeps nobody else waiting. */
TEST(certificate_that_cannot_be_made_is_counted)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(vault_destroy_owner(w.p.app.vault, list(&w).at[0].participant));
	CHECK_OK(order(&w, &all));
	run(&w);
	struct certificate_page page = list(&w);
	CHECK(page.done == 1 && page.failed == 1 && !page.is_running);
	CHECK(!page.at[0].revision && page.at[1].revision == 1);
	tear_down(&w);
}

/* More than one batch; the program ends in the middle, and another one goes on. */
TEST(certificate_round_goes_on_where_it_ended)
{
	struct world w;
	REQUIRE(set_up(&w));
	for (int i = 0; i < 30; i++)
		add_person(&w, "Aino", str_fmt(w.p.arena, "Virtanen %02d", i).p, "en");
	CHECK_OK(order(&w, &all));
	/* As a runner leaves it that was killed after its first batch. */
	place_sql(&w.p, "UPDATE certificate_waiting SET fault = 'later' WHERE participant IN "
			"(SELECT id FROM participant ORDER BY name_key DESC LIMIT 7)");
	run(&w);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate"), 25);
	place_sql(&w.p, "UPDATE certificate_waiting SET fault = NULL");
	place_sql(&w.p, "INSERT INTO job (kind, dedupe, subject, run_at, lease, tries, ordered) "
			"SELECT 'certificate.issue', 'again', id, 1, 4242, 1, 1 "
			"FROM certificate_round");
	CHECK(list(&w).is_running && list(&w).done == 25);
	run(&w);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate"), 32);
	CHECK_INT(place_sql(&w.p, "SELECT count(DISTINCT participant) FROM certificate"), 32);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate WHERE revision > 1"), 0);
	CHECK(list(&w).done == 32 && !list(&w).is_running);
	tear_down(&w);
}

TEST(certificate_leaves_a_stub)
{
	struct world w;
	struct app *app = &w.p.app;
	REQUIRE(set_up(&w));
	CHECK_OK(order(&w, &all));
	run(&w);
	struct certificate_page page = list(&w);
	struct str code = code_in(words_of(&w, 1), "Certificate ");
	CHECK_OK(participant_remove(app, w.p.arena, &w.mila, &w.at, page.at[1].participant));
	CHECK_OK(project_start(app));
	place_pass(&w.p, PROJECT_UNDO + USEC_DAY);
	run(&w);
	struct certificate_seen seen = check(&w, code);
	CHECK(seen.is_erased && seen.state == CERTIFICATE_VALID && seen.revision == 1);
	CHECK(!seen.name.len && seen.issued == page.at[1].issued);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate_file"), 1);

	place_pass(&w.p, app->periods->of[RETENTION_PROJECT] + USEC_DAY);
	run(&w);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate_file"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate_round"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate WHERE body IS NULL "
				  "AND participant IS NULL"),
		2);
	tear_down(&w);
}
