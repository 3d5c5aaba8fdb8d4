/* Writing: every save is a version, and none is lost unseen. */
#include "app/passport_inside.h"

#include "crypto/vault.h"

struct saving {
	struct arena *arena;
	const struct actor *actor;
	const struct passport_save *in;
	struct answer value;
	struct str sealed;
	bool answered, is_picture;
	struct passport_files files; /* of a picture */
	usec now;
	int64_t version;                 /* after saving */
	struct answer_version_row *same; /* saved over the version that was seen */
	struct answer_row *other; /* not saved: this stands there, which the writer has not seen */
};

/* Of what an old version is sealed in, so that this save drops no more than half of its words: the
 * overhead is on both sides. */
static int64_t most_going(const struct saving *s)
{
	return 2 * (int64_t)s->sealed.len - VAULT_OVERHEAD;
}

static bool is_worth_keeping(const struct saving *s, const struct answer_row *old)
{
	return s->in->replaces || s->now - old->changed > PASSPORT_PAST_EACH ||
	       (int64_t)old->body.len > most_going(s);
}

static err_t keep_past(struct tx *tx, const struct saving *s, const struct answer_row *old)
{
	struct row_id person = s->actor->person;
	int64_t count;
	TRY(answer_past_add(tx, person, old->question, old->version, old->changed, old->body));
	return answer_past_trim(tx, person, old->question, PASSPORT_PAST_MOST, &count);
}

/* --- the files of a picture --- */

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
			TRY(passport_files_drop(tx, s->arena, person, &s->files));
		TRY(file_fits(tx, person, s->in->file, &fits));
	}
	return NULL;
}

/* After the answer: what it was may name the last file that goes. */
static err_t put_files(struct tx *tx, struct saving *s)
{
	struct row_id person = s->actor->person;
	passport_files_add(s->arena, s->in->question, s->version, &s->value, &s->files);
	TRY(passport_files_drop(tx, s->arena, person, &s->files));
	if (!s->in->file)
		return NULL;
	TRY(make_room(tx, s));
	return file_put(tx, person, s->in->file, s->now);
}

/* Most saves: the writer goes on with what was saved a moment ago. One journey to the database. */
static err_t go_on(struct tx *tx, void *ctx)
{
	struct saving *s = ctx;
	struct row_id person = s->actor->person;
	TRY(access_require(tx, s->actor, ACTION_PASSPORT_WRITE, person));
	return answer_go_on_soon(tx, s->arena, person, s->in->question, s->in->version,
		s->now - PASSPORT_PAST_EACH, most_going(s), s->answered, s->now, s->sealed,
		&s->same);
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
	TRY(answer_put(tx, person, question, s->answered, s->version, s->now, s->sealed));
	return s->is_picture ? put_files(tx, s) : NULL;
}

/* Where a lost connection left open whether that went on, the look at what stands there tells. */
static err_t put(const struct app *app, struct saving *s)
{
	err_t e = NULL;
	if (!s->is_picture && !s->in->replaces && s->in->version)
		e = db_tx(app->db, go_on, s);
	if (e && e->code != ERR_UNAVAILABLE)
		return e;
	if (e)
		s->same = NULL;
	err_free(e);
	if (!s->same)
		return db_tx(app->db, put_answer, s);
	s->version = s->same->version;
	return NULL;
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

err_t passport_put(const struct app *app, struct arena *a, const struct actor *actor,
	const struct content_question *question, const struct passport_save *in,
	struct passport_saved *ret)
{
	struct saving s = {
		.arena = a,
		.actor = actor,
		.in = in,
		.value = answer_of(a, question, in->stored),
		.answered = answer_counts(question, in->stored),
		.is_picture = question->kind == CONTENT_PHOTO,
		.now = clock_now(app->clock),
	};
	if (s.is_picture)
		TRY(passport_files_read(app, a, actor, &s.files));
	TRY(answer_seal(app, a, actor->public, question, in->stored, &s.sealed));
	TRY(put(app, &s));
	if (s.other)
		return compare_with_other(app, &s, question, ret);
	*ret = (struct passport_saved){.version = s.version, .at = s.now, .answered = s.answered};
	return NULL;
}

err_t passport_save(const struct app *app, struct arena *a, const struct actor *actor,
	const struct passport_save *in, struct passport_saved *ret)
{
	const struct content_question *question = content_question(app->content, 0, in->question);
	if (!question || question->retired)
		return err_log(ERR_NOT_FOUND, "no route asks this question");
	return passport_put(app, a, actor, question, in, ret);
}
