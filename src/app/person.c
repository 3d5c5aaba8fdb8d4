#include "app/person.h"

#include "app/audit.h"
#include "app/person_name.h"
#include "db/content.h"

struct changing {
	const struct actor *actor;
	const struct person_settings *in;
	usec now;
};

static err_t change(struct tx *tx, void *ctx)
{
	const struct changing *c = ctx;
	TRY(access_require(tx, c->actor, ACTION_ACCOUNT_CHANGE, c->actor->person));
	TRY(person_set(tx, c->actor->person, c->in->name, c->in->large_type));
	struct audit_entry entry = {.actor = c->actor,
		.subject = &c->actor->public,
		.action = AUDIT_SETTINGS,
		.at = c->now};
	return audit_note(tx, &entry);
}

err_t person_change(
	const struct app *app, const struct actor *actor, const struct person_settings *in)
{
	struct changing c = {actor, in, clock_now(app->clock)};
	TRY(person_name_check("name", in->name));
	return db_tx(app->db, change, &c);
}
