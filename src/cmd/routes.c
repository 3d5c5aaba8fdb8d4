/* leerpas routes: what the program answers, for tests and for who guards the door. */
#include "cmd/command.h"
#include "web/routes.h"
#include "web/visit.h"

#include <stdio.h>

static void print(const struct route *r)
{
	const char *limit = r->limit ? limit_rule((enum limit)r->limit)->name : "-";
	printf("%s %s %s %s\n", method_name(r->method), r->pattern, need_name((enum need)r->need),
		limit);
}

/* "METHOD PATTERN NEED LIMIT" for each. */
err_t command_routes(struct arena *a, int argc, char **argv)
{
	(void)a, (void)argc, (void)argv;
	for (const struct route *const *table = web_demo_routes; *table; table++)
		for (const struct route *r = *table; r->pattern; r++)
			print(r);
	return NULL;
}
