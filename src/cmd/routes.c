/* leerpas routes: what the program answers, for tests and for who guards the door. */
#include "api/vc_api.h"
#include "cmd/command.h"
#include "web/routes.h"
#include "web/visit.h"

#include <stdio.h>

static void print(const struct route *r)
{
	const char *limit = r->limit ? limit_rule((enum limit)r->limit)->name : "-";
	const char *who = r->role && r->need != NEED_EDITOR ? role_about((enum role)r->role)->id
							    : need_name((enum need)r->need);
	printf("%s %s %s %s\n", method_name(r->method), r->pattern, who, limit);
}

static void print_vc_api(void)
{
	for (const struct route *r = vc_api_routes; r->pattern; r++)
		printf("%s %s %s -\n", method_name(r->method), r->pattern,
			r->need == VC_API_TOKEN ? "token" : "nobody");
}

/* "METHOD PATTERN WHO LIMIT" for each; who is a role for the pages of one. */
err_t command_routes(struct arena *a, int argc, char **argv)
{
	bool of_vc_api = false;
	(void)a;
	TRY(command_options(argc, argv,
		(const struct command_option[]){{"--vc-api", .flag = &of_vc_api}, {0}}));
	if (of_vc_api) {
		print_vc_api();
		return NULL;
	}
	for (const struct route *const *table = web_demo_routes; *table; table++)
		for (const struct route *r = *table; r->pattern; r++)
			print(r);
	return NULL;
}
