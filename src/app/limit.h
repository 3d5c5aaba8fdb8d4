/*
 * Limits on trying, counted in the database so that all processes count together: the generic
 * cell rate algorithm (ITU-T I.371), one row for each limit and whoever it counts. A limit slows
 * down; it never locks out. Tries on an account alone are counted for nobody who comes
 * in a browser that its holder was in before, so that no outsider can keep the holder out. Where a
 * password has no try left, a code by mail is asked beside it (app/account.h).
 */
#pragma once

#include "app/app.h"

struct tx;

enum limit {
	LIMIT_NONE,
	LIMIT_REGISTER,       /* mails to one address, ordered from one address block */
	LIMIT_REGISTER_MAIL,  /* mails to one address; more than one block can spend */
	LIMIT_SIGN_IN,        /* tries on one account from one block or known browser */
	LIMIT_SIGN_IN_OTHERS, /* the same from all browsers that its person was never in */
	LIMIT_SIGN_IN_BLOCK,  /* of the next ones, those that count of one address block */
	LIMIT_SIGN_IN_ALL,    /* wrong passwords from such browsers, for all accounts together */
	LIMIT_MAIL,     /* codes mailed to one account, ordered from one block or known browser */
	LIMIT_MAIL_ALL, /* codes mailed to one address, from browsers that it does not know */
	LIMIT_MAIL_BESIDE,  /* codes mailed to one account beside its right password */
	LIMIT_CARD,         /* PINs tried on one card from browsers that its person was never in */
	LIMIT_CARD_BLOCK,   /* of these, those of one address block */
	LIMIT_CARD_HERE,    /* the same from one that they were in, which others may share */
	LIMIT_CARD_CODE,    /* the same with the code of a new card, which others do not have */
	LIMIT_CARD_MAKE,    /* cards that one organisation makes */
	LIMIT_PARTICIPANT,  /* participants whom one organisation mails or makes cards for */
	LIMIT_PART_MAIL,    /* such mails to one address, whoever it is noted for */
	LIMIT_INVITE,       /* invitations to work there that one organisation sends */
	LIMIT_EDITOR,       /* invitations of one person to edit projects */
	LIMIT_OFFER,        /* invitations of one person to look along */
	LIMIT_OFFER_MAIL,   /* the same, to one address */
	LIMIT_REFEREE,      /* people whom one participant asks to confirm something */
	LIMIT_REFEREE_MAIL, /* the same, at one address */
	LIMIT_CONSENT,      /* words of one parent about one learner's health and care */
	LIMIT_FACTOR,       /* app codes tried on one account, after the first proof */
	LIMIT_FACTOR_WRONG, /* wrong ones that nobody needs to hear of */
	LIMIT_FACTOR_TOLD,  /* mails that there were more */
	LIMIT_GUESS,        /* codes and passwords tried from one address block: in the routes */
	LIMIT_KNOWN,        /* the same from one browser that somebody was signed in in */
	LIMIT_KNOWN_ALL,    /* the same from all of these in one address block */
	LIMITS
};

struct limit_rule {
	const char *name;
	int burst; /* at once */
	usec each; /* then one in this time */
};
const struct limit_rule *limit_rule(enum limit limit);

/* Two things counted together. */
struct str limit_pair(struct arena *a, struct str block, struct str account);
/* Takes one try of whoever it is; ERR_RATE_LIMITED says how long until the next one. */
err_t limit_take(struct tx *tx, struct arena *a, enum limit limit, struct str who, usec now);
/* Takes one where there is one; *ret_over says that there was none. */
err_t limit_try(
	struct tx *tx, struct arena *a, enum limit limit, struct str who, usec now, bool *ret_over);
/* Only looks whether there is none. */
err_t limit_is_over(
	struct tx *tx, struct arena *a, enum limit limit, struct str who, usec now, bool *ret_over);
