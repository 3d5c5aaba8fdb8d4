#include "cmd/folder.h"

#include <unistd.h>

bool folder_has(struct arena *a, struct str folder, const char *file)
{
	return access(str_fmt(a, "%.*s/%s", STR_ARG(folder), file).p, F_OK) == 0;
}

err_t folder_for_demo(struct arena *a, struct str folder)
{
	bool has_data = folder_has(a, folder, FOLDER_CONTENT) || folder_has(a, folder, FOLDER_KEYS);
	if (!has_data || folder_has(a, folder, FOLDER_MAILBOX))
		return NULL;
	return err_log(ERR_CONFLICT, "%.*s holds a real installation: choose another --data",
		STR_ARG(folder));
}

err_t folder_for_house(struct arena *a, struct str folder)
{
	if (!folder_has(a, folder, FOLDER_MAILBOX))
		return NULL;
	return err_log(ERR_CONFLICT, "%.*s holds a demo world: choose another data folder",
		STR_ARG(folder));
}
