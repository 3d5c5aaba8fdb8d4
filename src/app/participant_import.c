/* Sending a list, looking at it, and saying how it is to be read. */
#include "app/participant_list.h"

#include "base/vec.h"
#include "codec/fold.h"

struct sending {
	struct list_work work;
	struct str *chunks;
	size_t chunks_len;
	bool renews; /* columns are remembered: where a person chose otherwise than we guess */
};

static struct list_work work_of(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at)
{
	return (struct list_work){.act = project_act(app, a, actor, at)};
}

/* --- finding it --- */

static err_t read_list(struct tx *tx, void *ctx)
{
	struct list_work *w = ctx;
	struct arena *a = w->act.arena;
	struct row_id person = w->act.actor->person;
	TRY(project_require(tx, &w->act, ACTION_PARTICIPANT_CHANGE));
	TRY(participant_import_get(tx, a, w->act.row->id, person, &w->row));
	if (w->row && w->act.now >= w->row->sent + PARTICIPANT_LIST_LIFE)
		w->row = NULL;
	if (!w->row)
		return NULL;
	TRY(participant_chunks(tx, a, w->act.row->id, person, &w->chunks));
	TRY(participant_names(tx, a, w->act.row->id, w->act.as.only, &w->names));
	return participant_headings(
		tx, a, w->act.at->organisation, PARTICIPANT_HEADINGS_MOST, &w->headings);
}

static struct entry_headings headings_of(const struct list_work *w)
{
	return (struct entry_headings){w->known.at, w->known.len};
}

static struct entry_plan plan_of(const struct list_work *w, const struct countries *countries)
{
	const struct list_state *s = &w->state;
	struct entry_headings chosen = headings_of(w);
	struct entry_plan plan;
	if (!s->has_plan) {
		entry_guess(w->act.arena, &w->list.sheet, countries, &chosen, &plan);
	} else {
		plan = (struct entry_plan){.head = s->head};
		memcpy(plan.columns, s->columns, sizeof(plan.columns));
	}
	plan.order = s->order ? s->order : entry_guess_order(w->act.arena, &w->list.sheet, &plan);
	return plan;
}

static void make_out(struct list_work *io)
{
	struct arena *a = io->act.arena;
	const struct countries *countries = io->act.app->countries;
	struct entry_reader reader = {io->act.app->i18n, countries, io->act.now};
	struct entry_mends mends = {io->state.mends.at, io->state.mends.len};
	struct entry_name *there = arena_array(a, struct entry_name, io->names.len);
	for (size_t i = 0; i < io->names.len; i++) {
		const struct participant_name_row *row = &io->names.at[i];
		there[i] = (struct entry_name){row->given_name, row->family_name, row->country};
	}
	io->list.plan = plan_of(io, countries);
	entry_read(a, &reader, &io->list.sheet, &io->list.plan, &mends, &io->list.entries);
	entry_compare(
		a, there, io->names.len, io->state.came.at, io->state.came.len, &io->list.entries);
}

err_t list_open(struct list_work *io)
{
	TRY(db_read(io->act.app->db, read_list, io));
	if (!io->row)
		return NULL;
	TRY(list_open_state(io));
	TRY(list_open_chunks(io, &io->state.ask, &io->list.sheet));
	io->list.waits = true;
	io->list.ends = io->row->sent + PARTICIPANT_LIST_LIFE;
	io->list.version = io->row->version;
	io->list.ask = io->state.ask;
	TRY(list_know_headings(io));
	make_out(io);
	return NULL;
}

err_t list_need(struct list_work *io)
{
	TRY(list_open(io));
	return io->row ? NULL : err_log(ERR_NOT_FOUND, "no list waits");
}

err_t participant_list_look(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct participant_list *ret)
{
	struct list_work w = work_of(app, a, actor, at);
	TRY(list_open(&w));
	*ret = w.list;
	return NULL;
}

/* --- sending --- */

static err_t check_size(const struct sheet *sheet)
{
	if (!sheet->len)
		return err_say(ERR_INVALID, N_("Nothing stands in this list."));
	if (sheet->len > PARTICIPANT_LIST_ROWS)
		return err_number(
			err_say(ERR_TOO_LARGE, N_("This list is too long. A project can have at "
						  "most {n} participants.")),
			PARTICIPANTS_MOST);
	return NULL;
}

/* May the actor do so here at all? */
static err_t look_first(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	return project_require(tx, &s->work.act, ACTION_PARTICIPANT_CHANGE);
}

static err_t put_list(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	struct project_act *act = &s->work.act;
	struct row_id person = act->actor->person;
	int64_t count;
	TRY(project_require(tx, act, ACTION_PARTICIPANT_CHANGE));
	TRY(participant_chunks_drop(tx, act->row->id, person, &count));
	TRY(participant_import_put(tx, act->row->id, person, act->now, s->work.sealed));
	for (size_t i = 0; i < s->chunks_len; i++)
		TRY(participant_chunk_add(tx, act->row->id, person, (int64_t)i, s->chunks[i]));
	return NULL;
}

err_t participant_list_send(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct str bytes)
{
	struct sending s = {.work = work_of(app, a, actor, at)};
	struct sheet sheet;
	TRY(db_read(app->db, look_first, &s));
	if (bytes.len > PARTICIPANT_LIST_BYTES)
		return err_number(err_say(ERR_TOO_LARGE, N_("A list may have {n} MB at most.")),
			PARTICIPANT_LIST_BYTES >> 20);
	TRY(sheet_read(a, bytes, &(struct sheet_ask){0}, &sheet));
	TRY(check_size(&sheet));
	TRY(list_seal_chunks(&s.work, s.work.act.now, bytes, &sheet, &s.chunks, &s.chunks_len));
	TRY(list_seal_state(&s.work, s.work.act.now));
	return db_tx(app->db, put_list, &s);
}

