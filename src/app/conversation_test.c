#include "app/conversation.h"

#include "app/grant.h"
#include "app/reading.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <string.h>

#define PROUD STR("who.proud")
#define WHO STR("who")

struct world {
	struct place p;
	struct actor anna, papa, coach, other;
	struct public_id grant;
};

struct giving {
	struct world *w;
	const struct actor *holder;
	struct public_id public;
	const char *scope;
};

static err_t give(struct tx *tx, void *ctx)
{
	const struct giving *g = ctx;
	usec now = clock_now(g->w->p.app.clock);
	struct row_id id;
	struct grant_new new = {
		.public = g->public,
		.owner = g->w->anna.person,
		.holder = g->holder->person,
		.kind = GRANT_COMPANION,
		.role = GRANT_PARENT,
		.terms = {{str_of(g->scope)}, 1, zone_day(now) + 100},
		.now = now,
	};
	tx_allow(tx);
	return grant_add(tx, &new, &id);
}

static struct public_id let_in(struct world *w, const struct actor *holder, const char *scope)
{
	struct giving g = {w, holder, public_id_new(&random_system), scope};
	CHECK_OK(db_tx(w->p.app.db, give, &g));
	return g.public;
}

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	const struct app *app = &w->p.app;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->papa = place_person(&w->p, "Jan", "jan@thuis.example");
	w->coach = place_person(&w->p, "Bo", "bo@werk.example");
	w->other = place_person(&w->p, "Kim", "kim@thuis.example");
	CHECK_OK(passport_pick(app, w->p.arena, &w->anna, STR("at-school"), STR("yes")));
	CHECK_OK(passport_pick(app, w->p.arena, &w->anna, STR("going-to"), STR("mbo")));
	struct passport_save in = {PROUD, STR("ik heb leren zwemmen"), 0, false};
	struct passport_saved saved;
	CHECK_OK(passport_save(app, w->p.arena, &w->anna, &in, &saved));
	w->grant = let_in(w, &w->papa, "who");
	return true;
}

static err_t read_as(
	struct world *w, const struct actor *actor, struct str scope, struct with_chapter *ret)
{
	return with_read(&w->p.app, w->p.arena, actor, 0, w->anna.public, scope, ret);
}

static struct thread_place with(struct world *w, const struct actor *holder)
{
	return (struct thread_place){w->anna.public, holder->public, PROUD};
}

static err_t say(
	struct world *w, const struct actor *actor, const struct actor *holder, const char *text)
{
	struct thread_place place = with(w, holder);
	return conversation_write(&w->p.app, w->p.arena, actor, &place, str_of(text));
}

static struct thread_list threads(struct world *w)
{
	struct thread_list found = {0};
	CHECK_OK(conversation_on(&w->p.app, w->p.arena, &w->anna,
		content_question(w->p.app.content, 0, PROUD), &found));
	return found;
}

static const struct thread *proud_of(const struct with_chapter *read)
{
	for (size_t i = 0; i < read->chapter.chapter->count; i++)
		if (str_eq(read->chapter.answers[i].question->id, PROUD))
			return &read->threads[i];
	return NULL;
}

TEST(with_read_opens_the_granted_part_and_notes_it)
{
	struct world w;
	struct with_chapter read = {0};
	struct reading_page page;
	REQUIRE(set_up(&w));
	CHECK_OK(read_as(&w, &w.papa, WHO, &read));
	CHECK_STR(read.person.name, "Anna");
	CHECK(read.has_route && read.person.scopes_len == 1);
	bool found = false;
	for (size_t i = 0; i < read.chapter.chapter->count; i++)
		found |= str_is(read.chapter.answers[i].value.words, "ik heb leren zwemmen");
	CHECK(found);
	CHECK_OK(reading_list(&w.p.app, w.p.arena, &w.anna, 1, &page));
	CHECK(page.len == 1 && str_eq(page.at[0].scope, WHO));
	place_close(&w.p);
}

TEST(with_read_opens_nothing_else)
{
	static const char *const scopes[] = {"can", "want", "need", "care", "", "other"};
	struct world w;
	struct with_chapter read;
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(scopes) / sizeof(*scopes); i++)
		CHECK_ERR(read_as(&w, &w.papa, str_of(scopes[i]), &read), ERR_NOT_FOUND);
	CHECK_ERR(read_as(&w, &w.other, WHO, &read), ERR_NOT_FOUND);
	CHECK_ERR(read_as(&w, &w.anna, WHO, &read), ERR_NOT_FOUND); /* not another's */
	CHECK_ERR(read_as(&w, &nobody, WHO, &read), ERR_UNAUTHENTICATED);
	CHECK_ERR(with_read(&w.p.app, w.p.arena, &w.papa, 0, public_id_new(&random_system), WHO,
			  &read),
		ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM passport_reading"), 0);
	place_close(&w.p);
}

