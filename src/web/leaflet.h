/* A code that is handed on: shown in a page, and as files below that page, at /{file}. */
#pragma once

#include "app/contact.h"
#include "app/leaflet.h"
#include "view/leaflet.h"
#include "web/page.h"

err_t leaflet_shown(const struct request *req, const struct leaflet *leaflet, struct str path,
	struct leaflet_view *ret_view);
/* ERR_NOT_FOUND when the {file} of the path is none of them. */
err_t leaflet_file(const struct request *req, struct response *res, const struct leaflet *leaflet);
/* Of the visitor's own contact code; place: the organisation of a mentor, or empty. */
struct leaflet contact_leaflet(
	const struct request *req, const struct code *code, struct str place);
