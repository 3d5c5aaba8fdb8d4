#include "app/file.h"

#include "base/buf.h"
#include "crypto/vault.h"
#include "db/content.h"

#define CHUNKS_MOST (FILE_MOST / FILE_CHUNK)
#define PDF_TAIL 1024 /* bytes in which its end mark stands */

struct file_sealed {
	struct public_id id;
	struct str type;
	size_t size;
	struct str chunks[CHUNKS_MOST];
	size_t count;
};

struct file_found {
	struct public_id id;
	struct file_row *row;
	struct file_chunk_row_list chunks;
};

bool file_is_pdf(struct str bytes)
{
	struct str tail = str_from(bytes, bytes.len > PDF_TAIL ? bytes.len - PDF_TAIL : 0);
	return str_starts(bytes, STR("%PDF-")) && str_has(tail, "%%EOF");
}

/* A chunk opens at its own place in its own file alone. */
static struct vault_place place_of(
	struct arena *a, struct public_id owner, struct public_id file, size_t place)
{
	struct str row = str_fmt(a, "%.*s %zu", STR_ARG(public_id_print(a, file)), place);
	return (struct vault_place){owner, "file_chunk", row, "body"};
}

err_t file_seal(const struct app *app, struct arena *a, struct public_id owner, struct str type,
	struct str bytes, struct file_sealed **ret_sealed)
{
	if (bytes.len > FILE_MOST)
		return err_log(ERR_TOO_LARGE, "a file of %zu bytes", bytes.len);
	struct file_sealed *s = arena_make(a, struct file_sealed);
	s->id = public_id_new(app->random);
	s->type = type;
	s->size = bytes.len;
	for (; s->count * FILE_CHUNK < bytes.len; s->count++) {
		struct vault_place place = place_of(a, owner, s->id, s->count);
		TRY(vault_seal(app->vault, a, &place,
			str_sub(bytes, s->count * FILE_CHUNK, FILE_CHUNK), &s->chunks[s->count]));
	}
	*ret_sealed = s;
	return NULL;
}

struct public_id file_id(const struct file_sealed *sealed)
{
	return sealed->id;
}

err_t file_fits(
	struct tx *tx, struct row_id owner, const struct file_sealed *sealed, bool *ret_fits)
{
	int64_t total;
	TRY(file_total(tx, owner, &total));
	*ret_fits = total + (int64_t)sealed->size <= FILES_MOST;
	return NULL;
}

err_t file_put(struct tx *tx, struct row_id owner, const struct file_sealed *sealed, usec now)
{
	bool fits;
	TRY(file_fits(tx, owner, sealed, &fits));
	if (!fits)
		return err_say(
			ERR_TOO_LARGE, N_("You have no room left for pictures. Remove one first."));
	TRY(file_add(tx, owner, sealed->id, sealed->type, (int64_t)sealed->size, now));
	for (size_t i = 0; i < sealed->count; i++)
		TRY(file_chunk_add(tx, owner, sealed->id, (int64_t)i, sealed->chunks[i]));
	return NULL;
}

err_t file_remove(struct tx *tx, struct row_id owner, struct public_id file)
{
	int64_t count;
	TRY(file_chunks_delete(tx, owner, file, &count));
	return file_delete(tx, owner, file, &count);
}

err_t file_find(struct tx *tx, struct arena *a, struct row_id owner, struct public_id file,
	struct file_found **ret_found)
{
	struct file_found *f = arena_make(a, struct file_found);
	f->id = file;
	TRY(file_get(tx, a, owner, file, &f->row));
	if (!f->row)
		return err_log(ERR_NOT_FOUND, "no such file");
	TRY(file_chunks(tx, a, owner, file, &f->chunks));
	*ret_found = f;
	return NULL;
}

struct file_chunks file_chunks_of(const struct file_sealed *sealed)
{
	return (struct file_chunks){sealed->chunks, sealed->count};
}

err_t file_join(const struct app *app, struct arena *a, struct public_id owner,
	struct public_id file, const struct file_chunks *chunks, size_t size, struct str *ret_bytes)
{
	struct buf out;
	buf_init(&out, a, size + 1, FILE_MOST + 1);
	for (size_t i = 0; i < chunks->len; i++) {
		struct vault_place place = place_of(a, owner, file, i);
		struct str chunk;
		TRY(vault_open(app->vault, a, &place, chunks->at[i], &chunk));
		buf_put(&out, chunk);
	}
	TRY(buf_err(&out));
	if (out.len != size)
		return err_log(ERR_INTERNAL, "a file lacks a part");
	*ret_bytes = buf_str(&out);
	return NULL;
}

err_t file_open(const struct app *app, struct arena *a, struct public_id owner,
	const struct file_found *found, struct file *ret)
{
	struct str *parts = arena_array(a, struct str, found->chunks.len);
	struct file_chunks chunks = {parts, found->chunks.len};
	struct file file = {.type = found->row->type, .made = found->row->made};
	for (size_t i = 0; i < chunks.len; i++)
		parts[i] = found->chunks.at[i].body;
	TRY(file_join(app, a, owner, found->id, &chunks, (size_t)found->row->size, &file.bytes));
	*ret = file;
	return NULL;
}
