#include "app/project_keep.h"

#include "app/access.h"
#include "app/erase.h"
#include "app/evidence.h"
#include "app/project_end.h"
#include "app/project_kept.h"
#include "app/referee.h"
#include "app/round.h"
#include "db/content.h"

#define KIND "project.keep"
#define LEASE (10 * USEC_MINUTE)
#define BATCH 100

static const usec delays[] = {USEC_MINUTE, 10 * USEC_MINUTE, USEC_HOUR, 0};

err_t project_keep_due(struct tx *tx, usec before, int64_t *ret_count)
{
	day last = zone_day(before);
	return project_due(tx, zone_day_start(last), last, ret_count);
}

struct round {
	const struct app *app;
	const struct job *job;
	struct arena *arena;
	usec now;
	int64_t after; /* the project up to which it came */
	struct row_id project;
	struct project_end_row *row;
	struct project_end_row_list due;
	struct public_id_list people;
	bool has_erased;
};

/* What goes wrong with one holds back no other; the first is told. */
static err_t first_of(err_t e, err_t later)
{
	if (!e)
		return later;
	err_free(later);
	return e;
}

/* --- who took part --- */

static err_t read_removed(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	return participant_due(tx, r->arena, r->now - PROJECT_UNDO, BATCH, &r->people);
}

/* Its days may be mended, and it may be kept for longer, at any moment. */
static err_t find_over(struct tx *tx, struct round *io, bool *ret_over)
{
	TRY(project_end_get(tx, io->arena, io->project, &io->row));
	*ret_over = io->row && project_end_of(io->app, io->row, io->now).is_over;
	return NULL;
}

static err_t read_people(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	bool is_over;
	r->people.len = 0;
	TRY(find_over(tx, r, &is_over));
	if (!is_over)
		return NULL;
	return participant_of(tx, r->arena, r->project, BATCH, &r->people);
}

/* What an account has of it, it keeps. */
static err_t erase_one(struct round *io, struct public_id who)
{
	TRY(job_renew(io->job));
	struct arena *a = arena_child(io->arena);
	err_t e = project_kept_make(io->app, a, who);
	arena_free(a);
	TRY(e);
	io->has_erased = true;
	return erase_participant(io->app, who);
}

/* All whom read finds, a batch at a time: who was erased is not found again; who was not, for now
 * ends it with that batch. */
static err_t erase_people(struct round *io, db_fn read)
{
	size_t count = BATCH;
	err_t e = NULL;
	while (!e && count == BATCH) {
		TRY(job_renew(io->job));
		TRY(db_read(io->app->db, read, io));
		count = io->people.len;
		for (size_t i = 0; i < count; i++)
			e = first_of(e, erase_one(io, io->people.at[i]));
	}
	return e;
}

/* --- projects --- */

static err_t read_due(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	day before = project_over_before(r->app, r->now);
	return project_end_rows(
		tx, r->arena, zone_day_start(before), before, r->after, BATCH, &r->due);
}

/* Not when it was mended meanwhile, or somebody takes part in it again. */
static err_t delete_project(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	int64_t count;
	bool is_over;
	TRY(access_keep_house(tx));
	TRY(find_over(tx, r, &is_over));
	TRY(participant_of(tx, r->arena, r->project, 1, &r->people));
	if (!is_over || r->people.len)
		return NULL;
	r->has_erased = true;
	TRY(project_warning_drop(tx, r->project, &count));
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

static err_t end_one(struct round *io, struct row_id project)
{
	io->project = project;
	io->after = project.n;
	TRY(erase_people(io, read_people));
	return db_tx(io->app->db, delete_project, io);
}

static err_t end_due(struct round *io)
{
	size_t count = BATCH;
	err_t e = NULL;
	while (count == BATCH) {
		err_t unread = db_read(io->app->db, read_due, io);
		if (unread)
			return first_of(e, unread);
		count = io->due.len;
		for (size_t i = 0; i < count; i++)
			e = first_of(e, end_one(io, io->due.at[i].project));
	}
	return e;
}

static err_t clear_removed(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	int64_t activities, parties, logos, editors, evidence, referees, count;
	usec before = r->now - PROJECT_UNDO;
	TRY(access_keep_house(tx));
	TRY(evidence_clear_chunks(tx, r->now - EVIDENCE_UNDO, &count));
	TRY(evidence_clear(tx, r->now - EVIDENCE_UNDO, &evidence));
	TRY(referee_clear(tx, r->now - REFEREE_UNDO, &referees));
	TRY(editor_unfollow(tx, before, &count));
	TRY(editor_forget_changes(tx, before, &count));
	TRY(editor_clear(tx, before, &editors));
	TRY(project_activities_clear(tx, before, &activities));
	TRY(project_parties_clear(tx, before, &parties));
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
	err_t e = project_warn(io->app, io->job);
	e = first_of(e, erase_people(io, read_removed));
	e = first_of(e, end_due(io));
	return first_of(e, db_tx(io->app->db, clear_removed, io));
}

static err_t run_round(void *ctx, const struct job *job)
{
	const struct app *app = ctx;
	struct round r = {
		.app = app, .job = job, .arena = job->arena, .now = clock_now(app->clock)};
	TRY(round_order(app, KIND, USEC_DAY));
	err_t e = erase_all(&r);
	return r.has_erased ? err_join(e, db_purge(app->db)) : e;
}

struct job_kind project_job(struct app *app)
{
	return (struct job_kind){KIND, run_round, app, LEASE, delays};
}
