/* Between card.c and card_desk.c. */
#pragma once

#include "app/card.h"
#include "crypto/code.h"

/* What is stored of a code. */
err_t card_code_digest(const struct app *app, const struct code *code, struct digest *ret_digest);
/* A sign-in name as stored: small letters, without spaces, the look-alikes of the end made one. */
struct str card_key(struct arena *a, struct str typed);
/* Six digits or more that are not the first that anybody tries, or a password. */
err_t card_check_pin(const char *field, struct str pin, const struct str *words, size_t count);
