#include "app/factor.h"

#include "app/account_notice.h"
#include "app/audit.h"
#include "app/factor_inside.h"
#include "crypto/totp.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "paper/qr.h"

/* --- what there is --- */

struct reading {
	struct arena *arena;
	const struct actor *actor;
	struct factor_row *row;
	struct factor_offer_row *offer;
	struct str mail;
	struct person_row *person;
	int64_t codes;
};

static err_t read_all(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	struct row_id person = r->actor->person;
	TRY(access_require(tx, r->actor, ACTION_ACCOUNT_SEE, person));
	TRY(factor_get(tx, r->arena, person, &r->row));
	TRY(factor_offer_get(tx, r->arena, person, &r->offer));
	TRY(recovery_code_count(tx, person, &r->codes));
	TRY(person_get(tx, r->arena, person, &r->person));
	return address_of(tx, r->arena, person, &r->mail);
}

err_t factor_state(const struct app *app, struct arena *a, const struct actor *actor,
	struct factor_state *ret_state)
{
	struct reading r = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_all, &r));
	*ret_state = (struct factor_state){
		.is_held = r.row, .since = r.row ? r.row->since : 0, .codes = r.codes};
	return NULL;
}

/* --- an offer --- */

struct offering {
	const struct actor *actor;
	struct str sealed;
	usec now;
};

static err_t put_offer(struct tx *tx, void *ctx)
{
	const struct offering *o = ctx;
	TRY(access_require(tx, o->actor, ACTION_ACCOUNT_CHANGE, o->actor->person));
	return factor_offer_put(tx, o->actor->person, o->sealed, o->now);
}

err_t factor_offer(const struct app *app, struct arena *a, const struct actor *actor)
{
	struct vault_place place = factor_place(actor->public);
	struct offering o = {.actor = actor, .now = clock_now(app->clock)};
	SECRET secret;
	secret_random(app->random, TOTP_SECRET, &secret);
	TRY(vault_seal(app->vault, a, &place, (struct str){(const char *)secret.bytes, secret.len},
		&o.sealed));
	return db_tx(app->db, put_offer, &o);
}

/* The offer with its secret, if it is not too old. */
static err_t find_offer(const struct app *app, struct reading *io, struct secret *ret_secret)
{
	TRY(db_read(app->db, read_all, io));
	if (!io->offer || clock_now(app->clock) - io->offer->made > FACTOR_OFFER_LIFE)
		return err_log(ERR_NOT_FOUND, "no factor is offered");
	return factor_open_secret(app, io->arena, io->actor->public, io->offer->secret, ret_secret);
}

err_t factor_offered(const struct app *app, struct arena *a, const struct actor *actor,
	struct str qr_title, struct factor_offered *ret_offered)
{
	struct reading r = {.arena = a, .actor = actor};
	SECRET secret;
	TRY(find_offer(app, &r, &secret));
	struct str account = r.mail.len ? r.mail : r.person->name;
	struct str uri = totp_uri(a, &secret, app->place_name, account), qr;
	TRY(qr_svg(a, uri, qr_title, &qr));
	*ret_offered = (struct factor_offered){totp_secret_print(a, &secret), qr};
	return NULL;
}

/* --- keeping it, and other codes --- */

struct keeping {
	struct arena *arena;
	const struct actor *actor;
	const struct factor_offer_row *offer; /* NULL: the factor stays, only its codes change */
	struct digest session, codes[FACTOR_CODES];
	struct outbox_sealed *told;
	int64_t step;
	usec now;
};

static err_t make_codes(const struct app *app, struct arena *a, struct public_id owner,
	struct digest stored[FACTOR_CODES], struct factor_codes *ret_codes)
{
	SECRET key;
	TRY(factor_code_key(app, owner, &key));
	for (size_t i = 0; i < FACTOR_CODES; i++) {
		struct code code = code_long_new(app->random);
		stored[i] = code_digest(&key, &code);
		ret_codes->at[i] = code_print(a, &code);
	}
	return NULL;
}

static err_t note(struct tx *tx, const struct actor *actor, enum audit_action action, usec now)
{
	struct audit_entry entry = {
		.actor = actor, .subject = &actor->public, .action = action, .at = now};
	return audit_note(tx, &entry);
}

static err_t replace_codes(struct tx *tx, const struct keeping *k)
{
	int64_t count;
	TRY(erase_recovery_code(tx, k->actor->person, &count));
	for (size_t i = 0; i < FACTOR_CODES; i++)
		TRY(recovery_code_add(tx, k->actor->person, hash_str(&k->codes[i])));
	return NULL;
}

