#include "app/share_change.h"

#include "app/audit.h"
#include "app/consent.h"
#include "app/share_row.h"
#include "codec/json.h"
#include "db/content.h"

/* --- what is another --- */

static bool has(const struct str *scopes, size_t len, struct str scope)
{
	for (size_t i = 0; i < len; i++)
		if (str_eq(scopes[i], scope))
			return true;
	return false;
}

/* Those of the first that are not among the others. */
static const struct str *without(struct arena *a, const struct str *scopes, size_t len,
	const struct str *others, size_t others_len, size_t *ret_len)
{
	struct str *rest = arena_array(a, struct str, len);
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		if (!has(others, others_len, scopes[i]))
			rest[n++] = scopes[i];
	*ret_len = n;
	return rest;
}

void share_compare(struct arena *a, const struct share *now, const struct share_terms *then,
	struct share_difference *ret)
{
	struct share_difference d = {
		.ends_before = now->ends,
		.ends = then->ends,
		.places_before = now->places,
		.places = then->places > now->taken ? then->places : now->taken,
		.renamed = !str_eq(now->receiver, then->receiver),
	};
	d.added = without(
		a, then->scopes, then->scopes_len, now->scopes, now->scopes_len, &d.added_len);
	d.removed = without(
		a, now->scopes, now->scopes_len, then->scopes, then->scopes_len, &d.removed_len);
	d.shows_more = d.added_len || d.ends > d.ends_before || d.places > d.places_before;
	d.is_none = !d.shows_more && !d.removed_len && !d.renamed && d.ends == d.ends_before &&
		    d.places == d.places_before;
	*ret = d;
}

/* --- changing --- */

struct changing {
	struct arena *arena;
	const struct actor *actor;
	struct public_id share;
	const struct share_terms *terms;
	struct str receiver; /* sealed */
	bool is_sure;        /* said yes to what shows more */
	usec now;

	struct share_row *row;
	struct text_list scopes; /* of the link, as they are */
};

static err_t require_sure(const struct changing *c)
{
	struct share now = {
		.scopes = c->scopes.at,
		.scopes_len = c->scopes.len,
		.ends = c->row->ends,
		.places = c->row->places,
		.taken = c->row->taken,
	};
	struct share_difference difference;
	share_compare(c->arena, &now, c->terms, &difference);
	return difference.shows_more && !c->is_sure
		       ? err_log(ERR_CONFLICT, "shows more than before")
		       : NULL;
}

static bool same_scopes(const struct text_list *a, const struct text_list *b)
{
	for (size_t i = 0; i < a->len; i++)
		if (!has(b->at, b->len, a->at[i]))
			return false;
	return a->len == b->len;
}

/* The link's new parts; of who had others, those that both have. */
static err_t turn_scopes(struct tx *tx, const struct changing *c, struct row_id grant)
{
	struct text_list had;
	int64_t count;
	TRY(grant_scopes(tx, c->arena, grant, &had));
	bool follows = same_scopes(&had, &c->scopes);
	TRY(grant_scope_clear(tx, grant, &count));
	for (size_t i = 0; i < c->terms->scopes_len; i++)
		if (follows || has(had.at, had.len, c->terms->scopes[i]))
			TRY(grant_scope_add(tx, grant, c->terms->scopes[i]));
	return NULL;
}

static err_t turn_grant(struct tx *tx, const struct changing *c, const struct share_grant_row *row)
{
	TRY(turn_scopes(tx, c, row->id));
	if (row->ends != c->row->ends && row->ends <= c->terms->ends)
		return NULL;
	return grant_row_set_ends(tx, row->id, c->terms->ends);
}

static err_t turn_all(struct tx *tx, const struct changing *c)
{
	struct share_grant_row_list grants;
	int64_t count;
	TRY(share_grants(tx, c->arena, c->share, &grants));
	for (size_t i = 0; i < grants.len; i++)
		TRY(turn_grant(tx, c, &grants.at[i]));
	TRY(share_scope_clear(tx, c->row->id, &count));
	for (size_t i = 0; i < c->terms->scopes_len; i++)
		TRY(share_scope_add(tx, c->row->id, c->terms->scopes[i]));
	return share_change_terms(tx, c->row->id, c->terms->ends, c->terms->places, c->receiver);
}

