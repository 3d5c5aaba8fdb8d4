/* What who edits own participants alone reaches, and what who is outside of the area sees. */
#include "app/certificate.h"
#include "app/learning.h"
#include "app/official_paper.h"
#include "app/participant_import.h"
#include "app/participant_invite.h"
#include "app/participant_table.h"
#include "app/participant_thank.h"
#include "app/participation.h"
#include "app/project_keep.h"
#include "app/project_numbers.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/editor.h"
#include "unit/unit.h"

static day today(struct editor_world *w)
{
	return zone_day(clock_now(w->p.app.clock));
}

TEST(editor_of_some_prints_thanks_and_counts_their_own)
{
	struct editor_world w;
	struct project_numbers numbers;
	struct sign_list list;
	struct thank_counts counts;
	struct participant_thanked done;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	const struct lang *en = i18n_find(app->i18n, STR("en"));
	CHECK_OK(project_numbers(app, a, &w.olli, &w.at, en, &numbers));
	CHECK(numbers.steps[NUMBERS_ENTERED] == 1 && !numbers.is_whole);
	CHECK_OK(project_numbers(app, a, &w.mila, &w.at, en, &numbers));
	CHECK(numbers.steps[NUMBERS_ENTERED] == 2 && numbers.is_whole);
	CHECK_OK(project_sign_list(app, a, &w.olli, &w.at, 1, &list));
	REQUIRE(list.len == 1);
	CHECK_STR(list.at[0].given_name, "Olavi");
	CHECK_OK(project_sign_list(app, a, &w.giorgi, &w.at, 1, &list));
	CHECK_INT((int64_t)list.len, 0);
	CHECK_OK(participant_thank_counts(app, a, &w.olli, &w.at, &counts));
	CHECK_INT(counts.all, 1);
	struct participant_thank thank = {
		.whom = THANK_CHOSEN, .chosen = &w.mees, .chosen_len = 1, .language = STR("en")};
	CHECK_OK(participant_thank(app, a, &w.olli, &w.at, &thank, &done));
	CHECK_INT(done.sent, 0);
	thank.whom = THANK_ALL;
	CHECK_OK(participant_thank(app, a, &w.olli, &w.at, &thank, &done));
	CHECK_INT(done.sent, 1);
	CHECK_INT(place_sql(&w.p, "SELECT COUNT(*) FROM participant WHERE thanked IS NOT NULL"), 1);
	place_close(&w.p);
}

TEST(editor_of_some_gets_no_extract_and_no_official_papers)
{
	struct editor_world w;
	struct official_papers papers;
	struct str bytes;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	CHECK_ERR(project_extract(app, a, &w.olli, &w.at, &bytes), ERR_FORBIDDEN);
	CHECK_ERR(official_look(app, a, &w.olli, &w.at, &papers), ERR_FORBIDDEN);
	place_close(&w.p);
}

