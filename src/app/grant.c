#include "app/grant.h"

#include "app/audit.h"
#include "app/consent.h"
#include "app/content.h"
#include "app/share_row.h"
#include "db/content.h"

/* --- reading --- */

struct listing {
	struct arena *arena;
	const struct actor *actor;
	usec now;
	struct grant_row_list rows;
	struct grant_rows_scope_list scopes;
};

static err_t read_all(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	struct row_id owner = l->actor->person;
	day today = zone_day(l->now);
	TRY(access_require(tx, l->actor, ACTION_PASSPORT_GRANT, owner));
	TRY(grant_rows(tx, l->arena, owner, today, l->now, GRANTS_SHOWN, &l->rows));
	return grant_rows_scopes(tx, l->arena, owner, today, GRANTS_SHOWN, &l->scopes);
}

static enum grant_kind kind_of(struct str id)
{
	enum grant_kind kind = 0;
	while (kind + 1 < GRANT_KINDS && !str_is(id, grant_kind_id(kind)))
		kind++;
	return kind;
}

static err_t open_words(const struct app *app, struct arena *a, struct public_id owner,
	const struct grant_row *row, struct grant *io)
{
	TRY(grant_open(
		app, a, owner, row->public, "called", row->called, &io->is_damaged, &io->called));
	return grant_open(
		app, a, owner, row->public, "address", row->address, &io->is_damaged, &io->address);
}

static err_t fill(const struct app *app, struct arena *a, struct public_id owner,
	const struct grant_row *row, struct grant *ret)
{
	usec now = clock_now(app->clock);
	*ret = (struct grant){
		.public = row->public,
		.kind = kind_of(row->kind),
		.role = grant_role_parse(row->role),
		.state = grant_state_of(row, now),
		.has_holder = row->holder.n,
		.name = row->name,
		.via = row->via,
		.ends = row->ends,
		.made = row->made,
		.ended = row->ended ? *row->ended : 0,
		.accepted = row->accepted,
		.looked = row->looked,
		.language = row->language,
	};
	if (row->holder_public)
		ret->holder = *row->holder_public;
	ret->can_undo = ret->state == GRANT_STOPPED && now - ret->ended <= GRANT_UNDO;
	return open_words(app, a, owner, row, ret);
}

/* The scopes of that grant, which stand together. */
static void fill_scopes(struct arena *a, struct row_id grant,
	const struct grant_rows_scope_list *all, struct grant *io)
{
	size_t from = 0, len = 0;
	while (from < all->len && all->at[from].grant_id.n != grant.n)
		from++;
	while (from + len < all->len && all->at[from + len].grant_id.n == grant.n)
		len++;
	struct str *scopes = arena_array(a, struct str, len);
	for (size_t i = 0; i < len; i++)
		scopes[i] = all->at[from + i].scope;
	io->scopes = scopes;
	io->scopes_len = len;
}

static bool same_holder(const struct grant *a, const struct grant *b)
{
	return a->has_holder && b->has_holder && a->kind == b->kind &&
	       public_id_eq(a->holder, b->holder);
}

/* Once for each holder: the newest that is over, unless another one holds or waits. */
static void find_givable(struct grant *all, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		bool other = false;
		for (size_t k = 0; k < len; k++)
			other |= k != i && same_holder(&all[i], &all[k]) &&
				 (k < i || grant_is_open(all[k].state));
		all[i].can_give_again = !grant_is_open(all[i].state) && all[i].accepted &&
					all[i].state != GRANT_LEFT && !other;
	}
}

err_t grant_list(
	const struct app *app, struct arena *a, const struct actor *actor, struct grant_list *ret)
{
	struct listing l = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	TRY(db_read(app->db, read_all, &l));
	struct grant *all = arena_array(a, struct grant, l.rows.len);
	for (size_t i = 0; i < l.rows.len; i++) {
		TRY(fill(app, a, actor->public, &l.rows.at[i], &all[i]));
		fill_scopes(a, l.rows.at[i].id, &l.scopes, &all[i]);
	}
	find_givable(all, l.rows.len);
	*ret = (struct grant_list){all, l.rows.len};
	return NULL;
}

