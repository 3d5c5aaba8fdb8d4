/* Writing: every save is a version, and none is lost unseen. */
#include "app/learning_inside.h"

#include "base/vec.h"
#include "codec/input.h"
#include "codec/nothing.h"

struct saving {
	struct learning_act act;
	const struct learning_in *in;
	struct str sealed;
	bool counts;
	int64_t version;                 /* after saving */
	struct learning_text_row *other; /* not saved: this stands there, which nobody saw */
};

static err_t check_length(struct str text)
{
	if (utf8_count(text) <= LEARNING_TEXT_MOST)
		return NULL;
	return err_number(
		err_field("answer", NN_("At most {n} character.", "At most {n} characters.")),
		LEARNING_TEXT_MOST);
}

static bool is_worth_keeping(const struct saving *s, const struct learning_text_row *old)
{
	return s->in->replaces || s->act.now - old->changed > LEARNING_PAST_EACH ||
	       old->body.len > 2 * s->sealed.len;
}

err_t learning_keep_past(
	struct tx *tx, const struct learning_act *act, const struct learning_text_row *old)
{
	int64_t count;
	TRY(learning_past_add(tx, act->participant, old->area, old->moment, old->version,
		old->changed, old->body));
	return learning_past_trim(
		tx, act->participant, old->area, old->moment, LEARNING_PAST_MOST, &count);
}

static err_t put(struct tx *tx, void *ctx)
{
	struct saving *s = ctx;
	struct str area = s->in->area, moment = str_of(project_moment_id(s->in->moment));
	struct learning_text_row *old;
	TRY(learning_own(tx, &s->act, ACTION_LEARNING_WRITE));
	TRY(learning_check_place(tx, &s->act, area));
	if (s->act.row && s->act.row->submitted)
		return err_field("answer", LEARNING_HANDED_IN);
	TRY(learning_text_get(tx, s->act.arena, s->act.participant, area, moment, &old));
	s->other = old && old->version != s->in->version ? old : NULL;
	if (s->other)
		return NULL;
	s->version = old ? old->version + 1 : 1;
	if (old && is_worth_keeping(s, old))
		TRY(learning_keep_past(tx, &s->act, old));
	TRY(learning_text_put(tx, s->act.participant, area, moment, s->version, s->act.now,
		s->counts, s->sealed));
	TRY(learning_touch(tx, s->act.participant, s->act.now));
	return participant_reach(tx, s->act.arena, s->act.participant, PARTICIPANT_WRITING);
}

/* The same text is no conflict: it was this very save, sent again because its reply got lost. */
static err_t compare(const struct saving *s, struct learning_saved *ret)
{
	struct learning_text other;
	TRY(learning_open_text(
		s->act.app, s->act.arena, s->act.who, s->in->moment, s->other, &other));
	*ret = (struct learning_saved){.version = other.version,
		.at = other.changed,
		.counts = other.counts,
		.conflict = other.is_damaged || !str_eq(other.text, s->in->text),
		.other = other.text};
	return NULL;
}

err_t learning_save(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct learning_in *in, struct learning_saved *ret)
{
	struct saving s = {.act = {app, a, actor, who, .now = clock_now(app->clock)}, .in = in};
	TRY(check_length(in->text));
	TRY(learning_look(&s.act, ACTION_LEARNING_WRITE));
	s.counts = !says_nothing(a, in->text);
	TRY(learning_seal_text(app, a, who, in->area, in->moment, in->text, &s.sealed));
	TRY(db_tx(app->db, put, &s));
	if (s.other)
		return compare(&s, ret);
	*ret = (struct learning_saved){.version = s.version, .at = s.act.now, .counts = s.counts};
	return NULL;
}

/* --- what stood there --- */

struct remembering {
	struct learning_act act;
	struct str area;
	enum project_moment moment;
	struct learning_text_row_list rows;
};

static err_t read_past(struct tx *tx, void *ctx)
{
	struct remembering *r = ctx;
	struct str moment = str_of(project_moment_id(r->moment));
	TRY(learning_own(tx, &r->act, ACTION_LEARNING_READ));
	return learning_past_rows(tx, r->act.arena, r->act.participant, r->area, moment, &r->rows);
}

err_t learning_past(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str area, enum project_moment moment,
	struct learning_past *ret)
{
	struct remembering r = {.act = {app, a, actor, who}, .area = area, .moment = moment};
	TRY(db_read(app->db, read_past, &r));
	struct learning_text *texts = arena_array(a, struct learning_text, r.rows.len);
	for (size_t i = 0; i < r.rows.len; i++)
		TRY(learning_open_text(app, a, who, moment, &r.rows.at[i], &texts[i]));
	*ret = (struct learning_past){texts, r.rows.len};
	return NULL;
}

/* --- besides the areas --- */

static err_t check_name(const char *field, struct str name)
{
	if (utf8_count(name) <= LEARNING_NAME_MOST)
		return NULL;
	return err_number(
		err_field(field, NN_("At most {n} character.", "At most {n} characters.")),
		LEARNING_NAME_MOST);
}

struct telling {
	struct learning_act act;
	struct str sealed;
};

static err_t put_about(struct tx *tx, void *ctx)
{
	struct telling *t = ctx;
	TRY(learning_own(tx, &t->act, ACTION_LEARNING_WRITE));
	if (t->act.row && t->act.row->submitted)
		return err_field("partner", LEARNING_HANDED_IN);
	TRY(learning_touch(tx, t->act.participant, t->act.now));
	TRY(learning_put_about(tx, t->act.participant, t->sealed));
	return participant_reach(tx, t->act.arena, t->act.participant, PARTICIPANT_WRITING);
}

err_t learning_set_about(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct learning_about *in)
{
	struct telling t = {.act = {app, a, actor, who, .now = clock_now(app->clock)}};
	TRY(err_join(check_name("partner", in->partner), check_name("relation", in->relation)));
	TRY(learning_look(&t.act, ACTION_LEARNING_WRITE));
	TRY(learning_seal_about(app, a, who, in, &t.sealed));
	return db_tx(app->db, put_about, &t);
}
