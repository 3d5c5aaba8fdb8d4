#include "app/way.h"

#include "app/account_notice.h"
#include "app/audit.h"
#include "app/known.h"
#include "app/mailed_code.h"
#include "app/person.h"
#include "crypto/password.h"

static const struct actor nobody;

static const struct {
	enum mailed_purpose purpose;
	enum account_notice notice;
	enum arrival_goal goal;
} ways[] = {
	[WAY_SIGN_IN] = {MAILED_SIGN_IN, NOTICE_SIGN_IN_CODE, ARRIVAL_SIGN_IN},
	[WAY_RESET] = {MAILED_RESET, NOTICE_RESET_CODE, ARRIVAL_RESET},
};

/* --- asking --- */

struct asking {
	struct arena *arena;
	const struct visitor *visitor;
	struct mailed_code code;
	struct outbox_sealed *code_mail, *nobody_mail;
	usec now;
};

/* Who was in this browser before is not slowed down by what others ask for their address. */
static err_t take_limits(struct tx *tx, const struct asking *s, struct row_id owner)
{
	bool is_known;
	TRY(known_take(tx, s->arena, LIMIT_MAIL, s->visitor, owner, s->code.mail_key, s->now));
	TRY(known_is(tx, s->arena, s->visitor, owner, &is_known));
	return is_known ? NULL : limit_take(tx, s->arena, LIMIT_MAIL_ALL, s->code.mail_key, s->now);
}

/* Without an account no code was sent: then none is right. */
static err_t keep(struct tx *tx, void *ctx)
{
	const struct asking *s = ctx;
	struct mailed_code code = s->code;
	struct row_id owner;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(address_owner(tx, code.mail_key, &owner));
	TRY(take_limits(tx, s, owner));
	if (!owner.n)
		code.digest = (struct digest){0};
	TRY(mailed_code_keep(tx, &code));
	return notice_send(tx, owner.n ? s->code_mail : s->nobody_mail);
}

err_t way_ask(const struct app *app, struct arena *a, const struct visitor *visitor, enum way way,
	struct str language, struct str mail)
{
	struct asking s = {
		.arena = a,
		.visitor = visitor,
		.code = mailed_code_new(app, a, visitor, ways[way].purpose, mail),
		.now = clock_now(app->clock),
	};
	struct notice_to to = {.mail = mail, .language = language};
	TRY(account_notice_code(app, a, &to, ways[way].notice, &s.code.code, &s.code_mail));
	TRY(account_notice(app, a, &to, NOTICE_NOBODY_HERE, &s.nobody_mail));
	TRY(db_tx(app->db, keep, &s));
	notice_hurry(app);
	return NULL;
}

struct waiting {
	struct arena *arena;
	const struct visitor *visitor;
	enum mailed_purpose purpose;
	struct str mail;
};

static err_t read_awaited(struct tx *tx, void *ctx)
{
	struct waiting *w = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	return mailed_code_awaited(tx, w->arena, w->visitor, w->purpose, &w->mail);
}

err_t way_awaited(const struct app *app, struct arena *a, const struct visitor *visitor,
	enum way way, struct str *ret_mail)
{
	struct waiting w = {.arena = a, .visitor = visitor, .purpose = ways[way].purpose};
	TRY(db_read(app->db, read_awaited, &w));
	if (!w.mail.len)
		return err_log(ERR_NOT_FOUND, "no code was asked for");
	*ret_mail = w.mail;
	return NULL;
}

/* --- the code comes back --- */

struct confirming {
	struct arena *arena;
	const struct visitor *visitor;
	struct mailed_try attempt;
	enum mailed_outcome outcome;
	struct row_id owner;
	struct arrival arrival;
};

/* For the holder of the address, or for nobody: both cost the same. */
static err_t note_wrong(struct tx *tx, const struct confirming *c)
{
	static const struct row_id never = {INT64_MAX};
	const struct actor actor = {.device = c->visitor->device};
	struct person_row *person;
	TRY(person_get(tx, c->arena, c->owner.n ? c->owner : never, &person));
	struct audit_entry entry = {.actor = &actor,
		.subject = person ? &person->public : NULL,
		.action = AUDIT_CODE_TRY,
		.result = AUDIT_REFUSED,
		.at = c->attempt.now};
	return audit_note(tx, &entry);
}

/* Whose address it is now. */
static err_t judge(struct tx *tx, void *ctx)
{
	struct confirming *c = ctx;
	struct mailed_code_row *row;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(mailed_code_judge(tx, c->arena, &c->attempt, &row, &c->outcome));
	if (!row)
		return NULL;
	TRY(address_owner(tx, row->mail_key, &c->owner));
	return c->outcome == MAILED_WRONG ? note_wrong(tx, c) : NULL;
}

