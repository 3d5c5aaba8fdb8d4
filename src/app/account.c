#include "app/account.h"

#include "app/limit.h"
#include "crypto/password.h"
#include "db/content.h"

static const struct actor nobody;

/* --- sign in --- */

struct signing_in {
	struct arena *arena;
	const struct visitor *visitor;
	struct str mail_key;
	struct password_row *found;
	struct str new_hash; /* when the stored one is outdated */
	struct token session;
	usec now;
};

static err_t refuse(void)
{
	return err_say(
		ERR_UNAUTHENTICATED, N_("This mail address and password do not belong together."));
}

static err_t count_try(struct tx *tx, void *ctx)
{
	struct signing_in *s = ctx;
	struct str who = limit_pair(s->arena, s->visitor->block, s->mail_key);
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(limit_take(tx, s->arena, LIMIT_SIGN_IN, who, s->now));
	return password_of(tx, s->arena, s->mail_key, &s->found);
}

/* The password may have been changed while it was verified: then the old one begins nothing. */
static err_t begin(struct tx *tx, void *ctx)
{
	struct signing_in *s = ctx;
	struct password_row *still;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(password_of(tx, s->arena, s->mail_key, &still));
	if (!still || !str_eq(still->hash, s->found->hash))
		return refuse();
	if (s->new_hash.p)
		TRY(password_set(tx, s->found->person, s->new_hash, s->now));
	return session_begin(tx, &s->session, s->found->person, s->now);
}

err_t account_sign_in(const struct app *app, struct arena *a, const struct visitor *visitor,
	const struct account_sign_in *in, struct token *ret_session)
{
	struct signing_in s = {
		.arena = a,
		.visitor = visitor,
		.mail_key = str_lower(a, in->mail),
		.session = token_new(app->random),
		.now = clock_now(app->clock),
	};
	enum password_match match;
	TRY(db_tx(app->db, count_try, &s));
	TRY(password_verify(
		app->passwords, in->password, s.found ? s.found->hash : STR_NONE, &match));
	if (match == PASSWORD_WRONG)
		return refuse();
	if (match == PASSWORD_RIGHT_OUTDATED)
		TRY(password_hash(app->passwords, a, in->password, &s.new_hash));
	TRY(db_tx(app->db, begin, &s));
	*ret_session = s.session;
	return NULL;
}

/* --- the account itself --- */

struct seeing {
	struct arena *arena;
	const struct actor *actor;
	struct str mail;
};

static err_t read_mail(struct tx *tx, void *ctx)
{
	struct seeing *s = ctx;
	TRY(access_require(tx, s->actor, ACTION_ACCOUNT_SEE, s->actor->person));
	return address_of(tx, s->arena, s->actor->person, &s->mail);
}

err_t account_mail(
	const struct app *app, struct arena *a, const struct actor *actor, struct str *ret_mail)
{
	struct seeing s = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_mail, &s));
	*ret_mail = s.mail;
	return NULL;
}

struct speaking {
	const struct actor *actor;
	struct str language;
};

static err_t set_language(struct tx *tx, void *ctx)
{
	const struct speaking *s = ctx;
	TRY(access_require(tx, s->actor, ACTION_ACCOUNT_CHANGE, s->actor->person));
	return person_set_language(tx, s->actor->person, s->language);
}

err_t account_set_language(const struct app *app, const struct actor *actor, struct str language)
{
	struct speaking s = {actor, language};
	return db_tx(app->db, set_language, &s);
}

/* --- clearing up --- */

static err_t clear(struct tx *tx, void *ctx)
{
	static const struct actor house = {.is_house = true};
	usec now = *(const usec *)ctx;
	int64_t count;
	TRY(access_require(tx, &house, ACTION_HOUSE_KEEP, OWNER_NOBODY));
	TRY(registration_clear(tx, now - ACCOUNT_REGISTRATION_LIFE, &count));
	TRY(session_clear(tx, now - SESSION_IDLE, now - SESSION_MOST, &count));
	return rate_clear(tx, now, &count);
}

err_t account_clear(const struct app *app)
{
	usec now = clock_now(app->clock);
	return db_tx(app->db, clear, &now);
}
