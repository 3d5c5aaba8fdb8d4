/* The list of who takes part, by pages; and who is taken off it, or put back. */
#include "app/participant_inside.h"

#include "codec/input.h"

/* --- removing --- */

struct removing {
	struct project_act act;
	struct public_id who;
	bool restore;
};

static err_t set_removed(struct tx *tx, void *ctx)
{
	struct removing *r = ctx;
	struct participant_row *row;
	TRY(project_require(tx, &r->act, ACTION_PARTICIPANT_CHANGE));
	TRY(participant_need(tx, &r->act, r->who, &row));
	if (!project_can_turn(&r->act, row->removed, r->restore))
		return err_log(ERR_NOT_FOUND, "no such participant");
	if (r->restore)
		TRY(participant_check_present(tx, &r->act, 1));
	TRY(participant_set_removed(tx, row->id, r->restore ? NULL : &r->act.now));
	return project_note_person(
		tx, &r->act, r->restore ? PROJECT_PERSON_RESTORE : PROJECT_PERSON_REMOVE, r->who);
}

err_t participant_remove(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who)
{
	struct removing r = {project_act(app, a, actor, at), who, false};
	return db_tx(app->db, set_removed, &r);
}

err_t participant_restore(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who)
{
	struct removing r = {project_act(app, a, actor, at), who, true};
	return db_tx(app->db, set_removed, &r);
}

/* --- the list --- */

struct listing {
	struct project_act act;
	struct str state; /* of those who are listed; empty: any */
	int64_t skip, total;
	struct participant_list_row_list rows, removed;
};

static err_t read_page(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	struct arena *a = l->act.arena;
	TRY(project_require(tx, &l->act, ACTION_PARTICIPANT_SEE));
	struct row_id project = l->act.row->id, only = l->act.as.only;
	TRY(participant_count(tx, project, only, &l->total));
	TRY(participant_rows(tx, a, project, only, l->state, l->skip, PARTICIPANTS_PAGE, &l->rows));
	return participant_removed_rows(tx, a, project, only, l->act.now - PROJECT_UNDO,
		PARTICIPANTS_REMOVED_MOST, &l->removed);
}

static const struct participant_line *lines_of(
	struct arena *a, const struct participant_list_row_list *rows)
{
	struct participant_line *lines = arena_array(a, struct participant_line, rows->len);
	for (size_t i = 0; i < rows->len; i++) {
		const struct participant_list_row *row = &rows->at[i];
		lines[i] = (struct participant_line){row->public, participant_kind_of(row->kind),
			row->given_name, row->family_name, row->country,
			participant_state_parse(row->state), row->person.n, row->handed_in,
			row->asked};
	}
	return lines;
}

err_t participant_list(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const enum participant_state *only, int64_t page,
	struct participant_page *ret)
{
	struct listing l = {.act = project_act(app, a, actor, at), .state = STR("")};
	if (only)
		l.state = str_of(participant_state_about(*only)->id);
	if (page < 1 || page > PARTICIPANTS_MOST / PARTICIPANTS_PAGE)
		return err_log(ERR_NOT_FOUND, "no such page");
	l.skip = (page - 1) * PARTICIPANTS_PAGE;
	TRY(db_read(app->db, read_page, &l));
	*ret = (struct participant_page){l.act.row->title, l.act.row->closed, lines_of(a, &l.rows),
		l.rows.len, l.total, lines_of(a, &l.removed), l.removed.len, !l.act.as.only.n,
		access_project_allows(&l.act.as, ACTION_LEARNING_READ)};
	return NULL;
}
