#include "cmd/command.h"

#include <string.h>

static bool is_option(const struct command_option *o)
{
	return o->value || o->flag;
}

static const struct command_option *find(const struct command_option *options, const char *arg)
{
	bool is_named = arg[0] == '-';
	const struct command_option *o = options;
	while (is_option(o) && (is_named ? !o->name || strcmp(o->name, arg) != 0 : o->name != NULL))
		o++;
	return is_option(o) ? o : NULL;
}

err_t command_options(int argc, char **argv, const struct command_option *options)
{
	unsigned given = 0;
	for (int i = 1; i < argc; i++) {
		const struct command_option *o = find(options, argv[i]);
		if (!o)
			return err_log(ERR_INVALID, "%s is not known here", argv[i]);
		if (given & 1u << (o - options))
			return err_log(ERR_INVALID, "%s is one too many", argv[i]);
		given |= 1u << (o - options);
		if (o->flag) {
			*o->flag = true;
			continue;
		}
		if (o->name && i + 1 == argc)
			return err_log(ERR_INVALID, "%s needs a value", o->name);
		*o->value = o->name ? argv[++i] : argv[i];
	}
	return NULL;
}
