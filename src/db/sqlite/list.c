#include "db/sqlite/connection.h"

#include "base/mem.h"

#include <string.h>

/*
 * list_items(?): an eponymous virtual table over an array of the program's own, handed over as a
 * pointer (sqlite.org/bindptr.html), so that "IN (:ids)" needs no text built from values. The rowid
 * is the place in the list, by which several are joined.
 */
struct list {
	enum db_type type;
	const void *items;
	size_t len;
};

struct list_cursor {
	sqlite3_vtab_cursor base;
	const struct list *list;
	size_t at, end;
};

enum { COLUMN_ROWID = -1, COLUMN_VALUE, COLUMN_POINTER };
enum { PLAN_ALL, PLAN_ONE };

static const char pointer_type[] = "leerpas_list";

int list_bind(sqlite3_stmt *stmt, int number, enum db_type type, const void *items, size_t len)
{
	struct list *list = mem_new(struct list);
	*list = (struct list){type, items, len};
	return sqlite3_bind_pointer(stmt, number, list, pointer_type, mem_free);
}

static int list_connect(sqlite3 *handle, void *aux, int argc, const char *const *argv,
	sqlite3_vtab **ret_table, char **ret_text)
{
	(void)aux, (void)argc, (void)argv, (void)ret_text;
	int failed = sqlite3_declare_vtab(handle, "CREATE TABLE x(value, pointer HIDDEN)");
	if (failed)
		return failed;
	*ret_table = mem_new(sqlite3_vtab);
	return SQLITE_OK;
}

static int list_disconnect(sqlite3_vtab *table)
{
	mem_free(table);
	return SQLITE_OK;
}

/* Hands over to list_filter what the column must equal. */
static int hand_over(sqlite3_index_info *info, int column, int number)
{
	for (int i = 0; i < info->nConstraint; i++) {
		const struct sqlite3_index_constraint *c = &info->aConstraint[i];
		if (c->iColumn != column || c->op != SQLITE_INDEX_CONSTRAINT_EQ || !c->usable)
			continue;
		info->aConstraintUsage[i].argvIndex = number;
		info->aConstraintUsage[i].omit = 1;
		return SQLITE_OK;
	}
	return SQLITE_CONSTRAINT;
}

static int list_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
	(void)table;
	if (hand_over(info, COLUMN_POINTER, 1))
		return SQLITE_CONSTRAINT;
	bool is_one = !hand_over(info, COLUMN_ROWID, 2);
	info->idxNum = is_one ? PLAN_ONE : PLAN_ALL;
	info->estimatedCost = info->estimatedRows = is_one ? 1 : 100;
	return SQLITE_OK;
}

static int list_open(sqlite3_vtab *table, sqlite3_vtab_cursor **ret_cursor)
{
	(void)table;
	*ret_cursor = &mem_new(struct list_cursor)->base;
	return SQLITE_OK;
}

static int list_close(sqlite3_vtab_cursor *base)
{
	mem_free(base);
	return SQLITE_OK;
}

static int list_filter(
	sqlite3_vtab_cursor *base, int plan, const char *plan_text, int argc, sqlite3_value **argv)
{
	(void)plan_text, (void)argc;
	struct list_cursor *cursor = (struct list_cursor *)base;
	cursor->list = sqlite3_value_pointer(argv[0], pointer_type);
	cursor->at = 0;
	cursor->end = cursor->list ? cursor->list->len : 0;
	if (plan == PLAN_ALL)
		return SQLITE_OK;
	cursor->at = (size_t)sqlite3_value_int64(argv[1]);
	if (cursor->at < cursor->end)
		cursor->end = cursor->at + 1;
	return SQLITE_OK;
}

static int list_next(sqlite3_vtab_cursor *base)
{
	((struct list_cursor *)base)->at++;
	return SQLITE_OK;
}

static int list_eof(sqlite3_vtab_cursor *base)
{
	const struct list_cursor *cursor = (struct list_cursor *)base;
	return cursor->at >= cursor->end;
}

static int list_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
	const struct list_cursor *cursor = (struct list_cursor *)base;
	const struct list *list = cursor->list;
	if (column != COLUMN_VALUE)
		return SQLITE_OK;
	if (list->type == DB_TEXT) {
		struct str s = ((const struct str *)list->items)[cursor->at];
		sqlite3_result_text64(context, s.p ? s.p : "", s.len, SQLITE_STATIC, SQLITE_UTF8);
		return SQLITE_OK;
	}
	if (list->type == DB_BYTES) {
		struct str s = ((const struct str *)list->items)[cursor->at];
		sqlite3_result_blob64(context, s.p ? s.p : "", s.len, SQLITE_STATIC);
		return SQLITE_OK;
	}
	if (list->type == DB_PUBLIC_ID) {
		const struct public_id *id = (const struct public_id *)list->items + cursor->at;
		sqlite3_result_blob(context, id->bytes, sizeof(id->bytes), SQLITE_STATIC);
		return SQLITE_OK;
	}
	sqlite3_result_int64(context, ((const int64_t *)list->items)[cursor->at]);
	return SQLITE_OK;
}

static int list_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *ret_rowid)
{
	*ret_rowid = (sqlite3_int64)((struct list_cursor *)base)->at;
	return SQLITE_OK;
}

static const sqlite3_module list_module = {
	.xConnect = list_connect,
	.xBestIndex = list_plan,
	.xDisconnect = list_disconnect,
	.xOpen = list_open,
	.xClose = list_close,
	.xFilter = list_filter,
	.xNext = list_next,
	.xEof = list_eof,
	.xColumn = list_column,
	.xRowid = list_rowid,
};

int list_register(sqlite3 *handle)
{
	return sqlite3_create_module(handle, "list_items", &list_module, NULL);
}
