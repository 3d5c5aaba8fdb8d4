#include "paper/paper.h"

#include "base/arena.h"
#include "paper/press.h"
#include "unit/unit.h"

TEST(paper_keeps_its_presses)
{
	struct arena *a = arena_new();
	struct paper *paper;
	REQUIRE_OK(paper_new(a, &paper));
	struct press *one = press_take(paper), *two = press_take(paper);
	CHECK(one != two);
	press_give(paper, one);
	CHECK(press_take(paper) == one);
	press_give(paper, two);
	press_give(paper, one);
	arena_free(a);
}

TEST(paper_comes_and_goes)
{
	for (int i = 0; i < 3; i++) {
		struct arena *a = arena_new();
		struct paper *paper;
		REQUIRE_OK(paper_new(a, &paper));
		press_give(paper, press_take(paper));
		arena_free(a);
	}
}

TEST(press_knows_the_wide_blank)
{
	struct arena *a = arena_new();
	struct paper *paper;
	REQUIRE_OK(paper_new(a, &paper));
	struct press *press = press_take(paper);
	CHECK(press->blank.index > 0);
	press_give(paper, press);
	arena_free(a);
}
