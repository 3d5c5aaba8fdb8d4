#include "app/share_door.h"

#include "app/audit.h"
#include "app/share_notice.h"
#include "app/share_row.h"
#include "db/content.h"

#define TELL_EACH USEC_HOUR /* of one visitor who comes back */

/* The same for a code that nobody ever had and for one that no longer opens. */
static err_t refuse_code(void)
{
	return err_field(
		"code", N_("This code does not work (any more). Look once more, or ask who "
			   "gave it to you."));
}

/* --- coming in --- */

struct coming {
	struct arena *arena;
	const struct actor *actor;
	struct digest hash, answer;
	struct public_id fresh, grant; /* for who comes first; of this visitor */
	struct share_row *share;
	struct text_list scopes;
	struct notice_to owner; /* no mail: cannot be told */
	struct outbox_sealed *came, *asks;
	bool waits, is_new;
	usec now;
};

static err_t find_share(struct tx *tx, struct coming *io)
{
	TRY(access_require(tx, io->actor, ACTION_GRANT_TAKE, io->actor->person));
	TRY(share_by_hash(tx, io->arena, hash_str(&io->hash), &io->share));
	if (!io->share || io->share->ended)
		return refuse_code();
	if (io->share->owner.n == io->actor->person.n)
		return err_field("code", N_("This is your own link. You can read it yourself."));
	if (share_state_of(io->share, io->now) == SHARE_OVER)
		return err_say(ERR_EXPIRED,
			N_("This link has ended. Ask who gave it to you for a new one."));
	return NULL;
}

static err_t read_share(struct tx *tx, void *ctx)
{
	struct coming *c = ctx;
	struct person_row *owner;
	TRY(find_share(tx, c));
	TRY(person_get(tx, c->arena, c->share->owner, &owner));
	TRY(address_that_works(tx, c->arena, c->share->owner, zone_day(c->now), &c->owner.mail));
	c->owner.name = owner->name;
	c->owner.language = owner->language;
	return NULL;
}

/* Both letters, for only the transaction decides which of them is true. */
static err_t write_mails(const struct app *app, struct coming *io)
{
	struct token key = token_new(app->random);
	struct str link = token_print(io->arena, &key);
	io->answer = token_digest(&key);
	if (!io->owner.mail.len)
		return NULL;
	TRY(share_notice_came(app, io->arena, &io->owner, link, &io->came));
	return share_notice_asks(app, io->arena, &io->owner, link, &io->asks);
}

static err_t refuse_full(void)
{
	return err_say(
		ERR_CONFLICT, N_("This link is full. Ask who gave it to you for a new one."));
}

/* An owner who could not be told is asked. */
static err_t take_place(struct tx *tx, struct coming *io)
{
	int64_t visitors, taken;
	TRY(share_visitor_count(tx, io->share->public, &visitors));
	if (visitors >= SHARE_VISITORS_MOST)
		return refuse_full();
	io->waits = true;
	if (!io->came)
		return NULL;
	TRY(share_take(tx, io->share->id, &taken));
	io->waits = !taken;
	return NULL;
}

static struct grant_new grant_of(const struct coming *c)
{
	struct grant_new g = {
		.public = c->grant,
		.owner = c->share->owner,
		.holder = c->actor->person,
		.kind = GRANT_RECEIVER,
		.role = GRANT_OTHER,
		.via = &c->share->public,
		.waits = c->waits,
		.terms = {.ends = c->share->ends},
		.now = c->now,
	};
	for (size_t i = 0; i < c->scopes.len && i < GRANT_SCOPES_MOST; i++)
		g.terms.scopes[g.terms.scopes_len++] = c->scopes.at[i];
	return g;
}

static err_t tell_owner(struct tx *tx, const struct coming *c, struct row_id grant)
{
	const struct outbox_sealed *mail = c->waits ? c->asks : c->came;
	if (!mail)
		return NULL;
	TRY(share_answer_add(tx, hash_str(&c->answer), grant, c->now + SHARE_ANSWER_LIFE));
	return notice_send(tx, mail);
}

static err_t note_coming(struct tx *tx, const struct coming *c, struct public_id grant)
{
	struct audit_entry entry = {
		.actor = c->actor,
		.subject = &c->share->owner_public,
		.action = c->waits ? AUDIT_SHARE_ASK : AUDIT_SHARE_OPEN,
		.object = AUDIT_GRANT,
		.object_id = public_id_print(c->arena, grant),
		.at = c->now,
	};
	return audit_note(tx, &entry);
}

/* How many others look along is no business of the visitor's. */
static err_t check_room(struct tx *tx, const struct coming *c)
{
	err_t e = grant_check_room(tx, c->share->owner, c->now);
	if (!e || e->code != ERR_CONFLICT)
		return e;
	err_free(e);
	return refuse_full();
}

static err_t come_first(struct tx *tx, struct coming *io)
{
	struct row_id id;
	TRY(take_place(tx, io));
	TRY(share_scopes(tx, io->arena, io->share->id, &io->scopes));
	TRY(check_room(tx, io));
	struct grant_new g = grant_of(io);
	TRY(grant_add(tx, &g, &id));
	TRY(tell_owner(tx, io, id));
	return note_coming(tx, io, io->grant);
}

