#include "app/age.h"

#include "app/audit.h"
#include "app/consent.h"
#include "codec/input.h"
#include "crypto/vault.h"
#include "db/content.h"

int age_years(day born, day today)
{
	struct date from = date_of_day(born), to = date_of_day(today);
	bool is_before = to.month < from.month || (to.month == from.month && to.day < from.day);
	return to.year - from.year - is_before;
}

static struct vault_place place_of(struct public_id person)
{
	return (struct vault_place){person, "birth_date", STR(""), "born"};
}

struct asking {
	struct arena *arena;
	const struct actor *actor;
	struct str sealed;
	bool is_young; /* for the rule, from now on */
	usec now;
};

/* --- reading --- */

err_t age_read(struct tx *tx, struct arena *a, const struct actor *actor, struct str *ret_sealed)
{
	TRY(access_require(tx, actor, ACTION_ACCOUNT_SEE, actor->person));
	return birth_date_get(tx, a, actor->person, ret_sealed);
}

static err_t read_sealed(struct tx *tx, void *ctx)
{
	struct asking *s = ctx;
	return age_read(tx, s->arena, s->actor, &s->sealed);
}

static err_t open_born(const struct app *app, struct arena *a, struct public_id person,
	struct str sealed, day *ret_born)
{
	struct vault_place place = place_of(person);
	struct str text;
	day born;
	TRY(vault_open(app->vault, a, &place, sealed, &text));
	if (!day_parse(text, &born))
		return err_log(ERR_INTERNAL, "stored birth date is none");
	*ret_born = born;
	return NULL;
}

static enum age_state state_of(const struct age *age)
{
	if (!age->consent)
		return AGE_NO_RULE;
	if (age->born == DAY_NONE)
		return AGE_UNKNOWN;
	return age->years < age->consent ? AGE_BELOW : AGE_REACHED;
}

err_t age_open(const struct app *app, struct arena *a, const struct actor *actor, struct str sealed,
	struct age *ret)
{
	struct age age = {.consent = app->consent_age, .born = DAY_NONE};
	if (sealed.p) {
		TRY(open_born(app, a, actor->public, sealed, &age.born));
		age.years = age_years(age.born, zone_day(clock_now(app->clock)));
	}
	age.state = state_of(&age);
	*ret = age;
	return NULL;
}

err_t age_of(const struct app *app, struct arena *a, const struct actor *actor, struct age *ret)
{
	struct asking s = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_sealed, &s));
	return age_open(app, a, actor, s.sealed, ret);
}

/* --- saying --- */

static err_t note(struct tx *tx, const struct asking *s)
{
	struct audit_entry entry = {.actor = s->actor,
		.subject = &s->actor->public,
		.action = AUDIT_BIRTH_DATE,
		.at = s->now};
	return audit_note(tx, &entry);
}

static err_t put(struct tx *tx, void *ctx)
{
	const struct asking *s = ctx;
	TRY(access_require(tx, s->actor, ACTION_ACCOUNT_CHANGE, s->actor->person));
	TRY(birth_date_put(tx, s->actor->person, s->sealed, s->now));
	if (s->is_young)
		TRY(consent_close(tx, s->actor->person));
	return note(tx, s);
}

static err_t check(day born, day today)
{
	if (born > today)
		return err_field("born", N_("That day has not come yet."));
	if (age_years(born, today) > AGE_MOST)
		return err_field("born", N_("Look at the year once more."));
	return NULL;
}

err_t age_seal(const struct app *app, struct arena *a, struct public_id person, day born,
	struct str *ret_sealed)
{
	struct vault_place place = place_of(person);
	return vault_seal(app->vault, a, &place, day_print(a, born), ret_sealed);
}

err_t age_say(const struct app *app, struct arena *a, const struct actor *actor, day born)
{
	struct asking s = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	if (!app->consent_age)
		return err_log(ERR_NOT_FOUND, "no rule asks for a birth date");
	TRY(check(born, zone_day(s.now)));
	s.is_young = age_years(born, zone_day(s.now)) < app->consent_age;
	TRY(age_seal(app, a, actor->public, born, &s.sealed));
	return db_tx(app->db, put, &s);
}

static err_t forget(struct tx *tx, void *ctx)
{
	const struct asking *s = ctx;
	int64_t count;
	TRY(access_require(tx, s->actor, ACTION_ACCOUNT_CHANGE, s->actor->person));
	TRY(birth_date_remove(tx, s->actor->person, &count));
	if (s->is_young)
		TRY(consent_close(tx, s->actor->person));
	return count ? note(tx, s) : NULL;
}

err_t age_forget(const struct app *app, const struct actor *actor)
{
	struct asking s = {
		.actor = actor, .is_young = app->consent_age > 0, .now = clock_now(app->clock)};
	return db_tx(app->db, forget, &s);
}
