#include "app/region.h"

#include "app/passport.h"
#include "unit/place.h"
#include "unit/unit.h"

static void note_progress(void *ctx, int64_t people)
{
	*(int64_t *)ctx += people + 1;
}

TEST(region_is_filled_and_goes_on_where_it_stopped)
{
	struct place p;
	struct region_count made = {-1, -1}, more;
	int64_t told = 0;
	REQUIRE(place_open(&p));
	REQUIRE_OK(region_fill(&p.app, 5, note_progress, &told, &made));
	CHECK_INT(made.people, 5);
	CHECK(made.answers >= 5 * 20);
	CHECK_INT(told, 1);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM answer"), made.answers);
	CHECK_INT(place_keys(&p), 6); /* and the installation's own */
	REQUIRE_OK(region_fill(&p.app, 47, NULL, NULL, &more));
	CHECK_INT(more.people, 42);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM person"), 47);
	REQUIRE_OK(region_fill(&p.app, 47, NULL, NULL, &more));
	CHECK(more.people == 0 && more.answers == 0);
	place_close(&p);
}

struct finding {
	struct str mail;
	struct arena *arena;
	struct row_id person;
	struct person_row *row;
};

static err_t find(struct tx *tx, void *ctx)
{
	struct finding *f = ctx;
	TRY(address_owner(tx, f->mail, &f->person));
	return person_get(tx, f->arena, f->person, &f->row);
}

TEST(region_people_read_what_they_wrote)
{
	struct place p;
	struct region_count made;
	struct passport passport;
	struct passport_whole whole;
	REQUIRE(place_open(&p));
	REQUIRE_OK(region_fill(&p.app, 3, NULL, NULL, &made));
	struct finding f = {.mail = region_mail(p.arena, 2), .arena = p.arena};
	REQUIRE_OK(db_read(p.app.db, find, &f));
	struct actor actor = {.person = f.person, .public = f.row->public};
	REQUIRE_OK(passport_open(&p.app, p.arena, &actor, 0, &passport));
	REQUIRE(passport.route);
	REQUIRE_OK(passport_read(&p.app, p.arena, &actor, 0, &whole));
	for (size_t i = 0; i < whole.route->count; i++)
		CHECK(whole.chapters[i].answered + 1 >= whole.route->chapters[i].count);
	place_close(&p);
}
