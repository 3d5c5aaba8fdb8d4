/*
 * Inviting participants to their own page (app/participation.h): by mail, or with a printed card.
 * The mail names the project and its organisation; the organiser's own words stand on the page
 * only. A reminder brings the same code, so that an older mail still works, but never to another
 * address than the one before, unless the participant gave it; a card has a new one, and who could
 * be mailed hears that the one before stopped working. A new code does not open what was written
 * before (app/learning.h): who is writing gets a card only when chosen alone.
 */
#pragma once

#include "app/participation.h"

struct lang;

#define INVITE_EACH (12 * USEC_HOUR) /* nobody gets mail more often; what did not arrive is none */
#define INVITE_MESSAGE_MOST 1000     /* characters */
#define INVITE_DAYS_MOST (2 * 366)   /* until a deadline */
#define PARTICIPANT_CARDS_MOST 60    /* made at once */

enum invite_whom {
	INVITE_NEW,     /* nobody invited them yet */
	INVITE_WAITING, /* invited, and they did not hand in */
	INVITE_ALL,
	INVITE_CHOSEN,
	INVITE_WHOMS
};
const char *invite_whom_id(enum invite_whom whom);

/* How many of a project are in each state. */
struct participant_counts {
	int64_t of[PARTICIPANT_STATES];
	int64_t total;
};
err_t participant_counts(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct participant_counts *ret);
/* How many these are; not of INVITE_CHOSEN. */
int64_t invite_count(const struct participant_counts *counts, enum invite_whom whom);

/* How far one of them is, for who coordinates. */
struct participant_progress {
	enum participant_state state;
	bool is_claimed;       /* an account has the own page */
	day deadline;          /* or DAY_NONE */
	struct str invited_in; /* a language; or empty */
	struct participation_events events;
	bool assigns, sees_details; /* of the reader: what they may */
};
/* ERR_NOT_FOUND when there is none, or none any more. */
err_t participant_progress(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who, struct participant_progress *ret);

struct participant_invite {
	enum invite_whom whom;
	const struct public_id *chosen; /* of INVITE_CHOSEN */
	size_t chosen_len;
	struct str message;  /* empty: the one before stays */
	struct str language; /* of whom no language is known */
	day deadline;        /* DAY_NONE: the one before stays */
};
struct participant_invited {
	int64_t sent;
	int64_t without_mail; /* have no address: a card is for them */
	int64_t damaged;      /* what is kept of them cannot be read: they got nothing */
	/* Too many in one day or to one address, just invited by another, or not reached before
	 * it failed. */
	int64_t left;
};
/* Reaches everybody who has an address, however many; nobody keeps back the others. Field errors:
 * message, language, deadline; chosen when it is nobody. ERR_RATE_LIMITED. Where it fails halfway,
 * io_done says so: what was sent stays so. */
err_t participant_invite(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_invite *in,
	struct participant_invited *io_done);

/* A card to print. Nobody can see its code again. */
struct participant_card_made {
	struct str name;
	struct str language; /* that its words are in */
	struct str code;
	struct str qr; /* SVG of the address with the code */
};
struct participant_cards_made {
	const struct participant_card_made *cards;
	size_t count;
};
/*
 * Field error on chosen: nobody, or too many. Whose account has the page, gets none; nor does, with
 * others, who is writing.
 */
err_t participant_cards(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct lang *lang, const struct public_id *who,
	size_t count, struct participant_cards_made *ret);
/* The sheet as a PDF, eight cards to a page; qr is not looked at. ERR_INVALID: a code is none. */
err_t participant_cards_paper(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct lang *lang,
	const struct participant_cards_made *sheet, struct str *ret_pdf);
