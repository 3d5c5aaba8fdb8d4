/* Bringing in the rows of a list that were chosen. */
#include "app/participant_list.h"

#include "base/vec.h"
#include "crypto/vault.h"

#include <stdlib.h>

#define KEYS_AT_ONCE 256
#define ROWS_AT_ONCE 1000

struct bringing {
	struct list_work work;
	const struct participant_bring *in;
	struct {
		const struct entry **at;
		size_t len, cap;
	} picked;
	struct public_id batch;
	/* Of those picked, to be written. */
	struct public_id *who;
	struct str *kinds, *given_names, *family_names, *name_keys, *countries, *languages, *bodies;
	size_t keyed;                        /* so many have a key */
	bool is_rest;                        /* rows stay in the list */
	struct participant_batch_row *found; /* after all */
};

/* --- which rows --- */

static bool is_among(const uint32_t *rows, size_t len, uint32_t row)
{
	for (size_t i = 0; i < len; i++)
		if (rows[i] == row)
			return true;
	return false;
}

static bool is_picked(const struct participant_bring *in, const struct entry *entry)
{
	if (entry->state == ENTRY_TWICE)
		return is_among(in->chosen, in->chosen_len, entry->number);
	return entry->state == ENTRY_READY &&
	       (is_among(in->chosen, in->chosen_len, entry->number) ||
		       !is_among(in->shown, in->shown_len, entry->number));
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static err_t pick(struct bringing *io)
{
	const struct entries *all = &io->work.list.entries;
	struct list_state *state = &io->work.state;
	struct arena *a = io->work.act.arena;
	size_t came = all->count[ENTRY_CAME];
	for (size_t i = 0; i < all->len; i++)
		if (is_picked(io->in, &all->at[i])) {
			vec_push(a, &io->picked, &all->at[i]);
			vec_push(a, &state->came, all->at[i].number);
		}
	if (!io->picked.len)
		return err_say(ERR_INVALID, N_("Choose at least one row."));
	qsort(state->came.at, state->came.len, sizeof(*state->came.at), by_number);
	io->is_rest = came + io->picked.len < all->len;
	return NULL;
}

/* --- what is written of them --- */

static void lay_out(struct bringing *io)
{
	struct arena *a = io->work.act.arena;
	size_t len = io->picked.len;
	io->who = arena_array(a, struct public_id, len);
	struct str *texts = arena_array(a, struct str, 7 * len);
	io->kinds = texts;
	io->given_names = texts + len;
	io->family_names = texts + 2 * len;
	io->name_keys = texts + 3 * len;
	io->countries = texts + 4 * len;
	io->languages = texts + 5 * len;
	io->bodies = texts + 6 * len;
	for (size_t i = 0; i < len; i++) {
		const struct participant *p = &io->picked.at[i]->who;
		io->who[i] = public_id_new(io->work.act.app->random);
		io->kinds[i] = str_of(participant_kind_id(p->kind));
		io->given_names[i] = p->given_name;
		io->family_names[i] = p->family_name;
		io->name_keys[i] = participant_name_key(a, p);
		io->countries[i] = p->country;
		io->languages[i] = p->language;
	}
}

/* A key is used as soon as it is made, while the vault has it at hand. */
static err_t seal_all(struct bringing *io)
{
	const struct app *app = io->work.act.app;
	struct arena *a = io->work.act.arena;
	while (io->keyed < io->picked.len) {
		size_t from = io->keyed, count = io->picked.len - from;
		if (count > KEYS_AT_ONCE)
			count = KEYS_AT_ONCE;
		io->keyed += count; /* those that could not be made are destroyed in vain */
		TRY(vault_add_owners(app->vault, a, io->who + from, count));
		for (size_t i = from; i < io->keyed; i++)
			TRY(participant_seal(
				app, a, io->who[i], &io->picked.at[i]->who, &io->bodies[i]));
	}
	return NULL;
}

static err_t add_rows(struct tx *tx, const struct bringing *b, struct row_id batch, size_t from)
{
	size_t len = b->picked.len - from;
	if (len > ROWS_AT_ONCE)
		len = ROWS_AT_ONCE;
	return participant_add_all(tx, b->work.act.row->id, batch,
		(struct public_id_list){b->who + from, len},
		(struct text_list){b->kinds + from, len},
		(struct text_list){b->given_names + from, len},
		(struct text_list){b->family_names + from, len},
		(struct text_list){b->name_keys + from, len},
		(struct text_list){b->countries + from, len},
		(struct text_list){b->languages + from, len},
		(struct bytes_list){b->bodies + from, len}, b->work.act.as.editor);
}

static err_t end_list(struct tx *tx, const struct bringing *b)
{
	struct row_id project = b->work.act.row->id, person = b->work.act.actor->person;
	int64_t count;
	TRY(list_set(tx, &b->work));
	if (b->is_rest)
		return NULL;
	TRY(participant_chunks_drop(tx, project, person, &count));
	return participant_import_drop(tx, project, person, &count);
}

static err_t bring(struct tx *tx, void *ctx)
{
	struct bringing *b = ctx;
	struct project_act *act = &b->work.act;
	int64_t count = (int64_t)b->picked.len;
	struct row_id batch;
	TRY(project_require(tx, act, ACTION_PARTICIPANT_CHANGE));
	TRY(end_list(tx, b));
	TRY(participant_check_room(tx, act, count));
	TRY(participant_batch_add(
		tx, b->batch, act->row->id, act->now, count, act->as.editor, &batch));
	for (size_t from = 0; from < b->picked.len; from += ROWS_AT_ONCE)
		TRY(add_rows(tx, b, batch, from));
	return project_note(
		tx, act, PROJECT_PEOPLE_ADD, str_fmt(act->arena, "%lld", (long long)count));
}

/* --- when it fails --- */

static err_t look_again(struct tx *tx, void *ctx)
{
	struct bringing *b = ctx;
	TRY(access_keep_house(tx));
	return participant_batch_get(tx, b->work.act.arena, b->batch, b->work.act.row->id,
		(struct row_id){0}, &b->found);
}

/* When the answer to the commit got lost, the rows may be there: then their keys must stay. */
static err_t give_up(struct bringing *io, err_t e)
{
	const struct app *app = io->work.act.app;
	if (e->code == ERR_UNAVAILABLE) {
		err_t worse = db_tx(app->db, look_again, io);
		if (worse || io->found)
			return err_join(e, worse);
	}
	return err_join(e, vault_destroy_owners(app->vault, io->who, io->keyed));
}

static err_t seal_and_bring(struct bringing *io)
{
	TRY(seal_all(io));
	return db_tx(io->work.act.app->db, bring, io);
}

static err_t check_room(struct tx *tx, void *ctx)
{
	struct bringing *b = ctx;
	TRY(project_require(tx, &b->work.act, ACTION_PARTICIPANT_CHANGE));
	return participant_check_room(tx, &b->work.act, (int64_t)b->picked.len);
}

err_t participant_list_bring(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_bring *in, int64_t *ret_came)
{
	struct bringing b = {.work = {.act = project_act(app, a, actor, at)},
		.in = in,
		.batch = public_id_new(app->random)};
	TRY(list_need(&b.work));
	TRY(pick(&b));
	TRY(list_seal_state(&b.work, b.work.row->sent));
	TRY(db_read(app->db, check_room, &b));
	lay_out(&b);
	err_t e = seal_and_bring(&b);
	if (e)
		return give_up(&b, e);
	*ret_came = (int64_t)b.picked.len;
	return NULL;
}
