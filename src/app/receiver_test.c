#include "app/receiver.h"

#include "app/organisation.h"
#include "unit/place.h"
#include "unit/unit.h"

/* A school that takes learners in, its admin, the admin of another, and a learner. */
struct world {
	struct place p;
	struct actor admin, other, noor;
	struct row_id school, town;
	day today;
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	*w = (struct world){0};
	if (!place_open(p))
		return false;
	w->admin = place_staff(p, "Farida", "farida@school.example", "Mbo De Brug",
		ROLE_ORGANISATION_ADMIN, &w->school);
	w->other = place_staff(
		p, "Otto", "otto@town.example", "Bakker Bos", ROLE_ORGANISATION_ADMIN, &w->town);
	w->noor = place_person(p, "Noor", "noor@post.example");
	w->today = zone_day(clock_now(p->app.clock));
	return true;
}

static const struct str wanted[] = {
	{"want", 4}, {"who", 3}, {"care", 4}, {"who", 3}, {"nothing", 7}};

/* A link or paper for a month, of two chapters; what is none, and care, are left out. */
static struct receiver brug(struct world *w)
{
	day *ends = arena_make(w->p.arena, day);
	*ends = w->today + 30;
	return (struct receiver){
		.purpose = SHARE_MBO,
		.takes_link = true,
		.takes_paper = true,
		.paper_ends = ends,
		.scopes = wanted,
		.scopes_len = sizeof(wanted) / sizeof(*wanted),
		.leave_at = STR("Onder Opmerkingen"),
	};
}

static err_t set(struct world *w, const struct receiver *in)
{
	return receiver_set(&w->p.app, w->p.arena, &w->admin, w->school, in);
}

static struct receiver_list seen(struct world *w)
{
	struct receiver_list all = {0};
	CHECK_OK(receiver_list(&w->p.app, w->p.arena, &w->noor, &all));
	return all;
}

TEST(receiver_says_what_it_asks_for)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct receiver in = brug(&w), shop = {.purpose = SHARE_WORK,
					       .takes_paper = true,
					       .scopes = wanted,
					       .scopes_len = 1};
	CHECK_INT((int64_t)seen(&w).len, 0);
	CHECK_OK(set(&w, &in));
	CHECK_OK(receiver_set(&w.p.app, w.p.arena, &w.other, w.town, &shop));
	struct receiver_list all = seen(&w);
	REQUIRE(all.len == 2);
	CHECK_STR(all.at[0].name, "Bakker Bos");
	const struct receiver *r = &all.at[1];
	CHECK_STR(r->name, "Mbo De Brug");
	CHECK(r->purpose == SHARE_MBO && r->takes_link && r->takes_paper);
	REQUIRE(r->scopes_len == 2);
	CHECK(str_is(r->scopes[0], "who") && str_is(r->scopes[1], "want"));
	CHECK_STR(r->leave_at, "Onder Opmerkingen");
	CHECK(receiver_takes_paper(r, w.today + 30) && !receiver_takes_paper(r, w.today + 31));
	CHECK(receiver_takes_paper(&all.at[0], w.today + 9999) && !all.at[0].takes_link);
	place_close(&w.p);
}

TEST(receiver_is_found_by_the_name_of_a_link)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct receiver in = brug(&w);
	const struct receiver *r = NULL;
	CHECK_OK(set(&w, &in));
	CHECK_OK(receiver_named(&w.p.app, w.p.arena, &w.noor, STR(" mbo de brug"), &r));
	CHECK(r && str_is(r->name, "Mbo De Brug"));
	CHECK_OK(receiver_named(&w.p.app, w.p.arena, &w.noor, STR("Bakker Bos"), &r));
	CHECK(!r);
	CHECK_OK(receiver_named(&w.p.app, w.p.arena, &w.noor, STR_NONE, &r));
	CHECK(!r);
	place_close(&w.p);
}

TEST(receiver_gives_a_draft_what_it_asks_for)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct receiver in = brug(&w);
	struct public_id draft;
	struct share s;
	CHECK_OK(set(&w, &in));
	struct public_id brug_id = seen(&w).at[0].organisation;
	REQUIRE_OK(receiver_draft(&w.p.app, w.p.arena, &w.noor, brug_id, &draft));
	REQUIRE_OK(share_get(&w.p.app, w.p.arena, &w.noor, draft, &s));
	CHECK(s.state == SHARE_DRAFT && s.purpose == SHARE_MBO);
	CHECK_STR(s.receiver, "Mbo De Brug");
	REQUIRE(s.scopes_len == 2);
	CHECK(str_is(s.scopes[0], "want") && str_is(s.scopes[1], "who"));
	CHECK_ERR(
		receiver_draft(&w.p.app, w.p.arena, &w.noor, w.noor.public, &draft), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(receiver_asks_for_something)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct receiver in = brug(&w);
	const day yesterday = w.today - 1;
	in.scopes = wanted + 2; /* care, and what is none */
	in.scopes_len = 1;
	CHECK_ERR(set(&w, &in), ERR_INVALID);
	in = brug(&w);
	in.takes_link = in.takes_paper = false;
	CHECK_ERR(set(&w, &in), ERR_INVALID);
	in = brug(&w);
	in.paper_ends = &yesterday;
	CHECK_ERR(set(&w, &in), ERR_INVALID);
	in.takes_paper = false; /* then the day says nothing */
	CHECK_OK(set(&w, &in));
	CHECK(!seen(&w).at[0].paper_ends);
	place_close(&w.p);
}

TEST(receiver_is_what_its_own_admin_says)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct receiver in = brug(&w);
	const struct actor *strangers[] = {&w.other, &w.noor};
	const struct receiver *own = NULL;
	CHECK_OK(set(&w, &in));
	for (size_t i = 0; i < 2; i++) {
		CHECK_ERR(receiver_own(app, a, strangers[i], w.school, &own), ERR_FORBIDDEN);
		CHECK_ERR(receiver_set(app, a, strangers[i], w.school, &in), ERR_FORBIDDEN);
		CHECK_ERR(receiver_remove(app, a, strangers[i], w.school), ERR_FORBIDDEN);
	}
	CHECK_OK(receiver_own(app, a, &w.admin, w.school, &own));
	REQUIRE(own);
	CHECK_INT(*own->paper_ends, w.today + 30);
	CHECK_OK(receiver_remove(app, a, &w.admin, w.school));
	CHECK_OK(receiver_own(app, a, &w.admin, w.school, &own));
	CHECK(!own && seen(&w).len == 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action ="
				  " 'organisation.change'"),
		2);
	CHECK_INT(place_sql(&w.p, "SELECT count(DISTINCT object_id) FROM audit WHERE action ="
				  " 'organisation.change' AND object_id <> ''"),
		1);
	place_close(&w.p);
}
