#include "unit/issued.h"
#include "app/learning.h"
#include "app/project_keep.h"
#include "codec/input.h"
#include "codec/zip.h"
#include "i18n/i18n.h"
#include "unit/pdf.h"
#include "unit/unit.h"

TEST(certificate_is_issued_to_everybody_in_their_language)
{
	struct issued w;
	REQUIRE(issued_open(&w));
	CHECK_INT(issued_list(&w).valid, 0);
	CHECK_OK(issued_order(&w, &issued_all));
	struct certificate_page page = issued_list(&w);
	CHECK(page.is_running && page.ordered == 2 && page.done == 0);
	issued_run(&w);
	page = issued_list(&w);
	CHECK(!page.is_running && page.done == 2 && page.failed == 0 && page.valid == 2);
	CHECK_STR(page.at[0].family_name, "Ağaoğlu");
	CHECK(page.at[0].revision == 1 && page.at[0].state == CERTIFICATE_VALID);
	struct str dutch = issued_words(&w, 0), english = issued_words(&w, 1);
	CHECK(str_has(dutch, "Şebnem Ağaoğlu") && str_has(dutch, "Jongerenuitwisseling"));
	CHECK(str_has(english, "Aino Mäkelä") && str_has(english, "took part in a youth exchange"));
	CHECK(str_has(english, "Week at the river") && str_has(english, "To learn about water."));
	CHECK(str_has(english, "Sealed by") && str_has(english, "leads the project"));
	CHECK(!str_has(english, "What I learned") && !str_has(english, "Number of the grant"));
	CHECK(!store_holds(&w.p.store, STR("Mila de Boer")));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate_waiting"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_change "
				  "WHERE what = 'certificate.order'"),
		1);
	issued_close(&w);
}

TEST(certificate_can_be_checked_by_its_code)
{
	struct issued w;
	REQUIRE(issued_open(&w));
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	struct certificate_seen seen =
		issued_check(&w, issued_code(issued_words(&w, 1), "Certificate "));
	CHECK(!seen.is_erased && seen.state == CERTIFICATE_VALID && seen.revision == 1);
	CHECK_STR(seen.name, "Aino Mäkelä");
	CHECK_STR(seen.title, "Water");
	CHECK_STR(seen.type, "youth-exchange");
	CHECK(seen.starts == 19990 && seen.ends == 19997);
	REQUIRE(seen.organisations_len == 1);
	CHECK_STR(seen.organisations[0], "Huis Zes");
	CHECK(!seen.parts_len); /* nobody opened it */
	place_sql(&w.p, "UPDATE certificate SET opens_project = TRUE");
	seen = issued_check(&w, issued_code(issued_words(&w, 1), "Certificate "));
	REQUIRE(seen.parts_len == 1 && seen.parts[0].sections_len == 1);
	CHECK(seen.parts[0].id == CERTIFICATE_PROJECT);
	CHECK_STR(seen.parts[0].sections[0].text, "To learn about water.");
	issued_close(&w);
}

TEST(certificate_code_that_was_never_given)
{
	struct issued w;
	struct certificate_seen seen;
	REQUIRE(issued_open(&w));
	struct code code = code_long_new(&random_system);
	struct str en = STR("en");
	const struct str typed[] = {
		code_print_checked(w.p.arena, &code), STR("7K3QW-M2DXA-00"), STR("")};
	for (size_t i = 0; i < 3; i++)
		CHECK_WRONG(certificate_check(&w.p.app, w.p.arena, typed[i], en, &seen), "code");
	issued_close(&w);
}

