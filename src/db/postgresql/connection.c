#include "db/postgresql/connection.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

enum { OLDEST = 150000 };

/* Upper case: no statement is named so. What is no single command has its text in a file. */
static const char *const control_name[CONTROLS] = {
	[BEGIN_WRITE] = "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE",
	[COMMIT] = "COMMIT",
	[ROLLBACK] = "ROLLBACK",
	[POSITION] = "POSITION",
	[REPLAYED] = "REPLAYED",
};

/*
 * A read is what a session does by itself. Plans are made once and without looking at the values,
 * and such that they stay good when a table grows: reading a small table whole would also make
 * SERIALIZABLE transactions clash that have nothing to do with each other. Who is told that
 * something is saved has it on disk, whatever the server's own habit.
 */
static const char session_text[] =
	"SET default_transaction_isolation = 'repeatable read';"
	"SET default_transaction_read_only = on;"
	"SET statement_timeout = '20s';"
	"SET idle_in_transaction_session_timeout = '60s';"
	"SET plan_cache_mode = force_generic_plan;"
	"SET enable_seqscan = off;"
	"SET jit = off;"
	"SELECT set_config('synchronous_commit', 'on', false)"
	" WHERE current_setting('synchronous_commit') IN ('off', 'local')";

/* --- errors --- */

static bool in_class(const char *state, const char *class)
{
	return strncmp(state, class, 2) == 0;
}

/* PostgreSQL documentation, appendix A. */
static enum err_code code_of(const char *state)
{
	static const char *const away[] = {"08", "25", "26", "28", "40", "53", "55", "57"};
	if (!strcmp(state, "23505") || !strcmp(state, "23503"))
		return ERR_CONFLICT;
	if (in_class(state, "54"))
		return ERR_TOO_LARGE;
	for (size_t i = 0; i < sizeof(away) / sizeof(*away); i++)
		if (in_class(state, away[i]))
			return ERR_UNAVAILABLE;
	return ERR_INTERNAL;
}

/* After these the session has ended, or is not what it was. */
static bool ends_session(const char *state)
{
	return in_class(state, "08") || in_class(state, "26") || !strcmp(state, "25006") ||
	       !strcmp(state, "25P03") || (in_class(state, "57") && strcmp(state, "57014") != 0);
}

bool pg_connection_clashed(const PGresult *r)
{
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
	return state && (!strcmp(state, "40001") || !strcmp(state, "40P01"));
}

static int first_line(const char *z)
{
	return (int)strcspn(z, "\n");
}

err_t pg_connection_err(struct pg_connection *c, const PGresult *r, const char *what)
{
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
	const char *text = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	if (!state || !text) {
		text = PQerrorMessage(c->handle);
		c->lost = true;
		return err_log(
			ERR_UNAVAILABLE, "%s: postgresql: %.*s", what, first_line(text), text);
	}
	c->lost |= ends_session(state) || PQstatus(c->handle) == CONNECTION_BAD;
	return err_log(
		code_of(state), "%s: postgresql %s: %.*s", what, state, first_line(text), text);
}

/* --- the pipeline --- */

PGresult *pg_connection_result(struct pg_connection *c)
{
	PGresult *r = PQgetResult(c->handle);
	if (r && PQresultStatus(r) != PGRES_PIPELINE_SYNC)
		PQclear(PQgetResult(c->handle)); /* NULL: the end of one command's results */
	c->lost |= !r;
	return r;
}

bool pg_connection_send_control(struct pg_connection *c, enum control control)
{
	return PQsendQueryPrepared(c->handle, control_name[control], 0, NULL, NULL, NULL, 1);
}

void pg_connection_sync(struct pg_connection *c)
{
	if (PQpipelineSync(c->handle))
		c->behind++;
	else
		c->lost = true;
}

void pg_connection_catch_up(struct pg_connection *c)
{
	while (c->behind && !c->lost) {
		PGresult *r = pg_connection_result(c);
		c->behind -= PQresultStatus(r) == PGRES_PIPELINE_SYNC;
		c->lost |= PQstatus(c->handle) == CONNECTION_BAD;
		PQclear(r);
	}
}

