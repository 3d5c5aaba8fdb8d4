/* An own page of a project: what is below it, and what both sides see of it. */
#pragma once

#include "app/participation.h"
#include "view/part_shown.h"
#include "web/page.h"

/* Of pages below /part/{key}. */
#define OF_PARTICIPANT .need = NEED_PARTICIPANT
/* "/part/0123..." */
struct str part_path(const struct request *req);

struct part_happened part_happened(
	const struct request *req, const struct participation_events *all);
/* Its name in the reader's language. */
struct str country_shown(const struct request *req, struct str code);
/* The fields in which what was sent differs from what stands there now. */
struct part_differs part_differs(const struct request *req, const struct participant *now);
/* All states, with what each means; now: the one that it is. */
struct part_legend part_legend(const struct request *req, enum participant_state now);
