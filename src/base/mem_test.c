#include "base/mem.h"

#include "unit/unit.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(mem_alloc_is_zeroed_and_growing_keeps_what_was_there)
{
	char *p = mem_alloc(100);
	for (int i = 0; i < 100; i++)
		CHECK_INT(p[i], 0);
	memset(p, 7, 100);
	p = mem_grow(p, 10000);
	CHECK_INT(p[0] + p[99], 14);
	mem_free(p);
	mem_free(mem_alloc(0));
	mem_free(mem_grow(NULL, 0));
	mem_free(NULL);
}

TEST(mem_mul_multiplies)
{
	CHECK_INT((int64_t)mem_mul(6, 7), 42);
	CHECK_INT((int64_t)mem_mul(SIZE_MAX, 0), 0);
}

/* The signal that ends a child which multiplies a by b. */
static int signal_of_mul(size_t a, size_t b)
{
	pid_t child = fork();
	if (child == 0) {
		struct rlimit none = {0, 0};
		setrlimit(RLIMIT_CORE, &none);
		signal(SIGABRT, SIG_DFL);
		_exit(mem_mul(a, b) == 0);
	}
	int status = 0;
	waitpid(child, &status, 0);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

TEST(mem_mul_aborts_on_overflow)
{
	CHECK_INT(signal_of_mul(SIZE_MAX / 2, 3), SIGABRT);
	CHECK_INT(signal_of_mul(SIZE_MAX / 2, 2), 0);
}
