#include "app/participant_table.h"

#include "app/erase.h"
#include "app/membership.h"
#include "app/project_keep.h"
#include "base/embed.h"
#include "codec/csv.h"
#include "codec/fold.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/location.h"
#include "unit/project.h"
#include "unit/unit.h"

extern const struct embed people_files[]; /* written by LibreOffice */

/* Two youth organisations with a coordinator each, and a project of the first. */
struct world {
	struct place p;
	struct actor mila, otto;
	struct project_at at;
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "youth-exchange", &w->mila, &w->at))
		return false;
	w->otto = place_otto(p);
	return true;
}

static err_t try_send(struct world *w, struct str bytes)
{
	return participant_list_send(&w->p.app, w->p.arena, &w->mila, &w->at, bytes);
}

static struct participant_list look(struct world *w)
{
	struct participant_list list = {0};
	CHECK_OK(participant_list_look(&w->p.app, w->p.arena, &w->mila, &w->at, &list));
	return list;
}

static struct participant_list sent(struct world *w, const char *text)
{
	CHECK_OK(try_send(w, str_of(text)));
	return look(w);
}

static err_t try_bring(struct world *w, const struct participant_bring *in, int64_t *ret_came)
{
	return participant_list_bring(&w->p.app, w->p.arena, &w->mila, &w->at, in, ret_came);
}

/* Whatever is right. */
static int64_t bring(struct world *w)
{
	int64_t came = 0;
	CHECK_OK(try_bring(w, &(struct participant_bring){0}, &came));
	return came;
}

static struct participant_page people(struct world *w)
{
	return place_people(&w->p, &w->mila, &w->at);
}

/* What is wrong in a row, in English. */
static struct str wrong(struct world *w, const struct entry *entry)
{
	const struct lang *en = i18n_find(w->p.app.i18n, STR("en"));
	return entry->issues_len ? entry_issue_print(w->p.arena, en, &entry->issues[0]) : STR("");
}

#define HEAD "First name;Last name;Country;E-mail;Date of birth\n"

TEST(list_is_looked_through_and_nothing_is_written)
{
	struct world w;
	REQUIRE(set_up(&w));
	int64_t keys = place_keys(&w.p);
	struct participant_list l =
		sent(&w, HEAD "Aino;Virtanen;Finland;aino@post.example;2008-03-12\n"
			      "Jan;Peeters;Belguim;;\n"
			      ";Novak;SI;;\n"
			      "Zoe;Zar;Belgi\xc3\xab;zoe@;31/02/2008\n");
	REQUIRE(l.waits && l.entries.len == 4);
	CHECK_INT((int64_t)l.entries.count[ENTRY_READY], 1);
	CHECK_INT((int64_t)l.entries.count[ENTRY_WRONG], 3);
	const struct entry *e = l.entries.at;
	CHECK_INT(e[1].number, 3);
	CHECK_STR(wrong(&w, &e[1]), "Country “Belguim” is unknown. Do you mean Belgium?");
	CHECK_STR(wrong(&w, &e[2]), "There is no given name.");
	CHECK_STR(wrong(&w, &e[3]), "“zoe@” is no mail address.");
	CHECK_INT((int64_t)e[3].issues_len, 2);
	CHECK_STR(e[3].who.country, "BE");
	CHECK_STR(day_print(w.p.arena, e[0].who.born), "2008-03-12");
	CHECK_INT(people(&w).total, 0);
	CHECK_INT(place_keys(&w.p), keys);
	CHECK(!store_holds(&w.p.store, STR("aino@post.example")));
	CHECK(!store_holds(&w.p.store, STR("Belguim")));
	place_close(&w.p);
}

