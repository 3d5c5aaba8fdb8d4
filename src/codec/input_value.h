/* Inside codec/input: what was given for one field, however it came, and how it becomes a value. */
#pragma once

#include "codec/input.h"

enum input_given_type { GIVEN_NOTHING, GIVEN_TEXTS, GIVEN_NUMBER, GIVEN_TRUTH, GIVEN_WRONG };

struct input_given {
	enum input_given_type type;
	const struct str *texts; /* in the order sent; none only for LINES */
	size_t len;
	int64_t number;
	bool truth;
};

/* Sets the member from what was given; the error is the field's, for the person. */
err_t input_set(struct arena *a, const struct input_field *field, const struct input_given *given,
	void *ret_member);
