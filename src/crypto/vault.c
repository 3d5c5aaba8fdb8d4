#include "crypto/vault.h"

#include "base/arena.h"
#include "base/mem.h"
#include "crypto/vault_keys.h"

#include <string.h>

#define FORMAT 1
#define PLACE_MOST 512

_Static_assert(VAULT_OVERHEAD == 1 + AEAD_OVERHEAD, "what sealing adds");

struct vault {
	struct vault_keys *keys;
	const struct random *random;
};

err_t vault_new(const struct vault_settings *settings, struct vault **ret_vault)
{
	struct vault_keys *keys;
	TRY(vault_keys_new(settings, &keys));
	struct vault *v = mem_new(struct vault);
	*v = (struct vault){keys, settings->random};
	*ret_vault = v;
	return NULL;
}

void vault_free(struct vault *v)
{
	if (!v)
		return;
	vault_keys_free(v->keys);
	mem_free(v);
}

bool vault_is_locked(const struct vault *v)
{
	return vault_keys_locked(v->keys);
}

err_t vault_add_owner(struct vault *v, struct public_id owner)
{
	struct arena *a = arena_new();
	err_t e = vault_keys_add(v->keys, a, &owner, 1);
	arena_free(a);
	return e;
}

err_t vault_add_owners(struct vault *v, struct arena *a, const struct public_id *owners, size_t len)
{
	return vault_keys_add(v->keys, a, owners, len);
}

err_t vault_destroy_owner(struct vault *v, struct public_id owner)
{
	return vault_keys_destroy(v->keys, &owner, 1);
}

err_t vault_destroy_owners(struct vault *v, const struct public_id *owners, size_t len)
{
	return vault_keys_destroy(v->keys, owners, len);
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
	AEAD_KEY_AUTO key;
	if (text.len > VAULT_MOST)
		return err_log(ERR_TOO_LARGE, "vault value of %zu bytes", text.len);
	TRY(place_bytes(place, room, &bound));
	TRY(vault_keys_get(v->keys, place->owner, &key));
	char *p = arena_bytes(a, text.len + VAULT_OVERHEAD);
	p[0] = FORMAT;
	aead_seal(&key, v->random, text, bound, p + 1);
	*ret_sealed = (struct str){p, text.len + VAULT_OVERHEAD};
	return NULL;
}

err_t vault_open(struct vault *v, struct arena *a, const struct vault_place *place,
	struct str sealed, struct str *ret_text)
{
	char room[PLACE_MOST];
	struct str bound;
	AEAD_KEY_AUTO key;
	if (sealed.len < VAULT_OVERHEAD || sealed.p[0] != FORMAT)
		return err_log(ERR_INTERNAL, "sealed value has an unknown format");
	TRY(place_bytes(place, room, &bound));
	TRY(vault_keys_get(v->keys, place->owner, &key));
	char *p = arena_bytes(a, sealed.len - VAULT_OVERHEAD);
	if (!aead_open(&key, str_from(sealed, 1), bound, p))
		return err_log(ERR_INTERNAL, "sealed value of %s.%s does not open", place->table,
			place->column);
	*ret_text = (struct str){p, sealed.len - VAULT_OVERHEAD};
	return NULL;
}

err_t vault_open_one(struct vault *v, struct arena *a, const struct vault_place *place,
	struct str sealed, struct str *ret_text, bool *ret_damaged)
{
	struct str text = STR_NONE;
	err_t e = vault_open(v, a, place, sealed, &text);
	bool is_damaged = e && e->code == ERR_INTERNAL;
	if (e && !is_damaged)
		return e;
	err_free(e);
	*ret_text = text;
	*ret_damaged = is_damaged;
	return NULL;
}

err_t vault_derive(
	struct vault *v, struct public_id owner, const char *purpose, struct secret *ret_key)
{
	AEAD_KEY_AUTO key;
	TRY(vault_keys_get(v->keys, owner, &key));
	SECRET data_key = {.len = AEAD_KEY};
	memcpy(data_key.bytes, key.bytes, AEAD_KEY);
	hash_derive(&data_key, purpose, ret_key);
	return NULL;
}
