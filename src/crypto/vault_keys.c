#include "crypto/vault_keys.h"

#include "base/arena.h"
#include "base/mem.h"
#include "crypto/sodium.h"

#include <pthread.h>
#include <string.h>

#define FORMAT 1
#define NAME 8 /* bytes of a master key's name */

#define SETS 128
#define WAYS 8

struct master {
	struct aead_key key;
	uint8_t name[NAME];
};

struct slot {
	struct public_id owner;
	usec loaded; /* 0: empty */
};

/* Owners whose id ends alike share eight slots and a lock. */
struct set {
	pthread_mutex_t lock;
	uint64_t destroyed; /* counts, so that a key loaded before is not kept after */
	struct slot slot[WAYS];
};

/* Lives in locked memory. */
struct locked {
	struct master master;
	struct aead_key cached[SETS][WAYS];
};

struct vault_keys {
	struct keystore store;
	const struct clock *clock;
	const struct random *random;
	bool is_locked;
	struct locked *locked;
	struct set set[SETS];
};

static err_t set_master(struct vault_keys *k, const struct secret *key)
{
	if (key->len != AEAD_KEY)
		return err_log(ERR_INTERNAL, "a master key has %d bytes", AEAD_KEY);
	struct master *m = &k->locked->master;
	struct digest name = hash_hmac(key, STR("name"));
	memcpy(m->key.bytes, key->bytes, AEAD_KEY);
	memcpy(m->name, name.bytes, NAME);
	return NULL;
}

static err_t start(struct vault_keys *k, const struct vault_settings *settings)
{
	if (sodium_init() < 0 || !(k->locked = sodium_malloc(sizeof(*k->locked))))
		return err_log(ERR_INTERNAL, "libsodium does not start");
	k->is_locked = sodium_mlock(k->locked, sizeof(*k->locked)) == 0;
	for (int i = 0; i < SETS; i++)
		pthread_mutex_init(&k->set[i].lock, NULL);
	return set_master(k, settings->master);
}

err_t vault_keys_new(const struct vault_settings *settings, struct vault_keys **ret_keys)
{
	struct vault_keys *k = mem_new(struct vault_keys);
	k->store = settings->store;
	k->clock = settings->clock;
	k->random = settings->random;
	err_t e = start(k, settings);
	if (e) {
		vault_keys_free(k);
		return e;
	}
	*ret_keys = k;
	return NULL;
}

void vault_keys_free(struct vault_keys *k)
{
	if (!k)
		return;
	sodium_free(k->locked);
	mem_free(k);
}

bool vault_keys_locked(const struct vault_keys *k)
{
	return k->is_locked;
}

struct wrapped {
	uint8_t format, name[NAME], sealed[AEAD_KEY + AEAD_OVERHEAD];
};

/* What a wrapped key is bound to: its format, its master key and its owner. */
struct wrap_place {
	uint8_t format, name[NAME];
	struct public_id owner;
};

static struct str wrap_place(struct wrap_place *p)
{
	return (struct str){(const char *)p, sizeof(*p)};
}

static void wrap(struct vault_keys *k, struct public_id owner, const struct aead_key *key,
	struct wrapped *ret_wrapped)
{
	const struct master *m = &k->locked->master;
	struct wrap_place place = {.format = FORMAT, .owner = owner};
	memcpy(place.name, m->name, NAME);
	ret_wrapped->format = FORMAT;
	memcpy(ret_wrapped->name, m->name, NAME);
	aead_seal(&m->key, k->random, (struct str){(const char *)key->bytes, AEAD_KEY},
		wrap_place(&place), ret_wrapped->sealed);
}

static err_t unwrap(const struct vault_keys *k, struct public_id owner, struct str wrapped,
	struct aead_key *ret_key)
{
	struct wrapped w;
	const struct master *m = &k->locked->master;
	if (wrapped.len != sizeof(w) || wrapped.p[0] != FORMAT)
		return err_log(ERR_INTERNAL, "wrapped key has an unknown format");
	memcpy(&w, wrapped.p, sizeof(w));
	struct wrap_place place = {.format = FORMAT, .owner = owner};
	memcpy(place.name, w.name, NAME);
	if (memcmp(m->name, w.name, NAME) != 0)
		return err_log(ERR_INTERNAL, "wrapped by another master key");
	struct str sealed = {(const char *)w.sealed, sizeof(w.sealed)};
	if (!aead_open(&m->key, sealed, wrap_place(&place), ret_key->bytes))
		return err_log(ERR_INTERNAL, "wrapped key is damaged");
	return NULL;
}

static size_t set_number(struct public_id owner)
{
	return owner.bytes[15] % SETS;
}

/* The slot of this owner, or NULL; the set is locked. */
static struct slot *find_slot(struct set *set, struct public_id owner)
{
	for (int i = 0; i < WAYS; i++)
		if (set->slot[i].loaded && public_id_eq(set->slot[i].owner, owner))
			return &set->slot[i];
	return NULL;
}

