/* Figures of src/view on one thread: lines of "figure NAME VALUE UNIT". Build with -O2 or more. */
#include "base/arena.h"
#include "base/time.h"
#include "view/page.h"
#include "view/passport.h"
#include "view/templates.h"

#include <stdio.h>
#include <stdlib.h>

#define ROUND (USEC_SECOND / 2)

static const struct language_choice languages[] = {{STR("nl"), STR("Nederlands"), true},
	{STR("en"), STR("English")},
	{STR("fr"), STR("Fran\xc3\xa7"
			"ais")},
	{STR("de"), STR("Deutsch")}};

static const struct page page = {.place = STR("Leerpas"),
	.here = STR("/passport"),
	.person = STR("Ann & Bob"),
	.owner = STR("0123456789abcdef"),
	.languages = languages,
	.languages_len = 4};

static const struct chapter_card chapters[] = {
	{STR("who"), STR("Wie ben ik"), 1, {6, 6, 100, true}, 0},
	{STR("can"), STR("Wat kan ik"), 2, {3, 6, 50, false}, 3},
	{STR("want"), STR("Wat wil ik"), 3, {1, 6, 16, false}, 5},
	{STR("need"), STR("Wat heb ik nodig"), 4, {0, 6, 0, false}, 6}};

static const struct home_view home = {.name = STR("Ann & Bob"),
	.ring = {10, 24, 41, false},
	.next_key = STR("can-4"),
	.next_title = STR("Waar ben je trots op?"),
	.next_chapter = 2,
	.chapters = chapters,
	.chapters_len = 4};

/* Renders the page with four chapters over and over; prints microseconds a page and its bytes. */
static void run(const struct view *view)
{
	struct arena *a = arena_new();
	usec start = clock_monotonic(), spent;
	size_t count = 0, bytes = 0;
	do {
		struct buf out;
		arena_reset(a);
		buf_init(&out, a, 16384, 1 << 20);
		view_home(&out, view, &home);
		bytes = out.len;
		count++;
		spent = clock_monotonic() - start;
	} while (spent < ROUND);
	printf("figure view_home %.2f us\n", (double)spent / (double)count);
	printf("figure view_home_bytes %zu bytes\n", bytes);
	arena_free(a);
}

int main(void)
{
	struct arena *a = arena_new();
	struct i18n *i;
	err_t e = i18n_new(a, i18n_catalogues, STR("nl"), &i);
	if (e) {
		fprintf(stderr, "%s\n", e->detail);
		exit(1);
	}
	struct view view = view_in(view_texts_new(a, i), i18n_standard(i));
	view.page = &page;
	view.form_token = STR("0123456789abcdef0123456789abcdef");
	run(&view);
	arena_free(a);
	return 0;
}
