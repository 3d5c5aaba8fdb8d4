/* Parts of an export about other people: who looks along, what was said, what was shared. */
#include "app/access.h"
#include "app/content.h"
#include "app/conversation.h"
#include "app/export_inside.h"
#include "app/grant.h"
#include "app/share.h"
#include "db/content.h"

struct gathering {
	const struct export_making *m;
	struct export_grant_list grants;
	struct export_scope_list grant_scopes;
	struct export_held_row_list held;
	struct export_comment_list comments;
	struct export_talk_point_list points;
	struct export_share_list shares;
	struct export_scope_list share_scopes;
	struct export_consent_list consents;
	struct export_reading_list readings;
};

/* What the person may read there now; nothing, when nothing is granted (any more). */
static err_t part_of(
	struct tx *tx, const struct export_making *m, struct row_id owner, struct access_part *ret)
{
	usec now = clock_now(m->app->clock);
	*ret = (struct access_part){0};
	err_t e = access_passport(tx, m->arena, &m->actor, ACTION_PASSPORT_READ, owner, now, ret);
	if (e && e->code != ERR_NOT_FOUND)
		return e;
	err_free(e);
	return NULL;
}

/*
 * What owners wrote back to the person in their passports, as far as the person may read it there
 * now; what the person wrote stays theirs.
 */
static err_t leave_unread(
	struct tx *tx, const struct export_making *m, struct export_comment_list *io_comments)
{
	struct access_part part = {0};
	struct row_id asked = {0};
	size_t kept = 0;
	for (size_t i = 0; i < io_comments->len; i++) {
		const struct export_comment *row = &io_comments->at[i];
		const struct content_question *question =
			content_question(m->app->content, 0, row->question);
		bool is_own = row->owner_id.n == m->actor.person.n || !row->by_owner;
		if (!is_own && row->owner_id.n != asked.n)
			TRY(part_of(tx, m, row->owner_id, &part));
		if (!is_own)
			asked = row->owner_id;
		if (is_own || (question && access_covers(&part, question->scope)))
			io_comments->at[kept++] = *row;
	}
	io_comments->len = kept;
	return NULL;
}

static err_t read_people(struct tx *tx, void *ctx)
{
	struct gathering *g = ctx;
	struct arena *a = g->m->arena;
	struct row_id person = g->m->actor.person;
	TRY(part_require(tx, g->m));
	TRY(export_grants(tx, a, person, &g->grants));
	TRY(export_grant_scopes(tx, a, person, &g->grant_scopes));
	TRY(export_held(tx, a, person, &g->held));
	TRY(export_comments(tx, a, person, &g->comments));
	TRY(leave_unread(tx, g->m, &g->comments));
	TRY(export_talk_points(tx, a, person, &g->points));
	TRY(export_shares(tx, a, person, &g->shares));
	TRY(export_share_scopes(tx, a, person, &g->share_scopes));
	TRY(export_consents(tx, a, person, &g->consents));
	return export_readings(tx, a, person, &g->readings);
}

static err_t gather(const struct export_making *m, struct gathering *ret)
{
	*ret = (struct gathering){.m = m};
	return db_read(m->app->db, read_people, ret);
}

static void put_scopes(const struct export_making *m, struct row_id of,
	const struct export_scope_list *all, struct json *io)
{
	struct json scopes = json_array();
	for (size_t i = 0; i < all->len; i++)
		if (all->at[i].id.n == of.n)
			json_push(m->arena, &scopes, json_of_str(all->at[i].scope));
	json_set(m->arena, io, STR("parts"), scopes);
}

/* --- who may look along --- */

static err_t put_word(const struct export_making *m, const struct export_grant *row,
	const char *column, const char *name, struct str sealed, struct json *io, bool *io_damaged)
{
	struct str text = STR_NONE;
	TRY(grant_open(
		m->app, m->arena, m->actor.public, row->public, column, sealed, io_damaged, &text));
	part_text(m, io, name, text);
	return NULL;
}

static err_t put_words(
	const struct export_making *m, const struct export_grant *row, struct json *io)
{
	bool damaged = false;
	TRY(put_word(m, row, "called", "called", row->called, io, &damaged));
	TRY(put_word(m, row, "address", "mail", row->address, io, &damaged));
	TRY(put_word(m, row, "message", "message", row->message, io, &damaged));
	part_truth(m, io, "damaged", damaged);
	return NULL;
}

/* The number of the link that they came by. */
static void put_link(const struct export_making *m, const struct gathering *g,
	const struct public_id *via, struct json *io)
{
	for (size_t i = 0; via && i < g->shares.len; i++)
		if (public_id_eq(*via, g->shares.at[i].public))
			part_int(m, io, "link", (int64_t)i + 1);
}

err_t part_grants(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.grants.len; i++) {
		const struct export_grant *row = &g.grants.at[i];
		struct json *o = part_item(m, io_items);
		part_text(m, o, "name", row->name);
		TRY(put_words(m, row, o));
		part_text(m, o, "kind", row->kind);
		part_text(m, o, "role", row->role);
		part_text(m, o, "language", row->language);
		put_link(m, &g, row->via, o);
		put_scopes(m, row->id, &g.grant_scopes, o);
		part_time(m, o, "made", &row->made);
		part_time(m, o, "accepted", row->accepted);
		part_time(m, o, "last_looked", row->looked);
		part_time(m, o, "reminded", row->reminded);
		part_day(m, o, "last_day", &row->ends);
		part_time(m, o, "ended", row->ended);
		part_text(m, o, "ended_by", row->ended_by);
	}
	return NULL;
}

