#include "app/account.h"

#include "app/audit.h"
#include "app/account_notice.h"
#include "app/known.h"
#include "app/mailed_code.h"
#include "app/person_name.h"
#include "crypto/code.h"
#include "crypto/password.h"
#include "crypto/vault.h"
#include "db/content.h"

static const struct actor nobody;

/* --- register, and another code --- */

struct registering {
	struct arena *arena;
	const struct visitor *visitor;
	struct account_register in;
	struct str language, mail_key, hash;
	struct digest browser, code;
	struct outbox_sealed *code_mail, *here_mail;
	usec now;
};

/* A new code, and both mails sealed, whichever goes out: it takes the same time. */
static err_t write_mails(const struct app *app, struct registering *io)
{
	struct code code = code_short_new(app->random);
	struct notice_to to = {io->in.mail, io->in.name, io->language};
	io->code = mailed_code_digest(io->visitor, MAILED_REGISTER, &code);
	TRY(account_notice_code(app, io->arena, &to, NOTICE_REGISTER_CODE, &code, &io->code_mail));
	return account_notice(app, io->arena, &to, NOTICE_ALREADY_HERE, &io->here_mail);
}

static err_t take_limits(struct tx *tx, const struct registering *r)
{
	struct str who = limit_pair(r->arena, r->visitor->block, r->mail_key);
	TRY(limit_take(tx, r->arena, LIMIT_REGISTER, who, r->now));
	return limit_take(tx, r->arena, LIMIT_REGISTER_MAIL, r->mail_key, r->now);
}

static err_t send_either(struct tx *tx, const struct registering *r)
{
	struct row_id owner;
	TRY(address_owner(tx, r->mail_key, &owner));
	return notice_send(tx, owner.n ? r->here_mail : r->code_mail);
}

static err_t keep_registration(struct tx *tx, void *ctx)
{
	const struct registering *r = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(take_limits(tx, r));
	TRY(registration_put(tx, hash_str(&r->browser), r->mail_key, r->in.mail, r->in.name,
		r->language, r->hash, hash_str(&r->code), r->now + MAILED_CODE_LIFE, r->now));
	return send_either(tx, r);
}

static err_t keep_new_code(struct tx *tx, void *ctx)
{
	const struct registering *r = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(take_limits(tx, r));
	TRY(registration_set_code(
		tx, hash_str(&r->browser), hash_str(&r->code), r->now + MAILED_CODE_LIFE));
	return send_either(tx, r);
}

static err_t check_register(const struct app *app, const struct account_register *in)
{
	const struct str words[] = {in->name, in->mail, app->place_name};
	return err_join(person_name_check("name", in->name),
		password_check("password", in->password, words, 3));
}

err_t account_register(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str language, const struct account_register *in)
{
	struct registering r = {
		.arena = a,
		.visitor = visitor,
		.in = *in,
		.language = language,
		.mail_key = str_lower(a, in->mail),
		.browser = token_digest(&visitor->browser),
		.now = clock_now(app->clock),
	};
	TRY(check_register(app, in));
	TRY(password_hash(app->passwords, a, in->password, &r.hash));
	TRY(write_mails(app, &r));
	TRY(db_tx(app->db, keep_registration, &r));
	notice_hurry(app);
	return NULL;
}

struct waiting {
	struct arena *arena;
	struct digest browser;
	struct registration_row *row;
};

static err_t read_registration(struct tx *tx, void *ctx)
{
	struct waiting *w = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	return registration_get(tx, w->arena, hash_str(&w->browser), &w->row);
}

static err_t find_registration(const struct app *app, struct arena *a,
	const struct visitor *visitor, struct registration_row **ret_row)
{
	struct waiting w = {.arena = a, .browser = token_digest(&visitor->browser)};
	TRY(db_read(app->db, read_registration, &w));
	if (!w.row)
		return err_log(ERR_NOT_FOUND, "no registration");
	*ret_row = w.row;
	return NULL;
}

err_t account_awaited(
	const struct app *app, struct arena *a, const struct visitor *visitor, struct str *ret_mail)
{
	struct registration_row *row;
	TRY(find_registration(app, a, visitor, &row));
	*ret_mail = row->mail;
	return NULL;
}

