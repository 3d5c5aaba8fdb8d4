#include "app/app.h"

#include "db/engine.h"
#include "unit/place.h"
#include "unit/unit.h"

/* A store that has a copy: it says which mark it was asked to show. */
struct marked {
	struct db db;
	int64_t mark;
};

static struct db *see(struct arena *a, struct db *db, int64_t mark);

static int64_t mark_of(const struct db *db)
{
	return ((const struct marked *)db)->mark;
}

static const struct db_engine engine = {.seen_by = see, .mark = mark_of};

static struct db *see(struct arena *a, struct db *db, int64_t mark)
{
	struct marked *m = arena_make(a, struct marked);
	*m = (struct marked){{&engine, db->schema}, mark};
	return &m->db;
}

static struct str mark_after(struct place *p, int64_t change)
{
	struct str mark = STR_NONE;
	struct app app = p->app;
	app.db = see(p->arena, p->app.db, change);
	CHECK_OK(app_mark(&app, p->arena, &mark));
	return mark;
}

static int64_t shown_by(struct place *p, struct str mark)
{
	struct app app = p->app;
	app.db = see(p->arena, p->app.db, 0);
	return mark_of(app_to_show_own(p->arena, &app, mark)->db);
}

TEST(app_mark_is_sealed_and_comes_back)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct str mark = mark_after(&p, 32226344), other = mark_after(&p, INT64_MAX);
	CHECK(mark.len == other.len && !str_eq(mark, mark_after(&p, 32226344)));
	CHECK_INT(shown_by(&p, mark), 32226344);
	CHECK_INT(shown_by(&p, other), INT64_MAX);
	CHECK_INT(shown_by(&p, STR_NONE), 0);
	CHECK_INT(shown_by(&p, STR("32226344")), 0);
	CHECK_INT(shown_by(&p, str_sub(mark, 0, 40)), 0);
	place_close(&p);
}

TEST(app_without_a_copy_has_no_mark)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct str mark = STR("untouched");
	CHECK_OK(app_mark(app_to_change(p.arena, &p.app), p.arena, &mark));
	CHECK_INT(mark.len, 0);
	CHECK(app_to_show_own(p.arena, &p.app, STR_NONE)->db == p.app.db);
	place_close(&p);
}
