#include "app/share.h"

#include "app/audit.h"
#include "app/consent.h"
#include "app/content.h"
#include "app/share_row.h"
#include "crypto/vault.h"
#include "db/content.h"

#include <string.h>

static const char *const purposes[SHARE_PURPOSES] = {"mbo", "work", "other"};

const char *share_purpose_id(enum share_purpose purpose)
{
	return purposes[purpose];
}

enum share_purpose share_purpose_parse(struct str id)
{
	enum share_purpose purpose = 0;
	while (purpose < SHARE_PURPOSES && !str_is(id, purposes[purpose]))
		purpose++;
	return purpose;
}

/* 1 October after the coming start of school, which is the first of September. */
static day end_of_intake(day today)
{
	struct date d = date_of_day(today);
	bool begins_this_year = d.month < 9 || (d.month == 9 && d.day == 1);
	return day_of_date((struct date){d.year + !begins_this_year, 10, 1});
}

static day after_months(day today, int months)
{
	struct date d = date_of_day(today);
	int month = d.month - 1 + months;
	struct date then = {d.year + month / 12, month % 12 + 1, 1};
	struct date next = {then.year + then.month / 12, then.month % 12 + 1, 1};
	day last = day_of_date(next) - 1, same = day_of_date(then) + d.day - 1;
	return same < last ? same : last;
}

day share_default_end(enum share_purpose purpose, day today)
{
	return purpose == SHARE_MBO ? end_of_intake(today) : after_months(today, SHARE_WORK_MONTHS);
}

err_t share_digest(const struct app *app, const struct code *code, struct digest *ret_digest)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "share code", &key));
	*ret_digest = code_digest(&key, code);
	return NULL;
}

enum share_state share_state_of(const struct share_row *row, usec now)
{
	if (row->ended)
		return SHARE_STOPPED;
	if (!row->begun)
		return SHARE_DRAFT;
	return row->ends < zone_day(now) ? SHARE_OVER : SHARE_LIVE;
}

/* --- what is sealed --- */

static struct vault_place place_of(
	struct arena *a, struct public_id owner, struct public_id share, const char *column)
{
	return (struct vault_place){owner, "share", public_id_print(a, share), column};
}

err_t share_seal_receiver(const struct app *app, struct arena *a, struct public_id owner,
	struct public_id share, struct str receiver, struct str *ret_sealed)
{
	struct vault_place place = place_of(a, owner, share, "receiver");
	if (receiver.len)
		return vault_seal(app->vault, a, &place, receiver, ret_sealed);
	*ret_sealed = STR_NONE;
	return NULL;
}

static err_t open_code(const struct app *app, struct arena *a, const struct vault_place *place,
	struct str sealed, struct share *io)
{
	struct str text;
	bool is_damaged;
	if (!sealed.p)
		return NULL;
	TRY(vault_open_one(app->vault, a, place, sealed, &text, &is_damaged));
	io->is_damaged |= is_damaged || !code_long_parse(text, &io->code);
	return NULL;
}

err_t share_receiver(const struct app *app, struct arena *a, struct public_id owner,
	struct public_id share, struct str sealed, struct str *ret_receiver)
{
	struct vault_place place = place_of(a, owner, share, "receiver");
	if (sealed.p)
		return vault_open(app->vault, a, &place, sealed, ret_receiver);
	*ret_receiver = STR_NONE;
	return NULL;
}

static err_t fill(
	const struct app *app, struct arena *a, const struct share_row *row, struct share *ret)
{
	usec now = clock_now(app->clock);
	struct vault_place code = place_of(a, row->owner_public, row->public, "code");
	struct vault_place receiver = place_of(a, row->owner_public, row->public, "receiver");
	*ret = (struct share){
		.public = row->public,
		.state = share_state_of(row, now),
		.purpose = share_purpose_parse(row->purpose),
		.ends = row->ends,
		.places = row->places,
		.taken = row->taken,
		.made = row->made,
		.can_undo = row->ended && now - *row->ended <= GRANT_UNDO,
		.can_undo_change = share_can_undo_change(row, now),
	};
	if (row->receiver.p)
		TRY(vault_open_one(
			app->vault, a, &receiver, row->receiver, &ret->receiver, &ret->is_damaged));
	return open_code(app, a, &code, row->code, ret);
}

