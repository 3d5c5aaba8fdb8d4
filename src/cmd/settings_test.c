#include "cmd/settings.h"

#include "base/embed.h"
#include "unit/folder.h"
#include "unit/unit.h"

#include <string.h>

extern const struct embed packaged_files[];

static struct str printed(struct arena *a)
{
	struct buf out;
	buf_init(&out, a, 4096, 1 << 16);
	settings_print(&out);
	CHECK_OK(buf_err(&out));
	return buf_str(&out);
}

static err_t read(struct folder *f, const char *text, struct settings *ret)
{
	return settings_read(f->arena, folder_write(f, "test.conf", str_of(text)), ret);
}

/* What is said about a file; empty when it is fine. */
static struct str fault_of(struct folder *f, const char *text)
{
	struct settings s = {.listen_port = -7};
	err_t e = read(f, text, &s);
	if (!e)
		return STR("");
	CHECK(e->code == ERR_INVALID);
	CHECK_INT(s.listen_port, -7);
	struct str detail = str_dup(f->arena, str_of(e->detail));
	err_free(e);
	struct str start = str_fmt(f->arena, "%s/test.conf ", f->path);
	CHECK(str_starts(detail, start));
	return str_from(detail, start.len);
}

static void check_defaults(const struct settings *s)
{
	struct settings d;
	settings_defaults(&d);
	struct str got[] = {s->public_url, s->listen_address, s->trusted_proxies, s->data_folder,
		s->master_key_file, s->database, s->keys_database, s->database_replica,
		s->place_name, s->contact, s->security_contact, s->language, s->time_zone,
		s->smtp_url, s->smtp_user, s->smtp_password_file, s->smtp_tls, s->smtp_ca_file,
		s->mail_from, s->official_list_file, s->log_level, s->vc_api_folder};
	struct str want[] = {d.public_url, d.listen_address, d.trusted_proxies, d.data_folder,
		d.master_key_file, d.database, d.keys_database, d.database_replica, d.place_name,
		d.contact, d.security_contact, d.language, d.time_zone, d.smtp_url, d.smtp_user,
		d.smtp_password_file, d.smtp_tls, d.smtp_ca_file, d.mail_from, d.official_list_file,
		d.log_level, d.vc_api_folder};
	_Static_assert(sizeof(*s) == sizeof(got) + 9 * sizeof(int64_t), "all are compared");
	for (size_t i = 0; i < sizeof(got) / sizeof(*got); i++)
		CHECK(str_eq(got[i], want[i]));
	CHECK_INT(s->listen_port, d.listen_port);
	CHECK_INT(s->threads, d.threads);
	CHECK_INT(s->workers, d.workers);
	CHECK_INT(s->share_places, d.share_places);
	CHECK_INT(s->vc_api_port, d.vc_api_port);
	CHECK_INT(s->mail_hourly_most, d.mail_hourly_most);
	CHECK_INT(s->unused_account_days, d.unused_account_days);
	CHECK_INT(s->project_days, d.project_days);
	CHECK_INT(s->consent_age, d.consent_age);
}

TEST(settings_file_in_the_package_is_what_is_printed)
{
	struct arena *a = arena_new();
	CHECK(str_eq(packaged_files[0].bytes, printed(a)));
	arena_free(a);
}

TEST(settings_printed_read_back_are_the_defaults)
{
	struct folder f;
	struct settings s;
	REQUIRE(folder_make(&f));
	REQUIRE_OK(read(&f, str_z(f.arena, printed(f.arena)), &s));
	check_defaults(&s);
	REQUIRE_OK(read(&f, "", &s));
	check_defaults(&s);
	folder_end(&f);
}

