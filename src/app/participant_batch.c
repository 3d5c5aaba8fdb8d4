/* Who came in together, taken back and put back together (app/participant_import.h). */
#include "app/participant_import.h"
#include "app/participant_inside.h"

struct turning {
	struct project_act act;
	struct public_id batch;
	bool restore;
	struct participant_batch_line_list rows;
	struct participant_import_row *list;
};

static err_t read_batches(struct tx *tx, void *ctx)
{
	struct turning *t = ctx;
	TRY(project_require(tx, &t->act, ACTION_PARTICIPANT_SEE));
	TRY(participant_import_get(
		tx, t->act.arena, t->act.row->id, t->act.actor->person, &t->list));
	return participant_batches(tx, t->act.arena, t->act.row->id, t->act.as.only,
		t->act.now - PROJECT_UNDO, PARTICIPANT_BATCHES_SHOWN, &t->rows);
}

err_t participant_batch_list(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct participant_batches *ret)
{
	struct turning t = {.act = project_act(app, a, actor, at)};
	TRY(db_read(app->db, read_batches, &t));
	struct participant_batch *all = arena_array(a, struct participant_batch, t.rows.len);
	for (size_t i = 0; i < t.rows.len; i++) {
		const struct participant_batch_line *row = &t.rows.at[i];
		all[i] = (struct participant_batch){
			row->public, row->at, row->came, row->undone != NULL};
	}
	*ret = (struct participant_batches){
		all, t.rows.len, t.list && t.act.now < t.list->sent + PARTICIPANT_LIST_LIFE};
	return NULL;
}

static err_t put_back(
	struct tx *tx, const struct turning *t, const struct participant_batch_row *row)
{
	int64_t count;
	TRY(participant_batch_restore(tx, row->id, t->act.as.only, *row->undone, &count));
	TRY(participant_check_present(tx, &t->act, 0));
	return participant_batch_set_undone(tx, row->id, NULL);
}

static err_t take_back(
	struct tx *tx, const struct turning *t, const struct participant_batch_row *row)
{
	int64_t count;
	TRY(participant_batch_remove(tx, row->id, t->act.as.only, t->act.now, &count));
	return participant_batch_set_undone(tx, row->id, &t->act.now);
}

static err_t turn(struct tx *tx, void *ctx)
{
	struct turning *t = ctx;
	struct participant_batch_row *row;
	TRY(project_require(tx, &t->act, ACTION_PARTICIPANT_CHANGE));
	TRY(participant_batch_get(
		tx, t->act.arena, t->batch, t->act.row->id, t->act.as.only, &row));
	if (!row || row->at <= t->act.now - PROJECT_UNDO ||
		!project_can_turn(&t->act, row->undone, t->restore))
		return err_log(ERR_NOT_FOUND, "no such batch");
	TRY(t->restore ? put_back(tx, t, row) : take_back(tx, t, row));
	return project_note(tx, &t->act,
		t->restore ? PROJECT_PEOPLE_RESTORE : PROJECT_PEOPLE_REMOVE,
		str_fmt(t->act.arena, "%lld", (long long)row->came));
}

err_t participant_batch_undo(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id batch)
{
	struct turning t = {project_act(app, a, actor, at), batch, false};
	return db_tx(app->db, turn, &t);
}

err_t participant_batch_redo(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id batch)
{
	struct turning t = {project_act(app, a, actor, at), batch, true};
	return db_tx(app->db, turn, &t);
}
