/* What we mail before projects are deleted. */
#pragma once

#include "app/notice.h"

struct project_ending {
	struct str title, organisation;
	day last;
	bool is_claimed; /* an account has the own page: it stays theirs */
};
struct project_endings {
	const struct project_ending *at;
	size_t len;
	struct str link; /* to the own page */
};
/* To somebody who takes part. */
err_t project_notice_part(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct project_endings *all, struct outbox_sealed **ret_sealed);
/* To somebody who coordinates them; link is not looked at. */
err_t project_notice_staff(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct project_endings *all, struct outbox_sealed **ret_sealed);
