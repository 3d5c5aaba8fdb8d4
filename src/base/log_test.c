#include "base/log.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <sys/mman.h>
#include <unistd.h>

static struct str logged(struct arena *a, int fd)
{
	char *p = arena_bytes(a, 4096);
	ssize_t n = pread(fd, p, 4096, 0);
	return (struct str){p, n < 0 ? 0 : (size_t)n};
}

TEST(log_writes_one_line_with_quoted_values)
{
	struct arena *a = arena_new();
	struct clock_manual clock;
	clock_manual_init(&clock, 0);
	struct log log = {memfd_create("log", 0), &clock.clock, LOG_NOTE};
	log_event(&log, LOG_NOTE, "request", LOG_S("id", STR("r1")), LOG_I("status", 200));
	log_event(&log, LOG_DEBUG_, "left out", LOG_I("x", 1));
	log_event(&log, LOG_WARN, "odd", LOG_S("text", STR("a \"b\"\n")), LOG_S("none", STR("")));
	CHECK_STR(logged(a, log.fd),
		"1970-01-01T00:00:00Z note request id=r1 status=200\n"
		"1970-01-01T00:00:00Z warn odd text=\"a \\\"b\\\"\\x0a\" none=\"\"\n");
	close(log.fd);
	arena_free(a);
}

TEST(log_line_that_is_too_long_still_ends)
{
	struct arena *a = arena_new();
	struct clock_manual clock;
	clock_manual_init(&clock, 0);
	struct log log = {memfd_create("log", 0), &clock.clock, LOG_NOTE};
	char *longest = arena_bytes(a, 3000);
	for (int i = 0; i < 3000; i++)
		longest[i] = 'x';
	log_event(&log, LOG_NOTE, "e", LOG_S("a", ((struct str){longest, 1990})),
		LOG_S("b", ((struct str){longest, 3000})));
	struct str line = logged(a, log.fd);
	CHECK(line.len <= 2048 && line.p[line.len - 1] == '\n');
	close(log.fd);
	arena_free(a);
}
