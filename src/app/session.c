#include "app/session.h"

#include "app/audit.h"
#include "app/seen.h"
#include "db/content.h"

struct finding {
	struct arena *arena;
	struct digest digest;
	struct session_row *row;
};

static err_t find(struct tx *tx, void *ctx)
{
	struct finding *f = ctx;
	return session_get(tx, f->arena, hash_str(&f->digest), &f->row);
}

static bool has_ended(const struct session_row *row, usec now)
{
	return now - row->seen > SESSION_IDLE || now - row->started > SESSION_MOST;
}

err_t session_find(
	const struct app *app, struct arena *a, const struct token *token, struct session *ret)
{
	struct finding f = {.arena = a, .digest = token_digest(token)};
	usec now = clock_now(app->clock);
	TRY(db_read(app->db, find, &f));
	if (!f.row || has_ended(f.row, now))
		return err_say(ERR_UNAUTHENTICATED, NULL);
	if (now - f.row->seen > SEEN_EACH)
		seen_note(app->seen, &f.digest, now);
	*ret = (struct session){
		.actor = {.person = f.row->person, .public = f.row->public},
		.name = f.row->name,
		.language = f.row->language,
	};
	return NULL;
}

err_t session_begin(struct tx *tx, const struct token *token, struct row_id person, usec now)
{
	struct digest digest = token_digest(token);
	return session_add(tx, hash_str(&digest), person, now);
}

struct ending {
	const struct actor *actor;
	struct digest digest;
	usec now;
};

static err_t end_own(struct tx *tx, void *ctx)
{
	struct ending *e = ctx;
	int64_t count;
	TRY(access_require(tx, e->actor, ACTION_ACCOUNT_CHANGE, e->actor->person));
	TRY(session_end(tx, hash_str(&e->digest), e->actor->person, &count));
	if (!count)
		return NULL;
	struct audit_entry entry = {.actor = e->actor,
		.subject = &e->actor->public,
		.action = AUDIT_SIGN_OUT,
		.at = e->now};
	return audit_note(tx, &entry);
}

err_t session_end_own(const struct app *app, const struct actor *actor, const struct token *token)
{
	struct ending e = {actor, token_digest(token), clock_now(app->clock)};
	return db_tx(app->db, end_own, &e);
}
