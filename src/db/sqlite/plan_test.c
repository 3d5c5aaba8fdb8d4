/* Statements find what they ask for through an index, but for those that are named here. */
#include "db/sqlite/connection.h"

#include "db/content.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <stdio.h>
#include <string.h>

/*
 * What Leerpas itself or the operator does with all there is; what begins at an end of a table and
 * stops at once; what is asked of few rows that stay few; and what SQLite would look through if a
 * reference were still open (person_add).
 */
static const char *const whole[] = {
	"person_add",
	"person_add_all",
	"person_first",
	"session_clear",
	"audit_next",
	"audit_last_link",
	"audit_waiting_count",
	"audit_stray",
	"audit_lost",
	"consent_open_rows",
	"erase_invitation",
	"erased_first",
	"export_addresses",
	"export_invitations",
	"export_readings",
	"credential_list_last",
	"unused_due",
	"leaving_due",
	"session_ended",
	"participant_session_ended",
	"participant_session_clear",
	"project_logo_clear",
	"erase_editor_invited",
	"editor_unfollow",
	"editor_forget_changes",
	"editor_clear",
	"project_due",
	"receiver_rows",
	"address_role_over",
	NULL,
};

static bool may_look_through(const char *statement)
{
	for (size_t i = 0; whole[i]; i++)
		if (strcmp(whole[i], statement) == 0)
			return true;
	return false;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static bool has_words(const char *text, const char *words)
{
	size_t len = strlen(words);
	for (const char *at = text; (at = strstr(at, words)); at++)
		if ((at == text || !is_letter(at[-1])) && !is_letter(at[len]))
			return true;
	return false;
}

/* A table, or what a statement calls one; not what it makes up on the way. */
static bool is_table(struct arena *a, const struct db_statement *st, struct str name)
{
	for (const struct db_table *t = content_schema.tables; t->name; t++)
		if (str_is(name, t->name) ||
			has_words(st->sqlite, str_fmt(a, "%s %.*s", t->name, STR_ARG(name)).p) ||
			has_words(st->sqlite, str_fmt(a, "%s AS %.*s", t->name, STR_ARG(name)).p))
			return true;
	return false;
}

static bool looks_through(struct connection *c, struct arena *a, const struct db_statement *st)
{
	bool whole_table = false;
	sqlite3_stmt *stmt;
	const char *explain = str_fmt(a, "EXPLAIN QUERY PLAN %s", st->sqlite).p;
	CHECK(sqlite3_prepare_v2(c->handle, explain, -1, &stmt, NULL) == SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		struct str line = str_of((const char *)sqlite3_column_text(stmt, 3));
		if (!str_is(str_cut(&line, ' '), "SCAN"))
			continue;
		struct str what = str_cut(&line, ' ');
		whole_table |=
			what.len && !str_starts(line, STR("VIRTUAL")) && is_table(a, st, what);
	}
	sqlite3_finalize(stmt);
	return whole_table;
}

static void check_plan(struct connection *c, struct arena *a, const struct db_statement *st)
{
	if (!CHECK_INT(looks_through(c, a, st), may_look_through(st->name)))
		printf("# %s\n", st->name);
}

TEST(plan_of_no_statement_looks_through_a_table)
{
	struct scratch s;
	struct connection *c;
	struct db *db;
	scratch_open(&s, &content_schema);
	const char *path = scratch_file(&s, "plans.db");
	REQUIRE_OK(db_open(&(struct db_config){.place = path, .schema = &content_schema}, &db));
	CHECK_OK(db_migrate(db, 1));
	REQUIRE_OK(connection_open_reader((struct sqlite_db *)db, &c));
	for (size_t i = 0; i < content_schema.statement_count; i++) {
		const struct db_statement *st = &content_schema.statements[i];
		if (strncmp(st->name, "copy_", 5) != 0)
			check_plan(c, s.arena, st);
	}
	connection_close(c);
	db_close(db);
	scratch_close(&s);
}
