/* leerpas backup, backup-keys: copies of an installation in use; content and keys stay apart. */
#include "cmd/command.h"
#include "cmd/folder.h"
#include "cmd/house.h"
#include "db/content.h"
#include "db/keys.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct part {
	const char *command, *file, *apart_from;
	const struct db_schema *schema;
	const char *(*place)(struct arena *a, const struct settings *s);
};

static void close_store(void *db)
{
	db_close(db);
}

/* Content and keys in one folder would be kept, copied and lost together. */
static err_t make_folder(struct arena *a, const char *folder, const struct part *part)
{
	if (folder_has(a, str_of(folder), part->apart_from))
		return err_log(ERR_CONFLICT, "%s holds %s: choose a folder apart from it", folder,
			part->apart_from);
	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		return err_log(ERR_UNAVAILABLE, "cannot make %s: %s", folder, strerror(errno));
	return NULL;
}

/* PostgreSQL has tools of its own. */
static err_t check_file(struct arena *a, const struct settings *s, const struct part *part)
{
	struct str place = str_of(part->place(a, s));
	if (str_starts(place, STR("postgres")))
		return err_log(ERR_INVALID, "it lives in PostgreSQL: copy it with pg_dump");
	if (str_starts(place, STR("sqlite:")))
		place = str_from(place, 7);
	if (access(place.p, F_OK) != 0)
		return err_log(ERR_NOT_FOUND, "there is no %s", place.p);
	return NULL;
}

static err_t copy(struct arena *a, int argc, char **argv, const struct part *part)
{
	const char *path = NULL, *folder = NULL;
	const struct command_option options[] = {{"--settings", &path}, {NULL, &folder}, {0}};
	struct settings settings;
	struct db *db;
	TRY(command_options(argc, argv, options));
	if (!path || !folder)
		return err_log(ERR_INVALID, "%s --settings FILE DIR", part->command);
	TRY(settings_read(a, path, &settings));
	TRY(check_file(a, &settings, part));
	TRY(make_folder(a, folder, part));
	struct db_config config = {.place = part->place(a, &settings), .schema = part->schema};
	TRY(db_open(&config, &db));
	arena_defer(a, close_store, db);
	return db_backup(db, str_fmt(a, "%s/%s", folder, part->file).p);
}

err_t command_backup(struct arena *a, int argc, char **argv)
{
	const struct part part = {
		"backup", FOLDER_CONTENT, FOLDER_KEYS, &content_schema, house_content_place};
	return copy(a, argc, argv, &part);
}

err_t command_backup_keys(struct arena *a, int argc, char **argv)
{
	const struct part part = {
		"backup-keys", FOLDER_KEYS, FOLDER_CONTENT, &keys_schema, house_keys_place};
	TRY(copy(a, argc, argv, &part));
	printf("Keep this copy apart from the content, and for 7 days at most: until it is gone, "
	       "whoever is erased meanwhile can still be read.\n");
	return NULL;
}
