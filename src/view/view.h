/*
 * What every template of one response can reach beside its own view struct: the reader's language,
 * the form token, today, and the page data of the layout.
 *
 * A template "landing" over struct landing_view is called as
 *
 *	view_landing(out, &view, &(struct landing_view){.name = name});
 *
 * declared in the generated "view/templates.h"; docs/templates.md describes the language.
 */
#pragma once

#include "base/time.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"
#include "view/html.h"

struct view_texts;
struct view_text;
struct page;

struct view {
	const struct lang *lang;
	const struct view_text *const *texts; /* of that language, by the generator's number */
	const struct page *page;              /* the layout's own data, see view/page.h */
	struct str form_token;                /* masked for this response */
	day today;
};

/* Every text of every template in every language; made once at start, then shared by threads. */
struct view_texts *view_texts_new(struct arena *a, const struct i18n *i);
/* A view in that language; the caller fills in the rest. */
struct view view_in(const struct view_texts *texts, const struct lang *lang);
