#include "codec/zip.h"

#include "base/arena.h"
#include "codec/gzip.h"
#include "unit/unit.h"

#include <string.h>

#define MOST ((size_t)1 << 20)
#define CENTRAL STR("PK\1\2")
#define LOCAL STR("PK\3\4")
#define END STR("PK\5\6")

/* Two files, as we write them. */
static struct str written(struct arena *a)
{
	const struct zip_file files[] = {{STR("a"), STR("hello")}, {STR("b/c.txt"), STR("world")}};
	struct buf out;
	buf_init(&out, a, 1024, MOST);
	zip_write(&out, files, 2);
	CHECK_OK(buf_err(&out));
	return buf_str(&out);
}

/* The byte at that offset of the nth record of that kind becomes another. */
static struct str changed(
	struct arena *a, struct str archive, struct str kind, int nth, size_t at, int value)
{
	struct str copy = str_dup(a, archive);
	size_t from = str_search(copy, kind);
	while (nth--)
		from += 1 + str_search(str_from(copy, from + 1), kind);
	((char *)copy.p)[from + at] = (char)value;
	return copy;
}

static int code_of(struct arena *a, struct str archive)
{
	struct zip zip;
	err_t e = zip_open(a, archive, MOST, &zip);
	int code = e ? (int)e->code : 0;
	CHECK(!e || e->text != NULL);
	err_free(e);
	return code;
}

TEST(zip_reads_what_it_wrote)
{
	struct arena *a = arena_new();
	struct zip zip;
	struct str bytes;
	REQUIRE_OK(zip_open(a, written(a), MOST, &zip));
	CHECK_INT((int64_t)zip.len, 2);
	REQUIRE(zip_find(&zip, STR("b/c.txt")) == &zip.at[1]);
	CHECK(zip_find(&zip, STR("c.txt")) == NULL);
	CHECK_OK(zip_unpack(a, &zip.at[1], &bytes));
	CHECK_STR(bytes, "world");
	CHECK_OK(zip_open(a, written(a), 10, &zip));
	CHECK_ERR(zip_open(a, written(a), 9, &zip), ERR_TOO_LARGE);
	arena_free(a);
}

/* Bytes of the records: APPNOTE 4.3.7, 4.3.12, 4.3.16. */
TEST(zip_that_lies_is_refused)
{
	static const struct {
		struct str kind;
		size_t at;
		int value;
	} lies[] = {
		{CENTRAL, 8, 1},     /* encrypted */
		{CENTRAL, 8, 0x40},  /* strongly */
		{CENTRAL, 9, 0x20},  /* and its directory */
		{CENTRAL, 10, 9},    /* deflate64 */
		{CENTRAL, 20, 6},    /* packed length */
		{CENTRAL, 23, 0x7f}, /* a very long one */
		{CENTRAL, 24, 6},    /* length */
		{CENTRAL, 34, 1},    /* on another disk */
		{CENTRAL, 42, 1},    /* its place */
		{CENTRAL, 45, 0x7f}, /* far away */
		{CENTRAL, 28, 2},    /* length of its name */
		{CENTRAL, 30, 0xff}, /* of what stands behind */
		{CENTRAL, 46, 'x'},  /* another name than in its own header */
		{LOCAL, 30, 'x'},    /* the other way */
		{LOCAL, 18, 4},      /* and another length */
		{LOCAL, 0, 'x'},     /* no header at all */
		{END, 4, 1},         /* number of this disk */
		{END, 8, 1},         /* files on it */
		{END, 10, 3},        /* files in all */
		{END, 12, 1},        /* length of the directory */
		{END, 16, 1},        /* its place */
		{END, 20, 1},        /* a comment that is not there */
	};
	struct arena *a = arena_new();
	struct str archive = written(a);
	CHECK_INT(code_of(a, archive), 0);
	for (size_t i = 0; i < sizeof(lies) / sizeof(*lies); i++)
		CHECK_INT(
			code_of(a, changed(a, archive, lies[i].kind, 0, lies[i].at, lies[i].value)),
			ERR_INVALID);
	for (size_t len = 0; len < archive.len; len++)
		CHECK_INT(code_of(a, str_sub(archive, 0, len)), ERR_INVALID);
	CHECK_INT(code_of(a, str_fmt(a, "%.*s ", STR_ARG(archive))), ERR_INVALID);
	arena_free(a);
}

