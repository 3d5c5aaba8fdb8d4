/*
 * A Leerpas to measure: people who each answered 40 questions of 200 bytes, and a session for
 * every one of them. Prints "port N", a line "session TOKEN FORM_TOKEN" for each, and "shared PATH"
 * for each but the first, at which they read what the one before shares; then answers requests
 * until it is told to end. With a REGION, there are so many people instead, and sessions
 * of some all over it; then also a line "filled ANSWERS SECONDS", and nothing is shared.
 *
 *	bench_house FOLDER PEOPLE REGION [CONTENT_DATABASE KEYS_DATABASE]
 */
#include "base/vec.h"
#include "cmd/house.h"
#include "codec/json.h"
#include "crypto/master_key.h"
#include "crypto/vault.h"
#include "db/content.h"

#include "app/content.h"
#include "app/pick.h"
#include "app/region.h"
#include "app/session.h"
#include "app/share_door.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { CHAPTERS = 4, QUESTIONS = 10, BODY = 200 };

static void must(err_t e)
{
	if (!e)
		return;
	fprintf(stderr, "bench_house: %s\n", e->detail[0] ? e->detail : err_text(e));
	exit(1);
}

/* --- a questionnaire of 40 questions --- */

static void put_text(struct buf *out, const char *name, const char *text)
{
	static const char *const languages[] = {"nl", "en", "fr", "de", "ar", "pl", "tr", "uk"};
	buf_fmt(out, "\"%s\":", name);
	for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++)
		buf_fmt(out, "%s\"%s\":\"%s\"", i ? "," : "{", languages[i], text);
	buf_lit(out, "},");
}

static struct str chapter_file(struct arena *a, int chapter)
{
	struct buf out;
	buf_init(&out, a, 8 << 10, 256 << 10);
	buf_fmt(&out, "{\"id\":\"c%d\",", chapter);
	put_text(&out, "title", "What I can do");
	put_text(&out, "intro", "About what you are good at, at home, at school and at work.");
	buf_lit(&out, "\"questions\":[");
	for (int i = 0; i < QUESTIONS; i++) {
		buf_fmt(&out, "%s{\"id\":\"c%d.q%d\",", i ? "," : "", chapter, i);
		put_text(&out, "text", "What are you good at, and who told you so?");
		put_text(&out, "help", "Think of home, school, sports or a job on the side.");
		put_text(&out, "example", "I can calm people down when it gets busy.");
		put_text(&out, "prompt", "When did you see me at my best?");
		buf_lit(&out, "\"kind\":\"text\"}");
	}
	buf_lit(&out, "]}");
	must(buf_err(&out));
	return buf_str(&out);
}

static struct str passport_file(struct arena *a)
{
	struct buf out;
	buf_init(&out, a, 4 << 10, 64 << 10);
	buf_lit(&out, "{\"version\":1,\"scopes\":[{");
	put_text(&out, "title", "All of it");
	buf_lit(&out, "\"id\":\"passport\"}],\"choices\":[{\"id\":\"way\",");
	put_text(&out, "text", "Which way?");
	put_text(&out, "help", "There is one.");
	buf_lit(&out, "\"options\":[{");
	put_text(&out, "text", "This one");
	buf_lit(&out, "\"id\":\"on\"}]}],\"routes\":[{\"choices\":{\"way\":\"on\"},");
	put_text(&out, "title", "The way on");
	put_text(&out, "about", "It leads on.");
	buf_lit(&out, "\"id\":\"on\",\"audience\":\"pupil\"}],\"chapters\":[");
	for (int i = 0; i < CHAPTERS; i++)
		buf_fmt(&out, "%s\"c%d\"", i ? "," : "", i);
	buf_lit(&out, "]}");
	must(buf_err(&out));
	return buf_str(&out);
}

static const struct embed *content_of_40(struct arena *a)
{
	struct embed *files = arena_array(a, struct embed, CHAPTERS + 2);
	files[0] = (struct embed){"passport.json", passport_file(a)};
	for (int i = 0; i < CHAPTERS; i++)
		files[i + 1] = (struct embed){str_fmt(a, "c%d.json", i).p, chapter_file(a, i)};
	return files;
}

/* --- the people --- */

struct making {
	struct arena *arena;
	const struct app *app;
	struct public_id public;
	struct row_id person;
	struct session_new session;
	struct str pick, bodies[CHAPTERS * QUESTIONS];
};

static struct str question_id(struct arena *a, int i)
{
	return str_fmt(a, "c%d.q%d", i / QUESTIONS, i % QUESTIONS);
}

static err_t put_person(struct tx *tx, void *ctx)
{
	static const struct actor house = {.is_house = true};
	struct making *m = ctx;
	struct row_id person;
	usec now = clock_now(m->app->clock);
	TRY(access_require(tx, &house, ACTION_HOUSE_KEEP, OWNER_NOBODY));
	TRY(person_add(tx, m->public, STR("Robin"), STR("en"), now, &person));
	TRY(pick_put(tx, person, STR("way"), m->pick, now));
	for (int i = 0; i < CHAPTERS * QUESTIONS; i++)
		TRY(answer_put(tx, person, question_id(m->arena, i), true, 1, now, m->bodies[i]));
	m->person = person;
	return session_begin(tx, &m->session, person);
}