static err_t drop_list(struct tx *tx, void *ctx)
{
	struct list_work *w = ctx;
	int64_t count;
	TRY(project_require(tx, &w->act, ACTION_PARTICIPANT_CHANGE));
	TRY(participant_chunks_drop(tx, w->act.row->id, w->act.actor->person, &count));
	return participant_import_drop(tx, w->act.row->id, w->act.actor->person, &count);
}

err_t participant_list_drop(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at)
{
	struct list_work w = work_of(app, a, actor, at);
	return db_tx(app->db, drop_list, &w);
}

/* --- how it is read --- */

err_t list_set(struct tx *tx, const struct list_work *w)
{
	int64_t count;
	TRY(participant_import_set(tx, w->act.row->id, w->act.actor->person, w->row->sent,
		w->row->version, w->sealed, &count));
	return count ? NULL
		     : err_say(ERR_CONFLICT,
			       N_("The list was changed in another window. Look again."));
}

static err_t set_state(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	TRY(project_require(tx, &s->work.act, ACTION_PARTICIPANT_CHANGE));
	TRY(list_set(tx, &s->work));
	return s->renews && !s->work.act.as.editor.n ? list_remember_headings(tx, &s->work) : NULL;
}

static err_t write_state(struct sending *io)
{
	TRY(list_seal_state(&io->work, io->work.row->sent));
	if (io->renews)
		TRY(list_choose_headings(&io->work));
	return db_tx(io->work.act.app->db, set_state, io);
}

static bool is_same_ask(const struct sheet_ask *a, const struct sheet_ask *b)
{
	return a->charset == b->charset && a->separator == b->separator && str_eq(a->name, b->name);
}

/* The columns of another row of headings, or of other bytes, are others. */
static void choose_columns(struct sending *io, const struct participant_choice *in)
{
	struct list_state *s = &io->work.state;
	struct arena *a = io->work.act.arena;
	struct entry_headings chosen = headings_of(&io->work);
	struct entry_plan plan = {0};
	s->has_plan = true;
	memset(s->columns, 0, sizeof(s->columns));
	if (in->head == io->work.list.plan.head) {
		for (size_t i = 0; i < in->columns_len && i < SHEET_COLUMNS_MOST; i++)
			s->columns[i] = in->columns[i];
		io->renews = true;
	} else {
		entry_guess_columns(a, &io->work.list.sheet, io->work.act.app->countries, &chosen,
			in->head, &plan);
		memcpy(s->columns, plan.columns, sizeof(s->columns));
	}
	s->head = in->head;
}

err_t participant_list_choose(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_choice *in)
{
	struct sending s = {.work = work_of(app, a, actor, at)};
	struct list_state *state = &s.work.state;
	TRY(list_need(&s.work));
	bool is_new = !is_same_ask(&in->ask, &state->ask);
	state->ask = in->ask;
	state->order = in->order;
	state->has_plan = false;
	if (is_new) { /* other rows, perhaps: what was said about them is void */
		TRY(list_open_chunks(&s.work, &in->ask, &s.work.list.sheet));
		TRY(check_size(&s.work.list.sheet));
		state->mends.len = 0;
		state->came.len = 0;
	} else {
		choose_columns(&s, in);
	}
	return write_state(&s);
}

err_t participant_list_order(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, enum day_order order)
{
	struct sending s = {.work = work_of(app, a, actor, at)};
	TRY(list_need(&s.work));
	s.work.state.order = order;
	return write_state(&s);
}

/* --- mending --- */

static struct entry *find_entry(const struct entries *entries, uint32_t row)
{
	for (size_t i = 0; i < entries->len; i++)
		if (entries->at[i].number == row)
			return &entries->at[i];
	return NULL;
}

static bool is_same_place(const struct entry_mend *a, const struct entry_mend *b)
{
	return a->row == b->row && a->column == b->column && str_eq(a->from, b->from);
}

static err_t add_mend(struct list_work *io, const struct entry_mend *mend)
{
	vec_each (struct entry_mend, it, &io->state.mends)
		if (is_same_place(it, mend)) {
			it->text = mend->text;
			return NULL;
		}
	if (io->state.mends.len == PARTICIPANT_MENDS_MOST)
		return err_say(ERR_CONFLICT, N_("So much is wrong here that you had better mend "
						"the list itself, and send it again."));
	vec_push(io->act.arena, &io->state.mends, *mend);
	return NULL;
}

static err_t mend(struct list_work *io, const struct participant_fix *fixes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		const struct participant_fix *fix = &fixes[i];
		const struct entry *entry = find_entry(&io->list.entries, fix->row);
		if (!entry || entry->state == ENTRY_CAME ||
			fix->text.len > PARTICIPANT_MEND_BYTES ||
			str_eq(fix->text, entry->texts[fix->column]))
			continue;
		struct entry_mend mend = {
			.row = fix->row, .column = fix->column, .from = STR(""), .text = fix->text};
		struct str was = entry->texts[fix->column];
		if (fix->column == COLUMN_COUNTRY && was.len) {
			mend.row = 0;
			mend.from = fold(io->act.arena, was);
		}
		TRY(add_mend(io, &mend));
	}
	return NULL;
}

err_t participant_list_mend(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_fix *fixes, size_t len)
{
	struct sending s = {.work = work_of(app, a, actor, at)};
	TRY(list_need(&s.work));
	TRY(mend(&s.work, fixes, len));
	return write_state(&s);
}
