/*
 * The demo's mailbox: a transport that keeps letters in a store of its own (schema mailbox_schema,
 * statements letter_* in "db/mailbox.h"), for a page that shows them. Only the demo has one.
 */
#pragma once

#include "db/db.h"
#include "db/mailbox.h"
#include "mail/message.h"

#define MAILBOX_MOST 500 /* letters; older ones go */

/* Delivers into store, which was opened with mailbox_schema and migrated. */
struct mail_transport mailbox_transport(struct db *store);
