#include "app/project_kept.h"

#include "app/erase.h"
#include "app/evidence.h"
#include "app/export.h"
#include "app/export_inside.h"
#include "app/participant_invite.h"
#include "app/learning.h"
#include "app/official_paper.h"
#include "app/project_end.h"
#include "app/project_keep.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/project.h"
#include "unit/unit.h"

#define COOKED "Ik kookte voor 24 mensen."
#define MENU "%PDF-1.4\nlinzensoep\n%%EOF\n"
#define OFFICIAL "%PDF-1.4\nofficieel\n%%EOF\n"

/* A project with two who take part, wrote, handed in and got a certificate: Aino, in whose account
 * the page is, and Jure, who comes in by his code. */
struct world {
	struct place p;
	struct actor mila, noor, other, jure; /* noor: Aino's account */
	struct project_at at;
	struct public_id aino;
};

static void add(struct world *w, const char *name)
{
	struct participant in = place_participant(name, "Aalto", "FI", "");
	in.place = STR("Kuopio");
	in.born = 14000;
	CHECK_OK(participant_put(&w->p.app, w->p.arena, &w->mila, &w->at, NULL, &in));
}

static struct actor come_in(struct world *w, struct public_id who)
{
	return place_come_in(&w->p, place_card(&w->p, &w->mila, &w->at, who));
}

static void write(struct world *w, const struct actor *by, struct public_id who)
{
	struct learning_in in = {STR("stem"), PROJECT_END, STR(COOKED), 0, false};
	struct str link = STR("https://film.example/water");
	const struct learning_about beside = {STR("Tante Ria"), STR("mijn tante")};
	const struct evidence_in shows = {.title = STR("Film"), .link = link};
	const struct evidence_in photo = {
		.title = STR("De pan"), .area = STR("stem"), .file = place_png()};
	const struct evidence_in paper = {.title = STR("Het menu"), .file = STR(MENU)};
	struct learning_place place = {STR("stem"), PROJECT_END};
	struct learning_saved saved;
	struct app *app = &w->p.app;
	CHECK_OK(learning_save(app, w->p.arena, by, who, &in, &saved));
	in = (struct learning_in){STR("stem"), PROJECT_END, STR(COOKED " En af."), 1, true};
	CHECK_OK(learning_save(app, w->p.arena, by, who, &in, &saved));
	CHECK_OK(learning_set_about(app, w->p.arena, by, who, &beside));
	CHECK_OK(evidence_add(app, w->p.arena, by, who, &shows));
	CHECK_OK(evidence_add(app, w->p.arena, by, who, &photo));
	CHECK_OK(evidence_add(app, w->p.arena, by, who, &paper));
	place_hand_in(&w->p, by, who);
	CHECK_OK(learning_suggest(
		app, w->p.arena, &w->mila, &w->at, who, &place, STR("Mooi gezegd")));
	place_pass(&w->p, USEC_MINUTE);
	CHECK_OK(learning_reply(app, w->p.arena, by, who, &place, STR("Dank je")));
}

/* Ria is asked to confirm it, and does; Bas is asked and does not answer. */
static void confirm(struct world *w)
{
	const struct str areas[] = {STR("stem")};
	struct referee_in in = {.name = STR("Ria Bol"),
		.function = STR("kok"),
		.mail = STR("ria@post.example"),
		.language = STR("en"),
		.areas = areas,
		.areas_len = 1};
	CHECK_OK(referee_ask(&w->p.app, w->p.arena, &w->noor, w->aino, &in));
	struct place_letter letter = place_mail(&w->p);
	CHECK_OK(referee_confirm(
		&w->p.app, w->p.arena, place_long_code(&letter), STR("Alles ging op.")));
	in.name = STR("Bas");
	in.mail = STR("bas@post.example");
	CHECK_OK(referee_ask(&w->p.app, w->p.arena, &w->noor, w->aino, &in));
}

static void keep_official(struct world *w)
{
	const struct official_file file = {STR("Aino Aalto.pdf"), STR(OFFICIAL)};
	struct official_papers papers = {0};
	int64_t kept;
	CHECK_OK(official_send(&w->p.app, w->p.arena, &w->mila, &w->at, &file, 1));
	CHECK_OK(official_look(&w->p.app, w->p.arena, &w->mila, &w->at, &papers));
	if (!CHECK(papers.waiting_len == 1))
		return;
	const struct official_choice choice = {&papers.waiting[0].public, 1, papers.seen};
	CHECK_OK(official_keep(&w->p.app, w->p.arena, &w->mila, &w->at, &choice, &kept));
}