static const struct part_column held_columns[] = {
	PART_COLUMN(TEXT, struct export_held_row, name, "passport_of"),
	PART_COLUMN(TEXT, struct export_held_row, kind, "kind"),
	PART_COLUMN(TEXT, struct export_held_row, role, "role"),
	PART_COLUMN(TIME, struct export_held_row, made, "made"),
	PART_COLUMN(TIME_IF, struct export_held_row, accepted, "accepted"),
	PART_COLUMN(TIME_IF, struct export_held_row, looked, "last_looked"),
	PART_COLUMN(TIME_IF, struct export_held_row, handled, "handled"),
	PART_COLUMN(DAY, struct export_held_row, ends, "last_day"),
	PART_COLUMN(TIME_IF, struct export_held_row, ended, "ended"),
	PART_COLUMN(TEXT, struct export_held_row, ended_by, "ended_by"),
	{0},
};

err_t part_held(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	part_rows(m, held_columns, &PART_ROWS(g.held), io_items);
	return NULL;
}

/* --- what was said --- */

static err_t put_comment(
	const struct export_making *m, const struct export_comment *row, struct json *io_items)
{
	struct comment_place place = {row->owner, row->public, row->by_owner};
	struct json *o = part_item(m, io_items);
	struct str text = STR_NONE;
	bool damaged = false;
	TRY(part_spare(comment_open(m->app, m->arena, &place, row->body, &text), &damaged));
	part_text(m, o, "passport_of", row->owner_name);
	part_text(m, o, "question", row->question);
	part_text(m, o, "with", row->holder_name);
	part_text(m, o, "by", row->by_owner ? row->owner_name : row->holder_name);
	part_time(m, o, "made", &row->made);
	part_truth(m, o, "damaged", damaged);
	part_text(m, o, "comment", text);
	return NULL;
}

err_t part_comments(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.comments.len; i++)
		TRY(put_comment(m, &g.comments.at[i], io_items));
	return NULL;
}

static const struct part_column point_columns[] = {
	PART_COLUMN(TEXT, struct export_talk_point, owner_name, "passport_of"),
	PART_COLUMN(TEXT, struct export_talk_point, question, "question"),
	PART_COLUMN(TEXT, struct export_talk_point, holder_name, "with"),
	PART_COLUMN(TIME_IF, struct export_talk_point, asked, "asked"),
	PART_COLUMN(TIME_IF, struct export_talk_point, talked, "talked"),
	{0},
};

err_t part_talk_points(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	part_rows(m, point_columns, &PART_ROWS(g.points), io_items);
	return NULL;
}

/* --- live links --- */

err_t part_shares(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.shares.len; i++) {
		const struct export_share *row = &g.shares.at[i];
		struct json *o = part_item(m, io_items);
		struct str receiver = STR_NONE;
		bool damaged = false;
		TRY(part_spare(share_receiver(m->app, m->arena, m->actor.public, row->public,
				       row->receiver, &receiver),
			&damaged));
		part_int(m, o, "link", (int64_t)i + 1);
		part_text(m, o, "purpose", row->purpose);
		part_truth(m, o, "damaged", damaged);
		part_text(m, o, "receiver", receiver);
		put_scopes(m, row->id, &g.share_scopes, o);
		part_time(m, o, "made", &row->made);
		part_time(m, o, "began", row->begun);
		part_int(m, o, "places", row->places);
		part_int(m, o, "times", row->taken);
		part_day(m, o, "last_day", &row->ends);
		part_time(m, o, "ended", row->ended);
	}
	return NULL;
}

/* --- who looked --- */

static void put_reading(
	const struct export_making *m, const struct export_reading *row, struct json *io)
{
	part_text(m, io, "part", row->scope);
	part_time(m, io, "first", &row->first);
	part_time(m, io, "last", &row->last);
	part_int(m, io, "times", row->times);
}

err_t part_readings(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.readings.len; i++) {
		const struct export_reading *row = &g.readings.at[i];
		struct str called = STR_NONE;
		bool damaged = false;
		if (!row->owned)
			continue;
		TRY(grant_open(m->app, m->arena, m->actor.public, row->grant_public, "called",
			row->called, &damaged, &called));
		struct json *o = part_item(m, io_items);
		part_text(m, o, "name", row->reader_name);
		part_text(m, o, "called", called);
		put_reading(m, row, o);
	}
	return NULL;
}

err_t part_own_readings(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.readings.len; i++) {
		const struct export_reading *row = &g.readings.at[i];
		if (row->owned)
			continue;
		struct json *o = part_item(m, io_items);
		part_text(m, o, "passport_of", row->owner_name);
		put_reading(m, row, o);
	}
	return NULL;
}

err_t part_consents(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.consents.len; i++) {
		const struct export_consent *row = &g.consents.at[i];
		struct json *o = part_item(m, io_items);
		part_text(m, o, "passport_of", row->owner_name);
		part_text(m, o, "name", row->parent_name);
		part_time(m, o, row->refused ? "refused" : "given", &row->given);
		if (!row->refused)
			part_time(m, o, "withdrawn", row->withdrawn);
	}
	return NULL;
}
