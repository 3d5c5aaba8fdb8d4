/*
 * Checks the audit log: every row against the chain, and the chain against its signed points.
 * Needs no key but the public one, so that others can check a copy.
 *
 * What it cannot see: rows changed before they were sealed, and a log from whose end rows, chain
 * and points are all cut off. Against the latter, give it a point that you noted elsewhere.
 */
#pragma once

#include "crypto/hash.h"
#include "crypto/key.h"
#include "db/db.h"

enum audit_fault {
	AUDIT_SOUND,
	AUDIT_CHANGED,   /* the row is not the one that was sealed there: changed or moved */
	AUDIT_REMOVED,   /* the row was sealed, or waited for it, and is gone */
	AUDIT_INSERTED,  /* the row was never sealed and does not wait for it */
	AUDIT_UNLINKED,  /* the chain lacks the place */
	AUDIT_UNSIGNED,  /* no point signs for the place, or a point before it is gone */
	AUDIT_SIGNATURE, /* the point that signs for the place is not signed by the key */
	AUDIT_CUT, /* the chain does not hold the place that was seen, or not with that hash */
	AUDIT_FAULTS
};

/* A place that somebody saw the chain have, as printed then; place 0: none. */
struct audit_seen {
	int64_t place;
	struct digest hash;
};

struct audit_verdict {
	enum audit_fault fault; /* the first, in the order of the chain; then rows outside it */
	int64_t row;            /* the first wrong row's id; 0: not known */
	int64_t place;          /* its place in the chain; 0: none */
	int64_t rows, points;   /* that were right */
	int64_t waiting;        /* not sealed yet */
	usec sealed_at;         /* time of the last point */
	struct digest hash;     /* at the last place */
};

/* Fails only when the log cannot be read. */
err_t audit_check(struct db *db, const struct key *key, const struct audit_seen *seen,
	struct audit_verdict *ret_verdict);
/* "was changed or moved": what the fault says about the row or the place. */
const char *audit_fault_text(enum audit_fault fault);
