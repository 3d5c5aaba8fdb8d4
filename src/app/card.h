/*
 * Cards: the way in of who has no mail. A mentor or an admin makes accounts by name and prints a
 * card for each: a name to sign in with, and a code of 50 bits with check characters. The code
 * works once, to choose a PIN of six digits or a password; then sign-in name and PIN are the way.
 *
 * The sign-in name holds 25 random bits: whoever does not hold the card cannot say whose account to
 * try, so no outsider can guess a PIN, nor slow its holder down. Whoever saw the card can, but not
 * in a browser that the person was in before. A PIN is no password: it opens nothing by mail
 * address, and its hash is worthless without the person's own key.
 *
 * A new card ends the code of the one before, and the person reads of it by mail where there is an
 * address, on the next page and in the log. Who chose a PIN already proves it with that PIN before
 * the new code does anything, or comes in by mail: a card alone opens nothing that somebody has
 * written. Who can do neither begins anew beside it: another account of the same name at the same
 * school. The one before stays as it was, closed, until its PIN is found again.
 */
#pragma once

#include "app/arrival.h"

struct lang;

#define CARD_LIFE (90 * USEC_DAY) /* of a code that nobody used */
#define CARD_PIN_LEAST 6
#define CARDS_MOST 60 /* made at once */
#define CARDS_LISTED 2000

/* --- at the desk: for mentors and admins of the organisation --- */

/* A card to print. Nobody can see its code again. */
struct card {
	struct str name;
	struct str sign_in;
	struct str code;
	struct str qr; /* SVG of the address with the code */
};
struct card_sheet {
	const struct card *cards;
	size_t count;
};
/* An account for each of the names, 1 to CARDS_MOST. Field error: names. */
err_t card_make(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct str language, const struct str *names, size_t count,
	struct card_sheet *ret);
/*
 * The sheet as a PDF, eight cards to a page, from cards as they were made; qr is not looked at.
 * ERR_INVALID when a code is none.
 */
err_t card_paper(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, const struct lang *lang, const struct card_sheet *sheet,
	struct str *ret_pdf);
/* A new card for somebody who has one from this organisation; else ERR_NOT_FOUND. */
err_t card_replace(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct public_id person, struct card_sheet *ret);

struct card_about {
	struct public_id person;
	struct str name, sign_in;
	bool is_used; /* a PIN was chosen */
	usec made;
	usec anew; /* when they began another account beside this one; 0: it is the one they use */
};
/* By name. */
err_t card_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, const struct card_about **ret_cards, size_t *ret_count);

/* --- whose card it is --- */

struct card_found {
	struct str name, sign_in;
	bool has_pin; /* which has to be given first */
};
/* Field error on code: mistyped, wrong, used, or too old. */
err_t card_find(
	const struct app *app, struct arena *a, struct str code, struct card_found *ret_found);

struct card_begin {
	struct str code;
	struct str old; /* of who has a PIN */
	struct str pin;
};
/* Uses the code and chooses the PIN. Field errors: code, old, pin. */
err_t card_begin(const struct app *app, struct arena *a, const struct visitor *visitor,
	const struct card_begin *in, struct arrived *ret_arrived);

struct card_anew {
	struct str code;
	struct str anew; /* the PIN of the new account */
};
/*
 * Uses the code of a replaced card to make an account beside the one whose PIN nobody knows, and
 * begins a session in it. Nothing of the one before changes. Field errors: code, anew; a card
 * without a PIN is a wrong code here.
 */
err_t card_begin_anew(const struct app *app, struct arena *a, const struct visitor *visitor,
	const struct card_anew *in, struct str *ret_sign_in, struct token *ret_session);

struct card_sign_in {
	struct str sign_in;
	struct str pin;
};
/* ERR_UNAUTHENTICATED for a wrong name or PIN alike. */
err_t card_sign_in(const struct app *app, struct arena *a, const struct visitor *visitor,
	const struct card_sign_in *in, struct arrived *ret_arrived);

/* The person has read that there is a new card. */
err_t card_read_news(const struct app *app, const struct actor *actor);