TEST(certificate_of_a_later_revision_supersedes)
{
	struct issued w;
	REQUIRE(issued_open(&w));
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	struct str first = issued_code(issued_words(&w, 1), "Certificate ");
	place_pass(&w.p, USEC_DAY);
	struct certificate_page page = issued_list(&w);
	const struct certificate_order again = {.whom = CERTIFICATE_CHOSEN,
		.people = &page.at[1].participant,
		.people_len = 1,
		.confirms = issued_all.confirms};
	CHECK_OK(issued_order(&w, &again));
	issued_run(&w);
	page = issued_list(&w);
	CHECK(page.at[0].revision == 1 && page.at[1].revision == 2 && page.valid == 2);
	struct certificate_seen seen = issued_check(&w, first);
	CHECK(seen.state == CERTIFICATE_SUPERSEDED && seen.changed == seen.issued + 1);
	struct str second = issued_code(issued_words(&w, 1), "Certificate ");
	CHECK(!str_eq(first, second));
	CHECK(issued_check(&w, second).state == CERTIFICATE_VALID);
	CHECK(str_has(issued_words(&w, 1), "revision 2"));
	issued_close(&w);
}

TEST(certificate_is_withdrawn_with_a_reason)
{
	struct issued w;
	struct app *app = &w.p.app;
	REQUIRE(issued_open(&w));
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	struct str code = issued_code(issued_words(&w, 1), "Certificate ");
	struct public_id id = issued_list(&w).at[1].public;
	struct arena *a = w.p.arena;
	CHECK_WRONG(certificate_withdraw(app, a, &w.mila, &w.at, id, STR(" ")), "reason");
	CHECK_OK(certificate_withdraw(app, a, &w.mila, &w.at, id, STR("Wrong name")));
	CHECK_ERR(certificate_withdraw(app, a, &w.mila, &w.at, id, STR("Twice")), ERR_NOT_FOUND);
	CHECK(issued_list(&w).at[1].state == CERTIFICATE_WITHDRAWN && issued_list(&w).valid == 1);
	CHECK(issued_check(&w, code).state == CERTIFICATE_WITHDRAWN);
	CHECK(!store_holds(&w.p.store, STR("Wrong name")));
	const struct certificate_order missing = {.confirms = issued_all.confirms};
	CHECK_OK(issued_order(&w, &missing));
	issued_run(&w);
	CHECK(issued_list(&w).at[1].revision == 2 && issued_list(&w).at[0].revision == 1);
	CHECK(issued_check(&w, code).state == CERTIFICATE_WITHDRAWN);
	issued_close(&w);
}

TEST(certificate_orders_that_cannot_be)
{
	struct issued w;
	REQUIRE(issued_open(&w));
	struct certificate_order in = issued_all;
	in.confirms = (struct certificate_hand){0};
	CHECK_WRONG(issued_order(&w, &in), "confirms");
	in = issued_all;
	in.supports.function = STR("nobody");
	CHECK_WRONG(issued_order(&w, &in), "supports");
	in = issued_all;
	in.describes.function = STR("nobody");
	CHECK_WRONG(issued_order(&w, &in), "describes");
	const struct str martian = STR("x-mars");
	in = issued_all;
	in.languages = &martian;
	in.languages_len = 1;
	CHECK_WRONG(issued_order(&w, &in), "also");
	in = issued_all;
	in.whom = CERTIFICATE_CHOSEN;
	CHECK_WRONG(issued_order(&w, &in), "whom");
	in.people = &w.at.project; /* nobody of this project */
	in.people_len = 1;
	CHECK_WRONG(issued_order(&w, &in), "whom");
	CHECK_OK(issued_order(&w, &issued_all));
	CHECK_ERR(issued_order(&w, &issued_all), ERR_CONFLICT);
	issued_run(&w);
	in = (struct certificate_order){.confirms = issued_all.confirms};
	CHECK_WRONG(issued_order(&w, &in), "whom"); /* everybody has one */
	CHECK_OK(issued_order(&w, &issued_all));
	issued_close(&w);
}

TEST(certificate_is_nothing_to_others)
{
	struct issued w;
	struct certificate_page page;
	struct str got, name;
	REQUIRE(issued_open(&w));
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	struct public_id id = issued_list(&w).at[0].public;
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	const struct actor nobody = {0}, *strangers[] = {&w.otto, &nobody};
	for (size_t i = 0; i < 2; i++) {
		enum err_code code = i ? ERR_UNAUTHENTICATED : ERR_FORBIDDEN;
		const struct actor *who = strangers[i];
		CHECK_ERR(certificate_order(app, a, who, &w.at, &issued_all), code);
		CHECK_ERR(certificate_list(app, a, who, &w.at, 1, &page), code);
		CHECK_ERR(certificate_fetch(app, a, who, &w.at, id, STR(""), &got, &name), code);
		CHECK_ERR(certificate_fetch_zip(
				  app, a, who, &w.at, i18n_standard(w.p.app.i18n), 1, &got),
			code);
		CHECK_ERR(certificate_fetch_print(app, a, who, &w.at, 1, &got), code);
		CHECK_ERR(certificate_withdraw(app, a, who, &w.at, id, STR("x")), code);
	}
	issued_close(&w);
}

