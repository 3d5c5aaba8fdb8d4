#include "i18n/country.h"

#include "base/embed.h"
#include "base/vec.h"
#include "codec/fold.h"

#include <stdlib.h>

extern const struct embed country_files[];

#define FIRST_NAME 2 /* fields of a line before it */

/* Of those fields. */
static const char *const languages[] = {"nl", "en", "fr", "de"};

#define ENGLISH 1

struct known {
	struct str folded;
	const struct country *country;
};

struct countries {
	VEC(struct country) all;
	VEC(struct known) known; /* by what is folded */
};

static int by_folded(const void *a, const void *b)
{
	return str_cmp(((const struct known *)a)->folded, ((const struct known *)b)->folded);
}

static void know_names(struct arena *a, struct countries *c, const struct country *country)
{
	struct str rest = country->line;
	while (rest.len) {
		struct str folded = fold(a, str_cut(&rest, '\t'));
		vec_push(a, &c->known, (struct known){folded, country});
	}
}

const struct countries *countries_new(struct arena *a)
{
	struct countries *c = arena_make(a, struct countries);
	struct str rest = country_files[0].bytes;
	while (rest.len) {
		struct str line = str_cut(&rest, '\n'), fields = line;
		vec_push(a, &c->all, (struct country){str_cut(&fields, '\t'), line});
	}
	vec_each (const struct country, it, &c->all)
		know_names(a, c, it);
	qsort(c->known.at, c->known.len, sizeof(*c->known.at), by_folded);
	return c;
}

bool country_in_eea(struct str code)
{
	struct str rest = country_files[1].bytes;
	while (rest.len)
		if (str_eq(str_cut(&rest, '\n'), code))
			return code.len;
	return false;
}

size_t countries_len(const struct countries *c)
{
	return c->all.len;
}

const struct country *country_find(const struct countries *c, struct arena *a, struct str text)
{
	const struct known wanted = {.folded = fold(a, text)};
	const struct known *found =
		bsearch(&wanted, c->known.at, c->known.len, sizeof(wanted), by_folded);
	return found && wanted.folded.len ? found->country : NULL;
}

/* --- what is near --- */

/* Short names are one slip from too many others. */
static unsigned slips_most(size_t len)
{
	return len < 4 ? 0 : len < 7 ? 1 : 2;
}

static bool has(const struct country *const *all, size_t len, const struct country *one)
{
	for (size_t i = 0; i < len; i++)
		if (all[i] == one)
			return true;
	return false;
}

size_t country_near(const struct countries *c, struct arena *a, struct str text,
	const struct country *ret_near[COUNTRY_NEAR_MOST])
{
	struct str wanted = fold(a, text);
	unsigned most = slips_most(wanted.len);
	size_t len = 0;
	if (!most)
		return 0;
	vec_each (const struct known, it, &c->known) {
		unsigned slips =
			it->folded.len < 4 ? most + 1 : fold_distance(it->folded, wanted, most);
		if (slips > most)
			continue;
		if (slips < most)
			len = 0;
		most = slips;
		if (len < COUNTRY_NEAR_MOST && !has(ret_near, len, it->country))
			ret_near[len++] = it->country;
	}
	return len;
}

/* --- names --- */

static struct str field(struct str line, size_t number)
{
	for (; number; number--)
		str_cut(&line, '\t');
	return str_cut(&line, '\t');
}

struct str country_name(const struct country *country, const struct lang *l)
{
	size_t at = 0;
	while (at < sizeof(languages) / sizeof(*languages) && !str_is(lang_tag(l), languages[at]))
		at++;
	if (at == sizeof(languages) / sizeof(*languages))
		at = ENGLISH;
	return field(country->line, FIRST_NAME + at);
}

const struct country *const *countries_sorted(
	struct arena *a, const struct countries *c, const struct lang *l)
{
	struct known *named = arena_array(a, struct known, c->all.len);
	const struct country **sorted = arena_array(a, const struct country *, c->all.len);
	for (size_t i = 0; i < c->all.len; i++)
		named[i] = (struct known){fold(a, country_name(&c->all.at[i], l)), &c->all.at[i]};
	qsort(named, c->all.len, sizeof(*named), by_folded);
	for (size_t i = 0; i < c->all.len; i++)
		sorted[i] = named[i].country;
	return sorted;
}
