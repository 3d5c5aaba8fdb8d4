/*
 * What we mail about live links. key: of the link in the mail, where the owner says yes or no; it
 * stands in the fragment.
 */
#pragma once

#include "app/notice.h"

/* Somebody came in unasked. */
err_t share_notice_came(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str key, struct outbox_sealed **ret_sealed);
/* Somebody waits for a yes. */
err_t share_notice_asks(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str key, struct outbox_sealed **ret_sealed);
