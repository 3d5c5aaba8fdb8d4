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
	TRY(person_set(tx, c->actor->person, c->in->name, c->in->full_name, c->in->large_type));
	struct audit_entry entry = {.actor = c->actor,
		.subject = &c->actor->public,
		.action = AUDIT_SETTINGS,
		.at = c->now};
	return audit_note(tx, &entry);
}

err_t person_change(
	const struct app *app, const struct actor *actor, const struct person_settings *in)
{
	struct person_settings kept = *in;
	if (!in->full_name.len || str_eq(in->full_name, in->name))
		kept.full_name = STR_NONE;
	struct changing c = {actor, &kept, clock_now(app->clock)};
	TRY(err_join(person_name_check("name", in->name),
		person_name_check("full_name", in->full_name)));
	return db_tx(app->db, change, &c);
}

err_t person_words_of(struct tx *tx, const struct app *app, struct arena *a, struct row_id person,
	struct text_list *ret_words)
{
	struct text_list own;
	TRY(person_words(tx, a, person, clock_now(app->clock), &own));
	struct str *words = arena_array(a, struct str, own.len + 1);
	for (size_t i = 0; i < own.len; i++)
		words[i] = own.at[i];
	words[own.len] = app->place_name;
	*ret_words = (struct text_list){words, own.len + 1};
	return NULL;
}
