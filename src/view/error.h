/*
 * What a person sees when a request failed; views/error.html has words for every status we answer.
 */
#pragma once

#include "base/str.h"

struct error_view {
	int status;
	struct str message;    /* more about it, or empty */
	struct str request_id; /* for who asks for help */
	bool signed_in;
	bool is_stale; /* it was sent from a page of an older session */
};
