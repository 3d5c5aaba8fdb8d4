/* leerpas routes: what the program answers, for tests and for who guards the door. */
#include "cmd/command.h"
#include "web/routes.h"
#include "web/visit.h"

#include <stdio.h>

static void print(const struct route *r)
{
	const char *limit = r->limit ? limit_rule((enum limit)r->limit)->name : "-";
	const char *who =
		r->role ? role_about((enum role)r->role)->id : need_name((enum need)r->need);
	printf("%s %s %s %s\n", method_name(r->method), r->pattern, who, limit);
}

/* "METHOD PATTERN WHO LIMIT" for each; who is a role for the pages of one. */
err_t command_routes(struct arena *a, int argc, char **argv)
{
	(void)a, (void)argc, (void)argv;
	for (const struct route *const *table = web_demo_routes; *table; table++)
		for (const struct route *r = *table; r->pattern; r++)
			print(r);
	return NULL;
}
