/*
 * The tables of both engines, side by side: columns, types, keys, indexes and references of every
 * store. That each column has the neutral type described is seen where all statements are prepared.
 */
#include "db/content.h"
#include "db/keys.h"
#include "db/mailbox.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>

/* Each asks for the same lines; SQLite's types are the fewer. */
static const struct {
	const char *sqlite, *postgresql;
} questions[] = {
	{"SELECT m.name || '|' || c.cid || '|' || c.name || '|' || c.type || '|'"
	 " || (c.\"notnull\" OR c.pk > 0) || '|' || c.pk"
	 " FROM sqlite_schema m, pragma_table_info(m.name) c"
	 " WHERE m.type = 'table' AND m.name <> 'sqlite_sequence' ORDER BY m.name, c.cid",
		"SELECT concat_ws('|', t.relname, a.attnum - 1, a.attname,"
		" CASE a.atttypid::regtype::text WHEN 'bigint' THEN 'INTEGER'"
		" WHEN 'integer' THEN 'INTEGER' WHEN 'boolean' THEN 'INTEGER'"
		" WHEN 'bytea' THEN 'BLOB' WHEN 'uuid' THEN 'BLOB' WHEN 'text' THEN 'TEXT' END,"
		" a.attnotnull::int, coalesce(array_position(k.conkey, a.attnum), 0))"
		" FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0"
		" LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'"
		" WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r'"
		" ORDER BY t.relname COLLATE \"C\", a.attnum"},
	{"SELECT DISTINCT m.name || '|' || i.\"unique\" || '|' || i.partial || '|' || ("
	 "SELECT group_concat(c.name) FROM (SELECT name FROM pragma_index_info(i.name)"
	 " ORDER BY seqno) c) AS line FROM sqlite_schema m, pragma_index_list(m.name) i"
	 " WHERE m.type = 'table' AND i.origin <> 'pk' ORDER BY line",
		"SELECT concat_ws('|', x.indrelid::regclass, x.indisunique::int,"
		" (x.indpred IS NOT NULL)::int, (SELECT string_agg(a.attname, ',' ORDER BY k.at)"
		" FROM unnest(x.indkey::int[]) WITH ORDINALITY AS k (part, at)"
		" JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.part))"
		" COLLATE \"C\" AS line FROM pg_index x JOIN pg_class t ON t.oid = x.indexrelid"
		" WHERE t.relnamespace = current_schema()::regnamespace AND NOT x.indisprimary"
		" ORDER BY line"},
	{"SELECT m.name || '|' || f.\"from\" || '|' || f.\"table\" || '|' || f.on_delete AS line"
	 " FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"
	 " ORDER BY line",
		"SELECT concat_ws('|', r.conrelid::regclass, a.attname, r.confrelid::regclass,"
		" CASE r.confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'c' THEN 'CASCADE' END)"
		" COLLATE \"C\" AS line FROM pg_constraint r"
		" CROSS JOIN LATERAL unnest(r.conkey) AS k (part)"
		" JOIN pg_attribute a ON a.attrelid = r.conrelid AND a.attnum = k.part"
		" WHERE r.contype = 'f' AND r.connamespace = current_schema()::regnamespace"
		" ORDER BY line"},
};

static struct str sqlite_lines(struct arena *a, const char *path, const char *question)
{
	struct str lines = STR("");
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;
	CHECK(sqlite3_open(path, &db) == SQLITE_OK);
	if (!CHECK(sqlite3_prepare_v2(db, question, -1, &stmt, NULL) == SQLITE_OK))
		printf("# %s\n", sqlite3_errmsg(db));
	while (sqlite3_step(stmt) == SQLITE_ROW)
		lines = str_fmt(a, "%s%s\n", lines.p, (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return lines;
}

static struct str postgresql_lines(struct arena *a, const char *place, const char *question)
{
	struct str lines = STR("");
	PGconn *handle = PQconnectdb(place);
	PGresult *r = PQexec(handle, question);
	if (!CHECK(PQresultStatus(r) == PGRES_TUPLES_OK))
		printf("# %s\n", PQerrorMessage(handle));
	for (int i = 0; i < PQntuples(r); i++)
		lines = str_fmt(a, "%s%s\n", lines.p, PQgetvalue(r, i, 0));
	PQclear(r);
	PQfinish(handle);
	return lines;
}

static void make_file(const struct db_schema *schema, const char *path)
{
	struct db *db;
	REQUIRE_OK(db_open(&(struct db_config){.place = path, .schema = schema}, &db));
	CHECK_OK(db_migrate(db, 1));
	db_close(db);
}

static size_t compare(const struct db_schema *schema)
{
	struct scratch s;
	size_t bytes = 0;
	scratch_open(&s, schema);
	const char *path = scratch_file(&s, "other.db");
	make_file(schema, path);
	for (size_t i = 0; i < sizeof(questions) / sizeof(*questions); i++) {
		struct str one = sqlite_lines(s.arena, path, questions[i].sqlite);
		struct str other = postgresql_lines(s.arena, s.place, questions[i].postgresql);
		CHECK_STR(other, one.p);
		bytes += one.len;
	}
	scratch_close(&s);
	return bytes;
}

TEST(schema_is_the_same_on_both_engines)
{
	CHECK(compare(&content_schema) > 1000);
	CHECK(compare(&keys_schema) > 100);
	CHECK(compare(&mailbox_schema) > 100);
}
