/* The passport's texts: kept exactly, for one person alone, and unreadable in every file. */
#include "app/passport.h"

#include "base/buf.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <string.h>

#define PROUD STR("who.proud")
#define SENTENCE "Mijn oma leerde mij brood bakken in Tirana."

struct world {
	struct place p;
	struct actor anna, bo;
};

static void pick(struct world *w, const struct actor *person)
{
	CHECK_OK(passport_pick(&w->p.app, w->p.arena, person, STR("at-school"), STR("yes")));
	CHECK_OK(passport_pick(&w->p.app, w->p.arena, person, STR("going-to"), STR("mbo")));
}

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->bo = place_person(&w->p, "Bo", "bo@school.example");
	pick(w, &w->anna);
	pick(w, &w->bo);
	return true;
}

static void save(struct world *w, const struct actor *person, struct str question, struct str text)
{
	struct passport_save in = {.question = question, .stored = text};
	struct passport_saved saved;
	CHECK_OK(passport_save(&w->p.app, w->p.arena, person, &in, &saved));
}

static err_t ask(struct world *w, const struct actor *person, struct str question,
	struct passport_question *ret)
{
	return passport_ask(&w->p.app, w->p.arena, person, 0, question, ret);
}

TEST(passport_texts_come_back_as_they_were)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *const texts[] = {"\U0001f469\u200d\U0001f373 ik kook graag",
		"\u0623\u0646\u0627 \u0645\u0646 \u062d\u0644\u0628", "een\ntwee\n\n drie ",
		"<b>&amp;</b> '; DROP TABLE answer; --", "\u202eomgekeerd\u202c", "%s%n{{name}}"};
	struct passport_question q;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct passport_save in = {PROUD, str_of(texts[i]), (int64_t)i, false};
		struct passport_saved saved;
		REQUIRE_OK(passport_save(&w.p.app, w.p.arena, &w.anna, &in, &saved));
		REQUIRE_OK(ask(&w, &w.anna, PROUD, &q));
		CHECK_STR(q.answer.stored, texts[i]);
	}
	place_close(&w.p);
}

TEST(passport_text_of_twenty_thousand_characters)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct buf text;
	struct passport_question q;
	buf_init(&text, w.p.arena, 1 << 16, 1 << 20);
	for (int i = 0; i < ANSWER_MOST; i++)
		buf_lit(&text, "\U0001f338");
	save(&w, &w.anna, PROUD, buf_str(&text));
	REQUIRE_OK(ask(&w, &w.anna, PROUD, &q));
	CHECK(str_eq(q.answer.stored, buf_str(&text)));
	CHECK(q.answer.answered);
	place_close(&w.p);
}

TEST(passport_reads_all_of_the_route)
{
	struct world w;
	struct passport_whole whole;
	struct actor lena = {0};
	REQUIRE(set_up(&w));
	lena = place_person(&w.p, "Lena", "lena@school.example");
	CHECK_ERR(passport_read(&w.p.app, w.p.arena, &lena, 0, &whole), ERR_NOT_FOUND);
	save(&w, &w.anna, PROUD, STR(SENTENCE));
	save(&w, &w.anna, STR("who.self"), STR("kort"));
	REQUIRE_OK(passport_read(&w.p.app, w.p.arena, &w.anna, 0, &whole));
	size_t texts = 0;
	for (size_t i = 0; i < whole.count; i++)
		for (size_t k = 0; k < whole.chapters[i].chapter->count; k++)
			texts += whole.chapters[i].answers[k].stored.len > 0;
	CHECK_INT((int64_t)texts, 2);
	CHECK_INT((int64_t)whole.chapters[0].answered, 1);
	place_close(&w.p);
}

TEST(passport_is_seen_by_its_own_person_alone)
{
	struct world w;
	struct passport_question q;
	struct passport_whole whole;
	struct passport found;
	struct actor nobody = {0}, house = {.is_house = true};
	struct passport_save in = {.question = PROUD, .stored = STR("x")};
	struct passport_saved saved;
	REQUIRE(set_up(&w));
	save(&w, &w.anna, PROUD, STR(SENTENCE));
	REQUIRE_OK(ask(&w, &w.bo, PROUD, &q));
	CHECK(!q.answer.stored.len && !q.answer.version && !q.marks[q.place.at]);
	REQUIRE_OK(passport_open(&w.p.app, w.p.arena, &w.bo, 0, &found));
	CHECK_INT((int64_t)found.chapters[0].answered, 0);
	CHECK_ERR(ask(&w, &nobody, PROUD, &q), ERR_UNAUTHENTICATED);
	CHECK_ERR(ask(&w, &house, PROUD, &q), ERR_FORBIDDEN);
	CHECK_ERR(passport_open(&w.p.app, w.p.arena, &nobody, 0, &found), ERR_UNAUTHENTICATED);
	CHECK_ERR(passport_read(&w.p.app, w.p.arena, &house, 0, &whole), ERR_FORBIDDEN);
	CHECK_ERR(passport_save(&w.p.app, w.p.arena, &house, &in, &saved), ERR_FORBIDDEN);
	place_close(&w.p);
}

