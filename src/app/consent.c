#include "app/consent.h"

#include "app/audit.h"
#include "app/consent_notice.h"
#include "app/limit.h"
#include "app/notice_choice.h"
#include "db/content.h"

struct asking {
	struct arena *arena;
	const struct actor *actor;
	struct public_id owner;
	struct passport_owner_row *row;
	struct consent_row *holds;
	const usec *given;
	int64_t parents;
	bool is_young; /* the owner needs consent */
	usec now;
	struct consent_word *word; /* the last one; NULL: none */
	/* the mail to the owner, and whether it goes */
	struct notice_to to;
	struct str parent;
	struct outbox_sealed *mail;
	bool sent;
};

/* --- the learner's side --- */

static err_t read_own(struct tx *tx, void *ctx)
{
	struct asking *s = ctx;
	TRY(access_require(tx, s->actor, ACTION_PASSPORT_GRANT, s->actor->person));
	TRY(consent_latest(tx, s->arena, s->actor->person, &s->word));
	return consent_holds(tx, s->arena, s->actor->person, &s->holds);
}

err_t consent_of(
	const struct app *app, struct arena *a, const struct actor *actor, struct consent *ret)
{
	struct asking s = {.arena = a, .actor = actor};
	struct age age;
	struct consent found = {0};
	TRY(age_of(app, a, actor, &age));
	found.age = age.consent;
	if (age.state == AGE_UNKNOWN || age.state == AGE_BELOW) {
		TRY(db_read(app->db, read_own, &s));
		found.state = age.state == AGE_BELOW ? CONSENT_MISSING : CONSENT_NO_AGE;
	}
	if (!s.holds && s.word && s.word->withdrawn)
		*(s.word->refused ? &found.refused : &found.withdrawn) = *s.word->withdrawn;
	if (s.holds) {
		found.state = CONSENT_GIVEN;
		found.name = s.holds->name;
		found.given = s.holds->given;
	}
	*ret = found;
	return NULL;
}

static bool has_care(const struct str *scopes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (str_eq(scopes[i], SCOPE_CARE))
			return true;
	return false;
}

err_t consent_check(const struct app *app, struct arena *a, const struct actor *actor,
	const struct str *scopes, size_t len)
{
	struct consent c;
	if (!has_care(scopes, len))
		return NULL;
	TRY(consent_of(app, a, actor, &c));
	if (c.state == CONSENT_MISSING)
		return err_number(
			err_field("scopes", N_("You are younger than {n}. A parent must agree "
					       "before you share health and care.")),
			c.age);
	if (c.state == CONSENT_NO_AGE)
		return err_number(
			err_field("scopes",
				N_("Say first when you were born. Who is younger than {n} "
				   "shares health and care only when a parent agrees.")),
			c.age);
	return NULL;
}

err_t consent_hold(
	struct tx *tx, struct row_id owner, const struct str *scopes, size_t len, usec now)
{
	int64_t closed, holds;
	if (!has_care(scopes, len))
		return NULL;
	TRY(consent_closed_since(tx, owner, now - CONSENT_CHECKED, &closed));
	TRY(consent_count(tx, owner, &holds));
	return closed && !holds ? err_log(ERR_CONFLICT, "a parent took it back") : NULL;
}

/* --- the parent's side --- */

static err_t find_owner(struct tx *tx, struct asking *s)
{
	TRY(access_require(tx, s->actor, ACTION_GRANT_TAKE, s->actor->person));
	TRY(passport_owner(tx, s->arena, s->owner, &s->row));
	if (!s->row || s->row->id.n == s->actor->person.n)
		return err_log(ERR_NOT_FOUND, "no other's passport");
	TRY(consent_by(tx, s->arena, s->row->id, s->actor->person, &s->given));
	TRY(consent_latest_by(tx, s->arena, s->row->id, s->actor->person, &s->word));
	return consent_parents(tx, s->row->id, s->actor->person, zone_day(s->now), &s->parents);
}

static err_t look(struct tx *tx, void *ctx)
{
	struct asking *s = ctx;
	struct person_row *owner, *parent;
	TRY(find_owner(tx, s));
	TRY(person_get(tx, s->arena, s->row->id, &owner));
	TRY(person_get(tx, s->arena, s->actor->person, &parent));
	s->parent = parent->name;
	s->to.name = owner->name;
	s->to.language = owner->language;
	return address_that_works(tx, s->arena, s->row->id, zone_day(s->now), &s->to.mail);
}

static usec refused_at(const struct asking *s)
{
	return s->word && s->word->refused ? *s->word->withdrawn : 0;
}

err_t consent_with(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id owner, struct consent_asked *ret)
{
	struct asking s = {
		.arena = a, .actor = actor, .owner = owner, .now = clock_now(app->clock)};
	TRY(db_read(app->db, look, &s));
	*ret = (struct consent_asked){
		.is_asked = app->consent_age && s.parents,
		.age = app->consent_age,
		.given = s.given ? *s.given : 0,
		.refused = refused_at(&s),
	};
	return NULL;
}

static err_t note(struct tx *tx, const struct asking *s, enum audit_action action)
{
	struct audit_entry entry = {.actor = s->actor,
		.subject = &s->owner,
		.action = action,
		.object = AUDIT_SCOPE,
		.object_id = SCOPE_CARE,
		.at = s->now};
	return audit_note(tx, &entry);
}

