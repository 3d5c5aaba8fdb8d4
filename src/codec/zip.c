#include "codec/zip.h"

#include "base/arena.h"
#include "codec/gzip.h"

#define LOCAL 0x04034b50u
#define CENTRAL 0x02014b50u
#define END 0x06054b50u
#define VERSION 20
#define STORED 0
#define UTF8_NAMES 0x0800u
#define FIRST_DAY 0x21u /* 1980-01-01: no time is told */

static void put(struct buf *out, uint32_t n, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_putc(out, (char)(n >> 8 * i));
}

/* What a local header and the directory have in common. */
static void put_common(struct buf *out, const struct zip_file *f, uint32_t crc)
{
	put(out, VERSION, 2);
	put(out, UTF8_NAMES, 2);
	put(out, STORED, 2);
	put(out, 0, 2);
	put(out, FIRST_DAY, 2);
	put(out, crc, 4);
	put(out, (uint32_t)f->bytes.len, 4);
	put(out, (uint32_t)f->bytes.len, 4);
	put(out, (uint32_t)f->name.len, 2);
	put(out, 0, 2);
}

static void put_local(struct buf *out, const struct zip_file *f, uint32_t crc)
{
	put(out, LOCAL, 4);
	put_common(out, f, crc);
	buf_put(out, f->name);
	buf_put(out, f->bytes);
}

static void put_central(struct buf *out, const struct zip_file *f, uint32_t crc, size_t at)
{
	put(out, CENTRAL, 4);
	put(out, VERSION, 2);
	put_common(out, f, crc);
	put(out, 0, 4); /* comment, disk */
	put(out, 0, 2);
	put(out, 0, 4);
	put(out, (uint32_t)at, 4);
	buf_put(out, f->name);
}

void zip_write(struct buf *out, const struct zip_file *files, size_t count)
{
	uint32_t *crc = arena_array(out->arena, uint32_t, count);
	size_t *at = arena_array(out->arena, size_t, count);
	for (size_t i = 0; i < count; i++) {
		at[i] = out->len;
		crc[i] = gzip_crc32(files[i].bytes);
		put_local(out, &files[i], crc[i]);
	}
	size_t directory = out->len;
	for (size_t i = 0; i < count; i++)
		put_central(out, &files[i], crc[i], at[i]);
	size_t size = out->len - directory;
	put(out, END, 4);
	put(out, 0, 4);
	put(out, (uint32_t)count, 2);
	put(out, (uint32_t)count, 2);
	put(out, (uint32_t)size, 4);
	put(out, (uint32_t)directory, 4);
	put(out, 0, 2);
}
