/*
 * What pages about access cost after ten years: a learner whom 40 people look along with now and
 * 360 did before, who read 20,000 times and wrote 6,000 comments; and a mentor with 40 such
 * learners. Statements and CPU of each page, made as for a browser: bench_access
 */
#include "app/contact.h"
#include "app/membership.h"
#include "app/organisation.h"
#include "app/passport.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "db/engine.h"
#include "unit/browser.h"
#include "unit/unit.h"

#include <stdio.h>

enum { PEOPLE = 40, YEARS = 10, ROUNDS = 200, COMMENTS = 5 };

/* --- counting statements --- */

static struct {
	struct db_engine engine;
	const struct db_engine *real;
	int count;
} counted;

static err_t count_start(struct tx *tx, const struct db_statement *st, const struct db_value *in)
{
	counted.count++;
	return counted.real->start(tx, st, in);
}

static err_t count_send(struct tx *tx, const struct db_statement *st, const struct db_value *in)
{
	counted.count++;
	return counted.real->send(tx, st, in);
}

static void count_statements(struct db *db)
{
	counted.real = db->engine;
	counted.engine = *db->engine;
	counted.engine.start = count_start;
	if (counted.real->send)
		counted.engine.send = count_send;
	db->engine = &counted.engine;
}

/* --- ten years --- */

struct world {
	struct place p;
	struct browser learner, mentor, companion;
	struct actor anna, joost, people[PEOPLE], pupils[PEOPLE];
	struct row_id school;
	struct public_id via;
	char *desk;
};

struct filling {
	struct world *w;
	const struct content_question *questions;
	size_t question_count;
	struct str called[PEOPLE * YEARS];
	struct public_id grants[PEOPLE * YEARS], comments[PEOPLE * COMMENTS];
	struct str bodies[PEOPLE * COMMENTS];
	usec now;
};

static err_t add_grant(struct tx *tx, const struct filling *f, int i)
{
	const struct world *w = f->w;
	bool holds = i >= PEOPLE * (YEARS - 1);
	struct row_id id;
	struct grant_new g = {
		.public = f->grants[i],
		.owner = w->anna.person,
		.holder = w->people[i % PEOPLE].person,
		.kind = GRANT_COMPANION,
		.role = GRANT_OTHER,
		.called = f->called[i],
		.terms = {{STR("who"), STR("can"), STR("want")}, 3, zone_day(f->now) + 300},
		.now = f->now,
	};
	TRY(grant_add(tx, &g, &id));
	return holds ? NULL : grant_end(tx, id, GRANT_STOPPED, f->now);
}

static err_t add_comments(struct tx *tx, const struct filling *f)
{
	const struct world *w = f->w;
	for (size_t q = 0; q < f->question_count; q++)
		for (int i = 0; i < PEOPLE * COMMENTS; i++)
			TRY(comment_add(tx, w->anna.person, f->questions[q].id,
				w->people[i % PEOPLE].person, f->now + i, f->comments[i],
				w->anna.person, f->bodies[i]));
	return NULL;
}

static err_t fill(struct tx *tx, void *ctx)
{
	const struct filling *f = ctx;
	tx_allow(tx);
	for (int i = 0; i < PEOPLE * YEARS; i++)
		TRY(add_grant(tx, f, i));
	return add_comments(tx, f);
}

static err_t seal_words(struct filling *io)
{
	const struct world *w = io->w;
	struct public_id owner = w->anna.public;
	for (int i = 0; i < PEOPLE * YEARS; i++) {
		io->grants[i] = public_id_new(&random_system);
		TRY(grant_seal(&w->p.app, w->p.arena, owner, io->grants[i], "called",
			STR("My aunt from the bakery"), &io->called[i]));
	}
	for (int i = 0; i < PEOPLE * COMMENTS; i++) {
		io->comments[i] = public_id_new(&random_system);
		struct str id = public_id_print(w->p.arena, io->comments[i]);
		struct vault_place place = {
			owner, "comment", str_fmt(w->p.arena, "%.*s owner", STR_ARG(id)), "body"};
		TRY(vault_seal(w->p.app.vault, w->p.arena, &place,
			STR("I remember that day at the swimming pool very well."),
			&io->bodies[i]));
	}
	return NULL;
}

/* Rows that need no key, made by the database. */
static void fill_readings(struct world *w)
{
	place_sql(&w->p,
		"INSERT INTO passport_reading (owner, reader, grant_id, scope, first, last, times) "
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) "
		"SELECT g.owner, g.holder, g.id, 'who', g.made - i * 3600000000, "
		"g.made - i * 3600000000, 2 FROM passport_grant g, n WHERE g.kind = 'companion'");
	place_sql(&w->p,
		"INSERT INTO answer_past (person, question, version, changed, body) "
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) "
		"SELECT person, question, -i, changed - i, body FROM answer, n");
	place_sql(&w->p, "ANALYZE");
}

