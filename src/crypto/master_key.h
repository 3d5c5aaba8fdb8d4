/*
 * The master key of an installation: a file of 32 random bytes that only its owner may read. It
 * wraps the data keys of the vault and is part of no backup.
 */
#pragma once

#include "base/err.h"
#include "crypto/secret.h"

/* ERR_CONFLICT when the file exists; on disk when it returns. */
err_t master_key_create(const char *path, const struct random *r);
/* Refuses a file that others may read, or that is no key. */
err_t master_key_read(const char *path, struct secret *ret_key);
