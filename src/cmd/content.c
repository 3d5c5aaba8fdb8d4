/* leerpas content: checks what is asked, before it is asked. */
#include "app/content_check.h"
#include "base/vec.h"
#include "cmd/command.h"
#include "cmd/folder.h"
#include "cmd/lines.h"
#include "i18n/i18n.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATUS_WRONG 1
#define PASSPORT_FILES_MOST 256

static err_t read_file(struct arena *a, const char *path, struct str *ret_text)
{
	struct lines *lines;
	TRY(lines_open(a, path, &lines));
	return lines_all(lines, ret_text);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct embed *)a)->name, ((const struct embed *)b)->name);
}

static void close_folder(void *folder)
{
	closedir(folder);
}

/* Every JSON file and picture of DIR/passport, by name. */
static err_t read_passport(struct arena *a, const char *folder, const struct embed **ret_files)
{
	struct embed *files = arena_array(a, struct embed, PASSPORT_FILES_MOST + 1);
	const char *path = str_fmt(a, "%s/passport", folder).p;
	size_t count = 0;
	DIR *dir = opendir(path);
	if (!dir)
		return err_log(ERR_NOT_FOUND, "cannot read %s: %s", path, strerror(errno));
	arena_defer(a, close_folder, dir);
	for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
		if (!str_ends(str_of(entry->d_name), STR(".json")) &&
			!str_ends(str_of(entry->d_name), STR(".svg")))
			continue;
		if (count == PASSPORT_FILES_MOST)
			return err_log(ERR_TOO_LARGE, "%s holds more than %d files", path,
				PASSPORT_FILES_MOST);
		files[count].name = str_z(a, str_of(entry->d_name));
		TRY(read_file(a, str_fmt(a, "%s/%s", path, entry->d_name).p, &files[count].bytes));
		count++;
	}
	qsort(files, count, sizeof(*files), by_name);
	*ret_files = files;
	return NULL;
}

static err_t read_sources(struct arena *a, const char *folder, struct content_sources *ret)
{
	struct content_sources s = content_own_sources();
	struct str in = str_of(folder);
	s.people = s.projects = s.frameworks = STR_NONE;
	TRY(read_passport(a, folder, &s.passport));
	TRY(read_file(a, str_fmt(a, "%s/ids.txt", folder).p, &s.ids));
	if (folder_has(a, in, "words.nl.txt"))
		TRY(read_file(a, str_fmt(a, "%s/words.nl.txt", folder).p, &s.words));
	if (folder_has(a, in, "demo/people.json"))
		TRY(read_file(a, str_fmt(a, "%s/demo/people.json", folder).p, &s.people));
	if (folder_has(a, in, "projects/types.json"))
		TRY(read_file(a, str_fmt(a, "%s/projects/types.json", folder).p, &s.projects));
	if (folder_has(a, in, "projects/frameworks.json"))
		TRY(read_file(
			a, str_fmt(a, "%s/projects/frameworks.json", folder).p, &s.frameworks));
	*ret = s;
	return NULL;
}

static err_t check(struct arena *a, const struct content_sources *sources, int *ret_status)
{
	struct content_findings found;
	struct i18n *i18n;
	TRY(i18n_new(a, i18n_catalogues, STR("en"), &i18n));
	TRY(content_check(a, sources, i18n, &found));
	vec_each (struct content_finding, it, &found)
		printf("%.*s:%d: %.*s\n", STR_ARG(it->file), it->line, STR_ARG(it->text));
	*ret_status = found.len ? STATUS_WRONG : 0;
	return NULL;
}

static err_t print_new_ids(struct arena *a, const struct content_sources *sources)
{
	struct str lines;
	TRY(content_new_ids(a, sources, &lines));
	printf("%.*s", STR_ARG(lines));
	return NULL;
}

err_t command_content(struct arena *a, int argc, char **argv, int *ret_status)
{
	const char *what = argc > 1 ? argv[1] : "", *folder = NULL, *published = NULL;
	const struct command_option options[] = {{NULL, &folder}, {"--published", &published}, {0}};
	struct content_sources sources = content_own_sources();
	bool ids = strcmp(what, "ids") == 0;
	if (!ids && strcmp(what, "check") != 0)
		return err_log(ERR_INVALID, "content check|ids [DIR] [--published FILE]");
	TRY(command_options(argc - 1, argv + 1, options));
	if (folder)
		TRY(read_sources(a, folder, &sources));
	if (published)
		TRY(read_file(a, published, &sources.published));
	return ids ? print_new_ids(a, &sources) : check(a, &sources, ret_status);
}