TEST(list_comes_in_row_by_row_and_what_is_wrong_stays)
{
	struct world w;
	struct participant got;
	REQUIRE(set_up(&w));
	sent(&w, HEAD "Aino;Virtanen;Finland;aino@post.example;2008-03-12\n"
		      "Jan;Peeters;Belguim;;\n"
		      "Els;Maas;Belguim;;\n");
	CHECK_INT(bring(&w), 1);
	struct participant_page page = people(&w);
	REQUIRE(page.len == 1);
	CHECK_OK(participant_get(&w.p.app, w.p.arena, &w.mila, &w.at, page.at[0].public, &got));
	CHECK_STR(got.mail, "aino@post.example");
	CHECK_STR(got.country, "FI");
	struct participant_list l = look(&w);
	CHECK_INT((int64_t)l.entries.count[ENTRY_CAME], 1);
	CHECK_INT((int64_t)l.entries.count[ENTRY_WRONG], 2);
	/* A country once mended is mended wherever it stands. */
	struct participant_fix fix = {3, COLUMN_COUNTRY, STR("Belgium")};
	CHECK_OK(participant_list_mend(&w.p.app, w.p.arena, &w.mila, &w.at, &fix, 1));
	CHECK_INT((int64_t)look(&w).entries.count[ENTRY_READY], 2);
	CHECK_INT(bring(&w), 2);
	CHECK(!look(&w).waits);
	CHECK_INT(people(&w).total, 3);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_import_chunk"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_change WHERE what = 'people.add'"),
		2);
	CHECK(!store_holds(&w.p.store, STR("aino@post.example")));
	place_close(&w.p);
}

TEST(list_rows_are_chosen)
{
	struct world w;
	int64_t came;
	REQUIRE(set_up(&w));
	sent(&w, HEAD "Aino;Virtanen;FI\nJan;Peeters;BE\nEls;Maas;BE\nAINO;Virt\xc3\xa4nen;FIN\n");
	struct participant_list l = look(&w);
	CHECK_INT((int64_t)l.entries.count[ENTRY_TWICE], 1);
	CHECK_INT(l.entries.at[3].same, 2);
	const uint32_t shown[] = {2, 3, 5}, chosen[] = {3};
	struct participant_bring in = {shown, chosen, 3, 1};
	CHECK_OK(try_bring(&w, &in, &came));
	CHECK_INT(came, 2); /* row 4 was not shown */
	CHECK_INT(people(&w).total, 2);
	struct participant_bring none = {shown, chosen, 3, 0};
	CHECK_ERR(try_bring(&w, &none, &came), ERR_INVALID);
	const uint32_t both[] = {2, 5};
	struct participant_bring all = {shown, both, 3, 2};
	CHECK_OK(try_bring(&w, &all, &came));
	CHECK_INT(came, 2);
	CHECK_ERR(try_bring(&w, &all, &came), ERR_NOT_FOUND);
	CHECK_INT(people(&w).total, 4);
	place_close(&w.p);
}

TEST(list_finds_who_is_there_already)
{
	struct world w;
	REQUIRE(set_up(&w));
	sent(&w, HEAD "Aino;Virtanen;FI;;2008-03-12\nAino;Virtanen;FI;;2009-04-13\n");
	CHECK_INT((int64_t)look(&w).entries.count[ENTRY_READY], 2); /* namesakes */
	CHECK_INT(bring(&w), 2);
	struct participant_list l = sent(&w, HEAD "aino;VIRTANEN;Suomi\nAino;Virtanen;SE\n");
	CHECK_INT((int64_t)l.entries.count[ENTRY_TWICE], 1);
	CHECK_INT(l.entries.at[0].same, 0);
	CHECK(l.entries.at[1].state == ENTRY_READY);
	place_close(&w.p);
}