TEST(editor_of_some_reaches_nobody_elses_participant)
{
	struct editor_world w;
	struct participant got, in = editor_participant("Mees");
	struct participant_progress progress;
	struct participant_counts counts;
	struct participant_cards_made cards;
	struct participant_invited invited;
	struct learning l;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	const struct lang *en = i18n_find(app->i18n, STR("en"));
	const struct learning_place where = {STR("stem"), PROJECT_START};
	struct participant_page page = editor_people(&w, &w.olli);
	CHECK(page.len == 1 && page.total == 1 && !page.is_whole);
	CHECK_STR(page.at[0].given_name, "Olavi");
	CHECK_OK(participant_get(app, a, &w.olli, &w.at, w.olavi, &got));
	CHECK_ERR(participant_get(app, a, &w.olli, &w.at, w.mees, &got), ERR_NOT_FOUND);
	CHECK_ERR(participant_put(app, a, &w.olli, &w.at, &w.mees, &in), ERR_NOT_FOUND);
	CHECK_ERR(participant_remove(app, a, &w.olli, &w.at, w.mees), ERR_NOT_FOUND);
	CHECK_OK(participant_remove(app, a, &w.mila, &w.at, w.mees));
	CHECK(!editor_people(&w, &w.olli).removed_len);
	CHECK_ERR(participant_restore(app, a, &w.olli, &w.at, w.mees), ERR_NOT_FOUND);
	CHECK_OK(participant_restore(app, a, &w.mila, &w.at, w.mees));
	CHECK_ERR(participant_progress(app, a, &w.olli, &w.at, w.mees, &progress), ERR_NOT_FOUND);
	CHECK_OK(participant_counts(app, a, &w.olli, &w.at, &counts));
	CHECK_INT(counts.total, 1);
	CHECK_ERR(learning_read(app, a, &w.olli, &w.at, w.mees, 0, &l), ERR_NOT_FOUND);
	CHECK_ERR(learning_suggest(app, a, &w.olli, &w.at, w.mees, &where, STR("Dag")),
		ERR_NOT_FOUND);
	CHECK_ERR(learning_accept(app, a, &w.olli, &w.at, w.mees), ERR_NOT_FOUND);
	CHECK_ERR(participant_cards(app, a, &w.olli, &w.at, en, &w.mees, 1, &cards), ERR_INVALID);
	struct participant_invite whom = {
		.whom = INVITE_CHOSEN, .chosen = &w.mees, .chosen_len = 1, .deadline = DAY_NONE};
	CHECK_OK(participant_invite(app, a, &w.olli, &w.at, &whom, &invited));
	CHECK(!invited.sent && !invited.without_mail);
	whom = (struct participant_invite){.whom = INVITE_ALL, .deadline = DAY_NONE};
	CHECK_OK(participant_invite(app, a, &w.olli, &w.at, &whom, &invited));
	CHECK_INT(invited.sent, 1);
	CHECK_INT(place_sql(&w.p, "SELECT COUNT(*) FROM participant WHERE invited IS NOT NULL"), 1);
	place_close(&w.p);
}

static int64_t bring(struct editor_world *w, const struct actor *who, const char *rows)
{
	struct participant_list l;
	int64_t came = 0;
	CHECK_OK(participant_list_send(&w->p.app, w->p.arena, who, &w->at, str_of(rows)));
	CHECK_OK(participant_list_look(&w->p.app, w->p.arena, who, &w->at, &l));
	if (l.entries.count[ENTRY_READY])
		CHECK_OK(participant_list_bring(
			&w->p.app, w->p.arena, who, &w->at, &(struct participant_bring){0}, &came));
	else
		CHECK_OK(participant_list_drop(&w->p.app, w->p.arena, who, &w->at));
	return came;
}

static struct participant_batches batches(struct editor_world *w, const struct actor *who)
{
	struct participant_batches all = {0};
	CHECK_OK(participant_batch_list(&w->p.app, w->p.arena, who, &w->at, &all));
	return all;
}

#define HEAD "First name;Last name;Country\n"

TEST(editor_of_some_brings_in_lists_of_their_own)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	/* A namesake of somebody else's is nobody they know of. */
	CHECK_INT(bring(&w, &w.olli, HEAD "Mees;Tamm;FI\nSiiri;Tamm;FI\n"), 2);
	CHECK_INT(bring(&w, &w.olli, HEAD "Siiri;Tamm;FI\n"), 0);
	CHECK_INT(bring(&w, &w.mila, HEAD "Nora;Tamm;FI\n"), 1);
	CHECK_INT(editor_people(&w, &w.olli).total, 3);
	CHECK_INT(editor_people(&w, &w.giorgi).total, 0);
	CHECK_INT(editor_people(&w, &w.mila).total, 5);
	CHECK_INT((int64_t)batches(&w, &w.olli).len, 1);
	CHECK_INT((int64_t)batches(&w, &w.giorgi).len, 0);
	REQUIRE(batches(&w, &w.mila).len == 2);
	struct public_id milas = batches(&w, &w.mila).at[0].public;
	struct public_id ollis = batches(&w, &w.mila).at[1].public;
	CHECK_ERR(participant_batch_undo(app, a, &w.olli, &w.at, milas), ERR_NOT_FOUND);
	CHECK_ERR(participant_batch_undo(app, a, &w.giorgi, &w.at, ollis), ERR_NOT_FOUND);
	/* Who was given to another meanwhile, stays. */
	struct public_id siiri = editor_people(&w, &w.olli).at[2].public;
	struct public_id giorgi = editor_called(&w, "Giorgi").public;
	CHECK_OK(editor_assign(app, a, &w.mila, &w.at, siiri, &giorgi));
	CHECK_OK(participant_batch_undo(app, a, &w.olli, &w.at, ollis));
	CHECK_INT(editor_people(&w, &w.mila).total, 4);
	CHECK_INT(editor_people(&w, &w.giorgi).total, 1);
	CHECK_ERR(participant_batch_redo(app, a, &w.giorgi, &w.at, ollis), ERR_NOT_FOUND);
	CHECK_OK(participant_batch_redo(app, a, &w.olli, &w.at, ollis));
	CHECK_INT(editor_people(&w, &w.mila).total, 5);
	CHECK_INT(place_sql(&w.p, "SELECT COUNT(*) FROM participant_heading"), 0);
	place_close(&w.p);
}

