#include "codec/gzip.h"

#include "base/arena.h"
#include "base/mem.h"

#include <libdeflate.h>
#include <stdlib.h>

/* Header and trailer of a member, and what deflate gains at most. */
#define FRAME 18
#define RATIO 1032

struct gzip {
	int level;
	struct libdeflate_compressor *compressor;
};

struct gzip *gzip_new(int level)
{
	struct gzip *g = mem_new(struct gzip);
	g->level = level;
	return g;
}

void gzip_free(struct gzip *g)
{
	if (g)
		libdeflate_free_compressor(g->compressor);
	mem_free(g);
}

static struct libdeflate_compressor *compressor(struct gzip *g)
{
	if (!g->compressor)
		g->compressor = libdeflate_alloc_compressor(g->level);
	if (!g->compressor)
		abort();
	return g->compressor;
}

bool gzip_pack(
	struct gzip *g, struct arena *a, struct str plain, size_t most, struct str *ret_packed)
{
	char *p = arena_bytes(a, most);
	size_t n = libdeflate_gzip_compress(compressor(g), plain.p, plain.len, p, most);
	if (!n)
		return false;
	*ret_packed = (struct str){p, n};
	return true;
}

size_t gzip_most(size_t plain)
{
	return libdeflate_gzip_compress_bound(NULL, plain);
}

/* ISIZE: the plain length that the trailer claims. */
static size_t claimed_len(struct str packed)
{
	const uint8_t *p = (const uint8_t *)packed.p + packed.len - 4;
	return (size_t)p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 | (size_t)p[3] << 24;
}

static err_t unpack(struct str packed, char *plain, size_t len)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	size_t used = 0;
	if (!d)
		abort();
	enum libdeflate_result r =
		libdeflate_gzip_decompress_ex(d, packed.p, packed.len, plain, len, &used, NULL);
	libdeflate_free_decompressor(d);
	if (r != LIBDEFLATE_SUCCESS || used != packed.len)
		return err_log(ERR_INVALID, "gzip: damaged");
	return NULL;
}

err_t gzip_unpack(struct arena *a, struct str packed, size_t max, struct str *ret_plain)
{
	if (packed.len < FRAME)
		return err_log(ERR_INVALID, "gzip: too short");
	size_t len = claimed_len(packed);
	if (len > max)
		return err_log(ERR_TOO_LARGE, "gzip: past %zu bytes", max);
	if (len / RATIO > packed.len)
		return err_log(ERR_INVALID, "gzip: its length is a lie");
	char *plain = arena_bytes(a, len);
	TRY(unpack(packed, plain, len));
	*ret_plain = (struct str){plain, len};
	return NULL;
}

struct str gzip_deflate(struct gzip *g, struct arena *a, struct str plain)
{
	size_t most = libdeflate_deflate_compress_bound(compressor(g), plain.len);
	char *p = arena_bytes(a, most);
	size_t n = libdeflate_deflate_compress(compressor(g), plain.p, plain.len, p, most);
	return (struct str){p, n};
}

bool gzip_inflate(struct arena *a, struct str packed, size_t len, struct str *ret_plain)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	char *plain = arena_bytes(a, len);
	size_t used = 0;
	if (!d)
		abort();
	enum libdeflate_result r =
		libdeflate_deflate_decompress_ex(d, packed.p, packed.len, plain, len, &used, NULL);
	libdeflate_free_decompressor(d);
	if (r != LIBDEFLATE_SUCCESS || used != packed.len)
		return false;
	*ret_plain = (struct str){plain, len};
	return true;
}

uint64_t gzip_checksum(struct str bytes)
{
	return (uint64_t)libdeflate_crc32(0, bytes.p, bytes.len) << 32 |
	       libdeflate_adler32(1, bytes.p, bytes.len);
}

uint32_t gzip_crc32(struct str bytes)
{
	return libdeflate_crc32(0, bytes.p, bytes.len);
}
