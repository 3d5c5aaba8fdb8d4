#include "app/parent.h"

#include "app/age.h"
#include "codec/input.h"
#include "db/content.h"

struct asking {
	struct arena *arena;
	const struct actor *actor;
	struct parent_wish_row wish;
	struct str born; /* sealed; unless they said no, or invited one */
};

static err_t read_wish(struct tx *tx, void *ctx)
{
	struct asking *s = ctx;
	TRY(access_require(tx, s->actor, ACTION_PASSPORT_GRANT, s->actor->person));
	TRY(parent_wish(tx, s->actor->person, &s->wish));
	if (s->wish.refused || s->wish.invited)
		return NULL;
	return age_read(tx, s->arena, s->actor, &s->born);
}

err_t parent_is_asked(const struct app *app, struct arena *a, const struct actor *actor,
	const struct content_route *route, bool *ret_is_asked)
{
	struct asking s = {.arena = a, .actor = actor};
	struct age age;
	TRY(db_read(app->db, read_wish, &s));
	*ret_is_asked = false;
	if (s.wish.refused || s.wish.invited)
		return NULL;
	TRY(age_open(app, a, actor, s.born, &age));
	*ret_is_asked =
		age.born == DAY_NONE ? route->wording != WORDING_ADULT : age.years < PARENT_AGE;
	return NULL;
}

static err_t put_no(struct tx *tx, void *ctx)
{
	const struct actor *actor = ctx;
	TRY(access_require(tx, actor, ACTION_PASSPORT_GRANT, actor->person));
	return parent_refuse(tx, actor->person);
}

err_t parent_rather_not(const struct app *app, const struct actor *actor)
{
	struct actor who = *actor;
	return db_tx(app->db, put_no, &who);
}
