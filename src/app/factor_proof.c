#include "app/account_notice.h"
#include "app/audit.h"
#include "app/factor_inside.h"
#include "app/known.h"
#include "crypto/totp.h"
#include "db/content.h"

static const struct actor nobody;

/* --- sealing --- */

struct vault_place factor_place(struct public_id owner)
{
	/* the one that a person has */
	return (struct vault_place){owner, "factor", STR("app"), "secret"};
}

err_t factor_open_secret(const struct app *app, struct arena *a, struct public_id owner,
	struct str sealed, struct secret *ret_secret)
{
	struct vault_place place = factor_place(owner);
	struct str bytes;
	TRY(vault_open(app->vault, a, &place, sealed, &bytes));
	secret_wipe_later(a, bytes);
	return secret_copy(bytes, ret_secret) ? NULL : err_log(ERR_INTERNAL, "secret of a factor");
}

err_t factor_code_key(const struct app *app, struct public_id owner, struct secret *ret_key)
{
	return vault_derive(app->vault, owner, "recovery code", ret_key);
}

/* --- one try --- */

struct finding {
	struct arena *arena;
	struct row_id person;
	struct factor_row *row;
	struct person_row *who;
	struct str mail;
};

static err_t find(struct tx *tx, void *ctx)
{
	struct finding *f = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(person_get(tx, f->arena, f->person, &f->who));
	TRY(address_of(tx, f->arena, f->person, &f->mail));
	return factor_get(tx, f->arena, f->person, &f->row);
}

static err_t read_step(const struct app *app, struct arena *a, const struct factor_row *row,
	struct str typed, struct factor_try *io)
{
	struct code code;
	SECRET secret;
	if (!code_short_parse(typed, &code))
		return NULL;
	TRY(factor_open_secret(app, a, io->public, row->secret, &secret));
	io->is_step = totp_match(&secret, &code, io->now, row->last_step, &io->step);
	return NULL;
}

static err_t read_code(const struct app *app, struct str typed, struct factor_try *io)
{
	struct code code;
	SECRET key;
	io->is_code = code_long_parse(typed, &code);
	if (!io->is_code)
		return NULL;
	TRY(factor_code_key(app, io->public, &key));
	io->code = code_digest(&key, &code);
	return NULL;
}

static err_t write_warning(const struct app *app, const struct finding *f, struct factor_try *io)
{
	struct notice_to to = {f->mail, f->who->name, f->who->language};
	return to.mail.len ? account_notice(app, f->arena, &to, NOTICE_FACTOR_TRIES, &io->told)
			   : NULL;
}

err_t factor_try(const struct app *app, struct arena *a, const struct actor *actor,
	struct str typed, struct factor_try *ret_try)
{
	struct finding f = {.arena = a, .person = actor->person};
	struct factor_try attempt = {
		.person = actor->person, .public = actor->public, .now = clock_now(app->clock)};
	TRY(db_read(app->db, find, &f));
	if (!f.row || !f.who)
		return err_log(ERR_NOT_FOUND, "no second factor");
	TRY(read_step(app, a, f.row, typed, &attempt));
	TRY(read_code(app, typed, &attempt));
	if (!attempt.is_step && !attempt.is_code)
		TRY(write_warning(app, &f, &attempt));
	*ret_try = attempt;
	return NULL;
}

static err_t take_code(struct tx *tx, struct factor_try *io, bool *ret_right)
{
	int64_t count;
	TRY(recovery_code_take(tx, io->person, hash_str(&io->code), &count));
	io->was_code = count > 0;
	*ret_right = io->was_code;
	return NULL;
}

static err_t warn(struct tx *tx, struct arena *a, const struct factor_try *t, struct str account)
{
	bool many, told = false;
	TRY(limit_try(tx, a, LIMIT_FACTOR_WRONG, account, t->now, &many));
	if (many)
		TRY(limit_try(tx, a, LIMIT_FACTOR_TOLD, account, t->now, &told));
	return many && !told ? notice_send(tx, t->told) : NULL;
}

err_t factor_take(struct tx *tx, struct arena *a, const struct visitor *visitor,
	struct factor_try *io, bool *ret_right)
{
	struct str account = public_id_print(a, io->public);
	int64_t count = 0;
	if (io->is_code)
		return take_code(tx, io, ret_right);
	TRY(known_take_together(tx, a, LIMIT_FACTOR, visitor, io->person, account, io->now));
	if (io->is_step)
		TRY(factor_take_step(tx, io->person, io->step, &count));
	*ret_right = count > 0;
	return io->told ? warn(tx, a, io, account) : NULL;
}

err_t factor_is_held(struct tx *tx, struct arena *a, struct row_id person, bool *ret_held)
{
	struct factor_row *row;
	TRY(factor_get(tx, a, person, &row));
	*ret_held = row;
	return NULL;
}

/* --- on the way in --- */

struct confirming {
	struct arena *arena;
	const struct app *app;
	const struct visitor *visitor;
	struct arriving who;
	struct factor_try attempt;
	struct arrival arrival;
	struct outbox_sealed *told;
	bool right;
};

static err_t find_who(struct tx *tx, void *ctx)
{
	struct confirming *c = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	return arrival_find(c->app, tx, c->arena, c->visitor, &c->who);
}

static err_t note_wrong(struct tx *tx, const struct confirming *c)
{
	const struct actor actor = {.device = c->visitor->device};
	struct audit_entry entry = {
		.actor = &actor,
		.subject = &c->who.actor.public,
		.action = AUDIT_FACTOR_TRY,
		.result = AUDIT_REFUSED,
		.at = c->attempt.now,
	};
	return audit_note(tx, &entry);
}

static err_t pass(struct tx *tx, struct confirming *io)
{
	if (io->attempt.was_code && io->told)
		TRY(notice_send(tx, io->told));
	return arrival_go_on(tx, &io->arrival);
}

/* A wrong one is counted and noted, so this commits. */
static err_t judge(struct tx *tx, void *ctx)
{
	struct confirming *c = ctx;
	struct digest browser = token_digest(&c->visitor->browser);
	TRY(find_who(tx, c));
	if (c->who.next != ARRIVAL_FACTOR || c->who.actor.person.n != c->attempt.person.n)
		return err_log(ERR_NOT_FOUND, "nobody is on the way in here any more");
	TRY(factor_take(tx, c->arena, c->visitor, &c->attempt, &c->right));
	if (c->right)
		return pass(tx, c);
	TRY(arrival_tried(tx, hash_str(&browser)));
	return note_wrong(tx, c);
}

static err_t prepare(struct confirming *io)
{
	TRY(arrival_prepare(
		io->app, io->arena, io->visitor, io->who.actor.person, io->who.goal, &io->arrival));
	if (!io->attempt.is_code || !io->arrival.to.mail.len)
		return NULL;
	return account_notice(io->app, io->arena, &io->arrival.to, NOTICE_RECOVERY_CODE, &io->told);
}

err_t factor_confirm(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str code, struct arrived *ret_arrived)
{
	struct confirming c = {.arena = a, .app = app, .visitor = visitor};
	TRY(db_read(app->db, find_who, &c));
	if (c.who.next != ARRIVAL_FACTOR)
		return err_log(ERR_NOT_FOUND, "nobody is on the way in here");
	TRY(factor_try(app, a, &c.who.actor, code, &c.attempt));
	TRY(prepare(&c));
	TRY(db_tx(app->db, judge, &c));
	if (!c.right)
		return err_field("code", N_("This code is not right. Look at your app once more."));
	notice_hurry(app);
	*ret_arrived = arrival_result(&c.arrival);
	return NULL;
}