err_t account_send_again(const struct app *app, struct arena *a, const struct visitor *visitor)
{
	struct registration_row *row;
	TRY(find_registration(app, a, visitor, &row));
	struct registering r = {
		.arena = a,
		.visitor = visitor,
		.in = {.name = row->name, .mail = row->mail},
		.language = row->language,
		.mail_key = row->mail_key,
		.browser = token_digest(&visitor->browser),
		.now = clock_now(app->clock),
	};
	TRY(write_mails(app, &r));
	TRY(db_tx(app->db, keep_new_code, &r));
	notice_hurry(app);
	return NULL;
}

/* --- confirm --- */

struct confirming {
	struct arena *arena;
	const struct visitor *visitor;
	struct mailed_try attempt;
	struct public_id public;
	struct session_new session;
	enum mailed_outcome outcome;
};

/* An address that has an account never takes a code: its holder got another mail. */
static enum mailed_outcome compare(
	const struct confirming *c, const struct registration_row *row, struct row_id owner)
{
	struct mailed_try attempt = c->attempt;
	attempt.is_code &= !owner.n;
	return mailed_code_compare(&attempt, row->code, row->tries, row->code_ends);
}

static err_t judge(struct tx *tx, struct confirming *c, struct registration_row **ret_row)
{
	struct row_id owner;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(registration_get(tx, c->arena, hash_str(&c->attempt.browser), ret_row));
	c->outcome = MAILED_GONE;
	if (!*ret_row)
		return NULL;
	TRY(address_owner(tx, (*ret_row)->mail_key, &owner));
	c->outcome = compare(c, *ret_row, owner);
	return NULL;
}

/* A wrong code is counted, so this commits; the outcome says what became of it. */
static err_t try_code(struct tx *tx, void *ctx)
{
	struct confirming *c = ctx;
	struct registration_row *row;
	TRY(judge(tx, c, &row));
	return c->outcome == MAILED_WRONG ? registration_tried(tx, hash_str(&c->attempt.browser))
					  : NULL;
}

static err_t note_register(struct tx *tx, const struct confirming *c, struct row_id person)
{
	struct actor actor = {.person = person, .public = c->public, .device = c->visitor->device};
	struct audit_entry entry = {.actor = &actor,
		.subject = &c->public,
		.action = AUDIT_REGISTER,
		.at = c->session.now};
	return audit_note(tx, &entry);
}

static err_t make_person(struct tx *tx, void *ctx)
{
	struct confirming *c = ctx;
	struct registration_row *row;
	struct row_id person;
	TRY(judge(tx, c, &row));
	if (c->outcome != MAILED_RIGHT)
		return NULL;
	TRY(person_add(tx, c->public, row->name, row->language, c->session.now, &person));
	TRY(address_add(tx, row->mail_key, row->mail, person, c->session.now));
	TRY(password_set(tx, person, row->hash, c->session.now));
	TRY(registration_end(tx, hash_str(&c->attempt.browser)));
	TRY(session_begin(tx, &c->session, person));
	TRY(known_keep(tx, c->visitor, person, c->session.now));
	return note_register(tx, c, person);
}

/*
 * The key comes first: a person without one could not write. Whoever else confirmed meanwhile made
 * the person; then this key is nobody's.
 */
static err_t make_person_with_key(const struct app *app, struct confirming *c)
{
	TRY(vault_add_owner(app->vault, c->public));
	TRY(db_tx(app->db, make_person, c));
	if (c->outcome == MAILED_RIGHT)
		return NULL;
	return err_join(mailed_code_error(c->outcome), vault_destroy_owner(app->vault, c->public));
}

err_t account_confirm(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str typed, struct token *ret_session)
{
	struct confirming c = {
		.arena = a,
		.visitor = visitor,
		.attempt = mailed_code_try(app, visitor, MAILED_REGISTER, typed),
		.public = public_id_new(app->random),
	};
	TRY(session_new(app, visitor, &c.session));
	TRY(db_tx(app->db, try_code, &c));
	TRY(mailed_code_error(c.outcome));
	TRY(make_person_with_key(app, &c));
	*ret_session = c.session.token;
	return NULL;
}
