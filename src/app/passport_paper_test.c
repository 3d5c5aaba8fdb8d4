/* Passports as PDF: what is answered, no more than is allowed, in the reader's language. */
#include "app/passport_paper.h"

#include "app/profile_photo.h"
#include "i18n/i18n.h"
#include "unit/pdf.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <stdio.h>

struct world {
	struct place p;
	struct folder folder;
	struct actor anna;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p) || !folder_make(&w->folder))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	return CHECK_OK(passport_pick(
		       &w->p.app, w->p.arena, &w->anna, STR("at-school"), STR("yes"))) &&
	       CHECK_OK(
		       passport_pick(&w->p.app, w->p.arena, &w->anna, STR("going-to"), STR("mbo")));
}

static void tear_down(struct world *w)
{
	folder_end(&w->folder);
	place_close(&w->p);
}

static const struct lang *lang(struct world *w, const char *tag)
{
	return i18n_find(w->p.app.i18n, str_of(tag));
}

static void read_whole(struct world *w, struct passport_whole *ret)
{
	CHECK_OK(passport_read(&w->p.app, w->p.arena, &w->anna, lang_index(lang(w, "nl")), ret));
}

/* The first question of that kind; of what is kept apart, or not. */
static const struct content_question *question(
	struct world *w, enum content_kind kind, bool is_apart)
{
	struct passport_whole whole;
	read_whole(w, &whole);
	for (size_t i = 0; i < whole.count; i++)
		for (size_t k = 0; k < whole.chapters[i].chapter->count; k++)
			if (whole.chapters[i].chapter->is_apart == is_apart &&
				whole.chapters[i].chapter->questions[k].kind == kind)
				return &whole.chapters[i].chapter->questions[k];
	return NULL;
}

static void write_answer(struct world *w, const struct content_question *q, struct str stored)
{
	struct passport_save in = {.question = q->id, .stored = stored};
	struct passport_saved saved;
	CHECK_OK(passport_save(&w->p.app, w->p.arena, &w->anna, &in, &saved));
}

static struct str print(struct world *w, const char *tag, bool with_apart)
{
	const struct passport_paper_own own = {.name = STR("Anna"), .with_apart = with_apart};
	struct str pdf = STR_NONE;
	CHECK_OK(passport_paper_own(&w->p.app, w->p.arena, &w->anna, lang(w, tag), &own, &pdf));
	return pdf_words(&w->folder, pdf);
}

static bool has(struct str text, struct str part)
{
	return str_search(text, part) < text.len;
}

static bool has_image(struct world *w)
{
	const struct passport_paper_own own = {.name = STR("Anna")};
	struct str pdf = STR_NONE;
	CHECK_OK(passport_paper_own(&w->p.app, w->p.arena, &w->anna, lang(w, "nl"), &own, &pdf));
	return has(pdf, STR("/Image"));
}

TEST(passport_paper_shows_the_photo_of_who_wants_one)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(!has_image(&w));
	CHECK_OK(profile_photo_set(&w.p.app, w.p.arena, &w.anna, STR("ik.png"), place_png()));
	CHECK(has_image(&w));
	CHECK_OK(profile_photo_remove(&w.p.app, w.p.arena, &w.anna));
	CHECK(!has_image(&w));
	tear_down(&w);
}

TEST(passport_paper_has_every_kind_of_answer)
{
	struct world w;
	bool other;
	REQUIRE(set_up(&w));
	const struct content_question *several = question(&w, CONTENT_SEVERAL, false),
				      *scale = question(&w, CONTENT_SCALE, false),
				      *photo = question(&w, CONTENT_PHOTO, false);
	write_answer(&w, question(&w, CONTENT_TEXT, false), STR("Ik ben Anna uit Ede 🥳"));
	write_answer(&w, question(&w, CONTENT_LIST, false), STR("een hamer\neen zaag"));
	write_answer(&w, several, several->options[1].id);
	write_answer(&w, scale, STR("2"));
	struct passport_picture picture = {.question = photo->id,
		.name = STR("kast.png"),
		.bytes = place_png(),
		.description = STR("Een kast van eikenhout")};
	REQUIRE_OK(passport_picture_save(&w.p.app, w.p.arena, &w.anna, &picture, &other));
	struct str words = print(&w, "nl", false);
	CHECK(has(words, STR("Ik ben Anna uit Ede 🥳")));
	CHECK(has(words, STR("een hamer\n")) && has(words, STR("een zaag\n")));
	CHECK(has(words, several->options[1].text) && !has(words, several->options[0].text));
	CHECK(has(words, scale->low) && has(words, scale->high));
	CHECK(has(words, STR("Een kast van eikenhout")));
	CHECK(has(words, STR("Kopie van maandag 4 oktober 2024")) || has(words, STR("Kopie van ")));
	CHECK(has(words, STR("Bladzijde 1 van ")));
	tear_down(&w);
}

