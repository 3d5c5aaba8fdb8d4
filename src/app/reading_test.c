#include "app/reading.h"

#include "unit/place.h"
#include "unit/unit.h"

#include "db/content.h"

struct world {
	struct place p;
	struct actor anna, papa;
	struct public_id grant;
};

static err_t give(struct tx *tx, void *ctx)
{
	struct world *w = ctx;
	usec now = clock_now(w->p.app.clock);
	struct row_id id;
	struct grant_new g = {
		.public = w->grant,
		.owner = w->anna.person,
		.holder = w->papa.person,
		.kind = GRANT_COMPANION,
		.role = GRANT_PARENT,
		.terms = {{STR("who"), STR("can")}, 2, zone_day(now) + 3000},
		.now = now,
	};
	tx_allow(tx);
	return grant_add(tx, &g, &id);
}

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->papa = place_person(&w->p, "Jan", "jan@thuis.example");
	w->grant = public_id_new(&random_system);
	return CHECK_OK(db_tx(w->p.app.db, give, w));
}

struct act {
	struct world *w;
	const char *scope;
};

static err_t read_scope(struct tx *tx, void *ctx)
{
	struct act *r = ctx;
	struct world *w = r->w;
	struct access_part part;
	usec now = clock_now(w->p.app.clock);
	TRY(access_passport(
		tx, w->p.arena, &w->papa, ACTION_PASSPORT_READ, w->anna.person, now, &part));
	struct reading_note note = {&w->papa, w->anna.person, w->anna.public, now};
	return reading_note(tx, &note, access_find(&part, str_of(r->scope)));
}

static void read_as_papa(struct world *w, const char *scope)
{
	struct act r = {w, scope};
	CHECK_OK(db_tx(w->p.app.db, read_scope, &r));
}

static struct reading_page page(struct world *w, int64_t n)
{
	struct reading_page found = {0};
	CHECK_OK(reading_list(&w->p.app, w->p.arena, &w->anna, n, &found));
	return found;
}

TEST(reading_is_noted_newest_first)
{
	struct world w;
	REQUIRE(set_up(&w));
	read_as_papa(&w, "who");
	place_pass(&w.p, USEC_MINUTE);
	read_as_papa(&w, "can");
	struct reading_page found = page(&w, 1);
	REQUIRE(found.len == 2);
	CHECK_STR(found.at[0].scope, "can");
	CHECK_STR(found.at[1].scope, "who");
	CHECK_STR(found.at[0].name, "Jan");
	CHECK(found.at[0].role == GRANT_PARENT && !found.has_older);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'passport.read'"), 2);
	place_close(&w.p);
}

TEST(reading_again_soon_is_counted)
{
	struct world w;
	REQUIRE(set_up(&w));
	read_as_papa(&w, "who");
	place_pass(&w.p, READING_EACH - 1);
	read_as_papa(&w, "who");
	struct reading_page found = page(&w, 1);
	REQUIRE(found.len == 1);
	CHECK_INT(found.at[0].times, 2);
	CHECK(found.at[0].last - found.at[0].first == READING_EACH - 1);
	place_pass(&w.p, READING_EACH);
	read_as_papa(&w, "who");
	CHECK_INT((int64_t)page(&w, 1).len, 2);
	place_close(&w.p);
}

TEST(reading_tells_the_grant_when_it_was_last_looked_by)
{
	struct world w;
	struct grant_list all;
	REQUIRE(set_up(&w));
	CHECK_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	CHECK(!all.at[0].looked);
	read_as_papa(&w, "who");
	CHECK_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	CHECK(all.at[0].looked && *all.at[0].looked == clock_now(w.p.app.clock));
	place_close(&w.p);
}

TEST(reading_pages_go_back)
{
	struct world w;
	struct reading_page found;
	REQUIRE(set_up(&w));
	for (int i = 0; i <= READING_PAGE; i++) {
		read_as_papa(&w, "who");
		place_pass(&w.p, USEC_HOUR);
	}
	CHECK(page(&w, 1).len == READING_PAGE && page(&w, 1).has_older);
	CHECK(page(&w, 2).len == 1 && !page(&w, 2).has_older);
	CHECK_ERR(reading_list(&w.p.app, w.p.arena, &w.anna, 0, &found), ERR_NOT_FOUND);
	CHECK_ERR(reading_list(&w.p.app, w.p.arena, &w.anna, READING_PAGES_MOST + 1, &found),
		ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(reading_list_is_the_owners)
{
	struct world w;
	struct reading_page found;
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	read_as_papa(&w, "who");
	CHECK_OK(reading_list(&w.p.app, w.p.arena, &w.papa, 1, &found));
	CHECK_INT((int64_t)found.len, 0);
	CHECK_ERR(reading_list(&w.p.app, w.p.arena, &nobody, 1, &found), ERR_UNAUTHENTICATED);
	place_close(&w.p);
}
