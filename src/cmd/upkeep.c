/* leerpas settings, key: what an administrator needs before the first start. */
#include "base/random.h"
#include "cmd/command.h"
#include "cmd/settings.h"
#include "cmd/vc_api.h"
#include "crypto/master_key.h"

#include <stdio.h>
#include <string.h>

#define SETTINGS_MOST (64 << 10)

err_t command_settings(struct arena *a, int argc, char **argv)
{
	struct buf out;
	TRY(command_options(argc, argv, (const struct command_option[]){{0}}));
	buf_init(&out, a, 4096, SETTINGS_MOST);
	settings_print(&out);
	TRY(buf_err(&out));
	fwrite(out.p, 1, out.len, stdout);
	return NULL;
}

err_t command_key(struct arena *a, int argc, char **argv)
{
	(void)a;
	if (argc == 3 && strcmp(argv[1], "token") == 0)
		return vc_api_add_token(argv[2], &random_system);
	if (argc != 3 || strcmp(argv[1], "make") != 0)
		return err_log(ERR_INVALID, "key make FILE, or key token FILE");
	TRY(master_key_create(argv[2], &random_system));
	printf("%s is made. Keep a copy in a safe place, apart from the backups.\n", argv[2]);
	return NULL;
}
