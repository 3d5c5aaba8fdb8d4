#include "i18n/mo.h"

#include "base/arena.h"

#include <string.h>

#define BYTES_MAX ((size_t)4 << 20)
#define TEXTS_MAX ((size_t)1 << 16)
#define MAGIC 0x950412deu

struct reader {
	struct str bytes;
	bool swapped;
	size_t read; /* bytes of strings so far: they may not overlap at will */
};

static err_t broken(const char *what)
{
	return err_log(ERR_INVALID, "catalogue: %s", what);
}

/* The number at that offset, which lies inside. */
static uint32_t number_at(const struct reader *r, size_t offset)
{
	uint32_t n;
	memcpy(&n, r->bytes.p + offset, sizeof(n));
	return r->swapped ? __builtin_bswap32(n) : n;
}

/* The string that the i-th row (length, offset) of a table points at. */
static err_t string_at(struct reader *r, size_t table, size_t i, struct str *ret_text)
{
	size_t len = number_at(r, table + i * 8);
	size_t offset = number_at(r, table + i * 8 + 4);
	if (offset >= r->bytes.len || len >= r->bytes.len - offset)
		return broken("string outside of the file");
	r->read += len;
	if (r->read > r->bytes.len)
		return broken("strings overlap");
	if (r->bytes.p[offset + len])
		return broken("string without end");
	struct str text = {r->bytes.p + offset, len};
	if (!utf8_valid(text))
		return broken("string is not UTF-8");
	*ret_text = text;
	return NULL;
}

static uint64_t key_hash(struct str context, struct str id)
{
	return str_hash(id) + 31 * str_hash(context);
}

/* The slot of that key, or the free one where it belongs. */
static uint32_t *slot_of(const struct mo *mo, struct str context, struct str id)
{
	for (size_t i = key_hash(context, id);; i++) {
		uint32_t *slot = &mo->slots[i & (mo->slots_len - 1)];
		if (!*slot)
			return slot;
		const struct mo_text *t = &mo->texts[*slot - 1];
		if (str_eq(t->id, id) && str_eq(t->context, context))
			return slot;
	}
}

/* "context EOT id NUL plural", where context and plural may be missing. */
static void split_key(struct str key, struct mo_text *t)
{
	struct str id = str_cut(&key, '\0');
	size_t eot = str_find(id, '\4');
	if (eot < id.len)
		t->context = str_cut(&id, '\4');
	t->id = id;
}

static err_t read_texts(struct reader *r, size_t ids, size_t translations, struct mo *mo)
{
	for (size_t i = 0; i < mo->len; i++) {
		struct mo_text *t = &mo->texts[i];
		struct str key;
		TRY(string_at(r, ids, i, &key));
		TRY(string_at(r, translations, i, &t->forms));
		split_key(key, t);
		uint32_t *slot = slot_of(mo, t->context, t->id);
		if (*slot)
			return broken("text occurs twice");
		*slot = (uint32_t)i + 1;
	}
	return NULL;
}

static bool table_fits(const struct reader *r, size_t table, size_t len)
{
	return table <= r->bytes.len && len <= (r->bytes.len - table) / 8;
}

err_t mo_read(struct arena *a, struct str bytes, struct mo *ret_mo)
{
	struct reader r = {.bytes = bytes};
	if (bytes.len < 28 || bytes.len > BYTES_MAX)
		return broken("size");
	r.swapped = number_at(&r, 0) != MAGIC;
	if (number_at(&r, 0) != MAGIC)
		return broken("no .mo file");
	if (number_at(&r, 4) != 0)
		return broken("revision is not 0");
	size_t len = number_at(&r, 8), ids = number_at(&r, 12), translations = number_at(&r, 16);
	if (len > TEXTS_MAX || !table_fits(&r, ids, len) || !table_fits(&r, translations, len))
		return broken("tables outside of the file");
	struct mo mo = {.texts = arena_array(a, struct mo_text, len), .len = len, .slots_len = 2};
	while (mo.slots_len < len * 2)
		mo.slots_len *= 2;
	mo.slots = arena_array(a, uint32_t, mo.slots_len);
	TRY(read_texts(&r, ids, translations, &mo));
	*ret_mo = mo;
	return NULL;
}

const struct mo_text *mo_find(const struct mo *mo, struct str context, struct str id)
{
	uint32_t slot = *slot_of(mo, context, id);
	return slot ? &mo->texts[slot - 1] : NULL;
}

struct str mo_form(const struct mo_text *text, unsigned form)
{
	struct str rest = text->forms;
	while (form-- && rest.len)
		str_cut(&rest, '\0');
	struct str found = str_cut(&rest, '\0');
	return found.len ? found : STR_NONE;
}

struct str mo_header(const struct mo *mo, struct str field)
{
	const struct mo_text *header = mo_find(mo, STR_NONE, STR_NONE);
	struct str rest = header ? header->forms : STR_NONE;
	while (rest.len) {
		struct str value = str_cut(&rest, '\n');
		struct str name = str_cut(&value, ':');
		if (str_eq_nocase(name, field))
			return str_trim(value);
	}
	return STR_NONE;
}
