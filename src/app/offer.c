#include "app/offer.h"

#include "app/audit.h"
#include "app/limit.h"
#include "app/talk_notice.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "mail/outbox.h"

/* A code that nobody knows is the same as one that was used, withdrawn or is too old. */
static err_t refuse_code(void)
{
	return err_field(
		"code", N_("This code does not work (any more). Look once more, or ask for "
			   "a new one."));
}

static err_t digest_of(const struct app *app, const struct code *code, struct digest *ret_digest)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "invitation code", &key));
	*ret_digest = code_digest(&key, code);
	return NULL;
}

/* --- sending --- */

struct sending {
	struct arena *arena;
	const struct actor *actor;
	const struct offer_new *in;
	struct grant_new grant;
	struct digest code, recipient;
	struct str mail_key, name; /* the owner's name */
	struct outbox_sealed *mail;
	usec now, code_ends;
};

static err_t read_sender(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	struct person_row *row;
	TRY(access_require(tx, s->actor, ACTION_PASSPORT_GRANT, s->actor->person));
	TRY(person_get(tx, s->arena, s->actor->person, &row));
	s->name = row->whole_name;
	return NULL;
}

/* A new code and the mail with it, both ready before the transaction. */
static err_t write_mail(
	const struct app *app, struct str mail, struct str language, struct sending *io)
{
	struct code code = code_long_new(app->random);
	struct notice_to to = {.mail = mail, .language = language};
	io->code_ends = io->now + OFFER_LIFE;
	io->mail_key = str_lower(io->arena, mail);
	TRY(digest_of(app, &code, &io->code));
	TRY(outbox_recipient(app->outbox, mail, &io->recipient));
	TRY(db_read(app->db, read_sender, io));
	return talk_notice_offer(app, io->arena, &to, io->name, &code, io->code_ends, &io->mail);
}

static err_t take_limits(struct tx *tx, const struct sending *s)
{
	struct str who = public_id_print(s->arena, s->actor->public);
	TRY(limit_take(tx, s->arena, LIMIT_OFFER, who, s->now));
	return limit_take(tx, s->arena, LIMIT_OFFER_MAIL, s->mail_key, s->now);
}

static err_t note(
	struct tx *tx, struct arena *a, const struct audit_entry *entry, struct public_id grant)
{
	struct audit_entry full = *entry;
	full.object = AUDIT_GRANT;
	full.object_id = public_id_print(a, grant);
	return audit_note(tx, &full);
}

static err_t refuse_own_and_twice(struct tx *tx, const struct sending *s)
{
	struct row_id owner;
	int64_t waits;
	TRY(address_owner(tx, s->mail_key, &owner));
	if (owner.n == s->actor->person.n)
		return err_field("mail", N_("This is your own mail address."));
	TRY(offer_waits(tx, s->actor->person, hash_str(&s->recipient), zone_day(s->now), &waits));
	return waits ? err_field("mail", N_("You invited this address already.")) : NULL;
}

static err_t put_offer(struct tx *tx, void *ctx)
{
	const struct sending *s = ctx;
	struct row_id id;
	TRY(access_require(tx, s->actor, ACTION_PASSPORT_GRANT, s->actor->person));
	TRY(refuse_own_and_twice(tx, s));
	TRY(take_limits(tx, s));
	TRY(grant_add(tx, &s->grant, &id));
	TRY(notice_send(tx, s->mail));
	struct audit_entry entry = {.actor = s->actor,
		.subject = &s->actor->public,
		.action = AUDIT_GRANT_INVITE,
		.at = s->now};
	return note(tx, s->arena, &entry, s->grant.public);
}

static err_t seal_words(const struct app *app, struct sending *io)
{
	struct public_id owner = io->actor->public, grant = io->grant.public;
	struct grant_new *g = &io->grant;
	TRY(grant_seal(app, io->arena, owner, grant, "called", io->in->called, &g->called));
	TRY(grant_seal(app, io->arena, owner, grant, "address", io->in->mail, &g->address));
	return grant_seal(app, io->arena, owner, grant, "message", io->in->message, &g->message);
}

err_t offer_send(const struct app *app, struct arena *a, const struct actor *actor,
	const struct offer_new *in)
{
	struct sending s = {.arena = a, .actor = actor, .in = in, .now = clock_now(app->clock)};
	TRY(grant_check(app, a, actor, &in->terms));
	TRY(write_mail(app, in->mail, in->reads.len ? in->reads : in->language, &s));
	s.grant = (struct grant_new){
		.public = public_id_new(app->random),
		.owner = actor->person,
		.kind = GRANT_COMPANION,
		.role = in->role,
		.code = &s.code,
		.address_key = &s.recipient,
		.language = in->reads.len ? in->reads : STR_NONE,
		.code_ends = s.code_ends,
		.waits = true,
		.terms = in->terms,
		.now = s.now,
	};
	TRY(seal_words(app, &s));
	TRY(db_tx(app->db, put_offer, &s));
	notice_hurry(app);
	return NULL;
}

