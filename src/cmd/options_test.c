#include "cmd/command.h"

#include "unit/unit.h"

struct given {
	const char *data, *port, *rest;
	bool loud;
};

/* The arguments after the command's name, ended by NULL. */
static err_t read(struct given *g, const char *const *args)
{
	const struct command_option options[] = {{"--data", &g->data}, {"--port", &g->port},
		{"--loud", .flag = &g->loud}, {NULL, &g->rest}, {0}};
	int argc = 0;
	while (args[argc])
		argc++;
	return command_options(argc, (char **)args, options);
}

#define READ(g, ...) read(g, (const char *const[]){"demo", __VA_ARGS__, NULL})

TEST(options_are_read_in_any_order)
{
	struct given g = {.port = "8080"};
	CHECK_OK(READ(&g, "folder", "--data", "x"));
	CHECK_STR(str_of(g.data), "x");
	CHECK_STR(str_of(g.port), "8080");
	CHECK_STR(str_of(g.rest), "folder");
	CHECK(!g.loud);
	CHECK_OK(READ(&g, "--loud", "folder"));
	CHECK(g.loud);
	CHECK_OK(READ(&g, "--port", "-1"));
	CHECK_STR(str_of(g.port), "-1");
}

TEST(options_that_are_unknown_are_refused)
{
	struct given g = {0};
	CHECK_ERR(READ(&g, "--dta", "x"), ERR_INVALID);
	CHECK_ERR(READ(&g, "--data=x"), ERR_INVALID);
	CHECK_ERR(READ(&g, "--data"), ERR_INVALID);
	CHECK_ERR(READ(&g, "--data", "x", "--data", "y"), ERR_INVALID);
	CHECK_ERR(READ(&g, "one", "two"), ERR_INVALID);
	CHECK_ERR(READ(&g, "--loud", "--loud"), ERR_INVALID);
	char name[] = "settings", extra[] = "extra", *args[] = {name, extra, NULL};
	CHECK_ERR(command_options(2, args, (const struct command_option[]){{0}}), ERR_INVALID);
	CHECK_OK(command_options(1, args, (const struct command_option[]){{0}}));
}
