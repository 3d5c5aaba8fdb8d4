/*
 * The languages of the program: every catalogue in po/ (po/LINGUAS lists them), read once at start
 * and then shared by all threads. A language is data: its .po file brings texts, plural rule, own
 * name, direction, number signs and date patterns.
 *
 * Behind the languages that have every text stand those that have only what companions meet:
 * whatever is not made for them uses the first ones alone.
 */
#pragma once

#include "base/embed.h"
#include "base/err.h"

struct i18n;
struct lang;

/* Built from po/ by meson: "nl.mo" and so on. */
extern const struct embed i18n_catalogues[];

/*
 * Reads the catalogues into a; standard is the installation's own language ("nl"). Errors:
 * ERR_INVALID when a catalogue is broken, a whole one stands behind another, or no whole one is
 * called standard.
 */
err_t i18n_new(struct arena *a, const struct embed *catalogues, struct str standard,
	struct i18n **ret_i18n);

size_t i18n_count(const struct i18n *i); /* that have every text */
size_t i18n_all(const struct i18n *i);   /* and those of companions */
/* In the order of po/LINGUAS; at < i18n_all. */
const struct lang *i18n_at(const struct i18n *i, size_t at);
const struct lang *i18n_standard(const struct i18n *i);
/* By tag: exactly, else by its first subtag ("nl-BE" finds "nl"), in any case; NULL for none. */
const struct lang *i18n_find(const struct i18n *i, struct str tag);
/* The same, and those of companions. */
const struct lang *i18n_find_any(const struct i18n *i, struct str tag);

/* What is known about the reader's wish; each may be STR_NONE or nonsense. */
struct i18n_wish {
	struct str chosen;  /* in this browser, by hand: tags, the dearest first, "." between */
	struct str account; /* kept with the account */
	struct str accept;  /* Accept-Language, RFC 9110 section 12.5.4 */
};
/* The first wish that can be met, in that order; else the standard. */
const struct lang *i18n_choose(const struct i18n *i, const struct i18n_wish *wish);
/* The same, for what companions meet. */
const struct lang *i18n_choose_any(const struct i18n *i, const struct i18n_wish *wish);
