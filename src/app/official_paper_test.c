#include "app/official_paper.h"

#include "app/erase.h"
#include "codec/input.h"
#include "unit/project.h"
#include "unit/unit.h"

#define PDF STR("%PDF-1.4\nthe official words\n%%EOF\n")
#define OTHER STR("%PDF-1.7\nother words\n%%EOF")

static const struct official_person people[] = {
	{STR("zoe"), STR("van der berg")},
	{STR("aino"), STR("makela")},
	{STR("jan"), STR("jansen")},
	{STR("jan"), STR("jansen")},
};
#define PEOPLE (sizeof(people) / sizeof(*people))

TEST(official_file_says_whose_it_is)
{
	static const struct {
		const char *name;
		size_t place;
	} files[] = {
		{"Youthpass_Zoe_van_der_Berg.pdf", 0},
		{"VAN DER BERG, Zoë (1).PDF", 0},
		{"aino-makela.pdf", 1},
		{"Aino.pdf", PEOPLE},         /* one name alone */
		{"Jan Jansen.pdf", PEOPLE},   /* two are called so */
		{"4 Jan Jansen.pdf", 3},      /* and a number says which */
		{"1 Jan Jansen.pdf", PEOPLE}, /* that is another one's */
		{"002-certificate.pdf", 1},
		{"9-certificate.pdf", PEOPLE},
		{"0.pdf", PEOPLE},
		{"certificate.pdf", PEOPLE},
		{"", PEOPLE},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		CHECK_INT((int64_t)official_match(a, str_of(files[i].name), people, PEOPLE),
			(int64_t)files[i].place);
	arena_free(a);
}

struct world {
	struct place p;
	struct actor mila, otto;
	struct project_at at;
	struct public_id aino, zoe; /* by name */
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "own", &w->mila, &w->at))
		return false;
	w->otto = place_otto(p);
	for (size_t i = 0; i < 2; i++) {
		static const char *const names[][2] = {{"Zoë", "van der Berg"}, {"Aino", "Mäkelä"}};
		struct participant one = place_participant(names[i][0], names[i][1], "EE", "");
		CHECK_OK(participant_put(&p->app, p->arena, &w->mila, &w->at, NULL, &one));
	}
	struct participant_page page = place_people(p, &w->mila, &w->at);
	if (!CHECK(page.len == 2))
		return false;
	w->aino = page.at[0].public;
	w->zoe = page.at[1].public;
	return true;
}

static const struct official_file files[] = {
	{STR("zoe-van-der-berg.pdf"), PDF},
	{STR("aino makela.pdf"), OTHER},
	{STR("scan.pdf"), PDF},
};

static void send(struct world *w, size_t len)
{
	CHECK_OK(official_send(&w->p.app, w->p.arena, &w->mila, &w->at, files, len));
}

static struct official_papers look(struct world *w)
{
	struct official_papers papers = {0};
	CHECK_OK(official_look(&w->p.app, w->p.arena, &w->mila, &w->at, &papers));
	return papers;
}

static err_t keep(struct world *w, const struct official_papers *papers, size_t len, int64_t *kept)
{
	struct public_id *ids = arena_array(w->p.arena, struct public_id, len);
	for (size_t i = 0; i < len; i++)
		ids[i] = papers->waiting[i].public;
	const struct official_choice choice = {ids, len, papers->seen};
	return official_keep(&w->p.app, w->p.arena, &w->mila, &w->at, &choice, kept);
}

static int64_t keep_all(struct world *w)
{
	struct official_papers papers = look(w);
	int64_t kept = -1;
	CHECK_OK(keep(w, &papers, papers.waiting_len, &kept));
	return kept;
}

TEST(official_papers_wait_until_they_are_looked_at)
{
	struct world w;
	struct str pdf;
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	send(&w, 3);
	struct official_papers papers = look(&w);
	REQUIRE(papers.waiting_len == 3 && !papers.kept_len);
	size_t known = 0;
	for (size_t i = 0; i < 3; i++)
		known += papers.waiting[i].family_name.len > 0;
	CHECK(known == 2);
	CHECK_ERR(official_fetch(app, a, &w.mila, &w.at, w.zoe, &pdf), ERR_NOT_FOUND);
	CHECK_INT(keep_all(&w), 2); /* nobody's is not kept */
	papers = look(&w);
	REQUIRE(!papers.waiting_len && papers.kept_len == 2);
	CHECK_STR(papers.kept[0].given_name, "Aino");
	CHECK_OK(official_fetch(app, a, &w.mila, &w.at, w.zoe, &pdf));
	CHECK(str_eq(pdf, PDF));
	CHECK(!store_holds(&w.p.store, STR("official words")));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_change "
				  "WHERE what = 'official.keep'"),
		2);
	place_close(&w.p);
}

