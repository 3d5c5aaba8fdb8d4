/*
 * What we mail about live links. key: of the link in a mail to the owner, where they say yes or no;
 * it stands in the fragment.
 */
#pragma once

#include "app/notice.h"
#include "base/id.h"

/* Somebody came in unasked. */
err_t share_notice_came(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str key, struct outbox_sealed **ret_sealed);
/* Somebody waits for a yes. */
err_t share_notice_asks(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str key, struct outbox_sealed **ret_sealed);
/* To who waited: the owner said yes. */
err_t share_notice_yes(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str owner, struct public_id grant, struct outbox_sealed **ret_sealed);
