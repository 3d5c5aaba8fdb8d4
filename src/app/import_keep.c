/* What is kept of a copy until it is chosen what comes in: no more than may be chosen. */
#include "app/import_inside.h"

#include "codec/json.h"
#include "crypto/vault.h"

#define CHUNK ((size_t)1 << 20)
#define KEPT_MOST (IMPORT_MOST + EXPORT_JSON_MOST)
#define PATH (sizeof("files/.jpg") - 1 + PUBLIC_ID_TEXT) /* as import_read finds a picture */
#define MEMBERS_MOST 6

static const char *const head[] = {"format", "version", "made", "place"};

/* What import_read reads of each part. */
static const struct {
	const char *part, *members[MEMBERS_MOST];
} kept_parts[] = {
	{"account", {"language", "large_letters"}},
	{"choices", {"choice", "option", "damaged"}},
	{"answers", {"question", "version", "changed", "stored", "damaged"}},
	{"earlier_answers", {"question", "version", "changed", "stored", "damaged"}},
	{"dated_versions", {"dated", "made", "content", "route", "wording", "damaged"}},
	{"dated_answers", {"dated", "question", "version", "changed", "stored", "damaged"}},
};

/* --- export.json --- */

static void copy_member(struct arena *a, const struct json *from, const char *name, struct json *to)
{
	const struct json *value = json_get(from, str_of(name));
	if (value && value->type != JSON_ARRAY && value->type != JSON_OBJECT)
		json_set(a, to, str_of(name), *value);
}

static struct json item_of(struct arena *a, const struct json *from, const char *const *members)
{
	struct json item = json_object();
	for (size_t i = 0; i < MEMBERS_MOST && members[i]; i++)
		copy_member(a, from, members[i], &item);
	return item;
}

static void copy_part(struct arena *a, const struct json *from, size_t part, struct json *to)
{
	struct str name = str_of(kept_parts[part].part);
	const struct json *items = json_get(from, name);
	struct json kept = json_array();
	if (!items || items->type != JSON_ARRAY)
		return;
	json_each_item (it, items)
		json_push(a, &kept, item_of(a, it, kept_parts[part].members));
	json_set(a, to, name, kept);
}

/* Of members that this place does not know, the name alone: that is told. */
static err_t print_json(struct arena *a, const struct import_copy *copy, struct str *ret_json)
{
	struct json whole = json_object();
	struct buf out;
	for (size_t i = 0; i < sizeof(head) / sizeof(*head); i++)
		copy_member(a, copy->whole, head[i], &whole);
	for (size_t i = 0; i < sizeof(kept_parts) / sizeof(*kept_parts); i++)
		copy_part(a, copy->whole, i, &whole);
	for (size_t i = 0; i < copy->unknown.len; i++)
		json_set(a, &whole, copy->unknown.at[i], json_of_bool(true));
	buf_init(&out, a, 64 << 10, EXPORT_JSON_MOST);
	json_write(&out, &whole);
	TRY(buf_err(&out));
	*ret_json = buf_str(&out);
	return NULL;
}

/* --- archives --- */

struct archives {
	struct import_zip_files {
		struct zip_file *at;
		size_t len, cap;
	} looks, pictures;
};

/* Made anew: what came along with the copy and is of no use goes no further. */
static void add_pictures(struct arena *a, const struct import_copy *copy, struct archives *io)
{
	static const bool all[IMPORT_PARTS] = {true, true, true, true, true};
	struct import_pictures found;
	import_pictures(a, copy, all, &found);
	for (size_t i = 0; i < found.len && i < IMPORT_PICTURES_MOST; i++) {
		const struct zip_entry *entry = found.at[i];
		struct str name = str_from(entry->name, entry->name.len - PATH), bytes;
		err_t e = zip_unpack(a, entry, &bytes);
		if (e) {
			err_free(e); /* a damaged one is not there */
			continue;
		}
		vec_push(a, &io->looks, (struct zip_file){name, STR("")});
		vec_push(a, &io->pictures, (struct zip_file){name, bytes});
	}
}

static err_t zip_up(struct arena *a, const struct import_zip_files *files, struct str *ret_archive)
{
	struct buf out;
	buf_init(&out, a, 64 << 10, KEPT_MOST);
	zip_write(&out, files->at, files->len);
	TRY(buf_err(&out));
	*ret_archive = buf_str(&out);
	return NULL;
}

/* --- chunks --- */

/* Of the copy that was sent at that time: chunks of two are never mixed. */
static struct vault_place chunk_place(
	struct arena *a, struct public_id owner, usec sent, int64_t place)
{
	struct str row = str_fmt(a, "%lld/%lld", (long long)sent, (long long)place);
	return (struct vault_place){owner, "import_chunk", row, "body"};
}

static size_t chunks_of(struct str archive)
{
	return (archive.len + CHUNK - 1) / CHUNK;
}

static err_t seal(const struct app *app, struct arena *a, struct public_id owner, usec sent,
	struct str archive, struct import_kept *io)
{
	for (size_t at = 0; at < archive.len; at += CHUNK, io->len++) {
		struct vault_place place = chunk_place(a, owner, sent, (int64_t)io->len);
		TRY(vault_seal(
			app->vault, a, &place, str_sub(archive, at, CHUNK), &io->at[io->len]));
	}
	io->size += archive.len;
	return NULL;
}

err_t import_keep(const struct app *app, struct arena *a, struct public_id owner, usec sent,
	const struct import_copy *copy, struct import_kept *ret)
{
	struct archives archives = {0};
	struct import_kept kept = {0};
	struct str json, looks, pictures;
	TRY(print_json(a, copy, &json));
	vec_push(a, &archives.looks, (struct zip_file){STR("export.json"), json});
	add_pictures(a, copy, &archives);
	TRY(zip_up(a, &archives.looks, &looks));
	TRY(zip_up(a, &archives.pictures, &pictures));
	kept.at = arena_array(a, struct str, chunks_of(looks) + chunks_of(pictures));
	TRY(seal(app, a, owner, sent, looks, &kept));
	kept.looks = kept.len;
	TRY(seal(app, a, owner, sent, pictures, &kept));
	*ret = kept;
	return NULL;
}

err_t import_open(const struct app *app, struct arena *a, struct public_id owner,
	const struct import_row *row, const struct import_chunk_row_list *chunks,
	struct str *ret_archive)
{
	struct buf out;
	buf_init(&out, a, chunks->len * CHUNK + 1, KEPT_MOST);
	for (size_t i = 0; i < chunks->len; i++) {
		struct vault_place place = chunk_place(a, owner, row->sent, chunks->at[i].place);
		struct str plain;
		TRY(vault_open(app->vault, a, &place, chunks->at[i].body, &plain));
		buf_put(&out, plain);
	}
	*ret_archive = buf_str(&out);
	return buf_err(&out);
}