err_t pg_connection_number(struct pg_connection *c, enum control control, int64_t *ret_number)
{
	static const struct db_item number = {.type = DB_INT};
	struct db_value value = {.null = true};
	PGresult *r = pg_connection_result(c);
	bool is_row = PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1;
	if (is_row && !pg_value_decode(r, 0, 0, &number, &value))
		value.null = true;
	err_t e = is_row ? NULL : pg_connection_err(c, r, control_name[control]);
	PQclear(r);
	TRY(e);
	if (value.null)
		return err_log(ERR_UNAVAILABLE, "%s: none", control_name[control]);
	*ret_number = value.n;
	return NULL;
}

static err_t ask(struct pg_connection *c, const char *what, const char *text, PGresult **ret_result)
{
	PGresult *r = PQexec(c->handle, text);
	ExecStatusType status = PQresultStatus(r);
	if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
		*ret_result = r;
		return NULL;
	}
	err_t e = pg_connection_err(c, r, what);
	PQclear(r);
	return e;
}

static err_t exec(struct pg_connection *c, const char *what, const char *text)
{
	PGresult *r = NULL;
	TRY(ask(c, what, text, &r));
	PQclear(r);
	return NULL;
}

err_t pg_connection_ask(
	struct pg_connection *c, const char *what, const char *text, PGresult **ret_result)
{
	pg_connection_sync(c);
	pg_connection_catch_up(c);
	if (c->lost || !PQexitPipelineMode(c->handle))
		return pg_connection_err(c, NULL, what);
	err_t e = ask(c, what, text, ret_result);
	if (!PQenterPipelineMode(c->handle))
		c->lost = true;
	return e;
}

err_t pg_connection_exec(struct pg_connection *c, const char *what, const char *text)
{
	PGresult *r = NULL;
	TRY(pg_connection_ask(c, what, text, &r));
	PQclear(r);
	return NULL;
}

/* --- opening --- */

static const char *control_text(enum control control)
{
	if (control == POSITION)
		return postgresql_files[FILE_POSITION].bytes.p;
	if (control == REPLAYED)
		return postgresql_files[FILE_REPLAYED].bytes.p;
	return control_name[control];
}

static err_t prepare_controls(struct pg_connection *c)
{
	for (enum control i = 0; i < CONTROLS; i++) {
		PGresult *r = PQprepare(c->handle, control_name[i], control_text(i), 0, NULL);
		err_t e = PQresultStatus(r) == PGRES_COMMAND_OK
				  ? NULL
				  : pg_connection_err(c, r, control_name[i]);
		PQclear(r);
		TRY(e);
	}
	return NULL;
}

static void keep_quiet(void *arg, const char *notice)
{
	(void)arg, (void)notice;
}

static err_t set_up(const struct pg_db *db, struct pg_connection *c)
{
	char text[64];
	const char *encoding = PQparameterStatus(c->handle, "server_encoding");
	if (PQstatus(c->handle) != CONNECTION_OK)
		return pg_connection_err(c, NULL, "connect");
	PQsetNoticeProcessor(c->handle, keep_quiet, NULL);
	if (PQserverVersion(c->handle) < OLDEST)
		return err_log(ERR_UNAVAILABLE, "PostgreSQL must be 15 or newer");
	if (!encoding || strcmp(encoding, "UTF8") != 0)
		return err_log(ERR_UNAVAILABLE, "the database must have the encoding UTF8");
	snprintf(text, sizeof(text), "SET lock_timeout = %d", db->busy_ms);
	TRY(exec(c, "session", text));
	TRY(exec(c, "session", session_text));
	TRY(prepare_controls(c));
	return PQenterPipelineMode(c->handle) ? NULL : pg_connection_err(c, NULL, "pipeline");
}

err_t pg_connection_open(const struct pg_db *db, struct pg_connection **ret_c)
{
	PGconn *handle;
	TRY(pg_connect(db->place, &handle));
	struct pg_connection *c = mem_new(struct pg_connection);
	c->handle = handle;
	c->schema = db->db.schema;
	c->arena = arena_new();
	c->prepared = mem_alloc(c->schema->statement_count);
	err_t e = set_up(db, c);
	if (e) {
		pg_connection_close(c);
		return e;
	}
	*ret_c = c;
	return NULL;
}

void pg_connection_close(struct pg_connection *c)
{
	if (PQpipelineStatus(c->handle) == PQ_PIPELINE_ON)
		pg_connection_catch_up(c); /* else the server logs that it was not listened to */
	PQfinish(c->handle);
	arena_free(c->arena);
	mem_free(c->prepared);
	mem_free(c);
}
