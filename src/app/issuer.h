/*
 * The installation as an issuer of verifiable credentials: one key that lives and dies with the
 * house's in the vault, a DID of its address (did:web of public_url) with the document that
 * everybody can fetch, and the status lists in which the state of what it issued stands. A position
 * is dealt at random when something is issued, and stays for ever.
 *
 * All is signed in the name of the installation; who awarded it stands inside. Keys of the
 * organisations themselves are not here.
 */
#pragma once

#include "app/app.h"
#include "codec/json.h"
#include "credential/vc.h"

#define ISSUER_DOCUMENT_PATH "/.well-known/did.json"
#define ISSUER_LIST_PATH "/credentials/status" /* and "/1" */
#define ISSUER_LIST_FRESH (5 * 60)             /* seconds for which others may keep a list */
#define ISSUER_LIST_RENEWED USEC_DAY           /* signed anew when nothing changed, too */
#define ISSUER_LIST_VALID (7 * USEC_DAY)       /* after which an old one proves nothing */

struct tx;

struct issuer_seat {
	int64_t list; /* from 1; 0: none */
	int64_t at;
};
/* As many as are asked for, in the transaction in which they are used. */
err_t issuer_deal(struct tx *tx, struct arena *a, const struct random *r, size_t count,
	struct issuer_seat *ret_seats);

struct issuer;
/* On a. Its did is did:web:... */
err_t issuer_new(const struct app *app, struct arena *a, struct issuer **ret_issuer);
struct str issuer_did(const struct issuer *i);
/* The address of a list. */
struct str issuer_list_url(const struct issuer *i, int64_t list);
/* Adds the proof; as text. ERR_INTERNAL when the credential is none. */
err_t issuer_sign(
	const struct issuer *i, struct json *credential, usec created, struct str *ret_text);

/*
 * What everybody may fetch: the DID's document, and a list, the same bytes until something in it
 * changes or it is renewed. ERR_NOT_FOUND.
 */
err_t issuer_document(const struct app *app, struct arena *a, struct str *ret_text);
err_t issuer_list(const struct app *app, struct arena *a, int64_t list, struct str *ret_text);
