#include "app/round.h"

#include "app/access.h"

struct ordering {
	const char *kind;
	usec at, now;
};

err_t round_order_at(struct tx *tx, const char *kind, usec at, usec now)
{
	struct job_order order = {.kind = kind, .run_at = at, .key = STR("round")};
	return job_order(tx, &order, now);
}

static err_t put_order(struct tx *tx, void *ctx)
{
	const struct ordering *o = ctx;
	TRY(access_keep_house(tx));
	return round_order_at(tx, o->kind, o->at, o->now);
}

err_t round_order(const struct app *app, const char *kind, usec wait)
{
	usec now = clock_now(app->clock);
	return db_tx(app->db, put_order, &(struct ordering){kind, now + wait, now});
}