static void issue(struct world *w)
{
	const struct certificate_order all = {.whom = CERTIFICATE_ALL,
		.sealed = true,
		.confirms = {STR("Mila de Boer"), STR("leads the project")}};
	CHECK_OK(certificate_order(&w->p.app, w->p.arena, &w->mila, &w->at, &all));
	place_mail(&w->p);
}

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	const struct project_activity_in week = {STR("Kamp"), STR("Gent"), 19990, 19997};
	struct project_party_in party = {
		.name = STR("Nuorten Talo"), .place = STR("Kuopio"), .role = PROJECT_SENDER};
	if (!place_open_project(p, "youth-exchange", &w->mila, &w->at))
		return false;
	w->noor = place_person(p, "Noor", "noor@post.example");
	w->other = place_person(p, "Ivo", "ivo@post.example");
	CHECK_OK(project_put_activity(&p->app, p->arena, &w->mila, &w->at, NULL, &week));
	CHECK_OK(project_put_party(&p->app, p->arena, &w->mila, &w->at, NULL, &party));
	add(w, "Aino");
	add(w, "Jure");
	struct participant_page page = place_people(p, &w->mila, &w->at);
	w->aino = page.at[0].public;
	struct actor by_code = come_in(w, w->aino);
	CHECK_OK(participation_claim(&p->app, p->arena, &by_code, &w->noor));
	w->jure = come_in(w, page.at[1].public);
	write(w, &w->noor, w->aino);
	write(w, &w->jure, w->jure.public);
	issue(w);
	confirm(w);
	keep_official(w);
	CHECK_OK(project_start(&p->app));
	return true;
}

static struct project_kept_list list(struct world *w, const struct actor *whose)
{
	struct project_kept_list all = {0};
	CHECK_OK(project_kept_list(&w->p.app, w->p.arena, whose, &all));
	return all;
}

static struct project_kept kept(struct world *w)
{
	struct project_kept k = {0};
	CHECK_OK(project_kept_open(&w->p.app, w->p.arena, &w->noor, w->aino, &k));
	return k;
}

static int64_t rows(struct world *w, const char *table)
{
	return place_sql(&w->p, str_fmt(w->p.arena, "SELECT count(*) FROM %s", table).p);
}

static int64_t all_kept(struct world *w)
{
	return rows(w, "project_kept") + rows(w, "project_kept_paper") +
	       rows(w, "project_kept_file");
}

TEST(kept_is_what_was_theirs_when_the_project_is_gone)
{
	struct world w;
	struct participation page;
	struct str pdf;
	REQUIRE(set_up(&w));
	CHECK_INT(list(&w, &w.noor).len, 0);
	place_end_projects(&w.p);
	CHECK_INT(rows(&w, "project") + rows(&w, "participant") + rows(&w, "learning_text") +
			  rows(&w, "certificate_file") + rows(&w, "learning_evidence") +
			  rows(&w, "learning_referee") + rows(&w, "participant_official"),
		0);
	CHECK_ERR(participation_get(&w.p.app, w.p.arena, &w.noor, w.aino, &page), ERR_NOT_FOUND);
	struct project_kept_list all = list(&w, &w.noor);
	REQUIRE(all.len == 1);
	CHECK_STR(all.at[0].title, "Water");
	CHECK_STR(all.at[0].organisation, "Huis Zes");
	CHECK(all.at[0].starts == 19990 && all.at[0].ends == 19997 && !all.at[0].is_damaged);
	struct project_kept k = kept(&w);
	CHECK_STR(k.about.given_name, "Aino");
	CHECK_STR(k.about.place, "Kuopio");
	CHECK_INT(k.about.born, 14000);
	CHECK_STR(k.partner, "Tante Ria");
	REQUIRE(k.texts_len == 2 && k.comments_len == 2 && k.parties_len == 1);
	CHECK_STR(k.parties[0], "Nuorten Talo");
	CHECK_STR(k.texts[0].text, COOKED " En af.");
	CHECK_STR(k.texts[0].moment, "end");
	CHECK(k.texts[0].area.len && !str_is(k.texts[0].area, "stem"));
	CHECK(k.texts[1].is_past && !k.texts[0].is_past);
	CHECK_STR(k.comments[0].by, "Mila");
	CHECK_STR(k.comments[1].text, "Dank je");
	REQUIRE(k.certificates_len == 1);
	CHECK(k.certificates[0].revision == 1 && k.certificates[0].state == CERTIFICATE_VALID);
	CHECK_INT((int64_t)k.certificates[0].languages_len, 1);
	CHECK_OK(project_kept_paper(&w.p.app, w.p.arena, &w.noor, w.aino, 0, &pdf));
	CHECK(str_starts(pdf, STR("%PDF")));
	/* the stub still says so */
	struct certificate_seen seen = {0};
	CHECK_OK(certificate_check(&w.p.app, w.p.arena, k.certificates[0].code, STR_NONE, &seen));
	CHECK(seen.is_erased && seen.state == CERTIFICATE_VALID && !seen.name.len);
	/* nothing of who has no account, and nothing in clear */
	CHECK_INT(rows(&w, "project_kept"), 1);
	CHECK(!store_holds(&w.p.store, STR("Jure")) && !store_holds(&w.p.store, STR("Water")));
	CHECK(!store_holds(&w.p.store, STR("Aino")) && !store_holds(&w.p.store, STR(COOKED)));
	place_close(&w.p);
}

