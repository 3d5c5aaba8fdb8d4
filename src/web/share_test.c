/* Live links, as the browsers of the owner and of a visitor see them. */
#include "app/passport.h"
#include "app/profile_photo.h"
#include "app/share_door.h"
#include "unit/browser.h"
#include "unit/unit.h"

#define SENTENCE "ik heb leren zwemmen"

struct world {
	struct place p;
	struct browser owner, visitor;
	struct actor anna, ben;
	struct str code;
	char *path; /* of the link */
};

static bool set_up(struct world *w)
{
	*w = (struct world){0};
	if (!place_open(&w->p) || !browser_open(&w->owner, &w->p) ||
		!browser_open(&w->visitor, &w->p))
		return false;
	const struct app *app = &w->p.app;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->ben = place_person(&w->p, "Ben", "ben@mbo.example");
	struct passport_save in = {.question = STR("who.proud"), .stored = STR(SENTENCE)};
	struct passport_saved saved;
	CHECK_OK(passport_pick(app, w->p.arena, &w->anna, STR("at-school"), STR("yes")));
	CHECK_OK(passport_pick(app, w->p.arena, &w->anna, STR("going-to"), STR("mbo")));
	CHECK_OK(passport_save(app, w->p.arena, &w->anna, &in, &saved));
	browser_sign_in(&w->owner, &w->anna);
	browser_sign_in(&w->visitor, &w->ben);
	browser_get(&w->owner, "/passport/share");
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->owner);
	browser_close(&w->visitor);
	place_close(&w->p);
}

static char *below(struct world *w, const char *rest)
{
	return str_z(w->p.arena, str_fmt(w->p.arena, "%s%s", w->path, rest));
}

/* A link to the first chapter, as its owner makes it. */
static bool make_link(struct world *w)
{
	CHECK_INT(browser_post(&w->owner, "/passport/share", ""), 303);
	struct str path = str_dup(w->p.arena, w->owner.location);
	w->path = str_z(w->p.arena, str_sub(path, 0, path.len - 5));
	CHECK_INT(browser_post(&w->owner, below(w, "/what"), "scopes=who"), 303);
	return CHECK_INT(browser_post(&w->owner, below(w, "/whom"), "purpose=mbo&receiver=Mbo"),
		       303) &&
	       CHECK_INT(browser_get(&w->owner, w->path), 200);
}

static bool begin_link(struct world *w)
{
	CHECK_INT(browser_post(&w->owner, below(w, "/begin"), ""), 303);
	CHECK_INT(browser_get(&w->owner, w->path), 200);
	struct str rest = str_from(w->owner.body, str_search(w->owner.body, STR("/s#")) + 3);
	w->code = str_dup(w->p.arena, str_sub(rest, 0, 11));
	return CHECK_INT((int64_t)w->code.len, 11);
}

static bool set_up_link(struct world *w)
{
	return set_up(w) && make_link(w) && begin_link(w);
}

/* Ben opens it; the page that he lands on. */
static char *open_link(struct world *w)
{
	browser_get(&w->visitor, "/s");
	char *code = str_z(w->p.arena, str_fmt(w->p.arena, "code=%.*s", STR_ARG(w->code)));
	CHECK_INT(browser_post(&w->visitor, "/s", code), 303);
	CHECK(str_starts(w->visitor.location, STR("/shared/")));
	return str_z(w->p.arena, w->visitor.location);
}

TEST(share_lands_on_a_page_with_what_is_shared)
{
	struct world w;
	REQUIRE(set_up_link(&w));
	char *page = open_link(&w);
	CHECK_INT(browser_get(&w.visitor, page), 200);
	CHECK(browser_sees(&w.visitor, SENTENCE) && browser_sees(&w.visitor, "Anna"));
	CHECK_INT(browser_post(&w.visitor, page, "go=handled"), 303);
	CHECK_INT(browser_get(&w.visitor, page), 200);
	CHECK(browser_sees(&w.visitor, "value=\"open\""));
	CHECK_INT(browser_get(&w.visitor, "/shared"), 200);
	CHECK(browser_sees(&w.visitor, page));
	CHECK_INT(browser_get(&w.owner, page), 404);
	browser_get(&w.owner, w.path);
	CHECK_INT(browser_post(&w.owner, below(&w, "/stop"), ""), 303);
	CHECK_INT(browser_get(&w.visitor, page), 200);
	CHECK(!browser_sees(&w.visitor, SENTENCE) && browser_sees(&w.visitor, "Anna"));
	tear_down(&w);
}

TEST(share_shows_the_photo_of_who_has_one_while_it_is_shared)
{
	struct world w;
	REQUIRE(set_up_link(&w));
	char *page = open_link(&w);
	CHECK_INT(browser_get(&w.visitor, page), 200);
	CHECK(!browser_sees(&w.visitor, "/photo\""));
	CHECK_OK(profile_photo_set(&w.p.app, w.p.arena, &w.anna, STR("ik.png"), place_png()));
	CHECK_INT(browser_get(&w.visitor, page), 200);
	CHECK(browser_sees(&w.visitor, "/photo\""));
	CHECK_INT(browser_get(&w.owner, below(&w, "/eyes")), 200);
	CHECK(browser_sees(&w.owner, "/account/photo/file"));
	browser_get(&w.owner, w.path);
	CHECK_INT(browser_post(&w.owner, below(&w, "/stop"), ""), 303);
	CHECK_INT(browser_get(&w.visitor, page), 200);
	CHECK(!browser_sees(&w.visitor, "/photo\""));
	tear_down(&w);
}