static struct actor make_person(struct arena *a, const struct app *app)
{
	struct making m = {
		.arena = a,
		.app = app,
		.public = public_id_new(app->random),
	};
	const struct visitor visitor = {.block = STR("block")};
	char *text = arena_bytes(a, BODY);
	for (int i = 0; i < BODY; i++)
		text[i] = i % 7 == 6 ? ' ' : (char)('a' + i % 26);
	must(vault_add_owner(app->vault, m.public));
	must(pick_seal(app, a, m.public, STR("way"), STR("on"), &m.pick));
	for (int i = 0; i < CHAPTERS * QUESTIONS; i++) {
		struct vault_place place = {m.public, "answer", question_id(a, i), "body"};
		must(vault_seal(app->vault, a, &place, (struct str){text, BODY}, &m.bodies[i]));
	}
	must(session_new(app, &visitor, &m.session));
	must(db_tx(app->db, put_person, &m));
	printf("session %.*s %.*s\n", STR_ARG(token_print(a, &m.session.token)),
		STR_ARG(form_token(a, app->random, &m.session.token)));
	return (struct actor){.person = m.person, .public = m.public};
}

/* All chapters, by a live link that the other opened. */
static void share_with(struct arena *a, const struct app *app, const struct actor *owner,
	const struct actor *other)
{
	struct public_id id;
	struct share share;
	struct share_opened opened;
	must(share_draft(app, a, owner, SHARE_OTHER, &id));
	must(share_begin(app, a, owner, id));
	must(share_get(app, a, owner, id, &share));
	must(share_open(app, a, other, code_print(a, &share.code), &opened));
	must(share_let_in(app, a, owner, opened.grant));
	printf("shared /shared/%.*s\n", STR_ARG(public_id_print(a, opened.grant)));
}

/* Each but the first reads what the one before shares. */
static void make_people(struct arena *a, const struct app *app, int64_t people)
{
	struct actor *all = arena_array(a, struct actor, (size_t)people);
	struct arena *child = arena_child(a);
	for (int64_t i = 0; i < people; i++, arena_reset(child))
		all[i] = make_person(child, app);
	for (int64_t i = 1; i < people; i++, arena_reset(child))
		share_with(child, app, &all[i - 1], &all[i]);
	arena_free(child);
}

/* --- a region of them --- */

struct finding {
	struct str mail;
	struct session_new session;
};

static err_t put_session(struct tx *tx, void *ctx)
{
	static const struct actor house = {.is_house = true};
	const struct finding *f = ctx;
	struct row_id person;
	TRY(access_require(tx, &house, ACTION_HOUSE_KEEP, OWNER_NOBODY));
	TRY(address_owner(tx, f->mail, &person));
	return session_begin(tx, &f->session, person);
}

static void enter_as(struct arena *a, const struct app *app, int64_t number)
{
	const struct visitor visitor = {.block = STR("block")};
	struct finding f = {.mail = region_mail(a, number)};
	must(session_new(app, &visitor, &f.session));
	must(db_tx(app->db, put_session, &f));
	printf("session %.*s %.*s\n", STR_ARG(token_print(a, &f.session.token)),
		STR_ARG(form_token(a, app->random, &f.session.token)));
}

static void fill(const struct app *app, int64_t region)
{
	struct region_count made;
	usec start = clock_monotonic();
	must(region_fill(app, region, NULL, NULL, &made));
	printf("filled %lld %.1f\n", (long long)made.answers,
		(double)(clock_monotonic() - start) / USEC_SECOND);
}

static err_t keep_mail(void *ctx, const struct mail_message *m)
{
	(void)ctx, (void)m;
	return NULL;
}

int main(int argc, char **argv)
{
	int64_t people, region;
	if ((argc != 4 && argc != 6) || !str_to_int(str_of(argv[2]), &people) ||
		!str_to_int(str_of(argv[3]), &region))
		return 64;
	struct arena *a = arena_new();
	struct settings settings;
	struct i18n *i18n;
	struct house *house;
	settings_defaults(&settings);
	settings.public_url = STR("http://localhost");
	settings.data_folder = str_of(argv[1]);
	settings.database = str_of(argc == 6 ? argv[4] : NULL);
	settings.keys_database = str_of(argc == 6 ? argv[5] : NULL);
	settings.master_key_file = str_fmt(a, "%s.key", argv[1]);
	settings.listen_port = 0;
	settings.language = STR("en");
	settings.log_level = STR("warn");
	house_hold_signals();
	if (access(settings.master_key_file.p, F_OK) != 0)
		must(master_key_create(settings.master_key_file.p, &random_system));
	must(house_i18n(a, &settings, &i18n));
	struct house_plan plan = {
		.settings = &settings,
		.i18n = i18n,
		.content = content_of_40(a),
		.mail = {.send = keep_mail},
	};
	must(house_open(a, &plan, &house));
	printf("port %d\n", house_port(house));
	if (region)
		fill(house_app(house), region);
	if (!region)
		make_people(a, house_app(house), people);
	for (int64_t i = 0; region && i < people; i++) {
		struct arena *child = arena_child(a);
		enter_as(child, house_app(house), i * (region / people));
		arena_free(child);
	}
	fflush(stdout);
	must(house_run(house));
	arena_free(a);
	return 0;
}
