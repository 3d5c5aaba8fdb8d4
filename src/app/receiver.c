#include "app/receiver.h"

#include "app/audit.h"
#include "app/content.h"
#include "db/content.h"

bool receiver_takes_paper(const struct receiver *receiver, day today)
{
	return receiver->takes_paper && (!receiver->paper_ends || *receiver->paper_ends >= today);
}

/* --- chapters --- */

/* The chapters among those ids, in their order. */
static void chapters_of(
	const struct app *app, struct arena *a, struct str words, struct receiver *io)
{
	size_t count;
	const struct content_scope *all = content_scopes(app->content, 0, &count);
	struct str *scopes = arena_array(a, struct str, count);
	for (size_t i = 0; i < count; i++)
		if (!all[i].is_apart && str_has_word(words, all[i].id))
			scopes[io->scopes_len++] = all[i].id;
	io->scopes = scopes;
}

static struct str words_of(struct arena *a, const struct receiver *receiver)
{
	struct str words = STR("");
	for (size_t i = 0; i < receiver->scopes_len; i++)
		words = str_fmt(a, "%.*s%s%.*s", STR_ARG(words), i ? " " : "",
			STR_ARG(receiver->scopes[i]));
	return words;
}

/* --- reading --- */

struct reading {
	struct arena *arena;
	const struct actor *actor;
	struct row_id organisation;
	struct public_id public;
	struct str name_key;
	usec now;
	struct receiver_row_list rows;
	struct receiver_row *row;
};

static struct receiver receiver_of(
	const struct app *app, struct arena *a, const struct receiver_row *row)
{
	struct receiver r = {
		.organisation = row->organisation,
		.name = row->name,
		.purpose = share_purpose_parse(row->purpose),
		.takes_link = row->takes_link,
		.takes_paper = row->takes_paper,
		.paper_ends = row->paper_ends,
		.leave_at = row->leave_at,
	};
	chapters_of(app, a, row->scopes, &r);
	return r;
}

static const struct receiver *receiver_or_none(
	const struct app *app, struct arena *a, const struct receiver_row *row)
{
	if (!row)
		return NULL;
	struct receiver *r = arena_make(a, struct receiver);
	*r = receiver_of(app, a, row);
	return r;
}

static err_t require_owner(struct tx *tx, const struct reading *r)
{
	return access_require(tx, r->actor, ACTION_PASSPORT_GRANT, r->actor->person);
}

static err_t read_all(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	TRY(require_owner(tx, r));
	return receiver_rows(tx, r->arena, RECEIVERS_SHOWN, &r->rows);
}

err_t receiver_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct receiver_list *ret)
{
	struct reading r = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_all, &r));
	struct receiver *all = arena_array(a, struct receiver, r.rows.len);
	for (size_t i = 0; i < r.rows.len; i++)
		all[i] = receiver_of(app, a, &r.rows.at[i]);
	*ret = (struct receiver_list){all, r.rows.len};
	return NULL;
}

static err_t read_named(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	TRY(require_owner(tx, r));
	return receiver_row_named(tx, r->arena, r->name_key, &r->row);
}

err_t receiver_named(const struct app *app, struct arena *a, const struct actor *actor,
	struct str name, const struct receiver **ret)
{
	struct reading r = {.arena = a, .actor = actor, .name_key = str_lower(a, str_trim(name))};
	TRY(db_read(app->db, read_named, &r));
	*ret = receiver_or_none(app, a, r.row);
	return NULL;
}

static err_t read_by_public(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	TRY(require_owner(tx, r));
	return receiver_row_by(tx, r->arena, r->public, &r->row);
}

err_t receiver_draft(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id organisation, struct public_id *ret_share)
{
	struct reading read = {.arena = a, .actor = actor, .public = organisation};
	struct public_id share;
	TRY(db_read(app->db, read_by_public, &read));
	if (!read.row)
		return err_log(ERR_NOT_FOUND, "asks for nothing");
	struct receiver r = receiver_of(app, a, read.row);
	TRY(share_draft(app, a, actor, r.purpose, &share));
	TRY(share_set_parts(app, a, actor, share, r.scopes, r.scopes_len));
	TRY(share_set_whom(app, a, actor, share, r.purpose, r.name));
	*ret_share = share;
	return NULL;
}

/* --- for the organisation's admin --- */

static err_t read_own(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	TRY(access_require_in(tx, r->actor, ACTION_ORGANISATION_SEE, r->organisation, r->now));
	return receiver_row_of(tx, r->arena, r->organisation, &r->row);
}

err_t receiver_own(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, const struct receiver **ret)
{
	struct reading r = {.arena = a,
		.actor = actor,
		.organisation = organisation,
		.now = clock_now(app->clock)};
	TRY(db_read(app->db, read_own, &r));
	*ret = receiver_or_none(app, a, r.row);
	return NULL;
}

struct setting {
	struct arena *arena;
	const struct actor *actor;
	struct row_id organisation;
	const struct receiver *in; /* NULL: it asks for nothing any more */
	struct str scopes;
	usec now;
};

static err_t note(struct tx *tx, const struct setting *s)
{
	struct organisation_row *organisation;
	TRY(organisation_get(tx, s->arena, s->organisation, &organisation));
	struct audit_entry entry = {.actor = s->actor,
		.action = AUDIT_ORGANISATION_CHANGE,
		.object = AUDIT_ORGANISATION,
		.object_id = public_id_print(s->arena, organisation->public),
		.at = s->now};
	return audit_note(tx, &entry);
}

static err_t put(struct tx *tx, void *ctx)
{
	const struct setting *s = ctx;
	const struct receiver *in = s->in;
	int64_t count;
	TRY(access_require_in(tx, s->actor, ACTION_ORGANISATION_CHANGE, s->organisation, s->now));
	if (in)
		TRY(receiver_put(tx, s->organisation, str_of(share_purpose_id(in->purpose)),
			in->takes_link, in->takes_paper, in->paper_ends, s->scopes, in->leave_at));
	else
		TRY(receiver_drop(tx, s->organisation, &count));
	return note(tx, s);
}

static err_t check(const struct receiver *in, usec now)
{
	err_t e = NULL;
	if (!in->takes_link && !in->takes_paper)
		e = err_field("takes_link", N_("Choose a link, a PDF or both."));
	if (!in->scopes_len)
		e = err_join(e, err_field("scopes", N_("Choose at least one part.")));
	if (in->paper_ends && *in->paper_ends < zone_day(now))
		e = err_join(e, err_field("paper_ends", N_("Choose a day that is still to come.")));
	return e;
}

err_t receiver_set(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, const struct receiver *in)
{
	struct receiver known = *in;
	struct setting s = {.arena = a,
		.actor = actor,
		.organisation = organisation,
		.in = &known,
		.now = clock_now(app->clock)};
	known.scopes_len = 0;
	chapters_of(app, a, words_of(a, in), &known);
	if (!in->takes_paper)
		known.paper_ends = NULL;
	TRY(check(&known, s.now));
	s.scopes = words_of(a, &known);
	return db_tx(app->db, put, &s);
}

err_t receiver_remove(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation)
{
	struct setting s = {.arena = a,
		.actor = actor,
		.organisation = organisation,
		.now = clock_now(app->clock)};
	return db_tx(app->db, put, &s);
}
