/*
 * Kinds of notices: whatever we mail has one, and one table says which of them people may be
 * spared. What the safety of an account needs always goes out, at once.
 */
#pragma once

#include "base/str.h"

enum notice_kind {
	NOTICE_OF_NOTHING, /* refused: whoever sends must say what it is */
	NOTICE_OF_SAFETY,
	NOTICE_OF_ACCOUNT,
	NOTICE_OF_VISIT,
	NOTICE_OF_CONSENT,
	NOTICE_OF_INVITATION,
	NOTICE_OF_YES,
	NOTICE_OF_TALK,
	NOTICE_OF_REMINDER,
	NOTICE_OF_END,
	NOTICE_OF_PART,    /* of a project in which one takes part */
	NOTICE_OF_PROJECT, /* which one coordinates or edits */
	NOTICE_KINDS
};

struct notice_kind_about {
	const char *id;   /* as stored, and in the form: "talk" */
	const char *name; /* message id */
	const char *why;  /* message id: why nobody can be spared it; NULL: they choose */
	const char *day;  /* message id: what the day's one mail says of it; of those they choose */
	bool urgent;      /* goes before other mail */
};
/* Of every kind but NOTICE_OF_NOTHING. */
const struct notice_kind_about *notice_kind_about(enum notice_kind kind);
/* NOTICE_OF_NOTHING for what is none. */
enum notice_kind notice_kind_parse(struct str id);
