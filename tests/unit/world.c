#include "unit/world.h"

#include "app/passport.h"
#include "unit/unit.h"

bool world_open(struct world *w)
{
	*w = (struct world){0};
	return place_open(&w->p) && browser_open(&w->b, &w->p);
}

bool world_open_anna(struct world *w)
{
	if (!world_open(w))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	return true;
}

bool world_open_signed_in(struct world *w)
{
	if (!world_open_anna(w))
		return false;
	browser_sign_in(&w->b, &w->anna);
	return true;
}

bool world_open_passport(struct world *w, const char *page)
{
	struct content_picks picks = {{STR("yes"), STR("mbo")}};
	return world_open_signed_in(w) &&
	       CHECK_OK(passport_choose(&w->p.app, w->p.arena, &w->anna, &picks)) &&
	       CHECK_INT(browser_get(&w->b, page), 200);
}

void world_close(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->p);
}

const char *world_code_field(struct world *w)
{
	struct place_letter letter = place_mail(&w->p);
	struct str code = place_code(&letter);
	CHECK_INT((int64_t)code.len, 7);
	return str_fmt(w->p.arena, "code=%.3s+%.3s", code.p, code.p + 4).p;
}
