#include "cmd/mail_server.h"

#include "base/arena.h"
#include "crypto/secret.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define PASSWORD_BYTES 256

static const char *z_or_null(struct arena *a, struct str s)
{
	return s.len ? str_z(a, s) : NULL;
}

/* The first line, whole. */
static err_t read_line(FILE *file, char *line)
{
	size_t len = fgets(line, PASSWORD_BYTES, file) ? strcspn(line, "\r\n") : 0;
	if (!len)
		return err_log(ERR_INVALID, "smtp_password_file begins with an empty line");
	if (!line[len] && !feof(file))
		return err_log(ERR_INVALID, "smtp_password_file has a line that is too long");
	line[len] = '\0';
	return NULL;
}

static err_t read_password(struct arena *a, struct str path, const char **ret_password)
{
	char line[PASSWORD_BYTES] = "";
	if (!path.len) {
		*ret_password = NULL;
		return NULL;
	}
	FILE *file = fopen(str_z(a, path), "re");
	if (!file)
		return err_log(ERR_NOT_FOUND, "smtp_password_file: %s", strerror(errno));
	err_t e = read_line(file, line);
	fclose(file);
	if (!e)
		*ret_password = str_z(a, str_of(line));
	secret_wipe_bytes(line, sizeof(line));
	return e;
}

/* "host", "host:587", "[2001:db8::1]:587" */
static err_t read_host(struct arena *a, struct str text, struct smtp_settings *io)
{
	struct str rest = text;
	int64_t port = io->port;
	bool in_brackets = str_starts(text, STR("["));
	size_t end = in_brackets ? str_find(text, ']') + 1 : str_find(text, ':');
	struct str host = str_sub(text, 0, end);
	rest = str_from(text, end);
	if (rest.len && (rest.p[0] != ':' || !str_to_int(str_from(rest, 1), &port)))
		return err_log(ERR_INVALID, "smtp_url: after the host comes a colon and a number");
	if (port < 1 || port > 65535)
		return err_log(ERR_INVALID, "smtp_url: the port is from 1 to 65535");
	if (!host.len || end > text.len || str_find(host, '/') < host.len ||
		str_find(host, '@') < host.len)
		return err_log(ERR_INVALID, "smtp_url: this is no host");
	io->host = str_z(a, host);
	io->port = (int)port;
	return NULL;
}

static err_t read_url(struct arena *a, const struct settings *s, struct smtp_settings *io)
{
	bool is_tls = str_starts(s->smtp_url, STR("smtps://"));
	if (!is_tls && !str_starts(s->smtp_url, STR("smtp://")))
		return err_log(ERR_INVALID, "smtp_url must start with smtp:// or smtps://");
	io->port = is_tls ? 465 : 587;
	io->security = is_tls ? SMTP_TLS : SMTP_STARTTLS;
	if (!is_tls && str_is(s->smtp_tls, "off"))
		io->security = SMTP_PLAIN;
	return read_host(a, str_from(s->smtp_url, is_tls ? 8 : 7), io);
}

err_t mail_server_settings(struct arena *a, const struct settings *s, struct smtp_settings *ret)
{
	struct smtp_settings found = {
		.user = z_or_null(a, s->smtp_user),
		.ca_file = z_or_null(a, s->smtp_ca_file),
	};
	TRY(read_url(a, s, &found));
	TRY(read_password(a, s->smtp_password_file, &found.password));
	*ret = found;
	return NULL;
}

static void close_smtp(void *smtp)
{
	smtp_free(smtp);
}

err_t mail_server_open(
	struct arena *a, const struct settings *s, struct mail_transport *ret_transport)
{
	struct smtp *smtp;
	struct smtp_settings settings;
	TRY(mail_server_settings(a, s, &settings));
	TRY(smtp_new(&settings, &smtp));
	arena_defer(a, close_smtp, smtp);
	*ret_transport = smtp_transport(smtp);
	return NULL;
}
