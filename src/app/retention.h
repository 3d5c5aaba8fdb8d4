/*
 * Retention: the one table of what is kept, why, for how long, and what happens then. The upkeep
 * clears by it, the operator looks ahead with it, and the page "who sees what" is made from it.
 */
#pragma once

#include "app/app.h"

enum retention {
	RETENTION_ACCOUNT,
	RETENTION_LEAVING,
	RETENTION_EXPORT,
	RETENTION_IMPORT,
	RETENTION_LIST,
	RETENTION_REGISTRATION,
	RETENTION_CODE,
	RETENTION_INVITATION,
	RETENTION_ANSWER,
	RETENTION_OFFER,
	RETENTION_OPERATOR,
	RETENTION_SESSION,
	RETENTION_KNOWN,
	RETENTION_RATE,
	RETENTION_MAIL,
	RETENTION_JOB,
	RETENTION_PROJECT,
	RETENTION_CERTIFICATE,
	RETENTION_AUDIT,
	RETENTION_ERASED,
	RETENTION_HOUSE,
	RETENTIONS
};

enum retention_end {
	RETENTION_DELETE,      /* the rows are deleted */
	RETENTION_DESTROY_KEY, /* the person is erased: see app/erase.h */
	RETENTION_STAY,        /* nothing: it tells nothing about a person */
	RETENTION_ENDS
};

struct retention_rule {
	const char *name;    /* for the operator: "session" */
	const char *tables;  /* of the content store, separated by a space */
	const char *what;    /* message id: what it is */
	const char *ground;  /* message id: why we keep it */
	const char *from;    /* message id: from when the period counts, or how long without one */
	usec period;         /* 0: none */
	const char *setting; /* of the settings file, in days, that says another period; or NULL */
	enum retention_end end;
	bool outlives; /* some of it stays when a person leaves */
};
const struct retention_rule *retention_rule(enum retention kind);
/* Message id: what happens at the end. */
const char *retention_end_text(enum retention_end end);

/* What the installation decided. */
struct retention_periods {
	usec of[RETENTIONS];
};
/* As the table has it. */
void retention_defaults(struct retention_periods *ret);

/* How many of each have come to their end at that time. */
struct retention_counts {
	int64_t of[RETENTIONS];
};
err_t retention_preview(struct db *db, const struct retention_periods *periods, usec at,
	struct retention_counts *ret);
/* Deletes what has come to its end, but accounts: they have jobs, app/leave.h and app/unused.h. */
err_t retention_clear(const struct app *app);

/* A period in the largest unit that fits without a rest. */
enum retention_unit {
	RETENTION_MINUTES,
	RETENTION_HOURS,
	RETENTION_DAYS,
	RETENTION_YEARS,
	RETENTION_UNITS
};
int64_t retention_in(usec period, enum retention_unit *ret_unit);
