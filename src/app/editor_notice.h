/* What we mail to whom a coordinator asks to edit a project. */
#pragma once

#include "app/notice.h"
#include "crypto/code.h"

struct editor_notice_about {
	struct str project, organisation;
	const struct code *code; /* in the fragment of the link too */
	usec ends;               /* of the code */
};
err_t editor_notice(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct editor_notice_about *about, struct outbox_sealed **ret_sealed);
