/* The sub-commands of leerpas; each has its own file. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

/* argv[0] is the command's name. An error's detail is printed, its code becomes the exit status. */
typedef err_t command_fn(struct arena *a, int argc, char **argv);

err_t command_serve(struct arena *a, int argc, char **argv);
err_t command_demo(struct arena *a, int argc, char **argv);
err_t command_settings(struct arena *a, int argc, char **argv);
err_t command_key(struct arena *a, int argc, char **argv);
err_t command_backup(struct arena *a, int argc, char **argv);

/* The value after --name, or otherwise when it is not there; ERR_INVALID when its value lacks. */
err_t command_option(
	int argc, char **argv, const char *name, const char *otherwise, const char **ret_value);