TEST(certificate_comes_in_an_archive_and_to_the_printer)
{
	struct issued w;
	struct str got;
	struct zip zip;
	REQUIRE(issued_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	CHECK_ERR(
		certificate_fetch_zip(app, a, &w.mila, &w.at, i18n_standard(w.p.app.i18n), 1, &got),
		ERR_NOT_FOUND);
	issued_add(&w, "Aino", "Mäkelä", "en"); /* of the same name */
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	CHECK_OK(certificate_fetch_zip(
		app, a, &w.mila, &w.at, i18n_standard(w.p.app.i18n), 1, &got));
	REQUIRE_OK(zip_open(a, got, 8 << 20, &zip));
	CHECK_INT((int64_t)zip.len, 3);
	CHECK(zip_find(&zip, STR("Certificaat Water 001 Ağaoğlu Şebnem 1.pdf")));
	CHECK(zip_find(&zip, STR("Certificaat Water 003 Mäkelä Aino 1.pdf")));
	CHECK_OK(certificate_fetch_print(app, a, &w.mila, &w.at, 1, &got));
	struct str words = pdf_words(&w.folder, got);
	CHECK(str_has(words, "Şebnem Ağaoğlu") && str_has(words, "Aino Mäkelä"));
	CHECK_ERR(certificate_fetch_print(app, a, &w.mila, &w.at, 2, &got), ERR_NOT_FOUND);
	CHECK_ERR(
		certificate_fetch_zip(app, a, &w.mila, &w.at, i18n_standard(w.p.app.i18n), 0, &got),
		ERR_NOT_FOUND);
	CHECK_INT(
		place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'participant.read'"), 6);
	issued_close(&w);
}

TEST(certificate_is_opened_by_its_holder_alone)
{
	struct issued w;
	struct certificate_own own;
	struct str pdf;
	REQUIRE(issued_open(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct actor aino = issued_owner(&w, 1), other = issued_owner(&w, 0);
	const struct certificate_opens opens = {.project = true};
	CHECK_OK(certificate_own(app, a, &aino, aino.public, &own));
	CHECK(!own.revision);
	CHECK_ERR(certificate_own_fetch(app, a, &aino, aino.public, STR(""), &pdf), ERR_NOT_FOUND);
	CHECK_ERR(certificate_own_open(app, a, &aino, aino.public, &opens), ERR_NOT_FOUND);
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	CHECK_OK(certificate_own(app, a, &aino, aino.public, &own));
	CHECK(own.revision == 1 && own.state == CERTIFICATE_VALID && !own.opens_project);
	CHECK(issued_list(&w).at[1].reached == PARTICIPANT_ISSUED);
	CHECK_OK(certificate_own_fetch(app, a, &aino, aino.public, STR(""), &pdf));
	CHECK(issued_list(&w).at[1].reached == PARTICIPANT_DOWNLOADED &&
		str_has(pdf_words(&w.folder, pdf), "Aino Mäkelä"));
	CHECK_OK(certificate_own_open(app, a, &aino, aino.public, &opens));
	struct str first = issued_code(issued_words(&w, 1), "Certificate ");
	struct certificate_seen seen = issued_check(&w, first);
	CHECK(seen.parts_len == 1);
	CHECK_OK(issued_order(&w, &issued_all)); /* the next revision stays as open */
	issued_run(&w);
	CHECK_OK(certificate_own(app, a, &aino, aino.public, &own));
	CHECK(own.revision == 2 && own.opens_project && !own.opens_learning);
	const struct certificate_opens nothing = {0};
	CHECK_OK(certificate_own_open(app, a, &aino, aino.public, &nothing));
	seen = issued_check(&w, first); /* nor does older paper tell more */
	CHECK(seen.state == CERTIFICATE_SUPERSEDED && !seen.parts_len);
	CHECK_OK(certificate_withdraw(
		app, a, &w.mila, &w.at, issued_list(&w).at[1].public, STR("Wrong name")));
	CHECK_OK(certificate_own(app, a, &aino, aino.public, &own));
	CHECK(own.state == CERTIFICATE_WITHDRAWN);
	CHECK_STR(own.reason, "Wrong name");
	const struct actor *strangers[] = {&other, &w.mila, &w.otto};
	for (size_t i = 0; i < 3; i++) {
		const struct actor *who = strangers[i];
		CHECK_ERR(certificate_own(app, a, who, aino.public, &own), ERR_NOT_FOUND);
		CHECK_ERR(certificate_own_fetch(app, a, who, aino.public, STR(""), &pdf),
			ERR_NOT_FOUND);
		CHECK_ERR(certificate_own_open(app, a, who, aino.public, &opens), ERR_NOT_FOUND);
	}
	issued_close(&w);
}

/* Mailed to, and confirmed with the code of that mail. */
static void ask_and_confirm(struct issued *w, const struct actor *who, const char *name)
{
	const struct str area = STR("personal");
	const struct referee_in in = {.name = str_of(name),
		.function = STR("cook"),
		.mail = str_fmt(w->p.arena, "%s@camp.example", name),
		.language = STR("en"),
		.areas = &area,
		.areas_len = 1};
	CHECK_OK(referee_ask(&w->p.app, w->p.arena, who, who->public, &in));
	struct place_letter letter = place_mail(&w->p);
	size_t at = str_search(letter.text, STR("/referee#")) + STR("/referee#").len;
	CHECK_OK(referee_confirm(
		&w->p.app, w->p.arena, str_sub(letter.text, at, 11), STR("They all ate.")));
}

TEST(certificate_names_what_and_who_the_participant_chose)
{
	struct issued w;
	struct learning l;
	struct learning_saved saved;
	REQUIRE(issued_open(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct actor aino = issued_owner(&w, 1);
	const struct learning_in in = {STR("personal"), PROJECT_END, STR(ISSUED_COOKED), 0, false};
	struct evidence_in film = {.title = STR("Our film"),
		.link = STR("https://film.example/1"),
		.on_certificate = true};
	CHECK_OK(learning_save(app, a, &aino, aino.public, &in, &saved));
	CHECK_OK(evidence_add(app, a, &aino, aino.public, &film));
	film = (struct evidence_in){.title = STR("My diary"), .link = STR("https://d.example/")};
	CHECK_OK(evidence_add(app, a, &aino, aino.public, &film));
	ask_and_confirm(&w, &aino, "Ria");
	ask_and_confirm(&w, &aino, "Bo");
	CHECK_OK(learning_open(app, a, &aino, aino.public, 0, &l));
	REQUIRE(l.referees.len == 2);
	CHECK_OK(referee_choose(app, a, &aino, aino.public, l.referees.at[1].public, false));
	CHECK_OK(learning_submit(app, a, &aino, aino.public, l.revision));
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	struct str words = issued_words(&w, 1);
	CHECK(str_has(words, "Our film") && str_has(words, "film.example/1"));
	CHECK(!str_has(words, "My diary") && !str_has(words, "d.example"));
	CHECK(str_has(words, "Confirmed by") && str_has(words, "Ria, cook") &&
		str_has(words, "They all ate."));
	CHECK(!str_has(words, "Bo, cook") && !str_has(words, "camp.example"));
	issued_close(&w);
}

/* One whose key is gone gets none, and keeps nobody else waiting. */
TEST(certificate_that_cannot_be_made_is_counted)
{
	struct issued w;
	REQUIRE(issued_open(&w));
	CHECK_OK(vault_destroy_owner(w.p.app.vault, issued_list(&w).at[0].participant));
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	struct certificate_page page = issued_list(&w);
	CHECK(page.done == 1 && page.failed == 1 && !page.is_running);
	CHECK(!page.at[0].revision && page.at[1].revision == 1);
	issued_close(&w);
}

/* More than one batch; the program ends in the middle, and another one goes on. */
TEST(certificate_round_goes_on_where_it_ended)
{
	struct issued w;
	REQUIRE(issued_open(&w));
	for (int i = 0; i < 30; i++)
		issued_add(&w, "Aino", str_fmt(w.p.arena, "Virtanen %02d", i).p, "en");
	CHECK_OK(issued_order(&w, &issued_all));
	/* As a runner leaves it that was killed after its first batch. */
	place_sql(&w.p, "UPDATE certificate_waiting SET fault = 'later' WHERE participant IN "
			"(SELECT id FROM participant ORDER BY name_key DESC LIMIT 7)");
	issued_run(&w);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate"), 25);
	place_sql(&w.p, "UPDATE certificate_waiting SET fault = NULL");
	place_sql(&w.p, "INSERT INTO job (kind, dedupe, subject, run_at, lease, tries, ordered) "
			"SELECT 'certificate.issue', 'again', id, 1, 4242, 1, 1 "
			"FROM certificate_round");
	CHECK(issued_list(&w).is_running && issued_list(&w).done == 25);
	issued_run(&w);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate"), 32);
	CHECK_INT(place_sql(&w.p, "SELECT count(DISTINCT participant) FROM certificate"), 32);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate WHERE revision > 1"), 0);
	CHECK(issued_list(&w).done == 32 && !issued_list(&w).is_running);
	issued_close(&w);
}

/* Names of eighty letters of three bytes each, and one that would hide the file. */
TEST(certificate_has_a_name_that_a_disk_can_hold)
{
	static const char *const ani =
		"ანნანნანნანნანნანნანნანნანნანნანნანნანნანნანნანნანნანნანნანნანნანნანნანნანნანნან";
	struct issued w;
	struct str got, name;
	struct zip zip;
	REQUIRE(issued_open(&w));
	issued_add(&w, ani, ani, "en");
	issued_add(&w, "x/..", "..", "en");
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	CHECK_OK(certificate_fetch_zip(
		&w.p.app, w.p.arena, &w.mila, &w.at, i18n_standard(w.p.app.i18n), 1, &got));
	CHECK_OK(zip_open(w.p.arena, got, 8 << 20, &zip));
	struct certificate_page page = issued_list(&w);
	for (size_t i = 0; i < page.len; i++) {
		CHECK_OK(certificate_fetch(&w.p.app, w.p.arena, &w.mila, &w.at, page.at[i].public,
			STR_NONE, &got, &name));
		CHECK(utf8_valid(name) && str_ends(name, STR(" 1 ")));
		struct str called = zip.at[i].name;
		CHECK(utf8_valid(called) && called.len < ZIP_NAME_MOST);
		CHECK(str_find(called, '/') == called.len && str_ends(called, STR(" 1.pdf")));
	}
	issued_close(&w);
}

TEST(certificate_leaves_a_stub)
{
	struct issued w;
	struct app *app = &w.p.app;
	REQUIRE(issued_open(&w));
	CHECK_OK(issued_order(&w, &issued_all));
	issued_run(&w);
	struct certificate_page page = issued_list(&w);
	struct str code = issued_code(issued_words(&w, 1), "Certificate ");
	CHECK_OK(participant_remove(app, w.p.arena, &w.mila, &w.at, page.at[1].participant));
	CHECK_OK(project_start(app));
	place_pass(&w.p, PROJECT_UNDO + USEC_DAY);
	issued_run(&w);
	struct certificate_seen seen = issued_check(&w, code);
	CHECK(seen.is_erased && seen.state == CERTIFICATE_VALID && seen.revision == 1);
	CHECK(!seen.name.len && seen.issued == page.at[1].issued);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate_file"), 1);

	place_end_projects(&w.p);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate_file"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate_round"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate WHERE body IS NULL "
				  "AND participant IS NULL"),
		2);
	issued_close(&w);
}
