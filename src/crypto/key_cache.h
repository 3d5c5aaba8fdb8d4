/*
 * Public keys that were parsed before, by their Multikey text. Parsing an ECDSA key costs as
 * much as half a verification; checking many documents of one issuer should cost it once. Not
 * for sharing between threads.
 */
#pragma once

#include "crypto/key.h"

#define KEY_CACHE_MOST 64 /* the oldest makes room */

struct key_cache;

struct key_cache *key_cache_new(void);
void key_cache_free(struct key_cache *c); /* NULL is fine */
/* As multikey_parse; the key is good until KEY_CACHE_MOST others were asked for. */
err_t key_cache_get(struct key_cache *c, struct str multikey, struct key **ret_key);
