#include "app/card_inside.h"

#include "app/audit.h"
#include "app/known.h"
#include "app/notice.h"
#include "app/person.h"
#include "codec/hex.h"
#include "crypto/password.h"
#include "crypto/vault.h"
#include "db/content.h"

#include <string.h>

static const struct actor nobody;

/* --- codes, names, PINs --- */

err_t card_code_digest(const struct app *app, const struct code *code, struct digest *ret_digest)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "card code", &key));
	*ret_digest = code_digest(&key, code);
	return NULL;
}

static char one_of_look_alikes(char c)
{
	switch (c) {
	case 'o':
		return '0';
	case 'i':
	case 'l':
		return '1';
	case 'u':
		return 'v';
	default:
		return c;
	}
}

struct str card_key(struct arena *a, struct str typed)
{
	struct str lower = str_lower(a, typed);
	char *p = arena_bytes(a, lower.len + 1);
	size_t len = 0, end = 0;
	for (size_t i = 0; i < lower.len; i++)
		if (lower.p[i] != ' ')
			p[len++] = lower.p[i];
	for (size_t i = 0; i < len; i++)
		if (p[i] == '-')
			end = i + 1;
	for (size_t i = end; end && i < len; i++)
		p[i] = one_of_look_alikes(p[i]);
	return (struct str){p, len};
}

/* 111111, 123456, 654321: each digit as far from the one before. */
static bool is_even_run(struct str pin)
{
	for (size_t i = 2; i < pin.len; i++)
		if (pin.p[i] - pin.p[i - 1] != pin.p[1] - pin.p[0])
			return false;
	return true;
}

/* 121212, 123123: a few digits again and again. */
static bool is_repeated(struct str pin)
{
	for (size_t each = 2; each <= pin.len / 2; each++)
		if (memcmp(pin.p, pin.p + each, pin.len - each) == 0)
			return true;
	return false;
}

/* 123321. */
static bool is_mirrored(struct str pin)
{
	for (size_t i = 0; i < pin.len / 2; i++)
		if (pin.p[i] != pin.p[pin.len - 1 - i])
			return false;
	return true;
}

/* 112233. */
static bool is_in_pairs(struct str pin)
{
	for (size_t i = 0; i + 1 < pin.len; i += 2)
		if (pin.p[i] != pin.p[i + 1])
			return false;
	return true;
}

static bool is_easy(struct str pin)
{
	return is_even_run(pin) || is_repeated(pin) || is_mirrored(pin) || is_in_pairs(pin);
}

static bool is_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.len;
}

err_t card_check_pin(const char *field, struct str pin, const struct str *words, size_t count)
{
	if (!is_digits(pin))
		return password_check(field, pin, words, count);
	if (pin.len < CARD_PIN_LEAST)
		return err_field(field, N_("Choose at least six digits."));
	if (pin.len > PASSWORD_MOST)
		return password_check(field, pin, words, count);
	return is_easy(pin) ? err_field(field, N_("This PIN is too easy to guess. Mix the digits."))
			    : NULL;
}

err_t card_pin_text(const struct app *app, struct arena *a, struct public_id person, struct str pin,
	struct str *ret)
{
	SECRET key;
	TRY(vault_derive(app->vault, person, "card pin", &key));
	struct digest digest = hash_hmac(&key, pin);
	*ret = hex_print(a, hash_str(&digest));
	secret_wipe_later(a, *ret);
	return NULL;
}

/* --- trying a PIN --- */

struct trying {
	const struct app *app;
	struct arena *arena;
	const struct visitor *visitor;
	struct str key;       /* sign-in name, or */
	struct digest digest; /* the code, when key is none */
	struct card_row *row;
	enum password_match match;
	struct text_list words; /* that a new PIN is not made of */
	struct str hash;        /* of the new PIN, when one is chosen */
	struct arrival arrival;
	usec now;
	bool right;
};

static err_t find(struct tx *tx, struct trying *io)
{
	if (io->key.p)
		return card_by_name(tx, io->arena, io->key, &io->row);
	return card_by_code(tx, io->arena, hash_str(&io->digest), io->now, &io->row);
}

