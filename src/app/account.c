#include "app/account.h"

#include "app/limit.h"
#include "app/notice.h"
#include "crypto/code.h"
#include "crypto/password.h"
#include "crypto/vault.h"
#include "db/content.h"

static const struct actor nobody;

static struct str mail_key(struct arena *a, struct str mail)
{
	return str_lower(a, mail);
}

static struct digest code_of(const struct visitor *visitor, const struct code *code)
{
	SECRET key;
	token_key(&visitor->browser, "registration code", &key);
	return code_digest(&key, code);
}

/* --- register --- */

struct registering {
	struct arena *arena;
	const struct visitor *visitor;
	const struct account_register *in;
	struct str language, mail_key, hash;
	struct digest browser, code;
	struct outbox_sealed *code_mail, *here_mail;
	usec now;
};

static err_t keep_registration(struct tx *tx, void *ctx)
{
	struct registering *r = ctx;
	struct row_id owner;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(limit_take(tx, r->arena, LIMIT_REGISTER, r->mail_key, r->now));
	TRY(registration_put(tx, hash_str(&r->browser), r->mail_key, r->in->mail, r->in->name,
		r->language, r->hash, hash_str(&r->code), r->now + ACCOUNT_CODE_LIFE, r->now));
	TRY(address_owner(tx, r->mail_key, &owner));
	return notice_send(tx, owner.n ? r->here_mail : r->code_mail);
}

static err_t check_password(const struct app *app, const struct account_register *in)
{
	const struct str words[] = {in->name, in->mail, app->place_name};
	return password_check("password", in->password, words, 3);
}

/* Both mails are made, whichever goes out: it takes the same time. */
static err_t write_mails(const struct app *app, struct registering *r, const struct code *code)
{
	struct notice_to to = {r->in->mail, r->in->name, r->language};
	TRY(notice_code(app, r->arena, &to, code, &r->code_mail));
	return notice_already_here(app, r->arena, &to, &r->here_mail);
}

err_t account_register(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str language, const struct account_register *in)
{
	struct code code = code_short_new(app->random);
	struct registering r = {
		.arena = a,
		.visitor = visitor,
		.in = in,
		.language = language,
		.mail_key = mail_key(a, in->mail),
		.browser = token_digest(&visitor->browser),
		.code = code_of(visitor, &code),
		.now = clock_now(app->clock),
	};
	TRY(check_password(app, in));
	TRY(password_hash(app->passwords, a, in->password, &r.hash));
	TRY(write_mails(app, &r, &code));
	TRY(db_tx(app->db, keep_registration, &r));
	notice_hurry(app);
	return NULL;
}

/* --- waiting for the code --- */

struct waiting {
	struct arena *arena;
	struct digest browser;
	struct registration_row *row;
};

