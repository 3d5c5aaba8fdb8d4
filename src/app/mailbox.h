/*
 * The mailbox of the demo world: a mail transport that keeps what it is given in a store of its own
 * (the demo schema), and a way to read it.
 */
#pragma once

#include "base/id.h"
#include "mail/message.h"

#define MAILBOX_MOST 50

struct db;

/* ctx is the store. */
struct mail_transport mailbox_transport(struct db *store);

struct mailbox_letter {
	struct public_id code;
	struct str from, to, subject;
	struct str body; /* not in a list */
	usec written;
};
/* The newest first, at most MAILBOX_MOST. */
err_t mailbox_list(struct db *store, struct arena *a, const struct mailbox_letter **ret_letters,
	size_t *ret_count);
/* ERR_NOT_FOUND when there is none. */
err_t mailbox_read(
	struct db *store, struct arena *a, struct public_id code, struct mailbox_letter *ret);
