/*
 * Method cards: short ways for who works with a group to look back on what was learned, from
 * content/projects/methods.json. Read once at start; everything lives as long as the arena.
 */
#pragma once

#include "base/embed.h"
#include "base/err.h"

struct app;
struct arena;
struct i18n;
struct lang;
struct method_cards;

#define METHOD_CARDS_MOST 40
#define METHOD_STEPS_MOST 8

/* methods.json, compiled in. */
extern const struct embed method_files[];

struct method_card {
	struct str id; /* in addresses */
	struct str title, about;
	struct str time;  /* "30 minutes, up to 20 people" */
	struct str needs; /* "A long rope" */
	const struct str *steps;
	size_t steps_len;
	struct str after; /* what each then writes */
};

/* ERR_INVALID names what is wrong. */
err_t method_cards_new(
	struct arena *a, struct str json, const struct i18n *i18n, struct method_cards **ret_cards);
/* In their order; lang: the index of a language (lang_index). */
const struct method_card *method_cards_all(
	const struct method_cards *cards, size_t lang, size_t *ret_len);

/* One, or all (STR_NONE), as a PDF; ERR_NOT_FOUND for an id that there is not. */
err_t method_cards_paper(const struct app *app, struct arena *a, const struct lang *lang,
	struct str id, struct str *ret_pdf);
