/* A picture sent by form, and shown to its owner alone. */
#include "base/buf.h"
#include "unit/unit.h"
#include "unit/world.h"

#define MADE "/passport/questions/can.made"
#define PICTURE MADE "/picture"

static void add_field(struct buf *out, const char *name, const char *value)
{
	buf_lit(out, "--x\r\nContent-Disposition: form-data; name=\"");
	buf_put(out, str_of(name));
	buf_lit(out, "\"\r\n\r\n");
	buf_put(out, str_of(value));
	buf_lit(out, "\r\n");
}

/* The form of the page, with a file of that name and these bytes. */
static int post(
	struct world *w, const char *version, const char *words, const char *name, struct str bytes)
{
	struct buf parts;
	buf_init(&parts, w->p.arena, 1024, 1 << 16);
	add_field(&parts, "version", version);
	add_field(&parts, "answer", words);
	add_field(&parts, "go", "stay");
	buf_lit(&parts, "--x\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"");
	buf_put(&parts, str_of(name));
	buf_lit(&parts, "\"\r\nContent-Type: image/png\r\n\r\n");
	buf_put(&parts, bytes);
	buf_lit(&parts, "\r\n");
	return browser_post_parts(&w->b, PICTURE, buf_str(&parts));
}

TEST(picture_sent_is_shown_to_its_owner)
{
	struct world w;
	struct str bytes = place_png();
	REQUIRE(world_open_passport(&w, MADE));
	CHECK_INT(browser_get(&w.b, PICTURE), 404);
	CHECK_INT(post(&w, "0", "Een \"kast\"", "kast.png", bytes), 303);
	CHECK_STR(w.b.location, MADE);
	browser_get(&w.b, MADE);
	CHECK(browser_sees(&w.b, "src=\"" PICTURE "?version=1\" alt=\"Een &#34;kast&#34;\""));
	browser_get(&w.b, "/passport/read");
	CHECK(browser_sees(&w.b, "src=\"" PICTURE "\""));
	CHECK_INT(browser_get(&w.b, PICTURE), 200);
	CHECK(str_starts(w.b.body, STR("\xff\xd8")));
	CHECK_INT(browser_get(&w.b, PICTURE "?version=1"), 200);
	CHECK_INT(browser_get(&w.b, PICTURE "?version=2"), 404);
	CHECK_INT(browser_get(&w.b, PICTURE "?version=-1"), 404);
	struct actor bo = place_person(&w.p, "Bo", "bo@school.example");
	browser_sign_in(&w.b, &bo);
	CHECK_INT(browser_get(&w.b, PICTURE), 404);
	world_close(&w);
}

TEST(picture_refused_keeps_the_words)
{
	struct world w;
	struct str bytes = place_png();
	REQUIRE(world_open_passport(&w, MADE));
	CHECK_INT(post(&w, "0", "Een kast", "kast.svg", bytes), 422);
	CHECK(browser_sees(&w.b, "Een kast</textarea>"));
	CHECK(browser_sees(&w.b, "id=\"error\""));
	CHECK_INT(post(&w, "0", "Een kast", "kast.png", STR("<svg onload=x>")), 422);
	CHECK_INT(browser_post(&w.b, PICTURE, "answer=Een+kast&version=0"), 422);
	CHECK_INT(browser_post(&w.b, MADE, "answer=Een+kast&version=0"), 422);
	CHECK_INT(browser_post(&w.b, "/passport/questions/who.self/picture", "version=0"), 404);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM answer"), 0);
	world_close(&w);
}

/* The file is lost with the session; the words are not. */
TEST(picture_words_survive_the_end_of_the_session)
{
	struct world w;
	struct str bytes = place_png();
	REQUIRE(world_open_passport(&w, MADE));
	place_pass(&w.p, USEC_HOUR);
	CHECK_INT(post(&w, "0", "Een kast & een \"stoel\"", "kast.png", bytes), 401);
	CHECK(browser_sees(&w.b, "version=0&amp;answer=Een%20kast%20%26%20een%20%22stoel%22&amp;"));
	CHECK(!browser_sees(&w.b, "IHDR"));
	world_close(&w);
}