static struct aead_key *slot_key(struct vault_keys *k, struct set *set, const struct slot *slot)
{
	return &k->locked->cached[set - k->set][slot - set->slot];
}

static bool look_up(struct vault_keys *k, struct set *set, struct public_id owner,
	uint64_t *ret_destroyed, struct aead_key *ret_key)
{
	usec now = clock_now(k->clock);
	pthread_mutex_lock(&set->lock);
	*ret_destroyed = set->destroyed;
	const struct slot *slot = find_slot(set, owner);
	bool fresh = slot && now >= slot->loaded && now - slot->loaded < VAULT_FRESH;
	if (fresh)
		*ret_key = *slot_key(k, set, slot);
	pthread_mutex_unlock(&set->lock);
	return fresh;
}

/* The oldest slot, or one that is empty. */
static struct slot *oldest_slot(struct set *set)
{
	struct slot *oldest = &set->slot[0];
	for (int i = 1; i < WAYS; i++)
		if (set->slot[i].loaded < oldest->loaded)
			oldest = &set->slot[i];
	return oldest;
}

static void remember(struct vault_keys *k, struct set *set, struct public_id owner,
	uint64_t destroyed, usec loaded, const struct aead_key *key)
{
	pthread_mutex_lock(&set->lock);
	if (set->destroyed == destroyed) {
		struct slot *slot = find_slot(set, owner);
		if (!slot)
			slot = oldest_slot(set);
		*slot = (struct slot){owner, loaded};
		*slot_key(k, set, slot) = *key;
	}
	pthread_mutex_unlock(&set->lock);
}

static void forget(struct vault_keys *k, struct set *set, struct public_id owner)
{
	pthread_mutex_lock(&set->lock);
	set->destroyed++;
	struct slot *slot = find_slot(set, owner);
	if (slot) {
		aead_key_wipe(slot_key(k, set, slot));
		*slot = (struct slot){0};
	}
	pthread_mutex_unlock(&set->lock);
}

static err_t load(struct vault_keys *k, struct public_id owner, struct aead_key *ret_key)
{
	struct arena *a = arena_new();
	struct str wrapped;
	err_t e = k->store.load(k->store.ctx, a, owner, &wrapped);
	if (!e)
		e = unwrap(k, owner, wrapped, ret_key);
	arena_free(a);
	return e;
}

err_t vault_keys_get(struct vault_keys *k, struct public_id owner, struct aead_key *ret_key)
{
	struct set *set = &k->set[set_number(owner)];
	uint64_t destroyed;
	if (look_up(k, set, owner, &destroyed, ret_key))
		return NULL;
	usec loaded = clock_now(k->clock);
	err_t e = load(k, owner, ret_key);
	if (!e) {
		remember(k, set, owner, destroyed, loaded, ret_key);
		return NULL;
	}
	forget(k, set, owner);
	if (e->code != ERR_NOT_FOUND)
		return e;
	err_free(e);
	return err_log(ERR_EXPIRED, "the owner has no data key (any more)");
}

/* One in the making. */
struct fresh {
	struct aead_key key;
	uint64_t destroyed; /* of its set, before */
};

static struct str make_key(
	struct vault_keys *k, struct arena *a, struct public_id owner, struct fresh *ret)
{
	struct wrapped *w = arena_make(a, struct wrapped);
	struct set *set = &k->set[set_number(owner)];
	pthread_mutex_lock(&set->lock);
	ret->destroyed = set->destroyed;
	pthread_mutex_unlock(&set->lock);
	random_fill(k->random, ret->key.bytes, AEAD_KEY);
	wrap(k, owner, &ret->key, w);
	return (struct str){(const char *)w, sizeof(*w)};
}

/* Who gets a key is about to write: it is there already. */
err_t vault_keys_add(
	struct vault_keys *k, struct arena *a, const struct public_id *owners, size_t len)
{
	struct str *wrapped = arena_array(a, struct str, len);
	struct fresh *fresh = arena_array(a, struct fresh, len);
	usec now = clock_now(k->clock);
	for (size_t i = 0; i < len; i++)
		wrapped[i] = make_key(k, a, owners[i], &fresh[i]);
	err_t e = k->store.add(k->store.ctx, owners, wrapped, len);
	for (size_t i = 0; i < len; i++) {
		struct set *set = &k->set[set_number(owners[i])];
		if (!e)
			remember(k, set, owners[i], fresh[i].destroyed, now, &fresh[i].key);
		aead_key_wipe(&fresh[i].key);
	}
	return e;
}

err_t vault_keys_destroy(struct vault_keys *k, const struct public_id *owners, size_t len)
{
	err_t e = k->store.destroy(k->store.ctx, owners, len);
	for (size_t i = 0; i < len; i++)
		forget(k, &k->set[set_number(owners[i])], owners[i]);
	return e;
}
