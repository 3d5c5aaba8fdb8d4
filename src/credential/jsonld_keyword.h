/* The keywords of JSON-LD 1.1 (Syntax, section 1.7). */
#pragma once

#include "base/str.h"

enum keyword {
	KW_OTHER, /* none of them */
	KW_BASE,
	KW_CONTAINER,
	KW_CONTEXT,
	KW_DIRECTION,
	KW_GRAPH,
	KW_ID,
	KW_IMPORT,
	KW_INCLUDED,
	KW_INDEX,
	KW_JSON,
	KW_LANGUAGE,
	KW_LIST,
	KW_NEST,
	KW_NONE,
	KW_PREFIX,
	KW_PROPAGATE,
	KW_PROTECTED,
	KW_REVERSE,
	KW_SET,
	KW_TYPE,
	KW_VALUE,
	KW_VERSION,
	KW_VOCAB,
	KEYWORDS
};

enum keyword keyword_parse(struct str s);
struct str keyword_name(enum keyword k);
/* "@" and letters: keywords, and what is reserved for future ones. */
bool keyword_form(struct str s);
