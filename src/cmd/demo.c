/* leerpas demo: a world of invented people, in a data folder of its own. */
#include "app/content.h"
#include "app/region.h"
#include "cmd/command.h"
#include "cmd/folder.h"
#include "cmd/house.h"
#include "crypto/master_key.h"
#include "mail/mailbox.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static err_t make_folders(struct arena *a, struct str path)
{
	for (size_t i = 1; i <= path.len; i++)
		if (i == path.len || path.p[i] == '/')
			mkdir(str_z(a, str_sub(path, 0, i)), 0700);
	struct stat st;
	if (stat(path.p, &st) == 0 && S_ISDIR(st.st_mode))
		return NULL;
	return err_log(ERR_UNAVAILABLE, "cannot make the folder %s", path.p);
}

/* The address of the place holds its port, so a free one is looked for before it opens. */
static err_t find_free_port(int64_t *ret_port)
{
	struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(any);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool found = fd >= 0 && bind(fd, (struct sockaddr *)&any, size) == 0 &&
		     getsockname(fd, (struct sockaddr *)&any, &size) == 0;
	if (fd >= 0)
		close(fd);
	if (!found)
		return err_log(ERR_UNAVAILABLE, "no free port: %s", strerror(errno));
	*ret_port = ntohs(any.sin_port);
	return NULL;
}

static err_t read_port(const char *text, int64_t *ret_port)
{
	if (!str_to_int(str_of(text), ret_port) || *ret_port < 0 || *ret_port > 65535)
		return err_log(ERR_INVALID, "--port needs a number from 0 to 65535");
	return *ret_port ? NULL : find_free_port(ret_port);
}

/* "region", or how many people. */
static err_t read_size(const char *text, int64_t *ret_people)
{
	*ret_people = REGION_PEOPLE;
	if (strcmp(text, "region") == 0)
		return NULL;
	if (!str_to_int(str_of(text), ret_people) || *ret_people < 0 ||
		*ret_people > REGION_PEOPLE_MOST)
		return err_log(ERR_INVALID, "--size needs region, or a number up to %d",
			REGION_PEOPLE_MOST);
	return NULL;
}

static err_t demo_settings(
	struct arena *a, int argc, char **argv, struct settings *ret, int64_t *ret_people)
{
	const char *folder = NULL, *port = "8080", *database = NULL, *keys = NULL, *size = "0",
		   *replica = NULL;
	const struct command_option options[] = {{"--data", &folder}, {"--port", &port},
		{"--database", &database}, {"--keys-database", &keys}, {"--size", &size},
		{"--database-replica", &replica}, {0}};
	settings_defaults(ret);
	TRY(command_options(argc, argv, options));
	TRY(read_size(size, ret_people));
	if (!folder)
		return err_log(ERR_INVALID, "demo needs --data DIR");
	TRY(read_port(port, &ret->listen_port));
	ret->data_folder = str_of(folder);
	ret->database = str_of(database);
	ret->keys_database = str_of(keys);
	ret->database_replica = str_of(replica);
	ret->master_key_file = str_fmt(a, "%s/master.key", folder);
	ret->public_url = str_fmt(a, "http://localhost:%d", (int)ret->listen_port);
	ret->mail_from = STR("demo@leerpas.example");
	ret->log_level = STR("warn");
	ret->consent_age = 16;
	TRY(make_folders(a, ret->data_folder));
	return folder_for_demo(a, ret->data_folder);
}

static void print_people(void *ctx, int64_t people)
{
	(void)ctx;
	printf("%lld people\n", (long long)people);
	fflush(stdout);
}

static err_t fill(const struct app *app, int64_t people)
{
	struct region_count made;
	usec start = clock_monotonic();
	TRY(region_fill(app, people, print_people, NULL, &made));
	double seconds = (double)(clock_monotonic() - start) / USEC_SECOND;
	printf("%lld people and %lld answers made in %.1f s: %.0f answers a second\n",
		(long long)made.people, (long long)made.answers, seconds,
		(double)made.answers / seconds);
	return NULL;
}

static err_t make_key(struct arena *a, const struct settings *s)
{
	const char *path = str_z(a, s->master_key_file);
	return access(path, F_OK) == 0 ? NULL : master_key_create(path, &random_system);
}

static void print_welcome(const struct house *house)
{
	int port = house_port(house);
	printf("Leerpas is ready: http://localhost:%d/demo\n\n"
	       "What to try first:\n"
	       "  - choose one of the invented people and go on where they stopped;\n"
	       "  - or make a passport yourself: the mail with your code arrives on "
	       "http://localhost:%d/demo/mail\n\n"
	       "Ctrl-C ends it. What you write is kept for next time.\n",
		port, port);
	fflush(stdout);
}

err_t command_demo(struct arena *a, int argc, char **argv)
{
	struct settings settings;
	struct house_plan plan = {.settings = &settings, .content = content_files};
	struct i18n *i18n;
	struct demo *demo;
	struct house *house;
	int64_t people;
	TRY(demo_settings(a, argc, argv, &settings, &people));
	house_hold_signals();
	const char *mailbox = str_fmt(a, "%.*s/" FOLDER_MAILBOX, STR_ARG(settings.data_folder)).p;
	TRY(house_store(a, &settings, mailbox, &mailbox_schema, &plan.mailbox));
	TRY(make_key(a, &settings));
	TRY(house_i18n(a, &settings, &i18n));
	plan.i18n = i18n;
	TRY(demo_new(a, i18n, &demo));
	plan.demo = demo;
	plan.mail = mailbox_transport(plan.mailbox);
	TRY(house_open(a, &plan, &house));
	if (people)
		TRY(fill(house_app(house), people));
	print_welcome(house);
	return house_run(house);
}
