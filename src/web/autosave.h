/* What our script is told about what it saved while somebody writes: see assets/js/question.js. */
#pragma once

#include "base/time.h"
#include "web/page.h"

/* counts: it is enough to be an answer. */
err_t autosave_saved(
	struct request *req, struct response *res, int64_t version, usec at, bool counts);
/* Not saved: other stands there, as that version. */
err_t autosave_other(struct request *req, struct response *res, int64_t version, struct str other);
/* Takes e. */
err_t autosave_refused(struct request *req, struct response *res, err_t e);
/* The version that was sent with an answer; ERR_INVALID for none. */
err_t autosave_version(const struct form *form, int64_t *ret_version);
