#include "app/evidence.h"

#include "app/certificate.h"
#include "app/erase.h"
#include "app/learning.h"
#include "app/project_keep.h"
#include "base/buf.h"
#include "codec/input.h"
#include "unit/project.h"
#include "unit/unit.h"

#define FILM "https://film.example/water?v=1"
#define PAPER "%PDF-1.7\nniets bijzonders\n%%EOF\n"
#define ALL                                                                 \
	"(SELECT count(*) FROM learning_evidence) + (SELECT count(*) FROM " \
	"learning_evidence_chunk)"

/* A youth organisation with a coordinator, a project, and two who take part by their codes. */
struct world {
	struct place p;
	struct actor mila, aino, jure;
	struct project_at at;
};

static bool set_up(struct world *w)
{
	return place_open_takers(&w->p, &w->mila, &w->at, &w->aino, &w->jure);
}

static err_t add(struct world *w, const struct evidence_in *in)
{
	place_pass(&w->p, USEC_SECOND);
	return evidence_add(&w->p.app, w->p.arena, &w->aino, w->aino.public, in);
}

static struct evidence_list all_of(struct world *w)
{
	struct learning l = {0};
	CHECK_OK(learning_open(&w->p.app, w->p.arena, &w->aino, w->aino.public, 0, &l));
	return l.evidence;
}

static err_t fetch(struct world *w, const struct actor *by, struct public_id item, struct file *ret)
{
	return evidence_file(&w->p.app, w->p.arena, by, w->aino.public, item, ret);
}

static void hand_in(struct world *w)
{
	struct learning_in in = {STR("stem"), PROJECT_END, STR("Ik kookte."), 0, false};
	struct learning_saved saved;
	CHECK_OK(learning_save(&w->p.app, w->p.arena, &w->aino, w->aino.public, &in, &saved));
	place_hand_in(&w->p, &w->aino, w->aino.public);
}

static const struct evidence_in film = {
	.title = {"Onze film", 9}, .link = {FILM, sizeof(FILM) - 1}, .on_certificate = true};
static const struct evidence_in paper = {
	.area = {"stem", 4}, .title = {"Verslag", 7}, .file = {PAPER, sizeof(PAPER) - 1}};

TEST(evidence_is_a_link_a_picture_or_a_pdf)
{
	struct world w;
	struct file file;
	REQUIRE(set_up(&w));
	struct buf bytes;
	buf_init(&bytes, w.p.arena, 256, 1024);
	buf_put(&bytes, place_png());
	buf_lit(&bytes, "NOORDERBREEDTE");
	struct evidence_in photo = {.title = STR("Soep"), .file = buf_str(&bytes)};
	CHECK_OK(add(&w, &film));
	CHECK_OK(add(&w, &paper));
	CHECK_OK(add(&w, &photo));
	struct evidence_list all = all_of(&w);
	REQUIRE(all.len == 3);
	CHECK_STR(all.at[0].title, "Onze film");
	CHECK_STR(all.at[0].link, FILM);
	CHECK(all.at[0].on_certificate && !all.at[1].on_certificate && !all.at[0].size);
	CHECK_STR(all.at[1].area, "stem");
	CHECK_STR(all.at[1].type, EVIDENCE_PDF_TYPE);
	CHECK_STR(all.at[2].type, IMAGE_TYPE);
	CHECK_OK(fetch(&w, &w.aino, all.at[1].public, &file));
	CHECK_STR(file.bytes, PAPER);
	CHECK_OK(fetch(&w, &w.aino, all.at[2].public, &file));
	CHECK(str_starts(file.bytes, STR("\xff\xd8\xff")));
	CHECK(!str_has(file.bytes, "NOORDERBREEDTE"));
	CHECK_ERR(fetch(&w, &w.aino, all.at[0].public, &file), ERR_NOT_FOUND);
	CHECK(!store_holds(&w.p.store, STR("Onze film")) &&
		!store_holds(&w.p.store, STR("niets bijzonders")));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant WHERE state = 'writing'"), 1);
	place_close(&w.p);
}