static struct str table(struct editor_world *w, const struct actor *who, enum table_format format)
{
	const struct lang *en = i18n_find(w->p.app.i18n, STR("en"));
	struct str bytes = STR_NONE;
	CHECK_OK(participant_table_all(&w->p.app, w->p.arena, who, &w->at, en, format, &bytes));
	return bytes;
}

static const struct certificate_order everybody = {.whom = CERTIFICATE_ALL,
	.layout = CERTIFICATE_FRAME,
	.sealed = true,
	.confirms = {STR("Mila de Boer"), STR("leads the project")}};

static void order(
	struct editor_world *w, const struct actor *who, const struct certificate_order *in)
{
	int count;
	CHECK_OK(certificate_order(&w->p.app, w->p.arena, who, &w->at, in));
	CHECK_OK(jobs_run_due(w->p.app.jobs, &count));
}

static struct certificate_page certificates(struct editor_world *w, const struct actor *who)
{
	struct certificate_page page = {0};
	CHECK_OK(certificate_list(&w->p.app, w->p.arena, who, &w->at, 1, &page));
	return page;
}

TEST(editor_of_some_saves_a_table_of_their_own)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	CHECK(str_has(table(&w, &w.olli, TABLE_CSV), "Olavi") &&
		str_has(table(&w, &w.olli, TABLE_CSV), "secret@post.example"));
	CHECK(!str_has(table(&w, &w.olli, TABLE_CSV), "Mees"));
	CHECK(str_has(table(&w, &w.petra, TABLE_CSV), "Mees"));
	struct participant_list l;
	CHECK_OK(participant_list_send(
		&w.p.app, w.p.arena, &w.mila, &w.at, table(&w, &w.olli, TABLE_XLSX)));
	CHECK_OK(participant_list_look(&w.p.app, w.p.arena, &w.mila, &w.at, &l));
	CHECK_INT((int64_t)l.entries.len, 1);
	place_close(&w.p);
}

