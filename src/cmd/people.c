/* leerpas admin, account: what an operator does for people, without seeing what is theirs. */
#include "app/invitation.h"
#include "app/operator.h"
#include "app/organisation.h"
#include "codec/address.h"
#include "cmd/command.h"
#include "cmd/house.h"
#include "cmd/lines.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LOGIN_UNSET 4294967295 /* nobody logged in: a service, or a container */

/* Whom this login is of: the kernel keeps it through su and sudo. */
static bool login_account(struct arena *a, int64_t *ret_account)
{
	struct lines *lines;
	struct str line = STR_NONE;
	int64_t n = LOGIN_UNSET;
	err_t e = lines_open(a, "/proc/self/loginuid", &lines);
	if (!e)
		e = lines_next(lines, &line);
	bool is = !e && line.p && str_to_int(line, &n) && n != LOGIN_UNSET;
	err_free(e);
	if (is)
		*ret_account = n;
	return is;
}

/* The account of whoever runs this, also behind sudo. */
static struct str system_account(struct arena *a)
{
	const char *before = getenv("SUDO_UID");
	int64_t uid = getuid(), other;
	if (login_account(a, &other))
		uid = other;
	else if (uid == 0 && before && str_to_int(str_of(before), &other) && other > 0)
		uid = other;
	return str_fmt(a, "%lld", (long long)uid);
}

static err_t open_app(
	struct arena *a, const char *path, struct settings *ret_settings, struct app *ret_app)
{
	TRY(settings_read(a, path, ret_settings));
	return house_for_command(a, ret_settings, ret_app);
}

/* --- admin add --- */

struct admin_options {
	const char *what, *path, *mail, *organisation, *role, *name;
	bool print; /* the code, instead of mailing it */
};

static err_t read_role(const char *name, enum role *ret_role)
{
	static const enum role roles[] = {
		ROLE_ORGANISATION_ADMIN, ROLE_REGION_ADMIN, ROLE_COORDINATOR};
	static const char *const names[] = {"organisation-admin", "region-admin", "coordinator"};
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (strcmp(name, names[i]) == 0) {
			*ret_role = roles[i];
			return NULL;
		}
	return err_log(ERR_INVALID, "--role is organisation-admin, region-admin or coordinator");
}

static err_t read_admin(int argc, char **argv, struct admin_options *ret)
{
	*ret = (struct admin_options){.role = "organisation-admin"};
	const struct command_option options[] = {{NULL, &ret->what}, {"--settings", &ret->path},
		{"--mail", &ret->mail}, {"--organisation", &ret->organisation},
		{"--role", &ret->role}, {"--name", &ret->name}, {"--print", .flag = &ret->print},
		{0}};
	TRY(command_options(argc, argv, options));
	if (!ret->what || strcmp(ret->what, "add") != 0 || !ret->path || !ret->mail ||
		!ret->organisation)
		return err_log(ERR_INVALID,
			"admin add --settings FILE --mail ADDRESS --organisation NAME");
	return NULL;
}

static err_t mail_code(const struct app *app, struct arena *a, const struct invitation_new *in)
{
	static const struct actor house = {.is_house = true};
	TRY(invitation_send(app, a, &house, in));
	printf("The invitation is on its way. Its code works for 7 days.\n");
	return NULL;
}

static err_t print_code(const struct app *app, struct arena *a, const struct invitation_new *in)
{
	struct str code;
	TRY(invitation_print(app, a, in, &code));
	printf("Hand this over yourself. It works once, for 7 days.\n"
	       "  %.*s/invitation\n  %.*s\n",
		STR_ARG(app->public_url), STR_ARG(code));
	return NULL;
}

err_t command_admin(struct arena *a, int argc, char **argv)
{
	struct admin_options o;
	struct settings settings;
	struct app app;
	struct invitation_new in = {0};
	TRY(read_admin(argc, argv, &o));
	TRY(read_role(o.role, &in.role));
	if (!address_parse(a, str_of(o.mail), &in.mail))
		return err_log(ERR_INVALID, "--mail is no mail address");
	TRY(open_app(a, o.path, &settings, &app));
	TRY(organisation_make(&app, a, str_of(o.organisation), &in.organisation));
	in.organisation_name = str_trim(str_of(o.organisation));
	in.label = lang_text(i18n_standard(app.i18n), role_about(in.role)->label);
	in.name = o.name ? str_of(o.name) : str_sub(in.mail, 0, str_find(in.mail, '@'));
	in.language = lang_tag(i18n_standard(app.i18n));
	return o.print ? print_code(&app, a, &in) : mail_code(&app, a, &in);
}

/* --- account --- */

struct account_options {
	const char *what, *path, *mail, *id, *confirm, *witness;
};

struct account_work {
	const struct app *app;
	struct arena *arena;
	struct public_id person;
	struct str printed; /* the person's public id */
	struct str by;
	const char *confirm, *witness;
};