TEST(kept_is_nobody_elses)
{
	struct world w;
	struct project_kept k;
	struct str pdf;
	struct file file;
	REQUIRE(set_up(&w));
	place_end_projects(&w.p);
	const struct app *app = &w.p.app;
	const struct actor nobody = {0}, *others[] = {&w.other, &w.mila};
	for (size_t i = 0; i < 2; i++) {
		CHECK_INT(list(&w, others[i]).len, 0);
		CHECK_ERR(project_kept_open(app, w.p.arena, others[i], w.aino, &k), ERR_NOT_FOUND);
		CHECK_ERR(project_kept_paper(app, w.p.arena, others[i], w.aino, 0, &pdf),
			ERR_NOT_FOUND);
		CHECK_ERR(project_kept_file(app, w.p.arena, others[i], w.aino, 0, &file),
			ERR_NOT_FOUND);
		CHECK_ERR(project_kept_remove(app, others[i], w.aino), ERR_NOT_FOUND);
	}
	CHECK_ERR(project_kept_open(app, w.p.arena, &nobody, w.aino, &k), ERR_UNAUTHENTICATED);
	CHECK_ERR(project_kept_paper(app, w.p.arena, &w.noor, w.aino, 2, &pdf), ERR_NOT_FOUND);
	CHECK_ERR(project_kept_file(app, w.p.arena, &w.noor, w.aino, 2, &file), ERR_NOT_FOUND);
	CHECK_ERR(
		project_kept_file(app, w.p.arena, &nobody, w.aino, 0, &file), ERR_UNAUTHENTICATED);
	CHECK_ERR(project_kept_remove(app, &nobody, w.aino), ERR_UNAUTHENTICATED);
	CHECK_OK(project_kept_remove(app, &w.noor, w.aino));
	CHECK_ERR(project_kept_open(app, w.p.arena, &w.noor, w.aino, &k), ERR_NOT_FOUND);
	CHECK_INT(all_kept(&w), 0);
	place_close(&w.p);
}

static const struct json *item_with(const struct json *items, const char *member)
{
	json_each_item (item, items)
		if (json_get(item, str_of(member)))
			return item;
	static const struct json none = {.type = JSON_OBJECT};
	return &none;
}

static struct str member(const struct json *item, const char *name)
{
	return json_str(json_get(item, str_of(name)));
}

/* All that a copy of everything has of a part, and the files in it. */
static const struct json *exported(struct world *w, const char *part, struct zip *ret_zip)
{
	struct str archive = STR_NONE, text = STR_NONE;
	struct json *all = NULL;
	struct zip none = {0};
	struct json_limits limits = json_limits_default;
	*ret_zip = none;
	CHECK_OK(export_order(&w->p.app, w->p.arena, &w->noor));
	place_mail(&w->p);
	CHECK_OK(export_fetch(&w->p.app, w->p.arena, &w->noor, &archive));
	CHECK_OK(zip_open(w->p.arena, archive, EXPORT_MOST, ret_zip));
	const struct zip_entry *entry = zip_find(ret_zip, STR("export.json"));
	if (CHECK(entry != NULL))
		CHECK_OK(zip_unpack(w->p.arena, entry, &text));
	CHECK_OK(json_parse(w->p.arena, text, &limits, &all));
	const struct json *items = json_get(all, str_of(part));
	json_each_item (item, items)
		json_each_member (it, item)
			CHECK(export_label(it->name) != NULL);
	return items;
}

