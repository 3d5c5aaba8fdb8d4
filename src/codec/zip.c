#include "codec/zip.h"

#include "base/arena.h"
#include "codec/gzip.h"

#define LOCAL 0x04034b50u
#define CENTRAL 0x02014b50u
#define END 0x06054b50u
#define VERSION 20
#define STORED 0
#define DEFLATED 8
#define LEVEL 6
#define UTF8_NAMES 0x0800u
#define FIRST_DAY 0x21u /* 1980-01-01: no time is told */

static void put(struct buf *out, uint32_t n, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_putc(out, (char)(n >> 8 * i));
}

/* A file as it is written. */
struct packed {
	struct str name, bytes;
	size_t size; /* unpacked */
	uint32_t method, crc;
	size_t at; /* of its local header */
};

static struct packed pack(struct gzip *g, struct arena *a, const struct zip_file *f)
{
	return (struct packed){
		.name = f->name,
		.bytes = f->deflate ? gzip_deflate(g, a, f->bytes) : f->bytes,
		.size = f->bytes.len,
		.method = f->deflate ? DEFLATED : STORED,
		.crc = gzip_crc32(f->bytes),
	};
}

/* What a local header and the directory have in common. */
static void put_common(struct buf *out, const struct packed *f)
{
	put(out, VERSION, 2);
	put(out, UTF8_NAMES, 2);
	put(out, f->method, 2);
	put(out, 0, 2);
	put(out, FIRST_DAY, 2);
	put(out, f->crc, 4);
	put(out, (uint32_t)f->bytes.len, 4);
	put(out, (uint32_t)f->size, 4);
	put(out, (uint32_t)f->name.len, 2);
	put(out, 0, 2);
}

static void put_local(struct buf *out, const struct packed *f)
{
	put(out, LOCAL, 4);
	put_common(out, f);
	buf_put(out, f->name);
	buf_put(out, f->bytes);
}

static void put_central(struct buf *out, const struct packed *f)
{
	put(out, CENTRAL, 4);
	put(out, VERSION, 2);
	put_common(out, f);
	put(out, 0, 4); /* comment, disk */
	put(out, 0, 2);
	put(out, 0, 4);
	put(out, (uint32_t)f->at, 4);
	buf_put(out, f->name);
}

void zip_write(struct buf *out, const struct zip_file *files, size_t count)
{
	struct packed *all = arena_array(out->arena, struct packed, count);
	struct arena *scratch = arena_child(out->arena);
	struct gzip *g = gzip_new(LEVEL);
	for (size_t i = 0; i < count; i++) {
		all[i] = pack(g, scratch, &files[i]);
		all[i].at = out->len;
		put_local(out, &all[i]);
		arena_reset(scratch);
	}
	gzip_free(g);
	size_t directory = out->len;
	for (size_t i = 0; i < count; i++)
		put_central(out, &all[i]);
	size_t size = out->len - directory;
	put(out, END, 4);
	put(out, 0, 4);
	put(out, (uint32_t)count, 2);
	put(out, (uint32_t)count, 2);
	put(out, (uint32_t)size, 4);
	put(out, (uint32_t)directory, 4);
	put(out, 0, 2);
	arena_free(scratch);
}
