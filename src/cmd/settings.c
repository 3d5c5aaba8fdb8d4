#include "cmd/settings.h"

#include "base/arena.h"

#include <errno.h>
#include <ini.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum setting_kind { SETTING_TEXT, SETTING_NUMBER, SETTING_CHOICE };

struct setting {
	const char *section, *name;
	enum setting_kind kind;
	size_t offset;
	const char *text; /* default of a text or choice */
	int64_t number, least, most;
	const char *choices; /* separated by one space */
	const char *meaning;
};

#define AT(member) offsetof(struct settings, member)
#define TEXT(section, name, member, value, meaning)                                    \
	{                                                                              \
		section, name, SETTING_TEXT, AT(member), value, 0, 0, 0, NULL, meaning \
	}
#define NUMBER(section, name, member, value, least, most, meaning)                                 \
	{                                                                                          \
		section, name, SETTING_NUMBER, AT(member), NULL, value, least, most, NULL, meaning \
	}
#define CHOICE(section, name, member, value, choices, meaning)                              \
	{                                                                                   \
		section, name, SETTING_CHOICE, AT(member), value, 0, 0, 0, choices, meaning \
	}

static const struct setting table[] = {
	TEXT("server", "public_url", public_url, "https://leerpas.example.org",
		"The address people type. Cookies, links in mails and the check against forged\n"
		"requests follow it. It must start with https:// unless the host is localhost."),
	TEXT("server", "listen_address", listen_address, "127.0.0.1",
		"Where to listen; a proxy (nginx, Caddy) in front does TLS."),
	NUMBER("server", "listen_port", listen_port, 8080, 0, 65535,
		"Port to listen on; 0 takes a free one."),
	NUMBER("server", "threads", threads, 0, 0, 256,
		"Threads that answer pages; 0 is one for each processor."),
	NUMBER("server", "workers", workers, 16, 1, 512,
		"Threads that carry out what changes something."),
	TEXT("server", "trusted_proxies", trusted_proxies, "127.0.0.1 ::1",
		"Addresses whose X-Forwarded-For is believed, separated by spaces."),
	TEXT("data", "folder", data_folder, "/var/lib/leerpas",
		"Where the databases live. Only Leerpas itself should be able to read it."),
	TEXT("data", "master_key_file", master_key_file, "/etc/leerpas/master.key",
		"The key that wraps every person's key: 32 bytes, made by 'leerpas key make'.\n"
		"Keep a copy in a safe place, apart from the backups of the data."),
	TEXT("data", "database", database, "",
		"Where the content lives when one machine is not enough: a PostgreSQL database,\n"
		"postgresql://user@host/database?passfile=/etc/leerpas/pgpass. A server on "
		"another\n"
		"machine must show a certificate for its name. Empty is a file in the folder."),
	TEXT("data", "database_replica", database_replica, "",
		"A streaming replica of that database, for pages that show people their own "
		"things.\n"
		"Empty is none. It may be behind or away: then the database itself is asked."),
	TEXT("data", "keys_database", keys_database, "",
		"The same for the keys: a database of its own, whose backups are kept seven days\n"
		"at most."),
	TEXT("place", "name", place_name, "Leerpas", "The name in the head of every page."),
	TEXT("place", "contact", contact, "",
		"Mail address for whoever meets an obstacle: on the page about accessibility."),
	TEXT("place", "security_contact", security_contact, "",
		"Mail address or https:// link for whoever finds a hole: in security.txt."),
	CHOICE("place", "language", language, "nl", "nl en fr de",
		"For who has not chosen a language and whose browser asks for none of ours."),
	TEXT("place", "time_zone", time_zone, "Europe/Amsterdam",
		"Days end at midnight in this zone."),
	TEXT("mail", "smtp_url", smtp_url, "smtp://localhost:587",
		"The server that sends our mail: smtp://host:port or smtps://host:port."),
	TEXT("mail", "smtp_user", smtp_user, "", "Name to log in with; empty is no login."),
	TEXT("mail", "smtp_password_file", smtp_password_file, "",
		"File that holds the password, on one line."),
	CHOICE("mail", "smtp_tls", smtp_tls, "required", "required off",
		"'off' is only for a mail server on this same machine."),
	TEXT("mail", "smtp_ca_file", smtp_ca_file, "",
		"Certificates to trust besides the system's (PEM); empty is the system's."),
	TEXT("mail", "from", mail_from, "leerpas@example.org", "The address our mail comes from."),
	NUMBER("mail", "hourly_most", mail_hourly_most, 2000, 10, 10000000,
		"Mails that leave in an hour, in all; the others wait. Half of them may go at "
		"once,\n"
		"and what the safety of an account needs goes first."),
	NUMBER("sharing", "places", share_places, 2, 0, 20,
		"Who opens a live link first comes in at once, so many of them; the learner is "
		"told,\n"
		"and chooses another number for each link. 0: the learner is asked about "
		"everybody."),
	NUMBER("keeping", "unused_account_days", unused_account_days, 730, 90, 3650,
		"After so many days without signing in an account is erased, with warnings 60, 30\n"
		"and 7 days before. What else is kept how long: /who-sees-what."),
	NUMBER("keeping", "project_days", project_days, 2190, 90, 7300,
		"So many days after its last day a youth project is deleted."),
	TEXT("projects", "official_list_file", official_list_file, "",
		"The columns of the list of participants that the official site takes, as JSON;\n"
		"empty is ours: docs/numbers.md."),
	NUMBER("ages", "consent", consent_age, 0, 0, 18,
		"Below this age a parent's consent is needed before the part about health and\n"
		"care can be shared: 16 in the Netherlands, 13 in Belgium. 0 is no such rule;\n"
		"then nobody is asked for a birth date. A new rule counts at the next start for\n"
		"what is shared already: that part closes, of who said no birth date too."),
	CHOICE("log", "level", log_level, "note", "debug note warn fail",
		"What is logged, to standard error: from this level up."),
	TEXT("vc_api", "folder", vc_api_folder, "/etc/leerpas/vc-api",
		"Keys, tokens and documents of 'leerpas serve --vc-api', which has other programs\n"
		"issue and verify credentials; without that flag nothing of it is read."),
	NUMBER("vc_api", "port", vc_api_port, 8081, 0, 65535,
		"Port that it listens on, at listen_address; 0 takes a free one."),
};

