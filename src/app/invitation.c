#include "app/invitation.h"

#include "app/audit.h"
#include "app/known.h"
#include "app/limit.h"
#include "app/notice.h"
#include "app/person_key.h"
#include "app/person_name.h"
#include "crypto/code.h"
#include "crypto/password.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "i18n/lang.h"

static const struct actor nobody, house = {.is_house = true};

static err_t digest_of(const struct app *app, const struct code *code, struct digest *ret_digest)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "invitation code", &key));
	*ret_digest = code_digest(&key, code);
	return NULL;
}

/* --- inviting --- */

static err_t seal_mail(const struct app *app, struct arena *a, const struct invitation_new *in,
	struct str code, usec ends, struct outbox_sealed **ret_sealed)
{
	static const char *const before[] = {
		N_("Hello {name},"),
		N_("{organisation} invites you to {place}, as: {role}. This is your code:"),
		NULL,
	};
	static const char *const after[] = {
		N_("The code works once, for seven days. Do not give it to anybody else."),
		N_("Do you not know this organisation? Then you need not do anything."),
		NULL,
	};
	const struct lang_value values[] = {{"name", in->name}, {"place", app->place_name},
		{"organisation", in->organisation_name}, {"role", in->label}, {NULL, STR_NONE}};
	struct notice_to to = {in->mail, in->name, in->language};
	struct letter letter = {
		.subject = N_("{organisation} invites you to {place}"),
		.before = before,
		.code = code,
		.button = N_("Begin"),
		.link = str_fmt(a, "%.*s/invitation#%.*s", STR_ARG(app->public_url), STR_ARG(code)),
		.after = after,
		.values = values,
	};
	return notice_seal(app, a, &to, NOTICE_OF_INVITATION, &letter, ends, ret_sealed);
}

struct inviting {
	struct arena *arena;
	const struct actor *actor;
	const struct invitation_new *in;
	struct public_id public;
	struct code code;
	struct digest digest;
	struct outbox_sealed *mail; /* NULL: the code is handed over */
	usec now;
};

/* Admins make mentors; whoever else works there is the operator's business. */
static err_t may_invite(struct tx *tx, const struct inviting *i)
{
	if (i->actor->is_house)
		return access_keep_house(tx);
	TRY(access_require_in(
		tx, i->actor, ACTION_ORGANISATION_CHANGE, i->in->organisation, i->now));
	if (i->in->role != ROLE_MENTOR)
		return err_log(ERR_FORBIDDEN, "an admin invites mentors alone");
	return limit_take(tx, i->arena, LIMIT_INVITE,
		str_fmt(i->arena, "%lld", (long long)i->in->organisation.n), i->now);
}

static err_t keep(struct tx *tx, void *ctx)
{
	const struct inviting *i = ctx;
	const struct invitation_new *in = i->in;
	TRY(may_invite(tx, i));
	TRY(invitation_add(tx, i->public, hash_str(&i->digest), in->organisation,
		str_of(role_about(in->role)->id), in->name, str_lower(i->arena, in->mail), in->mail,
		i->now, i->now + INVITATION_LIFE));
	if (i->mail)
		TRY(notice_send(tx, i->mail));
	struct audit_entry entry = {.actor = i->actor,
		.action = AUDIT_MEMBER_INVITE,
		.object = AUDIT_MEMBERSHIP,
		.object_id = public_id_print(i->arena, i->public),
		.at = i->now};
	return audit_note(tx, &entry);
}

static err_t prepare(const struct app *app, struct arena *a, const struct actor *actor,
	const struct invitation_new *in, struct inviting *ret)
{
	*ret = (struct inviting){
		.arena = a,
		.actor = actor,
		.in = in,
		.public = public_id_new(app->random),
		.code = code_long_new(app->random),
		.now = clock_now(app->clock),
	};
	TRY(person_name_check("name", in->name));
	return digest_of(app, &ret->code, &ret->digest);
}

