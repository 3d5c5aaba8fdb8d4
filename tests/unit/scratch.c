#include "unit/scratch.h"

#include "base/log.h"
#include "unit/location.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void must(err_t e)
{
	if (!e)
		return;
	const struct log log = {.fd = 2, .clock = &clock_system};
	log_err(&log, STR("scratch"), e);
	abort();
}

static void open_again(struct scratch *s)
{
	must(db_open(&(struct db_config){.place = s->place, .schema = s->schema}, &s->db));
	must(db_migrate(s->db, 1));
}

void scratch_open(struct scratch *s, const struct db_schema *schema)
{
	*s = (struct scratch){.folder = "/tmp/leerpas-scratch-XXXXXX", .schema = schema};
	if (!mkdtemp(s->folder))
		abort();
	s->arena = arena_new();
	s->place = location_new(s->arena, s->folder, "store.db");
	open_again(s);
}

void scratch_reopen(struct scratch *s)
{
	db_close(s->db);
	open_again(s);
}

char *scratch_file(const struct scratch *s, const char *name)
{
	return str_z(s->arena, str_fmt(s->arena, "%s/%s", s->folder, name));
}

static bool file_holds(const struct scratch *s, const char *path, struct str bytes)
{
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &info) || !S_ISREG(info.st_mode))
		abort();
	struct str text = {arena_bytes(s->arena, (size_t)info.st_size), 0};
	ssize_t got;
	while ((got = read(fd, (char *)text.p + text.len, (size_t)info.st_size - text.len)) > 0)
		text.len += (size_t)got;
	close(fd);
	return str_search(text, bytes) < text.len;
}

bool scratch_holds(const struct scratch *s, struct str bytes)
{
	bool found = location_is_remote() && location_holds(s->place, bytes);
	DIR *folder = opendir(s->folder);
	for (struct dirent *entry; (entry = readdir(folder));)
		if (entry->d_name[0] != '.')
			found |= file_holds(s, scratch_file(s, entry->d_name), bytes);
	closedir(folder);
	return found;
}

void scratch_close(struct scratch *s)
{
	db_close(s->db);
	location_drop(s->place);
	DIR *folder = opendir(s->folder);
	for (struct dirent *entry; (entry = readdir(folder));)
		if (entry->d_name[0] != '.')
			unlink(scratch_file(s, entry->d_name));
	closedir(folder);
	rmdir(s->folder);
	arena_free(s->arena);
}
