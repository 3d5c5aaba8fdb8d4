/*
 * Text of files in the encodings that spreadsheets write, as UTF-8.
 *
 * Recognised by its bytes: a byte order mark; UTF-8 that is valid (or nearly: one byte in ten of
 * what is not ASCII may be damaged); UTF-16 without a mark by its zero bytes; Greek and Cyrillic by
 * their runs of high bytes; Polish, Slovak and others of Windows-1250 by letters that are signs
 * elsewhere (the "l" with a stroke is a small 3); Macintosh by its line ends; ISO-8859-15 by its
 * eight own letters. All else is Windows-1252. Not to be told apart by bytes alone, so left to a
 * person's choice: Turkish (1254) and Baltic (1257) from Icelandic and French (1252), and Czech
 * without such letters.
 */
#pragma once

#include "base/str.h"

struct arena;

enum charset {
	CHARSET_UNKNOWN,
	CHARSET_UTF_8,
	CHARSET_UTF_16LE,
	CHARSET_UTF_16BE,
	CHARSET_WINDOWS_1250, /* Central European */
	CHARSET_WINDOWS_1251, /* Cyrillic */
	CHARSET_WINDOWS_1252, /* Western European */
	CHARSET_WINDOWS_1253, /* Greek */
	CHARSET_WINDOWS_1254, /* Turkish */
	CHARSET_WINDOWS_1257, /* Baltic */
	CHARSET_ISO_8859_15,  /* Western European */
	CHARSET_MACINTOSH,
	CHARSETS
};

/* As IANA registered it: "windows-1252"; "" for CHARSET_UNKNOWN. */
const char *charset_name(enum charset c);
/* By that name, in any case; CHARSET_UNKNOWN for another. */
enum charset charset_by_name(struct str name);
/* Looks at the first 256 kB; never CHARSET_UNKNOWN. */
enum charset charset_of(struct str bytes);
/*
 * Without a byte order mark; what is no character becomes U+FFFD. Valid UTF-8 is pointed at, all
 * else is at most three times as long as bytes. CHARSET_UNKNOWN: as charset_of finds.
 */
struct str charset_decode(struct arena *a, struct str bytes, enum charset c);
