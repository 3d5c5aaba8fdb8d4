#include "app/learning_former.h"

#include "app/learning_inside.h"
#include "app/project_inside.h"
#include "codec/input.h"

/* --- before the type changes --- */

struct leaving {
	struct project_act act;
	struct str type;
	int64_t people;
};

static const struct project_type *type_of(const struct app *app, struct str id)
{
	return project_type_find(app->project_types, 0, id);
}

/* Of the one framework, those that the other has not. */
static struct text_list areas_left(
	struct arena *a, const struct project_framework *now, const struct project_framework *then)
{
	struct str *ids = arena_array(a, struct str, now->areas_len);
	struct text_list left = {.at = ids};
	for (size_t i = 0; i < now->areas_len; i++)
		if (!project_area_find(then, now->areas[i].id))
			ids[left.len++] = now->areas[i].id;
	return left;
}

static err_t count_left(struct tx *tx, void *ctx)
{
	struct leaving *l = ctx;
	TRY(project_require_all(tx, &l->act, ACTION_PROJECT_CHANGE));
	const struct project_type *now = type_of(l->act.app, l->act.row->type);
	const struct project_type *then = type_of(l->act.app, l->type);
	l->people = 0;
	if (!now || !then)
		return NULL;
	struct text_list left = areas_left(l->act.arena, now->framework, then->framework);
	return left.len ? learning_people_in(tx, l->act.row->id, left, &l->people) : NULL;
}

err_t learning_left_behind(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct str type, int64_t *ret_people)
{
	struct leaving l = {.act = project_act(app, a, actor, at), .type = type};
	TRY(db_read(app->db, count_left, &l));
	*ret_people = l.people;
	return NULL;
}

/* --- moving --- */

struct moving {
	struct learning_act act;
	const struct learning_move *in;
	struct learning_text_row *from, *to; /* to: NULL before anything was written there */
	struct learning_text joined;         /* what is to stand there */
	struct str sealed, nothing;
};

static err_t get_text(struct tx *tx, const struct learning_act *act,
	const struct learning_place *at, struct learning_text_row **ret_row)
{
	struct str moment = str_of(project_moment_id(at->moment));
	return learning_text_get(tx, act->arena, act->participant, at->area, moment, ret_row);
}

static err_t check_places(struct tx *tx, const struct learning_act *act, const struct moving *m)
{
	struct learning_project_row *project;
	TRY(learning_project(tx, act->arena, act->project, &project));
	const struct project_type *type = project ? type_of(act->app, project->type) : NULL;
	if (!type || project_area_find(type->framework, m->in->from.area))
		return err_log(ERR_NOT_FOUND, "not of another framework");
	if (!project_area_find(type->framework, m->in->to.area))
		return err_field("area", N_("Choose where it fits."));
	return NULL;
}

static err_t find(struct tx *tx, struct learning_act *act, struct moving *io)
{
	TRY(learning_own(tx, act, ACTION_LEARNING_WRITE));
	TRY(check_places(tx, act, io));
	if (act->row && act->row->submitted)
		return err_field("area", LEARNING_HANDED_IN);
	TRY(get_text(tx, act, &io->in->from, &io->from));
	TRY(get_text(tx, act, &io->in->to, &io->to));
	return io->from ? NULL : err_log(ERR_NOT_FOUND, "nothing stands there");
}

static err_t look(struct tx *tx, void *ctx)
{
	struct moving *m = ctx;
	return find(tx, &m->act, m);
}

static err_t open_place(const struct moving *m, const struct learning_text_row *row,
	enum project_moment moment, struct learning_text *ret)
{
	const struct learning_act *act = &m->act;
	TRY(learning_open_text(act->app, act->arena, act->who, moment, row, ret));
	return ret->is_damaged ? err_say(ERR_CONFLICT, N_("We cannot read this any more.")) : NULL;
}

/* What says nothing makes room. */
static err_t join(struct moving *io)
{
	struct learning_text from, to = {0};
	TRY(open_place(io, io->from, io->in->from.moment, &from));
	if (io->to)
		TRY(open_place(io, io->to, io->in->to.moment, &to));
	io->joined = from;
	if (to.counts && from.counts)
		io->joined.text = str_fmt(
			io->act.arena, "%.*s\n\n%.*s", STR_ARG(to.text), STR_ARG(from.text));
	else if (to.counts)
		io->joined = to;
	if (utf8_count(io->joined.text) <= LEARNING_TEXT_MOST)
		return NULL;
	return err_number(err_field("area", N_("Together with what stands there it becomes longer "
					       "than {n} characters. Make that shorter first.")),
		LEARNING_TEXT_MOST);
}

static err_t seal(struct moving *io)
{
	const struct learning_act *act = &io->act;
	const struct learning_place *from = &io->in->from, *to = &io->in->to;
	TRY(learning_seal_text(
		act->app, act->arena, act->who, from->area, from->moment, STR(""), &io->nothing));
	return learning_seal_text(
		act->app, act->arena, act->who, to->area, to->moment, io->joined.text, &io->sealed);
}

static bool is_same(const struct learning_text_row *now, const struct learning_text_row *seen)
{
	return seen ? now && now->version == seen->version : !now;
}

static err_t put_text(struct tx *tx, const struct learning_act *act,
	const struct learning_place *at, const struct learning_text_row *old,
	const struct learning_text *text, struct str sealed)
{
	struct str moment = str_of(project_moment_id(at->moment));
	if (old)
		TRY(learning_keep_past(tx, act, old));
	return learning_text_put(tx, act->participant, at->area, moment, old ? old->version + 1 : 1,
		act->now, text->counts, sealed);
}

static err_t move(struct tx *tx, void *ctx)
{
	const struct moving *m = ctx;
	struct learning_act act = m->act;
	struct moving now = *m;
	TRY(find(tx, &act, &now));
	if (!is_same(now.from, m->from) || !is_same(now.to, m->to))
		return err_say(ERR_CONFLICT, N_("One of the two texts changed just now. Look at it "
						"again."));
	TRY(put_text(tx, &act, &m->in->to, now.to, &m->joined, m->sealed));
	TRY(put_text(tx, &act, &m->in->from, now.from, &(struct learning_text){0}, m->nothing));
	return learning_touch(tx, act.participant, act.now);
}

err_t learning_move(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct learning_move *in)
{
	struct moving m = {.act = {app, a, actor, who, .now = clock_now(app->clock)}, .in = in};
	TRY(db_read(app->db, look, &m));
	TRY(join(&m));
	TRY(seal(&m));
	return db_tx(app->db, move, &m);
}
