#include "unit/location.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *database(void)
{
	return getenv("LEERPAS_TEST_DATABASE");
}

bool location_is_remote(void)
{
	return database() != NULL;
}

static void stop(const PGconn *c)
{
	fprintf(stderr, "location: %s\n", PQerrorMessage(c));
	abort();
}

/* The first value of the answer, on a; NULL without one. */
static char *ask_on(PGconn *c, struct arena *a, const char *sql)
{
	PGresult *r = PQexec(c, sql);
	ExecStatusType status = PQresultStatus(r);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		stop(c);
	char *value = a && PQntuples(r) ? str_z(a, str_of(PQgetvalue(r, 0, 0))) : NULL;
	PQclear(r);
	return value;
}

static char *ask(struct arena *a, const char *place, const char *sql)
{
	PGconn *c = PQconnectdb(place);
	char *value = ask_on(c, a, sql);
	PQfinish(c);
	return value;
}

/* There, as if new. One connection for all of them, kept: another one takes a server longer than
 * most of what is asked here. */
static PGconn *within(const char *place)
{
	static PGconn *c;
	char sql[128];
	c = c ? c : PQconnectdb(database());
	snprintf(sql, sizeof(sql), "RESET ALL; SET search_path = %s",
		strstr(place, "search_path%3D") + strlen("search_path%3D"));
	ask_on(c, NULL, sql);
	return c;
}

int64_t location_number(const char *place, const char *sql)
{
	struct arena *a = arena_new();
	int64_t number = 0;
	str_to_int(str_of(ask_on(within(place), a, sql)), &number);
	arena_free(a);
	return number;
}

void location_exec(const char *place, const char *sql)
{
	ask(NULL, place, sql);
}

const char *location_new(struct arena *a, const char *folder, const char *name)
{
	static int number;
	if (!database())
		return str_fmt(a, "%s/%s", folder, name).p;
	int own = ++number;
	location_exec(database(), str_fmt(a, "CREATE SCHEMA test_%d_%d", getpid(), own).p);
	return str_fmt(a, "%s&options=-csearch_path%%3Dtest_%d_%d", database(), getpid(), own).p;
}

const char *location_replica(struct arena *a, const char *place)
{
	return str_fmt(a, "%s%s", getenv("LEERPAS_TEST_REPLICA"), strstr(place, "&options=")).p;
}

void location_drop(const char *place)
{
	if (strncmp(place, "postgresql:", 11) == 0)
		location_exec(place, "SET client_min_messages = error;"
				     "DO $$BEGIN EXECUTE format('DROP SCHEMA %I CASCADE', "
				     "current_schema()); END$$");
}

/* Those with rows, and that had some; not what the migrations wrote. */
static const char tables_with_rows[] =
	"SELECT string_agg(oid::regclass::text, ',') FROM pg_class WHERE relkind = 'r'"
	" AND relnamespace = current_schema()::regnamespace AND relname <> 'ledger'"
	" AND pg_relation_size(oid) > 0";

/* Rows that others refer to go as well, and those that are only added to. */
static const char take_rows[] =
	"SET LOCAL session_replication_role = replica;"
	"DO $$DECLARE it text; BEGIN"
	" FOREACH it IN ARRAY string_to_array('%s', ',') LOOP"
	" EXECUTE 'DELETE FROM ' || it; END LOOP;"
	" PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
	"  AND relnamespace = current_schema()::regnamespace; END$$";

void location_empty(const char *place)
{
	PGconn *c = within(place);
	struct arena *a = arena_new();
	const char *tables = ask_on(c, a, tables_with_rows);
	if (*tables) {
		ask_on(c, NULL, str_fmt(a, take_rows, tables).p);
		ask_on(c, NULL, str_fmt(a, "VACUUM %s", tables).p);
	}
	arena_free(a);
}

static bool file_holds(const char *path, struct str bytes)
{
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &info))
		abort();
	size_t size = (size_t)info.st_size;
	void *all = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
	bool found = size && memmem(all, size, bytes.p, bytes.len) != NULL;
	if (size)
		munmap(all, size);
	close(fd);
	return found;
}

/* The files of its tables, what stands out of line, and its indexes; not the server's log, which
 * holds what other tests wrote. */
static const char files_of_schema[] =
	"SELECT string_agg(current_setting('data_directory') || '/' || pg_relation_filepath(f), "
	"E'\\n') FROM (SELECT oid AS f FROM pg_class WHERE relkind IN ('r', 'i') "
	"AND relnamespace = current_schema()::regnamespace UNION SELECT reltoastrelid "
	"FROM pg_class WHERE reltoastrelid <> 0 AND relnamespace = "
	"current_schema()::regnamespace) AS files";

bool location_holds(const char *place, struct str bytes)
{
	struct arena *a = arena_new();
	bool found = false;
	location_exec(place, "CHECKPOINT");
	struct str rest = str_of(ask(a, place, files_of_schema));
	while (rest.len)
		found |= file_holds(str_z(a, str_cut(&rest, '\n')), bytes);
	arena_free(a);
	return found;
}