/*
 * From browsers that the person was never in, all tries on the account count together, and those of
 * one address block are only some of them: who guesses from one place leaves tries to all others.
 * A browser that they were in has tries of its own, and few: a classroom shares it, and a PIN is
 * short. When they are spent it is a stranger's. Tries with the code of a new card count apart: who
 * cannot get in because others guess gets one at the desk.
 */
static err_t take_limits(struct tx *tx, const struct trying *t)
{
	struct row_id person = t->row ? t->row->person : (struct row_id){0};
	struct str account = t->row ? t->row->sign_in : t->key;
	bool is_known, over = true;
	TRY(known_is(tx, t->arena, t->visitor, person, &is_known));
	if (is_known)
		TRY(known_try(
			tx, t->arena, LIMIT_CARD_HERE, t->visitor, person, account, t->now, &over));
	if (!over)
		return NULL;
	if (!t->key.p)
		return limit_take(tx, t->arena, LIMIT_CARD_CODE, account, t->now);
	struct str here = limit_pair(t->arena, t->visitor->block, account);
	TRY(limit_take(tx, t->arena, LIMIT_CARD_BLOCK, here, t->now));
	return limit_take(tx, t->arena, LIMIT_CARD, account, t->now);
}

static err_t count_try(struct tx *tx, void *ctx)
{
	struct trying *t = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(find(tx, t));
	return take_limits(tx, t);
}

/* Costs the same for a card that does not exist. */
static err_t verify(struct trying *io, struct str pin)
{
	struct public_id owner = io->row ? io->row->public : VAULT_HOUSE;
	struct str text;
	TRY(card_pin_text(io->app, io->arena, owner, pin, &text));
	return password_verify(
		io->app->passwords, text, io->row ? io->row->pin : STR_NONE, &io->match);
}

/* The PIN may have been changed while it was verified: then the old one begins nothing. */
static err_t judge(struct tx *tx, struct trying *io)
{
	struct str before = io->row ? io->row->pin : STR_NONE;
	TRY(find(tx, io));
	io->right = io->match != PASSWORD_WRONG && io->row && str_eq(io->row->pin, before);
	return NULL;
}

static err_t note(
	struct tx *tx, const struct trying *t, enum audit_action action, enum audit_result result)
{
	struct actor actor = {.device = t->visitor->device};
	if (result == AUDIT_DONE)
		actor = t->arrival.actor;
	struct audit_entry entry = {.actor = &actor,
		.subject = t->row ? &t->row->public : NULL,
		.action = action,
		.result = result,
		.at = t->now};
	return audit_note(tx, &entry);
}

static err_t end_try(struct tx *tx, void *ctx)
{
	struct trying *t = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(judge(tx, t));
	if (!t->right)
		return note(tx, t, AUDIT_CARD_SIGN_IN, AUDIT_REFUSED);
	if (t->row->anew)
		TRY(card_set_back(tx, t->row->person));
	return arrival_pass(tx, &t->arrival);
}

static struct trying trying(const struct app *app, struct arena *a, const struct visitor *visitor)
{
	return (struct trying){
		.app = app, .arena = a, .visitor = visitor, .now = clock_now(app->clock)};
}

err_t card_sign_in(const struct app *app, struct arena *a, const struct visitor *visitor,
	const struct card_sign_in *in, struct arrived *ret_arrived)
{
	struct trying t = trying(app, a, visitor);
	t.key = card_key(a, in->sign_in);
	TRY(db_tx(app->db, count_try, &t));
	TRY(verify(&t, in->pin));
	if (t.match != PASSWORD_WRONG)
		TRY(arrival_prepare(app, a, visitor, t.row->person, ARRIVAL_SIGN_IN, &t.arrival));
	TRY(db_tx(app->db, end_try, &t));
	if (!t.right)
		return err_say(ERR_UNAUTHENTICATED,
			N_("This sign-in name and PIN do not belong together."));
	notice_hurry(app);
	*ret_arrived = arrival_result(&t.arrival);
	return NULL;
}