err_t invitation_send(const struct app *app, struct arena *a, const struct actor *actor,
	const struct invitation_new *in)
{
	struct inviting i;
	TRY(prepare(app, a, actor, in, &i));
	TRY(seal_mail(app, a, in, code_print(a, &i.code), i.now + INVITATION_LIFE, &i.mail));
	TRY(db_tx(app->db, keep, &i));
	notice_hurry(app);
	return NULL;
}

err_t invitation_print(const struct app *app, struct arena *a, const struct invitation_new *in,
	struct str *ret_code)
{
	struct inviting i;
	TRY(prepare(app, a, &house, in, &i));
	TRY(db_tx(app->db, keep, &i));
	*ret_code = code_print(a, &i.code);
	return NULL;
}

struct withdrawing {
	struct arena *arena;
	const struct actor *actor;
	struct row_id organisation;
	struct public_id invitation;
	usec now;
};

static err_t withdraw(struct tx *tx, void *ctx)
{
	const struct withdrawing *w = ctx;
	int64_t count;
	TRY(access_require_in(tx, w->actor, ACTION_ORGANISATION_CHANGE, w->organisation, w->now));
	TRY(invitation_withdrawn(tx, w->invitation, w->organisation, &count));
	if (!count)
		return err_log(ERR_NOT_FOUND, "no such invitation");
	struct audit_entry entry = {.actor = w->actor,
		.action = AUDIT_MEMBER_WITHDRAW,
		.object = AUDIT_MEMBERSHIP,
		.object_id = public_id_print(w->arena, w->invitation),
		.at = w->now};
	return audit_note(tx, &entry);
}

err_t invitation_withdraw(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct public_id invitation)
{
	struct withdrawing w = {a, actor, organisation, invitation, clock_now(app->clock)};
	return db_tx(app->db, withdraw, &w);
}

/* --- looking at one --- */

struct accepting {
	struct arena *arena;
	struct digest digest;
	struct invitation_row *row; /* NULL: no such code */
	struct row_id owner;        /* of the address */
	/* taking it: */
	struct actor actor;
	struct str name, language, hash;
	struct public_id membership;
	const struct visitor *visitor;
	struct session_new session;
	usec now;
};

static err_t wrong_code(void)
{
	return err_field("code",
		N_("This code is not right, or it no longer works. Ask for a new invitation."));
}

/* The text is NULL for what is no code at all: it is looked up all the same. */
static err_t begin(const struct app *app, struct arena *a, struct str typed, struct accepting *ret)
{
	struct code code = {0};
	*ret = (struct accepting){.arena = a, .now = clock_now(app->clock)};
	if (!code_long_parse(typed, &code))
		return wrong_code();
	return digest_of(app, &code, &ret->digest);
}

static err_t look(struct tx *tx, struct accepting *io)
{
	io->owner = (struct row_id){0};
	TRY(invitation_by_code(tx, io->arena, hash_str(&io->digest), io->now, &io->row));
	if (!io->row || role_parse(io->row->role) == ROLE_NONE)
		return wrong_code();
	return address_owner(tx, io->row->mail_key, &io->owner);
}

static err_t look_only(struct tx *tx, void *ctx)
{
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	return look(tx, ctx);
}

static struct membership membership_of_row(const struct accepting *acc)
{
	const struct invitation_row *row = acc->row;
	return (struct membership){acc->membership, role_parse(row->role), row->organisation,
		row->organisation_public, row->organisation_name, row->words};
}

err_t invitation_find(
	const struct app *app, struct arena *a, struct str code, struct invitation *ret)
{
	struct accepting acc;
	TRY(begin(app, a, code, &acc));
	TRY(db_read(app->db, look_only, &acc));
	*ret = (struct invitation){
		membership_of_row(&acc), acc.row->name, acc.row->mail, acc.owner.n};
	return NULL;
}

