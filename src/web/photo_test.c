#include "base/buf.h"
#include "unit/browser.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser b;
	struct actor anna, bo;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p) || !browser_open(&w->b, &w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->bo = place_person(&w->p, "Bo", "bo@school.example");
	browser_sign_in(&w->b, &w->anna);
	return CHECK_INT(browser_get(&w->b, "/account/photo"), 200);
}

static void tear_down(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->p);
}

static int post(struct world *w, const char *name, struct str bytes)
{
	struct buf parts;
	buf_init(&parts, w->p.arena, 1024, 1 << 16);
	buf_lit(&parts, "--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"");
	buf_put(&parts, str_of(name));
	buf_lit(&parts, "\"\r\nContent-Type: image/png\r\n\r\n");
	buf_put(&parts, bytes);
	buf_lit(&parts, "\r\n");
	return browser_post_parts(&w->b, "/account/photo", buf_str(&parts));
}

static const char *annas(struct world *w)
{
	struct str key = public_id_print(w->p.arena, w->anna.public);
	return str_fmt(w->p.arena, "/with/%.*s/photo", STR_ARG(key)).p;
}

TEST(photo_page_from_choosing_to_taking_away)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(!browser_sees(&w.b, "<img"));
	CHECK_INT(browser_get(&w.b, "/account/photo/file"), 404);
	browser_get(&w.b, "/account/photo");
	CHECK_INT(post(&w, "ik.svg", place_png()), 422);
	CHECK(browser_sees(&w.b, "id=\"photo-error\""));
	CHECK_INT(post(&w, "ik.png", STR("geen plaatje")), 422);
	CHECK_INT(post(&w, "", STR("")), 422);
	CHECK_INT(post(&w, "ik.png", place_png()), 303);
	CHECK_STR(w.b.location, "/account/photo?saved");
	CHECK_INT(browser_get(&w.b, "/account/photo?saved"), 200);
	CHECK(browser_sees(&w.b, "src=\"/account/photo/file\""));
	CHECK_INT(browser_get(&w.b, "/account/photo/file"), 200);
	CHECK(str_starts(w.b.body, STR("\xff\xd8\xff")));
	CHECK_INT(browser_get(&w.b, annas(&w)), 200);
	browser_get(&w.b, "/account/photo");
	CHECK_INT(browser_post(&w.b, "/account/photo/remove", ""), 303);
	CHECK_INT(browser_get(&w.b, "/account/photo/file"), 404);
	tear_down(&w);
}

TEST(photo_of_one_is_nobody_elses)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(post(&w, "ik.png", place_png()), 303);
	browser_sign_in(&w.b, &w.bo);
	CHECK_INT(browser_get(&w.b, "/account/photo/file"), 404);
	CHECK_INT(browser_get(&w.b, annas(&w)), 404);
	CHECK_INT(browser_get(&w.b, "/with/x/photo"), 404);
	tear_down(&w);
}