TEST(evidence_that_cannot_be)
{
	static const char *const bad[] = {"a.example", "https://", "https://a",
		"javascript:alert(1)", "https://good.example@evil.example/",
		"https://good.example/\u202emoc.live", "https://good.example\u200b.live.example/",
		"https://good.example:x@evil.example/", "https://a.example/ b", "//a.example",
		"ftp://a.example", "data:text/html,x", "https://a.example\\@b.example",
		"https:a.example", "file:///etc/passwd"};
	struct world w;
	REQUIRE(set_up(&w));
	struct evidence_in in = {.title = STR("Film")};
	CHECK_ERR(add(&w, &in), ERR_INVALID);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		in.link = str_of(bad[i]);
		CHECK_ERR(add(&w, &in), ERR_INVALID);
	}
	in.link = str_fmt(w.p.arena, "https://a.example/%0*d", EVIDENCE_LINK_MOST, 0);
	CHECK_ERR(add(&w, &in), ERR_INVALID);
	in = film;
	in.title = STR("n.v.t.");
	CHECK_ERR(add(&w, &in), ERR_INVALID);
	in.title = str_fmt(w.p.arena, "%0*d", EVIDENCE_TITLE_MOST + 1, 0);
	CHECK_ERR(add(&w, &in), ERR_INVALID);
	in = film;
	in.file = STR(PAPER);
	CHECK_ERR(add(&w, &in), ERR_INVALID);
	in = paper;
	in.area = STR("designing");
	CHECK_ERR(add(&w, &in), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT " ALL), 0);
	place_close(&w.p);
}

/* Told by what is in them, whatever they pretend to be. */
TEST(evidence_files_that_are_none)
{
	static const char *const bad[] = {"<svg xmlns='http://www.w3.org/2000/svg'/>",
		"<html><script>alert(1)</script>", "GIF89a", "MZ\x90", "%PDF-1.7 zonder einde",
		" %PDF-1.7 %%EOF", "PK\x03\x04"};
	struct world w;
	REQUIRE(set_up(&w));
	struct evidence_in in = {.title = STR("Film")};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		in.file = str_of(bad[i]);
		CHECK_ERR(add(&w, &in), ERR_INVALID);
	}
	in.file = str_fmt(w.p.arena, "%%PDF-1.7 %0*d %%%%EOF", (int)EVIDENCE_PDF_MOST - 10, 0);
	CHECK_ERR(add(&w, &in), ERR_INVALID);
	CHECK_INT(place_sql(&w.p, "SELECT " ALL), 0);
	place_close(&w.p);
}

TEST(evidence_has_room_for_so_many_and_so_much)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct evidence_in large = {.title = STR("Verslag"),
		.file = str_fmt(w.p.arena, "%%PDF-1.7 %0*d %%%%EOF", 4 << 20, 0)};
	for (int i = 0; i < 3; i++)
		CHECK_OK(add(&w, &large));
	CHECK_ERR(add(&w, &large), ERR_TOO_LARGE);
	for (int i = 3; i < EVIDENCE_MOST; i++)
		CHECK_OK(add(&w, &film));
	CHECK_ERR(add(&w, &film), ERR_CONFLICT);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM learning_evidence"), EVIDENCE_MOST);
	place_close(&w.p);
}

TEST(evidence_is_removed_and_put_back)
{
	struct world w;
	struct file file;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id who = w.aino.public;
	CHECK_OK(add(&w, &paper));
	struct public_id item = all_of(&w).at[0].public;
	CHECK_OK(evidence_choose(app, a, &w.aino, who, item, true));
	CHECK(all_of(&w).at[0].on_certificate);
	CHECK_ERR(evidence_restore(app, a, &w.aino, who, item), ERR_NOT_FOUND);
	CHECK_OK(evidence_remove(app, a, &w.aino, who, item));
	CHECK(all_of(&w).len == 0);
	CHECK_ERR(fetch(&w, &w.aino, item, &file), ERR_NOT_FOUND);
	CHECK_ERR(evidence_remove(app, a, &w.aino, who, item), ERR_NOT_FOUND);
	CHECK_OK(evidence_restore(app, a, &w.aino, who, item));
	CHECK_OK(fetch(&w, &w.aino, item, &file));
	CHECK_OK(evidence_remove(app, a, &w.aino, who, item));
	place_pass(&w.p, EVIDENCE_UNDO + 1);
	CHECK_ERR(evidence_restore(app, a, &w.aino, who, item), ERR_NOT_FOUND);
	CHECK_OK(add(&w, &film)); /* what was removed makes room */
	CHECK_INT(place_sql(&w.p, "SELECT " ALL), 1);
	place_close(&w.p);
}