TEST(official_paper_takes_the_place_of_the_one_before)
{
	struct world w;
	struct str pdf;
	REQUIRE(set_up(&w));
	const struct official_file later = {STR("Zoe van der Berg"), OTHER};
	send(&w, 1);
	keep_all(&w);
	CHECK_OK(official_send(&w.p.app, w.p.arena, &w.mila, &w.at, &later, 1));
	CHECK(look(&w).waiting[0].replaces);
	keep_all(&w);
	CHECK_OK(official_fetch(&w.p.app, w.p.arena, &w.mila, &w.at, w.zoe, &pdf));
	CHECK(str_eq(pdf, OTHER) && look(&w).kept_len == 1);
	CHECK_OK(official_remove(&w.p.app, w.p.arena, &w.mila, &w.at, w.zoe));
	CHECK(!look(&w).kept_len);
	CHECK_ERR(official_remove(&w.p.app, w.p.arena, &w.mila, &w.at, w.zoe), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(official_paper_sent_after_the_list_was_seen_goes_on_waiting)
{
	struct world w;
	int64_t kept;
	REQUIRE(set_up(&w));
	send(&w, 1);
	struct official_papers papers = look(&w);
	CHECK_OK(keep(&w, &papers, 1, &kept));
	place_pass(&w.p, USEC_MINUTE);
	CHECK_OK(official_send(&w.p.app, w.p.arena, &w.mila, &w.at, &files[1], 1));
	CHECK_OK(keep(&w, &papers, 1, &kept)); /* pressed twice, or in another window */
	CHECK_INT(kept, 0);
	REQUIRE(look(&w).waiting_len == 1);
	CHECK_INT(keep_all(&w), 1);
	CHECK(!look(&w).waiting_len);
	place_close(&w.p);
}

TEST(official_papers_of_one_are_kept_one_at_a_time)
{
	struct world w;
	struct str pdf;
	int64_t kept;
	REQUIRE(set_up(&w));
	const struct official_file later = {STR("Zoe van der Berg (1).pdf"), OTHER};
	send(&w, 2);
	place_pass(&w.p, USEC_MINUTE);
	CHECK_OK(official_send(&w.p.app, w.p.arena, &w.mila, &w.at, &later, 1));
	struct official_papers papers = look(&w);
	REQUIRE(papers.waiting_len == 3);
	CHECK(!papers.waiting[0].is_older && !papers.waiting[1].is_older);
	CHECK_STR(papers.waiting[1].name, "Zoe van der Berg (1).pdf");
	CHECK(papers.waiting[2].is_older);
	CHECK_ERR(keep(&w, &papers, 3, &kept), ERR_CONFLICT);
	CHECK(look(&w).waiting_len == 3 && !look(&w).kept_len);
	CHECK_OK(keep(&w, &papers, 2, &kept));
	CHECK_INT(kept, 2);
	CHECK_OK(official_fetch(&w.p.app, w.p.arena, &w.mila, &w.at, w.zoe, &pdf));
	CHECK(str_eq(pdf, OTHER));
	/* pressed twice */
	CHECK_OK(keep(&w, &papers, 2, &kept));
	CHECK_INT(kept, 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_change "
				  "WHERE what = 'official.keep'"),
		2);
	place_close(&w.p);
}

/* Somebody else was first, while they looked at the list. */
TEST(official_paper_that_nobody_saw_is_not_replaced)
{
	struct world w;
	struct str pdf;
	int64_t kept;
	REQUIRE(set_up(&w));
	const struct official_file later = {STR("Zoe van der Berg"), OTHER};
	send(&w, 1);
	keep_all(&w);
	CHECK_OK(official_send(&w.p.app, w.p.arena, &w.mila, &w.at, &later, 1));
	struct official_papers papers = look(&w);
	place_sql(&w.p, "UPDATE participant_official SET at = at + 1");
	CHECK_ERR(keep(&w, &papers, 1, &kept), ERR_CONFLICT);
	CHECK_OK(official_fetch(&w.p.app, w.p.arena, &w.mila, &w.at, w.zoe, &pdf));
	CHECK(str_eq(pdf, PDF) && look(&w).waiting_len == 1);
	place_pass(&w.p, USEC_MINUTE);
	papers = look(&w);
	CHECK(papers.waiting[0].replaces);
	CHECK_OK(keep(&w, &papers, 1, &kept));
	CHECK_OK(official_fetch(&w.p.app, w.p.arena, &w.mila, &w.at, w.zoe, &pdf));
	CHECK(str_eq(pdf, OTHER));
	place_close(&w.p);
}

static int64_t own_row(struct world *w, const char *name)
{
	return place_sql(&w->p,
		str_fmt(w->p.arena, "SELECT id FROM participant WHERE given_name = '%s'", name).p);
}

TEST(official_paper_is_on_the_own_page_and_goes_with_it)
{
	struct world w;
	struct str pdf;
	bool has = false;
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct actor zoe = {.public = w.zoe, .participant = {own_row(&w, "Zoë")}};
	struct actor aino = {.public = w.aino, .participant = {own_row(&w, "Aino")}};
	CHECK_OK(official_own_has(app, a, &zoe, w.zoe, &has));
	CHECK(!has);
	CHECK_ERR(official_own_fetch(app, a, &zoe, w.zoe, &pdf), ERR_NOT_FOUND);
	send(&w, 1);
	keep_all(&w);
	CHECK_OK(official_own_has(app, a, &zoe, w.zoe, &has));
	CHECK(has);
	CHECK_OK(official_own_fetch(app, a, &zoe, w.zoe, &pdf));
	CHECK(str_eq(pdf, PDF));
	CHECK_ERR(official_own_fetch(app, a, &aino, w.zoe, &pdf), ERR_NOT_FOUND);
	send(&w, 2);
	CHECK_OK(erase_participant(app, w.zoe));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_official"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM official_waiting"), 1); /* of Aino */
	place_close(&w.p);
}

