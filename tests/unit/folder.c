#include "unit/folder.h"

#include "unit/unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool folder_make(struct folder *f)
{
	*f = (struct folder){"/tmp/leerpas-folder-XXXXXX", arena_new()};
	return CHECK(mkdtemp(f->path) != NULL);
}

void folder_end(struct folder *f)
{
	DIR *folder = opendir(f->path);
	for (struct dirent *d; folder && (d = readdir(folder));) {
		if (d->d_type == DT_REG)
			unlinkat(dirfd(folder), d->d_name, 0);
	}
	if (folder)
		closedir(folder);
	rmdir(f->path);
	arena_free(f->arena);
}

const char *folder_write(struct folder *f, const char *name, struct str bytes)
{
	const char *path = str_fmt(f->arena, "%s/%s", f->path, name).p;
	FILE *file = fopen(path, "we");
	if (!CHECK(file != NULL))
		return path;
	CHECK(fwrite(bytes.p ? bytes.p : "", 1, bytes.len, file) == bytes.len);
	fclose(file);
	return path;
}
