/* A message as it is handed to a transport, and what a transport is. */
#pragma once

#include "base/err.h"
#include "base/time.h"

/* Addresses are parsed (codec/address.h); the texts may hold anything. */
struct mail_message {
	struct str id; /* of the Message-ID, without <>; the same whenever it is sent again */
	usec date;     /* when it was written */
	struct str from, from_name;
	struct str to;
	struct str reply_to;    /* or STR_NONE */
	struct str unsubscribe; /* https link, or STR_NONE */
	struct str lang, subject, text, html;
	bool urgent; /* the safety of an account waits for it */
};

struct mail_transport {
	/*
	 * NULL: somebody else now answers for the message. ERR_INVALID: refused for good.
	 * Anything else: may work later. Called by several threads at once.
	 */
	err_t (*send)(void *ctx, const struct mail_message *m);
	void *ctx;
};