TEST(official_papers_that_cannot_be)
{
	struct world w;
	struct official_papers papers;
	struct str pdf;
	int64_t kept;
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	const struct official_file page = {STR("a.pdf"), STR("<p>no</p>")};
	char *much = arena_bytes(a, OFFICIAL_BYTES_MOST + 1);
	memset(much, ' ', OFFICIAL_BYTES_MOST + 1);
	memcpy(much, "%PDF-", 5);
	memcpy(much + OFFICIAL_BYTES_MOST - 16, "%%EOF", 5);
	const struct official_file large = {STR("a.pdf"), {much, OFFICIAL_BYTES_MOST + 1}};
	CHECK_WRONG(official_send(app, a, &w.mila, &w.at, &page, 1), "files");
	CHECK_WRONG(official_send(app, a, &w.mila, &w.at, &large, 1), "files");
	CHECK_WRONG(official_send(app, a, &w.mila, &w.at, NULL, 0), "files");
	struct official_file *many =
		arena_array(a, struct official_file, OFFICIAL_WAITING_MOST + 1);
	size_t fit = OFFICIAL_WAITING_BYTES / OFFICIAL_BYTES_MOST - 1;
	for (size_t i = 0; i <= fit; i++)
		many[i] = (struct official_file){STR("a.pdf"), {much, OFFICIAL_BYTES_MOST}};
	CHECK_WRONG(official_send(app, a, &w.mila, &w.at, many, fit + 1), "files");
	CHECK_OK(official_send(app, a, &w.mila, &w.at, many, fit));
	CHECK_WRONG(official_send(app, a, &w.mila, &w.at, many, 1), "files");
	const struct official_choice none = {.seen = look(&w).seen};
	CHECK_OK(official_keep(app, a, &w.mila, &w.at, &none, &kept)); /* drops them */
	for (size_t i = 0; i <= OFFICIAL_WAITING_MOST; i++)
		many[i] = files[2];
	CHECK_WRONG(
		official_send(app, a, &w.mila, &w.at, many, OFFICIAL_WAITING_MOST + 1), "files");
	CHECK_OK(official_send(app, a, &w.mila, &w.at, many, OFFICIAL_WAITING_MOST));
	CHECK_WRONG(official_send(app, a, &w.mila, &w.at, many, 1), "files");
	CHECK_ERR(official_send(app, a, &w.otto, &w.at, files, 1), ERR_FORBIDDEN);
	CHECK_ERR(official_look(app, a, &w.otto, &w.at, &papers), ERR_FORBIDDEN);
	CHECK_ERR(official_keep(app, a, &w.otto, &w.at, &none, &kept), ERR_FORBIDDEN);
	CHECK_ERR(official_fetch(app, a, &w.otto, &w.at, w.zoe, &pdf), ERR_FORBIDDEN);
	CHECK_ERR(official_remove(app, a, &w.otto, &w.at, w.zoe), ERR_FORBIDDEN);
	place_close(&w.p);
}