static struct str of_name(struct arena *a, struct str name)
{
	const struct zip_file file = {name, STR("")};
	struct buf out;
	buf_init(&out, a, 1024, MOST);
	zip_write(&out, &file, 1);
	return buf_str(&out);
}

TEST(zip_names_stay_inside)
{
	static const char *const bad[] = {"/etc/passwd", "../a", "a/../../b", "a/..", "./a", "a//b",
		"C:a", "a\\b", "a\nb", "\xff", "", "/", "..", NULL};
	static const char *const good[] = {
		"a", "a/b.txt", "..a/b..", "\xc3\xa9\xc3\xa9n.txt", "a b", NULL};
	struct arena *a = arena_new();
	char long_name[300];
	memset(long_name, 'x', sizeof(long_name));
	for (size_t i = 0; bad[i]; i++)
		CHECK_INT(code_of(a, of_name(a, str_of(bad[i]))), ERR_INVALID);
	for (size_t i = 0; good[i]; i++)
		CHECK_INT(code_of(a, of_name(a, str_of(good[i]))), 0);
	CHECK_INT(code_of(a, of_name(a, (struct str){long_name, ZIP_NAME_MOST})), 0);
	CHECK_INT(code_of(a, of_name(a, (struct str){long_name, ZIP_NAME_MOST + 1})), ERR_INVALID);
	CHECK_INT(code_of(a, of_name(a, (struct str){"a\0b", 3})), ERR_INVALID);
	arena_free(a);
}

TEST(zip_leaves_folders_out_and_refuses_links)
{
	struct arena *a = arena_new();
	struct zip zip;
	REQUIRE_OK(zip_open(a, of_name(a, STR("folder/")), MOST, &zip));
	CHECK_INT((int64_t)zip.len, 0);
	struct str archive = changed(a, written(a), CENTRAL, 0, 5, 3);       /* made on Unix */
	CHECK_INT(code_of(a, changed(a, archive, CENTRAL, 0, 41, 0x81)), 0); /* a file */
	CHECK_INT(code_of(a, changed(a, archive, CENTRAL, 0, 41, 0xa1)), ERR_INVALID); /* a link */
	arena_free(a);
}

TEST(zip_refuses_twins_and_what_overlaps)
{
	struct arena *a = arena_new();
	const struct zip_file twins[] = {
		{STR("a"), STR("1")}, {STR("b"), STR("")}, {STR("a"), STR("2")}};
	struct buf out;
	buf_init(&out, a, 1024, MOST);
	zip_write(&out, twins, 3);
	CHECK_INT(code_of(a, buf_str(&out)), ERR_INVALID);
	const struct zip_file same[] = {{STR("a"), STR("1")}, {STR("b"), STR("1")}};
	buf_init(&out, a, 1024, MOST);
	zip_write(&out, same, 2);
	struct str archive = changed(a, buf_str(&out), CENTRAL, 1, 42, 0); /* where the first is */
	CHECK_INT(code_of(a, archive), ERR_INVALID);
	archive = changed(a, archive, CENTRAL, 1, 46, 'a');
	CHECK_INT(code_of(a, archive), ERR_INVALID);
	arena_free(a);
}

TEST(zip_of_too_many_files_is_refused)
{
	struct arena *a = arena_new();
	struct zip_file *files = arena_array(a, struct zip_file, ZIP_FILES_MOST + 1);
	struct buf out;
	for (int i = 0; i <= ZIP_FILES_MOST; i++)
		files[i].name = str_fmt(a, "%d", i);
	buf_init(&out, a, 1024, MOST);
	zip_write(&out, files, ZIP_FILES_MOST);
	CHECK_INT(code_of(a, buf_str(&out)), 0);
	buf_init(&out, a, 1024, MOST);
	zip_write(&out, files, ZIP_FILES_MOST + 1);
	CHECK_INT(code_of(a, buf_str(&out)), ERR_TOO_LARGE);
	arena_free(a);
}

/* --- deflate --- */

#define GZIP_HEAD 10
#define GZIP_FRAME 18

static void put(struct buf *out, size_t n, int bytes)
{
	for (int i = 0; i < bytes; i++, n >>= 8)
		buf_putc(out, (char)n);
}