TEST(with_read_ends_with_the_grant)
{
	struct world w;
	struct with_chapter read;
	struct with_person person;
	REQUIRE(set_up(&w));
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, w.grant));
	CHECK_ERR(read_as(&w, &w.papa, WHO, &read), ERR_NOT_FOUND);
	CHECK_ERR(
		with_open(&w.p.app, w.p.arena, &w.papa, 0, w.anna.public, &person), ERR_NOT_FOUND);
	CHECK_OK(grant_undo(&w.p.app, w.p.arena, &w.anna, w.grant));
	CHECK_OK(read_as(&w, &w.papa, WHO, &read));
	place_pass(&w.p, 101 * USEC_DAY);
	CHECK_ERR(read_as(&w, &w.papa, WHO, &read), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(with_read_of_who_has_no_route_yet_is_empty)
{
	struct world w;
	struct with_chapter read;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "DELETE FROM pick");
	CHECK_OK(read_as(&w, &w.papa, WHO, &read));
	CHECK(!read.has_route && read.person.scopes_len == 1);
	place_close(&w.p);
}

TEST(conversation_goes_both_ways)
{
	struct world w;
	struct with_chapter read;
	REQUIRE(set_up(&w));
	CHECK_OK(say(&w, &w.papa, &w.papa, "dat weet ik nog goed"));
	place_pass(&w.p, USEC_MINUTE);
	CHECK_OK(say(&w, &w.anna, &w.papa, "jij was erbij"));
	CHECK_OK(read_as(&w, &w.papa, WHO, &read));
	const struct thread *thread = proud_of(&read);
	REQUIRE(thread && thread->len == 2);
	CHECK_STR(thread->comments[0].text, "dat weet ik nog goed");
	CHECK(!thread->comments[0].by_owner && thread->comments[1].by_owner);
	struct thread_list own = threads(&w);
	REQUIRE(own.len == 1 && own.at[0].len == 2);
	CHECK_STR(own.at[0].comments[1].text, "jij was erbij");
	CHECK_STR(own.at[0].name, "Jan");
	CHECK(own.at[0].holds);
	place_close(&w.p);
}

TEST(conversation_is_between_two)
{
	struct world w;
	struct with_chapter read;
	REQUIRE(set_up(&w));
	let_in(&w, &w.coach, "who");
	CHECK_OK(say(&w, &w.papa, &w.papa, "alleen voor Anna"));
	CHECK_OK(read_as(&w, &w.coach, WHO, &read));
	CHECK(proud_of(&read) && proud_of(&read)->len == 0);
	CHECK_ERR(say(&w, &w.coach, &w.papa, "ik ben de vader"), ERR_NOT_FOUND);
	CHECK_ERR(say(&w, &w.other, &w.papa, "ik ook"), ERR_NOT_FOUND);
	CHECK_ERR(say(&w, &w.other, &w.other, "ik ook"), ERR_NOT_FOUND);
	CHECK_ERR(say(&w, &w.anna, &w.other, "wie ben jij"), ERR_NOT_FOUND);
	CHECK_ERR(say(&w, &w.anna, &w.anna, "aan mezelf"), ERR_NOT_FOUND);
	CHECK_INT((int64_t)threads(&w).len, 2);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM comment"), 1);
	place_close(&w.p);
}

TEST(conversation_stays_with_the_owner_when_access_ends)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(say(&w, &w.papa, &w.papa, "dat weet ik nog goed"));
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, w.grant));
	CHECK_ERR(say(&w, &w.papa, &w.papa, "nog iets"), ERR_NOT_FOUND);
	CHECK_ERR(say(&w, &w.anna, &w.papa, "nog iets"), ERR_NOT_FOUND);
	struct thread_list own = threads(&w);
	REQUIRE(own.len == 1);
	CHECK(!own.at[0].holds && own.at[0].len == 1);
	place_close(&w.p);
}

TEST(conversation_refuses_what_is_no_comment)
{
	struct world w;
	REQUIRE(set_up(&w));
	char long_text[COMMENT_MOST + 2];
	memset(long_text, 'a', sizeof(long_text) - 1);
	long_text[COMMENT_MOST + 1] = 0;
	CHECK_ERR(say(&w, &w.papa, &w.papa, " \n"), ERR_INVALID);
	CHECK_ERR(say(&w, &w.papa, &w.papa, long_text), ERR_INVALID);
	long_text[COMMENT_MOST] = 0;
	CHECK_OK(say(&w, &w.papa, &w.papa, long_text));
	struct thread_place nowhere = {w.anna.public, w.papa.public, STR("who.not")};
	CHECK_ERR(conversation_write(&w.p.app, w.p.arena, &w.papa, &nowhere, STR("hoi")),
		ERR_NOT_FOUND);
	struct thread_place other = {w.anna.public, w.papa.public, STR("can.good")};
	CHECK_ERR(conversation_write(&w.p.app, w.p.arena, &w.papa, &other, STR("hoi")),
		ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(conversation_has_a_most)
{
	struct world w;
	REQUIRE(set_up(&w));
	for (int i = 0; i < COMMENTS_MOST; i++)
		CHECK_OK(say(&w, &w.papa, &w.papa, "nog een"));
	CHECK_ERR(say(&w, &w.papa, &w.papa, "te veel"), ERR_INVALID);
	place_close(&w.p);
}

TEST(conversation_is_sealed_and_mailed_without_a_word)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(say(&w, &w.papa, &w.papa, "geheime zwemles"));
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.to, "anna@school.example");
	CHECK(!str_has(letter.text, "geheim"));
	CHECK(str_has(letter.text, "/passport/questions/who.proud"));
	CHECK_OK(say(&w, &w.papa, &w.papa, "en nog iets"));
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, 1); /* one mail in an hour */
	place_pass(&w.p, COMMENT_TELL);
	CHECK_OK(say(&w, &w.anna, &w.papa, "dank je"));
	CHECK_STR(place_mail(&w.p).to, "jan@thuis.example");
	CHECK_OK(say(&w, &w.papa, &w.papa, "graag gedaan"));
	CHECK_STR(place_mail(&w.p).to, "anna@school.example");
	place_close(&w.p);
}

