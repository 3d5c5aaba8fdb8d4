/* What is kept of a list of participants: its bytes, and what was chosen about it. */
#include "app/participant_list.h"

#include "base/vec.h"
#include "codec/json.h"
#include "codec/sheet_kept.h"
#include "crypto/vault.h"

#define CHUNK ((size_t)1 << 20)
#define STATE_MOST ((size_t)1 << 20)

/* Of the list that was sent at that time: parts of two are never mixed. */
static struct vault_place place_of(
	const struct list_work *w, usec sent, int64_t part, const char *column)
{
	struct str project = public_id_print(w->act.arena, w->act.at->project);
	return (struct vault_place){w->act.actor->public, "participant_import",
		str_fmt(w->act.arena, "%.*s/%lld/%lld", STR_ARG(project), (long long)sent,
			(long long)part),
		column};
}

/* Another sheet of a workbook may be chosen later, and other letters of a text. */
static struct str to_keep(struct list_work *io, struct str bytes, const struct sheet *sheet)
{
	struct str kept = bytes;
	bool is_one_way = sheet->name.p && sheet->names_len <= 1;
	io->state.is_read =
		is_one_way && sheet_keep(io->act.arena, sheet, PARTICIPANT_LIST_BYTES, &kept);
	return kept;
}

err_t list_seal_chunks(struct list_work *io, usec sent, struct str bytes, const struct sheet *sheet,
	struct str **ret_chunks, size_t *ret_len)
{
	struct str kept = to_keep(io, bytes, sheet);
	size_t len = (kept.len + CHUNK - 1) / CHUNK;
	struct str *chunks = arena_array(io->act.arena, struct str, len);
	for (size_t i = 0; i < len; i++) {
		struct vault_place place = place_of(io, sent, (int64_t)i, "body");
		TRY(vault_seal(io->act.app->vault, io->act.arena, &place,
			str_sub(kept, i * CHUNK, CHUNK), &chunks[i]));
	}
	*ret_chunks = chunks;
	*ret_len = len;
	return NULL;
}

static err_t open_bytes(const struct list_work *w, struct str *ret_bytes)
{
	struct buf out;
	buf_init(&out, w->act.arena, w->chunks.len * CHUNK + 1, PARTICIPANT_LIST_BYTES + 1);
	for (size_t i = 0; i < w->chunks.len; i++) {
		const struct participant_chunk_row *row = &w->chunks.at[i];
		struct vault_place place = place_of(w, w->row->sent, row->place, "body");
		struct str plain;
		TRY(vault_open(w->act.app->vault, w->act.arena, &place, row->body, &plain));
		buf_put(&out, plain);
	}
	*ret_bytes = buf_str(&out);
	return buf_err(&out);
}

err_t list_open_chunks(
	const struct list_work *w, const struct sheet_ask *ask, struct sheet *ret_sheet)
{
	struct str bytes;
	TRY(open_bytes(w, &bytes));
	if (w->state.is_read)
		return sheet_kept(w->act.arena, bytes, ret_sheet);
	return sheet_read(w->act.arena, bytes, ask, ret_sheet);
}

/* --- what was chosen --- */

static void put_columns(struct arena *a, const struct list_state *s, struct json *io)
{
	struct json columns = json_array();
	size_t len = SHEET_COLUMNS_MOST;
	while (len && !s->columns[len - 1])
		len--;
	for (size_t i = 0; i < len; i++)
		json_push(a, &columns, json_of_str(str_of(participant_column_id(s->columns[i]))));
	json_set(a, io, STR("head"), json_of_int(a, s->head));
	json_set(a, io, STR("columns"), columns);
}

static struct json mends_of(struct arena *a, const struct list_state *s)
{
	struct json mends = json_array();
	vec_each (const struct entry_mend, it, &s->mends) {
		struct json mend = json_array();
		json_push(a, &mend, json_of_int(a, it->row));
		json_push(a, &mend, json_of_str(str_of(participant_column_id(it->column))));
		json_push(a, &mend, json_of_str(it->from));
		json_push(a, &mend, json_of_str(it->text));
		json_push(a, &mends, mend);
	}
	return mends;
}