err_t grant_get(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id grant, struct grant *ret)
{
	struct grant_list all;
	TRY(grant_list(app, a, actor, &all));
	for (size_t i = 0; i < all.len; i++)
		if (public_id_eq(all.at[i].public, grant)) {
			*ret = all.at[i];
			return NULL;
		}
	return err_log(ERR_NOT_FOUND, "no such grant");
}

/* --- stop, undo, give again --- */

struct turning {
	struct arena *arena;
	const struct actor *actor;
	struct public_id grant, fresh;
	struct str called;      /* sealed for the fresh one */
	bool leaves_care;       /* a parent must agree to that part first */
	struct share_row *link; /* that they came by; NULL: none */
	usec now;
};

static err_t find(struct tx *tx, const struct turning *t, struct grant_row **ret_row)
{
	TRY(access_require(tx, t->actor, ACTION_PASSPORT_GRANT, t->actor->person));
	TRY(grant_row_of(tx, t->arena, t->actor->person, t->grant, t->now, ret_row));
	return *ret_row ? NULL : err_log(ERR_NOT_FOUND, "no such grant");
}

static err_t note(struct tx *tx, const struct turning *t, enum audit_action action)
{
	struct audit_entry entry = {
		.actor = t->actor,
		.subject = &t->actor->public,
		.action = action,
		.object = AUDIT_GRANT,
		.object_id = public_id_print(t->arena, t->grant),
		.at = t->now,
	};
	return audit_note(tx, &entry);
}

static err_t stop(struct tx *tx, void *ctx)
{
	const struct turning *t = ctx;
	struct grant_row *row;
	TRY(find(tx, t, &row));
	if (!grant_is_open(grant_state_of(row, t->now)))
		return NULL;
	TRY(grant_end(tx, row->id, GRANT_STOPPED, t->now));
	return note(tx, t, AUDIT_GRANT_STOP);
}

err_t grant_stop(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant)
{
	struct turning t = {
		.arena = a, .actor = actor, .grant = grant, .now = clock_now(app->clock)};
	return db_tx(app->db, stop, &t);
}

static err_t refuse_twice(struct tx *tx, const struct turning *t, const struct grant_row *old)
{
	struct grant_new same = {
		.owner = old->owner,
		.holder = old->holder,
		.kind = kind_of(old->kind),
		.via = old->via,
		.now = t->now,
	};
	bool holds;
	TRY(grant_holds_same(tx, t->arena, &same, &holds));
	return holds ? err_log(ERR_CONFLICT, "looks along already") : NULL;
}

/* Who came by a live link that ended comes back with that link, or not at all. */
static err_t find_link(
	struct tx *tx, struct turning *io, const struct grant_row *row, enum err_code otherwise)
{
	if (kind_of(row->kind) != GRANT_RECEIVER || !row->via)
		return NULL;
	TRY(share_row_of(tx, io->arena, row->owner, *row->via, &io->link));
	if (io->link && share_state_of(io->link, io->now) == SHARE_LIVE)
		return NULL;
	return err_say(otherwise, N_("It is too late to take this back. You can make a new link."));
}

static err_t undo(struct tx *tx, void *ctx)
{
	struct turning *t = ctx;
	struct grant_row *row;
	TRY(find(tx, t, &row));
	if (grant_state_of(row, t->now) != GRANT_STOPPED || t->now - *row->ended > GRANT_UNDO)
		return err_say(ERR_EXPIRED,
			N_("It is too late to take this back. You can let them look along again."));
	TRY(find_link(tx, t, row, ERR_EXPIRED));
	if (row->holder.n)
		TRY(refuse_twice(tx, t, row));
	TRY(grant_row_resume(tx, row->id));
	return note(tx, t, AUDIT_GRANT_UNDO);
}

err_t grant_undo(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant)
{
	struct turning t = {
		.arena = a, .actor = actor, .grant = grant, .now = clock_now(app->clock)};
	return db_tx(app->db, undo, &t);
}

