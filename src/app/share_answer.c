/* The owner's yes and no to who waits at a live link: in the program, or by the key of a mail. */
#include "app/audit.h"
#include "app/notice_choice.h"
#include "app/share_notice.h"
#include "app/share_row.h"
#include "db/content.h"

struct answering {
	const struct app *app;
	struct arena *arena;
	const struct actor *actor; /* the owner; NULL: whoever has the key */
	struct public_id grant;
	struct digest key;
	struct share_answer_row *asked;
	usec now;
	/* the mail to who waits, and whether a yes sends it */
	struct row_id visitor;
	struct notice_to to; /* without an address: cannot be told */
	struct str owner_name;
	struct outbox_sealed *mail;
	bool sent;
};

static const struct actor nobody;

static enum grant_state state_of(const struct share_answer_row *row, usec now)
{
	if (row->ended)
		return GRANT_STOPPED;
	if (row->ends < zone_day(now))
		return GRANT_OVER;
	return row->accepted ? GRANT_ACTIVE : GRANT_WAITING;
}

/* The key is the owner's proof, for this one visitor. */
static err_t find_by_key(struct tx *tx, struct answering *io)
{
	TRY(access_require(tx, &nobody, ACTION_INVITATION_OPEN, OWNER_NOBODY));
	TRY(share_answer_find(tx, io->arena, hash_str(&io->key), io->now, &io->asked));
	return io->asked ? NULL
			 : err_field("key", N_("This link does not work (any more). Sign in and "
					       "look at who can see you."));
}

static err_t note(struct tx *tx, const struct answering *t, enum audit_action action)
{
	struct audit_entry entry = {
		.actor = t->actor ? t->actor : &nobody,
		.subject = t->actor ? &t->actor->public : &t->asked->owner_public,
		.action = action,
		.object = AUDIT_GRANT,
		.object_id = public_id_print(t->arena, t->grant),
		.at = t->now,
	};
	return audit_note(tx, &entry);
}

/* --- telling who waited --- */

static err_t read_visitor(struct tx *tx, struct answering *io, struct row_id owner)
{
	struct person_row *visitor, *self;
	TRY(person_get(tx, io->arena, owner, &self));
	TRY(person_get(tx, io->arena, io->visitor, &visitor));
	io->owner_name = self->name;
	io->to.name = visitor->name;
	io->to.language = visitor->language;
	return notice_address(tx, io->arena, io->visitor, (struct row_id){0}, &io->to.mail);
}

static err_t write_mail(struct answering *io)
{
	if (!io->to.mail.len)
		return NULL;
	return share_notice_yes(io->app, io->arena, &io->to, io->owner_name, io->grant, &io->mail);
}

/* Once: who is in already was told. */
static err_t accept(struct tx *tx, struct answering *io, struct row_id grant)
{
	int64_t count;
	TRY(share_accept(tx, grant, io->now, &count));
	if (!count)
		return NULL;
	TRY(note(tx, io, AUDIT_SHARE_YES));
	io->sent = io->mail;
	struct notice_given given = {
		.person = io->visitor, .kind = NOTICE_OF_YES, .sealed = io->mail, .now = io->now};
	return io->mail ? notice_give(tx, io->arena, &given) : NULL;
}

static err_t finish(struct answering *io, err_t (*answer)(struct tx *tx, void *ctx))
{
	TRY(write_mail(io));
	TRY(db_tx(io->app->db, answer, io));
	if (io->sent)
		notice_hurry(io->app);
	return NULL;
}

/* --- in the program --- */

static err_t find_waiting(struct tx *tx, struct answering *io, struct grant_row **ret_row)
{
	TRY(access_require(tx, io->actor, ACTION_PASSPORT_GRANT, io->actor->person));
	TRY(grant_row_of(tx, io->arena, io->actor->person, io->grant, io->now, ret_row));
	return *ret_row && (*ret_row)->via ? NULL : err_log(ERR_NOT_FOUND, "nobody waits there");
}

static err_t look_up(struct tx *tx, void *ctx)
{
	struct answering *t = ctx;
	struct grant_row *row;
	TRY(find_waiting(tx, t, &row));
	t->visitor = row->holder;
	return t->visitor.n ? read_visitor(tx, t, row->owner) : NULL;
}

static err_t let_in(struct tx *tx, void *ctx)
{
	struct answering *t = ctx;
	struct grant_row *row;
	TRY(find_waiting(tx, t, &row));
	enum grant_state state = grant_state_of(row, t->now);
	if (state != GRANT_WAITING && state != GRANT_ACTIVE)
		return err_log(ERR_CONFLICT, "is over");
	return accept(tx, t, row->id);
}

err_t share_let_in(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant)
{
	struct answering t = {.app = app,
		.arena = a,
		.actor = actor,
		.grant = grant,
		.now = clock_now(app->clock)};
	TRY(db_read(app->db, look_up, &t));
	return finish(&t, let_in);
}

err_t share_refuse(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant)
{
	return grant_stop(app, a, actor, grant);
}

/* --- by the key in the link of a mail --- */

static err_t look(struct tx *tx, void *ctx)
{
	return find_by_key(tx, ctx);
}

static err_t begin_by_key(
	const struct app *app, struct arena *a, struct str key, struct answering *ret)
{
	struct token token;
	*ret = (struct answering){.app = app, .arena = a, .now = clock_now(app->clock)};
	if (!token_parse(key, &token))
		return err_field("key", N_("This link does not work (any more). Sign in and look "
					   "at who can see you."));
	ret->key = token_digest(&token);
	return NULL;
}

err_t share_asked(const struct app *app, struct arena *a, struct str key, struct share_asked *ret)
{
	struct answering t;
	TRY(begin_by_key(app, a, key, &t));
	TRY(db_read(app->db, look, &t));
	*ret = (struct share_asked){t.asked->name, t.asked->made, state_of(t.asked, t.now)};
	return NULL;
}

static err_t look_up_by_key(struct tx *tx, void *ctx)
{
	struct answering *t = ctx;
	TRY(find_by_key(tx, t));
	t->grant = t->asked->grant_public;
	t->visitor = t->asked->holder;
	return read_visitor(tx, t, t->asked->owner);
}

static err_t let_in_by_key(struct tx *tx, void *ctx)
{
	struct answering *t = ctx;
	TRY(find_by_key(tx, t));
	if (state_of(t->asked, t->now) != GRANT_WAITING)
		return NULL;
	return accept(tx, t, t->asked->grant_id);
}

err_t share_asked_let_in(const struct app *app, struct arena *a, struct str key)
{
	struct answering t;
	TRY(begin_by_key(app, a, key, &t));
	TRY(db_read(app->db, look_up_by_key, &t));
	return finish(&t, let_in_by_key);
}

static err_t refuse_by_key(struct tx *tx, void *ctx)
{
	struct answering *t = ctx;
	TRY(find_by_key(tx, t));
	enum grant_state state = state_of(t->asked, t->now);
	if (state == GRANT_STOPPED || state == GRANT_OVER)
		return NULL;
	t->grant = t->asked->grant_public;
	TRY(grant_end(tx, t->asked->grant_id, GRANT_STOPPED, t->now));
	return note(tx, t, AUDIT_GRANT_STOP);
}

err_t share_asked_refuse(const struct app *app, struct arena *a, struct str key)
{
	struct answering t;
	TRY(begin_by_key(app, a, key, &t));
	return db_tx(app->db, refuse_by_key, &t);
}
