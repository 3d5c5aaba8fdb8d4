/*
 * Countries by their codes (ISO 3166-1 alpha-2; XK for Kosovo) with their names in the languages of
 * the program and other names that people write: their own, former ones, those of the European
 * Union's codes EL and UK. The list is content/countries.txt, one country a line: code, alpha-3
 * code, names in nl, en, fr, de, then others, with tabs between them.
 *
 * content/eea.txt: the codes of those in which the General Data Protection Regulation holds: the
 * members of the European Union with their outermost regions, Iceland, Liechtenstein and Norway.
 */
#pragma once

#include "i18n/lang.h"

struct arena;

#define COUNTRY_NEAR_MOST 3

struct country {
	struct str code; /* "BE" */
	struct str line; /* of the list */
};
struct countries;

/* Reads the list, which takes about a millisecond: once for a program. */
const struct countries *countries_new(struct arena *a);
size_t countries_len(const struct countries *c);
/* All, in the order of their names in that language. */
const struct country *const *countries_sorted(
	struct arena *a, const struct countries *c, const struct lang *l);

/* By code or any name, whatever the case and the marks; NULL for none. */
const struct country *country_find(const struct countries *c, struct arena *a, struct str text);
/*
 * What was perhaps meant by a name that is none: "Belguim" is near Belgium. Those that are nearest,
 * all as near as one another; returns how many.
 */
size_t country_near(const struct countries *c, struct arena *a, struct str text,
	const struct country *ret_near[COUNTRY_NEAR_MOST]);
/* Is that code of the European Economic Area? */
bool country_in_eea(struct str code);
/* In that language, else in English. */
struct str country_name(const struct country *country, const struct lang *l);
