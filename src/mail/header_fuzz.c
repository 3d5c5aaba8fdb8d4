#include "mail/header.h"

#include "base/arena.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Printable ASCII on short lines, each but the first folded. */
static void check(struct str field)
{
	while (field.len) {
		struct str line = str_cut(&field, '\n');
		bool folds = field.len > 0;
		if (folds && (!str_ends(line, STR("\r")) || field.p[0] != ' '))
			abort();
		line.len -= folds;
		for (size_t i = 0; i < line.len; i++)
			if (line.p[i] < ' ' || line.p[i] > '~')
				abort();
		if (line.len > 160)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = {(const char *)data, size};
	struct buf out;
	buf_init(&out, a, 256, 16 * size + 256);
	header_text(&out, text);
	buf_lit(&out, "\r\n ");
	header_mailbox(&out, text, STR("someone@example.test"));
	if (out.overflowed)
		abort();
	check(buf_str(&out));
	arena_free(a);
	return 0;
}
