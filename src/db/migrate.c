#include "db/engine.h"

#include <string.h>

struct progress {
	usec now;
	const struct db_migration *next; /* the first that is not noted in the ledger */
};

static err_t compare(const struct db_migration *m, const struct db_value *noted)
{
	if (noted[0].n < 0)
		return err_log(ERR_UNAVAILABLE,
			"the database is a copy that was never finished: repeat leerpas migrate");
	if (!m->name)
		return err_log(ERR_UNAVAILABLE,
			"the database has migration %04d: it is newer than this program",
			(int)noted[0].n);
	if (noted[0].n != m->number || !str_is(noted[1].s, m->name) || !str_is(noted[2].s, m->hash))
		return err_log(ERR_UNAVAILABLE,
			"migration %04d_%s is not the one that made this database", m->number,
			m->name);
	return NULL;
}

static err_t walk_ledger(struct tx *tx, struct progress *p)
{
	struct db_value noted[DB_COLUMNS_MAX];
	p->next = tx->db->schema->migrations;
	for (;;) {
		bool row;
		TRY(tx->db->engine->step(tx, noted, &row));
		if (!row)
			return NULL;
		TRY(compare(p->next, noted));
		p->next++;
	}
}

static err_t read_ledger(struct tx *tx, struct progress *p)
{
	TRY(tx->db->engine->start(tx, &tx->db->schema->statements[LEDGER_LIST], NULL));
	err_t e = walk_ledger(tx, p);
	tx->db->engine->finish(tx);
	return e;
}

static err_t note(struct tx *tx, const struct db_migration *m, usec now)
{
	return tx_run(tx, &tx->db->schema->statements[LEDGER_ADD],
		(struct db_value[]){{.n = m->number}, {.s = str_of(m->name)},
			{.s = str_of(m->hash)}, {.n = now}});
}

/* The ledger itself is made whenever it is missing, and is the first that it notes. */
static err_t step(struct tx *tx, void *ctx)
{
	struct progress *p = ctx;
	TRY(tx->db->engine->script(tx, tx->db->schema->migrations));
	TRY(read_ledger(tx, p));
	if (!p->next->name)
		return NULL;
	if (p->next->number > 0)
		TRY(tx->db->engine->script(tx, p->next));
	return note(tx, p->next, p->now);
}

err_t db_migrate(struct db *db, usec now)
{
	struct progress p = {.now = now};
	do
		TRY(db->engine->migration(db, step, &p));
	while (p.next->name);
	return NULL;
}
