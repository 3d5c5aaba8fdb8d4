#include "app/app.h"

#include "codec/base64.h"
#include "crypto/vault.h"
#include "db/db.h"

static const struct vault_place mark_place = {VAULT_HOUSE, "mark", STR("visitor"), "position"};

static const struct app *with_store(struct arena *a, const struct app *app, struct db *db)
{
	if (db == app->db)
		return app;
	struct app *own = arena_make(a, struct app);
	*own = *app;
	own->db = db;
	return own;
}

const struct app *app_at_moment(struct arena *a, const struct app *app)
{
	return with_store(a, app, db_moment(a, app->db));
}

void app_moment_end(const struct app *app)
{
	db_moment_end(app->db);
}

const struct app *app_to_change(struct arena *a, const struct app *app)
{
	return with_store(a, app, db_seen_by(a, app->db, DB_MARK_ALL));
}

/* Whoever brings another mark than they were given may see less of their own. */
static int64_t open_mark(struct arena *a, const struct app *app, struct str mark)
{
	struct str sealed, text;
	int64_t number = 0;
	if (!mark.len || !base64_parse(a, BASE64URL, mark, &sealed))
		return 0;
	err_t e = vault_open(app->vault, a, &mark_place, sealed, &text);
	if (!e && !str_to_int(text, &number))
		number = 0;
	err_free(e);
	return number;
}

const struct app *app_to_show_own(struct arena *a, const struct app *app, struct str mark)
{
	return with_store(a, app, db_seen_by(a, app->db, open_mark(a, app, mark)));
}

err_t app_mark(const struct app *app, struct arena *a, struct str *ret_mark)
{
	int64_t mark = db_mark(app->db);
	struct str sealed;
	if (!mark) {
		*ret_mark = STR_NONE;
		return NULL;
	}
	struct str text = str_fmt(a, "%019lld", (long long)mark);
	TRY(vault_seal(app->vault, a, &mark_place, text, &sealed));
	*ret_mark = base64_print(a, BASE64URL, sealed);
	return NULL;
}
