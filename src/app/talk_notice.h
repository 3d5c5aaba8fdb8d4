/* What we mail about looking along: never a word of what anybody wrote. */
#pragma once

#include "app/notice.h"
#include "crypto/code.h"

/* Somebody is invited: with the code, which stands in the fragment of the link too. */
err_t talk_notice_offer(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str owner, const struct code *code, usec ends, struct outbox_sealed **ret_sealed);

enum talk_notice {
	TALK_NOTICE_COMMENT, /* somebody wrote with an answer */
	TALK_NOTICE_ASKED,   /* the owner wants to talk about one */
	TALK_NOTICE_REMIND,  /* a mentor reminds the learner */
	TALK_NOTICES
};
/* name: who wrote or asks; page: path to where it stands. */
err_t talk_notice(const struct app *app, struct arena *a, const struct notice_to *to,
	enum talk_notice notice, struct str name, struct str page,
	struct outbox_sealed **ret_sealed);
