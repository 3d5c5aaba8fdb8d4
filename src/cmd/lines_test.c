#include "cmd/lines.h"

#include "unit/folder.h"
#include "unit/unit.h"

#include <string.h>

static struct lines *open_text(struct folder *f, struct str text)
{
	struct lines *l = NULL;
	CHECK(folder_make(f));
	const char *path = folder_write(f, "text", text);
	CHECK_OK(lines_open(f->arena, path, &l));
	return l;
}

static void expect(struct lines *l, const char *text)
{
	struct str line = STR("untouched");
	CHECK_OK(lines_next(l, &line));
	CHECK(!line.p == !text);
	CHECK_STR(line, text ? text : "");
}

TEST(lines_come_one_by_one)
{
	struct folder f;
	struct lines *l = open_text(&f, STR("a\n\nb c\nlast"));
	expect(l, "a");
	expect(l, "");
	expect(l, "b c");
	expect(l, "last");
	expect(l, NULL);
	expect(l, NULL);
	folder_end(&f);
}

TEST(lines_of_nothing)
{
	struct folder f;
	struct lines *l = open_text(&f, STR(""));
	expect(l, NULL);
	CHECK_ERR(lines_open(f.arena, "/tmp/leerpas-not-there", &l), ERR_NOT_FOUND);
	folder_end(&f);
}

/* x's, n of them, and a line behind them. */
static struct str long_text(struct arena *a, size_t n)
{
	char *p = arena_bytes(a, n + 6);
	memset(p, 'x', n);
	memcpy(p + n, "\nnext\n", 6);
	return (struct str){p, n + 6};
}

TEST(lines_past_the_maximum_are_told_and_left_behind)
{
	static const size_t beyond[] = {0, 1, 2, LINES_MOST, LINES_MOST + 1, 3 * LINES_MOST};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(beyond) / sizeof(*beyond); i++) {
		struct folder f;
		struct str line;
		struct lines *l = open_text(&f, long_text(a, LINES_MOST + beyond[i]));
		if (beyond[i])
			CHECK_ERR(lines_next(l, &line), ERR_TOO_LARGE);
		else
			CHECK_OK(lines_next(l, &line));
		expect(l, "next");
		expect(l, NULL);
		folder_end(&f);
	}
	arena_free(a);
}

TEST(lines_all_is_the_whole_or_too_large)
{
	struct folder f;
	struct str text;
	struct arena *a = arena_new();
	struct lines *l = open_text(&f, STR("a\nb\n"));
	REQUIRE_OK(lines_all(l, &text));
	CHECK_STR(text, "a\nb\n");
	folder_end(&f);
	l = open_text(&f, long_text(a, LINES_MOST - 6));
	REQUIRE_OK(lines_all(l, &text));
	CHECK_INT((int64_t)text.len, (int64_t)LINES_MOST);
	folder_end(&f);
	l = open_text(&f, long_text(a, LINES_MOST - 5));
	CHECK_ERR(lines_all(l, &text), ERR_TOO_LARGE);
	folder_end(&f);
	arena_free(a);
}
