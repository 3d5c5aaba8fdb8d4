/* A new account beside one whose PIN is forgotten. */
#include "app/card_inside.h"

#include "app/audit.h"
#include "app/known.h"
#include "app/membership.h"
#include "app/person.h"
#include "app/person_key.h"
#include "crypto/password.h"
#include "crypto/vault.h"
#include "db/content.h"

static const struct actor nobody;

struct anew {
	const struct app *app;
	struct arena *arena;
	const struct visitor *visitor;
	struct digest code;
	struct card_row *row; /* of the account before */
	struct actor actor;   /* of the new one */
	struct public_id membership;
	struct text_list words; /* that the PIN is not made of */
	struct str sign_in, hash;
	struct session_new session;
};

/* Only for who has a PIN, while they learn there. */
static err_t find(struct tx *tx, struct anew *io)
{
	usec now = io->session.now;
	bool learns = false;
	TRY(card_by_code(tx, io->arena, hash_str(&io->code), now, &io->row));
	if (io->row && io->row->pin.p)
		TRY(membership_is(
			tx, io->row->person, io->row->organisation, ROLE_LEARNER, now, &learns));
	return learns ? NULL : card_wrong_code();
}

static err_t look(struct tx *tx, void *ctx)
{
	struct anew *n = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(find(tx, n));
	return person_words_of(tx, n->app, n->arena, n->row->person, &n->words);
}

/* In both logs: that this began, and that somebody began it. */
static err_t note_both(struct tx *tx, const struct anew *n)
{
	const struct actor somebody = {.device = n->actor.device};
	struct audit_entry before = {.actor = &somebody,
		.subject = &n->row->public,
		.action = AUDIT_CARD_ANEW,
		.at = n->session.now};
	struct audit_entry now = {.actor = &n->actor,
		.subject = &n->actor.public,
		.action = AUDIT_CARD_BEGIN,
		.at = n->session.now};
	TRY(audit_note(tx, &before));
	return audit_note(tx, &now);
}

static err_t add(struct tx *tx, void *ctx)
{
	struct anew *n = ctx;
	struct row_id *person = &n->actor.person;
	usec now = n->session.now;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(find(tx, n));
	TRY(card_set_anew(tx, n->row->person, now));
	TRY(person_add(tx, n->actor.public, n->row->name, n->row->language, now, person));
	TRY(card_add_used(tx, *person, n->row->organisation, n->sign_in, n->hash, now));
	struct membership_new joined = {
		n->membership, *person, n->row->organisation, ROLE_LEARNER, now, NULL};
	TRY(membership_begin(tx, &joined));
	TRY(session_begin(tx, &n->session, *person));
	TRY(known_keep(tx, n->visitor, *person, now));
	return note_both(tx, n);
}

/* The key comes first: a person without one could not write. The PIN is hashed under it. */
static err_t add_with_key(struct anew *n, struct str pin)
{
	const struct app *app = n->app;
	struct str text;
	TRY(vault_add_owner(app->vault, n->actor.public));
	err_t e = card_pin_text(app, n->arena, n->actor.public, pin, &text);
	if (!e)
		e = password_hash(app->passwords, n->arena, text, &n->hash);
	if (!e)
		e = db_tx(app->db, add, n);
	return e ? person_keys_give_up(app, &n->actor.public, 1, e) : NULL;
}

err_t card_begin_anew(const struct app *app, struct arena *a, const struct visitor *visitor,
	const struct card_anew *in, struct str *ret_sign_in, struct token *ret_session)
{
	struct anew n = {.app = app,
		.arena = a,
		.visitor = visitor,
		.actor = {.public = public_id_new(app->random), .device = visitor->device},
		.membership = public_id_new(app->random)};
	TRY(card_read_code(app, in->code, &n.code));
	TRY(session_new(app, visitor, &n.session));
	TRY(db_read(app->db, look, &n));
	TRY(card_check_pin("anew", in->anew, n.words.at, n.words.len));
	n.sign_in = card_name_new(app, a, n.row->name);
	TRY(add_with_key(&n, in->anew));
	*ret_sign_in = n.sign_in;
	*ret_session = n.session.token;
	return NULL;
}
