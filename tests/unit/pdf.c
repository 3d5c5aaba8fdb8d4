#include "unit/pdf.h"

#include "base/arena.h"

#include <stdio.h>

#define READ_MOST ((size_t)4 << 20)

static struct str said_by(struct folder *f, struct str command)
{
	struct arena *own = arena_child(f->arena);
	char *text = arena_bytes(own, READ_MOST);
	FILE *out = popen(command.p, "r");
	size_t n = out ? fread(text, 1, READ_MOST, out) : 0;
	if (out)
		pclose(out);
	struct str said = str_dup(f->arena, (struct str){text, n});
	arena_free(own);
	return said;
}

struct str pdf_told(struct folder *f, struct str pdf, const char *program, const char *rest)
{
	const char *path = folder_write(f, "read.pdf", pdf);
	return said_by(f, str_fmt(f->arena, "%s %s %s", program, path, rest));
}

struct str pdf_words(struct folder *f, struct str pdf)
{
	return pdf_told(f, pdf, "pdftotext -layout", "-");
}

struct str pdf_qr(struct folder *f, struct str pdf)
{
	folder_write(f, "read.pdf", pdf);
	return str_trim(said_by(
		f, str_fmt(f->arena,
			   "cd %s && pdftoppm -r 100 -f 1 -l 1 -singlefile -png read.pdf one && "
			   "zbarimg --nodbus --raw --quiet one.png; rm -f one.png",
			   f->path)));
}
