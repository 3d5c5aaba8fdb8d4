/* What the table of permissions says, in words for everybody: message ids. */
#pragma once

#include "app/access.h"

/* "You yourself"; never NULL. */
const char *access_relation_text(enum relation relation);
/* What may be done by who has the action: "read answers"; never NULL. */
const char *access_action_text(enum action action);
/* All relations, in the order in which one explains them. */
extern const enum relation access_relation_order[RELATIONS];
