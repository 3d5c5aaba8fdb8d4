#include "crypto/key_cache.h"

#include "base/arena.h"
#include "base/mem.h"
#include "crypto/multikey.h"

struct entry {
	struct arena *arena;
	struct str text;
	struct key *key;
};

struct key_cache {
	struct entry entries[KEY_CACHE_MOST];
	size_t next; /* the oldest, once all are used */
};

struct key_cache *key_cache_new(void)
{
	return mem_new(struct key_cache);
}

void key_cache_free(struct key_cache *c)
{
	for (size_t i = 0; c && i < KEY_CACHE_MOST; i++)
		arena_free(c->entries[i].arena);
	mem_free(c);
}

static struct key *find(const struct key_cache *c, struct str text)
{
	for (size_t i = 0; i < KEY_CACHE_MOST; i++)
		if (c->entries[i].key && str_eq(c->entries[i].text, text))
			return c->entries[i].key;
	return NULL;
}

err_t key_cache_get(struct key_cache *c, struct str multikey, struct key **ret_key)
{
	struct key *known = find(c, multikey);
	if (known) {
		*ret_key = known;
		return NULL;
	}
	struct entry e = {.arena = arena_new()};
	err_t err = multikey_parse(e.arena, multikey, &e.key);
	if (err) {
		arena_free(e.arena);
		return err;
	}
	e.text = str_dup(e.arena, multikey);
	arena_free(c->entries[c->next].arena);
	c->entries[c->next] = e;
	c->next = (c->next + 1) % KEY_CACHE_MOST;
	*ret_key = e.key;
	return NULL;
}
