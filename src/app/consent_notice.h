/* What we mail to a learner about a parent's consent (app/consent.h). */
#pragma once

#include "app/notice.h"

enum consent_notice {
	CONSENT_NOTICE_GIVEN,
	CONSENT_NOTICE_REFUSED,
	CONSENT_NOTICE_WITHDRAWN,
	CONSENT_NOTICES
};
err_t consent_notice(const struct app *app, struct arena *a, const struct notice_to *to,
	enum consent_notice notice, struct str parent, struct outbox_sealed **ret_sealed);