TEST(share_changes_less_at_once_and_more_after_a_yes)
{
	struct world w;
	REQUIRE(set_up_link(&w));
	char *page = open_link(&w);
	char *path = below(&w, "/change");
	CHECK_INT(browser_get(&w.owner, path), 200);
	CHECK_INT(browser_post(&w.owner, path, "ends=2025-01-01&places=2"), 422);
	CHECK_INT(browser_post(&w.owner, path, "scopes=can&ends=2024-01-01&places=2"), 422);
	const char *more = "scopes=who&scopes=can&ends=2024-12-01&places=2&receiver=Mbo";
	CHECK_INT(browser_post(&w.owner, path, more), 200);
	CHECK(browser_sees(&w.owner, "name=\"sure\""));
	CHECK_INT(browser_get(&w.visitor, page), 200);
	CHECK(!browser_sees(&w.visitor, "data-chapter=\"2\""));
	char *sure = str_z(w.p.arena, str_fmt(w.p.arena, "%s&sure=yes", more));
	CHECK_INT(browser_post(&w.owner, path, sure), 200);
	CHECK_INT(browser_get(&w.visitor, page), 200);
	CHECK(browser_sees(&w.visitor, "data-chapter=\"2\""));
	const char *less = "scopes=can&ends=2024-11-30&places=1&receiver=";
	CHECK_INT(browser_post(&w.owner, path, less), 200);
	CHECK_INT(browser_get(&w.visitor, page), 200);
	CHECK(!browser_sees(&w.visitor, SENTENCE));
	CHECK_INT(browser_post(&w.owner, path, less), 303);
	browser_get(&w.owner, w.path);
	CHECK_INT(browser_post(&w.owner, below(&w, "/stop"), ""), 303);
	CHECK_INT(browser_get(&w.owner, path), 303);
	CHECK_INT(browser_post(&w.owner, path, sure), 303);
	tear_down(&w);
}

TEST(share_lists_who_is_stopped_and_takes_that_back)
{
	struct world w;
	REQUIRE(set_up_link(&w));
	char *page = open_link(&w);
	struct str grant = str_from(str_of(page), sizeof("/shared/") - 1);
	char *path = below(&w, str_fmt(w.p.arena, "/visitors/%.*s", STR_ARG(grant)).p);
	browser_get(&w.owner, w.path);
	CHECK(browser_sees(&w.owner, "Ben") && !browser_sees(&w.owner, "value=\"undo\""));
	CHECK_INT(browser_post(&w.owner, path, "go=no"), 303);
	CHECK_INT(browser_get(&w.owner, w.path), 200);
	CHECK(browser_sees(&w.owner, "Ben") && browser_sees(&w.owner, "value=\"undo\""));
	CHECK_INT(browser_get(&w.visitor, page), 200);
	CHECK(!browser_sees(&w.visitor, SENTENCE));
	CHECK_INT(browser_post(&w.owner, path, "go=undo"), 303);
	CHECK_INT(browser_get(&w.visitor, page), 200);
	CHECK(browser_sees(&w.visitor, SENTENCE));
	CHECK_INT(browser_post(&w.owner, path, "go=undo"), 410);
	browser_get(&w.owner, w.path);
	CHECK_INT(browser_post(&w.owner, below(&w, "/stop"), ""), 303);
	CHECK_INT(browser_get(&w.owner, w.path), 200);
	CHECK(browser_sees(&w.owner, "Ben") && !browser_sees(&w.owner, "value=\"undo\""));
	tear_down(&w);
}

TEST(share_comes_on_paper_and_as_pictures)
{
	static const struct {
		const char *file, *begins;
	} files[] = {
		{"/code/leerpas-code.svg", "<svg "},
		{"/code/leerpas-code.png", "\x89PNG"},
		{"/code/leerpas-poster.pdf", "%PDF-1."},
		{"/code/leerpas-slips.pdf", "%PDF-1."},
	};
	struct world w;
	REQUIRE(set_up(&w) && make_link(&w));
	CHECK_INT(browser_get(&w.owner, below(&w, files[0].file)), 404);
	REQUIRE(begin_link(&w));
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		CHECK(browser_sees(&w.owner, below(&w, files[i].file)));
		CHECK_INT(browser_get(&w.visitor, below(&w, files[i].file)), 404);
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		CHECK_INT(browser_get(&w.owner, below(&w, files[i].file)), 200);
		CHECK(str_starts(w.owner.body, str_of(files[i].begins)));
	}
	CHECK_INT(browser_get(&w.owner, below(&w, "/code/leerpas.pdf")), 404);
	browser_get(&w.owner, w.path);
	CHECK_INT(browser_post(&w.owner, below(&w, "/stop"), ""), 303);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		CHECK_INT(browser_get(&w.owner, below(&w, files[i].file)), 404);
	tear_down(&w);
}
