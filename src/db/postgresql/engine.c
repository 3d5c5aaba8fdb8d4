#include "db/postgresql/connection.h"

#include "base/mem.h"
#include "db/postgresql/postgresql.h"

#include <string.h>

#define BUSY_MS 5000
#define CONNECTIONS 32
#define REST_WHEN_AWAY (250 * USEC_MS)

void pg_close(struct db *base)
{
	struct pg_db *db = (struct pg_db *)base;
	pg_replica_free(db->replica);
	pg_pool_done(&db->pool);
	pthread_key_delete(db->writing);
	mem_free(db->place);
	mem_free(db);
}

static const struct db_engine engine = {
	.remote = true,
	.close = pg_close,
	.tx = pg_tx,
	.read = pg_read,
	.migration = pg_migration,
	.start = pg_start,
	.send = pg_send,
	.take = pg_take,
	.step = pg_step,
	.finish = pg_finish,
	.script = pg_script,
	.seen_by = pg_seen_by,
	.backup = pg_backup,
	.check = pg_check,
	.purge = pg_purge,
};

static char *copy(const char *z)
{
	size_t n = strlen(z) + 1;
	return memcpy(mem_alloc(n), z, n);
}

/* Connects at once: a wrong address is said at the start. */
static err_t try_place(struct pg_db *db)
{
	struct pg_connection *c;
	TRY(pg_pool_take(db, &c));
	pg_pool_give(db, c);
	return NULL;
}

err_t pg_db_new(const struct db_config *config, struct pg_db **ret_db)
{
	struct pg_db *db = mem_new(struct pg_db);
	*db = (struct pg_db){
		.db = {&engine, config->schema},
		.place = copy(config->place),
		.busy_ms = config->busy_ms ? config->busy_ms : BUSY_MS,
	};
	if (pthread_key_create(&db->writing, NULL)) {
		mem_free(db->place);
		mem_free(db);
		return err_log(ERR_UNAVAILABLE, "no thread key is left");
	}
	pg_pool_init(
		&db->pool, config->connections ? config->connections : CONNECTIONS, REST_WHEN_AWAY);
	*ret_db = db;
	return NULL;
}

err_t postgresql_open(const struct db_config *config, struct db **ret_db)
{
	struct pg_db *db;
	TRY(pg_db_new(config, &db));
	err_t e = try_place(db);
	if (!e && config->replica && config->replica[0])
		e = pg_replica_new(config, &db->replica);
	if (e) {
		pg_close(&db->db);
		return e;
	}
	*ret_db = &db->db;
	return NULL;
}
