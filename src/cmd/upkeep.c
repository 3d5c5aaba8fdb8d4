/* leerpas settings, key, backup: what an administrator does around a running installation. */
#include "base/random.h"
#include "cmd/command.h"
#include "cmd/folder.h"
#include "cmd/house.h"
#include "cmd/settings.h"
#include "crypto/master_key.h"
#include "db/content.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

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
	if (argc != 3 || strcmp(argv[1], "make") != 0)
		return err_log(ERR_INVALID, "key make FILE");
	TRY(master_key_create(argv[2], &random_system));
	printf("%s is made. Keep a copy in a safe place, apart from the backups.\n", argv[2]);
	return NULL;
}

static void close_store(void *db)
{
	db_close(db);
}

err_t command_backup(struct arena *a, int argc, char **argv)
{
	const char *path = NULL, *folder = NULL;
	const struct command_option options[] = {{"--settings", &path}, {NULL, &folder}, {0}};
	struct settings settings;
	struct db *db;
	TRY(command_options(argc, argv, options));
	if (!path || !folder)
		return err_log(ERR_INVALID, "backup --settings FILE DIR");
	TRY(settings_read(a, path, &settings));
	if (!settings.database.len && !folder_has(a, settings.data_folder, FOLDER_CONTENT))
		return err_log(
			ERR_NOT_FOUND, "%.*s holds no installation", STR_ARG(settings.data_folder));
	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		return err_log(ERR_UNAVAILABLE, "cannot make %s: %s", folder, strerror(errno));
	struct db_config config = {
		.place = house_content_place(a, &settings),
		.schema = &content_schema,
	};
	TRY(db_open(&config, &db));
	arena_defer(a, close_store, db);
	return db_backup(db, str_fmt(a, "%s/leerpas.db", folder).p);
}
