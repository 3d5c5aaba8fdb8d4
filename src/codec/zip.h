/* ZIP archives (PKWARE APPNOTE 6.3), whole in memory, without compression. */
#pragma once

#include "base/buf.h"

struct zip_file {
	struct str name; /* "folder/file.txt", UTF-8 */
	struct str bytes;
};

#define ZIP_FILES_MOST 2000

/* No two of one name, none absolute; at most ZIP_FILES_MOST of less than 4 GB together. */
void zip_write(struct buf *out, const struct zip_file *files, size_t count);
