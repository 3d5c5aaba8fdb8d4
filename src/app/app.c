#include "app/app.h"

#include "db/db.h"

static const struct app *with_mark(struct arena *a, const struct app *app, int64_t mark)
{
	struct app *own = arena_make(a, struct app);
	*own = *app;
	own->db = db_seen_by(a, app->db, mark);
	return own;
}

const struct app *app_to_change(struct arena *a, const struct app *app)
{
	return with_mark(a, app, DB_MARK_ALL);
}

const struct app *app_to_show_own(struct arena *a, const struct app *app, int64_t mark)
{
	return with_mark(a, app, mark);
}

int64_t app_mark(const struct app *app)
{
	return db_mark(app->db);
}
