#include "unit/store.h"

#include "unit/unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool open_one(
	struct store *s, const char *name, const struct db_schema *schema, struct db **ret_db)
{
	struct str path = str_fmt(s->arena, "%s/%s", s->folder, name);
	struct db_config config = {.path = str_z(s->arena, path), .schema = schema};
	return CHECK_OK(db_open(&config, ret_db)) && CHECK_OK(db_migrate(*ret_db, 1));
}

static bool open_both(struct store *s)
{
	return open_one(s, "content.db", &content_schema, &s->content) &&
	       open_one(s, "keys.db", &keys_schema, &s->keys);
}

bool store_open(struct store *s)
{
	*s = (struct store){.folder = "/tmp/leerpas-store-XXXXXX", .arena = arena_new()};
	return CHECK(mkdtemp(s->folder) != NULL) && open_both(s);
}

bool store_reopen(struct store *s)
{
	db_close(s->content);
	db_close(s->keys);
	return open_both(s);
}

/* Calls fn with the path of each file of the stores until it says true. */
static bool any_file(
	const struct store *s, bool (*fn)(const char *path, struct str needle), struct str needle)
{
	DIR *folder = opendir(s->folder);
	bool found = false;
	for (struct dirent *d; folder && !found && (d = readdir(folder));) {
		char path[400];
		snprintf(path, sizeof(path), "%s/%s", s->folder, d->d_name);
		found = d->d_name[0] != '.' && fn(path, needle);
	}
	if (folder)
		closedir(folder);
	return found;
}

static bool file_holds(const char *path, struct str needle)
{
	struct arena *a = arena_new();
	struct stat st = {0};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fstat(fd, &st) == 0;
	char *p = arena_bytes(a, (size_t)st.st_size);
	ok = ok && read(fd, p, (size_t)st.st_size) == st.st_size;
	bool found = ok && memmem(p, (size_t)st.st_size, needle.p, needle.len) != NULL;
	if (fd >= 0)
		close(fd);
	arena_free(a);
	return found;
}

bool store_holds(const struct store *s, struct str needle)
{
	return any_file(s, file_holds, needle);
}

static bool file_gone(const char *path, struct str needle)
{
	(void)needle;
	unlink(path);
	return false;
}

void store_close(struct store *s)
{
	db_close(s->content);
	db_close(s->keys);
	any_file(s, file_gone, STR_NONE);
	rmdir(s->folder);
	arena_free(s->arena);
}
