#include "app/seen.h"

#include "app/session.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <pthread.h>

#define SEEN_AT "SELECT seen / 1000000 - 20000 * 86400 FROM session ORDER BY token LIMIT 1"

TEST(seen_is_noted_once_a_minute_at_most)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct token token = place_session(&p, &anna);
	struct session session;
	place_pass(&p, SEEN_EACH);
	CHECK_OK(session_find(&p.app, p.arena, &token, &session));
	CHECK_OK(seen_write(&p.app));
	CHECK_INT(place_sql(&p, SEEN_AT), 0);
	place_pass(&p, USEC_SECOND);
	CHECK_OK(session_find(&p.app, p.arena, &token, &session));
	CHECK_INT(place_sql(&p, SEEN_AT), 0);
	CHECK_OK(seen_write(&p.app));
	CHECK_INT(place_sql(&p, SEEN_AT), 61);
	place_close(&p);
}

TEST(seen_never_goes_back)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct token token = place_session(&p, &anna);
	struct digest digest = token_digest(&token);
	seen_note(p.app.seen, &digest, PLACE_START - USEC_HOUR);
	CHECK_OK(seen_write(&p.app));
	CHECK_INT(place_sql(&p, SEEN_AT), 0);
	seen_note(p.app.seen, &digest, PLACE_START + USEC_MINUTE);
	seen_note(p.app.seen, &digest, PLACE_START + USEC_HOUR);
	CHECK_OK(seen_write(&p.app));
	CHECK_INT(place_sql(&p, SEEN_AT), 3600);
	place_close(&p);
}

TEST(seen_of_a_session_that_ended_is_nothing)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct token token = token_new(&random_system);
	struct digest digest = token_digest(&token);
	seen_note(p.app.seen, &digest, PLACE_START);
	CHECK_OK(seen_write(&p.app));
	CHECK_OK(seen_write(&p.app));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM session"), 0);
	place_close(&p);
}

/* What does not fit is left out, and room is there again after writing. */
TEST(seen_holds_a_stated_number)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct token token = place_session(&p, &anna);
	struct digest digest = token_digest(&token), other = {0};
	for (int i = 0; i < SEEN_MOST; i++) {
		other.bytes[0] = (uint8_t)i;
		other.bytes[1] = (uint8_t)(i >> 8);
		seen_note(p.app.seen, &other, PLACE_START);
	}
	seen_note(p.app.seen, &digest, PLACE_START + USEC_HOUR);
	CHECK_OK(seen_write(&p.app));
	CHECK_INT(place_sql(&p, SEEN_AT), 0);
	seen_note(p.app.seen, &digest, PLACE_START + USEC_HOUR);
	CHECK_OK(seen_write(&p.app));
	CHECK_INT(place_sql(&p, SEEN_AT), 3600);
	place_close(&p);
}

static void *note_many(void *arg)
{
	struct digest digest = {0};
	for (int i = 0; i < 500; i++) {
		digest.bytes[0] = (uint8_t)i;
		seen_note(arg, &digest, i);
	}
	return NULL;
}

TEST(seen_is_for_many_threads)
{
	struct place p;
	pthread_t threads[4];
	REQUIRE(place_open(&p));
	for (int i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, note_many, p.app.seen);
	for (int i = 0; i < 20; i++)
		CHECK_OK(seen_write(&p.app));
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	CHECK_OK(seen_write(&p.app));
	place_close(&p);
}
