/* Reading the mail of the demo world: what the mailbox transport (mail/mailbox.h) has kept. */
#pragma once

#include "base/err.h"
#include "base/time.h"

#define DEMO_MAIL_MOST 50

struct db;

struct demo_letter {
	struct str key; /* names it in an address */
	struct str from, to, subject;
	struct str body; /* plain text */
	usec written;
};

/* The newest first, at most DEMO_MAIL_MOST; without from and body. */
err_t demo_mail_list(struct db *store, struct arena *a, const struct demo_letter **ret_letters,
	size_t *ret_count);
/* ERR_NOT_FOUND when there is none. */
err_t demo_mail_read(struct db *store, struct arena *a, struct str key, struct demo_letter *ret);