static struct str unpacked(struct world *w, const struct zip *zip, struct str path)
{
	const struct zip_entry *entry = zip_find(zip, path);
	struct str bytes = STR_NONE;
	if (CHECK(entry != NULL))
		CHECK_OK(zip_unpack(w->p.arena, entry, &bytes));
	return bytes;
}

/* The longest text in the widest letters, as if it had stood there time after time. */
static void write_too_much(struct world *w)
{
	struct buf wide;
	buf_init(&wide, w->p.arena, 4 * LEARNING_TEXT_MOST, 4 * LEARNING_TEXT_MOST);
	for (int i = 0; i < LEARNING_TEXT_MOST; i++)
		buf_lit(&wide, "\xf0\x9f\x8e\x88");
	struct learning_in in = {STR("stem"), PROJECT_END, buf_str(&wide), 2, true};
	struct learning_saved saved;
	CHECK_OK(learning_take_back(&w->p.app, w->p.arena, &w->noor, w->aino));
	CHECK_OK(learning_save(&w->p.app, w->p.arena, &w->noor, w->aino, &in, &saved));
	place_sql(&w->p,
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) "
		"INSERT INTO learning_past (participant, area, moment, version, changed, body) "
		"SELECT participant, area, moment, 100 + i, changed + i, body "
		"FROM learning_text, n WHERE LENGTH(body) > 9000");
}

/* The end of a project waits for nobody, however much they wrote. */
TEST(kept_is_the_newest_of_what_is_too_much)
{
	struct world w;
	REQUIRE(set_up(&w));
	write_too_much(&w);
	CHECK(place_sql(&w.p, "SELECT SUM(LENGTH(body)) FROM learning_past") >
		(int64_t)PROJECT_KEPT_BYTES_MOST);
	place_end_projects(&w.p);
	CHECK_INT(rows(&w, "project") + rows(&w, "participant") + rows(&w, "learning_past"), 0);
	struct project_kept k = kept(&w);
	size_t past = PROJECT_KEPT_PAST_BYTES / (4 * LEARNING_TEXT_MOST + VAULT_OVERHEAD);
	REQUIRE(k.texts_len == 1 + past);
	for (size_t i = 1; i < k.texts_len; i++)
		CHECK(k.texts[i].is_past && k.texts[i].changed > k.texts[0].changed);
	place_close(&w.p);
}

/* Of two who keep it one fails, by its line in the log; who comes after them goes, and the project
 * after it ends all the same. */
TEST(kept_that_fails_holds_back_no_other_project)
{
	struct world w;
	struct project_basics in = {STR("Vuur"), STR("own"), STR_NONE};
	struct public_id fire;
	REQUIRE(set_up(&w));
	CHECK_OK(participation_claim(&w.p.app, w.p.arena, &w.jure, &w.other));
	add(&w, "Zita");
	CHECK_OK(project_make(&w.p.app, w.p.arena, &w.mila, w.at.organisation, &in, NULL, &fire));
	place_sql(&w.p, "CREATE UNIQUE INDEX once ON audit (action) "
			"WHERE action = 'participation.keep'");
	place_end_projects(&w.p);
	CHECK_INT(rows(&w, "project"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project WHERE title = 'Water'"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant WHERE given_name = 'Jure'"), 1);
	CHECK_INT(rows(&w, "participant"), 1);
	place_sql(&w.p, "DROP INDEX once");
	place_pass(&w.p, 2 * USEC_DAY);
	place_mail(&w.p);
	CHECK_INT(rows(&w, "project"), 0);
	place_close(&w.p);
}

TEST(kept_is_in_the_export)
{
	struct world w;
	struct zip zip;
	REQUIRE(set_up(&w));
	place_end_projects(&w.p);
	const struct json *items = exported(&w, "kept_projects", &zip);
	REQUIRE(items && items->len == 11);
	CHECK_STR(member(&items->items[0], "name"), "Aino Aalto");
	CHECK_STR(member(&items->items[1], "answer"), COOKED " En af.");
	CHECK_STR(member(&items->items[4], "comment"), "Dank je");
	CHECK_STR(member(item_with(items, "with"), "with"), "Tante Ria");
	const struct json *paths = json_get(&items->items[0], STR("paths"));
	REQUIRE(paths && paths->len == 2);
	CHECK(str_starts(unpacked(&w, &zip, json_str(&paths->items[0])), STR("%PDF")));
	CHECK_STR(unpacked(&w, &zip, json_str(&paths->items[1])), OFFICIAL);
	CHECK(str_ends(member(&items->items[7], "path"), STR(".jpg")));
	CHECK_STR(unpacked(&w, &zip, member(&items->items[8], "path")), MENU);
	CHECK_STR(member(&items->items[9], "comment"), "Alles ging op.");
	CHECK_INT(json_get(&items->items[9], STR("read"))->len, 1);
	place_close(&w.p);
}

