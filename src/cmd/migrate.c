/* leerpas migrate: an installation moves to another database, or back. */
#include "base/buf.h"
#include "cmd/command.h"
#include "codec/hex.h"
#include "crypto/sha2.h"
#include "db/content.h"
#include "db/copy.h"
#include "db/keys.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *name;
	const struct db_schema *schema;
} stores[] = {{"content", &content_schema}, {"keys", &keys_schema}, {NULL, NULL}};

static void close_store(void *db)
{
	db_close(db);
}

static err_t open_store(
	struct arena *a, const char *place, const struct db_schema *schema, struct db **ret_db)
{
	TRY(db_open(&(struct db_config){.place = place, .schema = schema}, ret_db));
	arena_defer(a, close_store, *ret_db);
	return NULL;
}

static void print_progress(void *ctx, const char *table, int64_t rows)
{
	(void)ctx;
	printf("%s: %lld rows copied\n", table, (long long)rows);
	fflush(stdout);
}

/* --- what stands on each side --- */

struct side {
	struct sha2 *hash;
	int64_t rows;
	uint8_t digest[SHA2_MOST];
};

static err_t add_row(void *ctx, struct str row)
{
	struct side *s = ctx;
	sha2_add(s->hash, row);
	s->rows++;
	return NULL;
}

static err_t read_side(
	struct arena *a, struct db *db, const struct db_table *table, struct side *ret_side)
{
	*ret_side = (struct side){.hash = sha2_new(a, SHA2_256)};
	sha2_begin(ret_side->hash);
	TRY(db_each_row(db, table, add_row, ret_side));
	sha2_end(ret_side->hash, ret_side->digest);
	return NULL;
}

static err_t verify(struct arena *a, const struct db_copying *c, const struct db_table *table)
{
	struct side from, to;
	TRY(read_side(a, c->from, table, &from));
	TRY(read_side(a, c->to, table, &to));
	if (from.rows != to.rows || memcmp(from.digest, to.digest, sha2_len(to.hash)) != 0)
		return err_log(ERR_CONFLICT,
			"%s differs: %lld rows and %lld rows; was somebody writing? Empty the "
			"target and begin again",
			table->name, (long long)from.rows, (long long)to.rows);
	struct str digest = {(const char *)to.digest, sha2_len(to.hash)};
	printf("%s: %lld rows, sha256 %.16s, the same on both sides\n", table->name,
		(long long)to.rows, hex_print(a, digest).p);
	return NULL;
}

/* To open a file that is missing would make one. */
static err_t check_source(const char *place)
{
	bool is_file = strncmp(place, "postgres", 8) != 0;
	const char *path = strncmp(place, "sqlite:", 7) == 0 ? place + 7 : place;
	return is_file && access(path, R_OK) != 0 ? err_log(ERR_NOT_FOUND, "there is no %s", path)
						  : NULL;
}

static err_t move(struct arena *a, const char *from, const char *to, const struct db_schema *schema)
{
	struct db_copying c = {
		.source = str_of(from),
		.now = clock_now(&clock_system),
		.progress = print_progress,
	};
	TRY(check_source(from));
	TRY(open_store(a, from, schema, &c.from));
	TRY(open_store(a, to, schema, &c.to));
	TRY(db_copy(&c));
	for (const struct db_table *t = db_tables(schema); t->name; t++)
		TRY(verify(a, &c, t));
	return db_copy_finish(c.to);
}

err_t command_migrate(struct arena *a, int argc, char **argv)
{
	const char *from = NULL, *to = NULL, *store = "content";
	const struct command_option options[] = {
		{"--from", &from}, {"--to", &to}, {"--store", &store}, {0}};
	TRY(command_options(argc, argv, options));
	if (!from || !to)
		return err_log(ERR_INVALID, "migrate --from PLACE --to PLACE");
	for (size_t i = 0; stores[i].name; i++)
		if (strcmp(stores[i].name, store) == 0)
			return move(a, from, to, stores[i].schema);
	return err_log(ERR_INVALID, "--store is content or keys");
}
