/*
 * gzip (RFC 1952), whole texts at a time. A packer keeps its working memory for the next text; one
 * thread at a time uses it.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct gzip;

/* level 1 (quick) to 12 (small); takes its working memory at the first text. */
struct gzip *gzip_new(int level);
void gzip_free(struct gzip *g); /* NULL is fine */
/* False when the packed text would be longer than most. */
bool gzip_pack(
	struct gzip *g, struct arena *a, struct str plain, size_t most, struct str *ret_packed);
/* Bytes that any text of that length packs into. */
size_t gzip_most(size_t plain);

/* One member and nothing after it. ERR_TOO_LARGE past max bytes of plain text. */
err_t gzip_unpack(struct arena *a, struct str packed, size_t max, struct str *ret_plain);

/* A bare deflate stream (RFC 1951). */
struct str gzip_deflate(struct gzip *g, struct arena *a, struct str plain);
/* One of just that plain length; false when it is none. */
bool gzip_inflate(struct arena *a, struct str packed, size_t len, struct str *ret_plain);

uint32_t gzip_crc32(struct str bytes);
/* A checksum of 64 bits (CRC-32 and Adler-32); not for secrets. */
uint64_t gzip_checksum(struct str bytes);
