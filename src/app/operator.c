#include "app/operator.h"

#include "app/account_notice.h"
#include "app/audit.h"
#include "app/erase.h"
#include "app/factor.h"
#include "crypto/code.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "i18n/i18n.h"

static const struct actor house = {.is_house = true};

struct operating {
	const struct app *app;
	struct arena *arena;
	struct public_id public;
	struct str by;
	usec now;
	struct operator_account_row *row;
	/* of some */
	struct str mail;
	struct digest code;
	struct actor witness;
	struct outbox_sealed *letter;
	int64_t count;
};

static err_t note(struct tx *tx, const struct operating *o, enum audit_action action)
{
	struct audit_entry entry = {
		.actor = o->witness.person.n ? &o->witness : &house,
		.subject = &o->public,
		.action = action,
		.object = AUDIT_OPERATOR,
		.object_id = o->by,
		.at = o->now,
	};
	return audit_note(tx, &entry);
}

static err_t read_account(struct tx *tx, struct operating *io)
{
	TRY(access_keep_house(tx));
	TRY(operator_account_get(tx, io->arena, io->public, &io->row));
	return io->row ? NULL : err_log(ERR_NOT_FOUND, "no such account");
}

static struct operating about(
	const struct app *app, struct arena *a, struct public_id person, struct str by)
{
	return (struct operating){
		.app = app, .arena = a, .public = person, .by = by, .now = clock_now(app->clock)};
}

/* --- finding and showing --- */

static err_t find_by_mail(struct tx *tx, void *ctx)
{
	struct operating *o = ctx;
	struct row_id owner;
	struct person_row *person = NULL;
	TRY(access_keep_house(tx));
	TRY(address_owner(tx, o->mail, &owner));
	if (owner.n)
		TRY(person_get(tx, o->arena, owner, &person));
	if (!person)
		return err_log(ERR_NOT_FOUND, "nobody has this address");
	o->public = person->public;
	return NULL;
}

err_t operator_find(
	const struct app *app, struct arena *a, struct str who, struct public_id *ret_person)
{
	struct operating o = {.arena = a, .mail = str_lower(a, who)};
	if (public_id_parse(who, ret_person))
		return NULL;
	TRY(db_read(app->db, find_by_mail, &o));
	*ret_person = o.public;
	return NULL;
}

static err_t look(struct tx *tx, void *ctx)
{
	struct operating *o = ctx;
	TRY(read_account(tx, o));
	return note(tx, o, AUDIT_OPERATOR_LOOK);
}

err_t operator_show(const struct app *app, struct arena *a, struct public_id person, struct str by,
	struct operator_account *ret)
{
	struct operating o = about(app, a, person, by);
	struct membership_list memberships;
	TRY(db_tx(app->db, look, &o));
	const struct actor self = {.person = o.row->id, .public = person};
	TRY(membership_list(app, a, &self, &memberships));
	*ret = (struct operator_account){
		.made = o.row->made,
		.language = o.row->language,
		.addresses = o.row->addresses,
		.sessions = o.row->sessions,
		.has_password = o.row->passwords,
		.has_factor = o.row->factors,
		.memberships = memberships,
	};
	return NULL;
}

/* --- acts of one operator --- */

static err_t end_sessions(struct tx *tx, void *ctx)
{
	struct operating *o = ctx;
	TRY(read_account(tx, o));
	TRY(session_end_all(tx, o->row->id, &o->count));
	TRY(arrival_end_all(tx, o->row->id));
	return note(tx, o, AUDIT_OPERATOR_END_SESSIONS);
}

err_t operator_end_sessions(const struct app *app, struct arena *a, struct public_id person,
	struct str by, int64_t *ret_count)
{
	struct operating o = about(app, a, person, by);
	TRY(db_tx(app->db, end_sessions, &o));
	*ret_count = o.count;
	return NULL;
}

static err_t note_erase(struct tx *tx, void *ctx)
{
	struct operating *o = ctx;
	TRY(read_account(tx, o));
	return note(tx, o, AUDIT_OPERATOR_ERASE);
}

err_t operator_erase(const struct app *app, struct arena *a, struct public_id person, struct str by)
{
	struct operating o = about(app, a, person, by);
	TRY(db_tx(app->db, note_erase, &o));
	return erase_person(app, person);
}

/* --- the second factor: two admins --- */

struct witnessing {
	struct arena *arena;
	struct public_id public;
	struct operator_account_row *row;
	struct factor_try attempt;
	bool right;
};

static err_t find_witness(struct tx *tx, void *ctx)
{
	static const enum role admins[] = {ROLE_ORGANISATION_ADMIN, ROLE_REGION_ADMIN};
	struct witnessing *w = ctx;
	struct str roles[] = {str_of(role_about(admins[0])->id), str_of(role_about(admins[1])->id)};
	struct text_list list = {.at = roles, .len = 2};
	int64_t count = 0;
	TRY(access_keep_house(tx));
	TRY(operator_account_get(tx, w->arena, w->public, &w->row));
	if (w->row)
		TRY(membership_holds_any(tx, w->row->id, list, w->attempt.now, &count));
	return count ? NULL : err_log(ERR_FORBIDDEN, "the witness is no admin");
}