static err_t show(const struct account_work *w)
{
	struct operator_account account;
	TRY(operator_show(w->app, w->arena, w->person, w->by, &account));
	struct str made = usec_print(w->arena, account.made);
	printf("account: %.*s\nmade: %.*s\nlanguage: %.*s\naddresses: %lld\npassword: %s\n"
	       "second factor: %s\nsessions: %lld\n",
		STR_ARG(w->printed), STR_ARG(made), STR_ARG(account.language),
		(long long)account.addresses, account.has_password ? "yes" : "no",
		account.has_factor ? "yes" : "no", (long long)account.sessions);
	for (size_t i = 0; i < account.memberships.len; i++) {
		const struct membership *m = &account.memberships.at[i];
		printf("role: %s, %.*s\n", role_about(m->role)->id, STR_ARG(m->organisation_name));
	}
	return NULL;
}

static err_t end_sessions(const struct account_work *w)
{
	int64_t count;
	TRY(operator_end_sessions(w->app, w->arena, w->person, w->by, &count));
	printf("%lld sessions are ended.\n", (long long)count);
	return NULL;
}

static err_t erase(const struct account_work *w)
{
	struct operator_account account;
	if (!w->confirm) {
		TRY(operator_show(w->app, w->arena, w->person, w->by, &account));
		printf("This erases the account for ever: access, name, addresses, and the key of "
		       "all it wrote.\nTo do it, add: --confirm %.*s\n",
			STR_ARG(w->printed));
		return NULL;
	}
	if (!str_is(w->printed, w->confirm))
		return err_log(ERR_INVALID, "--confirm needs the id of this account");
	TRY(operator_erase(w->app, w->arena, w->person, w->by));
	printf("The account is erased.\n");
	return NULL;
}

/* From standard input: neither the list of processes nor the shell's history shows it. */
static err_t read_code(struct lines *lines, const char *what, struct str *ret_code)
{
	struct str line;
	if (isatty(STDIN_FILENO))
		fprintf(stderr, "%s: ", what);
	TRY(lines_next(lines, &line));
	if (!line.p)
		return err_log(ERR_INVALID, "no code on standard input");
	*ret_code = str_trim(line);
	return NULL;
}

static err_t read_witness(
	const struct account_work *w, struct lines *lines, struct operator_witness *ret)
{
	if (!w->witness)
		return err_log(ERR_INVALID, "say which admin you are: --witness ADDRESS");
	TRY(operator_find(w->app, w->arena, str_of(w->witness), &ret->person));
	return read_code(lines, "Code that your own app shows", &ret->code);
}

static err_t reset_second_factor(const struct account_work *w)
{
	struct operator_witness witness;
	struct lines *lines;
	struct str code;
	TRY(lines_open(w->arena, "-", &lines));
	TRY(read_witness(w, lines, &witness));
	TRY(operator_ask_reset(w->app, w->arena, w->person, w->by, &witness, &code));
	printf("Within an hour, a second admin confirms with this code, %.*s:\n"
	       "  leerpas account confirm-reset --settings FILE --witness ADDRESS\n",
		STR_ARG(code));
	return NULL;
}

static err_t confirm_reset(const struct account_work *w)
{
	struct operator_witness witness;
	struct lines *lines;
	struct str line, code;
	TRY(lines_open(w->arena, "-", &lines));
	TRY(read_code(lines, "Code that the first admin was given", &line));
	code = str_dup(w->arena, line); /* a line lasts until the next one */
	TRY(read_witness(w, lines, &witness));
	TRY(operator_confirm_reset(w->app, w->arena, code, w->by, &witness));
	printf("The second factor is gone, and all sessions with it.\n");
	return NULL;
}

static const struct {
	const char *name;
	err_t (*run)(const struct account_work *w);
	bool is_by_code; /* and that says whose account */
} works[] = {
	{"show", show, false},
	{"end-sessions", end_sessions, false},
	{"erase", erase, false},
	{"reset-second-factor", reset_second_factor, false},
	{"confirm-reset", confirm_reset, true},
};

static err_t find_person(struct account_work *io, const struct account_options *o)
{
	if (!o->mail == !o->id)
		return err_log(ERR_INVALID, "say whose account: --mail ADDRESS or --id ID");
	TRY(operator_find(io->app, io->arena, str_of(o->mail ? o->mail : o->id), &io->person));
	io->printed = public_id_print(io->arena, io->person);
	return NULL;
}

err_t command_account(struct arena *a, int argc, char **argv)
{
	struct account_options o = {0};
	const struct command_option options[] = {{NULL, &o.what}, {"--settings", &o.path},
		{"--mail", &o.mail}, {"--id", &o.id}, {"--confirm", &o.confirm},
		{"--witness", &o.witness}, {0}};
	struct settings settings;
	struct app app;
	TRY(command_options(argc, argv, options));
	for (size_t i = 0; o.what && o.path && i < sizeof(works) / sizeof(*works); i++) {
		if (strcmp(o.what, works[i].name) != 0)
			continue;
		TRY(open_app(a, o.path, &settings, &app));
		struct account_work w = {.app = &app,
			.arena = a,
			.by = system_account(a),
			.confirm = o.confirm,
			.witness = o.witness};
		if (!works[i].is_by_code)
			TRY(find_person(&w, &o));
		return works[i].run(&w);
	}
	return err_log(ERR_INVALID,
		"account show|end-sessions|erase|reset-second-factor|confirm-reset "
		"--settings FILE --mail ADDRESS|--id ID "
		"[--confirm ID] [--witness ADDRESS]");
}
