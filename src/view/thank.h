/* The page that thanks who took part, /projects/{organisation}/{key}/people/thank. Posted there:
 * whom, or whom=chosen with who; text, words, language; go: look, choose or send. */
#pragma once

#include "view/participant.h"

struct thank_pick {
	struct str key, text;
	bool chosen;
};
struct thank_mail {
	struct str subject, text;
	struct str tag; /* of its language */
};
struct thank_view {
	struct str path; /* of the list */
	struct str title;
	struct people_choice whom;
	int64_t thanked; /* were thanked before */
	const struct thank_pick *texts;
	size_t texts_len;
	struct shown_field words;
	struct str text_error;
	struct mail_language_view language;
	bool has_mail; /* looked at: */
	struct thank_mail mail;
	struct problem problem;
};
