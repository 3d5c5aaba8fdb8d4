#include "app/operator.h"

#include "app/audit.h"
#include "app/erase.h"
#include "app/notice.h"
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
	struct outbox_sealed *letter;
	int64_t count;
};

static err_t note(struct tx *tx, const struct operating *o, enum audit_action action)
{
	struct audit_entry entry = {
		.actor = &house,
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
	TRY(membership_list(app, a, &self, i18n_standard(app->i18n), &memberships));
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

/* --- the second factor: two operators --- */

static err_t digest_of(const struct app *app, const struct code *code, struct digest *ret_digest)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "operator code", &key));
	*ret_digest = code_digest(&key, code);
	return NULL;
}

static err_t ask(struct tx *tx, void *ctx)
{
	struct operating *o = ctx;
	TRY(read_account(tx, o));
	if (!o->row->factors)
		return err_log(ERR_NOT_FOUND, "this account has no second factor");
	TRY(operator_request_put(
		tx, hash_str(&o->code), o->row->id, o->by, o->now + OPERATOR_CONFIRM_LIFE));
	return note(tx, o, AUDIT_OPERATOR_ASK_RESET);
}

err_t operator_ask_reset(const struct app *app, struct arena *a, struct public_id person,
	struct str by, struct str *ret_code)
{
	struct operating o = about(app, a, person, by);
	struct code code = code_long_new(app->random);
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
	if (str_eq(request->asked_by, io->by))
		return err_log(ERR_FORBIDDEN,
			"another operator has to confirm: you are the one who asked");
	io->public = request->public;
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
	TRY(erase_factor(tx, o->row->id, &o->count));
	TRY(erase_factor_offer(tx, o->row->id, &o->count));
	TRY(erase_recovery_code(tx, o->row->id, &o->count));
	TRY(session_end_all(tx, o->row->id, &o->count));
	TRY(arrival_end_all(tx, o->row->id));
	TRY(erase_known_browser(tx, o->row->id, &o->count));
	if (o->letter)
		TRY(notice_send(tx, o->letter));
	return note(tx, o, AUDIT_OPERATOR_RESET);
}

static err_t seal_letter(struct operating *io)
{
	static const char *const before[] = {
		N_("Hello {name},"),
		N_("The second step to sign in at {place} was taken off your account. Two "
		   "operators did this."),
		NULL,
	};
	static const char *const after[] = {
		N_("Did you ask for it? Then sign in and set up a new one."),
		N_("Did you not ask for it? Choose a new password and tell your organisation."),
		NULL,
	};
	const struct lang_value values[] = {
		{"name", io->row->name}, {"place", io->app->place_name}, {NULL, STR_NONE}};
	struct notice_to to = {io->mail, io->row->name, io->row->language};
	struct letter letter = {
		.subject = N_("Your second step at {place} was taken off"),
		.before = before,
		.button = N_("Sign in"),
		.link = str_fmt(io->arena, "%.*s/sign-in", STR_ARG(io->app->public_url)),
		.after = after,
		.values = values,
	};
	return notice_seal(io->app, io->arena, &to, NOTICE_OF_SAFETY, &letter, 0, &io->letter);
}

err_t operator_confirm_reset(
	const struct app *app, struct arena *a, struct str typed, struct str by)
{
	struct operating o = about(app, a, VAULT_HOUSE, by);
	struct code code;
	if (!code_long_parse(typed, &code))
		return err_log(ERR_INVALID, "--confirm needs the code that was printed");
	TRY(digest_of(app, &code, &o.code));
	TRY(db_read(app->db, look_at_request, &o));
	if (o.mail.len)
		TRY(seal_letter(&o));
	return db_tx(app->db, reset, &o);
}
