/* Files compiled into the program: tools/embed makes the tables; a name of NULL ends one. */
#pragma once

#include "base/str.h"

struct embed {
	const char *name;
	struct str bytes;
};