TEST(passport_question_that_nobody_asks)
{
	struct world w;
	struct passport_question q;
	struct passport_saved saved;
	struct passport_save in = {.question = STR("who.nothing"), .stored = STR("x")};
	REQUIRE(set_up(&w));
	CHECK_ERR(ask(&w, &w.anna, STR("who.nothing"), &q), ERR_NOT_FOUND);
	CHECK_ERR(passport_save(&w.p.app, w.p.arena, &w.anna, &in, &saved), ERR_NOT_FOUND);
	in.question = STR_NONE;
	CHECK_ERR(passport_save(&w.p.app, w.p.arena, &w.anna, &in, &saved), ERR_NOT_FOUND);
	place_close(&w.p);
}

/* --- the vault --- */

TEST(passport_answer_moved_to_another_question_does_not_open)
{
	struct world w;
	struct passport_question q;
	struct passport_whole whole;
	REQUIRE(set_up(&w));
	save(&w, &w.anna, PROUD, STR(SENTENCE));
	save(&w, &w.anna, STR("who.self"), STR("Ik ben Anna en ik woon in Ede."));
	place_sql(&w.p, "UPDATE answer SET body = (SELECT body FROM answer b WHERE "
			"b.question = 'who.self') WHERE question = 'who.proud'");
	REQUIRE_OK(ask(&w, &w.anna, PROUD, &q));
	CHECK(q.answer.is_damaged && !q.answer.stored.len && q.answer.version == 1);
	REQUIRE_OK(passport_read(&w.p.app, w.p.arena, &w.anna, 0, &whole));
	size_t damaged = 0, read = 0;
	for (size_t k = 0; k < whole.chapters[0].chapter->count; k++) {
		damaged += whole.chapters[0].answers[k].is_damaged;
		read += whole.chapters[0].answers[k].stored.len > 0;
	}
	CHECK(damaged == 1 && read == 1 && whole.chapters[0].answered == 1);
	struct passport_save in = {PROUD, STR("Ik schrijf het opnieuw."), 1, false};
	struct passport_saved saved;
	CHECK_OK(passport_save(&w.p.app, w.p.arena, &w.anna, &in, &saved));
	CHECK(saved.version == 2 && !saved.conflict);
	place_close(&w.p);
}

TEST(passport_answer_moved_to_another_person_does_not_open)
{
	struct world w;
	struct passport_question q;
	REQUIRE(set_up(&w));
	save(&w, &w.anna, PROUD, STR(SENTENCE));
	save(&w, &w.bo, PROUD, STR("Bo heeft een ander verhaal."));
	place_sql(&w.p, "UPDATE answer SET body = (SELECT body FROM answer b WHERE "
			"b.person = (SELECT min(id) FROM person)) "
			"WHERE person = (SELECT max(id) FROM person)");
	REQUIRE_OK(ask(&w, &w.bo, PROUD, &q));
	CHECK(q.answer.is_damaged && !q.answer.stored.len);
	REQUIRE_OK(ask(&w, &w.anna, PROUD, &q));
	CHECK_STR(q.answer.stored, SENTENCE);
	place_close(&w.p);
}

TEST(passport_of_a_destroyed_key_is_gone)
{
	struct world w;
	struct passport_question q;
	struct passport found;
	REQUIRE(set_up(&w));
	save(&w, &w.anna, PROUD, STR(SENTENCE));
	REQUIRE_OK(vault_destroy_owner(w.p.app.vault, w.anna.public));
	CHECK_ERR(ask(&w, &w.anna, PROUD, &q), ERR_EXPIRED);
	CHECK_ERR(passport_open(&w.p.app, w.p.arena, &w.anna, 0, &found), ERR_EXPIRED);
	place_close(&w.p);
}

TEST(passport_is_in_no_file_log_or_mail)
{
	struct world w;
	struct passport_question q;
	REQUIRE(set_up(&w));
	struct visitor v = place_visitor("block");
	struct account_register in = {STR("Zuleika"), STR("z@school.example"), STR("rood groen")};
	REQUIRE_OK(account_register(&w.p.app, w.p.arena, &v, STR("nl"), &in));
	save(&w, &w.anna, PROUD, STR(SENTENCE));
	place_sql(&w.p, "UPDATE answer SET body = substr(body, 1, 1) WHERE question = 'who.proud'");
	REQUIRE_OK(ask(&w, &w.anna, PROUD, &q));
	CHECK(q.answer.is_damaged);
	err_t e = err_log(ERR_INTERNAL, "an answer cannot be opened");
	log_err(&w.p.log, STR("id"), e);
	err_free(e);
	save(&w, &w.bo, PROUD, STR(SENTENCE));
	const char *const secrets[] = {SENTENCE, "oma leerde", "rood groen"};
	for (size_t i = 0; i < sizeof(secrets) / sizeof(*secrets); i++)
		CHECK(!store_holds(&w.p.store, str_of(secrets[i])));
	struct place_letter letter = place_mail(&w.p);
	CHECK(place_code(&letter).len);
	CHECK(!store_holds(&w.p.store, place_code(&letter)));
	CHECK(store_holds(&w.p.store, STR("error"))); /* the log is one of the files */
	CHECK(!str_has(letter.text, "rood groen"));
	place_close(&w.p);
}
