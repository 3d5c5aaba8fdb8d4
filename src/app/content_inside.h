/* Inside of the questionnaire: content.c finds in it what content_read.c made. */
#pragma once

#include "app/content.h"

struct content_path {
	struct content_picks picks;
	enum content_wording wording; /* unless the person says otherwise */
	struct content_route shown[WORDINGS];
};

/* Everything of one language. */
struct content_edition {
	struct content_choice choices[CONTENT_CHOICES_MOST];
	struct content_path *paths;
	struct content_scope scopes[CONTENT_CHAPTERS_MOST];
	struct content_question *questions; /* all there ever were, in base words */
};

struct content {
	int version;
	struct content_edition *editions; /* by language, those of companions last */
	size_t edition_count, choice_count, path_count, scope_count, question_count;
};
