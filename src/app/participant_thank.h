/*
 * Thanking who took part, at the end, by mail and once: a ready text in each one's own language,
 * and below it the organiser's own words. These hold no address, and go to nobody who never opened
 * their page with what was mailed to that very address: that is how we know that somebody is there
 * who takes part. A card that the organiser made shows it of nobody without an account. Who follows
 * own participants alone thanks those.
 */
#pragma once

#include "app/participant.h"
#include "mail/letter.h"

struct lang;

#define THANK_WORDS_MOST 1000

/* Message id; NULL past the last one. */
const char *thank_text(size_t text);

enum thank_whom {
	THANK_ALL,
	THANK_CERTIFIED, /* who has a certificate that is valid */
	THANK_CHOSEN
};
struct participant_thank {
	enum thank_whom whom;
	const struct public_id *chosen; /* of THANK_CHOSEN */
	size_t chosen_len;
	size_t text;         /* which ready one */
	struct str words;    /* or empty */
	struct str language; /* of whom no language is known */
};

/* Whom there is to thank still. */
struct thank_counts {
	int64_t all, certified;
	int64_t thanked; /* were thanked before */
};
err_t participant_thank_counts(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct thank_counts *ret);

/* The mail as one of them gets it who reads that language. Field errors as participant_thank. */
err_t participant_thank_look(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_thank *in, const struct lang *lang,
	struct letter_text *ret);

struct participant_thanked {
	int64_t sent;
	int64_t without_mail;
	int64_t left; /* too many in one day or to one address, or not reached before it failed */
};
/* Everybody who has an address, however many. Field errors: text, words, language; chosen when it
 * is nobody. ERR_RATE_LIMITED. Where it fails halfway, io_done says so: what was sent stays so. */
err_t participant_thank(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_thank *in,
	struct participant_thanked *io_done);
