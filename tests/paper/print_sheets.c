/* Prints the sheets of tests/unit/sheet.c into a folder, to look at them. */
#include "paper/paper.h"
#include "unit/sheet.h"

#include <stdio.h>

static int write_file(const char *folder, const char *name, struct str bytes)
{
	char path[512];
	snprintf(path, sizeof(path), "%s/%s.pdf", folder, name);
	FILE *to = fopen(path, "w");
	if (!to)
		return 1;
	size_t n = fwrite(bytes.p, 1, bytes.len, to);
	return fclose(to) || n != bytes.len;
}

static err_t print_all(struct arena *a, const char *folder, int *ret_failed)
{
	struct paper *paper;
	struct str pdf;
	TRY(paper_new(a, &paper));
	for (const struct sheet *s = sheets; s->name; s++) {
		TRY(s->print(a, paper, &pdf));
		*ret_failed |= write_file(folder, s->name, pdf);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new();
	int failed = 0;
	err_t e = print_all(a, argc > 1 ? argv[1] : ".", &failed);
	if (e)
		fprintf(stderr, "%s:%d: %s\n", e->file, e->line, e->detail);
	failed |= e != NULL;
	err_free(e);
	arena_free(a);
	return failed;
}
