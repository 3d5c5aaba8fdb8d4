#include "app/certificate_deliver.h"

#include "app/limit.h"
#include "app/participant_inside.h"
#include "app/participant_mail.h"
#include "codec/input.h"

#define BATCH 50 /* in one transaction */

struct delivering {
	struct project_act act;
	struct public_id_list chosen;
	struct str organisation;
	struct participant_invite_row_list rows;
	struct participant_mail *mails, *batch;
	size_t batch_len;
	int64_t done, left; /* of the batch */
};

static err_t read_chosen(struct tx *tx, struct delivering *io)
{
	struct row_id project = io->act.row->id, only = io->act.as.only;
	struct arena *a = io->act.arena;
	if (io->chosen.len)
		return participant_deliver_chosen(tx, a, project, only, io->chosen, &io->rows);
	return participant_to_deliver(
		tx, a, project, only, CERTIFICATE_DELIVER_AT_ONCE + 1, &io->rows);
}

static err_t read_rows(struct tx *tx, void *ctx)
{
	struct delivering *d = ctx;
	struct organisation_row *organisation;
	TRY(project_require(tx, &d->act, ACTION_CERTIFICATE_ISSUE));
	TRY(organisation_get(tx, d->act.arena, d->act.at->organisation, &organisation));
	d->organisation = organisation->name;
	return read_chosen(tx, d);
}

/* --- by mail --- */

static err_t write_all(struct delivering *io, size_t len, struct certificate_delivered *ret)
{
	const struct participant_mail_about about = {.project = io->act.row->title,
		.organisation = io->organisation,
		.deadline = DAY_NONE};
	io->mails = arena_array(io->act.arena, struct participant_mail, len);
	for (size_t i = 0; i < len; i++) {
		TRY(participant_spare(participant_mail_write(io->act.app, io->act.arena,
			&io->rows.at[i], PARTICIPANT_NOTICE_CERTIFICATE, &about, &io->mails[i])));
		ret->without_mail += !io->mails[i].sealed;
	}
	return NULL;
}

static err_t send_one(struct tx *tx, struct delivering *io, const struct participant_mail *mail)
{
	struct row_id id = mail->row->participant;
	struct str who = str_fmt(io->act.arena, "%lld", (long long)io->act.at->organisation.n);
	int64_t count;
	bool good;
	TRY(participant_mail_is_good(tx, io->act.arena, mail, io->act.now, &good));
	if (!good) {
		io->left++;
		return NULL;
	}
	TRY(participant_set_delivered(
		tx, id, io->act.now, io->act.now - CERTIFICATE_DELIVER_EACH, &count));
	if (!count)
		return NULL;
	TRY(limit_take(tx, io->act.arena, LIMIT_PARTICIPANT, who, io->act.now));
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

static err_t send_batch(struct tx *tx, void *ctx)
{
	struct delivering *d = ctx;
	TRY(project_require(tx, &d->act, ACTION_CERTIFICATE_ISSUE));
	d->done = d->left = 0;
	for (size_t i = 0; i < d->batch_len; i++)
		if (d->batch[i].sealed)
			TRY(send_one(tx, d, &d->batch[i]));
	return note_done(tx, d, PROJECT_CERTIFICATE_MAIL);
}

/* In parts, so that no transaction is long. */
static err_t send_all(struct delivering *io, size_t len, struct certificate_delivered *ret)
{
	for (size_t at = 0; at < len; at += BATCH) {
		io->batch = io->mails + at;
		io->batch_len = len - at < BATCH ? len - at : BATCH;
		TRY(db_tx(io->act.app->db, send_batch, io));
		ret->done += io->done;
		ret->left += io->left;
	}
	return NULL;
}

err_t certificate_deliver(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct public_id *chosen, size_t len,
	struct certificate_delivered *ret)
{
	struct delivering d = {.act = project_act(app, a, actor, at), .chosen = {chosen, len}};
	struct certificate_delivered done = {0};
	TRY(db_read(app->db, read_rows, &d));
	size_t now = d.rows.len;
	if (now > CERTIFICATE_DELIVER_AT_ONCE)
		now = CERTIFICATE_DELIVER_AT_ONCE;
	done.left = (int64_t)(d.rows.len - now);
	TRY(write_all(&d, now, &done));
	err_t e = send_all(&d, now, &done);
	notice_hurry(app);
	TRY(e);
	*ret = done;
	return NULL;
}

/* --- by hand --- */

static err_t hand_out(struct tx *tx, void *ctx)
{
	struct delivering *d = ctx;
	int64_t count;
	TRY(project_require(tx, &d->act, ACTION_CERTIFICATE_ISSUE));
	TRY(read_chosen(tx, d));
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
	struct delivering d = {.act = project_act(app, a, actor, at), .chosen = {chosen, len}};
	if (!len)
		return err_field("people", N_("Tick who has it on paper."));
	TRY(db_tx(app->db, hand_out, &d));
	*ret_done = d.done;
	return NULL;
}
