/*
 * ZIP archives (PKWARE APPNOTE 6.3), whole in memory, with deflate (RFC 1951) or without.
 *
 * What others send is read as it is told in its directory, which must be the whole truth: every
 * length and place is checked before a byte is unpacked, and no two files share bytes. Lengths may
 * be those of ZIP64, as programs write them that do not know how long a file will be. Refused are
 * encryption, archives in several pieces, names that lead out of a folder or come twice, links, and
 * what unpacks to more than it may.
 */
#pragma once

#include "base/buf.h"

struct zip_file {
	struct str name; /* "folder/file.txt", UTF-8 */
	struct str bytes;
	bool deflate;
};

#define ZIP_FILES_MOST 2000
#define ZIP_NAME_MOST 255  /* bytes */
#define ZIP_RATIO_MOST 300 /* bytes out of one byte, of a file of more than ZIP_SMALL */
#define ZIP_SMALL ((size_t)64 << 10)

/* No two of one name, none absolute; at most ZIP_FILES_MOST of less than 4 GB together. */
void zip_write(struct buf *out, const struct zip_file *files, size_t count);

/* A file that is still packed; it points into the archive. */
struct zip_entry {
	struct str name, packed;
	size_t size; /* unpacked */
	bool is_deflated;
	uint32_t crc;
};
struct zip {
	const struct zip_entry *at; /* in the order of the directory; folders are left out */
	size_t len;
};

/*
 * most: bytes of all files together, unpacked. ERR_INVALID and ERR_TOO_LARGE, with a text for the
 * person.
 */
err_t zip_open(struct arena *a, struct str archive, size_t most, struct zip *ret);
/* ERR_INVALID when it is damaged. */
err_t zip_unpack(struct arena *a, const struct zip_entry *entry, struct str *ret_bytes);
/* NULL when there is none of that name. */
const struct zip_entry *zip_find(const struct zip *z, struct str name);
