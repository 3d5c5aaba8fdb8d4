/*
 * A passport on paper: a PDF in the reader's language, dated and marked as a copy, of what was
 * answered and nothing else.
 */
#pragma once

#include "app/passport.h"

struct lang;

/* The picture of a PHOTO, in a document. */
struct paper_picture {
	struct str question;
	struct str jpeg;
};

struct passport_paper {
	const struct passport_whole *whole; /* what the reader may see, and no more */
	const struct paper_picture *pictures;
	size_t picture_count;
	struct str name;     /* whose it is */
	struct str portrait; /* PNG or JPEG; empty: none */
	struct str link;     /* a live link to it; empty: none */
	bool with_apart;     /* health and care too */
	usec at;             /* when it was so; 0: it is so now */
};
err_t passport_paper_print(const struct app *app, struct arena *a, const struct lang *lang,
	const struct passport_paper *paper, struct str *ret_pdf);

/* The actor's own. ERR_NOT_FOUND before a route was chosen. */
struct passport_paper_own {
	struct str name;
	struct str link; /* a live link to it; empty: none */
	bool with_apart;
	const struct passport_scopes *scopes; /* these chapters alone; NULL: all of them */
};
err_t passport_paper_own(const struct app *app, struct arena *a, const struct actor *actor,
	const struct lang *lang, const struct passport_paper_own *own, struct str *ret_pdf);

/* The actor's dated version. Errors as passport_dated_read. */
struct passport_paper_dated {
	struct public_id dated;
	struct str name;
	bool with_apart;
};
err_t passport_paper_dated(const struct app *app, struct arena *a, const struct actor *actor,
	const struct lang *lang, const struct passport_paper_dated *own, struct str *ret_pdf);
