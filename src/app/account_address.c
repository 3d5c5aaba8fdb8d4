#include "app/account_address.h"

#include "app/account_notice.h"
#include "app/audit.h"
#include "app/known.h"
#include "app/mailed_code.h"
#include "codec/input.h"
#include "db/content.h"
#include "mail/outbox.h"

/* --- all of them --- */

struct listing {
	struct arena *arena;
	const struct app *app;
	const struct actor *actor;
	struct address_item_list rows;
	struct digest recipients[ACCOUNT_ADDRESSES_MOST]; /* of rows that were read before */
	size_t known;
	struct account_address *addresses;
};

static err_t read_rows(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	TRY(access_require(tx, l->actor, ACTION_ACCOUNT_SEE, l->actor->person));
	return address_list(tx, l->arena, l->actor->person, &l->rows);
}

static bool did_not_arrive(const struct mail_end_row *end)
{
	return end && (str_is(end->state, "refused") || str_is(end->state, "undelivered"));
}

static err_t read_ends(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	TRY(access_require(tx, l->actor, ACTION_ACCOUNT_SEE, l->actor->person));
	for (size_t i = 0; i < l->known; i++) {
		struct mail_end_row *end;
		TRY(outbox_last(l->app->outbox, tx, l->arena, &l->recipients[i], &end));
		l->addresses[i].is_dead = did_not_arrive(end);
	}
	return NULL;
}

/* The first one gets the mail. */
static void fill(struct listing *io)
{
	for (size_t i = 0; i < io->known; i++) {
		const struct address_item *row = &io->rows.at[i];
		io->addresses[i].mail = row->mail;
		io->addresses[i].last_day = row->last_day ? *row->last_day : DAY_NONE;
		io->addresses[i].is_chosen = i == 0;
	}
}

err_t account_addresses(const struct app *app, struct arena *a, const struct actor *actor,
	const struct account_address **ret_addresses, size_t *ret_count)
{
	struct listing l = {.arena = a, .app = app, .actor = actor};
	TRY(db_read(app->db, read_rows, &l));
	l.known = l.rows.len < ACCOUNT_ADDRESSES_MOST ? l.rows.len : ACCOUNT_ADDRESSES_MOST;
	l.addresses = arena_array(a, struct account_address, l.known);
	fill(&l);
	for (size_t i = 0; i < l.known; i++)
		TRY(outbox_recipient(app->outbox, l.addresses[i].mail, &l.recipients[i]));
	TRY(db_read(app->db, read_ends, &l));
	*ret_addresses = l.addresses;
	*ret_count = l.known;
	return NULL;
}

err_t account_address_dead(
	const struct app *app, struct arena *a, const struct actor *actor, struct str *ret_mail)
{
	const struct account_address *all;
	struct str dead = STR_NONE;
	size_t count;
	TRY(account_addresses(app, a, actor, &all, &count));
	for (size_t i = 0; i < count && !dead.len; i++)
		if (all[i].is_dead)
			dead = all[i].mail;
	*ret_mail = dead;
	return NULL;
}

/* --- one more --- */

struct adding {
	struct arena *arena;
	const struct actor *actor;
	const struct visitor *visitor;
	struct mailed_code code;
	struct outbox_sealed *code_mail, *taken_mail;
	usec now;
};

static err_t check_room(struct tx *tx, struct arena *a, struct row_id person)
{
	struct address_item_list rows;
	TRY(address_list(tx, a, person, &rows));
	if (rows.len < ACCOUNT_ADDRESSES_MOST)
		return NULL;
	return err_number(err_say(ERR_CONFLICT, NN_("You can have {n} address at most.",
							"You can have {n} addresses at most.")),
		ACCOUNT_ADDRESSES_MOST);
}

static err_t check_own(struct tx *tx, const struct adding *s, struct row_id owner)
{
	TRY(check_room(tx, s->arena, s->actor->person));
	if (owner.n == s->actor->person.n)
		return err_say(ERR_CONFLICT, N_("You have this address already."));
	return NULL;
}