/* A wrong code is counted, so this commits. */
static err_t judge_witness(struct tx *tx, void *ctx)
{
	static const struct visitor none;
	struct witnessing *w = ctx;
	TRY(access_keep_house(tx));
	return factor_take(tx, w->arena, &none, &w->attempt, &w->right);
}

static err_t prove_witness(const struct app *app, struct arena *a,
	const struct operator_witness *witness, struct actor *ret_witness)
{
	struct witnessing w = {
		.arena = a, .public = witness->person, .attempt.now = clock_now(app->clock)};
	TRY(db_read(app->db, find_witness, &w));
	struct actor actor = {.person = w.row->id, .public = w.public};
	TRY(factor_try(app, a, &actor, witness->code, &w.attempt));
	TRY(db_tx(app->db, judge_witness, &w));
	if (!w.right)
		return err_log(ERR_FORBIDDEN, "this is no code of the witness's second factor");
	*ret_witness = actor;
	return NULL;
}

static err_t digest_of(const struct app *app, const struct code *code, struct digest *ret_digest)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "operator code", &key));
	*ret_digest = code_digest(&key, code);
	return NULL;
}

static struct str witness_name(const struct operating *o)
{
	return public_id_print(o->arena, o->witness.public);
}

static err_t check_witness(const struct operating *o)
{
	if (public_id_eq(o->witness.public, o->public))
		return err_log(ERR_FORBIDDEN, "nobody is a witness for themselves");
	return NULL;
}

static err_t ask(struct tx *tx, void *ctx)
{
	struct operating *o = ctx;
	TRY(read_account(tx, o));
	if (!o->row->factors)
		return err_log(ERR_NOT_FOUND, "this account has no second factor");
	TRY(operator_request_put(tx, hash_str(&o->code), o->row->id, witness_name(o),
		o->now + OPERATOR_CONFIRM_LIFE));
	return note(tx, o, AUDIT_OPERATOR_ASK_RESET);
}

err_t operator_ask_reset(const struct app *app, struct arena *a, struct public_id person,
	struct str by, const struct operator_witness *witness, struct str *ret_code)
{
	struct operating o = about(app, a, person, by);
	struct code code = code_long_new(app->random);
	TRY(prove_witness(app, a, witness, &o.witness));
	TRY(check_witness(&o));
	TRY(digest_of(app, &code, &o.code));
	TRY(db_tx(app->db, ask, &o));
	*ret_code = code_print(a, &code);
	return NULL;
}

/* Who asked does not confirm. */
static err_t read_request(struct tx *tx, struct operating *io)
{
	struct operator_request_row *request;
	TRY(access_keep_house(tx));
	TRY(operator_request_get(tx, io->arena, hash_str(&io->code), io->now, &request));
	if (!request)
		return err_log(ERR_NOT_FOUND, "no request with this code waits, or not any more");
	if (str_eq(request->asked_by, witness_name(io)))
		return err_log(ERR_FORBIDDEN, "another admin has to confirm: you asked");
	io->public = request->public;
	TRY(check_witness(io));
	TRY(read_account(tx, io));
	return address_of(tx, io->arena, io->row->id, &io->mail);
}

static err_t look_at_request(struct tx *tx, void *ctx)
{
	return read_request(tx, ctx);
}

static err_t reset(struct tx *tx, void *ctx)
{
	struct operating *o = ctx;
	TRY(read_request(tx, o));
	TRY(erase_operator_request(tx, o->row->id, &o->count));
	TRY(factor_remove(tx, o->row->id));
	TRY(session_end_all(tx, o->row->id, &o->count));
	TRY(arrival_end_all(tx, o->row->id));
	TRY(erase_known_browser(tx, o->row->id, &o->count));
	if (o->letter)
		TRY(notice_send(tx, o->letter));
	return note(tx, o, AUDIT_OPERATOR_RESET);
}

static err_t seal_letter(struct operating *io)
{
	struct notice_to to = {io->mail, io->row->name, io->row->language};
	return account_notice(io->app, io->arena, &to, NOTICE_FACTOR_RESET, &io->letter);
}

err_t operator_confirm_reset(const struct app *app, struct arena *a, struct str typed,
	struct str by, const struct operator_witness *witness)
{
	struct operating o = about(app, a, VAULT_HOUSE, by);
	struct code code;
	if (!code_long_parse(typed, &code))
		return err_log(ERR_INVALID, "this is not the code that was printed");
	TRY(prove_witness(app, a, witness, &o.witness));
	TRY(digest_of(app, &code, &o.code));
	TRY(db_read(app->db, look_at_request, &o));
	if (o.mail.len)
		TRY(seal_letter(&o));
	return db_tx(app->db, reset, &o);
}
