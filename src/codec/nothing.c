#include "codec/nothing.h"

#include "base/arena.h"
#include "codec/fold.h"

#define LONGEST 24 /* bytes that are looked at: longer ones say something */

/* Without blanks and marks, in lower case. */
static const char *const words[] = {
	"geen",
	"geeneen",
	"na",
	"niets",
	"niks",
	"none",
	"nothing",
	"nvt",
	"nietvantoepassing",
	"notapplicable",
	"aucun",
	"aucune",
	"neant",
	"rien",
	"sansobjet",
	"entfallt",
	"keine",
	"nichts",
	"nix",
	"ka",
};

static struct str without_blanks(struct arena *a, struct str folded)
{
	char *kept = arena_bytes(a, folded.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < folded.len; i++)
		if (folded.p[i] != ' ')
			kept[len++] = folded.p[i];
	return (struct str){kept, len};
}

static bool is_all_x(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.p[i] != 'x')
			return false;
	return true;
}

bool says_nothing(struct arena *a, struct str text)
{
	struct str word = without_blanks(a, fold(a, text));
	if (word.len > LONGEST)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_is(word, words[i]))
			return true;
	return is_all_x(word);
}
