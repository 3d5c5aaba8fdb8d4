#include "app/known.h"

#include "unit/place.h"
#include "unit/unit.h"

static struct visitor marked(struct place *p, const char *block)
{
	struct visitor visitor = place_visitor(block);
	CHECK_OK(known_new(&p->app, &visitor.known));
	return visitor;
}

/* How many requests in a row are let through. */
static int tries_of(struct place *p, const struct visitor *visitor)
{
	err_t e = NULL;
	int tries = -1;
	for (; !e; tries++)
		e = known_request(&p->app, p->arena, LIMIT_GUESS, visitor->block, &visitor->known);
	CHECK_ERR(e, ERR_RATE_LIMITED);
	return tries;
}

TEST(known_browser_is_let_through_where_others_used_up_all)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor stranger = place_visitor("school"), other = place_visitor("school");
	struct visitor pupil = marked(&p, "school"), classmate = marked(&p, "school");
	struct visitor forger = pupil;
	bool is_ours;
	forger.known.bytes[31] ^= 1;
	CHECK_OK(known_is_ours(&p.app, &forger.known, &is_ours));
	CHECK(!is_ours);
	CHECK_OK(known_is_ours(&p.app, &pupil.known, &is_ours));
	CHECK(is_ours);
	CHECK_INT(tries_of(&p, &stranger), limit_rule(LIMIT_GUESS)->burst);
	CHECK_INT(tries_of(&p, &other), 0);
	CHECK_INT(tries_of(&p, &forger), 0);
	CHECK_INT(tries_of(&p, &pupil), limit_rule(LIMIT_KNOWN)->burst);
	CHECK_INT(tries_of(&p, &classmate), limit_rule(LIMIT_KNOWN)->burst);
	place_pass(&p, limit_rule(LIMIT_KNOWN)->each);
	REQUIRE_OK(known_request(&p.app, p.arena, LIMIT_GUESS, STR("school"), &pupil.known));
	place_close(&p);
}

/* Who comes to many marks has no more tries than there are for all of them. */
TEST(known_browsers_share_a_limit_of_their_own)
{
	struct place p;
	int tries = 0;
	REQUIRE(place_open(&p));
	for (int i = 0; i < 10; i++) {
		struct visitor one = marked(&p, "school");
		tries += tries_of(&p, &one);
	}
	CHECK_INT(tries, limit_rule(LIMIT_KNOWN_ALL)->burst + limit_rule(LIMIT_GUESS)->burst);
	struct visitor elsewhere = marked(&p, "home");
	CHECK(tries_of(&p, &elsewhere) > 0);
	place_close(&p);
}
