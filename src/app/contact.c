#include "app/contact.h"

#include "app/audit.h"
#include "app/limit.h"
#include "crypto/vault.h"
#include "db/content.h"

/* As stored: empty for oneself, else the membership. */
static struct str purpose_of(struct arena *a, const struct public_id *via)
{
	return via ? public_id_print(a, *via) : STR("");
}

static struct vault_place place_of(struct public_id person, struct str purpose)
{
	return (struct vault_place){person, "contact_code", purpose, "code"};
}

static err_t digest_of(const struct app *app, const struct code *code, struct digest *ret_digest)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "contact code", &key));
	*ret_digest = code_digest(&key, code);
	return NULL;
}

/* --- the own code --- */

struct showing {
	struct arena *arena;
	const struct actor *actor;
	struct str purpose;
	struct contact_code_row *row;
	struct digest hash;
	struct str sealed;
	usec now;
};

static err_t read_code(struct tx *tx, void *ctx)
{
	struct showing *s = ctx;
	TRY(access_require(tx, s->actor, ACTION_GRANT_TAKE, s->actor->person));
	return contact_code_get(tx, s->arena, s->actor->person, s->purpose, &s->row);
}

err_t contact_code(const struct app *app, struct arena *a, const struct actor *actor,
	const struct public_id *via, struct code *ret_code)
{
	struct showing s = {.arena = a, .actor = actor, .purpose = purpose_of(a, via)};
	struct vault_place place = place_of(actor->public, s.purpose);
	struct code code = {0};
	struct str text = STR_NONE;
	TRY(db_read(app->db, read_code, &s));
	if (s.row)
		TRY(vault_open(app->vault, a, &place, s.row->code, &text));
	if (text.len && !code_long_parse(text, &code))
		return err_log(ERR_INTERNAL, "stored contact code is none");
	*ret_code = code;
	return NULL;
}

static err_t put_code(struct tx *tx, void *ctx)
{
	const struct showing *s = ctx;
	TRY(access_require(tx, s->actor, ACTION_GRANT_TAKE, s->actor->person));
	return contact_code_put(
		tx, s->actor->person, s->purpose, hash_str(&s->hash), s->sealed, s->now);
}

err_t contact_code_renew(const struct app *app, struct arena *a, const struct actor *actor,
	const struct public_id *via)
{
	struct showing s = {.arena = a,
		.actor = actor,
		.purpose = purpose_of(a, via),
		.now = clock_now(app->clock)};
	struct vault_place place = place_of(actor->public, s.purpose);
	struct code code = code_long_new(app->random);
	TRY(digest_of(app, &code, &s.hash));
	TRY(vault_seal(app->vault, a, &place, (struct str){code.text, code.len}, &s.sealed));
	return db_tx(app->db, put_code, &s);
}

/* --- somebody else's --- */

struct adding {
	struct arena *arena;
	const struct actor *actor;
	struct digest hash;
	struct contact_row *row;
	struct str place; /* of a mentor */
	struct public_id via;
	struct grant_new grant;
	usec now;
};

/* A mentor's code is worth nothing when they are none any more. */
static err_t find_place(struct tx *tx, struct adding *n)
{
	if (!public_id_parse(n->row->purpose, &n->via))
		return NULL;
	TRY(mentor_place(tx, n->arena, n->row->person, n->via, n->now, &n->place));
	if (!n->place.len)
		return err_field(
			"code", N_("This is not a code of somebody here. Look once more."));
	return NULL;
}

static err_t find(struct tx *tx, void *ctx)
{
	struct adding *n = ctx;
	TRY(access_require(tx, n->actor, ACTION_PASSPORT_GRANT, n->actor->person));
	TRY(contact_code_find(tx, n->arena, hash_str(&n->hash), &n->row));
	if (!n->row)
		return err_field(
			"code", N_("This is not a code of somebody here. Look once more."));
	if (n->row->person.n == n->actor->person.n)
		return err_field("code", N_("This is your own code."));
	return find_place(tx, n);
}

static err_t begin(const struct app *app, struct arena *a, const struct actor *actor,
	struct str typed, struct adding *ret)
{
	struct code code;
	if (!code_long_parse(typed, &code))
		return err_field(
			"code", N_("This is not a code of somebody here. Look once more."));
	*ret = (struct adding){.arena = a, .actor = actor, .now = clock_now(app->clock)};
	return digest_of(app, &code, &ret->hash);
}

err_t contact_find(const struct app *app, struct arena *a, const struct actor *actor,
	struct str typed, struct contact *ret)
{
	struct adding n;
	TRY(begin(app, a, actor, typed, &n));
	TRY(db_read(app->db, find, &n));
	*ret = (struct contact){n.row->public, n.row->name, n.place, n.via};
	return NULL;
}

/* One is enough: other parts are chosen by changing it. */
static err_t refuse_twice(struct tx *tx, const struct adding *n)
{
	bool holds;
	TRY(grant_holds_same(tx, n->arena, &n->grant, &holds));
	return holds ? err_field("code", N_("This person looks along already.")) : NULL;
}

static err_t put_grant(struct tx *tx, void *ctx)
{
	struct adding *n = ctx;
	struct row_id id;
	TRY(find(tx, n));
	n->grant.holder = n->row->person;
	n->grant.kind = n->place.len ? GRANT_MENTOR : GRANT_COMPANION;
	n->grant.via = n->place.len ? &n->via : NULL;
	if (n->place.len)
		n->grant.role = GRANT_ROLE_MENTOR;
	if (!n->place.len && !n->grant.terms.scopes_len)
		return err_field("scopes", N_("Choose at least one part."));
	TRY(refuse_twice(tx, n));
	TRY(grant_add(tx, &n->grant, &id));
	struct audit_entry entry = {
		.actor = n->actor,
		.subject = &n->actor->public,
		.action = AUDIT_GRANT_INVITE,
		.object = AUDIT_GRANT,
		.object_id = public_id_print(n->arena, n->grant.public),
		.at = n->now,
	};
	return audit_note(tx, &entry);
}

err_t contact_add(const struct app *app, struct arena *a, const struct actor *actor,
	const struct contact_new *in)
{
	struct adding n;
	TRY(begin(app, a, actor, in->code, &n));
	TRY(grant_check_any(app, a, actor, &in->terms));
	n.grant = (struct grant_new){
		.public = public_id_new(app->random),
		.owner = actor->person,
		.role = in->role,
		.terms = in->terms,
		.now = n.now,
	};
	TRY(grant_seal(
		app, a, actor->public, n.grant.public, "called", in->called, &n.grant.called));
	return db_tx(app->db, put_grant, &n);
}
