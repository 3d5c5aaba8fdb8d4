/*
 * What stands around the content of every page; views/layout.html shows it.
 */
#pragma once

#include "base/str.h"
#include "base/time.h"

struct language_choice {
	struct str tag;  /* "nl" */
	struct str name; /* in the language itself */
	bool chosen;
};

/* To choose one of them on the page itself; back: path to come back to. */
struct language_row {
	struct str back;
	const struct language_choice *languages;
	size_t languages_len;
};

/* One of the roles that a person has; the role belongs to the page. */
struct role_choice {
	struct str name; /* as the organisation calls it */
	struct str organisation;
	struct str path;
	bool chosen;
};

/* In whose language this page is not there: it says so to them. Empty: it is. */
struct instead {
	struct str tag;
	struct str direction;
	struct str text;
};

struct page {
	struct str place;  /* the name of the place: "Leerpas" */
	struct str home;   /* path where the person's pages begin, in the role of this page */
	struct str here;   /* path and query of this page, to come back to */
	struct str person; /* how they are called; empty when nobody is signed in */
	struct str owner;  /* opaque mark of that person, for what the browser keeps */
	bool demo;
	const struct language_choice *languages; /* that this page is there in */
	size_t languages_len;
	struct instead instead;
	const struct role_choice *roles; /* empty for who has none but their own */
	size_t roles_len;
	bool large_type;
	day new_card; /* somebody made one for the person, who has not read so yet; 0: none */
};

/* An address of the reader's that our mail does not reach; empty: there is none. */
struct dead_mail {
	struct str mail;
};

/* What is wrong with a form as a whole; nothing is shown when the text is empty. */
struct problem {
	struct str text;
};
