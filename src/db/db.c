#include "db/engine.h"

#include "base/log.h"
#include "db/postgresql/postgresql.h"
#include "db/sqlite/sqlite.h"

#include <stdlib.h>

err_t db_open(const struct db_config *config, struct db **ret_db)
{
	if (postgresql_is(config->place))
		return postgresql_open(config, ret_db);
	struct db_config file = *config;
	struct str prefix = STR("sqlite:");
	if (str_starts(str_of(file.place), prefix))
		file.place += prefix.len;
	return sqlite_open(&file, ret_db);
}

bool db_is_remote(const struct db *db)
{
	return db->engine->remote;
}

void db_close(struct db *db)
{
	if (db)
		db->engine->close(db);
}

struct guarded {
	db_fn fn;
	void *ctx;
};

/* Nothing is committed that nobody decided to allow. */
static err_t run_guarded(struct tx *tx, void *ctx)
{
	const struct guarded *g = ctx;
	TRY(g->fn(tx, g->ctx));
	if (tx->failed)
		return err_log(ERR_INTERNAL, "a statement failed and fn went on");
	if (!tx->wrote || tx->allowed)
		return NULL;
#ifndef NDEBUG
	const struct log log = {.fd = 2, .clock = &clock_system};
	log_event(&log, LOG_FAIL, "write_without_access", LOG_Z("statement", tx->wrote->name));
	abort();
#endif
	return err_log(ERR_INTERNAL, "%s: a change without an access decision", tx->wrote->name);
}

err_t db_tx(struct db *db, db_fn fn, void *ctx)
{
	return db->engine->tx(db, run_guarded, &(struct guarded){fn, ctx});
}

err_t db_read(struct db *db, db_fn fn, void *ctx)
{
	return db->engine->read(db, fn, ctx);
}

struct db *db_seen_by(struct arena *a, struct db *db, int64_t mark)
{
	return db->engine->seen_by ? db->engine->seen_by(a, db, mark) : db;
}

int64_t db_mark(const struct db *db)
{
	return db->engine->mark ? db->engine->mark(db) : 0;
}

struct db *db_moment(struct arena *a, struct db *db)
{
	return db->engine->moment ? db->engine->moment(a, db) : db;
}

void db_moment_end(struct db *db)
{
	if (db->engine->moment_end)
		db->engine->moment_end(db);
}

void tx_allow(struct tx *tx)
{
	tx->allowed = true;
}

bool tx_allowed(const struct tx *tx)
{
	return tx->allowed;
}

err_t db_backup(struct db *db, const char *path)
{
	return db->engine->backup(db, path);
}

err_t db_check(struct db *db)
{
	return db->engine->check(db);
}

err_t db_purge(struct db *db)
{
	return db->engine->purge(db);
}
