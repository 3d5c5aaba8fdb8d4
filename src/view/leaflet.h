/* A code that is handed on, as several pages show it. */
#pragma once

#include "view/html.h"

struct leaflet_view {
	struct str code;
	struct str link;
	struct html square;
	struct str path; /* its files stand below it: web/leaflet.h */
};