#define COUNT (sizeof(table) / sizeof(*table))

static struct str *text_of(struct settings *s, const struct setting *t)
{
	return (struct str *)((char *)s + t->offset);
}

static int64_t *number_of(struct settings *s, const struct setting *t)
{
	return (int64_t *)((char *)s + t->offset);
}

void settings_defaults(struct settings *ret)
{
	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; i < COUNT; i++) {
		if (table[i].kind == SETTING_NUMBER)
			*number_of(ret, &table[i]) = table[i].number;
		else
			*text_of(ret, &table[i]) = str_of(table[i].text);
	}
}

static err_t set(struct arena *a, struct settings *s, const struct setting *t, const char *value)
{
	struct str text = str_dup(a, str_of(value));
	int64_t number;
	if (!utf8_valid(text))
		return err_log(ERR_INVALID, "%s must be in UTF-8", t->name);
	if (t->kind == SETTING_NUMBER) {
		if (!str_to_int(text, &number) || number < t->least || number > t->most)
			return err_log(ERR_INVALID, "%s must be a number from %lld to %lld",
				t->name, (long long)t->least, (long long)t->most);
		*number_of(s, t) = number;
		return NULL;
	}
	if (t->kind == SETTING_CHOICE && !str_has_word(str_of(t->choices), text))
		return err_log(ERR_INVALID, "%s must be one of: %s", t->name, t->choices);
	*text_of(s, t) = text;
	return NULL;
}

struct reading {
	struct arena *arena;
	struct settings settings;
	bool is_set[COUNT];
	FILE *file;
	int line;
	err_t error;
	int error_line;
};

