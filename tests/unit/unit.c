#include "unit/unit.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct unit_test __start_unit_tests[], __stop_unit_tests[];

static _Thread_local struct {
	int failures;
	const char *skipped;
} current;

bool unit_check(bool ok, const char *file, int line, const char *what)
{
	if (!ok) {
		printf("# %s:%d: %s\n", file, line, what);
		current.failures++;
	}
	return ok;
}

bool unit_check_str(struct str got, struct str want, const char *file, int line)
{
	bool same = str_eq(got, want);
	if (!same)
		printf("# got  \"%.*s\"\n# want \"%.*s\"\n", STR_ARG(got), STR_ARG(want));
	return unit_check(same, file, line, "strings differ");
}

bool unit_check_int(int64_t got, int64_t want, const char *file, int line)
{
	if (got != want)
		printf("# got %lld, want %lld\n", (long long)got, (long long)want);
	return unit_check(got == want, file, line, "numbers differ");
}

bool unit_check_err(err_t e, int code, const char *file, int line, const char *what)
{
	int got = e ? (int)e->code : 0;
	if (got != code)
		printf("# error %d (%s) at %s:%d\n", got, e ? e->detail : "none", e ? e->file : "-",
			e ? e->line : 0);
	err_free(e);
	return unit_check(got == code, file, line, what);
}

bool unit_check_wrong(err_t e, const char *field, const char *file, int line, const char *what)
{
	bool is_there = e && str_is(str_of(e->field), field);
	if (e && !is_there)
		printf("# the field is \"%s\"\n", e->field);
	return unit_check_err(e, ERR_INVALID, file, line, what) &&
	       unit_check(is_there, file, line, what);
}

void unit_skip(const char *reason)
{
	current.skipped = reason;
}

const char *unit_data(void)
{
	return getenv("LEERPAS_TEST_DATA");
}

struct str unit_file(struct arena *a, const char *path)
{
	char full[512];
	if (!unit_data() ||
		snprintf(full, sizeof(full), "%s/%s", unit_data(), path) >= (int)sizeof(full))
		return STR_NONE;
	FILE *f = fopen(full, "rb");
	if (!f)
		return STR_NONE;
	fseek(f, 0, SEEK_END);
	long end = ftell(f); /* of a folder: LONG_MAX */
	size_t size = end > 0 && end < 1L << 30 ? (size_t)end : 0;
	rewind(f);
	char *p = arena_bytes(a, size);
	size_t len = fread(p, 1, size, f);
	fclose(f);
	return (struct str){p, len};
}

/* Runs the tests whose names contain argv[1], or all. */
int main(int argc, char **argv)
{
	int count = 0, failed = 0;
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (const struct unit_test *t = __start_unit_tests; t < __stop_unit_tests; t++) {
		if (argc > 1 && !strstr(t->name, argv[1]))
			continue;
		memset(&current, 0, sizeof(current));
		t->run();
		count++;
		failed += current.failures > 0;
		printf("%sok %d - %s%s%s\n", current.failures ? "not " : "", count, t->name,
			current.skipped ? " # SKIP " : "", current.skipped ? current.skipped : "");
	}
	printf("1..%d\n", count);
	return failed > 0;
}
