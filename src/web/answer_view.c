#include "web/answer_view.h"

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

struct question_line question_line(const struct request *req, const struct passport_answer *answer)
{
	if (answer->is_damaged)
		page_note(req, err_log(ERR_INTERNAL, "an answer cannot be opened"));
	return (struct question_line){
		.key = answer->question->id,
		.title = answer->question->text,
		.answer = answer->value.words,
		.lines = answer->value.lines,
		.lines_len = answer->value.line_count,
		.scale = scale_of(req->arena, answer),
		.has_picture = answer->value.has_file,
		.picture = str_fmt(req->arena, "/passport/questions/%.*s/picture",
			STR_ARG(answer->question->id)),
		.answered = answer->answered,
		.is_damaged = answer->is_damaged,
	};
}