/* However often somebody leaves and comes back, the owner hears of it once in a while. */
static err_t come_back(struct tx *tx, const struct coming *c, const struct share_visitor_row *row)
{
	int64_t told;
	TRY(share_wait_again(tx, row->id));
	TRY(share_answer_since(tx, row->id, c->now + SHARE_ANSWER_LIFE - TELL_EACH, &told));
	if (!told)
		TRY(tell_owner(tx, c, row->id));
	return note_coming(tx, c, row->public);
}

static err_t come_again(struct tx *tx, struct coming *io, const struct share_visitor_row *row)
{
	bool left = row->ended && str_is(row->ended_by, "holder");
	if (row->ended && !left)
		return refuse_code();
	io->grant = row->public;
	io->is_new = left;
	io->waits = left || !row->accepted;
	return left ? come_back(tx, io, row) : NULL;
}

static err_t come_in(struct tx *tx, void *ctx)
{
	struct coming *c = ctx;
	struct share_visitor_row *row;
	c->grant = c->fresh;
	TRY(find_share(tx, c));
	TRY(share_visitor(tx, c->arena, c->share->public, c->actor->person, &row));
	c->is_new = !row;
	return row ? come_again(tx, c, row) : come_first(tx, c);
}

err_t share_open(const struct app *app, struct arena *a, const struct actor *actor,
	struct str typed, struct share_opened *ret)
{
	struct coming c = {
		.arena = a,
		.actor = actor,
		.fresh = public_id_new(app->random),
		.now = clock_now(app->clock),
	};
	struct code code;
	if (!code_long_parse(typed, &code))
		return refuse_code();
	TRY(share_digest(app, &code, &c.hash));
	TRY(db_read(app->db, read_share, &c));
	TRY(write_mails(app, &c));
	TRY(db_tx(app->db, come_in, &c));
	if (c.is_new)
		notice_hurry(app);
	*ret = (struct share_opened){c.grant, c.waits};
	return NULL;
}

/* --- the receiver's own list --- */

struct receiving {
	struct arena *arena;
	const struct actor *actor;
	struct public_id grant;
	struct share_received_row_list rows;
	usec now;
};

static err_t read_received(struct tx *tx, void *ctx)
{
	struct receiving *r = ctx;
	TRY(access_require(tx, r->actor, ACTION_GRANT_TAKE, r->actor->person));
	return share_received_rows(
		tx, r->arena, r->actor->person, zone_day(r->now), SHARE_RECEIVED_MOST, &r->rows);
}

enum grant_state share_received_state(const struct share_received_row *row, usec now)
{
	struct grant_row grant = {
		.accepted = row->accepted,
		.ends = row->ends,
		.ended = row->ended,
		.ended_by = row->ended_by,
		.holder = {1},
	};
	return grant_state_of(&grant, now);
}

struct share_received share_received_of(const struct share_received_row *row, usec now)
{
	enum grant_state state = share_received_state(row, now);
	return (struct share_received){
		.grant = row->public,
		.owner = row->owner_public,
		.name = row->name,
		.state = state,
		.has_photo = row->photo && state == GRANT_ACTIVE,
		.made = row->made,
		.ends = row->ends,
		.looked = row->looked,
		.handled = row->handled,
	};
}

err_t share_received(const struct app *app, struct arena *a, const struct actor *actor,
	struct share_received_list *ret)
{
	struct receiving r = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	TRY(db_read(app->db, read_received, &r));
	struct share_received *all = arena_array(a, struct share_received, r.rows.len);
	for (size_t i = 0; i < r.rows.len; i++)
		all[i] = share_received_of(&r.rows.at[i], r.now);
	*ret = (struct share_received_list){all, r.rows.len};
	return NULL;
}

static err_t find_received(struct tx *tx, const struct receiving *r, struct row_id *ret_grant)
{
	TRY(access_require(tx, r->actor, ACTION_GRANT_TAKE, r->actor->person));
	TRY(share_received_one(tx, r->actor->person, r->grant, ret_grant));
	return ret_grant->n ? NULL : err_log(ERR_NOT_FOUND, "did not come to them");
}

static err_t put_handled(struct tx *tx, void *ctx)
{
	const struct receiving *r = ctx;
	struct row_id grant;
	TRY(find_received(tx, r, &grant));
	return share_handle(tx, grant, r->now);
}

err_t share_set_handled(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant)
{
	struct receiving r = {
		.arena = a, .actor = actor, .grant = grant, .now = clock_now(app->clock)};
	return db_tx(app->db, put_handled, &r);
}

static err_t put_open(struct tx *tx, void *ctx)
{
	const struct receiving *r = ctx;
	struct row_id grant;
	int64_t count;
	TRY(find_received(tx, r, &grant));
	return share_unhandle(tx, grant, &count);
}

err_t share_set_open(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant)
{
	struct receiving r = {.arena = a, .actor = actor, .grant = grant};
	return db_tx(app->db, put_open, &r);
}