/* --- what it was --- */

#define WAS_MOST ((size_t)256 << 10)

static struct json scopes_json(struct arena *a, const struct text_list *scopes)
{
	struct json list = json_array();
	for (size_t i = 0; i < scopes->len; i++)
		json_push(a, &list, json_of_str(scopes->at[i]));
	return list;
}

static struct json terms_json(struct arena *a, const struct text_list *scopes, day ends)
{
	struct json object = json_object();
	json_set(a, &object, STR("scopes"), scopes_json(a, scopes));
	json_set(a, &object, STR("ends"), json_of_str(day_print(a, ends)));
	return object;
}

static err_t grants_json(struct tx *tx, const struct changing *c, struct json *ret)
{
	struct share_grant_row_list grants;
	struct json list = json_array();
	TRY(share_grants(tx, c->arena, c->share, &grants));
	for (size_t i = 0; i < grants.len; i++) {
		struct text_list scopes;
		TRY(grant_scopes(tx, c->arena, grants.at[i].id, &scopes));
		struct json grant = terms_json(c->arena, &scopes, grants.at[i].ends);
		json_set(c->arena, &grant, STR("id"), json_of_int(c->arena, grants.at[i].id.n));
		json_push(c->arena, &list, grant);
	}
	*ret = list;
	return NULL;
}

static err_t keep_was(struct tx *tx, const struct changing *c)
{
	struct json was = terms_json(c->arena, &c->scopes, c->row->ends), grants;
	struct buf out;
	TRY(grants_json(tx, c, &grants));
	json_set(c->arena, &was, STR("places"), json_of_int(c->arena, c->row->places));
	json_set(c->arena, &was, STR("grants"), grants);
	buf_init(&out, c->arena, 1 << 10, WAS_MOST);
	json_write(&out, &was);
	TRY(buf_err(&out));
	return share_keep_was(tx, c->row->id, c->now, buf_str(&out));
}

/* Sent again by a reload or a second press: what it was before is kept still. */
static bool is_the_same(const struct changing *c)
{
	const struct text_list then = {c->terms->scopes, c->terms->scopes_len};
	return same_scopes(&c->scopes, &then) && c->row->ends == c->terms->ends &&
	       c->row->places == c->terms->places;
}

static err_t put_change(struct tx *tx, void *ctx)
{
	struct changing *c = ctx;
	TRY(share_find(tx, c->arena, c->actor, c->share, &c->row));
	if (share_state_of(c->row, c->now) != SHARE_LIVE)
		return err_log(ERR_CONFLICT, "does not work");
	TRY(share_scopes(tx, c->arena, c->row->id, &c->scopes));
	TRY(share_check_places(tx, c->arena, c->actor, zone_day(c->now), c->terms->places));
	TRY(consent_hold(tx, c->actor->person, c->terms->scopes, c->terms->scopes_len, c->now));
	TRY(require_sure(c));
	if (!is_the_same(c))
		TRY(keep_was(tx, c));
	TRY(turn_all(tx, c));
	return share_note(tx, c->arena, c->actor, c->share, AUDIT_SHARE_CHANGE, c->now);
}

static err_t change(const struct app *app, struct changing *c)
{
	const struct share_terms *terms = c->terms;
	TRY(share_check(app, c->arena, c->actor, terms->scopes, terms->scopes_len, terms->ends));
	if (terms->places < 0 || terms->places > SHARE_PLACES_MOST)
		return err_log(ERR_INVALID, "places out of range");
	TRY(share_seal_receiver(
		app, c->arena, c->actor->public, c->share, terms->receiver, &c->receiver));
	return db_tx(app->db, put_change, c);
}

err_t share_change(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id share, const struct share_terms *terms)
{
	struct changing c = {.arena = a,
		.actor = actor,
		.share = share,
		.terms = terms,
		.now = clock_now(app->clock)};
	return change(app, &c);
}