static err_t keep(struct tx *tx, void *ctx)
{
	const struct adding *s = ctx;
	struct mailed_code code = s->code;
	struct row_id owner;
	TRY(access_require(tx, s->actor, ACTION_ACCOUNT_CHANGE, s->actor->person));
	TRY(address_owner(tx, code.mail_key, &owner));
	TRY(check_own(tx, s, owner));
	TRY(known_take(
		tx, s->arena, LIMIT_MAIL, s->visitor, s->actor->person, code.mail_key, s->now));
	TRY(limit_take(tx, s->arena, LIMIT_REGISTER_MAIL, code.mail_key, s->now));
	if (owner.n)
		code.digest = (struct digest){0};
	TRY(mailed_code_keep(tx, &code));
	return notice_send(tx, owner.n ? s->taken_mail : s->code_mail);
}

err_t account_address_add(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct str language, struct str mail)
{
	struct adding s = {
		.arena = a,
		.actor = actor,
		.visitor = visitor,
		.code = mailed_code_new(app, a, visitor, MAILED_ADDRESS, mail),
		.now = clock_now(app->clock),
	};
	struct notice_to to = {.mail = mail, .language = language};
	TRY(account_notice_code(app, a, &to, NOTICE_ADDRESS_CODE, &s.code.code, &s.code_mail));
	TRY(account_notice(app, a, &to, NOTICE_ADDRESS_TAKEN, &s.taken_mail));
	TRY(db_tx(app->db, keep, &s));
	notice_hurry(app);
	return NULL;
}

static err_t read_awaited(struct tx *tx, void *ctx)
{
	struct adding *s = ctx;
	TRY(access_require(tx, s->actor, ACTION_ACCOUNT_SEE, s->actor->person));
	return mailed_code_awaited(tx, s->arena, s->visitor, MAILED_ADDRESS, &s->code.mail);
}

err_t account_address_awaited(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct str *ret_mail)
{
	struct adding s = {.arena = a, .actor = actor, .visitor = visitor};
	TRY(db_read(app->db, read_awaited, &s));
	if (!s.code.mail.len)
		return err_log(ERR_NOT_FOUND, "no address waits");
	*ret_mail = s.code.mail;
	return NULL;
}

/* --- what changes, and who is told --- */

struct changing {
	struct arena *arena;
	const struct actor *actor;
	struct mailed_try attempt;
	enum mailed_outcome outcome;
	struct person_row *person;
	struct address_item_list before;
	struct str mail, mail_key;
	struct account_letters told;
	day last_day;
	usec now;
};

static err_t read_person(struct tx *tx, void *ctx)
{
	struct changing *c = ctx;
	TRY(access_require(tx, c->actor, ACTION_ACCOUNT_SEE, c->actor->person));
	TRY(person_get(tx, c->arena, c->actor->person, &c->person));
	return address_list(tx, c->arena, c->actor->person, &c->before);
}

static err_t write_told(const struct app *app, struct changing *io,
	const struct address_item_list *addresses, enum account_notice notice)
{
	struct notice_to to = {.name = io->person->name, .language = io->person->language};
	return account_notice_all(app, io->arena, addresses, to, notice, &io->told);
}

static err_t note(struct tx *tx, const struct changing *c, enum audit_action action)
{
	struct audit_entry entry = {
		.actor = c->actor, .subject = &c->actor->public, .action = action, .at = c->now};
	TRY(account_notice_send(tx, &c->told));
	return audit_note(tx, &entry);
}

static err_t add(struct tx *tx, void *ctx)
{
	struct changing *c = ctx;
	struct mailed_code_row *row;
	struct row_id owner;
	TRY(access_require(tx, c->actor, ACTION_ACCOUNT_CHANGE, c->actor->person));
	TRY(mailed_code_judge(tx, c->arena, &c->attempt, &row, &c->outcome));
	if (c->outcome != MAILED_RIGHT)
		return NULL;
	TRY(address_owner(tx, row->mail_key, &owner));
	if (owner.n)
		return err_log(ERR_NOT_FOUND, "the address went to somebody meanwhile");
	TRY(check_room(tx, c->arena, c->actor->person));
	TRY(address_add(tx, row->mail_key, row->mail, c->actor->person, c->now));
	return note(tx, c, AUDIT_ADDRESS_ADD);
}

