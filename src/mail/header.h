/*
 * Header fields of a message (RFC 5322), with text beyond ASCII as encoded words (RFC 2047). What
 * is written here holds no line break but folding, whatever was put in.
 */
#pragma once

#include "base/buf.h"
#include "base/time.h"

/* Unstructured text, for a Subject. */
void header_text(struct buf *out, struct str text);
/* "Name" <address>, or the bare address without a name. The address was parsed before. */
void header_mailbox(struct buf *out, struct str name, struct str address);
/* Sun, 22 Nov 2026 12:31:00 +0000 */
void header_date(struct buf *out, usec t);
