#include "codec/nothing.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(nothing_is_said_in_many_ways)
{
	static const char *const empty[] = {"", " \n\t", "/", "-", ".", "x", "X", "xx", "nvt",
		"NVT", "n.v.t.", "N.V.T", "n v t", "n/a", "N/A", "N.A.", "geen", "Geen.", "niks",
		"Niks...", "none", "None", "--", "…", "–", "—", "?", "(geen)", "“niks”", " / ",
		"Néant", "keine", "rien", "n / a", "\xC2\xA0-\xC2\xA0"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(empty) / sizeof(*empty); i++)
		if (!CHECK(says_nothing(a, str_of(empty[i]))))
			CHECK_STR(str_of(empty[i]), "");
	arena_free(a);
}

TEST(something_is_not_nothing)
{
	static const char *const full[] = {"ja", "no", "geen idee", "niks geleerd", "x-ray", "2",
		"100 %", "Ik kan nu koken", "να", "не", "n", "a", "geen angst meer om te praten",
		"xylofoon", "none of them spoke Dutch"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(full) / sizeof(*full); i++)
		if (!CHECK(!says_nothing(a, str_of(full[i]))))
			CHECK_STR(str_of(full[i]), "");
	arena_free(a);
}