err_t account_address_confirm(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct str code)
{
	struct changing c = {
		.arena = a,
		.actor = actor,
		.attempt = mailed_code_try(app, visitor, MAILED_ADDRESS, code),
		.now = clock_now(app->clock),
	};
	TRY(db_read(app->db, read_person, &c));
	TRY(write_told(app, &c, &c.before, NOTICE_ADDRESS_ADD));
	TRY(db_tx(app->db, add, &c));
	notice_hurry(app);
	return mailed_code_error(c.outcome);
}

/* Is it theirs? Then *ret_rows are all that they have. */
static err_t find_own(struct tx *tx, const struct changing *c, struct address_item_list *ret_rows)
{
	TRY(access_require(tx, c->actor, ACTION_ACCOUNT_CHANGE, c->actor->person));
	TRY(address_list(tx, c->arena, c->actor->person, ret_rows));
	for (size_t i = 0; i < ret_rows->len; i++)
		if (str_eq(ret_rows->at[i].mail_key, c->mail_key))
			return NULL;
	return err_log(ERR_NOT_FOUND, "not an address of theirs");
}

static err_t remove_one(struct tx *tx, void *ctx)
{
	const struct changing *c = ctx;
	struct address_item_list rows;
	int64_t count;
	TRY(find_own(tx, c, &rows));
	if (rows.len == 1)
		return err_say(
			ERR_CONFLICT, N_("This is your only address. First add another one."));
	TRY(address_role_remove(tx, c->mail_key, &count));
	TRY(address_end_remove(tx, c->mail_key, &count));
	TRY(address_remove(tx, c->mail_key, c->actor->person, &count));
	TRY(arrival_end_all(tx, c->actor->person));
	return note(tx, c, AUDIT_ADDRESS_REMOVE);
}

err_t account_address_remove(
	const struct app *app, struct arena *a, const struct actor *actor, struct str mail)
{
	struct changing c = {
		.arena = a,
		.actor = actor,
		.mail_key = str_lower(a, mail),
		.now = clock_now(app->clock),
	};
	const struct address_item_list one = {&(struct address_item){.mail = mail}, 1};
	TRY(db_read(app->db, read_person, &c));
	TRY(write_told(app, &c, &one, NOTICE_ADDRESS_REMOVE));
	TRY(db_tx(app->db, remove_one, &c));
	notice_hurry(app);
	return NULL;
}

static err_t choose(struct tx *tx, void *ctx)
{
	const struct changing *c = ctx;
	struct address_item_list rows;
	TRY(find_own(tx, c, &rows));
	TRY(address_role_put(tx, c->actor->person, STR(""), c->mail_key));
	return note(tx, c, AUDIT_ADDRESS_CHOOSE);
}

err_t account_address_choose(
	const struct app *app, struct arena *a, const struct actor *actor, struct str mail)
{
	struct changing c = {
		.arena = a,
		.actor = actor,
		.mail_key = str_lower(a, mail),
		.now = clock_now(app->clock),
	};
	return db_tx(app->db, choose, &c);
}

static err_t set_end(struct tx *tx, void *ctx)
{
	const struct changing *c = ctx;
	struct address_item_list rows;
	int64_t count;
	TRY(find_own(tx, c, &rows));
	if (c->last_day == DAY_NONE)
		return address_end_remove(tx, c->mail_key, &count);
	return address_end_put(tx, c->mail_key, c->actor->person, c->last_day);
}

err_t account_address_ends(const struct app *app, struct arena *a, const struct actor *actor,
	struct str mail, day last_day)
{
	struct changing c = {
		.arena = a, .actor = actor, .mail_key = str_lower(a, mail), .last_day = last_day};
	return db_tx(app->db, set_end, &c);
}