err_t share_change_more(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id share, const struct share_terms *terms)
{
	struct changing c = {.arena = a,
		.actor = actor,
		.share = share,
		.terms = terms,
		.is_sure = true,
		.now = clock_now(app->clock)};
	return change(app, &c);
}

/* --- taking it back --- */

bool share_can_undo_change(const struct share_row *row, usec now)
{
	return row->changed && now - *row->changed <= GRANT_UNDO &&
	       share_state_of(row, now) == SHARE_LIVE;
}

static err_t read_terms(struct arena *a, const struct json *from, struct share_terms *ret)
{
	const struct json *list = json_get(from, STR("scopes"));
	if (!list || list->type != JSON_ARRAY ||
		!day_parse(json_str(json_get(from, STR("ends"))), &ret->ends))
		return err_log(ERR_INTERNAL, "what a link was: terms");
	struct str *scopes = arena_array(a, struct str, list->len);
	for (size_t i = 0; i < list->len; i++)
		scopes[i] = json_str(&list->items[i]);
	ret->scopes = scopes;
	ret->scopes_len = list->len;
	return NULL;
}

static err_t put_grant_back(
	struct tx *tx, struct arena *a, struct row_id grant, const struct json *from)
{
	struct share_terms terms = {0};
	int64_t count;
	TRY(read_terms(a, from, &terms));
	TRY(grant_scope_clear(tx, grant, &count));
	for (size_t i = 0; i < terms.scopes_len; i++)
		TRY(grant_scope_add(tx, grant, terms.scopes[i]));
	return grant_row_set_ends(tx, grant, terms.ends);
}

static const struct json *find_was(const struct json *was, struct row_id grant)
{
	const struct json *grants = json_get(was, STR("grants"));
	int64_t id;
	json_each_item (it, grants)
		if (json_int(json_get(it, STR("id")), &id) && id == grant.n)
			return it;
	return NULL;
}

static err_t put_all_back(struct tx *tx, struct changing *c, const struct json *was)
{
	struct share_terms terms = {0};
	struct share_grant_row_list grants;
	TRY(read_terms(c->arena, was, &terms));
	if (!json_int(json_get(was, STR("places")), &terms.places))
		return err_log(ERR_INTERNAL, "what a link was: places");
	TRY(consent_hold(tx, c->actor->person, terms.scopes, terms.scopes_len, c->now));
	c->terms = &terms;
	TRY(turn_all(tx, c));
	TRY(share_grants(tx, c->arena, c->share, &grants));
	for (size_t i = 0; i < grants.len; i++) {
		const struct json *from = find_was(was, grants.at[i].id);
		if (from)
			TRY(put_grant_back(tx, c->arena, grants.at[i].id, from));
	}
	return share_forget_was(tx, c->row->id);
}

static err_t put_undo(struct tx *tx, void *ctx)
{
	struct changing *c = ctx;
	struct share_was_row *kept;
	struct json *was;
	TRY(share_find(tx, c->arena, c->actor, c->share, &c->row));
	if (!share_can_undo_change(c->row, c->now))
		return err_say(ERR_EXPIRED,
			N_("It is too late to take this back. You can change the link again."));
	TRY(share_scopes(tx, c->arena, c->row->id, &c->scopes));
	TRY(share_was(tx, c->arena, c->row->id, &kept));
	TRY(json_parse(c->arena, kept->was, &json_limits_default, &was));
	c->receiver = kept->receiver_was;
	TRY(put_all_back(tx, c, was));
	return share_note(tx, c->arena, c->actor, c->share, AUDIT_SHARE_CHANGE, c->now);
}

err_t share_change_undo(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id share)
{
	struct changing c = {
		.arena = a, .actor = actor, .share = share, .now = clock_now(app->clock)};
	return db_tx(app->db, put_undo, &c);
}

static err_t forget(struct tx *tx, void *ctx)
{
	const usec *before = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	return share_forget_was_before(tx, *before, &count);
}

err_t share_change_forget(const struct app *app)
{
	usec before = clock_now(app->clock) - GRANT_UNDO;
	return db_tx(app->db, forget, &before);
}