static err_t pass(struct tx *tx, void *ctx)
{
	struct arrival *arrival = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	return arrival_pass(tx, arrival);
}

err_t way_confirm(const struct app *app, struct arena *a, const struct visitor *visitor,
	enum way way, struct str code, struct arrived *ret_arrived)
{
	struct confirming c = {
		.arena = a,
		.visitor = visitor,
		.attempt = mailed_code_try(app, visitor, ways[way].purpose, code),
	};
	TRY(db_tx(app->db, judge, &c));
	TRY(mailed_code_error(c.outcome));
	if (!c.owner.n)
		return err_log(ERR_NOT_FOUND, "the address is nobody's any more");
	TRY(arrival_prepare(app, a, visitor, c.owner, ways[way].goal, &c.arrival));
	TRY(db_tx(app->db, pass, &c.arrival));
	notice_hurry(app);
	*ret_arrived = arrival_result(&c.arrival);
	return NULL;
}

/* --- a new password --- */

struct resetting {
	struct arena *arena;
	const struct app *app;
	const struct visitor *visitor;
	struct arriving who;
	struct arrival arrival;
	struct address_item_list addresses;
	struct str hash;
	struct text_list words; /* that the password is not made of */
	struct account_letters told;
};

static err_t find(struct tx *tx, void *ctx)
{
	struct resetting *r = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(arrival_find(r->app, tx, r->arena, r->visitor, &r->who));
	if (r->who.next == ARRIVAL_IN)
		return NULL;
	struct row_id person = r->who.actor.person;
	TRY(person_words_of(tx, r->app, r->arena, person, &r->words));
	return address_list(tx, r->arena, person, &r->addresses);
}

static err_t note_reset(struct tx *tx, const struct resetting *r)
{
	const struct actor *actor = &r->arrival.actor;
	struct audit_entry entry = {.actor = actor,
		.subject = &actor->public,
		.action = AUDIT_NEW_PASSWORD,
		.at = r->arrival.session.now};
	return audit_note(tx, &entry);
}

/* Whoever else was on the way in begins again, and no other browser is known any more. */
static err_t set(struct tx *tx, void *ctx)
{
	struct resetting *r = ctx;
	struct row_id person = r->who.actor.person;
	int64_t count;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(arrival_find(r->app, tx, r->arena, r->visitor, &r->who));
	if (r->who.next != ARRIVAL_PASSWORD || r->who.actor.person.n != person.n)
		return err_log(ERR_NOT_FOUND, "nobody sets a password here any more");
	TRY(password_set(tx, person, r->hash, r->arrival.session.now));
	TRY(session_end_all(tx, person, &count));
	TRY(arrival_end_all(tx, person));
	TRY(erase_known_browser(tx, person, &count));
	TRY(account_notice_send(tx, &r->told));
	TRY(note_reset(tx, r));
	return arrival_enter(tx, &r->arrival);
}

static err_t write_told(struct resetting *io)
{
	struct notice_to to = {.name = io->who.name, .language = io->who.language};
	return account_notice_all(
		io->app, io->arena, &io->addresses, to, NOTICE_NEW_PASSWORD, &io->told);
}

err_t way_set_password(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str password, struct arrived *ret_arrived)
{
	struct resetting r = {.arena = a, .app = app, .visitor = visitor};
	TRY(db_read(app->db, find, &r));
	if (r.who.next != ARRIVAL_PASSWORD)
		return err_log(ERR_NOT_FOUND, "nobody sets a password here");
	TRY(password_check("password", password, r.words.at, r.words.len));
	TRY(password_hash(app->passwords, a, password, &r.hash));
	TRY(arrival_prepare(app, a, visitor, r.who.actor.person, ARRIVAL_RESET, &r.arrival));
	TRY(write_told(&r));
	TRY(db_tx(app->db, set, &r));
	notice_hurry(app);
	*ret_arrived = arrival_result(&r.arrival);
	return NULL;
}

err_t way_arriving(const struct app *app, struct arena *a, const struct visitor *visitor,
	enum arrival_next at, struct arriving *ret_arriving)
{
	struct resetting r = {.arena = a, .app = app, .visitor = visitor};
	TRY(db_read(app->db, find, &r));
	if (r.who.next != at)
		return err_log(ERR_NOT_FOUND, "nobody is on the way in here");
	*ret_arriving = r.who;
	return NULL;
}
