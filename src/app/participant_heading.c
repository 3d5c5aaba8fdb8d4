/*
 * What headings mean where somebody chose that (app/participant_import.h). A row of data may have
 * been taken for headings: so what is kept of one is a keyed hash, by which it is known again.
 */
#include "app/participant_list.h"
#include "codec/fold.h"
#include "codec/hex.h"
#include "crypto/vault.h"

static err_t key_of(const struct list_work *w, struct secret *ret_key)
{
	return vault_derive(w->act.app->vault, VAULT_HOUSE, "participant headings", ret_key);
}

static struct str mark_of(struct arena *a, const struct secret *key, struct str folded)
{
	struct digest mark = hash_hmac(key, folded);
	return hex_print(a, hash_str(&mark));
}

static const struct participant_heading_row *find_mark(const struct list_work *w, struct str mark)
{
	for (size_t i = 0; i < w->headings.len; i++)
		if (str_eq(w->headings.at[i].heading, mark))
			return &w->headings.at[i];
	return NULL;
}

static void know_row(struct list_work *io, const struct secret *key, const struct sheet_row *row)
{
	struct arena *a = io->act.arena;
	for (size_t i = 0; i < row->len; i++) {
		struct str folded = fold(a, row->cells[i]);
		const struct participant_heading_row *found =
			find_mark(io, mark_of(a, key, folded));
		if (found)
			vec_push(a, &io->known,
				(struct entry_heading){
					folded, participant_column_find(found->field)});
	}
}

err_t list_know_headings(struct list_work *io)
{
	SECRET key;
	io->known.len = 0;
	if (!io->headings.len)
		return NULL;
	TRY(key_of(io, &key));
	for (size_t i = 0; i < io->list.sheet.len && i < ENTRY_HEAD_MOST; i++)
		know_row(io, &key, &io->list.sheet.rows[i]);
	return NULL;
}

static err_t mark_row(struct list_work *io, const struct sheet_row *row)
{
	struct arena *a = io->act.arena;
	SECRET key;
	TRY(key_of(io, &key));
	for (size_t i = 0; i < row->len; i++) {
		struct str folded = fold(a, row->cells[i]);
		enum participant_column column = io->state.columns[i];
		bool is_news = column != participant_column_guess(a, folded);
		if (folded.len && folded.len <= PARTICIPANT_NAME_MOST && is_news)
			vec_push(a, &io->chosen,
				(struct entry_heading){mark_of(a, &key, folded), column});
	}
	return NULL;
}

err_t list_choose_headings(struct list_work *io)
{
	const struct sheet *sheet = &io->list.sheet;
	io->chosen.len = 0;
	for (size_t i = 0; i < sheet->len; i++)
		if (sheet->rows[i].number == io->state.head)
			return mark_row(io, &sheet->rows[i]);
	return NULL;
}

err_t list_remember_headings(struct tx *tx, const struct list_work *w)
{
	struct row_id organisation = w->act.at->organisation;
	int64_t count;
	for (size_t i = 0; i < w->chosen.len; i++)
		TRY(participant_heading_put(tx, organisation, w->chosen.at[i].heading,
			str_of(participant_column_id(w->chosen.at[i].column)), w->act.now));
	return participant_heading_trim(tx, organisation, PARTICIPANT_HEADINGS_MOST, &count);
}
