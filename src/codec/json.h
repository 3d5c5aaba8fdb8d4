/*
 * JSON (RFC 8259) as trees on an arena. Text is valid UTF-8; duplicate keys, lone surrogates, NUL
 * bytes in the source, and anything after the value are refused. A number keeps the exact text it
 * was written with; nothing is rounded until somebody asks for a value.
 */
#pragma once

#include "base/buf.h"
#include "base/str.h"

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json_member;

/* 24 bytes. Read it with the functions below; the parts in the union are for loops. */
struct json {
	enum json_type type;
	uint32_t len; /* bytes of text, items, or members */
	union {
		bool truth;
		const char *text; /* JSON_STRING: decoded; JSON_NUMBER: as written */
		struct json *items;
		struct json_member *members; /* in the order of the source */
	};
	uint32_t cap; /* items or members that fit without growing */
};

struct json_member {
	struct str name;
	struct json value;
};

struct json_limits {
	size_t bytes;   /* of source */
	unsigned depth; /* of nesting */
	size_t values;  /* in all */
};
/* 1 MiB, 64 deep, 100,000 values. */
extern const struct json_limits json_limits_default;

/*
 * Parses the whole of text. Strings without escapes point into text, which must live as long as
 * the tree. Errors: ERR_INVALID (detail says what and at which byte), ERR_TOO_LARGE.
 */
err_t json_parse(struct arena *a, struct str text, const struct json_limits *limits,
	struct json **ret_value);

#define json_each_item(it, value)                                                        \
	for (struct json *it = (value)->items, *it##_end_ = it ? it + (value)->len : it; \
		it < it##_end_; it++)
#define json_each_member(it, value)                                                               \
	for (struct json_member *it = (value)->members, *it##_end_ = it ? it + (value)->len : it; \
		it < it##_end_; it++)

/* The member of that name, or NULL (also when object is NULL or none). */
struct json *json_get(const struct json *object, struct str name);
/* The text of a string, or STR_NONE. */
struct str json_str(const struct json *value);
/* A number that is an integer and fits (1e3 and 5.0 count); false otherwise. */
bool json_int(const struct json *value, int64_t *ret_value);
/* The exact value as n * 10^power, n not ending in 0; false when n does not fit. */
bool json_decimal(const struct json *value, int64_t *ret_n, int64_t *ret_power);
/* The nearest double; false when it is no number or overflows. */
bool json_double(const struct json *value, double *ret_value);
/* Members in any order; numbers by their text. */
bool json_eq(const struct json *a, const struct json *b);

struct json json_of_str(struct str s); /* points at s */
struct json json_of_bool(bool truth);
struct json json_of_int(struct arena *a, int64_t n);
struct json json_array(void);
struct json json_object(void);
/*
 * Adds an item, or sets the member of that name, and returns it; name and value are pointed at.
 * Any earlier pointer into the same array or object is stale.
 */
struct json *json_push(struct arena *a, struct json *array, struct json item);
struct json *json_set(struct arena *a, struct json *object, struct str name, struct json value);

/* Compact text; strings escape only what RFC 8259 demands. */
void json_write(struct buf *out, const struct json *value);
void json_write_str(struct buf *out, struct str s); /* with its quotes */