TEST(kept_files_are_said_to_be_left_out_of_an_export)
{
	struct world w;
	struct json items = json_array();
	struct export_archive full = {.is_full = true};
	REQUIRE(set_up(&w));
	place_end_projects(&w.p);
	const struct export_making making = {
		.app = &w.p.app, .arena = w.p.arena, .actor = w.noor, .archive = &full};
	CHECK_OK(part_kept(&making, &items));
	REQUIRE(items.len == 11);
	CHECK_INT(json_get(&items.items[0], STR("paths"))->len, 0);
	CHECK(json_get(&items.items[0], STR("left_out"))->truth);
	CHECK(!json_get(&items.items[6], STR("left_out"))); /* a link */
	CHECK(json_get(&items.items[8], STR("left_out"))->truth);
	CHECK(!json_get(&items.items[8], STR("path")));
	place_close(&w.p);
}

TEST(kept_is_in_the_export_while_the_project_is_here_too)
{
	struct world w;
	struct zip zip;
	REQUIRE(set_up(&w));
	const struct json *items = exported(&w, "projects", &zip);
	REQUIRE(items && items->len == 1);
	CHECK_STR(unpacked(&w, &zip, member(&items->items[0], "path")), OFFICIAL);
	items = exported(&w, "learned", &zip);
	CHECK_STR(unpacked(&w, &zip, member(&items->items[items->len - 3], "path")), MENU);
	place_close(&w.p);
}

TEST(kept_is_what_shows_it_and_who_confirmed_it)
{
	struct world w;
	struct file photo = {0}, paper = {0};
	struct str pdf = STR_NONE;
	REQUIRE(set_up(&w));
	place_end_projects(&w.p);
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct project_kept k = kept(&w);
	REQUIRE(k.evidence_len == 3 && k.referees_len == 2);
	CHECK_STR(k.evidence[0].it.link, "https://film.example/water");
	CHECK_INT(k.evidence[0].place, PROJECT_KEPT_NOWHERE);
	CHECK_STR(k.evidence[1].it.title, "De pan");
	CHECK(k.evidence[1].it.area.len && !str_is(k.evidence[1].it.area, "stem"));
	CHECK_OK(project_kept_file(app, a, &w.noor, w.aino, k.evidence[1].place, &photo));
	CHECK_STR(photo.type, IMAGE_TYPE);
	CHECK_INT((int64_t)photo.bytes.len, k.evidence[1].it.size);
	CHECK_OK(project_kept_file(app, a, &w.noor, w.aino, k.evidence[2].place, &paper));
	CHECK_STR(paper.type, EVIDENCE_PDF_TYPE);
	CHECK_STR(paper.bytes, MENU);
	CHECK_STR(k.referees[0].name, "Ria Bol");
	CHECK_STR(k.referees[0].words, "Alles ging op.");
	CHECK(k.referees[0].state == REFEREE_CONFIRMED && k.referees[0].answered);
	REQUIRE(k.referees[0].texts_len == 1);
	CHECK_STR(k.referees[0].texts[0].text, COOKED " En af.");
	CHECK_INT(k.referees[1].state, REFEREE_ENDED);
	CHECK_OK(project_kept_paper(app, a, &w.noor, w.aino, k.official, &pdf));
	CHECK_STR(pdf, OFFICIAL);
	CHECK_INT(k.heading.papers, 2);
	CHECK_INT(rows(&w, "project_kept_file"), 2);
	CHECK(!store_holds(&w.p.store, STR("linzensoep")));
	CHECK(!store_holds(&w.p.store, STR("officieel")) && !store_holds(&w.p.store, STR("Ria")));
	place_close(&w.p);
}

/* By a code that was made later, nobody gets what stayed closed to it: not by the end either. */
TEST(kept_is_nothing_that_stayed_closed)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "UPDATE learning SET shown = NULL, submitted = NULL");
	place_sql(&w.p, "UPDATE participant_code SET made = made + 1000000000000");
	place_end_projects(&w.p);
	struct project_kept k = kept(&w);
	CHECK(!k.texts_len && !k.comments_len && !k.evidence_len && !k.referees_len);
	CHECK(!k.partner.len && k.certificates_len == 1);
	CHECK_INT(rows(&w, "project_kept_file"), 0);
	place_close(&w.p);
}