/* --- reading --- */

struct listing {
	struct arena *arena;
	const struct actor *actor;
	struct public_id share;
	usec now;
	struct share_row_list rows;
	struct share_row *row;
	struct text_list scopes;
};

static err_t read_rows(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	TRY(access_require(tx, l->actor, ACTION_PASSPORT_GRANT, l->actor->person));
	return share_rows(tx, l->arena, l->actor->person, zone_day(l->now), SHARES_SHOWN, &l->rows);
}

err_t share_list(
	const struct app *app, struct arena *a, const struct actor *actor, struct share_list *ret)
{
	struct listing l = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	TRY(db_read(app->db, read_rows, &l));
	struct share *all = arena_array(a, struct share, l.rows.len);
	for (size_t i = 0; i < l.rows.len; i++)
		TRY(fill(app, a, &l.rows.at[i], &all[i]));
	*ret = (struct share_list){all, l.rows.len};
	return NULL;
}

static err_t read_row(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	TRY(access_require(tx, l->actor, ACTION_PASSPORT_GRANT, l->actor->person));
	TRY(share_row_of(tx, l->arena, l->actor->person, l->share, &l->row));
	return l->row ? share_scopes(tx, l->arena, l->row->id, &l->scopes)
		      : err_log(ERR_NOT_FOUND, "no such link");
}

err_t share_get(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id share, struct share *ret)
{
	struct listing l = {.arena = a, .actor = actor, .share = share};
	struct share found;
	TRY(db_read(app->db, read_row, &l));
	TRY(fill(app, a, l.row, &found));
	found.scopes = l.scopes.at;
	found.scopes_len = l.scopes.len;
	*ret = found;
	return NULL;
}

/* --- drafts --- */

struct drafting {
	struct arena *arena;
	const struct actor *actor;
	struct public_id share;
	enum share_purpose purpose;
	const struct str *scopes;
	size_t scopes_len;
	struct str receiver, code; /* sealed */
	struct digest hash;
	day ends;
	int64_t places;
	usec now;
};

err_t share_note(struct tx *tx, struct arena *a, const struct actor *owner, struct public_id share,
	enum audit_action action, usec now)
{
	struct audit_entry entry = {
		.actor = owner,
		.subject = &owner->public,
		.action = action,
		.object = AUDIT_SHARE,
		.object_id = public_id_print(a, share),
		.at = now,
	};
	return audit_note(tx, &entry);
}

static err_t note(struct tx *tx, const struct drafting *d, enum audit_action action)
{
	return share_note(tx, d->arena, d->actor, d->share, action, d->now);
}

static err_t put_scopes(struct tx *tx, const struct drafting *d, struct row_id share)
{
	TRY(consent_hold(tx, d->actor->person, d->scopes, d->scopes_len, d->now));
	for (size_t i = 0; i < d->scopes_len; i++)
		TRY(share_scope_add(tx, share, d->scopes[i]));
	return NULL;
}

/* Who could not be told of a visitor lets nobody in unasked. */
static err_t is_told(
	struct tx *tx, struct arena *a, const struct actor *owner, day today, bool *ret_is_told)
{
	struct str mail;
	TRY(address_that_works(tx, a, owner->person, today, &mail));
	*ret_is_told = mail.len;
	return NULL;
}

err_t share_check_places(
	struct tx *tx, struct arena *a, const struct actor *owner, day today, int64_t places)
{
	bool told;
	TRY(is_told(tx, a, owner, today, &told));
	if (told || !places)
		return NULL;
	return err_field("places",
		N_("We cannot tell you who looked, without a mail address of yours. So you say yes "
		   "to everybody yourself."));
}