/* Also when a line is indented: to inih it goes on with the setting before it. */
static err_t set_once(struct reading *r, size_t at, const char *value)
{
	if (r->is_set[at])
		return err_log(
			ERR_INVALID, "%s is set twice, or this line is indented", table[at].name);
	r->is_set[at] = true;
	return set(r->arena, &r->settings, &table[at], value);
}

static int on_setting(void *user, const char *section, const char *name, const char *value)
{
	struct reading *r = user;
	size_t at = 0;
	if (r->error)
		return 0;
	while (at < COUNT &&
		(strcmp(table[at].section, section) != 0 || strcmp(table[at].name, name) != 0))
		at++;
	r->error = at < COUNT ? set_once(r, at, value)
			      : err_log(ERR_INVALID, "there is no setting '%s' in [%s]", name,
					section);
	r->error_line = r->line;
	return !r->error;
}

static char *next_line(char *line, int size, void *user)
{
	struct reading *r = user;
	r->line++;
	return fgets(line, size, r->file);
}

/* inih goes on after a line that it cannot read: what is wrong later is not what to tell. */
static const char *fault_in(const struct reading *r, int line)
{
	if (r->error && r->error_line == line)
		return r->error->detail;
	return "neither a [section] nor name = value";
}

err_t settings_read(struct arena *a, const char *path, struct settings *ret)
{
	struct reading r = {.arena = a, .file = fopen(path, "re")};
	if (!r.file)
		return err_log(ERR_NOT_FOUND, "%s: %s", path, strerror(errno));
	settings_defaults(&r.settings);
	int line = ini_parse_stream(next_line, &r, on_setting, &r);
	bool is_read = !ferror(r.file);
	fclose(r.file);
	err_t e = NULL;
	if (line != 0)
		e = err_log(ERR_INVALID, "%s line %d: %s", path, line, fault_in(&r, line));
	else if (!is_read)
		e = err_log(ERR_UNAVAILABLE, "%s cannot be read", path);
	err_free(r.error);
	if (!e)
		*ret = r.settings;
	return e;
}

void settings_periods(const struct settings *s, struct retention_periods *ret)
{
	retention_defaults(ret);
	ret->of[RETENTION_ACCOUNT] = s->unused_account_days * USEC_DAY;
	ret->of[RETENTION_PROJECT] = s->project_days * USEC_DAY;
}

err_t settings_check_url(struct str public_url)
{
	struct str rest = public_url;
	bool is_http = str_starts(rest, STR("http://"));
	if (str_starts(rest, STR("https://")))
		return NULL;
	rest = str_from(rest, sizeof("http://") - 1);
	struct str host = str_cut(&rest, '/');
	host = str_sub(host, 0, str_find(host, ':'));
	if (is_http && (str_is(host, "localhost") || str_is(host, "127.0.0.1")))
		return NULL;
	return err_log(ERR_INVALID, "public_url must start with https:// unless on localhost");
}

static void print_comment(struct buf *out, const char *text)
{
	struct str rest = str_of(text);
	while (rest.len) {
		buf_lit(out, "; ");
		buf_put(out, str_cut(&rest, '\n'));
		buf_putc(out, '\n');
	}
}

void settings_print(struct buf *out)
{
	const char *section = "";
	for (size_t i = 0; i < COUNT; i++) {
		const struct setting *t = &table[i];
		if (strcmp(section, t->section) != 0)
			buf_fmt(out, "%s[%s]\n", i ? "\n" : "", t->section);
		section = t->section;
		buf_putc(out, '\n');
		print_comment(out, t->meaning);
		if (t->choices)
			buf_fmt(out, "; One of: %s.\n", t->choices);
		if (t->kind == SETTING_NUMBER)
			buf_fmt(out, "%s = %lld\n", t->name, (long long)t->number);
		else
			buf_fmt(out, "%s =%s%s\n", t->name, t->text[0] ? " " : "", t->text);
	}
}