static err_t read_registration(struct tx *tx, void *ctx)
{
	struct waiting *w = ctx;
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

static err_t keep_new_code(struct tx *tx, void *ctx)
{
	struct registering *r = ctx;
	struct row_id owner;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(limit_take(tx, r->arena, LIMIT_REGISTER, r->mail_key, r->now));
	TRY(registration_set_code(
		tx, hash_str(&r->browser), hash_str(&r->code), r->now + ACCOUNT_CODE_LIFE));
	TRY(address_owner(tx, r->mail_key, &owner));
	return notice_send(tx, owner.n ? r->here_mail : r->code_mail);
}

err_t account_send_again(const struct app *app, struct arena *a, const struct visitor *visitor)
{
	struct registration_row *row;
	TRY(find_registration(app, a, visitor, &row));
	struct code code = code_short_new(app->random);
	struct account_register in = {.name = row->name, .mail = row->mail};
	struct registering r = {
		.arena = a,
		.visitor = visitor,
		.in = &in,
		.language = row->language,
		.mail_key = row->mail_key,
		.browser = token_digest(&visitor->browser),
		.code = code_of(visitor, &code),
		.now = clock_now(app->clock),
	};
	TRY(write_mails(app, &r, &code));
	TRY(db_tx(app->db, keep_new_code, &r));
	notice_hurry(app);
	return NULL;
}

/* --- confirm --- */

enum confirm_outcome { CONFIRM_RIGHT, CONFIRM_WRONG, CONFIRM_SPENT, CONFIRM_GONE };

struct confirming {
	struct arena *arena;
	const struct visitor *visitor;
	struct digest browser, code;
	bool is_code; /* what was typed is a code at all */
	struct public_id public;
	struct token session;
	usec now;
	enum confirm_outcome outcome;
};

static enum confirm_outcome compare(
	const struct confirming *c, const struct registration_row *row, struct row_id owner)
{
	if (row->tries >= ACCOUNT_CODE_TRIES || c->now > row->code_ends)
		return CONFIRM_SPENT;
	bool right = c->is_code && !owner.n && row->code.len == sizeof(c->code.bytes) &&
		     secret_bytes_eq(row->code.p, c->code.bytes, sizeof(c->code.bytes));
	return right ? CONFIRM_RIGHT : CONFIRM_WRONG;
}

/* An address that has an account never takes a code: its holder got another mail. */
static err_t judge(struct tx *tx, struct confirming *c, struct registration_row **ret_row)
{
	struct row_id owner;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(registration_get(tx, c->arena, hash_str(&c->browser), ret_row));
	c->outcome = CONFIRM_GONE;
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
	return c->outcome == CONFIRM_WRONG ? registration_tried(tx, hash_str(&c->browser)) : NULL;
}

static err_t make_person(struct tx *tx, void *ctx)
{
	struct confirming *c = ctx;
	struct registration_row *row;
	struct row_id person;
	TRY(judge(tx, c, &row));
	if (c->outcome != CONFIRM_RIGHT)
		return NULL;
	TRY(person_add(tx, c->public, row->name, row->language, c->now, &person));
	TRY(address_add(tx, row->mail_key, row->mail, person, c->now));
	TRY(password_set(tx, person, row->hash, c->now));
	TRY(registration_end(tx, hash_str(&c->browser)));
	return session_begin(tx, &c->session, person, c->now);
}

static err_t outcome_error(enum confirm_outcome outcome)
{
	switch (outcome) {
	case CONFIRM_RIGHT:
		return NULL;
	case CONFIRM_WRONG:
		return err_field("code", N_("This is not the code from our mail. Look once more."));
	case CONFIRM_SPENT:
		return err_field("code", N_("This code no longer works. Ask for a new one."));
	case CONFIRM_GONE:
		break;
	}
	return err_log(ERR_NOT_FOUND, "no registration");
}

err_t account_confirm(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str typed, struct token *ret_session)
{
	struct code code = {0};
	struct confirming c = {
		.arena = a,
		.visitor = visitor,
		.browser = token_digest(&visitor->browser),
		.is_code = code_short_parse(typed, &code),
		.public = public_id_new(app->random),
		.session = token_new(app->random),
		.now = clock_now(app->clock),
	};
	c.code = code_of(visitor, &code);
	TRY(db_tx(app->db, try_code, &c));
	TRY(outcome_error(c.outcome));
	TRY(vault_add_owner(app->vault, c.public));
	TRY(db_tx(app->db, make_person, &c));
	TRY(outcome_error(c.outcome));
	*ret_session = c.session;
	return NULL;
}

/* --- sign in --- */

struct signing_in {
	struct arena *arena;
	const struct visitor *visitor;
	struct str mail_key;
	struct password_row *found;
	struct str new_hash; /* when the stored one is outdated */
	struct token session;
	usec now;
};

static err_t count_try(struct tx *tx, void *ctx)
{
	struct signing_in *s = ctx;
	struct str who =
		str_fmt(s->arena, "%.*s\n%.*s", STR_ARG(s->visitor->block), STR_ARG(s->mail_key));
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(limit_take(tx, s->arena, LIMIT_SIGN_IN, who, s->now));
	return password_of(tx, s->arena, s->mail_key, &s->found);
}

static err_t begin(struct tx *tx, void *ctx)
{
	struct signing_in *s = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	if (s->new_hash.p)
		TRY(password_set(tx, s->found->person, s->new_hash, s->now));
	return session_begin(tx, &s->session, s->found->person, s->now);
}

err_t account_sign_in(const struct app *app, struct arena *a, const struct visitor *visitor,
	const struct account_sign_in *in, struct token *ret_session)
{
	struct signing_in s = {
		.arena = a,
		.visitor = visitor,
		.mail_key = mail_key(a, in->mail),
		.session = token_new(app->random),
		.now = clock_now(app->clock),
	};
	enum password_match match;
	TRY(db_tx(app->db, count_try, &s));
	TRY(password_verify(
		app->passwords, in->password, s.found ? s.found->hash : STR_NONE, &match));
	if (match == PASSWORD_WRONG)
		return err_say(ERR_UNAUTHENTICATED,
			N_("This mail address and password do not belong together."));
	if (match == PASSWORD_RIGHT_OUTDATED)
		TRY(password_hash(app->passwords, a, in->password, &s.new_hash));
	TRY(db_tx(app->db, begin, &s));
	*ret_session = s.session;
	return NULL;
}

/* --- the account itself --- */

struct seeing {
	struct arena *arena;
	const struct actor *actor;
	struct str mail;
};

static err_t read_mail(struct tx *tx, void *ctx)
{
	struct seeing *s = ctx;
	TRY(access_require(tx, s->actor, ACTION_ACCOUNT_SEE, s->actor->person));
	return address_of(tx, s->arena, s->actor->person, &s->mail);
}

err_t account_mail(
	const struct app *app, struct arena *a, const struct actor *actor, struct str *ret_mail)
{
	struct seeing s = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_mail, &s));
	*ret_mail = s.mail;
	return NULL;
}

struct speaking {
	const struct actor *actor;
	struct str language;
};

static err_t set_language(struct tx *tx, void *ctx)
{
	const struct speaking *s = ctx;
	TRY(access_require(tx, s->actor, ACTION_ACCOUNT_CHANGE, s->actor->person));
	return person_set_language(tx, s->actor->person, s->language);
}

err_t account_set_language(const struct app *app, const struct actor *actor, struct str language)
{
	struct speaking s = {actor, language};
	return db_tx(app->db, set_language, &s);
}

/* --- clearing up --- */

static err_t clear(struct tx *tx, void *ctx)
{
	static const struct actor house = {.is_house = true};
	usec now = *(const usec *)ctx;
	int64_t count;
	TRY(access_require(tx, &house, ACTION_HOUSE_KEEP, OWNER_NOBODY));
	TRY(registration_clear(tx, now - ACCOUNT_REGISTRATION_LIFE, &count));
	TRY(session_clear(tx, now - SESSION_IDLE, now - SESSION_MOST, &count));
	return rate_clear(tx, now, &count);
}

err_t account_clear(const struct app *app)
{
	usec now = clock_now(app->clock);
	return db_tx(app->db, clear, &now);
}
