/*
 * The warnings before projects end. In one transaction a project is noted as warned and everybody
 * whom it concerns waits to be told; then their addresses are looked up, and each address gets one
 * mail, in the transaction in which its people stop waiting. Wherever the program ends, the next
 * round goes on there: nobody is told twice, and nobody is forgotten.
 */
#include "app/project_end.h"

#include "app/membership.h"
#include "app/notice_choice.h"
#include "app/participant_inside.h"
#include "app/participation_inside.h"
#include "app/project_notice.h"
#include "codec/input.h"
#include "mail/outbox.h"

#define BATCH 100
#define TOGETHER 50 /* projects in one mail */

/* --- which projects --- */

struct announcing {
	const struct app *app;
	struct arena *arena;
	usec now;
	int64_t after;
	struct project_end_row_list rows;
	const struct project_end_row *row;
	struct project_end end;
};

static err_t read_ending(struct tx *tx, void *ctx)
{
	struct announcing *n = ctx;
	day before = project_over_before(n->app, n->now) + project_warnings[0] + 1;
	return project_end_rows(
		tx, n->arena, zone_day_start(before), before, n->after, BATCH, &n->rows);
}

static err_t put_warned(struct tx *tx, void *ctx)
{
	const struct announcing *n = ctx;
	struct row_id project = n->row->project;
	struct str role = str_of(role_about(ROLE_COORDINATOR)->id);
	int64_t count;
	TRY(access_keep_house(tx));
	TRY(project_set_warned(tx, project, n->row->warned,
		n->row->warned_at ? *n->row->warned_at : 0, n->end.warning, n->now, n->end.promised,
		&count));
	if (!count)
		return NULL;
	TRY(project_warning_drop(tx, project, &count));
	TRY(project_warning_staff(tx, project, role, n->now, &count));
	TRY(project_warning_editors(tx, project, zone_day(n->now), &count));
	return project_warning_people(tx, project, &count);
}

static err_t announce(const struct app *app, const struct job *job)
{
	struct announcing n = {
		.app = app, .arena = arena_child(job->arena), .now = clock_now(app->clock)};
	do {
		arena_reset(n.arena);
		TRY(job_renew(job));
		TRY(db_read(app->db, read_ending, &n));
		for (size_t i = 0; i < n.rows.len; i++) {
			n.row = &n.rows.at[i];
			n.after = n.row->project.n;
			n.end = project_end_of(app, n.row, n.now);
			if (n.end.warning)
				TRY(db_tx(app->db, put_warned, &n));
		}
	} while (n.rows.len == BATCH);
	return NULL;
}

/* --- to which address --- */

struct telling {
	const struct app *app;
	struct arena *arena; /* of a batch */
	struct project_warning_row_list rows;
	struct notice_to *to; /* of each; mail is empty: nobody to tell */
	struct digest *recipients;
	/* one mail */
	struct row_id *told;
	size_t told_len;
	struct outbox_sealed *mail;
};

static err_t read_new(struct tx *tx, void *ctx)
{
	struct telling *t = ctx;
	return project_warning_new(tx, t->arena, BATCH, &t->rows);
}

static err_t read_mails(struct tx *tx, void *ctx)
{
	struct telling *t = ctx;
	for (size_t i = 0; i < t->rows.len; i++) {
		const struct project_warning_row *row = &t->rows.at[i];
		if (row->account.n)
			TRY(notice_address(
				tx, t->arena, row->account, row->membership, &t->to[i].mail));
	}
	return NULL;
}

static err_t unseal(
	const struct telling *t, const struct project_warning_row *row, struct notice_to *ret)
{
	struct participant about;
	TRY(participant_unseal(t->app, t->arena, *row->public, row->body, &about));
	*ret = (struct notice_to){
		about.mail, row->given_name, about.language.len ? about.language : row->invited_in};
	return NULL;
}

static err_t find_addresses(struct telling *io)
{
	io->to = arena_array(io->arena, struct notice_to, io->rows.len);
	for (size_t i = 0; i < io->rows.len; i++) {
		const struct project_warning_row *row = &io->rows.at[i];
		if (row->account.n)
			io->to[i] = (struct notice_to){STR_NONE, row->name, row->language};
		else
			TRY(participant_spare(unseal(io, row, &io->to[i])));
	}
	return db_read(io->app->db, read_mails, io);
}

