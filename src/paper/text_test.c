#include "paper/text.h"

#include "base/arena.h"
#include "base/buf.h"
#include "paper/paper.h"
#include "unit/unit.h"

struct bench {
	struct arena *arena, *inside; /* what was set ends before its press */
	struct paper *paper;
	struct press *press;
};

static bool set_up(struct bench *b, bool right_to_left)
{
	b->arena = arena_new();
	b->inside = arena_child(b->arena);
	if (!CHECK_OK(paper_new(b->arena, &b->paper)))
		return false;
	b->press = press_take(b->paper);
	press_speak(b->arena, b->press, STR("nl"), right_to_left);
	return true;
}

static void clear(struct bench *b)
{
	arena_free(b->inside);
	press_give(b->paper, b->press);
	arena_free(b->arena);
}

static struct text *set(struct bench *b, enum text_align align, struct str words)
{
	return text_set(b->press, b->inside, STYLE_BODY, align, words, 200);
}

TEST(text_breaks_into_lines_that_fit)
{
	struct bench b;
	REQUIRE(set_up(&b, false));
	struct text *t = set(&b, TEXT_START,
		STR("Een zin die niet op een regel past, omdat er te veel woorden in staan."));
	CHECK_INT((int64_t)t->count, 2);
	CHECK(t->longest <= 200 && t->longest > 100);
	CHECK(t->lines[1].top >= t->lines[0].bottom - 0.1);
	CHECK(text_span(t, 0, 2) == t->lines[1].bottom);
	CHECK(text_span(t, 1, 1) < t->height && text_span(t, 0, 0) == 0);
	clear(&b);
}

TEST(text_begins_where_the_page_begins)
{
	struct bench b;
	REQUIRE(set_up(&b, false));
	CHECK(set(&b, TEXT_START, STR("kort"))->lines[0].left == 0);
	CHECK(set(&b, TEXT_START, STR("שלום"))->lines[0].left == 0);
	CHECK(set(&b, TEXT_AUTO, STR("kort"))->lines[0].left == 0);
	CHECK(set(&b, TEXT_AUTO, STR("שלום"))->lines[0].left > 100);
	CHECK(set(&b, TEXT_END, STR("kort"))->lines[0].left > 100);
	struct text *t = set(&b, TEXT_CENTRE, STR("kort"));
	CHECK(t->lines[0].left > 80 && t->lines[0].left < 100);
	clear(&b);
	REQUIRE(set_up(&b, true));
	CHECK(set(&b, TEXT_START, STR("kort"))->lines[0].left > 100);
	CHECK(set(&b, TEXT_AUTO, STR("kort"))->lines[0].left == 0);
	CHECK(set(&b, TEXT_AUTO, STR("שלום"))->lines[0].left > 100);
	CHECK(set(&b, TEXT_END, STR("שלום"))->lines[0].left == 0);
	clear(&b);
}

TEST(text_that_begins_with_a_name_runs_as_its_sentence)
{
	struct bench b;
	REQUIRE(set_up(&b, false));
	CHECK(set(&b, TEXT_AUTO, STR("⁨שלום⁩ ziet het"))->lines[0].left == 0);
	CHECK(set(&b, TEXT_AUTO, STR("שלום ziet het"))->lines[0].left > 0);
	clear(&b);
}

TEST(text_in_large_letters_leaves_no_word_alone)
{
	struct bench b;
	REQUIRE(set_up(&b, false));
	static const char long_title[] =
		"Een week aan de oever van de rivier, met vrienden uit zes landen van Europa, "
		"samen";
	static const char *const words[] = {"Water verbindt", long_title,
		"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"};
	for (size_t i = 0; i < 3; i++) {
		struct str it = str_of(words[i]);
		struct text *plain = set(&b, TEXT_CENTRE, it);
		struct text *even =
			text_set_even(b.press, b.inside, STYLE_BODY, TEXT_CENTRE, it, 200);
		CHECK_INT((int64_t)even->count, (int64_t)plain->count);
		CHECK(even->longest <= plain->longest && even->width == 200);
		CHECK((i == 1) == (even->longest < plain->longest - 10));
	}
	clear(&b);
}

TEST(text_of_items_shows_where_each_begins)
{
	static const char items[] =
		"Een huis met een naam die over meer dan een regel gaat\nEen huis";
	struct bench b;
	for (int mirrored = 0; mirrored < 2; mirrored++) {
		REQUIRE(set_up(&b, mirrored));
		struct text *t = text_set_items(b.press, b.inside, STYLE_BODY, str_of(items), 200);
		REQUIRE(t->count == 3);
		double edge[3];
		for (int i = 0; i < 3; i++) {
			PangoRectangle box;
			pango_layout_line_get_extents(t->lines[i].line, NULL, &box);
			double right = t->lines[i].left + (double)box.width / PANGO_SCALE;
			edge[i] = mirrored ? 200 - right : t->lines[i].left;
		}
		CHECK(edge[0] < 0.1 && edge[1] > 5 && edge[2] < 0.1);
		clear(&b);
	}
}

TEST(text_is_cut_behind_so_many_lines)
{
	static const char words[] = "Een zin die op drie regels staat, want er staan "
				    "zoveel woorden in dat hij niet korter kan.";
	struct bench b;
	REQUIRE(set_up(&b, false));
	struct text *t =
		text_set_cut(b.press, b.inside, STYLE_BODY, TEXT_START, str_of(words), 200, 2);
	CHECK(set(&b, TEXT_START, str_of(words))->count > 2);
	CHECK_INT((int64_t)t->count, 2);
	CHECK(pango_layout_is_ellipsized(t->layout) && t->longest <= 200);
	t = text_set_cut(b.press, b.inside, STYLE_BODY, TEXT_START, STR("kort"), 200, 2);
	CHECK(t->count == 1 && !pango_layout_is_ellipsized(t->layout));
	clear(&b);
}

TEST(text_leaves_no_short_word_alone)
{
	struct bench b;
	struct buf words;
	REQUIRE(set_up(&b, false));
	buf_init(&words, b.arena, 256, 1 << 10);
	for (int i = 0; i < 30; i++) {
		buf_lit(&words, "mooi ");
		struct str all = str_fmt(b.arena, "%.*sis het", STR_ARG(buf_str(&words)));
		struct text *t = set(&b, TEXT_START, all);
		if (t->count > 1)
			CHECK(t->lines[t->count - 1].line->length >= 6);
		CHECK(t->longest <= 200);
	}
	clear(&b);
}

TEST(text_has_a_line_even_when_empty)
{
	struct bench b;
	REQUIRE(set_up(&b, false));
	struct text *t = set(&b, TEXT_START, STR(""));
	CHECK_INT((int64_t)t->count, 1);
	CHECK(t->height > 5);
	clear(&b);
}
