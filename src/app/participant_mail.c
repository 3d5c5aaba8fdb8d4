#include "app/participant_mail.h"

#include "app/limit.h"
#include "app/participant_inside.h"
#include "mail/outbox.h"

/* --- the code --- */

/* Does it go elsewhere than the one before? Who had a card only, may have an address since. */
static bool is_elsewhere(const struct participant_mail *m)
{
	const struct participant_invite_row *row = m->row;
	return row->recipient.p ? !str_eq(row->recipient, hash_str(&m->recipient)) : row->writes;
}

/* The code that there is, so that an older mail still works. */
static err_t find_code(
	const struct app *app, struct arena *a, struct participant_mail *io, struct code *ret)
{
	struct public_id who = io->row->public;
	if (io->row->code.p && !is_elsewhere(io))
		return participation_code_open(app, a, who, io->row->code, ret);
	TRY(participation_code_new(app, a, who, &io->made));
	io->has_made = true;
	*ret = io->made.code;
	return NULL;
}

/* A new code ends the one on a card, and closes what was written with it: an invitation may do so,
 * news may not. */
static bool may_reach(const struct participant_mail *m, enum participant_notice notice)
{
	bool invites =
		notice == PARTICIPANT_NOTICE_INVITED || notice == PARTICIPANT_NOTICE_REMINDED;
	return invites || (m->row->code.p ? !is_elsewhere(m) : !m->row->writes);
}

/* --- writing --- */

struct addressing {
	struct arena *arena;
	struct row_id person;
	struct person_row *row;
	struct str mail;
};

static err_t find_account(struct tx *tx, void *ctx)
{
	struct addressing *d = ctx;
	TRY(access_keep_house(tx));
	TRY(person_get(tx, d->arena, d->person, &d->row));
	return notice_address(tx, d->arena, d->person, (struct row_id){0}, &d->mail);
}

/* Whose account has the page reads there which mails they get. */
static err_t write_to_account(const struct app *app, struct arena *a,
	enum participant_notice notice, const struct participant_notice_about *about,
	struct participant_mail *io)
{
	struct addressing d = {.arena = a, .person = io->row->person};
	TRY(db_read(app->db, find_account, &d));
	if (!d.row || !d.mail.len)
		return NULL;
	struct notice_to to = {d.mail, io->row->given_name, d.row->language};
	io->mail_key = str_lower(a, d.mail);
	TRY(outbox_recipient(app->outbox, d.mail, &io->recipient));
	return participant_notice(app, a, &to, notice, about, &io->sealed);
}

static err_t write_with_code(const struct app *app, struct arena *a, struct str address,
	enum participant_notice notice, struct participant_notice_about *about,
	struct participant_mail *io)
{
	struct notice_to to = {address, io->row->given_name, io->language};
	struct code code;
	if (!address.len)
		return NULL;
	io->mail_key = str_lower(a, address);
	TRY(outbox_recipient(app->outbox, address, &io->recipient));
	if (!may_reach(io, notice))
		return NULL;
	TRY(find_code(app, a, io, &code));
	about->code = &code;
	return participant_notice(app, a, &to, notice, about, &io->sealed);
}

err_t participant_mail_write(const struct app *app, struct arena *a,
	const struct participant_invite_row *row, enum participant_notice notice,
	const struct participant_mail_about *about, struct participant_mail *ret)
{
	struct participant_mail m = {.row = row};
	struct participant noted;
	struct participant_notice_about what = {.project = about->project,
		.organisation = about->organisation,
		.participant = row->public,
		.deadline = about->deadline};
	TRY(participant_unseal(app, a, row->public, row->body, &noted));
	m.language = noted.language;
	if (!m.language.len)
		m.language = about->language.len ? about->language : row->invited_in;
	if (row->person.n)
		TRY(write_to_account(app, a, notice, &what, &m));
	else
		TRY(write_with_code(app, a, noted.mail, notice, &what, &m));
	*ret = m;
	return NULL;
}

/* --- sending --- */

static err_t is_as_read(
	struct tx *tx, struct arena *a, const struct participant_invite_row *row, bool *ret_same)
{
	struct participant_code_row *code;
	struct participant_whose_row *whose;
	TRY(participant_code_get(tx, a, row->participant, &code));
	TRY(participant_whose(tx, a, row->public, &whose));
	bool same_code = code ? str_eq(code->sealed, row->code) : !row->code.p;
	*ret_same = same_code && whose && whose->person.n == row->person.n;
	return NULL;
}

err_t participant_mail_is_good(struct tx *tx, struct arena *a, const struct participant_mail *mail,
	usec now, bool *ret_is_good)
{
	bool same, over = false;
	TRY(is_as_read(tx, a, mail->row, &same));
	if (same)
		TRY(limit_try(tx, a, LIMIT_PART_MAIL, mail->mail_key, now, &over));
	*ret_is_good = same && !over;
	return NULL;
}

err_t participant_mail_batches(struct project_act *io_act, const struct public_id_list *all,
	err_t (*fn)(const struct public_id_list *now, void *ctx), void *ctx, int64_t *io_left)
{
	struct arena *own = arena_child(io_act->arena);
	io_act->arena = own;
	for (size_t from = 0; from < all->len; from += PARTICIPANT_MAIL_BATCH) {
		size_t rest = all->len - from;
		struct public_id_list now = {all->at + from,
			rest < PARTICIPANT_MAIL_BATCH ? rest : PARTICIPANT_MAIL_BATCH};
		err_t e = fn(&now, ctx);
		arena_reset(own);
		if (!e)
			continue;
		*io_left += (int64_t)rest;
		return e;
	}
	return NULL;
}

static err_t take_of_organisation(
	struct tx *tx, const struct project_act *act, bool is_first, bool *ret_over)
{
	struct str who = str_fmt(act->arena, "%lld", (long long)act->at->organisation.n);
	if (!is_first)
		return limit_try(tx, act->arena, LIMIT_PARTICIPANT, who, act->now, ret_over);
	TRY(limit_take(tx, act->arena, LIMIT_PARTICIPANT, who, act->now));
	*ret_over = false;
	return NULL;
}

err_t participant_mail_limits(struct tx *tx, const struct project_act *act, struct str mail_key,
	bool is_first, bool *ret_over)
{
	bool over;
	TRY(limit_is_over(tx, act->arena, LIMIT_PART_MAIL, mail_key, act->now, &over));
	if (!over)
		TRY(take_of_organisation(tx, act, is_first, &over));
	if (!over)
		TRY(limit_try(tx, act->arena, LIMIT_PART_MAIL, mail_key, act->now, &over));
	*ret_over = over;
	return NULL;
}

err_t participant_mail_may_go(struct tx *tx, const struct project_act *act,
	const struct participant_mail *mail, bool is_first, bool *ret_may)
{
	bool same, over = false;
	TRY(is_as_read(tx, act->arena, mail->row, &same));
	if (same)
		TRY(participant_mail_limits(tx, act, mail->mail_key, is_first, &over));
	*ret_may = same && !over;
	return NULL;
}

err_t participant_mail_send(
	struct tx *tx, struct arena *a, const struct participant_mail *mail, usec now)
{
	struct row_id id = mail->row->participant;
	const struct notice_given given = {
		mail->row->person, {0}, NOTICE_OF_PART, mail->sealed, now};
	if (mail->row->person.n)
		return notice_give(tx, a, &given);
	TRY(participant_set_recipient(tx, id, hash_str(&mail->recipient)));
	if (mail->has_made)
		TRY(participation_code_put(tx, id, &mail->made, now));
	return notice_send(tx, mail->sealed);
}
