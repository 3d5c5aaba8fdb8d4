#include "app/keystore.h"

#include "app/access.h"
#include "db/keys.h"

struct call {
	struct arena *arena;
	struct public_id owner;
	struct public_id_list owners;
	struct str wrapped;
	struct bytes_list keys; /* of owners */
	usec now;
};

static err_t read_key(struct tx *tx, void *ctx)
{
	struct call *c = ctx;
	return data_key_get(tx, c->arena, c->owner, &c->wrapped);
}

static err_t load(void *ctx, struct arena *a, struct public_id owner, struct str *ret_wrapped)
{
	const struct keystore_db *k = ctx;
	struct call c = {.arena = a, .owner = owner};
	TRY(db_read(k->keys, read_key, &c));
	if (!c.wrapped.p)
		return err_log(ERR_NOT_FOUND, "no data key");
	*ret_wrapped = c.wrapped;
	return NULL;
}

static err_t add_key(struct tx *tx, void *ctx)
{
	const struct call *c = ctx;
	TRY(access_keep_house(tx));
	return data_key_add(tx, c->owners, c->keys, c->now);
}

static err_t add(void *ctx, const struct public_id *owners, const struct str *wrapped, size_t len)
{
	const struct keystore_db *k = ctx;
	struct call c = {
		.owners = {owners, len}, .keys = {wrapped, len}, .now = clock_now(k->clock)};
	return db_tx(k->keys, add_key, &c);
}

static err_t destroy_key(struct tx *tx, void *ctx)
{
	const struct call *c = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	return data_key_destroy(tx, c->owners, &count);
}

static err_t destroy(void *ctx, const struct public_id *owners, size_t len)
{
	const struct keystore_db *k = ctx;
	struct call c = {.owners = {owners, len}};
	TRY(db_tx(k->keys, destroy_key, &c));
	return db_purge(k->keys);
}

struct keystore keystore_on(struct keystore_db *k)
{
	return (struct keystore){.load = load, .add = add, .destroy = destroy, .ctx = k};
}
