/* Microcredentials to test with. */
#pragma once

#include "credential/record.h"

/* All sixteen elements, in Dutch and English. */
extern const struct record record_full;
/* As little as Open Badges takes. */
extern const struct record record_bare;
