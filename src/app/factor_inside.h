/* What setting up and proving a second factor share; private to app/factor*.c. */
#pragma once

#include "app/factor.h"
#include "crypto/vault.h"

struct vault_place factor_place(struct public_id owner);
err_t factor_open_secret(const struct app *app, struct arena *a, struct public_id owner,
	struct str sealed, struct secret *ret_secret);
/* Under which the owner's recovery codes are hashed. */
err_t factor_code_key(const struct app *app, struct public_id owner, struct secret *ret_key);
