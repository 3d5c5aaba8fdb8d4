/* leerpas: one program, many sub-commands. */
#include "cmd/command.h"

#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

static const struct command {
	const char *name;
	command_fn *run;
	const char *usage;
	command_outcome_fn *run_outcome; /* instead of run */
} commands[] = {
	{"serve", command_serve, "serve --settings FILE [--vc-api]  answer requests"},
	{"demo", command_demo,
		"demo --data DIR [--port N] [--size region|PEOPLE]\n"
		"                                  a world of invented people, to try"},
	{"settings", command_settings,
		"settings                      print the commented settings file"},
	{"key", command_key,
		"key make FILE                 make the master key of an installation\n"
		"  leerpas key token FILE                add a token for the VC-API to the file"},
	{"routes", command_routes,
		"routes [--vc-api]             print every route: who may, and its limit"},
	{"backup", command_backup,
		"backup --settings FILE DIR    copy the content, while it is in use"},
	{"backup-keys", command_backup_keys,
		"backup-keys --settings FILE DIR  copy the keys: apart, kept for 7 days at most"},
	{"migrate", command_migrate,
		"migrate --from PLACE --to PLACE [--store content|keys]\n"
		"                                  move to an empty sqlite:PATH or "
		"postgresql://..."},
	{"retention", command_retention,
		"retention preview --settings FILE [--at DAY]\n"
		"                                        what will come to its end, in numbers"},
	{"admin", command_admin,
		"admin add --settings FILE --mail ADDRESS --organisation NAME\n"
		"    [--role organisation-admin|region-admin|coordinator] [--name NAME] [--print]\n"
		"                                  invite who administers an organisation"},
	{"account", command_account,
		"account show|end-sessions|erase|reset-second-factor --settings FILE\n"
		"    --mail ADDRESS|--id ID [--confirm ID] [--witness ADDRESS]\n"
		"  leerpas account confirm-reset --settings FILE --witness ADDRESS\n"
		"                                  help with an account, without its content"},
	{"log", command_log,
		"log verify --settings FILE [--key PUBLIC] [--seen PLACE:HASH]\n"
		"                                        check that nobody changed the audit log\n"
		"  leerpas log key --settings FILE       print the public key that signs it"},
	{"content", NULL,
		"content check|ids [DIR] [--published FILE]\n"
		"                                  check what is asked; print ids that are new",
		command_content},
	{"credential", NULL, "credential ...                check, issue and look at credentials",
		command_credential},
	{0},
};

static int print_usage(void)
{
	fprintf(stderr, "leerpas COMMAND ...\n\n");
	for (const struct command *c = commands; c->name; c++)
		fprintf(stderr, "  leerpas %s\n", c->usage);
	return err_kind(ERR_INVALID)->exit_code;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct arena *a = arena_new();
	int status = 0;
	err_t e = command->run ? command->run(a, argc, argv)
			       : command->run_outcome(a, argc, argv, &status);
	if (e)
		status = err_kind(e->code)->exit_code;
	for (err_t it = e; it; it = it->next)
		fprintf(stderr, "leerpas %s: %s\n", command->name,
			it->detail[0] ? it->detail : err_text(it));
	err_free(e);
	arena_free(a);
	return status;
}

int main(int argc, char **argv)
{
	prctl(PR_SET_DUMPABLE, 0); /* a core file would hold keys and answers */
	for (const struct command *c = commands; argc > 1 && c->name; c++)
		if (strcmp(argv[1], c->name) == 0)
			return run(c, argc - 1, argv + 1);
	return print_usage();
}
