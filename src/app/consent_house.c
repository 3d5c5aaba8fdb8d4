#include "app/consent.h"

#include "db/content.h"

#define BATCH 100
#define APPLIED STR("consent_age_applied")

/* --- who goes --- */

struct leaving {
	struct public_id public;
	struct row_id person;
};

static err_t find_person(struct tx *tx, void *ctx)
{
	struct leaving *l = ctx;
	TRY(access_keep_house(tx));
	return person_by_public(tx, l->public, &l->person);
}

static err_t withdraw_all(const struct app *app, struct arena *a, const struct actor *parent)
{
	struct consent_list given;
	TRY(consent_list(app, a, parent, &given));
	while (given.len) {
		for (size_t i = 0; i < given.len; i++)
			TRY(consent_withdraw(app, a, parent, given.at[i].owner));
		TRY(consent_list(app, a, parent, &given));
	}
	return NULL;
}

err_t consent_leave(const struct app *app, struct public_id parent)
{
	struct leaving l = {.public = parent};
	TRY(db_read(app->db, find_person, &l));
	struct actor self = {.person = l.person, .public = parent};
	if (!self.person.n)
		return NULL;
	struct arena *a = arena_new();
	err_t e = withdraw_all(app, a, &self);
	arena_free(a);
	return e;
}

/* --- a rule that is another one --- */

struct applying {
	struct arena *arena; /* of this batch */
	struct str rule, applied;
	struct consent_open_row_list rows;
	struct row_id last, owner;
	int64_t closed;
	usec now;
};

static err_t read_applied(struct tx *tx, void *ctx)
{
	struct applying *p = ctx;
	TRY(access_keep_house(tx));
	return setting_get(tx, p->arena, APPLIED, &p->applied);
}

static err_t put_applied(struct tx *tx, void *ctx)
{
	const struct applying *p = ctx;
	TRY(access_keep_house(tx));
	return setting_put(tx, APPLIED, p->rule, p->now);
}

static err_t read_batch(struct tx *tx, void *ctx)
{
	struct applying *p = ctx;
	TRY(access_keep_house(tx));
	return consent_open_rows(tx, p->arena, p->last.n, BATCH, &p->rows);
}

static err_t close_one(struct tx *tx, void *ctx)
{
	const struct applying *p = ctx;
	TRY(access_keep_house(tx));
	return consent_close(tx, p->owner);
}

static err_t apply_to(
	const struct app *app, struct applying *io, const struct consent_open_row *row)
{
	bool needed;
	io->last = io->owner = row->id;
	TRY(consent_is_needed(app, io->arena, row->id, row->public, &needed));
	if (!needed)
		return NULL;
	io->closed++;
	return db_tx(app->db, close_one, io);
}

static err_t apply_batch(const struct app *app, struct applying *io)
{
	struct arena *a = io->arena = arena_new();
	err_t e = db_read(app->db, read_batch, io);
	for (size_t i = 0; !e && i < io->rows.len; i++)
		e = apply_to(app, io, &io->rows.at[i]);
	arena_free(a);
	return e;
}

static err_t apply_to_all(const struct app *app, struct applying *io)
{
	do
		TRY(apply_batch(app, io));
	while (io->rows.len == BATCH);
	return NULL;
}

static err_t apply_in(const struct app *app, struct arena *a, int64_t *ret_closed)
{
	struct applying p = {
		.arena = a,
		.rule = str_fmt(a, "%lld", (long long)app->consent_age),
		.now = clock_now(app->clock),
	};
	TRY(db_read(app->db, read_applied, &p));
	if (!str_eq(p.rule, p.applied)) {
		if (app->consent_age)
			TRY(apply_to_all(app, &p));
		TRY(db_tx(app->db, put_applied, &p));
	}
	*ret_closed = p.closed;
	return NULL;
}

err_t consent_apply_rule(const struct app *app, int64_t *ret_closed)
{
	struct arena *a = arena_new();
	err_t e = apply_in(app, a, ret_closed);
	arena_free(a);
	return e;
}
