#include "crypto/vault.h"

#include "base/arena.h"
#include "base/mem.h"
#include "crypto/sodium.h"

#include <pthread.h>
#include <string.h>

#define FORMAT 1
#define KEY crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES
#define NAME 8 /* bytes of a master key's name */
#define WRAPPED (1 + NAME + NONCE + KEY + TAG)
#define PLACE_MOST 512

_Static_assert(VAULT_OVERHEAD == 1 + NONCE + TAG, "what sealing adds");

#define SETS 128
#define WAYS 8

struct data_key {
	uint8_t bytes[KEY];
};

struct master {
	struct data_key key;
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
	struct master master[2]; /* the present one, the former one */
	struct data_key cached[SETS][WAYS];
};

struct vault {
	struct keystore store;
	const struct clock *clock;
	const struct random *random;
	size_t masters;
	bool is_locked;
	struct locked *locked;
	struct set set[SETS];
};

#define DATA_KEY __attribute__((cleanup(data_key_wipe))) struct data_key

static void data_key_wipe(struct data_key *k)
{
	sodium_memzero(k, sizeof(*k));
}

static err_t add_master(struct vault *v, const struct secret *key)
{
	if (key->len != KEY)
		return err_log(ERR_INTERNAL, "a master key has %d bytes", (int)KEY);
	struct master *m = &v->locked->master[v->masters++];
	struct digest name = hash_hmac(key, STR("name"));
	memcpy(m->key.bytes, key->bytes, KEY);
	memcpy(m->name, name.bytes, NAME);
	return NULL;
}

static err_t start(struct vault *v, const struct vault_settings *settings)
{
	if (sodium_init() < 0 || !(v->locked = sodium_malloc(sizeof(*v->locked))))
		return err_log(ERR_INTERNAL, "libsodium does not start");
	v->is_locked = sodium_mlock(v->locked, sizeof(*v->locked)) == 0;
	for (int i = 0; i < SETS; i++)
		pthread_mutex_init(&v->set[i].lock, NULL);
	TRY(add_master(v, settings->master));
	return settings->former ? add_master(v, settings->former) : NULL;
}

err_t vault_new(const struct vault_settings *settings, struct vault **ret_vault)
{
	struct vault *v = mem_new(struct vault);
	v->store = settings->store;
	v->clock = settings->clock;
	v->random = settings->random;
	err_t e = start(v, settings);
	if (e) {
		vault_free(v);
		return e;
	}
	*ret_vault = v;
	return NULL;
}

void vault_free(struct vault *v)
{
	if (!v)
		return;
	sodium_free(v->locked);
	mem_free(v);
}

bool vault_is_locked(const struct vault *v)
{
	return v->is_locked;
}

