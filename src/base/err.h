/*
 * Errors. A function that can fail returns err_t: NULL is success. The result is never dropped:
 * pass it up with TRY, or end its life with err_free. Outputs come last, are named ret_x, and stay
 * untouched on failure. Library code never logs; the top (dispatcher, job runner, main) does, once.
 *
 * An error is allocated on its own and owned by whoever holds it, so it may cross threads.
 */
#pragma once

#include <stdint.h>

enum err_code {
	ERR_INVALID = 1,
	ERR_UNAUTHENTICATED,
	ERR_FORBIDDEN,
	ERR_NOT_FOUND,
	ERR_CONFLICT,
	ERR_TOO_LARGE,
	ERR_RATE_LIMITED,
	ERR_UNAVAILABLE,
	ERR_EXPIRED,
	ERR_INTERNAL,
	ERR_CODES
};

struct err {
	enum err_code code;
	const char *text; /* message id for the person (marked N_), or NULL: the code's own text */
	int64_t n;        /* number in the text: "{n}", and its plural */
	char field[64];   /* input field it belongs to, or "" */
	char detail[192]; /* for the log: never what a person typed */
	const char *file; /* where it arose */
	int line;
	struct err *next; /* further errors of the same input, owned by this one */
};
typedef struct err *err_t;

struct err_kind {
	const char *name; /* as written in logs and JSON: "not_found" */
	int http_status;
	int exit_code;    /* sysexits(3) where it has a fitting one */
	const char *text; /* message id when the error has none of its own */
};

/* The one table from code to name, HTTP status, exit code and text. */
const struct err_kind *err_kind(enum err_code code);

/* An error for the person: text is a message id in static storage. */
#define err_say(code, text) err_make_(__FILE__, __LINE__, code, "", text)
/* Invalid input in the named field. */
#define err_field(field, text) err_make_(__FILE__, __LINE__, ERR_INVALID, field, text)
/* An error for the log: printf format and values; the person reads the code's own text. */
#define err_log(code, ...) err_log_(__FILE__, __LINE__, code, __VA_ARGS__)

/* Message id to show: the error's own text, else that of its code. */
const char *err_text(const struct err *e);
/* Sets the number that the text mentions; returns e. */
err_t err_number(err_t e, int64_t n) __attribute__((returns_nonnull));
/* Adds detail for the log (printf); returns e. */
err_t err_detail(err_t e, const char *fmt, ...)
	__attribute__((format(printf, 2, 3), returns_nonnull));
/* Appends b (may be NULL) to a (may be NULL) and returns the first; takes both. */
err_t err_join(err_t a, err_t b);
/* Ends e and all that is joined to it; NULL is fine. */
void err_free(err_t e);

#define TRY(expr)                        \
	do {                             \
		err_t try_err_ = (expr); \
		if (try_err_)            \
			return try_err_; \
	} while (0)

/* Marks a message id for the translators without translating it here. */
#define N_(text) text
/* The same for a text with a number: the plural is found through the singular. */
#define NN_(one, many) one

err_t err_make_(const char *file, int line, enum err_code code, const char *field, const char *text)
	__attribute__((returns_nonnull));
err_t err_log_(const char *file, int line, enum err_code code, const char *fmt, ...)
	__attribute__((format(printf, 4, 5), returns_nonnull));
