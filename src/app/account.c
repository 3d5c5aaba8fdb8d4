#include "app/account.h"

#include "app/account_notice.h"
#include "app/audit.h"
#include "app/invitation.h"
#include "app/known.h"
#include "app/mailed_code.h"
#include "crypto/password.h"
#include "db/content.h"

static const struct actor nobody;

/* --- sign in --- */

#define EVERYBODY STR("all")

struct signing_in {
	struct arena *arena;
	const struct visitor *visitor;
	struct str mail, mail_key;
	struct password_row *found;
	enum password_match match;
	bool is_known;
	bool is_careful;         /* the password alone does not do */
	struct str new_hash;     /* when the stored one is outdated */
	struct mailed_code code; /* to give beside it */
	struct outbox_sealed *code_mail;
	struct arrival arrival;
	usec now;
	bool right;
};

/*
 * Has a stranger to the account used up what all of them may try, at it or anywhere? Only what is
 * answered counts: one address alone uses up little of it.
 */
static err_t count_stranger(struct tx *tx, struct signing_in *io)
{
	bool over_here, over_all;
	TRY(limit_try(tx, io->arena, LIMIT_SIGN_IN_OTHERS, io->mail_key, io->now, &over_here));
	TRY(limit_is_over(tx, io->arena, LIMIT_SIGN_IN_ALL, EVERYBODY, io->now, &over_all));
	io->is_careful = over_here || over_all;
	return NULL;
}

static err_t count_try(struct tx *tx, void *ctx)
{
	struct signing_in *s = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(password_of(tx, s->arena, s->mail_key, &s->found));
	struct row_id person = s->found ? s->found->person : (struct row_id){0};
	TRY(known_is(tx, s->arena, s->visitor, person, &s->is_known));
	TRY(known_try(tx, s->arena, LIMIT_SIGN_IN, s->visitor, person, s->mail_key, s->now,
		&s->is_careful));
	return s->is_known || s->is_careful ? NULL : count_stranger(tx, s);
}

/* The password may have been changed while it was verified: then the old one begins nothing. */
static err_t judge(struct tx *tx, struct signing_in *io)
{
	struct password_row *still;
	TRY(password_of(tx, io->arena, io->mail_key, &still));
	io->right = io->match != PASSWORD_WRONG && still && str_eq(still->hash, io->found->hash);
	return NULL;
}

static err_t begin(struct tx *tx, struct signing_in *io)
{
	if (io->new_hash.p)
		TRY(password_set(tx, io->found->person, io->new_hash, io->now));
	return arrival_pass(tx, &io->arrival);
}

/* Wrong ones of one address block alone do not make all others be asked for a code. */
static err_t count_wrong(struct tx *tx, const struct signing_in *s)
{
	bool over;
	TRY(limit_try(tx, s->arena, LIMIT_SIGN_IN_BLOCK, s->visitor->block, s->now, &over));
	return over ? NULL : limit_try(tx, s->arena, LIMIT_SIGN_IN_ALL, EVERYBODY, s->now, &over);
}

static err_t note_wrong(struct tx *tx, const struct signing_in *s)
{
	const struct actor actor = {.device = s->visitor->device};
	struct audit_entry entry = {
		.actor = &actor,
		.subject = s->found ? &s->found->public : NULL,
		.action = AUDIT_SIGN_IN,
		.result = AUDIT_REFUSED,
		.at = s->now,
	};
	if (!s->is_known)
		TRY(count_wrong(tx, s));
	return audit_note(tx, &entry);
}

/*
 * A wrong try is noted too: for the holder of the account, or, with an address that has none, for
 * nobody. So all ends cost one transaction.
 */
static err_t end_try(struct tx *tx, void *ctx)
{
	struct signing_in *s = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(judge(tx, s));
	return s->right ? begin(tx, s) : note_wrong(tx, s);
}

static err_t prepare(const struct app *app, struct str password, struct signing_in *io)
{
	if (io->match == PASSWORD_WRONG)
		return NULL;
	if (io->match == PASSWORD_RIGHT_OUTDATED)
		TRY(password_hash(app->passwords, io->arena, password, &io->new_hash));
	return arrival_prepare(
		app, io->arena, io->visitor, io->found->person, ARRIVAL_SIGN_IN, &io->arrival);
}

static err_t sign_in_plainly(const struct app *app, struct str password, struct signing_in *io,
	struct arrived *ret_arrived)
{
	TRY(prepare(app, password, io));
	TRY(db_tx(app->db, end_try, io));
	if (!io->right)
		return err_say(ERR_UNAUTHENTICATED,
			N_("This mail address and password do not belong together."));
	notice_hurry(app);
	*ret_arrived = arrival_result(&io->arrival);
	return NULL;
}

/* Right and wrong cost the same and leave the same in the browser: only the mailbox knows. */
static err_t end_carefully(struct tx *tx, void *ctx)
{
	struct signing_in *s = ctx;
	struct mailed_code code = s->code;
	bool over = true;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(judge(tx, s));
	if (s->right)
		TRY(limit_try(tx, s->arena, LIMIT_MAIL_BESIDE, s->mail_key, s->now, &over));
	if (over)
		code.digest = (struct digest){0};
	TRY(mailed_code_keep(tx, &code));
	return over ? note_wrong(tx, s) : notice_send(tx, s->code_mail);
}

static err_t sign_in_carefully(
	const struct app *app, struct signing_in *io, struct arrived *ret_arrived)
{
	struct notice_to to = {.mail = io->mail};
	if (io->found)
		to = (struct notice_to){io->mail, io->found->name, io->found->language};
	io->code = mailed_code_new(app, io->arena, io->visitor, MAILED_SIGN_IN, io->mail);
	TRY(account_notice_code(
		app, io->arena, &to, NOTICE_BESIDE_CODE, &io->code.code, &io->code_mail));
	TRY(db_tx(app->db, end_carefully, io));
	notice_hurry(app);
	*ret_arrived = (struct arrived){.next = ARRIVAL_CODE};
	return NULL;
}

err_t account_sign_in(const struct app *app, struct arena *a, const struct visitor *visitor,
	const struct account_sign_in *in, struct arrived *ret_arrived)
{
	struct signing_in s = {
		.arena = a,
		.visitor = visitor,
		.mail = in->mail,
		.mail_key = str_lower(a, in->mail),
		.now = clock_now(app->clock),
	};
	TRY(db_tx(app->db, count_try, &s));
	TRY(password_verify(
		app->passwords, in->password, s.found ? s.found->hash : STR_NONE, &s.match));
	return s.is_careful ? sign_in_carefully(app, &s, ret_arrived)
			    : sign_in_plainly(app, in->password, &s, ret_arrived);
}

/* --- the account itself --- */

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
