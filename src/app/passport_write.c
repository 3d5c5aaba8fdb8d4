/* Writing: every save is a version, and none is lost unseen. */
#include "app/passport_inside.h"

#include "crypto/vault.h"

struct saving {
	struct arena *arena;
	const struct actor *actor;
	const struct passport_save *in;
	struct answer value;
	struct passport_history before; /* of a picture: its versions, to know their files */
	struct str sealed;
	bool answered;
	usec now;
	int64_t version;          /* after saving */
	struct answer_row *other; /* not saved: this stands there, which the writer has not seen */
};

/* Lengths of what is sealed: the overhead is on both sides. */
static bool goes_mostly(struct str sealed, struct str old)
{
	return sealed.len < old.len && old.len - sealed.len > (old.len - VAULT_OVERHEAD) / 2;
}

static bool is_worth_keeping(const struct saving *s, const struct answer_row *old)
{
	return s->in->replaces || s->now - old->changed > PASSPORT_PAST_EACH ||
	       goes_mostly(s->sealed, old->body);
}

static err_t keep_past(struct tx *tx, const struct saving *s, const struct answer_row *old)
{
	struct row_id person = s->actor->person;
	int64_t count;
	TRY(answer_past_add(tx, person, old->question, old->version, old->changed, old->body));
	return answer_past_trim(tx, person, old->question, PASSPORT_PAST_MOST, &count);
}

/* --- the files of a picture --- */

static bool is_kept(const struct answer_row_list *past, const struct passport_answer *v)
{
	for (size_t i = 0; i < past->len; i++)
		if (past->at[i].version == v->version)
			return true;
	return false;
}

/* Does a version that is kept name that file, or the one that comes now? */
static bool is_named(
	const struct saving *s, const struct answer_row_list *past, struct public_id file)
{
	if (s->value.has_file && public_id_eq(s->value.file, file))
		return true;
	for (size_t i = 0; i < s->before.count; i++) {
		const struct passport_answer *v = &s->before.versions[i];
		if (v->value.has_file && public_id_eq(v->value.file, file) && is_kept(past, v))
			return true;
	}
	return false;
}

/* A file goes with the last version that names it. */
static err_t drop_files(struct tx *tx, const struct saving *s)
{
	struct row_id person = s->actor->person;
	struct answer_row_list past;
	TRY(answer_past_list(tx, s->arena, person, s->in->question, &past));
	for (size_t i = 0; i < s->before.count; i++) {
		const struct passport_answer *v = &s->before.versions[i];
		if (v->value.has_file && !is_named(s, &past, v->value.file))
			TRY(file_remove(tx, person, v->value.file));
	}
	return NULL;
}

/* Where a new picture has no room, the oldest of its question go first. */
static err_t make_room(struct tx *tx, const struct saving *s)
{
	struct row_id person = s->actor->person;
	int64_t most = PASSPORT_PAST_MOST, count;
	bool fits;
	TRY(file_fits(tx, person, s->in->file, &fits));
	while (!fits && most > 0) {
		TRY(answer_past_trim(tx, person, s->in->question, --most, &count));
		if (count)
			TRY(drop_files(tx, s));
		TRY(file_fits(tx, person, s->in->file, &fits));
	}
	return NULL;
}

/* Were its versions read as they are now? Else their files stay until the next save. */
static bool knows_files(const struct saving *s, const struct answer_row *old)
{
	return old && s->before.count && s->before.versions[0].version == old->version;
}

static err_t put_answer(struct tx *tx, void *ctx)
{
	struct saving *s = ctx;
	struct row_id person = s->actor->person;
	struct str question = s->in->question;
	struct answer_row *old;
	TRY(access_require(tx, s->actor, ACTION_PASSPORT_WRITE, person));
	TRY(answer_get(tx, s->arena, person, question, &old));
	s->other = old && old->version != s->in->version ? old : NULL;
	if (s->other)
		return NULL;
	s->version = old ? old->version + 1 : 1;
	if (old && is_worth_keeping(s, old))
		TRY(keep_past(tx, s, old));
	if (s->in->file && knows_files(s, old))
		TRY(make_room(tx, s));
	if (s->in->file)
		TRY(file_put(tx, person, s->in->file, s->now));
	TRY(answer_put(tx, person, question, s->answered, s->version, s->now, s->sealed));
	return knows_files(s, old) ? drop_files(tx, s) : NULL;
}

/* The same answer is no conflict: it was this very save, sent again because its reply got lost. */
static err_t compare_with_other(const struct app *app, const struct saving *s,
	const struct content_question *question, struct passport_saved *ret)
{
	struct passport_answer other = {.question = question};
	TRY(passport_open_answer(app, s->arena, s->actor->public, s->other, &other));
	*ret = (struct passport_saved){
		.version = other.version,
		.at = other.changed,
		.answered = other.answered,
		.conflict = other.is_damaged || !str_eq(other.stored, s->in->stored),
		.other = other.stored,
	};
	return NULL;
}

err_t passport_save(const struct app *app, struct arena *a, const struct actor *actor,
	const struct passport_save *in, struct passport_saved *ret)
{
	const struct content_question *question = content_question(app->content, 0, in->question);
	if (!question || question->retired)
		return err_log(ERR_NOT_FOUND, "no route asks this question");
	struct saving s = {
		.arena = a,
		.actor = actor,
		.in = in,
		.value = answer_of(a, question, in->stored),
		.answered = answer_counts(question, in->stored),
		.now = clock_now(app->clock),
	};
	if (question->kind == CONTENT_PHOTO)
		TRY(passport_history(app, a, actor, 0, in->question, &s.before));
	TRY(answer_seal(app, a, actor->public, question, in->stored, &s.sealed));
	TRY(db_tx(app->db, put_answer, &s));
	if (s.other)
		return compare_with_other(app, &s, question, ret);
	*ret = (struct passport_saved){.version = s.version, .at = s.now, .answered = s.answered};
	return NULL;
}
