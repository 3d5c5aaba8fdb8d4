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
	const struct app *app;
	struct arena *arena;
	const struct visitor *visitor;
	const struct account_register *in;
	struct str language, mail_key, hash;
	struct digest browser, code_digest;
	struct code code;
	struct notice notice;
	usec now;
};

static err_t take_limits(struct registering *r, struct tx *tx)
{
	TRY(limit_take(tx, r->arena, LIMIT_GUESS, r->visitor->block, r->now));
	return limit_take(tx, r->arena, LIMIT_REGISTER, r->mail_key, r->now);
}

static err_t keep_registration(struct tx *tx, void *ctx)
{
	struct registering *r = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(take_limits(r, tx));
	TRY(registration_put(tx, hash_str(&r->browser), r->mail_key, r->in->mail, r->in->name,
		r->language, r->hash, hash_str(&r->code_digest), r->now + ACCOUNT_CODE_LIFE,
		r->now));
	struct row_id owner;
	TRY(address_owner(tx, r->mail_key, &owner));
	if (owner.n)
		return notice_queue(tx, &r->notice, NOTICE_ALREADY_HERE);
	return notice_queue(tx, &r->notice, NOTICE_CODE);
}

static err_t check_password(
	const struct app *app, struct arena *a, const struct account_register *in)
{
	const struct str words[] = {in->name, in->mail, app->place_name};
	(void)a;
	return password_check("password", in->password, words, 3);
}

err_t account_register(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str language, const struct account_register *in)
{
	struct registering r = {
		.app = app,
		.arena = a,
		.visitor = visitor,
		.in = in,
		.language = language,
		.mail_key = mail_key(a, in->mail),
		.browser = token_digest(&visitor->browser),
		.code = code_short_new(app->random),
		.now = clock_now(app->clock),
	};
	TRY(check_password(app, a, in));
	TRY(password_hash(app->passwords, a, in->password, &r.hash));
	r.code_digest = code_of(visitor, &r.code);
	TRY(notice_prepare(app, a, language, in->mail, in->name, &r.code, &r.notice));
	return db_tx(app->db, keep_registration, &r);
}
