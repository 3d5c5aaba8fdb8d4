#include "base/err.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

static const struct err_kind kinds[ERR_CODES] = {
	[ERR_INVALID] = {"invalid", 422, EX_DATAERR,
		N_("Something in this form is not right yet.")},
	[ERR_UNAUTHENTICATED] = {"unauthenticated", 401, EX_NOPERM, N_("Sign in first.")},
	[ERR_FORBIDDEN] = {"forbidden", 403, EX_NOPERM, N_("You have no access to this.")},
	[ERR_NOT_FOUND] = {"not_found", 404, EX_NOINPUT, N_("This page does not exist.")},
	[ERR_CONFLICT] = {"conflict", 409, EX_DATAERR, N_("Something changed in the meantime.")},
	[ERR_TOO_LARGE] = {"too_large", 413, EX_DATAERR, N_("This is too large.")},
	[ERR_RATE_LIMITED] = {"rate_limited", 429, EX_TEMPFAIL,
		N_("Too many tries. Wait a moment.")},
	[ERR_UNAVAILABLE] = {"unavailable", 503, EX_TEMPFAIL, N_("This does not work right now.")},
	[ERR_EXPIRED] = {"expired", 410, EX_DATAERR, N_("This is no longer valid.")},
	[ERR_INTERNAL] = {"internal", 500, EX_SOFTWARE, N_("Something went wrong on our side.")},
};

const struct err_kind *err_kind(enum err_code code)
{
	if (code < ERR_INVALID || code >= ERR_CODES)
		code = ERR_INTERNAL;
	return &kinds[code];
}

err_t err_make_(const char *file, int line, enum err_code code, const char *field, const char *text)
{
	err_t e = mem_alloc(sizeof(*e));
	*e = (struct err){.code = code, .text = text, .file = file, .line = line};
	snprintf(e->field, sizeof(e->field), "%s", field);
	return e;
}

err_t err_log_(const char *file, int line, enum err_code code, const char *fmt, ...)
{
	err_t e = err_make_(file, line, code, "", NULL);
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(e->detail, sizeof(e->detail), fmt, ap);
	va_end(ap);
	return e;
}

const char *err_text(const struct err *e)
{
	return e->text ? e->text : err_kind(e->code)->text;
}

err_t err_number(err_t e, int64_t n)
{
	e->n = n;
	return e;
}

err_t err_detail(err_t e, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(e->detail, sizeof(e->detail), fmt, ap);
	va_end(ap);
	return e;
}

err_t err_join(err_t a, err_t b)
{
	if (!a)
		return b;
	err_t last = a;
	while (last->next)
		last = last->next;
	last->next = b;
	return a;
}

void err_free(err_t e)
{
	while (e) {
		err_t next = e->next;
		mem_free(e);
		e = next;
	}
}
