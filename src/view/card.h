/*
 * Cards. Below the pages of a mentor or an admin: /cards with the form and the list, and the sheet
 * that a form answers with. And for whose card it is: /card, /card/pin, /card/anew,
 * /card/sign-in.
 */
#pragma once

#include "base/time.h"
#include "view/account.h"
#include "view/html.h"

struct card_line {
	struct str key; /* of the person */
	struct str name, sign_in;
	day made; /* or, of one that was left, begun anew */
	bool is_used;
};
struct cards_view {
	struct str path; /* "/mentor/0123.../cards" */
	struct str back;
	struct shown_field names;
	struct problem problem;
	const struct card_line *cards;
	size_t cards_len;
	const struct card_line *left; /* whose person began anew with another */
	size_t left_len;
};

struct printed_card {
	struct str name, sign_in, code;
	struct html qr;
};
struct sheet_view {
	struct str path;  /* of the list */
	struct str where; /* what a person types: "leerpas.example.org/card" */
	const struct printed_card *cards;
	size_t cards_len;
};

struct own_card_view {
	struct shown_field code;
	struct problem problem;
};
struct pin_view {
	struct str code;
	struct str name, sign_in;
	bool has_pin; /* to be given as old */
	struct str old_error, pin_error;
	struct str anew_error; /* of the PIN for a new account beside it */
	struct problem problem;
};
/* After POST /card/anew. */
struct anew_view {
	struct str name, sign_in;
};
struct card_sign_in_view {
	struct str sign_in;
	struct problem problem;
	bool must_wait; /* too many PINs were tried */
};