TEST(evidence_that_was_removed_goes_with_the_daily_round)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(add(&w, &paper));
	CHECK_OK(evidence_remove(
		&w.p.app, w.p.arena, &w.aino, w.aino.public, all_of(&w).at[0].public));
	CHECK_OK(project_start(&w.p.app));
	place_mail(&w.p);
	CHECK_INT(place_sql(&w.p, "SELECT " ALL), 2);
	place_pass(&w.p, EVIDENCE_UNDO + 1);
	place_mail(&w.p);
	CHECK_INT(place_sql(&w.p, "SELECT " ALL), 0);
	place_close(&w.p);
}

TEST(evidence_is_the_organisers_to_see_while_it_is_handed_in)
{
	struct world w;
	struct file file;
	struct learning l;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id who = w.aino.public;
	CHECK_OK(add(&w, &paper));
	struct public_id item = all_of(&w).at[0].public;
	CHECK_ERR(evidence_file_theirs(app, a, &w.mila, &w.at, who, item, &file), ERR_NOT_FOUND);
	hand_in(&w);
	CHECK_OK(evidence_file_theirs(app, a, &w.mila, &w.at, who, item, &file));
	CHECK_STR(file.bytes, PAPER);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'learning.read'"), 1);
	CHECK_OK(learning_read(app, a, &w.mila, &w.at, who, 0, &l));
	CHECK(l.evidence.len == 1);
	CHECK_ERR(add(&w, &film), ERR_INVALID);
	CHECK_ERR(evidence_remove(app, a, &w.aino, who, item), ERR_INVALID);
	CHECK_ERR(evidence_choose(app, a, &w.aino, who, item, true), ERR_INVALID);
	CHECK_OK(learning_take_back(app, a, &w.aino, who));
	CHECK_ERR(evidence_file_theirs(app, a, &w.mila, &w.at, who, item, &file), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(evidence_of_others_is_not_there)
{
	struct world w;
	struct file file;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id who = w.aino.public;
	struct actor noor = place_person(&w.p, "Noor", "noor@post.example"), nobody = {0};
	const struct actor *others[] = {&w.mila, &w.jure, &noor, &nobody};
	CHECK_OK(add(&w, &paper));
	struct public_id item = all_of(&w).at[0].public;
	for (size_t i = 0; i < 4; i++) {
		CHECK_ERR(evidence_add(app, a, others[i], who, &film), ERR_NOT_FOUND);
		CHECK_ERR(evidence_remove(app, a, others[i], who, item), ERR_NOT_FOUND);
		CHECK_ERR(evidence_restore(app, a, others[i], who, item), ERR_NOT_FOUND);
		CHECK_ERR(evidence_choose(app, a, others[i], who, item, true), ERR_NOT_FOUND);
		CHECK_ERR(fetch(&w, others[i], item, &file), ERR_NOT_FOUND);
	}
	/* by the number of another's, on one's own page */
	CHECK_ERR(evidence_file(app, a, &w.jure, w.jure.public, item, &file), ERR_NOT_FOUND);
	CHECK_ERR(evidence_remove(app, a, &w.jure, w.jure.public, item), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(evidence_ends_with_its_participant)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(add(&w, &paper));
	CHECK_OK(erase_participant(&w.p.app, w.aino.public));
	CHECK_INT(place_sql(&w.p, "SELECT " ALL), 0);
	place_close(&w.p);
}

/* What was not handed in goes with the account that has the page; the rest stays. */
TEST(evidence_that_nobody_saw_goes_with_the_account)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct actor noor = place_person(&w.p, "Noor", "noor@post.example");
	CHECK_OK(add(&w, &paper));
	CHECK_OK(evidence_add(&w.p.app, w.p.arena, &w.jure, w.jure.public, &film));
	hand_in(&w);
	place_sql(&w.p, "UPDATE participant SET person = (SELECT MAX(id) FROM person)");
	CHECK_OK(erase_person(&w.p.app, noor.public));
	CHECK_INT(place_sql(&w.p, "SELECT " ALL), 2);
	place_close(&w.p);
}
