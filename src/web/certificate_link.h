/* A certificate's PDFs in several languages: ?language=, or a field of that name that is sent,
 * names a further one. */
#pragma once

#include "http/request.h"
#include "view/certificate.h"

/* path: of the PDF in the first language. */
const struct certificate_link *certificate_links(
	const struct request *req, struct str path, const struct str *languages, size_t len);
/* The one that is asked for; empty: the first. */
err_t certificate_language(struct request *req, struct str *ret_language);
