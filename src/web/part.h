/* One's own page of a project: /part, and /part/{key} below it. */
#pragma once

#include "web/page.h"

#define PART_BODY (16 << 10)
/* Pages of a participant, below /part/{key}. */
#define OF_PARTICIPANT .need = NEED_PARTICIPANT

/* Whose page it is. ERR_NOT_FOUND when {key} is no id. */
err_t part_of(const struct request *req, struct public_id *ret_participant);
/* "/part/0123..." */
struct str part_path(const struct request *req);
/* Asks for the code again when the session ended; kept: what they were sending to path, shown
 * again then. */
err_t part_code_page(struct request *req, struct response *res, struct str path, struct str kept);