TEST(editor_of_some_makes_certificates_of_their_own)
{
	struct editor_world w;
	struct str pdf, name, zip;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct certificate_order chosen = everybody;
	order(&w, &w.olli, &everybody);
	CHECK_INT(certificates(&w, &w.mila).valid, 1);
	CHECK_INT(certificates(&w, &w.olli).ordered, 1);
	CHECK_INT(certificates(&w, &w.giorgi).ordered, 0);
	chosen.whom = CERTIFICATE_CHOSEN;
	chosen.people = &w.mees;
	chosen.people_len = 1;
	CHECK_ERR(certificate_order(app, a, &w.olli, &w.at, &chosen), ERR_INVALID);
	chosen.whom = CERTIFICATE_MISSING;
	CHECK_ERR(certificate_order(app, a, &w.olli, &w.at, &chosen), ERR_INVALID);
	order(&w, &w.mila, &chosen);
	struct certificate_page all = certificates(&w, &w.mila), own = certificates(&w, &w.olli);
	REQUIRE(all.len == 2 && own.len == 1 && own.total == 1 && own.valid == 1);
	CHECK_STR(own.at[0].given_name, "Olavi");
	CHECK_INT(own.ordered, 1);
	struct public_id hers = all.at[0].public;
	CHECK_STR(all.at[0].given_name, "Mees");
	CHECK_OK(
		certificate_fetch(app, a, &w.olli, &w.at, own.at[0].public, STR_NONE, &pdf, &name));
	CHECK_ERR(certificate_fetch(app, a, &w.olli, &w.at, hers, STR_NONE, &pdf, &name),
		ERR_NOT_FOUND);
	CHECK_ERR(certificate_withdraw(app, a, &w.olli, &w.at, hers, STR("nee")), ERR_NOT_FOUND);
	CHECK_ERR(certificate_can_withdraw(app, a, &w.olli, &w.at, hers), ERR_NOT_FOUND);
	CHECK_OK(certificate_can_withdraw(app, a, &w.mila, &w.at, hers));
	CHECK_OK(certificate_fetch_zip(
		app, a, &w.olli, &w.at, i18n_standard(w.p.app.i18n), 1, &zip));
	CHECK(str_has(zip, "Olavi") && !str_has(zip, "Mees"));
	CHECK_OK(certificate_fetch_zip(
		app, a, &w.petra, &w.at, i18n_standard(w.p.app.i18n), 1, &zip));
	CHECK(str_has(zip, "Olavi") && str_has(zip, "Mees"));
	CHECK_OK(certificate_fetch_print(app, a, &w.olli, &w.at, 1, &pdf));
	CHECK_OK(certificate_withdraw(app, a, &w.olli, &w.at, own.at[0].public, STR("fout")));
	CHECK_INT(certificates(&w, &w.mila).valid, 1);
	CHECK_ERR(
		certificate_fetch_zip(app, a, &w.olli, &w.at, i18n_standard(w.p.app.i18n), 1, &zip),
		ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(editor_of_some_reads_a_history_of_the_project_and_their_own)
{
	struct editor_world w;
	struct project_history all, own;
	REQUIRE(editor_world_open(&w));
	CHECK_OK(project_history(&w.p.app, w.p.arena, &w.mila, &w.at, 1, &all));
	CHECK_OK(project_history(&w.p.app, w.p.arena, &w.olli, &w.at, 1, &own));
	/* made; 3 invited; 3 accepted; 2 entered */
	CHECK_INT((int64_t)all.len, 9);
	CHECK_STR(all.at[0].who, "Olli");
	CHECK_STR(str_of(all.at[0].what), "added a participant");
	bool names_petra = false;
	for (size_t i = 0; i < all.len; i++)
		names_petra |= str_is(all.at[i].about, "Petra");
	CHECK(names_petra);
	REQUIRE(own.len == 3);
	CHECK_STR(str_of(own.at[0].what), "added a participant");
	CHECK_STR(str_of(own.at[1].what), "accepted the invitation as a partner");
	CHECK_STR(str_of(own.at[2].what), "made the project");
	place_close(&w.p);
}

TEST(editor_outside_of_the_area_sees_the_least)
{
	struct editor_world w;
	struct participant got, in = editor_participant("Nino");
	struct learning l;
	struct str pdf, name;
	struct project p;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id nino = editor_enter(&w, &w.giorgi, "Nino");
	CHECK(editor_called(&w, "Giorgi").is_outside);
	CHECK_OK(participant_get(app, a, &w.giorgi, &w.at, nino, &got));
	CHECK_STR(got.country, "FI");
	CHECK(!got.mail.len && !got.place.len && got.born == DAY_NONE);
	/* What they do not see stays, unless they put something in its place. */
	in.mail = in.place = STR_NONE;
	in.born = DAY_NONE;
	in.host = STR("Talo");
	CHECK_OK(participant_put(app, a, &w.giorgi, &w.at, &nino, &in));
	CHECK_OK(participant_get(app, a, &w.mila, &w.at, nino, &got));
	CHECK_STR(got.mail, "secret@post.example");
	CHECK_STR(got.place, "Tampere");
	CHECK_STR(got.host, "Talo");
	CHECK_INT(got.born, 14000);
	in.place = STR("Turku");
	CHECK_OK(participant_put(app, a, &w.giorgi, &w.at, &nino, &in));
	CHECK_OK(participant_get(app, a, &w.mila, &w.at, nino, &got));
	CHECK_STR(got.place, "Turku");
	struct str csv = table(&w, &w.giorgi, TABLE_CSV);
	CHECK(str_has(csv, "Nino") && str_has(csv, "Talo") && !str_has(csv, "post.example") &&
		!str_has(csv, "Turku") && !str_has(csv, "2008"));
	CHECK(str_has(csv, "Country") && !str_has(csv, "Mail") && !str_has(csv, "Birth"));
	order(&w, &w.giorgi, &everybody);
	REQUIRE(certificates(&w, &w.giorgi).len == 1);
	struct public_id made = certificates(&w, &w.giorgi).at[0].public;
	CHECK_ERR(certificate_fetch(app, a, &w.giorgi, &w.at, made, STR_NONE, &pdf, &name),
		ERR_FORBIDDEN);
	CHECK_ERR(certificate_fetch_zip(
			  app, a, &w.giorgi, &w.at, i18n_standard(w.p.app.i18n), 1, &pdf),
		ERR_FORBIDDEN);
	CHECK_ERR(certificate_fetch_print(app, a, &w.giorgi, &w.at, 1, &pdf), ERR_FORBIDDEN);
	CHECK_ERR(learning_read(app, a, &w.giorgi, &w.at, nino, 0, &l), ERR_FORBIDDEN);
	CHECK(!editor_people(&w, &w.giorgi).can_learn && editor_people(&w, &w.olli).can_learn);
	CHECK_OK(project_open(app, a, &w.giorgi, &w.at, &p));
	CHECK(!p.may.sees_details && !p.may.reads_certificates && !p.may.reads_learning);
	/* It is the country that decides, in either role. */
	struct editor_terms terms = {EDITOR_WHOLE, STR("GE"), today(&w) + 5};
	struct public_id giorgi = editor_called(&w, "Giorgi").public;
	CHECK_OK(editor_change(app, a, &w.mila, &w.at, giorgi, &terms));
	CHECK_OK(participant_get(app, a, &w.giorgi, &w.at, w.olavi, &got));
	CHECK(!got.mail.len && !got.place.len && got.born == DAY_NONE);
	terms.country = STR("NO");
	CHECK_OK(editor_change(app, a, &w.mila, &w.at, giorgi, &terms));
	CHECK_OK(participant_get(app, a, &w.giorgi, &w.at, w.olavi, &got));
	CHECK_STR(got.mail, "secret@post.example");
	place_close(&w.p);
}

TEST(editor_outside_of_the_area_reads_no_official_paper)
{
	struct editor_world w;
	struct official_papers papers;
	struct official_file file = {STR("olavi tamm.pdf"), STR("%PDF-1.4\nwords\n%%EOF\n")};
	struct str pdf;
	int64_t kept;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct actor nana = place_editor(&w.p, &w.mila, &w.at, "Nana", EDITOR_WHOLE, "GE");
	CHECK_OK(official_send(app, a, &nana, &w.at, &file, 1));
	CHECK_OK(official_look(app, a, &nana, &w.at, &papers));
	REQUIRE(papers.waiting_len == 1);
	const struct official_choice first = {&papers.waiting[0].public, 1, papers.seen};
	CHECK_OK(official_keep(app, a, &nana, &w.at, &first, &kept));
	CHECK_INT(kept, 1);
	CHECK_OK(official_look(app, a, &nana, &w.at, &papers));
	CHECK(papers.kept_len == 1 && !papers.reads_papers && !papers.reads_details);
	CHECK_ERR(official_fetch(app, a, &nana, &w.at, w.olavi, &pdf), ERR_FORBIDDEN);
	CHECK_OK(official_look(app, a, &w.petra, &w.at, &papers));
	CHECK(papers.reads_papers && papers.reads_details);
	CHECK_OK(official_fetch(app, a, &w.petra, &w.at, w.olavi, &pdf));
	CHECK_OK(official_remove(app, a, &nana, &w.at, w.olavi));
	place_close(&w.p);
}

/* A new code, and another address for it, are ways in to what was written. */
TEST(editor_outside_of_the_area_opens_nobodys_page)
{
	struct editor_world w;
	struct participant_cards_made sheet;
	struct participation_opened opened;
	struct visitor visitor = place_visitor("a");
	struct participant in = editor_participant("Nino"), got;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	const struct lang *en = i18n_find(app->i18n, STR("en"));
	struct public_id nino = editor_enter(&w, &w.giorgi, "Nino");
	CHECK_ERR(participant_cards(app, a, &w.giorgi, &w.at, en, &nino, 1, &sheet), ERR_INVALID);
	in.mail = STR("giorgi@partner.example");
	CHECK_ERR(participant_put(app, a, &w.giorgi, &w.at, &nino, &in), ERR_INVALID);
	CHECK_OK(participant_cards(app, a, &w.mila, &w.at, en, &nino, 1, &sheet));
	REQUIRE(sheet.count == 1);
	CHECK_OK(participation_open(app, a, &visitor, sheet.cards[0].code, &opened));
	CHECK_WRONG(participant_put(app, a, &w.giorgi, &w.at, &nino, &in), "mail");
	in.mail = STR("secret@post.example");
	CHECK_OK(participant_put(app, a, &w.giorgi, &w.at, &nino, &in));
	in.mail = STR_NONE;
	in.host = STR("Talo");
	CHECK_OK(participant_put(app, a, &w.giorgi, &w.at, &nino, &in));
	CHECK_OK(participant_get(app, a, &w.mila, &w.at, nino, &got));
	CHECK_STR(got.mail, "secret@post.example");
	CHECK_STR(got.host, "Talo");
	CHECK_OK(participant_cards(app, a, &w.mila, &w.at, en, &nino, 1, &sheet));
	place_close(&w.p);
}

TEST(editor_is_chosen_for_a_participant)
{
	struct editor_world w;
	struct editor_choices choices;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id giorgi = editor_called(&w, "Giorgi").public;
	CHECK_OK(editor_choices(app, a, &w.mila, &w.at, w.olavi, &choices));
	REQUIRE(choices.len == 3);
	CHECK_STR(choices.at[1].name, "Olli");
	CHECK(choices.at[1].chosen && !choices.at[0].chosen);
	CHECK_OK(editor_assign(app, a, &w.mila, &w.at, w.olavi, &giorgi));
	CHECK_OK(editor_assign(app, a, &w.mila, &w.at, w.olavi, &giorgi));
	CHECK_INT(editor_people(&w, &w.olli).total, 0);
	CHECK_INT(editor_people(&w, &w.giorgi).total, 1);
	CHECK_ERR(editor_assign(app, a, &w.mila, &w.at, w.olavi, &w.mees), ERR_NOT_FOUND);
	CHECK_ERR(editor_assign(app, a, &w.mila, &w.at, giorgi, NULL), ERR_NOT_FOUND);
	CHECK_OK(editor_stop(app, a, &w.mila, &w.at, giorgi));
	CHECK_OK(editor_choices(app, a, &w.mila, &w.at, w.mees, &choices));
	CHECK_INT((int64_t)choices.len, 2);
	CHECK_OK(editor_choices(app, a, &w.mila, &w.at, w.olavi, &choices));
	CHECK_INT((int64_t)choices.len, 3);
	CHECK_ERR(editor_assign(app, a, &w.mila, &w.at, w.mees, &giorgi), ERR_NOT_FOUND);
	CHECK_OK(participant_remove(app, a, &w.mila, &w.at, w.mees));
	CHECK_ERR(editor_choices(app, a, &w.mila, &w.at, w.mees, &choices), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(editor_rows_go_with_the_project)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	CHECK_OK(project_start(&w.p.app));
	place_end_projects(&w.p);
	CHECK_INT(place_sql(&w.p, "SELECT COUNT(*) FROM project_editor"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT COUNT(*) FROM project"), 0);
	place_close(&w.p);
}
