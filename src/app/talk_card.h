/* A conversation card of one chapter: a PDF with questions to start with, and room to write. */
#pragma once

#include "app/app.h"
#include "app/content.h"

struct lang;

struct talk_card {
	struct str name; /* whose conversation it is */
	const struct content_chapter *chapter;
};
err_t talk_card_print(const struct app *app, struct arena *a, const struct lang *lang,
	const struct talk_card *card, struct str *ret_pdf);
