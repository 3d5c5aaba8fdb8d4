#include "app/project_keep.h"

#include "app/access.h"
#include "app/project.h"
#include "app/retention.h"
#include "db/content.h"

#define KIND "project.keep"
#define LEASE (10 * USEC_MINUTE)
#define BATCH 20

static const usec delays[] = {USEC_MINUTE, 10 * USEC_MINUTE, USEC_HOUR, 0};

err_t project_keep_due(struct tx *tx, usec before, int64_t *ret_count)
{
	return project_due(tx, zone_day(before), before, ret_count);
}

struct round {
	struct arena *arena;
	usec before, removed_before;
	struct id_list due;
};

static err_t delete_project(struct tx *tx, struct row_id project)
{
	int64_t count;
	TRY(project_changes_delete(tx, project, &count));
	TRY(project_texts_delete(tx, project, &count));
	TRY(project_activities_delete(tx, project, &count));
	TRY(project_parties_delete(tx, project, &count));
	return project_delete(tx, project, &count);
}

static err_t delete_due(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	TRY(project_due_rows(tx, r->arena, zone_day(r->before), r->before, BATCH, &r->due));
	for (size_t i = 0; i < r->due.len; i++)
		TRY(delete_project(tx, r->due.at[i]));
	return project_logo_clear(tx, &count);
}

static err_t clear_removed(struct tx *tx, void *ctx)
{
	const struct round *r = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	TRY(project_activities_clear(tx, r->removed_before, &count));
	TRY(project_parties_clear(tx, r->removed_before, &count));
	return project_logo_clear(tx, &count);
}

/* --- once a day --- */

static err_t put_order(struct tx *tx, void *ctx)
{
	const usec *at = ctx;
	struct job_order order = {.kind = KIND, .run_at = at[1], .key = STR("round")};
	TRY(access_keep_house(tx));
	return job_order(tx, &order, at[0]);
}

static err_t order_in(const struct app *app, usec wait)
{
	usec now = clock_now(app->clock), at[] = {now, now + wait};
	return db_tx(app->db, put_order, at);
}

err_t project_start(const struct app *app)
{
	return order_in(app, 0);
}

/* Ordered again before anything can fail: whatever happens here, it runs again. */
static err_t run_round(void *ctx, const struct job *job)
{
	const struct app *app = ctx;
	usec now = clock_now(app->clock);
	struct round r = {.arena = arena_child(job->arena),
		.before = now - app->periods->of[RETENTION_PROJECT],
		.removed_before = now - PROJECT_UNDO};
	size_t count = BATCH;
	TRY(order_in(app, USEC_DAY));
	while (count == BATCH) {
		TRY(job_renew(job));
		TRY(db_tx(app->db, delete_due, &r));
		count = r.due.len;
		arena_reset(r.arena);
	}
	return db_tx(app->db, clear_removed, &r);
}

struct job_kind project_job(struct app *app)
{
	return (struct job_kind){KIND, run_round, app, LEASE, delays};
}
