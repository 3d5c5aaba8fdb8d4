/* What stood there before: looking at it, and putting it back. */
#include "app/passport_inside.h"

#include "base/arena.h"

struct looking_back {
	struct arena *arena;
	const struct actor *actor;
	struct str question;
	struct answer_row *present;
	struct answer_row_list past;
};

static err_t read_versions(struct tx *tx, void *ctx)
{
	struct looking_back *l = ctx;
	struct row_id person = l->actor->person;
	TRY(access_require(tx, l->actor, ACTION_PASSPORT_READ, person));
	TRY(answer_get(tx, l->arena, person, l->question, &l->present));
	return answer_past_list(tx, l->arena, person, l->question, &l->past);
}

static err_t open_version(const struct app *app, const struct looking_back *l,
	const struct answer_row *row, const struct content_question *question,
	struct passport_answer *ret)
{
	*ret = (struct passport_answer){.question = question};
	return passport_open_answer(app, l->arena, l->actor->public, row, ret);
}

err_t passport_history(const struct app *app, struct arena *a, const struct actor *actor,
	size_t lang, struct str question, struct passport_history *ret)
{
	struct looking_back l = {.arena = a, .actor = actor, .question = question};
	const struct content_question *asked = content_question(app->content, lang, question);
	if (!asked)
		return err_log(ERR_NOT_FOUND, "no such question");
	TRY(db_read(app->db, read_versions, &l));
	struct passport_answer *versions = arena_array(a, struct passport_answer, l.past.len + 1);
	size_t count = 0;
	if (l.present)
		TRY(open_version(app, &l, l.present, asked, &versions[count++]));
	for (size_t i = 0; i < l.past.len; i++)
		TRY(open_version(app, &l, &l.past.at[i], asked, &versions[count++]));
	*ret = (struct passport_history){asked, versions, count};
	return NULL;
}

err_t passport_put_back(const struct app *app, struct arena *a, const struct actor *actor,
	struct str question, int64_t version, int64_t seen)
{
	struct passport_history history;
	struct passport_saved saved;
	size_t at = 0;
	TRY(passport_history(app, a, actor, 0, question, &history));
	while (at < history.count && history.versions[at].version != version)
		at++;
	if (at == history.count || history.versions[at].is_damaged)
		return err_log(ERR_NOT_FOUND, "no such version");
	struct passport_save save = {
		.question = question,
		.stored = history.versions[at].stored,
		.version = seen,
		.replaces = true,
	};
	TRY(passport_put(app, a, actor, history.question, &save, &saved));
	if (saved.conflict)
		return err_log(ERR_CONFLICT, "another version stands there");
	return NULL;
}
