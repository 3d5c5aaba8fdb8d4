/*
 * What a form sent: fields in the order of the page, names possibly repeated. Both encodings give
 * the same shape: application/x-www-form-urlencoded (URL Standard, section 5), and
 * multipart/form-data (codec/multipart.h), where a field may be a file. Names and values are
 * valid UTF-8 without NUL; a file's value is its bytes, whatever they are.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct form_field {
	struct str name, value;
	bool is_file;
	struct str filename; /* of a file: last part of what the browser said; may be empty */
	struct str type;     /* of a file: as the browser said, unproven; may be empty */
};

struct form {
	struct form_field *fields;
	size_t len;
};

struct form_limits {
	size_t bytes; /* of body */
	size_t fields;
};
/* 1 MiB, 1000 fields. */
extern const struct form_limits form_limits_default;

/*
 * Parses a body or a query (without "?"). Values that need no decoding point into body. Errors:
 * ERR_INVALID, ERR_TOO_LARGE.
 */
err_t form_parse(
	struct arena *a, struct str body, const struct form_limits *limits, struct form *ret_form);

#define form_each(it, form)                                                   \
	for (const struct form_field *it = (form)->fields,                    \
				     *it##_end_ = it ? it + (form)->len : it; \
		it < it##_end_; it++)

/* The first field of that name after `after` (NULL: from the start), or NULL. */
const struct form_field *form_next(
	const struct form *form, struct str name, const struct form_field *after);
/* The value of the first field of that name that is no file, or STR_NONE. */
struct str form_get(const struct form *form, struct str name);
/* The first file of that name; NULL when there is none or none was chosen. */
const struct form_field *form_file(const struct form *form, struct str name);
