/* Sending a copy, looking at it, choosing. */
#include "app/import_inside.h"

#include "app/notice.h"
#include "i18n/lang.h"

struct asking {
	struct arena *arena;
	const struct actor *actor;
	usec now;
	struct import_kept kept;
	struct import_row *row;
	struct import_chunk_row_list chunks;
	int64_t running, written;
	bool takes[IMPORT_PARTS];
	struct str ids; /* of those taken */
};

bool import_is_over(const struct import_row *row, usec now)
{
	return !row || now >= row->sent + IMPORT_LIFE;
}

/* Does it stand in a passport which must be empty for it? */
static bool is_content(enum import_part part)
{
	return part == IMPORT_ANSWERS || part == IMPORT_EARLIER || part == IMPORT_DATED;
}

void import_parts(struct str ids, bool ret_takes[IMPORT_PARTS])
{
	while (ids.len) {
		struct str id = str_cut(&ids, ' ');
		for (enum import_part part = 0; part < IMPORT_PARTS; part++)
			ret_takes[part] |= str_is(id, import_part_id(part));
	}
}

/* --- sending --- */

static err_t read_row(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	struct row_id person = q->actor->person;
	TRY(access_require(tx, q->actor, ACTION_PASSPORT_WRITE, person));
	TRY(import_running(tx, person, STR(IMPORT_KIND), &q->running));
	TRY(import_written(tx, person, &q->written));
	return import_get(tx, q->arena, person, &q->row);
}

static err_t refuse_running(const struct asking *q)
{
	if (q->running)
		return err_field("copy", N_("A copy is coming in now. Wait until it is ready."));
	return NULL;
}

static err_t put_copy(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	struct row_id person = q->actor->person;
	int64_t count;
	TRY(read_row(tx, q));
	TRY(refuse_running(q));
	TRY(erase_import_chunk(tx, person, &count));
	TRY(import_put(tx, person, q->now, (int64_t)q->kept.size, (int64_t)q->kept.looks));
	for (size_t i = 0; i < q->kept.len; i++)
		TRY(import_chunk_add(tx, person, (int64_t)i, q->kept.at[i]));
	return NULL;
}

err_t import_send(const struct app *app, struct arena *a, const struct actor *actor,
	const struct lang *lang, struct str archive)
{
	struct asking q = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	struct import_copy copy;
	TRY(import_read(app, a, lang, archive, &copy));
	TRY(import_keep(app, a, actor->public, q.now, &copy, &q.kept));
	return db_tx(app->db, put_copy, &q);
}

/* --- looking --- */

static enum import_state state_of(const struct asking *q)
{
	if (import_is_over(q->row, q->now))
		return IMPORT_NONE;
	if (q->row->ended)
		return IMPORT_DONE;
	if (q->running)
		return IMPORT_RUNS;
	return q->row->parts.p ? IMPORT_FAILED : IMPORT_WAITS;
}

static bool is_chosen_from(enum import_state state)
{
	return state == IMPORT_WAITS || state == IMPORT_FAILED;
}

/* Its pictures are not looked at. */
static err_t read_look(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	TRY(read_row(tx, q));
	if (!is_chosen_from(state_of(q)))
		return NULL;
	return import_chunks(tx, q->arena, q->actor->person, 0, q->row->looks, &q->chunks);
}

err_t import_look(const struct app *app, struct arena *a, const struct actor *actor,
	const struct lang *lang, struct import_status *ret)
{
	struct asking q = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	struct str archive;
	TRY(db_read(app->db, read_look, &q));
	struct import_status status = {.state = state_of(&q), .is_written = q.written > 0};
	if (status.state != IMPORT_NONE) {
		status.ends = q.row->sent + IMPORT_LIFE;
		status.done = q.row->done;
		status.total = q.row->total;
		status.came = q.row->came;
		status.left_out = q.row->left_out;
	}
	if (is_chosen_from(status.state)) {
		TRY(import_open(app, a, actor->public, q.row, &q.chunks, &archive));
		TRY(import_read(app, a, lang, archive, &status.copy));
	}
	*ret = status;
	return NULL;
}

/* --- choosing --- */

static struct str ids_of(struct arena *a, const bool takes[IMPORT_PARTS])
{
	struct str ids = STR("");
	for (enum import_part part = 0; part < IMPORT_PARTS; part++)
		if (takes[part])
			ids = str_fmt(a, "%.*s%s%s", STR_ARG(ids), ids.len ? " " : "",
				import_part_id(part));
	return ids;
}

static err_t check_choice(const struct asking *q)
{
	if (!q->ids.len)
		return err_field("parts", N_("Choose what comes in."));
	if (q->takes[IMPORT_EARLIER] && !q->takes[IMPORT_ANSWERS])
		return err_field(
			"parts", N_("What you wrote before comes in only with what you wrote."));
	for (enum import_part part = 0; part < IMPORT_PARTS; part++)
		if (q->takes[part] && is_content(part) && q->written)
			return err_field("parts", N_("You wrote in this passport already. Answers "
						     "come only into an empty one."));
	return NULL;
}

static err_t put_choice(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	struct row_id person = q->actor->person;
	int64_t count;
	TRY(read_row(tx, q));
	if (import_is_over(q->row, q->now) || q->row->ended)
		return err_log(ERR_NOT_FOUND, "no copy waits");
	if (q->running)
		return NULL;
	TRY(check_choice(q));
	TRY(import_set_parts(tx, person, q->ids, &count));
	struct job_order order = {.kind = IMPORT_KIND,
		.subject = person.n,
		.run_at = q->now,
		.key = public_id_print(q->arena, q->actor->public)};
	return job_order(tx, &order, q->now);
}

err_t import_choose(const struct app *app, struct arena *a, const struct actor *actor,
	const struct str *parts, size_t len)
{
	struct asking q = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	for (size_t i = 0; i < len; i++)
		import_parts(parts[i], q.takes);
	q.ids = ids_of(a, q.takes);
	TRY(db_tx(app->db, put_choice, &q));
	notice_hurry(app);
	return NULL;
}

static err_t drop_copy(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	struct row_id person = q->actor->person;
	int64_t count;
	TRY(read_row(tx, q));
	TRY(refuse_running(q));
	TRY(erase_import_chunk(tx, person, &count));
	return erase_import(tx, person, &count);
}

err_t import_drop(const struct app *app, struct arena *a, const struct actor *actor)
{
	struct asking q = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	return db_tx(app->db, drop_copy, &q);
}
