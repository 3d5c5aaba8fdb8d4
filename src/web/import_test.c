/* Bringing a copy along, as a browser sees it. */
#include "app/import.h"

#include "unit/unit.h"
#include "unit/world.h"

#define JSON                                                                                      \
	"{\"format\":\"leerpas-export\",\"version\":1,\"place\":\"<b>De Zon</b>\",\"answers\":[{" \
	"\"question\":\"who.self\",\"version\":1,\"stored\":\"Ik ben Anna.\"},"                   \
	"{\"question\":\"who.<i>\",\"version\":1,\"stored\":\"x\"}]}"

static bool set_up(struct world *w)
{
	if (!world_open_signed_in(w))
		return false;
	w->b.language = STR("en");
	return true;
}

static int send_file(struct world *w, struct str bytes)
{
	browser_get(&w->b, "/account/import");
	struct buf parts;
	buf_init(&parts, w->p.arena, 1024, 1 << 20);
	buf_lit(&parts, "--x\r\nContent-Disposition: form-data; name=\"copy\"; "
			"filename=\"leerpas.zip\"\r\nContent-Type: application/zip\r\n\r\n");
	buf_put(&parts, bytes);
	buf_lit(&parts, "\r\n");
	return browser_post_parts(&w->b, "/account/import", buf_str(&parts));
}

static struct str copy(struct world *w)
{
	const struct zip_file file = {STR("export.json"), STR(JSON)};
	struct buf out;
	buf_init(&out, w->p.arena, 1024, 1 << 20);
	zip_write(&out, &file, 1);
	return buf_str(&out);
}

TEST(import_from_sending_to_being_there)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.b, "/account/import"), 200);
	CHECK(browser_sees(&w.b, "Bring a copy along"));
	CHECK_INT(send_file(&w, STR("no zip")), 422);
	CHECK(browser_sees(&w.b, "This is no ZIP file, or it is damaged."));
	CHECK_INT(send_file(&w, copy(&w)), 303);
	CHECK_INT(browser_get(&w.b, "/account/import"), 200);
	CHECK(browser_sees(&w.b, "&lt;b>De Zon&lt;/b>") ||
		browser_sees(&w.b, "&lt;b&gt;De Zon&lt;/b&gt;"));
	CHECK(browser_sees(&w.b, "This question is not known here.") &&
		!browser_sees(&w.b, "who.<i>"));
	CHECK(browser_sees(&w.b, "Here nobody looks along until you invite them."));
	CHECK_INT(browser_post(&w.b, "/account/import/choose", ""), 422);
	CHECK(browser_sees(&w.b, "Choose what comes in."));
	CHECK_INT(browser_post(&w.b, "/account/import/choose", "parts=answers"), 303);
	CHECK_INT(browser_get(&w.b, "/account/import"), 200);
	CHECK(browser_sees(&w.b, "<progress"));
	place_mail(&w.p);
	CHECK_INT(browser_get(&w.b, "/account/import"), 200);
	CHECK(browser_sees(&w.b, "1 thing came in."));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM answer"), 1);
	world_close(&w);
}

TEST(import_is_forgotten_when_asked)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(send_file(&w, copy(&w)), 303);
	browser_get(&w.b, "/account/import");
	CHECK_INT(browser_post(&w.b, "/account/import/drop", ""), 303);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM import_chunk"), 0);
	CHECK_INT(browser_post(&w.b, "/account/import", ""), 422);
	CHECK(browser_sees(&w.b, "Choose the file."));
	place_pass(&w.p, SESSION_FRESH + USEC_MINUTE);
	CHECK_INT(send_file(&w, copy(&w)), 403);
	world_close(&w);
}
