/* leerpas serve: a real installation. */
#include "app/content.h"
#include "cmd/command.h"
#include "cmd/folder.h"
#include "cmd/house.h"
#include "cmd/mail_server.h"
#include "cmd/vc_api.h"

#include <stdio.h>

err_t command_serve(struct arena *a, int argc, char **argv)
{
	const char *path = "/etc/leerpas/leerpas.conf";
	bool with_vc_api = false;
	const struct command_option options[] = {
		{"--settings", &path}, {"--vc-api", .flag = &with_vc_api}, {0}};
	struct settings settings;
	struct house *house;
	TRY(command_options(argc, argv, options));
	TRY(settings_read(a, path, &settings));
	TRY(folder_for_house(a, settings.data_folder));
	house_hold_signals();
	struct i18n *i18n;
	TRY(house_i18n(a, &settings, &i18n));
	struct house_plan plan = {.settings = &settings, .i18n = i18n, .content = content_files};
	TRY(mail_server_open(a, &settings, &plan.mail));
	TRY(house_open(a, &plan, &house));
	if (with_vc_api) {
		int port;
		TRY(vc_api_open(a, &settings, house_app(house)->log, &port));
		printf("The VC-API is ready on port %d\n", port);
	}
	printf("Leerpas is ready on port %d\n", house_port(house));
	fflush(stdout);
	return house_run(house);
}
