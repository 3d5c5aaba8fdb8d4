/* Pictures: an answer that names a file, which is put down in the same transaction. */
#include "app/passport_inside.h"

#include "base/arena.h"
#include "codec/image.h"

#define SIDE 1600 /* pixels: enough for a page of paper */
#define TRIES 3   /* at a version that others replace meanwhile */

static err_t find_photo(
	const struct app *app, struct str id, const struct content_question **ret_question)
{
	const struct content_question *question = content_question(app->content, 0, id);
	if (!question || question->kind != CONTENT_PHOTO)
		return err_log(ERR_NOT_FOUND, "no question that asks for a picture");
	*ret_question = question;
	return NULL;
}

/* --- reading --- */

struct looking {
	struct arena *arena;
	const struct actor *actor;
	struct str question;
	int64_t version;
	struct answer_row *row; /* NULL: nothing stands there */
	struct public_id file;
	struct file_found *found;
};

static err_t read_version(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	struct row_id person = l->actor->person;
	TRY(access_require(tx, l->actor, ACTION_PASSPORT_READ, person));
	TRY(answer_get(tx, l->arena, person, l->question, &l->row));
	if (!l->version || (l->row && l->row->version == l->version))
		return NULL;
	return answer_past_get(tx, l->arena, person, l->question, l->version, &l->row);
}

static err_t read_file(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	TRY(access_require(tx, l->actor, ACTION_PASSPORT_READ, l->actor->person));
	return file_find(tx, l->arena, l->actor->person, l->file, &l->found);
}

/* What stands there; without a file when there is none. */
static err_t look(const struct app *app, struct looking *l, const struct content_question *question,
	struct answer *ret)
{
	struct passport_answer answer = {.question = question};
	TRY(db_read(app->db, read_version, l));
	if (l->row)
		TRY(passport_open_answer(app, l->arena, l->actor->public, l->row, &answer));
	*ret = answer.value;
	return NULL;
}

err_t passport_picture(const struct app *app, struct arena *a, const struct actor *actor,
	struct str question, int64_t version, struct file *ret)
{
	const struct content_question *asked;
	struct answer answer;
	struct looking l = {.arena = a, .actor = actor, .question = question, .version = version};
	TRY(find_photo(app, question, &asked));
	TRY(look(app, &l, asked, &answer));
	if (!answer.has_file)
		return err_log(ERR_NOT_FOUND, "no picture stands there");
	l.file = answer.file;
	TRY(db_read(app->db, read_file, &l));
	return file_open(app, a, actor->public, l.found, ret);
}

static const struct passport_answer *find_answer(
	const struct passport_whole *whole, const struct content_question *question)
{
	for (size_t i = 0; i < whole->count; i++) {
		const struct passport_chapter *chapter = &whole->chapters[i];
		for (size_t k = 0; k < chapter->chapter->count; k++)
			if (str_eq(chapter->answers[k].question->id, question->id))
				return &chapter->answers[k];
	}
	return NULL;
}

err_t passport_dated_picture(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id dated, struct str question, struct file *ret)
{
	const struct content_question *asked;
	struct passport_whole whole;
	usec made;
	struct looking l = {.arena = a, .actor = actor};
	TRY(find_photo(app, question, &asked));
	TRY(passport_dated_read(app, a, actor, 0, dated, &made, &whole));
	const struct passport_answer *answer = find_answer(&whole, asked);
	if (!answer || !answer->value.has_file)
		return err_log(ERR_NOT_FOUND, "no picture stands there");
	l.file = answer->value.file;
	TRY(db_read(app->db, read_file, &l));
	return file_open(app, a, actor->public, l.found, ret);
}

/* --- writing --- */

static err_t make_file(const struct app *app, struct arena *a, const struct actor *actor,
	const struct passport_picture *in, struct file_sealed **ret_file)
{
	struct str jpeg;
	if (!image_name_ok(in->name))
		return err_field("picture", N_("Choose a picture: PNG or JPEG."));
	TRY(image_fit(a, in->bytes, SIDE, &jpeg));
	return file_seal(app, a, actor->public, STR(IMAGE_TYPE), jpeg, ret_file);
}

/* The answer with that picture, or with the one that is there and other words. */
static err_t make_answer(const struct app *app, struct arena *a, const struct actor *actor,
	const struct passport_picture *in, struct passport_save *io)
{
	const struct content_question *question;
	struct looking l = {.arena = a, .actor = actor, .question = in->question};
	struct file_sealed *file;
	struct answer answer;
	TRY(find_photo(app, in->question, &question));
	io->stored = STR("");
	if (in->removes)
		return NULL;
	if (utf8_count(in->description) > ANSWER_ALT_MOST)
		return err_number(err_field("answer",
					  NN_("At most {n} character.", "At most {n} characters.")),
			ANSWER_ALT_MOST);
	if (in->bytes.len) {
		TRY(make_file(app, a, actor, in, &file));
		io->file = file;
		io->stored = answer_of_file(a, file_id(file), in->description);
		return NULL;
	}
	TRY(look(app, &l, question, &answer));
	if (!answer.has_file)
		return err_field("picture", N_("Choose a picture."));
	io->stored = answer_of_file(a, answer.file, in->description);
	return NULL;
}

err_t passport_picture_save(const struct app *app, struct arena *a, const struct actor *actor,
	const struct passport_picture *in, bool *ret_other)
{
	struct passport_save save = {.question = in->question, .version = in->version};
	struct passport_saved saved;
	bool other = false;
	TRY(make_answer(app, a, actor, in, &save));
	for (int i = 0; i < TRIES; i++) {
		TRY(passport_save(app, a, actor, &save, &saved));
		if (!saved.conflict) {
			*ret_other = other;
			return NULL;
		}
		save.version = saved.version;
		save.replaces = other = true;
	}
	return err_log(ERR_UNAVAILABLE, "the answer changes all the time");
}
