#include "cmd/mail_server.h"

#include "unit/folder.h"
#include "unit/unit.h"

static err_t read(struct arena *a, const char *url, struct smtp_settings *ret)
{
	struct settings s;
	settings_defaults(&s);
	s.smtp_url = str_of(url);
	return mail_server_settings(a, &s, ret);
}

TEST(mail_server_addresses)
{
	static const struct {
		const char *url, *host;
		int port;
		enum smtp_security security;
	} good[] = {
		{"smtp://mail.example.org", "mail.example.org", 587, SMTP_STARTTLS},
		{"smtp://mail.example.org:25", "mail.example.org", 25, SMTP_STARTTLS},
		{"smtps://mail.example.org", "mail.example.org", 465, SMTP_TLS},
		{"smtps://192.0.2.1:1", "192.0.2.1", 1, SMTP_TLS},
		{"smtp://[2001:db8::1]:65535", "[2001:db8::1]", 65535, SMTP_STARTTLS},
		{"smtp://[::1]", "[::1]", 587, SMTP_STARTTLS},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct smtp_settings found;
		REQUIRE_OK(read(a, good[i].url, &found));
		CHECK_STR(str_of(found.host), good[i].host);
		CHECK_INT(found.port, good[i].port);
		CHECK(found.security == good[i].security);
		CHECK(!found.user && !found.password && !found.ca_file);
	}
	arena_free(a);
}

TEST(mail_server_addresses_that_are_none)
{
	static const char *const bad[] = {"", "mail.example.org", "http://mail.example.org",
		"smtp://", "smtp://:25", "smtp://mail:x", "smtp://mail:", "smtp://mail:0",
		"smtp://mail:65536", "smtp://mail:-1", "smtp://mail/", "smtp://u@mail",
		"smtp://[::1", "smtp://[::1]25", "SMTP://mail"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct smtp_settings found;
		err_t e = read(a, bad[i], &found);
		CHECK(e && e->code == ERR_INVALID);
		CHECK(e && str_starts(str_of(e->detail), STR("smtp_url")));
		err_free(e);
	}
	arena_free(a);
}

TEST(mail_server_without_encryption_only_when_told)
{
	struct arena *a = arena_new();
	struct smtp_settings found;
	struct settings s;
	settings_defaults(&s);
	s.smtp_tls = STR("off");
	REQUIRE_OK(mail_server_settings(a, &s, &found));
	CHECK(found.security == SMTP_PLAIN);
	s.smtp_url = STR("smtps://mail.example.org");
	REQUIRE_OK(mail_server_settings(a, &s, &found));
	CHECK(found.security == SMTP_TLS);
	arena_free(a);
}

TEST(mail_server_password_is_the_first_line_of_a_file)
{
	struct folder f;
	struct smtp_settings found;
	struct settings s;
	char longest[300] = "";
	REQUIRE(folder_make(&f));
	settings_defaults(&s);
	s.smtp_user = STR("leerpas");
	s.smtp_password_file = str_of(folder_write(&f, "one", STR("rood groen\r\nmeer\n")));
	REQUIRE_OK(mail_server_settings(f.arena, &s, &found));
	CHECK_STR(str_of(found.password), "rood groen");
	CHECK_STR(str_of(found.user), "leerpas");
	s.smtp_password_file = str_of(folder_write(&f, "two", STR("zonder einde")));
	REQUIRE_OK(mail_server_settings(f.arena, &s, &found));
	CHECK_STR(str_of(found.password), "zonder einde");
	s.smtp_password_file = str_of(folder_write(&f, "three", STR("\nmeer\n")));
	CHECK_ERR(mail_server_settings(f.arena, &s, &found), ERR_INVALID);
	s.smtp_password_file = str_of(folder_write(&f, "four", STR_NONE));
	CHECK_ERR(mail_server_settings(f.arena, &s, &found), ERR_INVALID);
	for (size_t i = 0; i + 1 < sizeof(longest); i++)
		longest[i] = 'x';
	s.smtp_password_file = str_of(folder_write(&f, "five", str_of(longest)));
	CHECK_ERR(mail_server_settings(f.arena, &s, &found), ERR_INVALID);
	s.smtp_password_file = str_fmt(f.arena, "%s/none", f.path);
	CHECK_ERR(mail_server_settings(f.arena, &s, &found), ERR_NOT_FOUND);
	folder_end(&f);
}

TEST(mail_server_opens)
{
	struct arena *a = arena_new();
	struct mail_transport transport = {0};
	struct settings s;
	settings_defaults(&s);
	CHECK_OK(mail_server_open(a, &s, &transport));
	CHECK(transport.send != NULL);
	s.smtp_tls = STR("off");
	s.smtp_user = STR("leerpas");
	CHECK_ERR(mail_server_open(a, &s, &transport), ERR_INVALID);
	arena_free(a);
}