TEST(list_is_taken_back_and_put_back)
{
	struct world w;
	static const char *const values[] = {
		"UPDATE participant SET state = 'writing' WHERE given_name = 'Jan'",
		"UPDATE participant SET state = 'entered', outcome = 'issued'",
	};
	struct participant_batches batches;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	sent(&w, HEAD "Aino;Virtanen;FI\nJan;Peeters;BE\n");
	REQUIRE_OK(participant_batch_list(app, a, &w.mila, &w.at, &batches));
	CHECK(batches.list_waits);
	CHECK_INT(bring(&w), 2);
	REQUIRE_OK(participant_batch_list(app, a, &w.mila, &w.at, &batches));
	REQUIRE(batches.len == 1 && batches.at[0].came == 2 && !batches.at[0].is_undone);
	CHECK(!batches.list_waits);
	struct public_id batch = batches.at[0].public;
	CHECK_ERR(participant_batch_redo(app, a, &w.mila, &w.at, batch), ERR_NOT_FOUND);
	CHECK_ERR(participant_batch_undo(app, a, &w.otto, &w.at, batch), ERR_FORBIDDEN);
	/* Whoever wrote, or has a certificate, is taken away by no press. */
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		place_sql(&w.p, values[i]);
		CHECK_ERR(participant_batch_undo(app, a, &w.mila, &w.at, batch), ERR_NOT_FOUND);
		CHECK_OK(participant_batch_list(app, a, &w.mila, &w.at, &batches));
		CHECK_INT((int64_t)batches.len, 0);
	}
	place_sql(&w.p, "UPDATE participant SET state = 'invited', outcome = NULL");
	/* Who was removed alone before stays so when the others come back. */
	CHECK_OK(participant_remove(app, a, &w.mila, &w.at, people(&w).at[0].public));
	place_pass(&w.p, USEC_SECOND);
	CHECK_OK(participant_batch_undo(app, a, &w.mila, &w.at, batch));
	CHECK_ERR(participant_batch_undo(app, a, &w.mila, &w.at, batch), ERR_NOT_FOUND);
	CHECK_INT(people(&w).total, 0);
	CHECK_OK(participant_batch_redo(app, a, &w.mila, &w.at, batch));
	CHECK_INT(people(&w).total, 1);
	place_pass(&w.p, PROJECT_UNDO);
	CHECK_ERR(participant_batch_undo(app, a, &w.mila, &w.at, batch), ERR_NOT_FOUND);
	CHECK_OK(participant_batch_list(app, a, &w.mila, &w.at, &batches));
	CHECK_INT((int64_t)batches.len, 0);
	place_close(&w.p);
}

TEST(list_of_others_is_not_there)
{
	struct world w;
	struct participant_list l;
	struct str bytes;
	int64_t came;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	const struct lang *en = i18n_find(app->i18n, STR("en"));
	sent(&w, HEAD "Aino;Virtanen;FI\n");
	CHECK_ERR(participant_list_send(app, a, &w.otto, &w.at, STR("a;b\n")), ERR_FORBIDDEN);
	CHECK_ERR(participant_list_look(app, a, &w.otto, &w.at, &l), ERR_FORBIDDEN);
	CHECK_ERR(participant_list_drop(app, a, &w.otto, &w.at), ERR_FORBIDDEN);
	CHECK_ERR(participant_list_mend(app, a, &w.otto, &w.at, NULL, 0), ERR_FORBIDDEN);
	CHECK_ERR(participant_list_order(app, a, &w.otto, &w.at, 0), ERR_FORBIDDEN);
	CHECK_ERR(participant_list_choose(app, a, &w.otto, &w.at, &(struct participant_choice){0}),
		ERR_FORBIDDEN);
	CHECK_ERR(participant_list_bring(
			  app, a, &w.otto, &w.at, &(struct participant_bring){0}, &came),
		ERR_FORBIDDEN);
	CHECK_ERR(participant_table_all(app, a, &w.otto, &w.at, en, TABLE_CSV, &bytes),
		ERR_FORBIDDEN);
	CHECK_ERR(participant_table_rest(app, a, &w.otto, &w.at, en, TABLE_CSV, &bytes),
		ERR_FORBIDDEN);
	/* A colleague coordinates the same project, and has a list of their own. */
	place_member(&w.p, &w.otto, w.at.organisation, ROLE_COORDINATOR);
	CHECK_OK(participant_list_look(app, a, &w.otto, &w.at, &l));
	CHECK(!l.waits);
	CHECK_ERR(participant_list_order(app, a, &w.otto, &w.at, 0), ERR_NOT_FOUND);
	CHECK_ERR(participant_table_rest(app, a, &w.otto, &w.at, en, TABLE_CSV, &bytes),
		ERR_NOT_FOUND);
	CHECK_OK(participant_list_drop(app, a, &w.mila, &w.at));
	CHECK(!look(&w).waits);
	place_close(&w.p);
}

