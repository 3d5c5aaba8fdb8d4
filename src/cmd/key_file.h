/*
 * A signature key as a file: one line, its private half as Multikey text, readable by its owner
 * alone.
 */
#pragma once

#include "crypto/key.h"

/* Opens a file of secrets: ERR_NOT_FOUND, ERR_FORBIDDEN when others may read it. */
err_t key_file_open(const char *path, int *ret_fd);
/* ERR_NOT_FOUND, ERR_FORBIDDEN when others may read it, ERR_INVALID when it holds no key. */
err_t key_file_read(struct arena *a, const char *path, struct key **ret_key);
/* A new key in a new file; ERR_CONFLICT when there is one already. */
err_t key_file_create(struct arena *a, const char *path, enum key_type type, const struct random *r,
	struct key **ret_key);
