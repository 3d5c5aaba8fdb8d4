/* What both sides of what somebody learned show: app/learning.h. */
#pragma once

#include "app/learning.h"
#include "view/learning.h"
#include "web/page.h"

#define LEARNING_BODY (64 << 10)

/* Message id: "At the start". */
const char *learning_moment_text(enum project_moment moment);
/* What was said beside that text. */
struct learning_talk learning_talk(const struct request *req, const struct learning *l,
	struct str area, enum project_moment moment, bool is_organiser);
/* As a certificate has it: what is empty is not there. */
struct learning_part learning_part(const struct request *req, const struct learning *l);
/* The same, with what was said, and forms to suggest that are posted to action; refused: what is
 * wrong with what was sent, or NULL. */
struct learning_part learning_part_to_suggest(const struct request *req, const struct learning *l,
	struct str action, const struct err *refused);
/* Where it was said, of the form; ERR_NOT_FOUND when it is nowhere. */
err_t learning_place_sent(const struct request *req, struct learning_place *ret);
