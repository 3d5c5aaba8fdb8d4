/*
 * Input: one const table per form says which fields it has; it reads an HTML form, a JSON object
 * or an import row into one C struct, and finds everything wrong at once.
 *
 *	struct share_in { struct str receiver; day until; int64_t places; enum share_scope scope; };
 *	static const struct input_field share_fields[] = {
 *		INPUT_MAIL(struct share_in, receiver, .label = N_("Receiver"), .required = true),
 *		INPUT_DAY(struct share_in, until, .label = N_("Until")),
 *		INPUT_INT(struct share_in, places, .label = N_("Places"), .min = 1, .max = 50),
 *		INPUT_CHOICE(struct share_in, scope, share_scopes, .label = N_("What")),
 *		{0}};
 *	const struct input_form share_form = INPUT_FORM(struct share_in, share_fields,
 *		.start = &(const struct share_in){.places = 1, .until = DAY_NONE});
 *
 * A field that is missing, empty or null, and not required, leaves its member as .start has it;
 * only a string that is given empty becomes empty.
 */
#pragma once

#include "base/id.h"
#include "base/time.h"
#include "codec/form.h"

struct json;

/* A day that was not given; put it in .start. */
#define DAY_NONE INT32_MIN

struct input_lines {
	struct str *at;
	size_t len;
};

enum input_kind {
	INPUT_KIND_LINE = 1, /* trimmed, no control characters, [200] */
	INPUT_KIND_TEXT,     /* LF ends a line, else as typed, [10,000] */
	INPUT_KIND_SECRET,   /* as typed, [128] */
	INPUT_KIND_MAIL,     /* ASCII, domain in lower case, [254] */
	INPUT_KIND_INT,
	INPUT_KIND_BOOL, /* in a form: present is true */
	INPUT_KIND_DAY,  /* 2026-11-22 */
	INPUT_KIND_CHOICE,
	INPUT_KIND_ID,
	INPUT_KIND_LINES, /* one a line, or repeated, or a JSON array; empty ones left out, [200] */
};

struct input_field {
	const char *name; /* in the form, the JSON and the row; NULL ends the table */
	enum input_kind kind;
	size_t at;         /* offset in the struct */
	const char *label; /* message id */
	bool required;     /* of a BOOL: must be true */
	int64_t min;       /* code points (of each line), or the number */
	int64_t max;       /* the same; 0: the kind's maximum in brackets, for a number none */
	size_t most;       /* of LINES: how many, [100] */
	const char *const *choices; /* names in the order of the enum, ended by NULL */
};

struct input_form {
	size_t size; /* of the struct */
	const struct input_field *fields;
	const void *start; /* the struct before reading; NULL: zeroes */
};

#define INPUT_FORM(type, table, ...)                                 \
	{                                                            \
		.size = sizeof(type), .fields = (table), __VA_ARGS__ \
	}

/* Each refuses to compile for a member of another type than the one named last. */
#define INPUT_LINE(type, member, ...) INPUT_(LINE, type, member, struct str, __VA_ARGS__)
#define INPUT_TEXT(type, member, ...) INPUT_(TEXT, type, member, struct str, __VA_ARGS__)
#define INPUT_SECRET(type, member, ...) INPUT_(SECRET, type, member, struct str, __VA_ARGS__)
#define INPUT_MAIL(type, member, ...) INPUT_(MAIL, type, member, struct str, __VA_ARGS__)
#define INPUT_INT(type, member, ...) INPUT_(INT, type, member, int64_t, __VA_ARGS__)
#define INPUT_BOOL(type, member, ...) INPUT_(BOOL, type, member, bool, __VA_ARGS__)
#define INPUT_DAY(type, member, ...) INPUT_(DAY, type, member, day, __VA_ARGS__)
#define INPUT_CHOICE(type, member, names, ...) \
	INPUT_(CHOICE, type, member, unsigned, .choices = (names), __VA_ARGS__) /* an enum */
#define INPUT_ID(type, member, ...) INPUT_(ID, type, member, struct public_id, __VA_ARGS__)
#define INPUT_LINES(type, member, ...) INPUT_(LINES, type, member, struct input_lines, __VA_ARGS__)

/*
 * Each fills the struct at ret_struct (in->size bytes). All that is wrong comes back as one error
 * with the others joined to it, ERR_INVALID, each with its field and a text for the person.
 * Strings point into what was read.
 *
 * A form may hold fields that the table does not know (the form token, a button); a JSON object
 * may not.
 */
err_t input_from_form(
	struct arena *a, const struct input_form *in, const struct form *form, void *ret_struct);
err_t input_from_json(
	struct arena *a, const struct input_form *in, const struct json *object, void *ret_struct);
/* One row of a table: cells by column name. A BOOL is yes, true, 1, x or no, false, 0. */
err_t input_from_row(
	struct arena *a, const struct input_form *in, const struct form *row, void *ret_struct);

#define INPUT_(k, type, member, c_type, ...)                                            \
	{                                                                               \
		.name = #member, .kind = INPUT_KIND_##k,                                \
		.at = offsetof(type, member) + 0 * _Generic(((type *)0)->member, c_type \
							    : sizeof(c_type)),          \
		__VA_ARGS__                                                             \
	}
