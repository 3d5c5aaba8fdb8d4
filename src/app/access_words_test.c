#include "app/access_words.h"

#include "unit/unit.h"

TEST(access_words_for_every_relation_and_action)
{
	for (enum relation relation = 0; relation < RELATIONS; relation++)
		CHECK(access_relation_text(relation) != NULL);
	for (enum action action = 0; action < ACTIONS; action++)
		CHECK(access_action_text(action) != NULL);
}

TEST(access_words_name_every_relation_once)
{
	unsigned seen = 0;
	for (size_t i = 0; i < RELATIONS; i++)
		seen |= 1u << access_relation_order[i];
	CHECK_INT(seen, (1u << RELATIONS) - 1);
}
