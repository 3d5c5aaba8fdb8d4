#include "web/answer_view.h"

#include "web/terms.h"

static struct scale_shown scale_of(struct arena *a, const struct passport_answer *answer)
{
	const struct content_question *question = answer->question;
	if (question->kind != CONTENT_SCALE)
		return (struct scale_shown){0};
	struct scale_dot *dots = arena_array(a, struct scale_dot, (size_t)question->steps);
	if (answer->value.step)
		dots[answer->value.step - 1].chosen = true;
	return (struct scale_shown){
		.step = answer->value.step,
		.steps = question->steps,
		.low = question->low,
		.high = question->high,
		.dots = dots,
		.dots_len = (size_t)question->steps,
	};
}

/* Of an answer that is one; else nobody asks for it. */
static struct str own_picture(struct arena *a, const struct passport_answer *answer)
{
	return answer->value.has_file ? str_fmt(a, "/passport/questions/%.*s/picture",
						STR_ARG(answer->question->id))
				      : STR_NONE;
}

struct question_line question_line(const struct request *req, const struct passport_answer *answer)
{
	page_note_damaged(req, answer->is_damaged, "an answer");
	return (struct question_line){
		.key = answer->question->id,
		.title = answer->question->text,
		.answer = answer->value.words,
		.lines = answer->value.lines,
		.lines_len = answer->value.line_count,
		.scale = scale_of(req->arena, answer),
		.has_picture = answer->value.has_file,
		.picture = own_picture(req->arena, answer),
		.answered = answer->answered,
		.is_damaged = answer->is_damaged,
	};
}

static struct question_line seen_line(
	const struct request *req, const struct passport_answer *answer, struct str with)
{
	struct question_line line = question_line(req, answer);
	if (with.len && line.has_picture)
		line.picture = str_fmt(req->arena, "/with/%.*s/%.*s/pictures/%.*s", STR_ARG(with),
			STR_ARG(answer->question->scope), STR_ARG(answer->question->id));
	return line;
}

struct read_chapter seen_chapter(
	const struct request *req, const struct passport_chapter *chapter, struct str with)
{
	size_t count = chapter->chapter->count;
	struct question_line *lines = arena_array(req->arena, struct question_line, count);
	struct read_chapter seen = {
		.key = chapter->chapter->id,
		.title = chapter->chapter->title,
		.number = scope_number(req, chapter->chapter->id),
		.questions = lines,
	};
	for (size_t i = 0; i < count; i++)
		if (chapter->answers[i].stored.len || chapter->answers[i].is_damaged)
			lines[seen.questions_len++] = seen_line(req, &chapter->answers[i], with);
	seen.is_empty = !seen.questions_len;
	return seen;
}
