/* One answer, to be read; its picture is where its owner finds it. */
#pragma once

#include "app/passport.h"
#include "view/passport.h"
#include "web/page.h"

struct question_line question_line(const struct request *req, const struct passport_answer *answer);
/*
 * A chapter as others see it: what was written, and nothing else. with: key of the owner, for whom
 * somebody else reads it; empty for the owner's own eyes.
 */
struct read_chapter seen_chapter(
	const struct request *req, const struct passport_chapter *chapter, struct str with);
