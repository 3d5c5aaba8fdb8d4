/* leerpas serve: a real installation. */
#include "app/content.h"
#include "cmd/command.h"
#include "cmd/house.h"
#include "mail/smtp.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void close_smtp(void *smtp)
{
	smtp_free(smtp);
}

static err_t read_password(struct arena *a, struct str path, const char **ret_password)
{
	char line[256];
	if (!path.len) {
		*ret_password = NULL;
		return NULL;
	}
	FILE *file = fopen(str_z(a, path), "re");
	if (!file)
		return err_log(ERR_NOT_FOUND, "smtp_password_file: %s", strerror(errno));
	bool got = fgets(line, sizeof(line), file);
	fclose(file);
	if (!got)
		return err_log(ERR_INVALID, "smtp_password_file is empty");
	*ret_password = str_z(a, str_sub(str_of(line), 0, strcspn(line, "\r\n")));
	secret_wipe_bytes(line, sizeof(line));
	return NULL;
}

/* "smtp://host:587" or "smtps://host:465". */
static err_t read_smtp_url(struct arena *a, const struct settings *s, struct smtp_settings *io)
{
	struct str rest = s->smtp_url;
	bool is_tls = str_starts(rest, STR("smtps://"));
	if (!is_tls && !str_starts(rest, STR("smtp://")))
		return err_log(ERR_INVALID, "smtp_url must start with smtp:// or smtps://");
	rest = str_from(rest, is_tls ? 8 : 7);
	io->host = str_z(a, str_cut(&rest, ':'));
	int64_t port = is_tls ? 465 : 587;
	if (rest.len && !str_to_int(rest, &port))
		return err_log(ERR_INVALID, "smtp_url: the port is no number");
	io->port = (int)port;
	io->security = is_tls ? SMTP_TLS : SMTP_STARTTLS;
	if (!is_tls && str_is(s->smtp_tls, "off"))
		io->security = SMTP_PLAIN;
	return NULL;
}

static const char *z_or_null(struct arena *a, struct str s)
{
	return s.len ? str_z(a, s) : NULL;
}

static err_t open_smtp(
	struct arena *a, const struct settings *s, struct mail_transport *ret_transport)
{
	struct smtp *smtp;
	struct smtp_settings settings = {
		.user = z_or_null(a, s->smtp_user),
		.ca_file = z_or_null(a, s->smtp_ca_file),
	};
	TRY(read_smtp_url(a, s, &settings));
	TRY(read_password(a, s->smtp_password_file, &settings.password));
	TRY(smtp_new(&settings, &smtp));
	arena_defer(a, close_smtp, smtp);
	*ret_transport = smtp_transport(smtp);
	return NULL;
}

err_t command_serve(struct arena *a, int argc, char **argv)
{
	const char *path;
	struct settings settings;
	struct house *house;
	TRY(command_option(argc, argv, "--settings", "/etc/leerpas/leerpas.conf", &path));
	TRY(settings_read(a, path, &settings));
	house_hold_signals();
	struct i18n *i18n;
	TRY(house_i18n(a, &settings, &i18n));
	struct house_plan plan = {.settings = &settings, .i18n = i18n, .content = content_files};
	TRY(open_smtp(a, &settings, &plan.mail));
	TRY(house_open(a, &plan, &house));
	printf("Leerpas is ready on port %d\n", house_port(house));
	fflush(stdout);
	return house_run(house);
}
