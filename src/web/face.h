/* Somebody as a circle: their first letter, in a colour that stays theirs. */
#pragma once

#include "base/str.h"

#define FACE_COLOURS 4

static inline struct str initial_of(struct str name)
{
	struct str rest = name;
	if (name.len)
		utf8_next(&rest);
	return str_sub(name, 0, name.len - rest.len);
}

/* 1 to FACE_COLOURS. */
static inline int colour_of(size_t number)
{
	return (int)(number % FACE_COLOURS) + 1;
}
