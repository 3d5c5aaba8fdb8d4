/* What both sides see of an own page of a project: how far it is, and what happened. */
#pragma once

#include "app/participation.h"
#include "http/request.h"
#include "view/part_shown.h"

struct part_happened part_happened(
	const struct request *req, const struct participation_events *all);
/* Its name in the reader's language. */
struct str country_shown(const struct request *req, struct str code);
/* The fields in which what was sent differs from what stands there now. */
struct part_differs part_differs(const struct request *req, const struct participant *now);
/* All states, with what each means; now: the one that it is. */
struct part_legend part_legend(const struct request *req, enum participant_state now);
