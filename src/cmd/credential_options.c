#include "cmd/credential.h"

#include <stddef.h>
#include <string.h>

enum option_kind { OPTION_FLAG, OPTION_VALUE, OPTION_LIST };

#define AT(member) offsetof(struct credential_options, member)

static const struct option {
	const char *name;
	enum option_kind kind;
	unsigned commands; /* that take it */
	size_t at;
} options[] = {
	{"--json", OPTION_FLAG,
		COMMAND_VERIFY | COMMAND_ISSUE | COMMAND_CANONICALIZE | COMMAND_INSPECT, AT(json)},
	{"--ndjson", OPTION_FLAG,
		COMMAND_VERIFY | COMMAND_ISSUE | COMMAND_CANONICALIZE | COMMAND_INSPECT,
		AT(ndjson)},
	{"--key", OPTION_VALUE, COMMAND_ISSUE, AT(key)},
	{"--suite", OPTION_VALUE, COMMAND_ISSUE | COMMAND_CANONICALIZE, AT(suite)},
	{"--method", OPTION_VALUE, COMMAND_ISSUE, AT(method)},
	{"--created", OPTION_VALUE, COMMAND_ISSUE, AT(created)},
	{"--domain", OPTION_VALUE, COMMAND_VERIFY, AT(domain)},
	{"--challenge", OPTION_VALUE, COMMAND_VERIFY, AT(challenge)},
	{"--type", OPTION_VALUE, COMMAND_KEY_NEW, AT(type)},
	{"--did", OPTION_LIST, COMMAND_VERIFY, AT(did)},
	{"--status", OPTION_LIST, COMMAND_VERIFY, AT(status)},
	{"--document", OPTION_LIST, COMMAND_VERIFY | COMMAND_ISSUE | COMMAND_CANONICALIZE,
		AT(document)},
	{NULL},
};

static const struct option *find(unsigned command, const char *name)
{
	for (const struct option *o = options; o->name; o++)
		if (strcmp(o->name, name) == 0 && o->commands & command)
			return o;
	return NULL;
}

static err_t take(
	struct arena *a, const struct option *o, const char *value, struct credential_options *io)
{
	void *place = (char *)io + o->at;
	const char **text = place;
	if (o->kind == OPTION_LIST) {
		struct credential_list *list = place;
		vec_push(a, list, value);
		return NULL;
	}
	if (*text)
		return err_log(ERR_INVALID, "%s is one too many", o->name);
	*text = value;
	return NULL;
}

err_t credential_options_read(struct arena *a, unsigned command, int argc, char **argv,
	struct credential_options *ret_options)
{
	struct credential_options all = {0};
	for (int i = 0; i < argc; i++) {
		if (argv[i][0] != '-' || !argv[i][1]) {
			vec_push(a, &all.files, argv[i]);
			continue;
		}
		const struct option *o = find(command, argv[i]);
		if (!o)
			return err_log(ERR_INVALID, "%s is not known here", argv[i]);
		if (o->kind == OPTION_FLAG) {
			*(bool *)((char *)&all + o->at) = true;
			continue;
		}
		if (i + 1 == argc || !*argv[i + 1])
			return err_log(ERR_INVALID, "%s needs a value", o->name);
		TRY(take(a, o, argv[++i], &all));
	}
	*ret_options = all;
	return NULL;
}
