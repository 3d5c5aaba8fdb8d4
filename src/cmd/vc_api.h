/*
 * The VC-API of leerpas serve --vc-api: a server of its own, on a port of its own, with what its
 * folder holds: keys (NAME.key, of leerpas credential key new), tokens (one a line, of leerpas key
 * token), and documents (a line "ADDRESS=FILE" each, of what checking would else have to fetch).
 */
#pragma once

#include "base/log.h"
#include "base/random.h"
#include "cmd/settings.h"

#define VC_API_KEYS_MOST 64
#define VC_API_TOKENS_MOST 64

/* Answers when it returns; a ends it. Errors name the file or setting that is wrong. */
err_t vc_api_open(struct arena *a, const struct settings *s, const struct log *log, int *ret_port);

/* Adds a new token to the file, which is made when it is missing. */
err_t vc_api_add_token(const char *path, const struct random *r);
