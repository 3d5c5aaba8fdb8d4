/*
 * What most tests of pages begin with: an installation, one browser on it, and Anna, who may have
 * an account and be signed in there.
 */
#pragma once

#include "unit/browser.h"

struct world {
	struct place p;
	struct browser b;
	struct actor anna;
};

/* Nobody has an account. */
bool world_open(struct world *w);
/* Anna has one: anna@school.example, without a password. */
bool world_open_anna(struct world *w);
bool world_open_signed_in(struct world *w);
/* She has chosen her way (at school, to mbo) too, and looks at that page. */
bool world_open_passport(struct world *w, const char *page);
void world_close(struct world *w);

/* The code of the last mail as a form field. */
const char *world_code_field(struct world *w);
