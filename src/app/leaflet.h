/*
 * A code to hand on: the square of its link as a picture, a poster for the wall, a sheet of slips
 * to cut out. All of it lets in whoever holds it, so it is made for whom the code is shown to.
 */
#pragma once

#include "app/app.h"

struct lang;

enum leaflet_of {
	LEAFLET_OF_LINK,    /* a live link to a passport */
	LEAFLET_OF_CONTACT, /* somebody whom learners let look along */
};

struct leaflet {
	enum leaflet_of of;
	struct str name;  /* whose passport; who looks along */
	struct str place; /* the organisation of a mentor; else empty */
	struct str code;  /* as it is shown */
	struct str link;  /* with the code in its fragment */
};

/* Each is a file of its own; the SVG may stand in a page too. */
err_t leaflet_svg(const struct app *app, struct arena *a, const struct lang *lang,
	const struct leaflet *leaflet, struct str *ret_file);
err_t leaflet_png(const struct app *app, struct arena *a, const struct lang *lang,
	const struct leaflet *leaflet, struct str *ret_file);
err_t leaflet_poster(const struct app *app, struct arena *a, const struct lang *lang,
	const struct leaflet *leaflet, struct str *ret_file);
err_t leaflet_slips(const struct app *app, struct arena *a, const struct lang *lang,
	const struct leaflet *leaflet, struct str *ret_file);