static err_t put_draft(struct tx *tx, void *ctx)
{
	const struct drafting *d = ctx;
	int64_t open;
	bool told;
	struct row_id id;
	day today = zone_day(d->now);
	TRY(access_require(tx, d->actor, ACTION_PASSPORT_GRANT, d->actor->person));
	TRY(share_open_count(tx, d->actor->person, today, &open));
	if (open >= SHARES_MOST)
		return err_say(ERR_CONFLICT, N_("You have so many links. Stop one of them first."));
	TRY(is_told(tx, d->arena, d->actor, today, &told));
	TRY(share_add(tx, d->share, d->actor->person, str_of(purposes[d->purpose]),
		share_default_end(d->purpose, today), told ? d->places : 0, d->now, &id));
	return put_scopes(tx, d, id);
}

err_t share_draft(const struct app *app, struct arena *a, const struct actor *actor,
	enum share_purpose purpose, struct public_id *ret_share)
{
	struct drafting d = {
		.arena = a,
		.actor = actor,
		.share = public_id_new(app->random),
		.purpose = purpose,
		.places = app->share_places,
		.now = clock_now(app->clock),
	};
	size_t count;
	const struct content_scope *all = content_scopes(app->content, 0, &count);
	struct str *scopes = arena_array(a, struct str, count);
	for (size_t i = 0; i < count; i++)
		if (!str_eq(all[i].id, SCOPE_CARE))
			scopes[d.scopes_len++] = all[i].id;
	d.scopes = scopes;
	TRY(db_tx(app->db, put_draft, &d));
	*ret_share = d.share;
	return NULL;
}

err_t share_find(struct tx *tx, struct arena *a, const struct actor *owner, struct public_id share,
	struct share_row **ret_row)
{
	struct share_row *row;
	TRY(access_require(tx, owner, ACTION_PASSPORT_GRANT, owner->person));
	TRY(share_row_of(tx, a, owner->person, share, &row));
	if (!row)
		return err_log(ERR_NOT_FOUND, "no such link");
	*ret_row = row;
	return NULL;
}

static err_t find(struct tx *tx, const struct drafting *d, struct share_row **ret_row)
{
	return share_find(tx, d->arena, d->actor, d->share, ret_row);
}

static err_t find_draft(struct tx *tx, const struct drafting *d, struct share_row **ret_row)
{
	TRY(find(tx, d, ret_row));
	return share_state_of(*ret_row, d->now) == SHARE_DRAFT
		       ? NULL
		       : err_log(ERR_CONFLICT, "is no draft any more");
}

static err_t put_parts(struct tx *tx, void *ctx)
{
	const struct drafting *d = ctx;
	struct share_row *row;
	int64_t count;
	TRY(find_draft(tx, d, &row));
	TRY(share_scope_clear(tx, row->id, &count));
	return put_scopes(tx, d, row->id);
}

/* What grant_check knows of parts and days holds for links too. */
err_t share_check(const struct app *app, struct arena *a, const struct actor *actor,
	const struct str *scopes, size_t len, day ends)
{
	struct grant_terms terms = {.scopes_len = len, .ends = ends};
	if (len > GRANT_SCOPES_MOST)
		return err_log(ERR_TOO_LARGE, "so many parts there are not");
	for (size_t i = 0; i < len; i++)
		terms.scopes[i] = scopes[i];
	return grant_check(app, a, actor, &terms);
}

err_t share_set_parts(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id share, const struct str *scopes, size_t len)
{
	struct drafting d = {
		.arena = a,
		.actor = actor,
		.share = share,
		.scopes = scopes,
		.scopes_len = len,
		.now = clock_now(app->clock),
	};
	TRY(share_check(app, a, actor, scopes, len, zone_day(d.now)));
	return db_tx(app->db, put_parts, &d);
}

static err_t put_whom(struct tx *tx, void *ctx)
{
	const struct drafting *d = ctx;
	struct share_row *row;
	TRY(find_draft(tx, d, &row));
	bool same = str_is(row->purpose, purposes[d->purpose]);
	day ends = same ? row->ends : share_default_end(d->purpose, zone_day(d->now));
	return share_set_receiver(tx, row->id, str_of(purposes[d->purpose]), d->receiver, ends);
}

