/* The contexts compiled into the program: tools/contexts makes the table from npm packages. */
#pragma once

#include "base/str.h"

struct jsonld_builtin {
	const char *url;
	struct str bytes;
	bool published; /* byte for byte as published: the digest says so */
};

/* A url of NULL ends it. */
extern const struct jsonld_builtin jsonld_builtins[];
