#include "app/learning_prove.h"

#include "app/audit.h"
#include "app/learning_inside.h"
#include "app/known.h"
#include "app/mailed_code.h"
#include "app/participant_notice.h"
#include "app/participation_inside.h"
#include "codec/input.h"
#include "mail/outbox.h"

#include <string.h>

struct proving {
	const struct app *app;
	struct arena *arena;
	const struct actor *actor;
	struct visitor visitor; /* its browser: for this page alone */
	struct public_id who;
	usec now;
	/* looked up */
	struct participant_at at;
	struct learning_row *row;
	struct participation_row *page;
	struct str earlier, awaited;
	/* what is tried */
	struct digest code, recipient;
	struct mailed_try attempt;
	enum mailed_outcome outcome;
	bool is_right;
	/* what is mailed */
	struct mailed_code mailed;
	struct outbox_sealed *mail;
};

/* A code that was mailed for one page is good for that page only, and for nothing else that codes
 * are mailed for. */
static struct visitor visitor_of(
	struct arena *a, const struct visitor *visitor, struct public_id who)
{
	SECRET key;
	struct visitor own = *visitor;
	token_key(&visitor->browser, "learning proof", &key);
	struct digest browser = hash_hmac(&key, public_id_print(a, who));
	memcpy(own.browser.bytes, browser.bytes, sizeof(own.browser.bytes));
	return own;
}

static err_t find(struct tx *tx, struct proving *io)
{
	TRY(access_participant(tx, io->arena, io->actor, ACTION_LEARNING_WRITE, io->who, &io->at));
	TRY(learning_get(tx, io->arena, io->at.participant, &io->row));
	if (!io->row || !io->row->is_later)
		return err_log(ERR_NOT_FOUND, "nothing needs a proof");
	TRY(participation_whole(tx, io->arena, io->at.participant, &io->page));
	return learning_code(tx, io->arena, io->at.participant, io->row->changed, &io->earlier);
}

static err_t look(struct tx *tx, void *ctx)
{
	struct proving *p = ctx;
	TRY(find(tx, p));
	return mailed_code_awaited(tx, p->arena, &p->visitor, MAILED_PROOF, &p->awaited);
}

/* Theirs, when it is the one that the page had as they wrote. */
static err_t address_of_then(const struct proving *p, struct participant *io_about, bool *ret_is)
{
	struct digest recipient;
	*ret_is = false;
	TRY(participant_unseal(p->app, p->arena, p->who, p->page->body, io_about));
	if (!io_about->mail.len || !p->row->recipient.p)
		return NULL;
	TRY(outbox_recipient(p->app->outbox, io_about->mail, &recipient));
	*ret_is = str_eq(p->row->recipient, hash_str(&recipient));
	return NULL;
}

static struct proving begin(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id who)
{
	return (struct proving){
		.app = app, .arena = a, .actor = actor, .who = who, .now = clock_now(app->clock)};
}

err_t learning_proof(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct public_id who, struct learning_proof *ret)
{
	struct proving p = begin(app, a, actor, who);
	struct participant about = {0};
	struct learning_proof proof = {.is_needed = true};
	p.visitor = visitor_of(a, visitor, who);
	err_t e = db_read(app->db, look, &p);
	if (e && e->code == ERR_NOT_FOUND && p.at.participant.n) {
		err_free(e);
		*ret = (struct learning_proof){0};
		return NULL;
	}
	TRY(e);
	TRY(address_of_then(&p, &about, &proof.by_mail));
	proof.by_code = p.earlier.p;
	proof.had_mail = p.row->recipient.p;
	proof.is_awaited = proof.by_mail && p.awaited.len;
	*ret = proof;
	return NULL;
}

/* --- the proof --- */

static err_t end_try(struct tx *tx, const struct proving *p)
{
	struct audit_entry entry = {.actor = p->actor,
		.subject = &p->who,
		.action = AUDIT_LEARNING_PROVE,
		.result = p->is_right ? AUDIT_DONE : AUDIT_REFUSED,
		.object = AUDIT_PROJECTS,
		.at = p->now};
	if (p->is_right) {
		TRY(learning_set_proven(tx, p->at.participant, p->now));
		TRY(participation_note(
			tx, p->at.participant, p->now, NULL, PARTICIPATION_PROVED, STR_NONE));
	}
	return audit_note(tx, &entry);
}

static err_t try_code(struct tx *tx, void *ctx)
{
	struct proving *p = ctx;
	TRY(find(tx, p));
	p->is_right = p->earlier.p && str_eq(p->earlier, hash_str(&p->code));
	return end_try(tx, p);
}

err_t learning_prove_code(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str typed)
{
	struct proving p = begin(app, a, actor, who);
	TRY(participation_code_read(app, typed, &p.code));
	TRY(db_tx(app->db, try_code, &p));
	if (p.is_right)
		return NULL;
	return err_field("code",
		N_("This is not the code with which it was written. Look at it once more."));
}

static err_t put_mailed(struct tx *tx, void *ctx)
{
	struct proving *p = ctx;
	TRY(find(tx, p));
	TRY(known_take(
		tx, p->arena, LIMIT_MAIL, &p->visitor, OWNER_NOBODY, p->mailed.mail_key, p->now));
	TRY(mailed_code_keep(tx, &p->mailed));
	return notice_send(tx, p->mail);
}

static err_t look_at(struct tx *tx, void *ctx)
{
	return find(tx, ctx);
}

err_t learning_prove_ask(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct public_id who)
{
	struct proving p = begin(app, a, actor, who);
	struct participant about = {0};
	bool is_known;
	p.visitor = visitor_of(a, visitor, who);
	TRY(db_read(app->db, look_at, &p));
	TRY(address_of_then(&p, &about, &is_known));
	if (!is_known)
		return err_log(ERR_NOT_FOUND, "no address of then");
	struct notice_to to = {about.mail, p.page->given_name, about.language};
	struct participant_notice_about notice = {.project = p.page->title,
		.organisation = p.page->organisation,
		.participant = who,
		.deadline = DAY_NONE};
	p.mailed = mailed_code_new(app, a, &p.visitor, MAILED_PROOF, about.mail);
	TRY(participant_notice_proof(app, a, &to, &notice, &p.mailed.code, &p.mail));
	TRY(db_tx(app->db, put_mailed, &p));
	notice_hurry(app);
	return NULL;
}

static err_t try_mailed(struct tx *tx, void *ctx)
{
	struct proving *p = ctx;
	struct mailed_code_row *row;
	TRY(find(tx, p));
	TRY(mailed_code_judge(tx, p->arena, &p->attempt, &row, &p->outcome));
	p->is_right = p->outcome == MAILED_RIGHT && p->row->recipient.p &&
		      str_eq(p->row->recipient, hash_str(&p->recipient));
	return end_try(tx, p);
}

err_t learning_prove_mailed(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct public_id who, struct str typed)
{
	struct proving p = begin(app, a, actor, who);
	p.visitor = visitor_of(a, visitor, who);
	TRY(db_read(app->db, look, &p));
	if (!p.awaited.len)
		return err_log(ERR_NOT_FOUND, "no code was asked for");
	TRY(outbox_recipient(app->outbox, p.awaited, &p.recipient));
	p.attempt = mailed_code_try(app, &p.visitor, MAILED_PROOF, typed);
	TRY(db_tx(app->db, try_mailed, &p));
	if (p.is_right)
		return NULL;
	return mailed_code_error(p.outcome == MAILED_RIGHT ? MAILED_GONE : p.outcome);
}