err_t share_set_whom(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id share, enum share_purpose purpose, struct str receiver)
{
	struct drafting d = {
		.arena = a,
		.actor = actor,
		.share = share,
		.purpose = purpose,
		.now = clock_now(app->clock),
	};
	TRY(share_seal_receiver(app, a, actor->public, share, receiver, &d.receiver));
	return db_tx(app->db, put_whom, &d);
}

static err_t put_term(struct tx *tx, void *ctx)
{
	const struct drafting *d = ctx;
	struct share_row *row;
	TRY(find_draft(tx, d, &row));
	TRY(share_check_places(tx, d->arena, d->actor, zone_day(d->now), d->places));
	return share_set_terms(tx, row->id, d->ends, d->places);
}

err_t share_set_term(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id share, day ends, int64_t places)
{
	struct drafting d = {
		.arena = a,
		.actor = actor,
		.share = share,
		.ends = ends,
		.places = places,
		.now = clock_now(app->clock),
	};
	if (places < 0 || places > SHARE_PLACES_MOST)
		return err_log(ERR_INVALID, "places out of range");
	TRY(grant_check_end(app, ends));
	return db_tx(app->db, put_term, &d);
}

/* --- begin, stop, undo --- */

static err_t put_begin(struct tx *tx, void *ctx)
{
	const struct drafting *d = ctx;
	struct share_row *row;
	int64_t count;
	TRY(find_draft(tx, d, &row));
	TRY(share_check_places(tx, d->arena, d->actor, zone_day(d->now), row->places));
	TRY(share_begin_row(tx, row->id, d->now, d->code, hash_str(&d->hash), &count));
	return note(tx, d, AUDIT_SHARE_BEGIN);
}

err_t share_begin(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id share)
{
	struct share draft;
	struct code code = code_long_new(app->random);
	struct vault_place place = place_of(a, actor->public, share, "code");
	TRY(share_get(app, a, actor, share, &draft));
	struct drafting d = {
		.arena = a, .actor = actor, .share = share, .now = clock_now(app->clock)};
	TRY(share_check(app, a, actor, draft.scopes, draft.scopes_len, draft.ends));
	TRY(share_digest(app, &code, &d.hash));
	TRY(vault_seal(app->vault, a, &place, (struct str){code.text, code.len}, &d.code));
	return db_tx(app->db, put_begin, &d);
}

static err_t drop(struct tx *tx, struct row_id share)
{
	int64_t count;
	TRY(share_drop_scopes(tx, share, &count));
	return share_drop(tx, share, &count);
}

static err_t put_stop(struct tx *tx, void *ctx)
{
	const struct drafting *d = ctx;
	struct share_row *row;
	int64_t count;
	TRY(find(tx, d, &row));
	enum share_state state = share_state_of(row, d->now);
	if (state == SHARE_DRAFT)
		return drop(tx, row->id);
	if (state == SHARE_STOPPED)
		return NULL;
	TRY(share_end(tx, row->id, d->now, &count));
	TRY(share_end_grants(tx, row->public, d->now, STR("owner"), &count));
	return note(tx, d, AUDIT_SHARE_STOP);
}

err_t share_stop(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id share)
{
	struct drafting d = {
		.arena = a, .actor = actor, .share = share, .now = clock_now(app->clock)};
	return db_tx(app->db, put_stop, &d);
}

static err_t put_undo(struct tx *tx, void *ctx)
{
	const struct drafting *d = ctx;
	struct share_row *row;
	int64_t count;
	TRY(find(tx, d, &row));
	if (!row->ended || d->now - *row->ended > GRANT_UNDO)
		return err_say(ERR_EXPIRED,
			N_("It is too late to take this back. You can make a new link."));
	TRY(share_resume(tx, row->id));
	TRY(share_resume_grants(tx, row->public, *row->ended, &count));
	return note(tx, d, AUDIT_SHARE_UNDO);
}

err_t share_undo(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id share)
{
	struct drafting d = {
		.arena = a, .actor = actor, .share = share, .now = clock_now(app->clock)};
	return db_tx(app->db, put_undo, &d);
}
