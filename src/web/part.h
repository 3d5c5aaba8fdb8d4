/* One's own page of a project: /part, and /part/{key} below it. */
#pragma once

#include "web/page.h"

#define PART_BODY (16 << 10)
/* Asks for the code again when the session ended; kept: what they were sending to path, shown
 * again then. */
err_t part_code_page(struct request *req, struct response *res, struct str path, struct str kept);
