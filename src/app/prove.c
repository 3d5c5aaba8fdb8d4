#include "app/prove.h"

#include "app/account_notice.h"
#include "app/audit.h"
#include "app/card_inside.h"
#include "app/factor.h"
#include "app/known.h"
#include "app/mailed_code.h"
#include "crypto/password.h"
#include "db/content.h"

struct proving {
	struct arena *arena;
	const struct actor *actor;
	const struct visitor *visitor;
	enum prove_by by;
	struct str mail, hash; /* hash: of the password, or of the PIN */
	struct person_row *person;
	struct mailed_try code;
	struct factor_try factor;
	struct token renewed;
	enum password_match match;
	enum mailed_outcome outcome;
	bool right;
	usec now;
};

/* --- how --- */

static err_t find_how(struct tx *tx, struct proving *io)
{
	struct row_id person = io->actor->person;
	struct card_row *card;
	bool has_factor;
	TRY(address_of(tx, io->arena, person, &io->mail));
	TRY(password_of_person(tx, io->arena, person, &io->hash));
	TRY(factor_is_held(tx, io->arena, person, &has_factor));
	TRY(card_get(tx, io->arena, person, &card));
	bool has_pin = card && card->pin.p;
	io->by = has_factor   ? PROVE_FACTOR
		 : io->hash.p ? PROVE_PASSWORD
		 : io->mail.p ? PROVE_MAIL
		 : has_pin    ? PROVE_PIN
			      : PROVE_NOTHING;
	if (io->by == PROVE_PIN)
		io->hash = card->pin;
	return NULL;
}

static err_t read_how(struct tx *tx, void *ctx)
{
	struct proving *p = ctx;
	TRY(access_require(tx, p->actor, ACTION_ACCOUNT_SEE, p->actor->person));
	TRY(person_get(tx, p->arena, p->actor->person, &p->person));
	return find_how(tx, p);
}

err_t prove_how(const struct app *app, struct arena *a, const struct actor *actor,
	enum prove_by *ret_by, struct str *ret_mail)
{
	struct proving p = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_how, &p));
	*ret_by = p.by;
	*ret_mail = p.mail;
	return NULL;
}

/* --- a code by mail --- */

struct asking {
	struct arena *arena;
	const struct actor *actor;
	const struct visitor *visitor;
	struct mailed_code code;
	struct outbox_sealed *mail;
	usec now;
};

static err_t keep_code(struct tx *tx, void *ctx)
{
	const struct asking *s = ctx;
	TRY(access_require(tx, s->actor, ACTION_ACCOUNT_CHANGE, s->actor->person));
	TRY(known_take(
		tx, s->arena, LIMIT_MAIL, s->visitor, s->actor->person, s->code.mail_key, s->now));
	TRY(mailed_code_keep(tx, &s->code));
	return notice_send(tx, s->mail);
}

static err_t read_awaited(struct tx *tx, void *ctx)
{
	struct asking *s = ctx;
	TRY(access_require(tx, s->actor, ACTION_ACCOUNT_SEE, s->actor->person));
	return mailed_code_awaited(tx, s->arena, s->visitor, MAILED_PROOF, &s->code.mail);
}

err_t prove_is_asked(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, bool *ret_asked)
{
	struct asking s = {.arena = a, .actor = actor, .visitor = visitor};
	TRY(db_read(app->db, read_awaited, &s));
	*ret_asked = s.code.mail.len;
	return NULL;
}

err_t prove_ask(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor)
{
	struct proving p = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_how, &p));
	if (p.by != PROVE_MAIL)
		return err_log(ERR_NOT_FOUND, "no proof by mail");
	struct notice_to to = {p.mail, p.person->name, p.person->language};
	struct asking s = {
		.arena = a,
		.actor = actor,
		.visitor = visitor,
		.code = mailed_code_new(app, a, visitor, MAILED_PROOF, p.mail),
		.now = clock_now(app->clock),
	};
	TRY(account_notice_code(app, a, &to, NOTICE_PROOF_CODE, &s.code.code, &s.mail));
	TRY(db_tx(app->db, keep_code, &s));
	notice_hurry(app);
	return NULL;
}

/* --- the proof --- */

