/*
 * An organisation, for its admins: its name, its own words for roles, and who works there. Nothing
 * here tells of learners.
 */
#pragma once

#include "app/membership.h"

#define ORGANISATION_NAME_MOST 80
#define ORGANISATION_WORD_MOST 40
#define ORGANISATION_STAFF_MOST 500
#define ORGANISATION_UNDO (30 * USEC_DAY) /* an ended membership is shown, and can go on */

struct organisation_member {
	struct public_id membership;
	enum role role;
	struct str name;
	usec since, ended; /* ended: 0 while it holds */
};
struct organisation_invited {
	struct public_id invitation;
	enum role role;
	struct str name, mail;
	usec ends;
};
struct organisation {
	const struct organisation_member *members;
	size_t member_count;
	const struct organisation_invited *invited;
	size_t invited_count;
};
err_t organisation_open(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct organisation *ret);

/* Ends a mentor's membership, at once. ERR_NOT_FOUND for what is no mentor's of theirs. */
err_t organisation_end_member(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct public_id membership);
/* Takes that back, within ORGANISATION_UNDO. */
err_t organisation_resume_member(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct public_id membership);

/* The roles that an organisation may have words of its own for, in the order of their fields. */
#define ORGANISATION_ROLES 4
extern const enum role organisation_roles[ORGANISATION_ROLES];

/* Name and words: by role (organisation_roles) and language (lang_index); empty: none. */
struct organisation_words {
	struct str name;
	struct str *word[ORGANISATION_ROLES];
};
err_t organisation_words(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct organisation_words *ret);
/* Field errors: name, word. ERR_INVALID too when another organisation has that name. */
err_t organisation_set_words(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, const struct organisation_words *in);

/* The one of that name, made when there is none: for the operator. */
err_t organisation_make(
	const struct app *app, struct arena *a, struct str name, struct row_id *ret_organisation);