TEST(passport_paper_leaves_out_what_is_not_answered)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str words = print(&w, "nl", true);
	CHECK(has(words, STR("Je hebt hier nog niets geschreven.")));
	CHECK(!has(words, question(&w, CONTENT_TEXT, false)->text));
	write_answer(&w, question(&w, CONTENT_LIST, false), STR("een hamer"));
	words = print(&w, "nl", true);
	CHECK(has(words, question(&w, CONTENT_LIST, false)->text));
	CHECK(!has(words, question(&w, CONTENT_TEXT, false)->text));
	CHECK(!has(words, STR("nog niets geschreven")));
	tear_down(&w);
}

TEST(passport_paper_keeps_care_apart)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct content_question *care = question(&w, CONTENT_TEXT, true);
	REQUIRE(care);
	write_answer(&w, question(&w, CONTENT_LIST, false), STR("een hamer"));
	write_answer(&w, care, STR("Ik heb astma en een pufje"));
	CHECK(!has(print(&w, "nl", false), STR("astma")));
	CHECK(has(print(&w, "nl", true), STR("astma")));
	tear_down(&w);
}

TEST(passport_paper_of_a_dated_version_is_of_its_day)
{
	struct world w;
	struct passport_dated_list list = {0};
	struct str pdf = STR_NONE;
	REQUIRE(set_up(&w));
	const struct content_question *q = question(&w, CONTENT_LIST, false);
	write_answer(&w, q, STR("een hamer"));
	write_answer(&w, question(&w, CONTENT_TEXT, true), STR("Ik heb astma en een pufje"));
	REQUIRE_OK(passport_dated_make(&w.p.app, w.p.arena, &w.anna));
	struct passport_save in = {.question = q->id, .stored = STR("een zaag"), .version = 1};
	struct passport_saved saved;
	REQUIRE_OK(passport_save(&w.p.app, w.p.arena, &w.anna, &in, &saved));
	place_pass(&w.p, 40 * USEC_DAY);
	REQUIRE_OK(passport_dated_list(&w.p.app, w.p.arena, &w.anna, &list));
	REQUIRE(list.len == 1);
	struct passport_paper_dated own = {list.at[0].public, STR("Anna"), false};
	REQUIRE_OK(passport_paper_dated(&w.p.app, w.p.arena, &w.anna, lang(&w, "nl"), &own, &pdf));
	struct str words = pdf_words(&w.folder, pdf);
	CHECK(has(words, STR("een hamer")) && !has(words, STR("een zaag")));
	CHECK(has(words, STR("Kopie van vrijdag 4 oktober 2024")) && !has(words, STR("astma")));
	own.with_apart = true;
	REQUIRE_OK(passport_paper_dated(&w.p.app, w.p.arena, &w.anna, lang(&w, "nl"), &own, &pdf));
	CHECK(has(pdf_words(&w.folder, pdf), STR("astma")));
	struct actor bo = place_person(&w.p, "Bo", "bo@school.example");
	CHECK_ERR(passport_paper_dated(&w.p.app, w.p.arena, &bo, lang(&w, "nl"), &own, &pdf),
		ERR_NOT_FOUND);
	tear_down(&w);
}

TEST(passport_paper_speaks_the_readers_language)
{
	struct world w;
	REQUIRE(set_up(&w));
	write_answer(&w, question(&w, CONTENT_LIST, false), STR("een hamer"));
	CHECK(has(print(&w, "en", false), STR("Copy of ")));
	CHECK(has(print(&w, "en", false), STR("Page 1 of ")));
	CHECK(has(print(&w, "fr", false), STR("Copie du ")));
	CHECK(has(print(&w, "de", false), STR("Kopie vom ")));
	tear_down(&w);
}

TEST(passport_paper_shows_a_live_link_and_the_code_to_type)
{
	struct world w;
	struct passport_whole whole;
	struct str pdf;
	REQUIRE(set_up(&w));
	write_answer(&w, question(&w, CONTENT_LIST, false), STR("een hamer"));
	read_whole(&w, &whole);
	const struct passport_paper paper = {.whole = &whole,
		.name = STR("Anna"),
		.link = STR("https://leerpas.example.test/s#geheim")};
	REQUIRE_OK(passport_paper_print(&w.p.app, w.p.arena, lang(&w, "nl"), &paper, &pdf));
	struct str words = pdf_words(&w.folder, pdf);
	CHECK(has(words, STR("https://leerpas.example.test/s\n")) ||
		has(words, STR("https://leerpas.example.test/s ")));
	CHECK(has(words, STR("typ geheim")) && !has(words, STR("#geheim")));
	CHECK_STR(pdf_qr(&w.folder, pdf), "https://leerpas.example.test/s#geheim");
	tear_down(&w);
}

TEST(passport_paper_needs_a_route_and_a_person)
{
	struct world w;
	struct str pdf;
	const struct passport_paper_own own = {.name = STR("Bo")};
	REQUIRE(set_up(&w));
	struct actor bo = place_person(&w.p, "Bo", "bo@school.example"), nobody = {0};
	CHECK_ERR(passport_paper_own(&w.p.app, w.p.arena, &bo, lang(&w, "nl"), &own, &pdf),
		ERR_NOT_FOUND);
	CHECK_ERR(passport_paper_own(&w.p.app, w.p.arena, &nobody, lang(&w, "nl"), &own, &pdf),
		ERR_UNAUTHENTICATED);
	tear_down(&w);
}