/* One file "a" that says of itself that it has that size. */
static struct str deflated(struct arena *a, struct str plain, size_t size)
{
	struct gzip *g = gzip_new(9);
	struct str packed;
	struct buf out;
	CHECK(gzip_pack(g, a, plain, gzip_most(plain.len), &packed));
	gzip_free(g);
	packed = str_sub(packed, GZIP_HEAD, packed.len - GZIP_FRAME);
	buf_init(&out, a, 1024, 4 * MOST);
	for (int i = 0; i < 2; i++) {
		put(&out, i ? 0x02014b50 : 0x04034b50, 4);
		if (i)
			put(&out, 20, 2);
		put(&out, 20, 2);
		put(&out, 0, 2);
		put(&out, 8, 2);
		put(&out, 0, 4);
		put(&out, gzip_crc32(plain), 4);
		put(&out, packed.len, 4);
		put(&out, size, 4);
		put(&out, 1, 2);
		put(&out, 0, i ? 16 : 2);
		buf_putc(&out, 'a');
		if (!i)
			buf_put(&out, packed);
	}
	size_t directory = 31 + packed.len;
	buf_lit(&out, "PK\5\6");
	put(&out, 0, 4);
	put(&out, 1, 2);
	put(&out, 1, 2);
	put(&out, 47, 4);
	put(&out, directory, 4);
	put(&out, 0, 2);
	return buf_str(&out);
}

TEST(zip_unpacks_deflate_of_just_the_size_that_was_said)
{
	struct arena *a = arena_new();
	struct str plain = STR("hello hello hello hello hello hello"), bytes;
	struct zip zip;
	REQUIRE_OK(zip_open(a, deflated(a, plain, plain.len), MOST, &zip));
	CHECK_OK(zip_unpack(a, &zip.at[0], &bytes));
	CHECK(str_eq(bytes, plain));
	REQUIRE_OK(zip_open(a, deflated(a, plain, plain.len - 1), MOST, &zip));
	CHECK_ERR(zip_unpack(a, &zip.at[0], &bytes), ERR_INVALID);
	REQUIRE_OK(zip_open(a, deflated(a, plain, plain.len + 1), MOST, &zip));
	CHECK_ERR(zip_unpack(a, &zip.at[0], &bytes), ERR_INVALID);
	struct zip_entry entry = zip.at[0];
	entry.size = plain.len;
	entry.crc++;
	CHECK_ERR(zip_unpack(a, &entry, &bytes), ERR_INVALID);
	arena_free(a);
}

TEST(zip_bomb_is_refused_before_it_is_unpacked)
{
	struct arena *a = arena_new();
	size_t size = MOST / 2;
	char *zeroes = arena_alloc(a, size);
	struct str bomb = deflated(a, (struct str){zeroes, size}, size);
	CHECK(bomb.len < 2000);
	CHECK_INT(code_of(a, bomb), ERR_TOO_LARGE);
	CHECK_INT(code_of(a, deflated(a, STR("x"), UINT32_MAX - 1)), ERR_TOO_LARGE);
	arena_free(a);
}

/* --- ZIP64 --- */

/* One file "a", "hello", whose every length and place stands in the long fields alone. */
static struct str of_zip64(struct arena *a)
{
	struct str plain = STR("hello");
	struct buf out;
	buf_init(&out, a, 1024, MOST);
	for (int i = 0; i < 2; i++) {
		put(&out, i ? 0x02014b50 : 0x04034b50, 4);
		if (i)
			put(&out, 45, 2);
		put(&out, 45, 2);
		put(&out, 0, 8);
		put(&out, gzip_crc32(plain), 4);
		put(&out, UINT64_MAX, 8);
		put(&out, 1, 2);
		put(&out, i ? 28 : 20, 2);
		put(&out, 0, i ? 10 : 0);
		put(&out, UINT32_MAX, i ? 4 : 0);
		buf_putc(&out, 'a');
		put(&out, 1, 2);
		put(&out, i ? 24 : 16, 2);
		put(&out, plain.len, 8);
		put(&out, plain.len, 8);
		put(&out, 0, i ? 8 : 0);
		if (!i)
			buf_put(&out, plain);
	}
	const size_t directory = 56, end = directory + 75;
	buf_lit(&out, "PK\6\6");
	put(&out, 44, 8);
	put(&out, 0, 12);
	put(&out, 1, 8);
	put(&out, 1, 8);
	put(&out, end - directory, 8);
	put(&out, directory, 8);
	buf_lit(&out, "PK\6\7");
	put(&out, 0, 4);
	put(&out, end, 8);
	put(&out, 1, 4);
	buf_lit(&out, "PK\5\6");
	put(&out, 0, 4);
	put(&out, UINT64_MAX, 8);
	put(&out, UINT32_MAX, 4);
	put(&out, 0, 2);
	return buf_str(&out);
}

