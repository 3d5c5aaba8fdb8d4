/* The sub-commands of leerpas; each has its own file. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>

/* argv[0] is the command's name. An error's detail is printed, its code becomes the exit status. */
typedef err_t command_fn(struct arena *a, int argc, char **argv);

/* One whose outcome says more than done or failed: the exit status. */
typedef err_t command_outcome_fn(struct arena *a, int argc, char **argv, int *ret_status);

err_t command_serve(struct arena *a, int argc, char **argv);
err_t command_demo(struct arena *a, int argc, char **argv);
err_t command_settings(struct arena *a, int argc, char **argv);
err_t command_key(struct arena *a, int argc, char **argv);
err_t command_routes(struct arena *a, int argc, char **argv);
err_t command_retention(struct arena *a, int argc, char **argv);
err_t command_admin(struct arena *a, int argc, char **argv);
err_t command_account(struct arena *a, int argc, char **argv);
err_t command_log(struct arena *a, int argc, char **argv);
err_t command_migrate(struct arena *a, int argc, char **argv);
err_t command_backup(struct arena *a, int argc, char **argv);
err_t command_backup_keys(struct arena *a, int argc, char **argv);
err_t command_content(struct arena *a, int argc, char **argv, int *ret_status);
err_t command_credential(struct arena *a, int argc, char **argv, int *ret_status);

struct command_option {
	const char *name;   /* "--data": its value follows; NULL and a value: what has no name */
	const char **value; /* stays as it is when the option is not there */
	bool *flag;         /* instead of value: it takes none; neither ends the table */
};
/* ERR_INVALID for an option that the table does not have, twice the same, or without a value. */
err_t command_options(int argc, char **argv, const struct command_option *options);
