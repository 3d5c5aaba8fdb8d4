#include "paper/document.h"

#include "base/arena.h"
#include "paper/paper.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The fonts are read once. */
static struct paper *paper(void)
{
	static struct arena *a;
	static struct paper *one;
	if (one)
		return one;
	a = arena_new();
	if (paper_new(a, &one))
		abort();
	return one;
}

static void add(struct document *d, uint8_t kind, struct str text)
{
	const struct document_cover cover = {.kind = text, .title = text, .note = text};
	const struct document_scale scale = {3, 5, text, text, text};
	switch (kind % 8) {
	case 0:
		document_cover(d, &cover);
		break;
	case 1:
		document_chapter(d, text, text);
		break;
	case 2:
		document_heading(d, 2 + kind / 8 % 2, text);
		break;
	case 3:
		document_list(d, DOCUMENT_TICKS, &text, 1);
		break;
	case 4:
		document_scale(d, &scale);
		break;
	case 5:
		document_picture(d, text, text);
		break;
	case 6:
		document_contents(d, text);
		break;
	default:
		document_text(d, text);
	}
}

/* Pieces "kind text NUL": what is UTF-8 and has no pictures is printed; else it is refused. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str rest = {(const char *)data, size}, pdf = STR_NONE;
	const struct document_about about = {.title = STR("x"), .language = STR("nl")};
	struct document *d = document_new(a, &about);
	bool fine = true;
	while (rest.len) {
		struct str piece = str_cut(&rest, '\0');
		uint8_t kind = piece.len ? (uint8_t)piece.p[0] : 0;
		struct str text = str_from(piece, 1);
		fine &= kind % 8 != 5 && utf8_valid(text);
		add(d, kind, text);
	}
	err_t e = document_print(d, paper(), &pdf);
	if (fine != !e || (e && e->code == ERR_INTERNAL))
		abort();
	err_free(e);
	arena_free(a);
	return 0;
}