/* The list as others have it: a title above, columns that nobody asked for, two names of one. */
TEST(list_columns_are_found)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct participant_list l =
		sent(&w, "Deelnemerslijst zomer;;;;;\n;;;;;\n"
			 "Nr;Voornaam;Tussenvoegsel;Achternaam;Geboorteland;Woonland;Rol;Taal\n"
			 "1;Jan;van der;Berg;FR;Nederland;begeleider;Nederlands\n"
			 "2; Ine ;;  Smit\xc2\xa0;FR;NL;Deelnemer;\n"
			 "3;Bo;;Vos;;NL;chef;Klingon\n");
	REQUIRE(l.entries.len == 3);
	CHECK_INT(l.plan.head, 3);
	CHECK_STR(l.entries.at[0].who.family_name, "van der Berg");
	CHECK_STR(l.entries.at[0].who.language, "nl");
	CHECK(l.entries.at[0].who.kind == PARTICIPANT_TEAM);
	CHECK_STR(l.entries.at[1].who.family_name, "Smit");
	CHECK_STR(l.entries.at[1].who.given_name, "Ine");
	CHECK_INT((int64_t)l.entries.at[2].issues_len, 2);
	l = sent(&w, "Name\tVorname\tLand\nMaier\tUte\tDeutschland\n");
	CHECK_STR(l.entries.at[0].who.family_name, "Maier");
	l = sent(&w, "Aino\tVirtanen\tFinland\taino@post.example\nJan\tMaas\tBelgium\t\n");
	CHECK_INT(l.plan.head, 0);
	CHECK(l.plan.columns[2] == COLUMN_COUNTRY && l.plan.columns[3] == COLUMN_MAIL);
	CHECK(l.entries.lacks[COLUMN_GIVEN_NAME] && !l.entries.lacks[COLUMN_COUNTRY]);
	place_close(&w.p);
}

TEST(list_columns_are_chosen_and_remembered)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *text = "Wie;Familie;Waar\nAino;Virtanen;FI\n";
	struct participant_list l = sent(&w, text);
	CHECK(l.entries.lacks[COLUMN_COUNTRY]);
	const enum participant_column columns[] = {
		COLUMN_GIVEN_NAME, COLUMN_FAMILY_NAME, COLUMN_COUNTRY};
	struct participant_choice in = {.head = 1, .columns = columns, .columns_len = 3};
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	CHECK_OK(participant_list_choose(app, a, &w.mila, &w.at, &in)); /* says where the head is */
	CHECK_OK(participant_list_choose(app, a, &w.mila, &w.at, &in));
	CHECK_INT((int64_t)look(&w).entries.count[ENTRY_READY], 1);
	CHECK_INT(bring(&w), 1);
	l = sent(&w, "wie;FAMILIE;waar\nJan;Maas;BE\n");
	CHECK_INT((int64_t)l.entries.count[ENTRY_READY], 1);
	in.ask.separator = ',';
	CHECK_OK(participant_list_choose(app, a, &w.mila, &w.at, &in));
	CHECK_INT((int64_t)look(&w).sheet.columns, 1);
	place_close(&w.p);
}

TEST(list_asks_which_comes_first_of_day_and_month)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct participant_list l = sent(&w, HEAD "Aino;Virtanen;FI;;03/04/2008\n");
	CHECK(l.entries.asks_order);
	CHECK_STR(l.entries.order_text, "03/04/2008");
	CHECK_OK(
		participant_list_order(&w.p.app, w.p.arena, &w.mila, &w.at, DAY_ORDER_MONTH_FIRST));
	l = look(&w);
	CHECK(!l.entries.asks_order);
	CHECK_STR(day_print(w.p.arena, l.entries.at[0].who.born), "2008-03-04");
	l = sent(&w, HEAD "Aino;Virtanen;FI;;03/04/2008\nJan;Maas;BE;;25/12/2008\n"
			  "Els;Maas;BE;;39519\nBo;Vos;NL;;12-3-08\n");
	CHECK_STR(day_print(w.p.arena, l.entries.at[0].who.born), "2008-04-03");
	CHECK_STR(day_print(w.p.arena, l.entries.at[2].who.born), "2008-03-12");
	CHECK_INT((int64_t)l.entries.count[ENTRY_WRONG], 1);
	place_close(&w.p);
}