/* As it was, or as long as a new one; never longer than the link. */
static day end_again(const struct turning *t, const struct grant_row *old)
{
	day today = zone_day(t->now);
	day ends = old->ends > today ? old->ends : today + GRANT_DAYS;
	return t->link && t->link->ends < ends ? t->link->ends : ends;
}

static struct grant_new same_again(
	const struct turning *t, const struct grant_row *old, const struct text_list *scopes)
{
	struct grant_new g = {
		.public = t->fresh,
		.owner = old->owner,
		.holder = old->holder,
		.kind = kind_of(old->kind),
		.role = grant_role_parse(old->role),
		.via = old->via,
		.called = t->called,
		.terms = {.ends = end_again(t, old)},
		.now = t->now,
	};
	for (size_t i = 0; i < scopes->len && i < GRANT_SCOPES_MOST; i++)
		if (!t->leaves_care || !str_eq(scopes->at[i], SCOPE_CARE))
			g.terms.scopes[g.terms.scopes_len++] = scopes->at[i];
	return g;
}

static err_t give_again(struct tx *tx, void *ctx)
{
	struct turning *t = ctx;
	struct grant_row *old;
	struct text_list scopes;
	struct row_id id;
	TRY(find(tx, t, &old));
	enum grant_state state = grant_state_of(old, t->now);
	if (grant_is_open(state) || state == GRANT_LEFT || !old->accepted)
		return err_log(ERR_CONFLICT, "cannot be given again in state %d", state);
	TRY(find_link(tx, t, old, ERR_CONFLICT));
	TRY(refuse_twice(tx, t, old));
	TRY(grant_scopes(tx, t->arena, old->id, &scopes));
	struct grant_new g = same_again(t, old, &scopes);
	TRY(grant_add(tx, &g, &id));
	return note(tx, t, AUDIT_GRANT_AGAIN);
}

err_t grant_give_again(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant)
{
	struct grant old;
	struct consent consent;
	struct turning t = {
		.arena = a,
		.actor = actor,
		.grant = grant,
		.fresh = public_id_new(app->random),
		.now = clock_now(app->clock),
	};
	TRY(grant_get(app, a, actor, grant, &old));
	TRY(consent_of(app, a, actor, &consent));
	t.leaves_care = consent.state == CONSENT_MISSING || consent.state == CONSENT_NO_AGE;
	TRY(grant_seal(app, a, actor->public, t.fresh, "called", old.called, &t.called));
	return db_tx(app->db, give_again, &t);
}

/* --- other terms --- */

static bool is_scope(const struct content *c, struct str id)
{
	size_t count;
	const struct content_scope *scopes = content_scopes(c, 0, &count);
	for (size_t i = 0; i < count; i++)
		if (str_eq(scopes[i].id, id))
			return true;
	return false;
}

static err_t check_scopes(const struct app *app, const struct grant_terms *terms)
{
	for (size_t i = 0; i < terms->scopes_len; i++) {
		for (size_t k = 0; k < i; k++)
			if (str_eq(terms->scopes[i], terms->scopes[k]))
				return err_field("scopes", N_("Choose each part once."));
		if (!is_scope(app->content, terms->scopes[i]))
			return err_field("scopes", N_("Choose parts of your passport."));
	}
	return NULL;
}

err_t grant_check_end(const struct app *app, day ends)
{
	day today = zone_day(clock_now(app->clock));
	if (ends < today)
		return err_field("ends", N_("Choose a day that is still to come."));
	if (ends > today + GRANT_DAYS_MOST)
		return err_field("ends", N_("Choose a day within five years."));
	return NULL;
}

err_t grant_check_any(const struct app *app, struct arena *a, const struct actor *actor,
	const struct grant_terms *terms)
{
	err_t e = check_scopes(app, terms);
	if (!e)
		e = consent_check(app, a, actor, terms->scopes, terms->scopes_len);
	return err_join(e, grant_check_end(app, terms->ends));
}

