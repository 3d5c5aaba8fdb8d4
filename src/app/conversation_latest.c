/* What was said lately: every conversation by its last comment. */
#include "app/conversation_inside.h"

struct looking {
	struct arena *arena;
	const struct actor *actor;
	struct talk_latest_row_list rows;
};

static err_t read_latest(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	struct row_id owner = l->actor->person;
	TRY(access_require(tx, l->actor, ACTION_PASSPORT_READ, owner));
	return talk_latest(tx, l->arena, owner, TALKS_LATEST, &l->rows);
}

err_t conversation_latest(const struct app *app, struct arena *a, const struct actor *actor,
	struct talk_latest_list *ret)
{
	struct looking l = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_latest, &l));
	struct talk_latest *talks = arena_array(a, struct talk_latest, l.rows.len);
	for (size_t i = 0; i < l.rows.len; i++) {
		const struct talk_latest_row *row = &l.rows.at[i];
		talks[i] = (struct talk_latest){
			row->question, row->name, row->made, row->author.n == actor->person.n};
	}
	*ret = (struct talk_latest_list){talks, l.rows.len};
	return NULL;
}