/* Runs of rows: first and last. */
static struct json came_of(struct arena *a, const struct list_state *s)
{
	struct json runs = json_array();
	for (size_t i = 0, end; i < s->came.len; i = end) {
		end = i + 1;
		while (end < s->came.len && s->came.at[end] == s->came.at[end - 1] + 1)
			end++;
		json_push(a, &runs, json_of_int(a, s->came.at[i]));
		json_push(a, &runs, json_of_int(a, s->came.at[end - 1]));
	}
	return runs;
}

err_t list_seal_state(struct list_work *io, usec sent)
{
	struct arena *a = io->act.arena;
	const struct list_state *s = &io->state;
	struct json whole = json_object();
	struct vault_place place = place_of(io, sent, 0, "state");
	struct buf out;
	json_set(a, &whole, STR("charset"), json_of_int(a, s->ask.charset));
	json_set(a, &whole, STR("separator"), json_of_int(a, s->ask.separator));
	json_set(a, &whole, STR("read"), json_of_int(a, s->is_read));
	if (s->ask.name.p)
		json_set(a, &whole, STR("sheet"), json_of_str(s->ask.name));
	if (s->has_plan)
		put_columns(a, s, &whole);
	json_set(a, &whole, STR("order"), json_of_int(a, s->order));
	json_set(a, &whole, STR("mends"), mends_of(a, s));
	json_set(a, &whole, STR("came"), came_of(a, s));
	buf_init(&out, a, 4096, STATE_MOST);
	json_write(&out, &whole);
	TRY(buf_err(&out));
	return vault_seal(io->act.app->vault, a, &place, buf_str(&out), &io->sealed);
}

static int64_t number(const struct json *value)
{
	int64_t n;
	return value && json_int(value, &n) ? n : 0;
}

static void take_columns(const struct json *whole, struct list_state *io)
{
	const struct json *columns = json_get(whole, STR("columns"));
	size_t len = 0;
	if (!columns)
		return;
	io->has_plan = true;
	io->head = (uint32_t)number(json_get(whole, STR("head")));
	json_each_item (it, columns)
		if (len < SHEET_COLUMNS_MOST)
			io->columns[len++] = participant_column_find(json_str(it));
}

static void take_mends(struct arena *a, const struct json *mends, struct list_state *io)
{
	json_each_item (it, mends) {
		const struct json *m = it->items;
		if (it->len == 4)
			vec_push(a, &io->mends,
				(struct entry_mend){(uint32_t)number(&m[0]),
					participant_column_find(json_str(&m[1])), json_str(&m[2]),
					json_str(&m[3])});
	}
}

static void take_came(struct arena *a, const struct json *runs, struct list_state *io)
{
	for (size_t i = 0; i + 1 < runs->len; i += 2)
		for (int64_t row = number(&runs->items[i]); row <= number(&runs->items[i + 1]);
			row++)
			vec_push(a, &io->came, (uint32_t)row);
}

err_t list_open_state(struct list_work *io)
{
	struct arena *a = io->act.arena;
	struct vault_place place = place_of(io, io->row->sent, 0, "state");
	struct list_state s = {0};
	struct json *whole;
	struct str text;
	TRY(vault_open(io->act.app->vault, a, &place, io->row->state, &text));
	TRY(json_parse(a, text, &json_limits_default, &whole));
	s.ask.charset = (enum charset)number(json_get(whole, STR("charset")));
	s.ask.separator = (char)number(json_get(whole, STR("separator")));
	s.is_read = number(json_get(whole, STR("read")));
	s.ask.name = json_str(json_get(whole, STR("sheet")));
	s.order = (enum day_order)number(json_get(whole, STR("order")));
	take_columns(whole, &s);
	take_mends(a, json_get(whole, STR("mends")), &s);
	take_came(a, json_get(whole, STR("came")), &s);
	io->state = s;
	return NULL;
}
