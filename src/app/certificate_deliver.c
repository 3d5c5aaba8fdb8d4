#include "app/certificate_deliver.h"

#include "app/participant_inside.h"
#include "app/participant_mail.h"
#include "codec/input.h"

struct delivering {
	struct project_act act; /* its arena: of a batch */
	struct public_id_list who;
	struct certificate_delivered all;
	/* of a batch: */
	struct public_id_list now;
	struct str organisation;
	struct participant_invite_row_list rows;
	struct participant_mail *mails;
	size_t len; /* of those, who have an address */
	int64_t done, left, without_mail;
};

static err_t find_all(struct tx *tx, void *ctx)
{
	struct delivering *d = ctx;
	TRY(project_require(tx, &d->act, ACTION_CERTIFICATE_ISSUE));
	if (d->who.len)
		return NULL;
	return participant_to_deliver(
		tx, d->act.arena, d->act.row->id, d->act.as.only, PARTICIPANTS_MOST, &d->who);
}

static err_t read_rows(struct tx *tx, struct delivering *io, struct public_id_list who, usec before)
{
	return participant_deliver_chosen(
		tx, io->act.arena, io->act.row->id, io->act.as.only, who, before, &io->rows);
}

/* --- by mail --- */

static err_t read_batch(struct tx *tx, void *ctx)
{
	struct delivering *d = ctx;
	struct organisation_row *organisation;
	TRY(project_require(tx, &d->act, ACTION_CERTIFICATE_ISSUE));
	TRY(organisation_get(tx, d->act.arena, d->act.at->organisation, &organisation));
	d->organisation = organisation->name;
	return read_rows(tx, d, d->now, d->act.now - CERTIFICATE_DELIVER_EACH);
}

/* Who has no address, or is damaged, keeps nobody back. */
static err_t write_batch(struct delivering *io)
{
	const struct participant_mail_about about = {.project = io->act.row->title,
		.organisation = io->organisation,
		.deadline = DAY_NONE};
	io->mails = arena_array(io->act.arena, struct participant_mail, io->rows.len);
	io->len = 0;
	io->done = io->left = io->without_mail = 0;
	for (size_t i = 0; i < io->rows.len; i++) {
		struct participant_mail *mail = &io->mails[io->len];
		*mail = (struct participant_mail){0};
		TRY(participant_spare(participant_mail_write(io->act.app, io->act.arena,
			&io->rows.at[i], PARTICIPANT_NOTICE_CERTIFICATE, &about, mail)));
		io->without_mail += !mail->sealed;
		io->len += mail->sealed != NULL;
	}
	return NULL;
}

static err_t send_one(struct tx *tx, struct delivering *io, const struct participant_mail *mail)
{
	struct row_id id = mail->row->participant;
	bool is_first = !io->done && !io->all.done, may;
	int64_t count;
	TRY(participant_mail_may_go(tx, &io->act, mail, is_first, &may));
	if (!may) {
		io->left++;
		return NULL;
	}
	TRY(participant_set_delivered(
		tx, id, io->act.now, io->act.now - CERTIFICATE_DELIVER_EACH, &count));
	if (!count)
		return NULL;
	TRY(participation_note(
		tx, id, io->act.now, io->act.actor, PARTICIPATION_DELIVERED, STR_NONE));
	TRY(participant_note_invite(tx, &io->act, mail->row->public));
	io->done++;
	return participant_mail_send(tx, io->act.arena, mail, io->act.now);
}

static err_t note_done(struct tx *tx, const struct delivering *d, enum project_what what)
{
	if (!d->done)
		return NULL;
	return project_note(tx, &d->act, what, str_fmt(d->act.arena, "%lld", (long long)d->done));
}

static err_t put_batch(struct tx *tx, void *ctx)
{
	struct delivering *d = ctx;
	TRY(project_require(tx, &d->act, ACTION_CERTIFICATE_ISSUE));
	d->done = d->left = 0;
	for (size_t i = 0; i < d->len; i++)
		TRY(send_one(tx, d, &d->mails[i]));
	return note_done(tx, d, PROJECT_CERTIFICATE_MAIL);
}

static err_t send_batch(const struct public_id_list *now, void *ctx)
{
	struct delivering *d = ctx;
	d->now = *now;
	TRY(db_read(d->act.app->db, read_batch, d));
	TRY(write_batch(d));
	if (d->len)
		TRY(db_tx(d->act.app->db, put_batch, d));
	d->all.done += d->done;
	d->all.left += d->left;
	d->all.without_mail += d->without_mail;
	return NULL;
}

err_t certificate_deliver(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct public_id *chosen, size_t len,
	struct certificate_delivered *io_done)
{
	struct delivering d = {.act = project_act(app, a, actor, at), .who = {chosen, len}};
	TRY(db_read(app->db, find_all, &d));
	err_t e = participant_mail_batches(&d.act, &d.who, send_batch, &d, &d.all.left);
	notice_hurry(app);
	*io_done = d.all;
	return e;
}

/* --- by hand --- */

static err_t hand_out(struct tx *tx, void *ctx)
{
	struct delivering *d = ctx;
	int64_t count;
	TRY(project_require(tx, &d->act, ACTION_CERTIFICATE_ISSUE));
	TRY(read_rows(tx, d, d->who, d->act.now));
	d->done = 0;
	for (size_t i = 0; i < d->rows.len; i++) {
		struct row_id id = d->rows.at[i].participant;
		TRY(participant_set_delivered(tx, id, d->act.now, d->act.now, &count));
		if (!count)
			continue;
		TRY(participation_note(
			tx, id, d->act.now, d->act.actor, PARTICIPATION_HANDED_OUT, STR_NONE));
		d->done++;
	}
	return note_done(tx, d, PROJECT_CERTIFICATE_PAPER);
}

err_t certificate_hand_out(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct public_id *chosen, size_t len, int64_t *ret_done)
{
	struct delivering d = {.act = project_act(app, a, actor, at), .who = {chosen, len}};
	if (!len)
		return err_field("people", N_("Tick who has it on paper."));
	TRY(db_tx(app->db, hand_out, &d));
	*ret_done = d.done;
	return NULL;
}