err_t grant_check(const struct app *app, struct arena *a, const struct actor *actor,
	const struct grant_terms *terms)
{
	err_t none =
		terms->scopes_len ? NULL : err_field("scopes", N_("Choose at least one part."));
	return err_join(none, grant_check_any(app, a, actor, terms));
}

struct changing {
	struct turning t;
	const struct grant_terms *terms;
};

static err_t change(struct tx *tx, void *ctx)
{
	const struct changing *c = ctx;
	struct grant_row *row;
	int64_t count;
	TRY(find(tx, &c->t, &row));
	if (!grant_is_open(grant_state_of(row, c->t.now)))
		return err_log(ERR_CONFLICT, "is over");
	TRY(consent_hold(tx, row->owner, c->terms->scopes, c->terms->scopes_len, c->t.now));
	TRY(grant_scope_clear(tx, row->id, &count));
	for (size_t i = 0; i < c->terms->scopes_len; i++)
		TRY(grant_scope_add(tx, row->id, c->terms->scopes[i]));
	TRY(grant_row_set_ends(tx, row->id, c->terms->ends));
	if (row->via) /* taking back what the link became would take this back as well */
		TRY(share_forget_was_by(tx, *row->via, &count));
	return note(tx, &c->t, AUDIT_GRANT_CHANGE);
}

err_t grant_change(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id grant, const struct grant_terms *terms)
{
	struct changing c = {
		{.arena = a, .actor = actor, .grant = grant, .now = clock_now(app->clock)}, terms};
	struct grant g;
	TRY(grant_get(app, a, actor, grant, &g));
	TRY(g.kind == GRANT_MENTOR ? grant_check_any(app, a, actor, terms)
				   : grant_check(app, a, actor, terms));
	return db_tx(app->db, change, &c);
}

/* --- what the actor may see of others --- */

struct holding {
	struct arena *arena;
	const struct actor *actor;
	struct grant_held_row_list rows;
	usec now;
};

static err_t read_held(struct tx *tx, void *ctx)
{
	struct holding *h = ctx;
	TRY(access_require(tx, h->actor, ACTION_GRANT_TAKE, h->actor->person));
	return grant_held_rows(tx, h->arena, h->actor->person, zone_day(h->now), h->now,
		GRANTS_HELD_MOST, &h->rows);
}

err_t grant_held(const struct app *app, struct arena *a, const struct actor *actor,
	struct grant_held_list *ret)
{
	struct holding h = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	TRY(db_read(app->db, read_held, &h));
	struct grant_held *held = arena_array(a, struct grant_held, h.rows.len);
	for (size_t i = 0; i < h.rows.len; i++)
		held[i] = (struct grant_held){
			.owner = h.rows.at[i].owner_public,
			.name = h.rows.at[i].name,
			.kind = kind_of(h.rows.at[i].kind),
			.role = grant_role_parse(h.rows.at[i].role),
			.ends = h.rows.at[i].ends,
		};
	*ret = (struct grant_held_list){held, h.rows.len};
	return NULL;
}

struct leaving {
	struct arena *arena;
	const struct actor *actor;
	struct public_id owner;
	usec now;
};

static err_t leave(struct tx *tx, void *ctx)
{
	const struct leaving *l = ctx;
	struct passport_owner_row *owner;
	int64_t count;
	TRY(access_require(tx, l->actor, ACTION_GRANT_TAKE, l->actor->person));
	TRY(passport_owner(tx, l->arena, l->owner, &owner));
	if (!owner)
		return err_log(ERR_NOT_FOUND, "no such passport");
	TRY(grant_leave_rows(tx, l->actor->person, owner->id, l->now, STR("holder"), &count));
	if (!count)
		return err_log(ERR_NOT_FOUND, "no grant there");
	struct audit_entry entry = {
		.actor = l->actor,
		.subject = &owner->public,
		.action = AUDIT_GRANT_LEAVE,
		.object = AUDIT_GRANT,
		.at = l->now,
	};
	return audit_note(tx, &entry);
}

err_t grant_leave(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id owner)
{
	struct leaving l = {a, actor, owner, clock_now(app->clock)};
	return db_tx(app->db, leave, &l);
}
