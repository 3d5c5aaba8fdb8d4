#include "credential/record.h"

#include "base/arena.h"
#include "unit/record.h"
#include "unit/unit.h"

TEST(record_text_in_takes_the_nearest_language)
{
	const struct record_texts *title = &record_full.achievement->title;
	CHECK_STR(record_text_in(title, STR("en-GB")), "Data analysis with Python");
	CHECK_STR(record_text_in(title, STR("fr")), "Data-analyse met Python");
	CHECK(!record_text_in(&(struct record_texts){0}, STR("en")).len);
}

TEST(record_texts_of_has_one_or_none)
{
	struct arena *a = arena_new();
	struct record_texts one = record_texts_of(a, STR("nl"), STR("Een"));
	CHECK_STR(record_text_in(&one, STR("de")), "Een");
	CHECK_INT((int64_t)record_texts_of(a, STR("nl"), STR_NONE).len, 0);
	arena_free(a);
}
