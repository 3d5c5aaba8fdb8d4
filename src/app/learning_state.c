/* Handing in, taking back, suggesting: the participant decides. */
#include "app/learning_inside.h"

#include "app/audit.h"
#include "app/participation_inside.h"
#include "app/project_tell.h"
#include "codec/input.h"
#include "crypto/vault.h"

/* --- the participant --- */

struct submitting {
	struct learning_act act;
	int64_t revision;
};

static err_t check_written(struct tx *tx, const struct learning_act *act)
{
	struct learning_text_row_list texts;
	struct learning_project_row *project;
	bool counts = false;
	TRY(learning_project(tx, act->arena, act->project, &project));
	const struct project_type *type =
		project ? project_type_find(act->app->project_types, 0, project->type) : NULL;
	TRY(learning_texts(tx, act->arena, act->participant, &texts));
	for (size_t i = 0; i < texts.len; i++)
		counts |= texts.at[i].counts && type &&
			  project_area_find(type->framework, texts.at[i].area);
	return counts ? NULL
		      : err_say(ERR_CONFLICT, N_("There is nothing to hand in yet. Write about "
						 "one thing that you learned."));
}

static err_t submit(struct tx *tx, void *ctx)
{
	struct submitting *s = ctx;
	int64_t count;
	TRY(learning_own(tx, &s->act, ACTION_LEARNING_WRITE));
	if (s->act.row && s->act.row->submitted)
		return NULL;
	TRY(check_written(tx, &s->act));
	TRY(learning_submit_as(tx, s->act.participant, s->revision, s->act.now, &count));
	if (!count)
		return err_say(ERR_CONFLICT, N_("Something changed since this page was made. "
						"Look once more, and then hand it in."));
	TRY(participant_go_to(tx, s->act.participant, PARTICIPANT_SUBMITTED));
	TRY(project_tell(tx, s->act.arena, s->act.project, s->act.now));
	return learning_note(tx, &s->act, AUDIT_LEARNING_SUBMIT);
}

err_t learning_submit(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, int64_t revision)
{
	struct submitting s = {{app, a, actor, who, .now = clock_now(app->clock)}, revision};
	return db_tx(app->db, submit, &s);
}

static err_t take_back(struct tx *tx, void *ctx)
{
	struct learning_act *act = ctx;
	int64_t count;
	TRY(learning_own(tx, act, ACTION_LEARNING_WRITE));
	TRY(learning_unsubmit(tx, act->participant, &count));
	if (!count)
		return NULL;
	TRY(participant_go_to(tx, act->participant, PARTICIPANT_WRITING));
	return learning_note(tx, act, AUDIT_LEARNING_TAKE_BACK);
}

err_t learning_take_back(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id who)
{
	struct learning_act act = {app, a, actor, who, .now = clock_now(app->clock)};
	return db_tx(app->db, take_back, &act);
}

err_t learning_erase(struct tx *tx, struct public_id who)
{
	int64_t count;
	TRY(erase_referee(tx, who, &count));
	TRY(erase_evidence_chunk(tx, who, &count));
	TRY(erase_evidence(tx, who, &count));
	TRY(erase_learning_comment(tx, who, &count));
	TRY(erase_learning_past(tx, who, &count));
	TRY(erase_learning_text(tx, who, &count));
	return erase_learning(tx, who, &count);
}

static err_t begin_anew(struct tx *tx, void *ctx)
{
	struct learning_act *act = ctx;
	struct participant_at at;
	TRY(access_participant(tx, act->arena, act->actor, ACTION_LEARNING_WRITE, act->who, &at));
	TRY(learning_get(tx, act->arena, at.participant, &act->row));
	if (!act->row || !act->row->is_later || act->row->submitted)
		return err_log(ERR_NOT_FOUND, "nothing is closed");
	TRY(learning_erase(tx, act->who));
	TRY(participant_go_to(tx, at.participant, PARTICIPANT_OPENED));
	TRY(participation_note(
		tx, at.participant, act->now, NULL, PARTICIPATION_BEGAN_ANEW, STR_NONE));
	return learning_note(tx, act, AUDIT_LEARNING_ANEW);
}

