/* Which editor follows a participant (app/editor.h). */
#include "app/editor_inside.h"
#include "app/participant_inside.h"
#include "base/vec.h"

struct assigning {
	struct project_act act;
	struct public_id participant;
	const struct public_id *editor; /* NULL: the coordinators */
	struct participant_row *row;
	struct editor_row_list editors;
};

static err_t need(struct tx *tx, struct assigning *io)
{
	TRY(project_require(tx, &io->act, ACTION_PARTICIPANT_ASSIGN));
	TRY(participant_need(tx, &io->act, io->participant, &io->row));
	if (io->row->removed)
		return err_log(ERR_NOT_FOUND, "no such participant");
	return editor_rows(tx, io->act.arena, io->act.row->id, zone_day(io->act.now), EDITORS_MOST,
		&io->editors);
}

static err_t read_choices(struct tx *tx, void *ctx)
{
	return need(tx, ctx);
}

/* Who was stopped, whose last day is over, or who invited them, gets nobody any more. */
static bool is_open(const struct editor_row *row, usec now)
{
	return !row->stopped && row->ends >= zone_day(now) && row->stands &&
	       (row->person.n || !row->accepted);
}

err_t editor_choices(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id participant, struct editor_choices *ret)
{
	struct assigning s = {.act = project_act(app, a, actor, at), .participant = participant};
	VEC(struct editor_choice) all = {0};
	TRY(db_read(app->db, read_choices, &s));
	for (size_t i = 0; i < s.editors.len; i++) {
		const struct editor_row *row = &s.editors.at[i];
		bool chosen = row->id.n == s.row->editor.n;
		if (chosen || is_open(row, s.act.now))
			vec_push(a, &all,
				(struct editor_choice){row->public,
					row->own_name.p ? row->own_name : row->name, chosen});
	}
	*ret = (struct editor_choices){all.at, all.len};
	return NULL;
}

static err_t find_editor(const struct assigning *s, struct row_id *ret_editor)
{
	*ret_editor = (struct row_id){0};
	for (size_t i = 0; s->editor && i < s->editors.len; i++)
		if (public_id_eq(s->editors.at[i].public, *s->editor) &&
			is_open(&s->editors.at[i], s->act.now))
			*ret_editor = s->editors.at[i].id;
	return s->editor && !ret_editor->n ? err_log(ERR_NOT_FOUND, "no such editor") : NULL;
}

static err_t put_editor(struct tx *tx, void *ctx)
{
	struct assigning *s = ctx;
	struct row_id editor;
	TRY(need(tx, s));
	TRY(find_editor(s, &editor));
	if (editor.n == s->row->editor.n)
		return NULL;
	TRY(participant_set_editor(tx, s->row->id, editor));
	return project_note_person(tx, &s->act, PROJECT_PERSON_ASSIGN, s->participant);
}

err_t editor_assign(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id participant, const struct public_id *editor)
{
	struct assigning s = {.act = project_act(app, a, actor, at),
		.participant = participant,
		.editor = editor};
	return db_tx(app->db, put_editor, &s);
}