/* ret = nonce, ciphertext, tag. */
static void encrypt(const struct vault *v, const struct data_key *key, struct str text,
	struct str bound, uint8_t *ret)
{
	random_fill(v->random, ret, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(ret + NONCE, NULL, (const uint8_t *)text.p,
		text.len, (const uint8_t *)bound.p, bound.len, NULL, ret, key->bytes);
}

/* sealed = nonce, ciphertext, tag; ret holds sealed.len - NONCE - TAG bytes. */
static bool decrypt(const struct data_key *key, struct str sealed, struct str bound, void *ret)
{
	const uint8_t *nonce = (const uint8_t *)sealed.p;
	return crypto_aead_xchacha20poly1305_ietf_decrypt(ret, NULL, NULL, nonce + NONCE,
		       sealed.len - NONCE, (const uint8_t *)bound.p, bound.len, nonce,
		       key->bytes) == 0;
}

struct wrapped {
	uint8_t format, name[NAME], sealed[NONCE + KEY + TAG];
};
_Static_assert(sizeof(struct wrapped) == WRAPPED, "no padding");

/* What a wrapped key is bound to: its format, its master key and its owner. */
struct wrap_place {
	uint8_t format, name[NAME];
	struct public_id owner;
};

static struct str wrap_place(struct wrap_place *p)
{
	return (struct str){(const char *)p, sizeof(*p)};
}

static void wrap(struct vault *v, struct public_id owner, const struct data_key *key,
	struct wrapped *ret_wrapped)
{
	const struct master *m = &v->locked->master[0];
	struct wrap_place place = {.format = FORMAT, .owner = owner};
	memcpy(place.name, m->name, NAME);
	ret_wrapped->format = FORMAT;
	memcpy(ret_wrapped->name, m->name, NAME);
	encrypt(v, &m->key, (struct str){(const char *)key->bytes, KEY}, wrap_place(&place),
		ret_wrapped->sealed);
}

static err_t unwrap(
	const struct vault *v, struct public_id owner, struct str wrapped, struct data_key *ret_key)
{
	struct wrapped w;
	if (wrapped.len != sizeof(w) || wrapped.p[0] != FORMAT)
		return err_log(ERR_INTERNAL, "wrapped key has an unknown format");
	memcpy(&w, wrapped.p, sizeof(w));
	struct wrap_place place = {.format = FORMAT, .owner = owner};
	memcpy(place.name, w.name, NAME);
	for (size_t i = 0; i < v->masters; i++) {
		const struct master *m = &v->locked->master[i];
		if (memcmp(m->name, w.name, NAME) != 0)
			continue;
		struct str sealed = {(const char *)w.sealed, sizeof(w.sealed)};
		if (decrypt(&m->key, sealed, wrap_place(&place), ret_key->bytes))
			return NULL;
		return err_log(ERR_INTERNAL, "wrapped key is damaged");
	}
	return err_log(ERR_INTERNAL, "wrapped by another master key");
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

static struct data_key *slot_key(struct vault *v, struct set *set, const struct slot *slot)
{
	return &v->locked->cached[set - v->set][slot - set->slot];
}

static bool look_up(struct vault *v, struct set *set, struct public_id owner,
	uint64_t *ret_destroyed, struct data_key *ret_key)
{
	usec now = clock_now(v->clock);
	pthread_mutex_lock(&set->lock);
	*ret_destroyed = set->destroyed;
	const struct slot *slot = find_slot(set, owner);
	bool fresh = slot && now >= slot->loaded && now - slot->loaded < VAULT_FRESH;
	if (fresh)
		*ret_key = *slot_key(v, set, slot);
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

static void remember(struct vault *v, struct set *set, struct public_id owner, uint64_t destroyed,
	usec loaded, const struct data_key *key)
{
	pthread_mutex_lock(&set->lock);
	if (set->destroyed == destroyed) {
		struct slot *slot = find_slot(set, owner);
		if (!slot)
			slot = oldest_slot(set);
		*slot = (struct slot){owner, loaded};
		*slot_key(v, set, slot) = *key;
	}
	pthread_mutex_unlock(&set->lock);
}

static void forget(struct vault *v, struct set *set, struct public_id owner)
{
	pthread_mutex_lock(&set->lock);
	set->destroyed++;
	struct slot *slot = find_slot(set, owner);
	if (slot) {
		data_key_wipe(slot_key(v, set, slot));
		*slot = (struct slot){0};
	}
	pthread_mutex_unlock(&set->lock);
}

static err_t load(struct vault *v, struct public_id owner, struct data_key *ret_key)
{
	struct arena *a = arena_new();
	struct str wrapped;
	err_t e = v->store.load(v->store.ctx, a, owner, &wrapped);
	if (!e)
		e = unwrap(v, owner, wrapped, ret_key);
	arena_free(a);
	return e;
}

static err_t get_key(struct vault *v, struct public_id owner, struct data_key *ret_key)
{
	struct set *set = &v->set[set_number(owner)];
	uint64_t destroyed;
	if (look_up(v, set, owner, &destroyed, ret_key))
		return NULL;
	usec loaded = clock_now(v->clock);
	err_t e = load(v, owner, ret_key);
	if (!e) {
		remember(v, set, owner, destroyed, loaded, ret_key);
		return NULL;
	}
	forget(v, set, owner);
	if (e->code != ERR_NOT_FOUND)
		return e;
	err_free(e);
	return err_log(ERR_EXPIRED, "the owner has no data key (any more)");
}

err_t vault_add_owner(struct vault *v, struct public_id owner)
{
	DATA_KEY key;
	struct wrapped w;
	random_fill(v->random, key.bytes, KEY);
	wrap(v, owner, &key, &w);
	return v->store.add(v->store.ctx, owner, (struct str){(const char *)&w, sizeof(w)});
}

err_t vault_destroy_owner(struct vault *v, struct public_id owner)
{
	err_t e = v->store.destroy(v->store.ctx, owner);
	forget(v, &v->set[set_number(owner)], owner);
	return e;
}

static char *put_part(char *to, struct str part)
{
	*to++ = (char)part.len;
	memcpy(to, part.p, part.len);
	return to + part.len;
}

/* The place in bytes: format, owner, then each part after its length. */
static err_t place_bytes(const struct vault_place *place, char *room, struct str *ret_bytes)
{
	struct str table = str_of(place->table), column = str_of(place->column);
	if (table.len > UINT8_MAX || place->row.len > UINT8_MAX || column.len > UINT8_MAX ||
		table.len + place->row.len + column.len > PLACE_MOST - 32)
		return err_log(ERR_INTERNAL, "vault place is too long");
	char *to = room;
	*to++ = FORMAT;
	memcpy(to, place->owner.bytes, sizeof(place->owner.bytes));
	to = put_part(to + sizeof(place->owner.bytes), table);
	to = put_part(to, place->row.len ? place->row : STR(""));
	to = put_part(to, column);
	*ret_bytes = (struct str){room, (size_t)(to - room)};
	return NULL;
}

err_t vault_seal(struct vault *v, struct arena *a, const struct vault_place *place, struct str text,
	struct str *ret_sealed)
{
	char room[PLACE_MOST];
	struct str bound;
	DATA_KEY key;
	if (text.len > VAULT_MOST)
		return err_log(ERR_TOO_LARGE, "vault value of %zu bytes", text.len);
	TRY(place_bytes(place, room, &bound));
	TRY(get_key(v, place->owner, &key));
	char *p = arena_bytes(a, text.len + VAULT_OVERHEAD);
	p[0] = FORMAT;
	encrypt(v, &key, text, bound, (uint8_t *)p + 1);
	*ret_sealed = (struct str){p, text.len + VAULT_OVERHEAD};
	return NULL;
}

err_t vault_open(struct vault *v, struct arena *a, const struct vault_place *place,
	struct str sealed, struct str *ret_text)
{
	char room[PLACE_MOST];
	struct str bound;
	DATA_KEY key;
	if (sealed.len < VAULT_OVERHEAD || sealed.p[0] != FORMAT)
		return err_log(ERR_INTERNAL, "sealed value has an unknown format");
	TRY(place_bytes(place, room, &bound));
	TRY(get_key(v, place->owner, &key));
	char *p = arena_bytes(a, sealed.len - VAULT_OVERHEAD);
	if (!decrypt(&key, str_from(sealed, 1), bound, p))
		return err_log(ERR_INTERNAL, "sealed value of %s.%s does not open", place->table,
			place->column);
	*ret_text = (struct str){p, sealed.len - VAULT_OVERHEAD};
	return NULL;
}

err_t vault_derive(
	struct vault *v, struct public_id owner, const char *purpose, struct secret *ret_key)
{
	DATA_KEY key;
	TRY(get_key(v, owner, &key));
	SECRET data_key = {.len = KEY};
	memcpy(data_key.bytes, key.bytes, KEY);
	hash_derive(&data_key, purpose, ret_key);
	return NULL;
}

err_t vault_rewrap(struct vault *v, struct arena *a, struct public_id owner, struct str wrapped,
	struct str *ret_wrapped)
{
	DATA_KEY key;
	TRY(unwrap(v, owner, wrapped, &key));
	struct wrapped *w = arena_make(a, struct wrapped);
	wrap(v, owner, &key, w);
	*ret_wrapped = (struct str){(const char *)w, sizeof(*w)};
	return NULL;
}
