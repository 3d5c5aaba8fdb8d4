/*
 * Codes of six digits that go by mail and come back typed: they live ten minutes, work once, allow
 * few tries, are stored as a hash that only the browser that asked can make again, and work in no
 * other browser. What they are good for is the caller's business.
 */
#pragma once

#include "app/app.h"
#include "app/visitor.h"
#include "crypto/code.h"
#include "db/content.h"

#define MAILED_CODE_LIFE (10 * USEC_MINUTE)
#define MAILED_CODE_TRIES 5

enum mailed_purpose {
	MAILED_REGISTER, /* kept with the registration */
	MAILED_RESET,
	MAILED_SIGN_IN,
	MAILED_ADDRESS,
	MAILED_PROOF,
	MAILED_PURPOSES
};

/* The code that the browser is told of by mail: how it is stored. */
struct digest mailed_code_digest(
	const struct visitor *visitor, enum mailed_purpose purpose, const struct code *code);

struct mailed_code {
	enum mailed_purpose purpose;
	struct str mail, mail_key;
	struct code code; /* to print in the mail */
	struct digest browser, digest;
	usec ends;
};

/* A new one; the strings stay the caller's. */
struct mailed_code mailed_code_new(const struct app *app, struct arena *a,
	const struct visitor *visitor, enum mailed_purpose purpose, struct str mail);
/* Replaces what the same browser asked for the same purpose. */
err_t mailed_code_keep(struct tx *tx, const struct mailed_code *code);

/* Where the browser's code went; empty when it waits for none. */
err_t mailed_code_awaited(struct tx *tx, struct arena *a, const struct visitor *visitor,
	enum mailed_purpose purpose, struct str *ret_mail);

enum mailed_outcome { MAILED_RIGHT, MAILED_WRONG, MAILED_SPENT, MAILED_GONE };

struct mailed_try {
	enum mailed_purpose purpose;
	struct digest browser, digest;
	bool is_code; /* what was typed is a code at all */
	usec now;
};

struct mailed_try mailed_code_try(const struct app *app, const struct visitor *visitor,
	enum mailed_purpose purpose, struct str typed);
/*
 * Counts a wrong one, and ends a right one: it works once. ret_row is the code that was asked for,
 * NULL when there is none.
 */
err_t mailed_code_judge(struct tx *tx, struct arena *a, const struct mailed_try *attempt,
	struct mailed_code_row **ret_row, enum mailed_outcome *ret_outcome);
/* What the person reads: NULL when right, ERR_NOT_FOUND when gone, else on the field "code". */
err_t mailed_code_error(enum mailed_outcome outcome);
/* The comparison alone, for codes that are kept elsewhere. */
enum mailed_outcome mailed_code_compare(
	const struct mailed_try *attempt, struct str digest, int64_t tries, usec ends);