/* --- the code of a card --- */

err_t card_read_code(const struct app *app, struct str typed, struct digest *ret_digest)
{
	struct code code;
	switch (code_checked_parse(typed, &code)) {
	case CODE_GOOD:
		return card_code_digest(app, &code, ret_digest);
	case CODE_MISTYPED:
		return err_field("code",
			N_("There is a typing error in this code. Look once more at your card."));
	default:
		return err_field("code", N_("This is not the code of a card. It has twelve "
					    "letters and digits."));
	}
}

err_t card_wrong_code(void)
{
	return err_field("code", N_("This code was used already, or it no longer works. Ask for a "
				    "new card."));
}

static err_t look(struct tx *tx, void *ctx)
{
	struct trying *t = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(find(tx, t));
	return t->row ? NULL : card_wrong_code();
}

err_t card_find(
	const struct app *app, struct arena *a, struct str code, struct card_found *ret_found)
{
	struct trying t = trying(app, a, NULL);
	TRY(card_read_code(app, code, &t.digest));
	TRY(db_read(app->db, look, &t));
	*ret_found = (struct card_found){t.row->name, t.row->sign_in, t.row->pin.p};
	return NULL;
}

/* Who has a PIN proves it first. Taken before it is verified, as in signing in. */
static err_t count_begin(struct tx *tx, void *ctx)
{
	struct trying *t = ctx;
	TRY(look(tx, ctx));
	TRY(person_words_of(tx, t->app, t->arena, t->row->person, &t->words));
	return t->row->pin.p ? take_limits(tx, t) : NULL;
}

/* A code that was used meanwhile begins nothing. A new PIN ends what was begun with the old one. */
static err_t choose_pin(struct tx *tx, void *ctx)
{
	struct trying *t = ctx;
	int64_t count;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(judge(tx, t));
	if (!t->row)
		return card_wrong_code();
	if (!t->right)
		return note(tx, t, AUDIT_CARD_SIGN_IN, AUDIT_REFUSED);
	TRY(card_set_pin(tx, t->row->person, t->hash));
	TRY(session_end_all(tx, t->row->person, &count));
	TRY(arrival_end_all(tx, t->row->person));
	TRY(erase_known_browser(tx, t->row->person, &count));
	TRY(note(tx, t, AUDIT_CARD_BEGIN, AUDIT_DONE));
	return arrival_pass(tx, &t->arrival);
}

static err_t prepare_begin(struct trying *io, const struct card_begin *in)
{
	struct str text;
	io->match = PASSWORD_RIGHT;
	if (io->row->pin.p)
		TRY(verify(io, in->old));
	TRY(card_check_pin("pin", in->pin, io->words.at, io->words.len));
	TRY(card_pin_text(io->app, io->arena, io->row->public, in->pin, &text));
	TRY(password_hash(io->app->passwords, io->arena, text, &io->hash));
	return arrival_prepare(
		io->app, io->arena, io->visitor, io->row->person, ARRIVAL_SIGN_IN, &io->arrival);
}

err_t card_begin(const struct app *app, struct arena *a, const struct visitor *visitor,
	const struct card_begin *in, struct arrived *ret_arrived)
{
	struct trying t = trying(app, a, visitor);
	TRY(card_read_code(app, in->code, &t.digest));
	TRY(db_tx(app->db, count_begin, &t));
	TRY(prepare_begin(&t, in));
	TRY(db_tx(app->db, choose_pin, &t));
	if (!t.right)
		return err_field("old", N_("This is not the PIN that you had."));
	notice_hurry(app);
	*ret_arrived = arrival_result(&t.arrival);
	return NULL;
}

/* --- news --- */

static err_t told(struct tx *tx, void *ctx)
{
	const struct actor *actor = ctx;
	TRY(access_require(tx, actor, ACTION_ACCOUNT_CHANGE, actor->person));
	return card_told(tx, actor->person);
}

err_t card_read_news(const struct app *app, const struct actor *actor)
{
	struct actor who = *actor;
	return db_tx(app->db, told, &who);
}