/* What others have seen can be read by it; what stood there before cannot. */
TEST(kept_is_what_could_be_read)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "UPDATE participant_code SET made = made + 1000000000000");
	place_end_projects(&w.p);
	struct project_kept k = kept(&w);
	REQUIRE(k.texts_len == 1 && k.evidence_len == 3 && k.referees_len == 2);
	CHECK(!k.texts[0].is_past && !k.referees[0].mail.len);
	place_close(&w.p);
}

/* Whoever leaves takes it along: then only the stub is there. */
TEST(kept_ends_with_the_account)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_end_projects(&w.p);
	CHECK_OK(erase_person(&w.p.app, w.noor.public));
	CHECK_INT(all_kept(&w), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM certificate WHERE body IS NULL "
				  "AND participant IS NULL AND state = 'valid'"),
		2);
	place_close(&w.p);
}

/* Whoever left before keeps nothing, and the organiser's side ends with the project. */
TEST(kept_is_nothing_of_an_account_that_ended_before)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(erase_person(&w.p.app, w.noor.public));
	place_end_projects(&w.p);
	CHECK_INT(rows(&w, "project_kept") + rows(&w, "participant"), 0);
	CHECK_INT(rows(&w, "certificate"), 2);
	place_close(&w.p);
}

/* The program ends between the two: the next round keeps the same once, and ends the rest. */
TEST(kept_once_after_a_crash)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(project_kept_make(&w.p.app, w.p.arena, w.aino));
	CHECK_OK(project_kept_make(&w.p.app, w.p.arena, w.aino));
	CHECK_INT(rows(&w, "project_kept"), 1);
	CHECK_INT(list(&w, &w.noor).len, 0); /* the project is still there */
	CHECK_OK(vault_destroy_owner(w.p.app.vault, w.aino));
	CHECK_OK(project_kept_make(&w.p.app, w.p.arena, w.aino));
	place_end_projects(&w.p);
	CHECK_INT(rows(&w, "project"), 0);
	CHECK_STR(kept(&w).texts[0].text, COOKED " En af.");
	place_close(&w.p);
}

/* A participant whom the organiser removed keeps theirs too, when it is gone for good. */
TEST(kept_of_who_was_removed)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(participant_remove(&w.p.app, w.p.arena, &w.mila, &w.at, w.aino));
	place_pass(&w.p, PROJECT_UNDO + USEC_DAY);
	place_mail(&w.p);
	CHECK_INT(rows(&w, "participant"), 1);
	CHECK_STR(kept(&w).heading.title, "Water");
	place_close(&w.p);
}

/* The end of projects waits for nothing that is damaged. */
TEST(kept_without_what_is_damaged)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "UPDATE participant SET invitation = body, body = "
			"(SELECT about FROM learning ORDER BY participant LIMIT 1) "
			"WHERE person IS NOT NULL");
	place_sql(&w.p, "UPDATE learning SET about = "
			"(SELECT body FROM learning_text ORDER BY participant LIMIT 1)");
	place_end_projects(&w.p);
	CHECK_INT(rows(&w, "project") + rows(&w, "participant"), 0);
	struct project_kept k = kept(&w);
	CHECK_STR(k.about.given_name, "Aino");
	CHECK(!k.about.place.len && k.about.born == DAY_NONE && !k.message.len && !k.partner.len);
	REQUIRE(k.texts_len == 2 && k.certificates_len == 1);
	CHECK_STR(k.texts[0].text, COOKED " En af.");
	place_close(&w.p);
}

TEST(kept_that_is_damaged_keeps_the_others_not_back)
{
	struct world w;
	struct project_kept k;
	struct json items = json_array();
	REQUIRE(set_up(&w));
	place_end_projects(&w.p);
	place_sql(&w.p, "UPDATE project_kept SET heading = body, body = heading");
	struct project_kept_list all = list(&w, &w.noor);
	REQUIRE(all.len == 1);
	CHECK(all.at[0].is_damaged && !all.at[0].title.len);
	CHECK_ERR(project_kept_open(&w.p.app, w.p.arena, &w.noor, w.aino, &k), ERR_INTERNAL);
	const struct export_making making = {.app = &w.p.app, .arena = w.p.arena, .actor = w.noor};
	CHECK_OK(part_kept(&making, &items));
	CHECK_INT(items.len, 1);
	place_close(&w.p);
}