TEST(conversation_latest_is_one_for_each_newest_first)
{
	struct world w;
	struct talk_latest_list latest;
	struct with_person person;
	REQUIRE(set_up(&w));
	let_in(&w, &w.coach, "who");
	CHECK_OK(say(&w, &w.papa, &w.papa, "dat weet ik nog goed"));
	place_pass(&w.p, USEC_MINUTE);
	CHECK_OK(say(&w, &w.coach, &w.coach, "ik ook"));
	place_pass(&w.p, USEC_MINUTE);
	CHECK_OK(say(&w, &w.anna, &w.papa, "jij was erbij"));
	CHECK_OK(conversation_latest(&w.p.app, w.p.arena, &w.anna, &latest));
	REQUIRE(latest.len == 2);
	CHECK_STR(latest.at[0].name, "Jan");
	CHECK(latest.at[0].by_owner && str_eq(latest.at[0].question, PROUD));
	CHECK_STR(latest.at[1].name, "Bo");
	CHECK(!latest.at[1].by_owner);
	CHECK_OK(conversation_latest(&w.p.app, w.p.arena, &w.papa, &latest));
	CHECK_INT((int64_t)latest.len, 0);
	CHECK_OK(with_open(&w.p.app, w.p.arena, &w.papa, 0, w.anna.public, &person));
	CHECK(person.scopes_len == 1 && person.said[0] == 1);
	CHECK_OK(with_open(&w.p.app, w.p.arena, &w.coach, 0, w.anna.public, &person));
	CHECK(person.scopes_len == 1 && person.said[0] == 0);
	place_close(&w.p);
}

TEST(conversation_comment_cannot_change_its_author)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(say(&w, &w.papa, &w.papa, "van papa"));
	place_sql(&w.p, "UPDATE comment SET author = owner");
	struct thread_list own = threads(&w);
	REQUIRE(own.len == 1 && own.at[0].len == 1);
	CHECK(own.at[0].comments[0].is_damaged && !own.at[0].comments[0].text.len);
	place_close(&w.p);
}

TEST(conversation_asked_for_is_mailed_although_a_comment_was)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct thread_place place = with(&w, &w.papa), second = place;
	second.question = STR("who.self");
	CHECK_OK(say(&w, &w.anna, &w.papa, "kijk eens"));
	place_mail(&w.p);
	CHECK_OK(conversation_ask(&w.p.app, w.p.arena, &w.anna, &place));
	CHECK_STR(place_mail(&w.p).subject, "Anna wil met je praten");
	CHECK_INT((int64_t)w.p.letters.len, 2);
	CHECK_OK(conversation_ask(&w.p.app, w.p.arena, &w.anna, &second));
	CHECK_OK(say(&w, &w.anna, &w.papa, "en hier"));
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, 2);
	place_pass(&w.p, COMMENT_TELL);
	CHECK_OK(conversation_ask(&w.p.app, w.p.arena, &w.anna, &place));
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, 3);
	place_close(&w.p);
}

TEST(conversation_is_asked_for_and_ticked_off)
{
	struct world w;
	struct with_person person;
	REQUIRE(set_up(&w));
	struct thread_place place = with(&w, &w.papa);
	CHECK_ERR(conversation_ask(&w.p.app, w.p.arena, &w.papa, &place), ERR_NOT_FOUND);
	CHECK_OK(conversation_ask(&w.p.app, w.p.arena, &w.anna, &place));
	CHECK_STR(place_mail(&w.p).to, "jan@thuis.example");
	CHECK_OK(with_open(&w.p.app, w.p.arena, &w.papa, 0, w.anna.public, &person));
	CHECK(person.asked[0] == 1);
	CHECK(threads(&w).at[0].asked && !threads(&w).at[0].talked);
	CHECK_OK(conversation_mark(&w.p.app, w.p.arena, &w.papa, &place));
	CHECK(threads(&w).at[0].talked);
	CHECK_OK(with_open(&w.p.app, w.p.arena, &w.papa, 0, w.anna.public, &person));
	CHECK(person.asked[0] == 0);
	CHECK_OK(conversation_unmark(&w.p.app, w.p.arena, &w.anna, &place));
	CHECK(!threads(&w).at[0].talked);
	CHECK_ERR(conversation_mark(&w.p.app, w.p.arena, &w.other, &place), ERR_NOT_FOUND);
	place_close(&w.p);
}