TEST(list_that_is_none_is_refused)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_ERR(try_send(&w, STR("%PDF-1.7")), ERR_INVALID);
	CHECK_ERR(try_send(&w, STR("\n\n ;;\n")), ERR_INVALID);
	struct buf out;
	buf_init(&out, w.p.arena, 1 << 20, PARTICIPANT_LIST_BYTES + 1);
	buf_lit(&out, HEAD);
	for (int i = 0; i < 100000; i++)
		buf_fmt(&out, "Aino %d;Virtanen;FI\n", i);
	CHECK_ERR(try_send(&w, buf_str(&out)), ERR_TOO_LARGE);
	while (out.len <= PARTICIPANT_LIST_BYTES)
		buf_putc(&out, ' ');
	CHECK_ERR(try_send(&w, buf_str(&out)), ERR_TOO_LARGE);
	CHECK(!look(&w).waits);
	place_close(&w.p);
}

/* Past the most of a project nobody comes in, and no key stays. */
TEST(list_that_is_too_long_for_the_project_leaves_nothing)
{
	struct world w;
	int64_t came;
	REQUIRE(set_up(&w));
	sent(&w, HEAD "Aino;Virtanen;FI\nJan;Maas;BE\n");
	CHECK_INT(bring(&w), 2);
	int64_t keys = place_keys(&w.p);
	struct buf out;
	buf_init(&out, w.p.arena, 1 << 20, 4 << 20);
	buf_lit(&out, HEAD);
	for (int i = 1; i < PARTICIPANTS_MOST; i++)
		buf_fmt(&out, "Aino %d;Virtanen;FI\n", i);
	REQUIRE_OK(try_send(&w, buf_str(&out)));
	CHECK_ERR(try_bring(&w, &(struct participant_bring){0}, &came), ERR_CONFLICT);
	CHECK_INT(people(&w).total, 2);
	CHECK_INT(place_keys(&w.p), keys);
	place_close(&w.p);
}

/* Chance, at which another window changes the list. */
struct meddling {
	struct random random;
	struct place *p;
};

static void meddle(const struct random *r, void *ret_bytes, size_t n)
{
	const struct meddling *m = (const struct meddling *)r;
	place_sql(m->p, "UPDATE participant_import SET version = version + 1");
	random_fill(&random_system, ret_bytes, n);
}

TEST(list_that_changed_meanwhile_leaves_no_keys)
{
	struct world w;
	int64_t came;
	REQUIRE(set_up(&w));
	struct meddling m = {{meddle}, &w.p};
	struct app app = w.p.app;
	sent(&w, HEAD "Aino;Virtanen;FI\nJan;Maas;BE\n");
	int64_t keys = place_keys(&w.p);
	app.random = &m.random;
	CHECK_ERR(participant_list_bring(
			  &app, w.p.arena, &w.mila, &w.at, &(struct participant_bring){0}, &came),
		ERR_CONFLICT);
	CHECK_INT(place_keys(&w.p), keys);
	CHECK_INT(people(&w).total, 0);
	CHECK_INT(bring(&w), 2);
	place_close(&w.p);
}

TEST(list_is_kept_for_a_week)
{
	struct world w;
	int64_t came;
	REQUIRE(set_up(&w));
	sent(&w, HEAD "Aino;Virtanen;FI\n");
	place_pass(&w.p, PARTICIPANT_LIST_LIFE - 1);
	CHECK(look(&w).waits);
	place_pass(&w.p, 1);
	CHECK(!look(&w).waits);
	CHECK_ERR(try_bring(&w, &(struct participant_bring){0}, &came), ERR_NOT_FOUND);
	place_pass(&w.p, USEC_SECOND);
	CHECK_OK(retention_clear(&w.p.app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_import"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_import_chunk"), 0);
	place_close(&w.p);
}

TEST(lists_end_with_their_sender_and_with_their_project)
{
	struct world w;
	REQUIRE(set_up(&w));
	sent(&w, HEAD "Aino;Virtanen;FI\nJan;Maas;X\n");
	CHECK_INT(bring(&w), 1);
	CHECK_OK(erase_person(&w.p.app, w.mila.public));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_import_chunk"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant"), 1);
	CHECK_OK(project_start(&w.p.app));
	place_end_projects(&w.p);
	place_mail(&w.p);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_batch"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project"), 0);
	place_close(&w.p);
}

