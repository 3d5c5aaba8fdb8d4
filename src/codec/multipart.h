/*
 * multipart/form-data (RFC 7578, names as the HTML Standard's "multipart/form-data encoding
 * algorithm" writes them), as browsers send it and nothing looser: no preamble, no epilogue, no
 * transfer encodings, no nesting.
 */
#pragma once

#include "codec/form.h"

/*
 * type: the Content-Type header, with its boundary. Values and files point into body. Errors:
 * ERR_INVALID, ERR_TOO_LARGE.
 */
err_t multipart_parse(struct arena *a, struct str type, struct str body,
	const struct form_limits *limits, struct form *ret_form);
