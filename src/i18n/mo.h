/*
 * Compiled catalogues: the GNU .mo format ("The Format of GNU MO Files" in the gettext manual),
 * revision 0, in either byte order, UTF-8 only.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct arena;

struct mo_text {
	struct str context; /* msgctxt, or STR_NONE */
	struct str id;
	struct str forms; /* the translation; plural forms with a NUL between them */
};

struct mo {
	struct mo_text *texts;
	size_t len;
	uint32_t *slots; /* index + 1 into texts by hash, 0 is free */
	size_t slots_len;
};

/*
 * Reads a catalogue of at most 4 MiB and 65,536 texts, which must outlive ret_mo. ERR_INVALID when
 * anything lies outside of bytes, is not UTF-8, or occurs twice.
 */
err_t mo_read(struct arena *a, struct str bytes, struct mo *ret_mo);

/* NULL when there is none. */
const struct mo_text *mo_find(const struct mo *mo, struct str context, struct str id);
/* STR_NONE when the text has no such form, or an empty one. */
struct str mo_form(const struct mo_text *text, unsigned form);
/* A field of the header entry ("Language"), or STR_NONE. */
struct str mo_header(const struct mo *mo, struct str field);