/* What we write, in any language and format, is read as it was. */
TEST(tables_come_back_as_lists)
{
	struct world w;
	struct str bytes;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	sent(&w, "First name,Last name,Country,Role,Place,Date of birth,Language,Host\n"
		 "=1+1,'t Hooft,Netherlands,team,@home,2008-03-12,fr,+31 6\n");
	CHECK_INT(bring(&w), 1);
	for (size_t i = 0; i < i18n_count(app->i18n); i++)
		for (enum table_format f = 0; f < TABLE_FORMATS; f++) {
			const struct lang *lang = i18n_at(app->i18n, i);
			REQUIRE_OK(participant_table_all(
				app, w.p.arena, &w.mila, &w.at, lang, f, &bytes));
			if (f == TABLE_CSV)
				CHECK(str_has(bytes, "'=1+1"));
			CHECK_OK(try_send(&w, bytes));
			struct participant_list l = look(&w);
			REQUIRE(l.entries.len == 1);
			const struct participant *p = &l.entries.at[0].who;
			CHECK(l.entries.at[0].state == ENTRY_TWICE);
			CHECK_STR(p->given_name, "=1+1");
			CHECK_STR(p->family_name, "'t Hooft");
			CHECK(p->kind == PARTICIPANT_TEAM);
			CHECK_STR(p->place, "@home");
			CHECK_STR(p->host, "+31 6");
			CHECK_STR(p->language, "fr");
			CHECK_STR(day_print(w.p.arena, p->born), "2008-03-12");
			REQUIRE_OK(participant_table_empty(w.p.arena, lang, f, &bytes));
			CHECK(bytes.len > 0);
		}
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'participant.read'"),
		(int64_t)i18n_count(app->i18n) * TABLE_FORMATS);
	place_close(&w.p);
}

TEST(table_of_what_is_left_says_what_is_wrong)
{
	struct world w;
	struct str bytes;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	const struct lang *nl = i18n_find(app->i18n, STR("nl"));
	sent(&w, HEAD "Aino;Virtanen;FI\nJan;Maas;Belguim\n");
	CHECK_INT(bring(&w), 1);
	REQUIRE_OK(participant_table_rest(app, w.p.arena, &w.mila, &w.at, nl, TABLE_CSV, &bytes));
	CHECK(str_has(bytes, "Belguim"));
	CHECK(!str_has(bytes, "Virtanen"));
	CHECK(str_has(bytes, "België"));
	place_close(&w.p);
}

/* Every name that a column has, in all languages, is found by its heading. */
TEST(columns_are_known_by_our_own_headings)
{
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < i18n_count(w.p.app.i18n); i++)
		for (enum participant_column c = COLUMN_NONE + 1; c < COLUMNS; c++) {
			struct str text =
				lang_text(i18n_at(w.p.app.i18n, i), participant_column_text(c));
			struct str folded = fold(w.p.arena, text);
			CHECK_INT(participant_column_guess(w.p.arena, folded), c);
			CHECK(participant_column_find(str_of(participant_column_id(c))) == c);
		}
	struct str other = STR("what is your country of residence");
	CHECK(participant_column_guess(w.p.arena, other) == COLUMN_COUNTRY);
	CHECK(participant_column_guess(w.p.arena, STR("e mail of a parent")) == COLUMN_NONE);
	CHECK(participant_column_guess(w.p.arena, STR("country of birth")) == COLUMN_NONE);
	place_close(&w.p);
}

static const struct entry *row(const struct participant_list *l, uint32_t number)
{
	for (size_t i = 0; i < l->entries.len; i++)
		if (l->entries.at[i].number == number)
			return &l->entries.at[i];
	return NULL;
}

/* A title over all columns, a country over two rows, formulas, a day that is a bare number, a
 * hidden row. */