TEST(zip_of_zip64_is_read)
{
	struct arena *a = arena_new();
	struct zip zip;
	struct str bytes;
	REQUIRE_OK(zip_open(a, of_zip64(a), MOST, &zip));
	REQUIRE(zip.len == 1);
	CHECK_OK(zip_unpack(a, &zip.at[0], &bytes));
	CHECK_STR(bytes, "hello");
	arena_free(a);
}

/* Bytes of the records: APPNOTE 4.3.14, 4.3.15, 4.5.3. */
TEST(zip_of_zip64_that_lies_is_refused)
{
	static const struct {
		struct str kind;
		size_t at;
		int value, code;
	} lies[] = {
		{LOCAL, 31, 2, ERR_INVALID},            /* no field of lengths */
		{LOCAL, 35, 6, ERR_INVALID},            /* another length */
		{CENTRAL, 47, 2, ERR_INVALID},          /* no field of lengths */
		{CENTRAL, 49, 23, ERR_INVALID},         /* one that is too short */
		{CENTRAL, 51, 6, ERR_INVALID},          /* another length */
		{CENTRAL, 58, 1, ERR_TOO_LARGE},        /* a huge one */
		{CENTRAL, 59, 6, ERR_INVALID},          /* packed */
		{CENTRAL, 66, 1, ERR_INVALID},          /* a huge one */
		{CENTRAL, 67, 1, ERR_INVALID},          /* its place */
		{CENTRAL, 74, 0xff, ERR_INVALID},       /* far away */
		{STR("PK\6\6"), 0, 'x', ERR_INVALID},   /* no record */
		{STR("PK\6\6"), 4, 43, ERR_INVALID},    /* that ends elsewhere */
		{STR("PK\6\6"), 16, 1, ERR_INVALID},    /* on another disk */
		{STR("PK\6\6"), 20, 1, ERR_INVALID},    /* as is its directory */
		{STR("PK\6\6"), 24, 2, ERR_INVALID},    /* files on it */
		{STR("PK\6\6"), 32, 2, ERR_INVALID},    /* files in all */
		{STR("PK\6\6"), 39, 0xff, ERR_INVALID}, /* a huge number */
		{STR("PK\6\6"), 40, 1, ERR_INVALID},    /* length of the directory */
		{STR("PK\6\6"), 48, 1, ERR_INVALID},    /* its place */
		{STR("PK\6\6"), 55, 0xff, ERR_INVALID}, /* far away */
		{STR("PK\6\7"), 0, 'x', ERR_INVALID},   /* no way to the record */
		{STR("PK\6\7"), 4, 1, ERR_INVALID},     /* on another disk */
		{STR("PK\6\7"), 8, 1, ERR_INVALID},     /* elsewhere */
		{STR("PK\6\7"), 15, 0xff, ERR_INVALID}, /* far away */
		{STR("PK\6\7"), 16, 2, ERR_INVALID},    /* of two disks */
		{END, 10, 2, ERR_INVALID},              /* the short record says something else */
		{END, 12, 1, ERR_INVALID},
		{END, 16, 1, ERR_INVALID},
	};
	struct arena *a = arena_new();
	struct str archive = of_zip64(a);
	for (size_t i = 0; i < sizeof(lies) / sizeof(*lies); i++)
		CHECK_INT(
			code_of(a, changed(a, archive, lies[i].kind, 0, lies[i].at, lies[i].value)),
			lies[i].code);
	for (size_t len = 0; len < archive.len; len++)
		CHECK_INT(code_of(a, str_sub(archive, 0, len)), ERR_INVALID);
	arena_free(a);
}
