/*
 * A project in numbers: how far those are who take part, what they chose to write about, in which
 * languages; and an extract for research. What is counted of what people wrote is what they handed
 * in, and nothing is told of fewer than ANONYMOUS_LEAST. Who follows own participants alone reads
 * of those, and gets no extract.
 */
#pragma once

#include "app/anonymous.h"
#include "app/participant.h"

struct lang;

/* How many got so far. A certificate can be made without words of one's own: so more people may
 * have one than handed in. */
enum numbers_step {
	NUMBERS_ENTERED,
	NUMBERS_INVITED,
	NUMBERS_OPENED,
	NUMBERS_WRITING,
	NUMBERS_SUBMITTED,
	NUMBERS_ISSUED,
	NUMBERS_FETCHED,
	NUMBERS_STEPS
};
/* Message id: "Handed in". */
const char *numbers_step_text(enum numbers_step step);

struct numbers_area {
	struct str title; /* in the reader's language */
	int64_t people;   /* at least so many; 0: fewer than ANONYMOUS_LEAST */
};
struct numbers_language {
	struct str tag; /* empty: in none in particular */
	int64_t people;
};
struct project_numbers {
	struct str title; /* of the project */
	bool is_whole;    /* of everybody */
	bool is_closed;   /* nobody is invited */
	int64_t steps[NUMBERS_STEPS];
	int64_t counted;                  /* who handed in and are counted below */
	const struct numbers_area *areas; /* none: they are too few */
	size_t areas_len;
	const struct numbers_language
		*languages; /* the most frequent first; none: too few people */
	size_t languages_len;
	int64_t others; /* with other languages, or 0 */
};
err_t project_numbers(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct lang *lang, struct project_numbers *ret);

/* --- a list to sign on --- */

#define SIGN_LIST_MOST 500 /* on a page */

struct sign_person {
	struct str given_name, family_name;
	struct str country; /* code */
};
struct sign_list {
	struct str title, organisation;
	const struct sign_person *at; /* by family name */
	size_t len;
	bool has_more; /* on the next page */
};
/* page: from 1. */
err_t project_sign_list(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, int64_t page, struct sign_list *ret);

/* --- an extract --- */

/*
 * CSV with a row for each person, as anonymous_fold leaves it, and headings in English:
 * docs/numbers.md. ERR_CONFLICT when there are fewer than ANONYMOUS_LEAST.
 */
err_t project_extract(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct str *ret_csv);