/* --- taking it --- */

static err_t note(struct tx *tx, const struct accepting *acc, enum audit_action action)
{
	struct audit_entry entry = {.actor = &acc->actor,
		.subject = &acc->actor.public,
		.action = action,
		.at = acc->now};
	return audit_note(tx, &entry);
}

static err_t join(struct tx *tx, const struct accepting *acc)
{
	struct membership_new m = {acc->membership, acc->actor.person, acc->row->organisation,
		role_parse(acc->row->role), acc->now, NULL};
	bool is_already;
	int64_t count;
	TRY(membership_is(tx, m.person, m.organisation, m.role, acc->now, &is_already));
	if (!is_already)
		TRY(membership_begin(tx, &m));
	TRY(invitation_end(tx, acc->row->public, &count));
	return note(tx, acc, AUDIT_MEMBER_BEGIN);
}

static err_t make_account(struct tx *tx, void *ctx)
{
	struct accepting *acc = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(look(tx, acc));
	if (acc->owner.n)
		return err_say(ERR_CONFLICT,
			N_("This mail address has an account already. Sign in first."));
	TRY(person_add(
		tx, acc->actor.public, acc->name, acc->language, acc->now, &acc->actor.person));
	TRY(address_add(tx, acc->row->mail_key, acc->row->mail, acc->actor.person, acc->now));
	TRY(password_set(tx, acc->actor.person, acc->hash, acc->now));
	TRY(session_begin(tx, &acc->session, acc->actor.person));
	TRY(known_keep(tx, acc->visitor, acc->actor.person, acc->now));
	TRY(note(tx, acc, AUDIT_REGISTER));
	return join(tx, acc);
}

/* Looked at before the password costs anything. */
static err_t check(
	const struct app *app, const struct accepting *acc, const struct invitation_accept *in)
{
	const struct str words[] = {
		in->name, acc->row->mail, app->place_name, acc->row->organisation_name};
	return err_join(person_name_check("name", in->name),
		password_check("password", in->password, words, 4));
}

/* The key comes first: a person without one could not write. */
static err_t make_with_key(const struct app *app, struct accepting *acc)
{
	TRY(vault_add_owner(app->vault, acc->actor.public));
	err_t e = db_tx(app->db, make_account, acc);
	return e ? person_keys_give_up(app, &acc->actor.public, 1, e) : NULL;
}

err_t invitation_accept(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str language, const struct invitation_accept *in, struct membership *ret_joined,
	struct token *ret_session)
{
	struct accepting acc;
	TRY(begin(app, a, in->code, &acc));
	TRY(db_read(app->db, look_only, &acc));
	TRY(check(app, &acc, in));
	acc.actor = (struct actor){.public = public_id_new(app->random), .device = visitor->device};
	acc.membership = public_id_new(app->random);
	acc.visitor = visitor;
	TRY(session_new(app, visitor, &acc.session));
	acc.name = in->name;
	acc.language = language;
	TRY(password_hash(app->passwords, a, in->password, &acc.hash));
	TRY(make_with_key(app, &acc));
	*ret_joined = membership_of_row(&acc);
	*ret_session = acc.session.token;
	return NULL;
}

static err_t join_own(struct tx *tx, void *ctx)
{
	struct accepting *acc = ctx;
	TRY(access_require(tx, &acc->actor, ACTION_ACCOUNT_CHANGE, acc->actor.person));
	TRY(look(tx, acc));
	return join(tx, acc);
}

err_t invitation_join(const struct app *app, struct arena *a, const struct actor *actor,
	struct str code, struct membership *ret_joined)
{
	struct accepting acc;
	TRY(begin(app, a, code, &acc));
	acc.actor = *actor;
	acc.membership = public_id_new(app->random);
	TRY(db_tx(app->db, join_own, &acc));
	*ret_joined = membership_of_row(&acc);
	return NULL;
}
