#include "codec/zip.h"

#include "base/arena.h"
#include "codec/gzip.h"

#include <stdlib.h>
#include <string.h>

#define LOCAL 0x04034b50u
#define CENTRAL 0x02014b50u
#define END 0x06054b50u
#define LOCAL_SIZE 30
#define CENTRAL_SIZE 46
#define END_SIZE 22
#define END64 0x06064b50u
#define LOCATOR 0x07064b50u
#define END64_SIZE 56
#define LOCATOR_SIZE 20
#define EXTRA64 0x0001u
#define COMMENT_MOST 0xffff
#define STORED 0
#define DEFLATED 8
#define LENGTHS_FOLLOW 0x0008u /* the directory has them */
#define ENCRYPTED 0x2041u      /* in any of three ways */
#define MADE_ON_UNIX 3
#define MODE_KIND 0170000u
#define MODE_FILE 0100000u
#define MODE_FOLDER 0040000u

static err_t damaged(const char *detail)
{
	return err_detail(
		err_say(ERR_INVALID, N_("This is no ZIP file, or it is damaged.")), "%s", detail);
}

static err_t foreign(const char *detail)
{
	return err_detail(
		err_say(ERR_INVALID, N_("This ZIP file was packed in a way that we do not read.")),
		"%s", detail);
}

/* Little-endian; the caller knows that the bytes are there. */
static uint32_t number(struct str s, size_t at, int bytes)
{
	uint32_t n = 0;
	for (int i = bytes; i-- > 0;)
		n = n << 8 | (uint8_t)s.p[at + (size_t)i];
	return n;
}

static uint64_t long_number(struct str s, size_t at)
{
	return number(s, at, 4) | (uint64_t)number(s, at + 4, 4) << 32;
}

struct reading {
	struct arena *arena;
	struct str archive;
	size_t directory, end; /* offsets: the directory ends where its end record begins */
	size_t most, total;
	struct zip_entry *entries;
	struct span {
		size_t from, to;
	} * spans; /* that the files take, their headers too */
	size_t count, len;
};

/* --- the end record --- */

/* The last one whose comment reaches to the very end. */
static bool find_end(struct str archive, size_t *ret_at)
{
	if (archive.len < END_SIZE)
		return false;
	size_t last = archive.len - END_SIZE;
	size_t first = last > COMMENT_MOST ? last - COMMENT_MOST : 0;
	for (size_t at = last + 1; at-- > first;)
		if (number(archive, at, 4) == END &&
			number(archive, at + 20, 2) == archive.len - at - END_SIZE) {
			*ret_at = at;
			return true;
		}
	return false;
}

struct directory {
	uint64_t count, size, at;
};

/* What does not fit is all ones. */
static bool agree(struct str z, size_t at, int bytes, uint64_t whole)
{
	uint32_t n = number(z, at, bytes);
	return n == whole || n == UINT32_MAX >> (32 - 8 * bytes);
}

/* The record of ZIP64 (4.3.14), which says nothing else than the one behind it. */
static err_t read_end64(struct reading *io, struct directory *io_directory)
{
	struct str z = io->archive;
	size_t end = io->end, locator = end - LOCATOR_SIZE;
	uint64_t at = long_number(z, locator + 8);
	if (number(z, locator + 4, 4) || number(z, locator + 16, 4) != 1)
		return foreign("in several pieces");
	if (at > locator || locator - at < END64_SIZE || number(z, at, 4) != END64 ||
		long_number(z, at + 4) != locator - at - 12)
		return damaged("the long end record is elsewhere");
	struct directory d = {
		long_number(z, at + 32), long_number(z, at + 40), long_number(z, at + 48)};
	if (number(z, at + 16, 4) || number(z, at + 20, 4) || long_number(z, at + 24) != d.count)
		return foreign("in several pieces");
	if (!agree(z, end + 10, 2, d.count) || !agree(z, end + 12, 4, d.size) ||
		!agree(z, end + 16, 4, d.at))
		return damaged("two end records differ");
	io->end = at;
	*io_directory = d;
	return NULL;
}

