/* The name that a person goes by: any script, any marks, but no web or mail address in it. */
#pragma once

#include "base/err.h"
#include "base/str.h"

/* Is there a web or mail address in it, or what looks like one? */
bool person_name_holds_address(struct str text);

/*
 * Our mails greet with the name, and mail programs make links of whatever looks like an address:
 * a stranger could register somebody else to have us send them one. An error of that field.
 */
err_t person_name_check(const char *field, struct str name);