TEST(list_of_libreoffice_is_read_as_a_person_sees_it)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(try_send(&w, people_files[0].bytes));
	struct participant_list l = look(&w);
	REQUIRE(l.entries.len == 4);
	CHECK_INT(l.plan.head, 3);
	CHECK_INT((int64_t)l.sheet.notes.hidden, 1);
	const struct entry *aino = row(&l, 4), *eero = row(&l, 5), *nino = row(&l, 7);
	REQUIRE(aino && eero && nino && row(&l, 8));
	CHECK_STR(aino->who.mail, "aino@post.example");
	CHECK_STR(eero->who.country, "FI");
	CHECK_STR(day_print(w.p.arena, aino->who.born), "2008-03-12");
	CHECK_STR(day_print(w.p.arena, eero->who.born), "2008-03-12");
	CHECK_STR(nino->who.country, "GE");
	CHECK_STR(nino->who.given_name, "ნინო");
	CHECK_STR(day_print(w.p.arena, nino->who.born), "2007-12-25");
	CHECK(row(&l, 8)->state == ENTRY_WRONG);
	CHECK_INT(bring(&w), 3);
	place_close(&w.p);
}

/* As Excel saves "Unicode text" and "CSV" in Central Europe; as Google gives forms; as somebody
 * pastes. */
TEST(lists_of_all_encodings_are_read)
{
	static const struct str files[] = {
		STR("\xff\xfe"
		    "V\0o\0o\0r\0n\0a\0a\0m\0\t\0N\0a\0a\0m\0\t\0L\0a\0n\0d\0\r\0\n\0"
		    "Z\0o\0\xeb\0\t\0"
		    "K\0o\0v\0\xe1\0"
		    "\x0d\x01\t\0S\0K\0\r\0\n\0"),
		STR("sep=;\r\nVoornaam;Naam;Land\r\n\"Zo\xeb\";Kov\xe1\xe8;SK\r\n"),
		STR("\xef\xbb\xbf\"Timestamp\",\"First name \",\"Your\nfamily name *\",\"Country "
		    "of "
		    "residence\"\n\"2024/01/02 10:00:00\",\"Zo\xc3\xab\",\" "
		    "Kov\xc3\xa1\xc4\x8d\",\"SK\"\n"),
		STR("First name\tLast name\tCountry\nZo\xc3\xab\tKov\xc3\xa1\xc4\x8d\tSlovakia\n"),
	};
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		CHECK_OK(try_send(&w, files[i]));
		struct participant_list l = look(&w);
		if (i == 1) { /* of which Central Europe cannot be told apart by one letter */
			struct participant_choice in = {
				.ask = {.charset = CHARSET_WINDOWS_1250}, .head = l.plan.head};
			CHECK_OK(participant_list_choose(&w.p.app, w.p.arena, &w.mila, &w.at, &in));
			l = look(&w);
		}
		REQUIRE(l.entries.len == 1);
		CHECK_STR(l.entries.at[0].who.given_name, "Zoë");
		CHECK_STR(l.entries.at[0].who.family_name, "Kováč");
		CHECK_STR(l.entries.at[0].who.country, "SK");
	}
	place_close(&w.p);
}

/* Those who were removed are kept for a while, and there is no end to removing. */
TEST(list_finds_no_room_among_those_who_were_removed)
{
	struct world w;
	int64_t came;
	REQUIRE(set_up(&w));
	if (location_is_remote()) { /* the rows below are made in SQLite's own words */
		place_close(&w.p);
		return;
	}
	place_session(&w.p, &w.mila);
	place_sql(&w.p,
		"INSERT INTO participant (public, project, kind, given_name, family_name, "
		"name_key, country, body, removed) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
		"SELECT i + 1 FROM n WHERE i < 30000) SELECT randomblob(16), p.id, 'team', 'A', "
		"'V', 'v', 'FI', x'00', 1 FROM n, project p");
	sent(&w, HEAD "Aino;Virtanen;FI\n");
	CHECK_ERR(try_bring(&w, &(struct participant_bring){0}, &came), ERR_CONFLICT);
	place_sql(&w.p, "DELETE FROM participant WHERE id = (SELECT MAX(id) FROM participant)");
	CHECK_INT(bring(&w), 1);
	place_close(&w.p);
}