static err_t read_end(struct reading *r)
{
	struct str z = r->archive;
	if (!find_end(z, &r->end))
		return damaged("no end record");
	struct directory d = {
		number(z, r->end + 10, 2), number(z, r->end + 12, 4), number(z, r->end + 16, 4)};
	if (number(z, r->end + 4, 4) || number(z, r->end + 8, 2) != d.count)
		return foreign("in several pieces");
	if (r->end >= LOCATOR_SIZE && number(z, r->end - LOCATOR_SIZE, 4) == LOCATOR)
		TRY(read_end64(r, &d));
	if (d.at > r->end || d.size != r->end - d.at)
		return damaged("the directory is elsewhere");
	if (d.count > ZIP_FILES_MOST)
		return err_say(ERR_TOO_LARGE, N_("This ZIP file holds too many files."));
	r->directory = d.at;
	r->count = d.count;
	return NULL;
}

/* --- names --- */

static bool is_plain(struct str part)
{
	return part.len && !str_is(part, ".") && !str_is(part, "..");
}

/* A path below some folder, on every system. */
static bool is_inside(struct str name)
{
	if (!name.len || name.len > ZIP_NAME_MOST || !utf8_valid(name))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.p[i] < ' ' || name.p[i] == 0x7f || strchr("\\:", name.p[i]))
			return false;
	if (name.p[name.len - 1] == '/')
		name.len--;
	for (size_t parts = 0; name.len || !parts; parts++)
		if (!is_plain(str_cut(&name, '/')))
			return false;
	return true;
}

static bool is_folder(struct str name)
{
	return name.p[name.len - 1] == '/';
}

/* Made on Unix it may be a link, or anything else that a name can mean. */
static bool is_special(struct str entry)
{
	uint32_t mode = number(entry, 38, 4) >> 16, kind = mode & MODE_KIND;
	return number(entry, 5, 1) == MADE_ON_UNIX && kind && kind != MODE_FILE &&
	       kind != MODE_FOLDER;
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(((const struct zip_entry *)a)->name, ((const struct zip_entry *)b)->name);
}

static err_t refuse_twins(const struct reading *r)
{
	struct zip_entry *sorted = arena_array(r->arena, struct zip_entry, r->len);
	if (r->len)
		memcpy(sorted, r->entries, r->len * sizeof(*sorted));
	qsort(sorted, r->len, sizeof(*sorted), by_name);
	for (size_t i = 1; i < r->len; i++)
		if (str_eq(sorted[i - 1].name, sorted[i].name))
			return damaged("a name comes twice");
	return NULL;
}

/* --- places --- */

static int by_place(const void *a, const void *b)
{
	size_t x = ((const struct span *)a)->from, y = ((const struct span *)b)->from;
	return x < y ? -1 : x > y;
}

/* Files that share bytes unpack to more than the archive could hold. */
static err_t refuse_overlaps(struct reading *r)
{
	qsort(r->spans, r->len, sizeof(*r->spans), by_place);
	for (size_t i = 1; i < r->len; i++)
		if (r->spans[i].from < r->spans[i - 1].to)
			return damaged("files overlap");
	return NULL;
}

/* Lengths and place as a header says them. */
struct numbers {
	uint64_t size, packed, at;
};

static struct str extra_of(struct str all, uint32_t kind)
{
	while (all.len >= 4) {
		size_t len = number(all, 2, 2);
		if (number(all, 0, 2) == kind)
			return str_sub(all, 4, len);
		all = str_from(all, 4 + len);
	}
	return STR_NONE;
}

/* What does not fit stands in a field of its own, one after the other (4.5.3). */
static bool widen(struct str extra, struct numbers *io)
{
	uint64_t *const all[] = {&io->size, &io->packed, &io->at};
	struct str rest = extra_of(extra, EXTRA64);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (*all[i] != UINT32_MAX)
			continue;
		if (rest.len < 8)
			return false;
		*all[i] = long_number(rest, 0);
		rest = str_from(rest, 8);
	}
	return true;
}

/* The file's own header says the same as the directory's entry. */
static err_t find_bytes(
	struct reading *r, struct str entry, const struct numbers *said, struct zip_entry *io)
{
	struct str z = r->archive;
	size_t at = said->at;
	if (at > r->directory || r->directory - at < LOCAL_SIZE || number(z, at, 4) != LOCAL)
		return damaged("a file is elsewhere");
	size_t names = number(z, at + 26, 2), extra = number(z, at + 28, 2),
	       from = at + LOCAL_SIZE + names + extra;
	if (from > r->directory || said->packed > r->directory - from)
		return damaged("a file is longer than the archive");
	if (!str_eq(str_sub(z, at + LOCAL_SIZE, names), io->name) ||
		number(z, at + 6, 4) != number(entry, 8, 4))
		return damaged("a file is another one");
	struct numbers own = {number(z, at + 22, 4), number(z, at + 18, 4), 0};
	if (!(number(entry, 8, 2) & LENGTHS_FOLLOW) &&
		(!widen(str_sub(z, from - extra, extra), &own) || own.packed != said->packed ||
			own.size != said->size))
		return damaged("a file has another length");
	io->packed = str_sub(z, from, said->packed);
	r->spans[r->len] = (struct span){at, from + said->packed};
	return NULL;
}