/* Tries are counted before anything is compared. */
static err_t count_try(struct tx *tx, void *ctx)
{
	struct proving *p = ctx;
	struct str who = public_id_print(p->arena, p->actor->public);
	TRY(access_require(tx, p->actor, ACTION_ACCOUNT_CHANGE, p->actor->person));
	TRY(find_how(tx, p));
	enum limit limit = p->by == PROVE_PIN ? LIMIT_CARD_HERE : LIMIT_SIGN_IN;
	return known_take(tx, p->arena, limit, p->visitor, p->actor->person, who, p->now);
}

static err_t compare_pin(const struct app *app, struct str typed, struct proving *io)
{
	struct str text;
	TRY(card_pin_text(app, io->arena, io->actor->public, typed, &text));
	return password_verify(app->passwords, text, io->hash, &io->match);
}

static err_t compare(const struct app *app, struct str typed, struct proving *io)
{
	if (io->by == PROVE_FACTOR)
		return factor_try(app, io->arena, io->actor, typed, &io->factor);
	if (io->by == PROVE_PASSWORD)
		return password_verify(app->passwords, typed, io->hash, &io->match);
	if (io->by == PROVE_PIN)
		return compare_pin(app, typed, io);
	io->code = mailed_code_try(app, io->visitor, MAILED_PROOF, typed);
	return NULL;
}

/* The password may have been changed while it was verified. */
static err_t judge_password(struct tx *tx, struct proving *io)
{
	struct str still;
	TRY(password_of_person(tx, io->arena, io->actor->person, &still));
	io->right = io->match != PASSWORD_WRONG && str_eq(still, io->hash);
	return NULL;
}

static err_t judge_pin(struct tx *tx, struct proving *io)
{
	struct card_row *still;
	TRY(card_get(tx, io->arena, io->actor->person, &still));
	io->right = io->match != PASSWORD_WRONG && still && str_eq(still->pin, io->hash);
	return NULL;
}

static err_t judge(struct tx *tx, struct proving *io)
{
	struct mailed_code_row *row;
	if (io->by == PROVE_FACTOR)
		return factor_take(tx, io->arena, io->visitor, &io->factor, &io->right);
	if (io->by == PROVE_PASSWORD)
		return judge_password(tx, io);
	if (io->by == PROVE_PIN)
		return judge_pin(tx, io);
	TRY(mailed_code_judge(tx, io->arena, &io->code, &row, &io->outcome));
	io->right = io->by == PROVE_MAIL && io->outcome == MAILED_RIGHT;
	return NULL;
}

static err_t end_try(struct tx *tx, void *ctx)
{
	struct proving *p = ctx;
	struct audit_entry entry = {.actor = p->actor,
		.subject = &p->actor->public,
		.action = AUDIT_PROVE,
		.at = p->now};
	TRY(access_require(tx, p->actor, ACTION_ACCOUNT_CHANGE, p->actor->person));
	TRY(judge(tx, p));
	entry.result = p->right ? AUDIT_DONE : AUDIT_REFUSED;
	if (p->right)
		TRY(session_renew(tx, p->actor, &p->visitor->browser, &p->renewed, p->now));
	return audit_note(tx, &entry);
}

static err_t wrong(enum prove_by by)
{
	if (by == PROVE_PASSWORD)
		return err_field("proof", N_("This is not your password. Look once more."));
	if (by == PROVE_PIN)
		return err_field("proof", N_("This is not your PIN. Look once more."));
	if (by == PROVE_FACTOR)
		return err_field(
			"proof", N_("This code is not right. Look at your app once more."));
	return err_field("proof", N_("This is not the code from our mail. Look once more."));
}

err_t prove(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct str typed, struct token *ret_renewed)
{
	struct proving p = {
		.arena = a,
		.actor = actor,
		.visitor = visitor,
		.renewed = token_new(app->random),
		.now = clock_now(app->clock),
	};
	TRY(db_tx(app->db, count_try, &p));
	TRY(compare(app, typed, &p));
	TRY(db_tx(app->db, end_try, &p));
	if (!p.right)
		return wrong(p.by);
	*ret_renewed = p.renewed;
	return NULL;
}
