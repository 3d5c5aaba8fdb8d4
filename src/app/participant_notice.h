/* What we mail to who takes part in a project: where their own page is, and nothing of what it
 * says. */
#pragma once

#include "app/notice.h"
#include "codec/input.h"
#include "crypto/code.h"

enum participant_notice {
	PARTICIPANT_NOTICE_INVITED,
	PARTICIPANT_NOTICE_REMINDED,
	PARTICIPANT_NOTICE_CODE,    /* the one before stopped working */
	PARTICIPANT_NOTICE_ADDRESS, /* mails go to another address from now on */
	/* Who has an account chooses to hear so: */
	PARTICIPANT_NOTICE_CERTIFICATE, /* theirs is there */
	PARTICIPANT_NOTICE_SUGGESTED,
	PARTICIPANT_NOTICE_DUE, /* a deadline comes */
	PARTICIPANT_NOTICES
};

struct participant_notice_about {
	struct str project, organisation;
	struct public_id participant;
	const struct code
		*code; /* NULL: none is said; the account has the page, or a card the code */
	day deadline;  /* or DAY_NONE */
};
/* A code of six digits: that something is theirs. */
err_t participant_notice_proof(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct participant_notice_about *about, const struct code *code,
	struct outbox_sealed **ret_sealed);
err_t participant_notice(const struct app *app, struct arena *a, const struct notice_to *to,
	enum participant_notice notice, const struct participant_notice_about *about,
	struct outbox_sealed **ret_sealed);