/* Each line of the printed file on its own, as it is and misspelt. */
TEST(settings_every_one_parses_and_none_may_be_misspelt)
{
	struct folder f;
	struct settings s;
	struct str section = STR_NONE;
	int count = 0;
	REQUIRE(folder_make(&f));
	struct str rest = printed(f.arena);
	while (rest.len) {
		struct str line = str_cut(&rest, '\n');
		if (str_starts(line, STR("[")))
			section = line;
		if (str_find(line, '=') == line.len || line.p[0] == ';')
			continue;
		count++;
		CHECK_OK(read(&f,
			str_fmt(f.arena, "%.*s\n%.*s\n", STR_ARG(section), STR_ARG(line)).p, &s));
		struct str fault = fault_of(
			&f, str_fmt(f.arena, "%.*s\nx%.*s\n", STR_ARG(section), STR_ARG(line)).p);
		CHECK(str_starts(fault, STR("line 2: there is no setting 'x")));
		fault = fault_of(&f, str_fmt(f.arena, "\n[x]\n%.*s\n", STR_ARG(line)).p);
		CHECK(str_starts(fault, STR("line 3: there is no setting '")));
	}
	CHECK_INT(count, 31);
	folder_end(&f);
}

TEST(settings_values_are_kept)
{
	struct folder f;
	struct settings s;
	REQUIRE(folder_make(&f));
	REQUIRE_OK(read(&f,
		"; a comment\n[place]\nname = \u00c9cole d'\u00e9t\u00e9  \nlanguage=fr\n"
		"[server]\nlisten_port = 0\nthreads = 256\n[mail]\nsmtp_user =\n",
		&s));
	CHECK_STR(s.place_name, "\u00c9cole d'\u00e9t\u00e9");
	CHECK_STR(s.language, "fr");
	CHECK_INT(s.listen_port, 0);
	CHECK_INT(s.threads, 256);
	CHECK_STR(s.smtp_user, "");
	CHECK_STR(s.mail_from, "leerpas@example.org");
	folder_end(&f);
}

TEST(settings_faults_name_line_and_setting)
{
	static const char *const faults[][2] = {
		{"[server]\nlisten_port = 65536\n",
			"line 2: listen_port must be a number from 0 to 65535"},
		{"[server]\n\nlisten_port = -1\n",
			"line 3: listen_port must be a number from 0 to 65535"},
		{"[server]\nworkers = many\n", "line 2: workers must be a number from 1 to 512"},
		{"[server]\nworkers =\n", "line 2: workers must be a number from 1 to 512"},
		{"[place]\nlanguage = es\n", "line 2: language must be one of: nl en fr de"},
		{"[place]\nlanguage = nl en\n", "line 2: language must be one of: nl en fr de"},
		{"[place]\nlanguage =\n", "line 2: language must be one of: nl en fr de"},
		{"[log]\nlevel = loud\n", "line 2: level must be one of: debug note warn fail"},
		{"name = X\n", "line 1: there is no setting 'name' in []"},
		{"[place]\nname\n", "line 2: neither a [section] nor name = value"},
		{"[place\nname = X\n", "line 1: neither a [section] nor name = value"},
		{"[place]\nname = X\nname = Y\n",
			"line 3: name is set twice, or this line is indented"},
		{"[place]\nname = X\n  language = en\n",
			"line 3: name is set twice, or this line is indented"},
		{"[place]\nname = \xff\n", "line 2: name must be in UTF-8"},
	};
	struct folder f;
	REQUIRE(folder_make(&f));
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		CHECK_STR(fault_of(&f, faults[i][0]), faults[i][1]);
	folder_end(&f);
}

TEST(settings_file_that_is_not_there)
{
	struct arena *a = arena_new();
	struct settings s;
	CHECK_ERR(settings_read(a, "/tmp/leerpas-not-there.conf", &s), ERR_NOT_FOUND);
	CHECK_ERR(settings_read(a, "/tmp", &s), ERR_UNAVAILABLE);
	arena_free(a);
}

TEST(settings_public_url_is_encrypted_or_local)
{
	static const char *const good[] = {"https://leerpas.example.org", "http://localhost",
		"http://localhost:8080", "http://127.0.0.1:8080", "http://localhost/"};
	static const char *const bad[] = {"http://leerpas.example.org", "", "leerpas.example.org",
		"http://localhost.example.org", "http://127.0.0.1.example.org", "localhost"};
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		CHECK_OK(settings_check_url(str_of(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_ERR(settings_check_url(str_of(bad[i])), ERR_INVALID);
}
