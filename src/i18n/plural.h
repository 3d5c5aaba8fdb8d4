/*
 * The plural rule of a catalogue: "nplurals=2; plural=(n != 1);", an expression in n with the
 * operators of C on unsigned numbers (gettext manual, "Additional functions for plural forms").
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

#define PLURAL_NODES 128

struct plural_node {
	uint8_t op;
	uint8_t child[3]; /* earlier nodes */
	uint32_t value;   /* of a number */
};

struct plural {
	unsigned forms; /* 1 to LANG_FORMS */
	uint8_t root;
	uint8_t len;
	struct plural_node nodes[PLURAL_NODES];
};

/* ERR_INVALID when it is no rule, is nested deeper than 32, or has more than PLURAL_NODES parts. */
err_t plural_parse(struct str rule, struct plural *ret_plural);
/* Below p->forms for every n; a rule that divides by zero or yields too much gives 0. */
unsigned plural_form(const struct plural *p, uint64_t n);