err_t learning_begin_anew(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id who)
{
	struct learning_act act = {app, a, actor, who, .now = clock_now(app->clock)};
	return db_tx(app->db, begin_anew, &act);
}

/* --- the conversation --- */

struct speaking {
	struct learning_act act;
	const struct learning_place *at;
	struct public_id comment;
	struct str sealed;
};

static err_t check_comment(struct str text)
{
	if (!str_trim(text).len)
		return err_field("answer", N_("Write something first."));
	if (utf8_count(text) <= LEARNING_COMMENT_MOST)
		return NULL;
	return err_number(
		err_field("answer", NN_("At most {n} character.", "At most {n} characters.")),
		LEARNING_COMMENT_MOST);
}

static err_t add_comment(struct tx *tx, struct speaking *s, struct row_id author)
{
	int64_t count;
	struct str moment = str_of(project_moment_id(s->at->moment));
	TRY(learning_check_place(tx, &s->act, s->at->area));
	TRY(learning_comment_count(tx, s->act.participant, &count));
	if (count >= LEARNING_COMMENTS_MOST)
		return err_field("answer", N_("There is no room for more here."));
	return learning_comment_add(tx, s->act.participant, s->at->area, moment, s->act.now,
		s->comment, author, s->sealed);
}

static err_t say(struct speaking *io, struct str text, db_fn fn)
{
	const struct app *app = io->act.app;
	io->comment = public_id_new(app->random);
	struct vault_place place =
		learning_comment_place(io->act.arena, io->act.who, io->comment, io->act.at != NULL);
	TRY(check_comment(text));
	TRY(learning_look(&io->act, io->act.at ? ACTION_LEARNING_SUGGEST : ACTION_LEARNING_WRITE));
	TRY(vault_seal(app->vault, io->act.arena, &place, text, &io->sealed));
	return db_tx(app->db, fn, io);
}

static err_t reply(struct tx *tx, void *ctx)
{
	struct speaking *s = ctx;
	TRY(learning_own(tx, &s->act, ACTION_LEARNING_WRITE));
	return add_comment(tx, s, (struct row_id){0});
}

err_t learning_reply(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct learning_place *at, struct str text)
{
	struct speaking s = {{app, a, actor, who, .now = clock_now(app->clock)}, at};
	return say(&s, text, reply);
}

/* --- the organiser --- */

static err_t suggest(struct tx *tx, void *ctx)
{
	struct speaking *s = ctx;
	TRY(learning_theirs(tx, &s->act, ACTION_LEARNING_SUGGEST));
	TRY(add_comment(tx, s, s->act.actor->person));
	TRY(participant_go_to(tx, s->act.participant, PARTICIPANT_SUGGESTED));
	TRY(project_tell_participant(tx, s->act.arena, s->act.participant, s->act.now));
	return learning_note(tx, &s->act, AUDIT_LEARNING_SUGGEST);
}

err_t learning_suggest(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who, const struct learning_place *place,
	struct str text)
{
	struct speaking s = {{app, a, actor, who, at, clock_now(app->clock)}, place};
	return say(&s, text, suggest);
}

static err_t accept(struct tx *tx, void *ctx)
{
	struct learning_act *act = ctx;
	int64_t count;
	TRY(learning_theirs(tx, act, ACTION_LEARNING_SUGGEST));
	TRY(learning_set_accepted(tx, act->participant, act->now, &count));
	if (!count)
		return NULL;
	TRY(participant_reach(tx, act->arena, act->participant, PARTICIPANT_ACCEPTED));
	return learning_note(tx, act, AUDIT_LEARNING_ACCEPT);
}

err_t learning_accept(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who)
{
	struct learning_act act = {app, a, actor, who, at, clock_now(app->clock)};
	return db_tx(app->db, accept, &act);
}