static void write_answers(struct world *w, const struct actor *person)
{
	const struct app *app = &w->p.app;
	size_t count;
	const struct content_question *questions = content_questions(app->content, &count);
	struct passport_saved saved;
	CHECK_OK(passport_pick(app, w->p.arena, person, STR("at-school"), STR("yes")));
	CHECK_OK(passport_pick(app, w->p.arena, person, STR("going-to"), STR("mbo")));
	for (size_t i = 0; i < count; i++) {
		struct passport_save in = {.question = questions[i].id,
			.stored = STR("I learned to swim last summer.")};
		if (questions[i].kind == CONTENT_TEXT)
			CHECK_OK(passport_save(app, w->p.arena, person, &in, &saved));
	}
}

static err_t join(struct tx *tx, void *ctx)
{
	const struct world *w = ctx;
	struct membership_new m = {w->via, w->joost.person, w->school, ROLE_MENTOR, 1, NULL};
	TRY(access_keep_house(tx));
	return membership_begin(tx, &m);
}

static void fill_desk(struct world *w)
{
	struct code code;
	w->via = public_id_new(&random_system);
	CHECK_OK(organisation_make(&w->p.app, w->p.arena, STR("De Wissel"), &w->school));
	CHECK_OK(db_tx(w->p.app.db, join, w));
	CHECK_OK(contact_code_renew(&w->p.app, w->p.arena, &w->joost, &w->via));
	CHECK_OK(contact_code(&w->p.app, w->p.arena, &w->joost, &w->via, &code));
	for (int i = 0; i < PEOPLE; i++) {
		struct contact_new in = {.code = code_print(w->p.arena, &code),
			.terms = {.ends = zone_day(clock_now(w->p.app.clock)) + 100}};
		write_answers(w, &w->pupils[i]);
		CHECK_OK(contact_add(&w->p.app, w->p.arena, &w->pupils[i], &in));
	}
}

static struct actor person(struct world *w, const char *name, int i)
{
	struct str mail = str_fmt(w->p.arena, "%s%d@school.example", name, i);
	return place_person(&w->p, name, str_z(w->p.arena, mail));
}

static bool set_up(struct world *w)
{
	struct filling f = {.w = w};
	if (!place_open(&w->p) || !browser_open(&w->learner, &w->p) ||
		!browser_open(&w->mentor, &w->p) || !browser_open(&w->companion, &w->p))
		return false;
	w->anna = person(w, "Anna", 0);
	w->joost = person(w, "Joost", 0);
	for (int i = 0; i < PEOPLE; i++) {
		w->people[i] = person(w, "Robin", i);
		w->pupils[i] = person(w, "Kim", i);
	}
	f.now = clock_now(w->p.app.clock);
	f.questions = content_questions(w->p.app.content, &f.question_count);
	write_answers(w, &w->anna);
	CHECK_OK(seal_words(&f));
	CHECK_OK(db_tx(w->p.app.db, fill, &f));
	fill_desk(w);
	fill_readings(w);
	browser_sign_in(&w->learner, &w->anna);
	browser_sign_in(&w->companion, &w->people[0]);
	browser_sign_in_staff(&w->mentor, &w->joost);
	struct str rest = str_from(w->mentor.body, str_search(w->mentor.body, STR("/mentor/")));
	w->desk = str_z(w->p.arena, str_cut(&rest, '"'));
	return true;
}

/* --- measuring --- */

static void measure(struct world *w, struct browser *b, const char *name, const char *path)
{
	struct arena *page = arena_child(w->p.arena);
	struct browser reader = *b;
	usec cpu = 0;
	size_t bytes = 0;
	reader.arena = page;
	counted.count = 0;
	for (int i = -1; i < ROUNDS; i++) {
		usec before = clock_thread();
		CHECK_INT(browser_get(&reader, path), 200);
		cpu += i < 0 ? 0 : clock_thread() - before;
		bytes = reader.body.len;
		arena_reset(page);
	}
	printf("figure access_%s_statements %d statements\n", name, counted.count / (ROUNDS + 1));
	printf("figure access_%s_cpu %.1f us\n", name, (double)cpu / ROUNDS);
	printf("figure access_%s_page %.1f kB\n", name, (double)bytes / 1000);
}

TEST(access_after_ten_years)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str key = public_id_print(w.p.arena, w.anna.public);
	char *part = str_z(w.p.arena, str_fmt(w.p.arena, "/with/%.*s/who", STR_ARG(key)));
	count_statements(w.p.app.db);
	measure(&w, &w.learner, "overview", "/passport");
	measure(&w, &w.learner, "who_can_see", "/passport/access");
	measure(&w, &w.learner, "who_looked_long_ago", "/passport/access?page=400");
	measure(&w, &w.learner, "question", "/passport/questions/who.self");
	measure(&w, &w.companion, "looking_along", part);
	measure(&w, &w.mentor, "desk", w.desk);
	browser_close(&w.learner);
	browser_close(&w.companion);
	browser_close(&w.mentor);
	place_close(&w.p);
}