/* The offer may have been replaced while its code was looked at. */
static err_t take_offer(struct tx *tx, const struct keeping *k)
{
	struct row_id person = k->actor->person;
	struct factor_offer_row *still;
	int64_t count;
	TRY(factor_offer_get(tx, k->arena, person, &still));
	if (!still || !str_eq(still->secret, k->offer->secret))
		return err_log(ERR_NOT_FOUND, "another factor is offered");
	TRY(erase_factor_offer(tx, person, &count));
	return factor_put(tx, person, k->offer->secret, k->now, k->step);
}

static err_t keep(struct tx *tx, void *ctx)
{
	const struct keeping *k = ctx;
	struct row_id person = k->actor->person;
	int64_t count;
	TRY(access_require(tx, k->actor, ACTION_ACCOUNT_CHANGE, person));
	TRY(take_offer(tx, k));
	TRY(replace_codes(tx, k));
	TRY(session_end_others(tx, person, hash_str(&k->session), &count));
	TRY(arrival_end_all(tx, person));
	if (k->told)
		TRY(notice_send(tx, k->told));
	return note(tx, k->actor, AUDIT_FACTOR_BEGIN, k->now);
}

static err_t write_told(const struct app *app, struct arena *a, const struct reading *r,
	enum account_notice notice, struct outbox_sealed **ret_told)
{
	if (!r->mail.len)
		return NULL;
	struct notice_to to = {r->mail, r->person->name, r->person->language};
	return account_notice(app, a, &to, notice, ret_told);
}

err_t factor_keep(const struct app *app, struct arena *a, const struct actor *actor,
	const struct token *session, struct str typed, struct factor_codes *ret_codes)
{
	struct reading r = {.arena = a, .actor = actor};
	struct keeping k = {.arena = a,
		.actor = actor,
		.session = token_digest(session),
		.now = clock_now(app->clock)};
	struct factor_codes codes;
	struct code code;
	SECRET secret;
	TRY(find_offer(app, &r, &secret));
	if (!code_short_parse(typed, &code) || !totp_match(&secret, &code, k.now, 0, &k.step))
		return err_field("code", N_("This is not the code that your app shows now."));
	k.offer = r.offer;
	TRY(make_codes(app, a, actor->public, k.codes, &codes));
	TRY(write_told(app, a, &r, NOTICE_FACTOR_BEGIN, &k.told));
	TRY(db_tx(app->db, keep, &k));
	notice_hurry(app);
	*ret_codes = codes;
	return NULL;
}

static err_t keep_codes(struct tx *tx, void *ctx)
{
	const struct keeping *k = ctx;
	bool is_held;
	TRY(access_require(tx, k->actor, ACTION_ACCOUNT_CHANGE, k->actor->person));
	TRY(factor_is_held(tx, k->arena, k->actor->person, &is_held));
	if (!is_held)
		return err_log(ERR_NOT_FOUND, "no factor to recover");
	TRY(replace_codes(tx, k));
	return note(tx, k->actor, AUDIT_FACTOR_CODES, k->now);
}

err_t factor_new_codes(const struct app *app, struct arena *a, const struct actor *actor,
	struct factor_codes *ret_codes)
{
	struct keeping k = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	struct factor_codes codes;
	TRY(make_codes(app, a, actor->public, k.codes, &codes));
	TRY(db_tx(app->db, keep_codes, &k));
	*ret_codes = codes;
	return NULL;
}

/* --- ending it --- */

err_t factor_remove(struct tx *tx, struct row_id person)
{
	int64_t count;
	TRY(erase_factor(tx, person, &count));
	TRY(erase_factor_offer(tx, person, &count));
	return erase_recovery_code(tx, person, &count);
}

static err_t end(struct tx *tx, void *ctx)
{
	const struct keeping *k = ctx;
	bool is_held;
	TRY(access_require(tx, k->actor, ACTION_ACCOUNT_CHANGE, k->actor->person));
	TRY(factor_is_held(tx, k->arena, k->actor->person, &is_held));
	if (!is_held)
		return NULL;
	TRY(factor_remove(tx, k->actor->person));
	if (k->told)
		TRY(notice_send(tx, k->told));
	return note(tx, k->actor, AUDIT_FACTOR_END, k->now);
}

err_t factor_end(const struct app *app, struct arena *a, const struct actor *actor)
{
	struct reading r = {.arena = a, .actor = actor};
	struct keeping k = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	TRY(db_read(app->db, read_all, &r));
	TRY(write_told(app, a, &r, NOTICE_FACTOR_END, &k.told));
	TRY(db_tx(app->db, end, &k));
	notice_hurry(app);
	return NULL;
}
