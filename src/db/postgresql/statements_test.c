/* Every statement of every store, as the server itself understands it. */
#include "db/postgresql/connection.h"

#include "db/content.h"
#include "db/keys.h"
#include "db/mailbox.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <stdio.h>

static bool check_columns(const struct db_statement *st, const PGresult *r)
{
	bool ok = CHECK_INT(PQnfields(r), (int64_t)st->column_count);
	for (int i = 0; ok && i < PQnfields(r); i++) {
		const struct db_item *c = &st->columns[i];
		if (st->column_count > 1)
			ok &= CHECK_STR(str_of(PQfname(r, i)), c->name);
		ok &= CHECK_INT(PQftype(r, i), pg_value_type(c));
	}
	return ok;
}

/* Prepared with the types of its description alone. */
static void check_statement(PGconn *handle, const struct db_statement *st)
{
	Oid types[64];
	for (size_t i = 0; i < st->param_count; i++)
		types[i] = pg_value_type(&st->params[i]);
	PGresult *r = PQprepare(handle, st->name, st->postgresql, (int)st->param_count, types);
	bool ok = CHECK(PQresultStatus(r) == PGRES_COMMAND_OK);
	PQclear(r);
	r = PQdescribePrepared(handle, st->name);
	if (!ok || !check_columns(st, r))
		printf("# %s: %s\n", st->name, PQerrorMessage(handle));
	PQclear(r);
}

static void check_store(const struct db_schema *schema)
{
	struct scratch s;
	PGconn *handle;
	scratch_open(&s, schema);
	REQUIRE_OK(pg_connect(s.place, &handle));
	for (size_t i = 0; i < schema->statement_count; i++)
		check_statement(handle, &schema->statements[i]);
	PQfinish(handle);
	scratch_close(&s);
}

TEST(statements_of_all_stores_are_prepared)
{
	check_store(&content_schema);
	check_store(&keys_schema);
	check_store(&mailbox_schema);
}
