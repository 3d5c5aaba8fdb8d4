/* Between card*.c and prove.c. */
#pragma once

#include "app/card.h"
#include "crypto/code.h"
#include "crypto/hash.h"

/* What is stored of a code. */
err_t card_code_digest(const struct app *app, const struct code *code, struct digest *ret_digest);
/* The same of a code as typed. Field error on code. */
err_t card_read_code(const struct app *app, struct str typed, struct digest *ret_digest);
/* The field error of a code that opens nothing (any more). */
err_t card_wrong_code(void);
/* A new sign-in name: "noor-7k3qw". */
struct str card_name_new(const struct app *app, struct arena *a, struct str name);
/* A sign-in name as stored: small letters, without spaces, the look-alikes of the end made one. */
struct str card_key(struct arena *a, struct str typed);
/* Six digits or more that are not the first that anybody tries, or a password. */
err_t card_check_pin(const char *field, struct str pin, const struct str *words, size_t count);
/* What is hashed of a PIN: worthless without the key, which dies with the person's. */
err_t card_pin_text(const struct app *app, struct arena *a, struct public_id person, struct str pin,
	struct str *ret);
