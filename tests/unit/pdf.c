#include "unit/pdf.h"

#include "base/arena.h"

#include <stdio.h>

#define READ_MOST (64 << 10)

struct str pdf_words(struct folder *f, struct str pdf)
{
	char *text = arena_alloc(f->arena, READ_MOST);
	const char *path = folder_write(f, "read.pdf", pdf);
	struct str command = str_fmt(f->arena, "pdftotext -layout %s -", path);
	FILE *out = popen(command.p, "r");
	size_t n = out ? fread(text, 1, READ_MOST, out) : 0;
	if (out)
		pclose(out);
	return (struct str){text, n};
}