static err_t put_again(struct tx *tx, void *ctx)
{
	const struct sending *s = ctx;
	struct grant_row *row;
	TRY(access_require(tx, s->actor, ACTION_PASSPORT_GRANT, s->actor->person));
	TRY(grant_row_of(tx, s->arena, s->actor->person, s->grant.public, s->now, &row));
	if (!row || grant_state_of(row, s->now) != GRANT_INVITED)
		return err_log(ERR_CONFLICT, "waits for nobody");
	TRY(take_limits(tx, s));
	TRY(offer_renew(tx, row->id, hash_str(&s->code), s->code_ends));
	return notice_send(tx, s->mail);
}

err_t offer_send_again(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id grant, struct str language)
{
	struct grant found;
	struct sending s = {
		.arena = a, .actor = actor, .grant.public = grant, .now = clock_now(app->clock)};
	TRY(grant_get(app, a, actor, grant, &found));
	if (!found.address.len)
		return err_log(ERR_CONFLICT, "was not invited by mail");
	TRY(write_mail(app, found.address, found.language.len ? found.language : language, &s));
	TRY(db_tx(app->db, put_again, &s));
	notice_hurry(app);
	return NULL;
}

struct waiting {
	struct arena *arena;
	const struct actor *actor;
	usec now;
	struct public_id_list late;
};

static err_t read_late(struct tx *tx, void *ctx)
{
	struct waiting *w = ctx;
	struct row_id owner = w->actor->person;
	TRY(access_require(tx, w->actor, ACTION_PASSPORT_GRANT, owner));
	return offer_late_rows(tx, w->arena, owner, w->now, &w->late);
}

err_t offer_late(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id_list *ret)
{
	struct waiting w = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	TRY(db_read(app->db, read_late, &w));
	*ret = w.late;
	return NULL;
}

/* --- answering --- */

struct answering {
	struct arena *arena;
	const struct actor *actor;
	struct digest code;
	struct offer_row *row;
	struct text_list scopes;
	usec now;
};

static err_t find(struct tx *tx, struct answering *n)
{
	day today = zone_day(n->now);
	TRY(access_require(tx, n->actor, ACTION_INVITATION_OPEN, OWNER_NOBODY));
	TRY(offer_find(tx, n->arena, hash_str(&n->code), n->now, today, &n->row));
	return n->row ? NULL : refuse_code();
}

static err_t begin(const struct app *app, struct arena *a, const struct actor *actor,
	struct str typed, struct answering *ret)
{
	struct code code;
	if (!code_long_parse(typed, &code))
		return refuse_code();
	*ret = (struct answering){.arena = a, .actor = actor, .now = clock_now(app->clock)};
	return digest_of(app, &code, &ret->code);
}

static err_t look(struct tx *tx, void *ctx)
{
	struct answering *n = ctx;
	TRY(find(tx, n));
	return grant_scopes(tx, n->arena, n->row->id, &n->scopes);
}

err_t offer_look(const struct app *app, struct arena *a, const struct actor *actor, struct str code,
	struct offer *ret)
{
	struct answering n;
	TRY(begin(app, a, actor, code, &n));
	TRY(db_read(app->db, look, &n));
	struct offer found = {
		.owner = n.row->owner_public,
		.name = n.row->owner_name,
		.role = grant_role_parse(n.row->role),
		.reads = n.row->language,
		.scopes = n.scopes.at,
		.scopes_len = n.scopes.len,
		.ends = n.row->ends,
		.is_own = n.row->owner.n == actor->person.n,
	};
	TRY(grant_open(app, a, found.owner, n.row->public, "message", n.row->message,
		&found.is_damaged, &found.message));
	*ret = found;
	return NULL;
}

static err_t accept(struct tx *tx, void *ctx)
{
	struct answering *n = ctx;
	int64_t count;
	TRY(find(tx, n));
	TRY(access_require(tx, n->actor, ACTION_GRANT_TAKE, n->actor->person));
	if (n->row->owner.n == n->actor->person.n)
		return err_log(ERR_CONFLICT, "own invitation");
	TRY(grant_row_accept(tx, n->row->id, n->actor->person, n->now, &count));
	if (!count)
		return refuse_code();
	struct audit_entry entry = {.actor = n->actor,
		.subject = &n->row->owner_public,
		.action = AUDIT_GRANT_ACCEPT,
		.at = n->now};
	return note(tx, n->arena, &entry, n->row->public);
}

err_t offer_accept(const struct app *app, struct arena *a, const struct actor *actor,
	struct str code, struct public_id *ret_owner)
{
	struct answering n;
	TRY(begin(app, a, actor, code, &n));
	TRY(db_tx(app->db, accept, &n));
	*ret_owner = n.row->owner_public;
	return NULL;
}

static err_t decline(struct tx *tx, void *ctx)
{
	struct answering *n = ctx;
	TRY(find(tx, n));
	TRY(grant_end(tx, n->row->id, GRANT_DECLINED, n->now));
	struct audit_entry entry = {.actor = n->actor,
		.subject = &n->row->owner_public,
		.action = AUDIT_GRANT_DECLINE,
		.at = n->now};
	return note(tx, n->arena, &entry, n->row->public);
}

err_t offer_decline(
	const struct app *app, struct arena *a, const struct actor *actor, struct str code)
{
	struct answering n;
	TRY(begin(app, a, actor, code, &n));
	return db_tx(app->db, decline, &n);
}
