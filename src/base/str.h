/*
 * Bounded strings. A struct str points at len bytes that somebody else owns (an arena, a literal);
 * it need not end in NUL. Text is UTF-8; functions named utf8_ look at code points, others at
 * bytes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
	const char *p;
	size_t len;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})
/* For printf: "%.*s", STR_ARG(s). */
#define STR_ARG(s) (int)(s).len, (s).p ? (s).p : ""

struct str str_of(const char *z);                          /* of a NUL-terminated string, or NULL */
struct str str_sub(struct str s, size_t from, size_t len); /* clipped to s */
struct str str_from(struct str s, size_t from);
struct str str_trim(struct str s); /* without ASCII white space at both ends */

bool str_eq(struct str a, struct str b);
bool str_is(struct str s, const char *z);
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
int str_cmp(struct str a, struct str b);        /* bytes, as memcmp; shorter first */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_has(struct str s, const char *z);            /* does z, not empty, stand in it? */
bool str_has_word(struct str words, struct str word); /* one of those that a space parts */
/* Offset of the first c, or s.len. */
size_t str_find(struct str s, char c);
/* Offset of the first needle, or s.len. */
size_t str_search(struct str s, struct str needle);
/* Takes the part before the next sep off *rest and returns it; *rest loses sep too. */
struct str str_cut(struct str *rest, char sep);
/* A decimal number of the whole of s; false when it is none or does not fit. */
bool str_to_int(struct str s, int64_t *ret_value);
uint64_t str_hash(struct str s); /* FNV-1a; for tables whose keys an outsider cannot choose */
/* For tables whose keys an outsider chooses, but not the key: a number that nobody is told. */
uint64_t str_hash_keyed(uint64_t key, struct str s);

struct str str_dup(struct arena *a, struct str s);
/* NUL-terminated copy. */
char *str_z(struct arena *a, struct str s);
struct str str_fmt(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct str str_lower(struct arena *a, struct str s); /* ASCII letters only */

/* Valid UTF-8 as RFC 3629: no surrogates, no overlong forms, at most U+10FFFF. */
bool utf8_valid(struct str s);
size_t utf8_count(struct str s); /* code points in valid UTF-8 */
/* Decodes one code point of valid UTF-8 off *s (not empty). */
uint32_t utf8_next(struct str *s);
/* Writes a code point; returns its bytes (1 to 4). */
size_t utf8_put(char ret_bytes[4], uint32_t code);