static err_t check_size(struct reading *r, const struct zip_entry *entry, size_t packed)
{
	if (entry->size > r->most - r->total)
		return err_say(ERR_TOO_LARGE, N_("This ZIP file holds more than fits here."));
	r->total += entry->size;
	if (!entry->is_deflated && packed != entry->size)
		return damaged("a file has another length");
	if (entry->size > ZIP_SMALL && entry->size / ZIP_RATIO_MOST > packed)
		return err_say(ERR_TOO_LARGE, N_("This ZIP file holds more than fits here."));
	return NULL;
}

/* --- the directory --- */

static err_t read_entry(struct reading *r, struct str entry, struct str name)
{
	uint32_t method = number(entry, 10, 2);
	struct numbers said = {number(entry, 24, 4), number(entry, 20, 4), number(entry, 42, 4)};
	if (number(entry, 8, 2) & ENCRYPTED)
		return err_say(ERR_INVALID,
			N_("This ZIP file is locked with a password. Unlock it first."));
	if ((method != STORED && method != DEFLATED) || number(entry, 34, 2))
		return foreign("another method, or in several pieces");
	if (!widen(str_sub(entry, CENTRAL_SIZE + name.len, number(entry, 30, 2)), &said))
		return damaged("a length is not there");
	if (!is_inside(name) || is_special(entry))
		return foreign("a name that is none");
	if (is_folder(name))
		return said.packed || said.size ? damaged("a folder with bytes") : NULL;
	struct zip_entry e = {.name = name,
		.size = said.size,
		.is_deflated = method == DEFLATED,
		.crc = number(entry, 16, 4)};
	TRY(check_size(r, &e, said.packed));
	TRY(find_bytes(r, entry, &said, &e));
	r->entries[r->len++] = e;
	return NULL;
}

static err_t read_directory(struct reading *r)
{
	struct str rest = str_sub(r->archive, r->directory, r->end - r->directory);
	for (size_t i = 0; i < r->count; i++) {
		if (rest.len < CENTRAL_SIZE || number(rest, 0, 4) != CENTRAL)
			return damaged("the directory is shorter");
		size_t names = number(rest, 28, 2);
		size_t size = CENTRAL_SIZE + names + number(rest, 30, 2) + number(rest, 32, 2);
		if (size > rest.len)
			return damaged("the directory is shorter");
		TRY(read_entry(r, rest, str_sub(rest, CENTRAL_SIZE, names)));
		rest = str_from(rest, size);
	}
	return rest.len ? damaged("the directory is longer") : NULL;
}

err_t zip_open(struct arena *a, struct str archive, size_t most, struct zip *ret)
{
	struct reading r = {.arena = a, .archive = archive, .most = most};
	TRY(read_end(&r));
	r.entries = arena_array(a, struct zip_entry, r.count);
	r.spans = arena_array(a, struct span, r.count);
	TRY(read_directory(&r));
	TRY(refuse_twins(&r));
	TRY(refuse_overlaps(&r));
	*ret = (struct zip){r.entries, r.len};
	return NULL;
}

/* --- files --- */

err_t zip_unpack(struct arena *a, const struct zip_entry *entry, struct str *ret_bytes)
{
	struct str bytes = entry->packed;
	if (entry->is_deflated && !gzip_inflate(a, entry->packed, entry->size, &bytes))
		return damaged("a file does not unpack");
	if (gzip_crc32(bytes) != entry->crc)
		return damaged("a file has another checksum");
	*ret_bytes = bytes;
	return NULL;
}

const struct zip_entry *zip_find(const struct zip *z, struct str name)
{
	for (size_t i = 0; i < z->len; i++)
		if (str_eq(z->at[i].name, name))
			return &z->at[i];
	return NULL;
}