static err_t take_limit(struct tx *tx, const struct asking *s)
{
	struct str who = limit_pair(s->arena, public_id_print(s->arena, s->actor->public),
		public_id_print(s->arena, s->owner));
	return limit_take(tx, s->arena, LIMIT_CONSENT, who, s->now);
}

static err_t tell(struct tx *tx, struct asking *s)
{
	s->sent = s->mail;
	return s->mail ? notice_send(tx, s->mail) : NULL;
}

/* Who does not need it is told nothing: it changes nothing for them. */
static err_t say(const struct app *app, struct asking *s, enum consent_notice notice, db_fn fn)
{
	TRY(db_read(app->db, look, s));
	TRY(consent_is_needed(app, s->arena, s->row->id, s->row->public, &s->is_young));
	if (s->is_young && s->to.mail.len)
		TRY(consent_notice(app, s->arena, &s->to, notice, s->parent, &s->mail));
	TRY(db_tx(app->db, fn, s));
	if (s->sent)
		notice_hurry(app);
	return NULL;
}

static err_t put_yes(struct tx *tx, void *ctx)
{
	struct asking *s = ctx;
	TRY(find_owner(tx, s));
	if (!s->parents)
		return err_log(ERR_NOT_FOUND, "does not look along as a parent");
	if (s->given)
		return NULL;
	TRY(take_limit(tx, s));
	TRY(consent_add(tx, s->row->id, s->actor->person, s->now));
	TRY(note(tx, s, AUDIT_CONSENT_GIVE));
	return tell(tx, s);
}

err_t consent_give(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id owner)
{
	struct asking s = {
		.arena = a, .actor = actor, .owner = owner, .now = clock_now(app->clock)};
	if (!app->consent_age)
		return err_log(ERR_NOT_FOUND, "no rule asks for consent");
	return say(app, &s, CONSENT_NOTICE_GIVEN, put_yes);
}

static err_t put_refusal(struct tx *tx, void *ctx)
{
	struct asking *s = ctx;
	TRY(find_owner(tx, s));
	if (!s->parents || s->given)
		return err_log(ERR_NOT_FOUND, "is not asked");
	if (refused_at(s))
		return NULL;
	TRY(take_limit(tx, s));
	TRY(consent_refusal_add(tx, s->row->id, s->actor->person, s->now));
	TRY(note(tx, s, AUDIT_CONSENT_REFUSE));
	return tell(tx, s);
}

err_t consent_refuse(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id owner)
{
	struct asking s = {
		.arena = a, .actor = actor, .owner = owner, .now = clock_now(app->clock)};
	if (!app->consent_age)
		return err_log(ERR_NOT_FOUND, "no rule asks for consent");
	return say(app, &s, CONSENT_NOTICE_REFUSED, put_refusal);
}

err_t consent_close(struct tx *tx, struct row_id owner)
{
	int64_t count;
	TRY(consent_count(tx, owner, &count));
	if (count)
		return NULL;
	TRY(consent_strip_grants(tx, owner, &count));
	TRY(consent_strip_shares(tx, owner, &count));
	return share_forget_was_of(tx, owner, &count);
}

static err_t put_no(struct tx *tx, void *ctx)
{
	struct asking *s = ctx;
	int64_t count;
	TRY(find_owner(tx, s));
	if (!s->given)
		return err_log(ERR_NOT_FOUND, "did not agree");
	TRY(consent_end(tx, s->row->id, s->now, s->is_young, &count));
	if (s->is_young)
		TRY(consent_close(tx, s->row->id));
	TRY(note(tx, s, AUDIT_CONSENT_WITHDRAW));
	return tell(tx, s);
}

err_t consent_is_needed(const struct app *app, struct arena *a, struct row_id owner,
	struct public_id public, bool *ret_needed)
{
	struct age age = {.state = AGE_UNKNOWN};
	struct actor self = {.person = owner, .public = public};
	err_t e = age_of(app, a, &self, &age);
	if (e && e->code != ERR_EXPIRED && e->code != ERR_INTERNAL)
		return e;
	err_free(e);
	*ret_needed = age.state == AGE_BELOW || age.state == AGE_UNKNOWN;
	return NULL;
}

err_t consent_withdraw(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id owner)
{
	struct asking s = {
		.arena = a, .actor = actor, .owner = owner, .now = clock_now(app->clock)};
	return say(app, &s, CONSENT_NOTICE_WITHDRAWN, put_no);
}

struct listing {
	struct arena *arena;
	const struct actor *actor;
	struct consent_given_row_list rows;
};

static err_t read_list(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	TRY(access_require(tx, l->actor, ACTION_GRANT_TAKE, l->actor->person));
	return consent_given_rows(tx, l->arena, l->actor->person, CONSENTS_SHOWN, &l->rows);
}

err_t consent_list(
	const struct app *app, struct arena *a, const struct actor *actor, struct consent_list *ret)
{
	struct listing l = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_list, &l));
	struct consent_given *all = arena_array(a, struct consent_given, l.rows.len);
	for (size_t i = 0; i < l.rows.len; i++)
		all[i] = (struct consent_given){
			l.rows.at[i].owner_public, l.rows.at[i].name, l.rows.at[i].given};
	*ret = (struct consent_list){all, l.rows.len};
	return NULL;
}
