/*
 * The log: one line an event, "TIME LEVEL EVENT key=value ...", each written by a single write(2).
 * It names things by id and never holds what a person typed, a name, an address or a secret.
 *
 *	log_event(log, LOG_NOTE, "request", LOG_S("id", id), LOG_I("status", 200));
 */
#pragma once

#include "base/err.h"
#include "base/time.h"

enum log_level { LOG_DEBUG_, LOG_NOTE, LOG_WARN, LOG_FAIL };

struct log {
	int fd; /* -1: nowhere */
	const struct clock *clock;
	enum log_level least; /* lower levels are left out */
};

struct log_value {
	const char *key; /* NULL ends the list */
	struct str text; /* used when text.p is set */
	int64_t number;
};

#define LOG_S(k, s) ((struct log_value){.key = (k), .text = (s)})
#define LOG_Z(k, z) ((struct log_value){.key = (k), .text = str_of(z)})
#define LOG_I(k, n) ((struct log_value){.key = (k), .number = (n)})

#define log_event(log, level, event, ...) \
	log_write_(log, level, event, (struct log_value[]){__VA_ARGS__, {0}})

/* Logs an error with all that is joined to it: code, detail, file and line; does not free it. */
void log_err(const struct log *log, struct str request_id, const struct err *e);

void log_write_(const struct log *log, enum log_level level, const char *event,
	const struct log_value *values);
