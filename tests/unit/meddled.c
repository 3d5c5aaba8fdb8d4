#include "unit/meddled.h"

static err_t meddled_read(struct db *db, db_fn fn, void *ctx)
{
	struct db *real = ((struct meddled *)db)->real;
	return real->engine->read(real, fn, ctx);
}

static err_t meddled_tx(struct db *db, db_fn fn, void *ctx)
{
	const struct meddled *m = (struct meddled *)db;
	m->before(m->ctx);
	return m->real->engine->tx(m->real, fn, ctx);
}

struct app meddled_app(struct meddled *m, const struct app *app)
{
	static const struct db_engine engine = {.tx = meddled_tx, .read = meddled_read};
	struct app other = *app;
	m->db = (struct db){&engine, app->db->schema};
	m->real = app->db;
	other.db = &m->db;
	return other;
}
