#include "app/own_password.h"

#include "app/account_notice.h"
#include "app/audit.h"
#include "app/known.h"
#include "app/person.h"
#include "crypto/password.h"
#include "db/content.h"

struct changing {
	const struct app *app;
	struct arena *arena;
	const struct actor *actor;
	const struct visitor *visitor;
	struct person_row *person;
	struct text_list words; /* that the new one is not made of */
	struct address_item_list addresses;
	struct str old_hash, new_hash;
	enum password_match match;
	struct account_letters told;
	struct token renewed;
	usec now;
};

static err_t find(struct tx *tx, void *ctx)
{
	struct changing *c = ctx;
	struct row_id person = c->actor->person;
	TRY(access_require(tx, c->actor, ACTION_ACCOUNT_SEE, person));
	TRY(person_get(tx, c->arena, person, &c->person));
	TRY(address_list(tx, c->arena, person, &c->addresses));
	TRY(person_words_of(tx, c->app, c->arena, person, &c->words));
	return password_of_person(tx, c->arena, person, &c->old_hash);
}

err_t own_password_look(
	const struct app *app, struct arena *a, const struct actor *actor, struct own_password *ret)
{
	struct changing c = {.app = app, .arena = a, .actor = actor};
	TRY(db_read(app->db, find, &c));
	*ret = (struct own_password){.is_set = c.old_hash.p, .has_mail = c.addresses.len};
	return NULL;
}

bool own_password_needs_proof(const struct own_password *own, const struct session *session)
{
	return (session->has_factor || !own->is_set) && !session->is_fresh;
}

/* --- the old one --- */

/* Tries are counted before anything is compared, together with other proofs. */
static err_t count_try(struct tx *tx, void *ctx)
{
	struct changing *c = ctx;
	struct row_id person = c->actor->person;
	struct str who = public_id_print(c->arena, c->actor->public);
	TRY(access_require(tx, c->actor, ACTION_ACCOUNT_CHANGE, person));
	return known_take(tx, c->arena, LIMIT_SIGN_IN, c->visitor, person, who, c->now);
}

static err_t note(struct tx *tx, const struct changing *c, enum audit_result result)
{
	struct audit_entry entry = {.actor = c->actor,
		.subject = &c->actor->public,
		.action = AUDIT_NEW_PASSWORD,
		.result = result,
		.at = c->now};
	return audit_note(tx, &entry);
}

static err_t note_wrong(struct tx *tx, void *ctx)
{
	const struct changing *c = ctx;
	TRY(access_require(tx, c->actor, ACTION_ACCOUNT_CHANGE, c->actor->person));
	return note(tx, c, AUDIT_REFUSED);
}

static err_t check_old(struct changing *io, struct str old)
{
	if (!io->old_hash.p)
		return NULL;
	TRY(db_tx(io->app->db, count_try, io));
	TRY(password_verify(io->app->passwords, old, io->old_hash, &io->match));
	if (io->match != PASSWORD_WRONG)
		return NULL;
	TRY(db_tx(io->app->db, note_wrong, io));
	return err_field("old", N_("This is not your password. Look once more."));
}

/* --- the new one --- */

/* It may have been changed while it was verified. */
static err_t check_still(struct tx *tx, const struct changing *c)
{
	struct str still;
	TRY(password_of_person(tx, c->arena, c->actor->person, &still));
	if (str_eq(still, c->old_hash) && !still.p == !c->old_hash.p)
		return NULL;
	return err_field("old", N_("This is not your password. Look once more."));
}

static err_t end_the_rest(struct tx *tx, const struct changing *c)
{
	struct digest own = token_digest(&c->renewed);
	struct row_id person = c->actor->person;
	int64_t count;
	TRY(session_renew(tx, c->actor, &c->visitor->browser, &c->renewed, c->now));
	TRY(session_end_others(tx, person, hash_str(&own), &count));
	TRY(arrival_end_all(tx, person));
	TRY(erase_known_browser(tx, person, &count));
	return known_keep(tx, c->visitor, person, c->now);
}

static err_t set(struct tx *tx, void *ctx)
{
	struct changing *c = ctx;
	TRY(access_require(tx, c->actor, ACTION_ACCOUNT_CHANGE, c->actor->person));
	TRY(check_still(tx, c));
	TRY(password_set(tx, c->actor->person, c->new_hash, c->now));
	TRY(end_the_rest(tx, c));
	TRY(account_notice_send(tx, &c->told));
	return note(tx, c, AUDIT_DONE);
}

static err_t check_new(const struct changing *c, struct str password)
{
	if (!c->addresses.len)
		return err_say(ERR_CONFLICT, N_("First add a mail address. You sign in with it."));
	return password_check("password", password, c->words.at, c->words.len);
}

err_t own_password_set(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, const struct own_password_new *in, struct token *ret_renewed)
{
	struct changing c = {
		.app = app,
		.arena = a,
		.actor = actor,
		.visitor = visitor,
		.renewed = token_new(app->random),
		.now = clock_now(app->clock),
	};
	TRY(db_read(app->db, find, &c));
	TRY(check_new(&c, in->password));
	TRY(check_old(&c, in->old));
	TRY(password_hash(app->passwords, a, in->password, &c.new_hash));
	struct notice_to to = {.name = c.person->name, .language = c.person->language};
	TRY(account_notice_all(app, a, &c.addresses, to, NOTICE_NEW_PASSWORD, &c.told));
	TRY(db_tx(app->db, set, &c));
	notice_hurry(app);
	*ret_renewed = c.renewed;
	return NULL;
}