static err_t put_addresses(struct tx *tx, void *ctx)
{
	const struct telling *t = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	for (size_t i = 0; i < t->rows.len; i++) {
		struct row_id id = t->rows.at[i].id;
		if (t->to[i].mail.len)
			TRY(project_warning_address(tx, id, hash_str(&t->recipients[i])));
		else
			TRY(project_warning_end(tx, (struct id_list){&id, 1}, &count));
	}
	return NULL;
}

static err_t look_up(struct telling *io)
{
	TRY(db_read(io->app->db, read_new, io));
	TRY(find_addresses(io));
	io->recipients = arena_array(io->arena, struct digest, io->rows.len);
	for (size_t i = 0; i < io->rows.len; i++)
		if (io->to[i].mail.len)
			TRY(outbox_recipient(io->app->outbox, io->to[i].mail, &io->recipients[i]));
	return db_tx(io->app->db, put_addresses, io);
}

/* --- one mail for each --- */

static err_t read_next(struct tx *tx, void *ctx)
{
	struct telling *t = ctx;
	return project_warning_next(tx, t->arena, TOGETHER, &t->rows);
}

/* With the code only where it went before: who changed the address since could be its reader. */
static err_t link_of(const struct telling *t, size_t at, struct str *ret_link)
{
	const struct project_warning_row *row = &t->rows.at[at];
	struct str door = str_fmt(t->arena, "%.*s/part", STR_ARG(t->app->public_url));
	struct digest recipient;
	struct code code;
	if (row->account.n) {
		*ret_link = str_fmt(t->arena, "%.*s/mine", STR_ARG(door));
		return NULL;
	}
	*ret_link = door;
	TRY(outbox_recipient(t->app->outbox, t->to[at].mail, &recipient));
	if (t->told_len > 1 || !row->code.p || !str_eq(row->sent_to, hash_str(&recipient)))
		return NULL;
	TRY(participation_code_open(t->app, t->arena, *row->public, row->code, &code));
	*ret_link = str_fmt(
		t->arena, "%.*s#%.*s", STR_ARG(door), STR_ARG(code_print_checked(t->arena, &code)));
	return NULL;
}

/* Who coordinates one and took part in another, gets two mails. */
static err_t write_mail(struct telling *io)
{
	struct project_ending *all = arena_array(io->arena, struct project_ending, io->rows.len);
	bool is_staff = io->rows.at[0].is_staff;
	struct project_endings endings = {.at = all};
	io->told = arena_array(io->arena, struct row_id, io->rows.len);
	io->told_len = 0;
	for (size_t i = 0; i < io->rows.len; i++) {
		const struct project_warning_row *row = &io->rows.at[i];
		if (row->is_staff != is_staff)
			continue;
		io->told[io->told_len++] = row->id;
		all[endings.len++] = (struct project_ending){row->title, row->organisation,
			row->promised ? *row->promised : DAY_NONE, row->account.n};
	}
	io->mail = NULL;
	if (!io->to[0].mail.len)
		return NULL;
	if (is_staff)
		return project_notice_staff(io->app, io->arena, &io->to[0], &endings, &io->mail);
	TRY(link_of(io, 0, &endings.link));
	return project_notice_part(io->app, io->arena, &io->to[0], &endings, &io->mail);
}

static err_t put_told(struct tx *tx, void *ctx)
{
	const struct telling *t = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	TRY(project_warning_end(tx, (struct id_list){t->told, t->told_len}, &count));
	if (count != (int64_t)t->told_len)
		return err_log(ERR_CONFLICT, "others were told meanwhile");
	return t->mail ? notice_send(tx, t->mail) : NULL;
}

static err_t tell_next(struct telling *io)
{
	TRY(db_read(io->app->db, read_next, io));
	if (!io->rows.len)
		return NULL;
	TRY(find_addresses(io));
	TRY(write_mail(io));
	return db_tx(io->app->db, put_told, io);
}

/* Until there is nobody any more for whom it can be done. */
static err_t repeat(struct telling *io, const struct job *job, err_t (*step)(struct telling *io))
{
	do {
		arena_reset(io->arena);
		TRY(job_renew(job));
		TRY(step(io));
	} while (io->rows.len);
	return NULL;
}

err_t project_warn(const struct app *app, const struct job *job)
{
	struct telling t = {.app = app, .arena = arena_child(job->arena)};
	TRY(announce(app, job));
	TRY(repeat(&t, job, look_up));
	TRY(repeat(&t, job, tell_next));
	notice_hurry(app);
	return NULL;
}
