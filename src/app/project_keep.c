#include "app/project_keep.h"

#include "app/access.h"
#include "app/erase.h"
#include "app/evidence.h"
#include "app/project.h"
#include "app/referee.h"
#include "app/retention.h"
#include "app/round.h"
#include "db/content.h"

#define KIND "project.keep"
#define LEASE (10 * USEC_MINUTE)
#define BATCH 100

static const usec delays[] = {USEC_MINUTE, 10 * USEC_MINUTE, USEC_HOUR, 0};

err_t project_keep_due(struct tx *tx, usec before, int64_t *ret_count)
{
	day last = zone_day(before);
	return project_due(tx, last, zone_day_start(last), ret_count);
}

struct round {
	const struct app *app;
	const struct job *job;
	struct arena *arena;
	day last;     /* up to which a project was over, */
	usec changed; /* and nobody changed it since */
	usec removed_before, evidence_before, referee_before;
	struct row_id project;
	struct id_list due;
	struct public_id_list people;
	bool has_erased;
};

/* --- who took part --- */

static err_t read_removed(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	return participant_due(tx, r->arena, r->removed_before, BATCH, &r->people);
}

/* Nobody when its days were mended meanwhile. */
static err_t read_people(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	int64_t is_due;
	r->people.len = 0;
	TRY(project_is_due(tx, r->project, r->last, r->changed, &is_due));
	if (!is_due)
		return NULL;
	return participant_of(tx, r->arena, r->project, BATCH, &r->people);
}

/* All whom read finds, a batch at a time: who was erased is not found again. */
static err_t erase_people(struct round *io, db_fn read)
{
	size_t count = BATCH;
	while (count == BATCH) {
		TRY(job_renew(io->job));
		TRY(db_read(io->app->db, read, io));
		count = io->people.len;
		for (size_t i = 0; i < count; i++) {
			io->has_erased = true;
			TRY(erase_participant(io->app, io->people.at[i]));
		}
	}
	return NULL;
}

/* --- projects --- */

static err_t read_due(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	return project_due_rows(tx, r->arena, r->last, r->changed, r->project.n, BATCH, &r->due);
}

/* Not when it was mended meanwhile, or somebody takes part in it again. */
static err_t delete_project(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	int64_t count, is_due;
	TRY(access_keep_house(tx));
	TRY(project_is_due(tx, r->project, r->last, r->changed, &is_due));
	TRY(participant_of(tx, r->arena, r->project, 1, &r->people));
	if (!is_due || r->people.len)
		return NULL;
	r->has_erased = true;
	TRY(certificate_rounds_delete(tx, r->project, &count));
	TRY(project_changes_delete(tx, r->project, &count));
	TRY(official_waiting_delete(tx, r->project, &count));
	TRY(participant_import_chunks_delete(tx, r->project, &count));
	TRY(participant_imports_delete(tx, r->project, &count));
	TRY(participant_batches_delete(tx, r->project, &count));
	TRY(editors_delete(tx, r->project, &count));
	TRY(project_texts_delete(tx, r->project, &count));
	TRY(project_activities_delete(tx, r->project, &count));
	TRY(project_parties_delete(tx, r->project, &count));
	TRY(project_logo_clear(tx, &count));
	return project_delete(tx, r->project, &count);
}

static err_t end_due(struct round *io)
{
	size_t count = BATCH;
	while (count == BATCH) {
		TRY(db_read(io->app->db, read_due, io));
		count = io->due.len;
		for (size_t i = 0; i < count; i++) {
			io->project = io->due.at[i];
			TRY(erase_people(io, read_people));
			TRY(db_tx(io->app->db, delete_project, io));
		}
	}
	return NULL;
}

static err_t clear_removed(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	int64_t activities, parties, logos, editors, evidence, referees, count;
	TRY(access_keep_house(tx));
	TRY(evidence_clear_chunks(tx, r->evidence_before, &count));
	TRY(evidence_clear(tx, r->evidence_before, &evidence));
	TRY(referee_clear(tx, r->referee_before, &referees));
	TRY(editor_unfollow(tx, r->removed_before, &count));
	TRY(editor_forget_changes(tx, r->removed_before, &count));
	TRY(editor_clear(tx, r->removed_before, &editors));
	TRY(project_activities_clear(tx, r->removed_before, &activities));
	TRY(project_parties_clear(tx, r->removed_before, &parties));
	TRY(project_logo_clear(tx, &logos));
	r->has_erased |= activities + parties + logos + editors + evidence + referees > 0;
	return NULL;
}

/* --- once a day --- */

err_t project_start(const struct app *app)
{
	return round_order(app, KIND, 0);
}

static err_t erase_all(struct round *io)
{
	TRY(erase_people(io, read_removed));
	TRY(end_due(io));
	return db_tx(io->app->db, clear_removed, io);
}

static err_t run_round(void *ctx, const struct job *job)
{
	const struct app *app = ctx;
	usec now = clock_now(app->clock);
	struct round r = {.app = app,
		.job = job,
		.arena = job->arena,
		.last = zone_day(now - app->periods->of[RETENTION_PROJECT]),
		.removed_before = now - PROJECT_UNDO,
		.evidence_before = now - EVIDENCE_UNDO,
		.referee_before = now - REFEREE_UNDO};
	r.changed = zone_day_start(r.last);
	TRY(round_order(app, KIND, USEC_DAY));
	err_t e = erase_all(&r);
	return r.has_erased ? err_join(e, db_purge(app->db)) : e;
}

struct job_kind project_job(struct app *app)
{
	return (struct job_kind){KIND, run_round, app, LEASE, delays};
}
