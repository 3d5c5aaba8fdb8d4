/* Pages of a project, below /projects/{organisation}/{key}/people: the list, and /{item}. */
#pragma once

#include "view/account.h"

struct participant_card {
	struct str path; /* of the form, or what puts back */
	struct str given_name, family_name, country;
	const char *kind; /* message id */
};
/* Who came in together from a list. */
struct participant_batch_view {
	struct str path; /* of the form that takes them back, or puts them back */
	int64_t came;
	day date;
	bool is_undone;
};
struct participants_view {
	struct str path; /* of the project */
	struct str title;
	int64_t total;
	const struct participant_card *people;
	size_t people_len;
	const struct participant_card *removed;
	size_t removed_len;
	int64_t earlier, later; /* pages; 0: there is none */
	struct str undo;        /* path that puts back who was just removed; or empty */
	bool was_saved;
	const struct participant_batch_view *batches;
	size_t batches_len;
	bool list_waits; /* that the reader sent */
};

/* Posted to action: kind, the names, country, and what may be left out; and to action/remove. */
struct country_choice {
	struct str code, name;
	bool chosen;
};
struct participant_view {
	struct str path; /* of the list */
	struct str action;
	bool is_new, is_team;
	struct shown_field given_name, family_name, mail, born, place, host, starts, ends;
	struct str country_error, language_error;
	const struct country_choice *countries;
	size_t countries_len;
	const struct country_choice *languages;
	size_t languages_len;
	bool shows_more; /* something stands, or is wrong, among what may be left out */
	struct problem problem;
};
