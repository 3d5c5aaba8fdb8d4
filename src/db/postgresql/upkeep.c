#include "db/postgresql/connection.h"

err_t pg_backup(struct db *base, const char *path)
{
	(void)base, (void)path;
	return err_log(ERR_INVALID, "a PostgreSQL database is backed up by PostgreSQL's own tools: "
				    "pg_basebackup, or pg_dump");
}

static err_t run(struct db *base, const char *what, const char *fixed_text)
{
	struct pg_db *db = (struct pg_db *)base;
	struct pg_connection *c;
	TRY(pg_pool_take(db, &c));
	err_t e = pg_connection_exec(c, what, fixed_text);
	pg_pool_give(db, c);
	return e;
}

err_t pg_check(struct db *base)
{
	return run(base, "check", postgresql_files[FILE_CHECK].bytes.p);
}

/*
 * What was deleted leaves the tables. Up to 64 MB they are written anew, so that none of their
 * files holds it; beyond, its place is free to be used again. Unlike SQLite's, the server's
 * write-ahead log and its own backups keep it until they are recycled: their keeping bounds how
 * long.
 */
static err_t vacuum(struct pg_connection *c)
{
	PGresult *text = NULL;
	TRY(pg_connection_exec(c, "purge", "SET statement_timeout = 0"));
	TRY(pg_connection_ask(c, "purge", postgresql_files[FILE_PURGE].bytes.p, &text));
	err_t e = pg_connection_exec(c, "purge", PQgetvalue(text, 0, 0));
	PQclear(text);
	TRY(e);
	return pg_connection_exec(c, "purge", "SET statement_timeout = '20s'");
}

err_t pg_purge(struct db *base)
{
	struct pg_db *db = (struct pg_db *)base;
	struct pg_connection *c;
	if (!base->schema->wipes)
		return NULL;
	TRY(pg_pool_take(db, &c));
	err_t e = vacuum(c);
	c->lost |= e != NULL;
	pg_pool_give(db, c);
	return e;
}
