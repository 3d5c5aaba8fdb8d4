/* What we mail to people whose account ends. */
#pragma once

#include "app/notice.h"

enum leave_notice {
	LEAVE_NOTICE_UNUSED, /* on that day, unless they sign in */
	LEAVE_NOTICE_ASKED,  /* the same, but they asked for it */
	LEAVE_NOTICE_NOW,
	LEAVE_NOTICE_EXPORT, /* the copy is ready, until that day */
	LEAVE_NOTICE_IMPORT, /* a copy that they brought along came in; that day says nothing */
	LEAVE_NOTICES
};

err_t leave_notice(const struct app *app, struct arena *a, const struct notice_to *to,
	enum leave_notice notice, usec end, struct outbox_sealed **ret_sealed);
/* To somebody who looked along: the owner goes. */
err_t leave_notice_viewer(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str owner, struct outbox_sealed **ret_sealed);
