#include "db/sqlite/sqlite.h"

#include "base/mem.h"
#include "db/sqlite/connection.h"

#include <string.h>

#define BUSY_MS 5000
#define READERS 32

static void sqlite_close(struct db *base)
{
	struct sqlite_db *db = (struct sqlite_db *)base;
	pool_done(&db->pool);
	writer_done(&db->writer);
	mem_free(db->path);
	mem_free(db);
}

static const struct db_engine engine = {
	.close = sqlite_close,
	.tx = sqlite_tx,
	.read = sqlite_read,
	.migration = sqlite_tx, /* its lock is the file's write lock */
	.start = sqlite_start,
	.step = sqlite_step,
	.finish = sqlite_finish,
	.script = sqlite_script,
	.moment = sqlite_moment,
	.backup = sqlite_backup,
	.check = sqlite_check,
	.purge = sqlite_purge,
};

/* Its counters are one lock for all threads, and nobody reads them. */
static void stop_counting_memory(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static char *copy(const char *z)
{
	size_t n = strlen(z) + 1;
	return memcpy(mem_alloc(n), z, n);
}

err_t sqlite_open_with(
	const struct db_config *config, const struct sqlite_knobs *knobs, struct db **ret_db)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, stop_counting_memory);
	struct sqlite_db *db = mem_new(struct sqlite_db);
	*db = (struct sqlite_db){
		.db = {&engine, config->schema},
		.path = copy(config->place),
		.vfs = knobs->vfs,
		.synchronous = knobs->synchronous,
		.busy_ms = config->busy_ms ? config->busy_ms : BUSY_MS,
	};
	pool_init(&db->pool, config->connections ? config->connections : READERS);
	err_t e = writer_init(db);
	if (e) {
		sqlite_close(&db->db);
		return e;
	}
	*ret_db = &db->db;
	return NULL;
}

err_t sqlite_open(const struct db_config *config, struct db **ret_db)
{
	return sqlite_open_with(config, &(struct sqlite_knobs){.synchronous = "FULL"}, ret_db);
}
