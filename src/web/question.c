/* One question of the passport: showing it, saving its answer, from a form or by our script. */
#include "view/passport.h"
#include "web/autosave.h"
#include "web/question.h"
#include "web/routes.h"

#define ANSWER_BODY (256 << 10)
#define SMALL_BODY (8 << 10)
#define ROWS_LEAST 3 /* fields of a list */

/* --- showing --- */

static void fill_steps(struct arena *a, const struct passport_question *q, struct question_view *io)
{
	const struct content_chapter *chapter = q->place.chapter;
	struct question_step *steps = arena_array(a, struct question_step, chapter->count);
	for (size_t i = 0; i < chapter->count; i++)
		steps[i] = (struct question_step){
			.key = chapter->questions[i].id,
			.title = chapter->questions[i].text,
			.number = (int)i + 1,
			.answered = q->marks[i],
			.current = i == q->place.at,
		};
	io->steps = steps;
	io->steps_len = chapter->count;
}

static const enum question_form forms[CONTENT_KINDS] = {
	[CONTENT_TEXT] = QUESTION_TEXT,
	[CONTENT_LIST] = QUESTION_LIST,
	[CONTENT_CHOICE] = QUESTION_CHOICE,
	[CONTENT_SEVERAL] = QUESTION_SEVERAL,
	[CONTENT_SCALE] = QUESTION_SCALE,
	[CONTENT_PHOTO] = QUESTION_PHOTO,
};

/* The questionnaire's own drawing: made by us, compiled in. */
static struct html picture_html(struct str svg)
{
	return (struct html){svg.p, svg.len};
}

static void fill_options(struct arena *a, const struct content_question *question,
	const struct answer *value, struct question_view *io)
{
	struct question_option *options =
		arena_array(a, struct question_option, question->option_count);
	for (size_t i = 0; i < question->option_count; i++)
		options[i] = (struct question_option){
			question->options[i].id,
			question->options[i].text,
			value->chosen[i],
			picture_html(question->options[i].picture),
		};
	io->options = options;
	io->options_len = question->option_count;
}

static void fill_scale(struct arena *a, const struct content_question *question,
	const struct answer *value, struct question_view *io)
{
	struct question_option *options =
		arena_array(a, struct question_option, (size_t)question->steps);
	for (int i = 1; i <= question->steps; i++)
		options[i - 1] = (struct question_option){
			.key = str_fmt(a, "%d", i), .chosen = i == value->step};
	options[0].text = question->low;
	options[question->steps - 1].text = question->high;
	io->options = options;
	io->options_len = (size_t)question->steps;
	io->low = question->low;
	io->high = question->high;
}

/* Its lines, and one to go on with; not more than fit. */
static void fill_rows(struct arena *a, const struct content_question *question,
	const struct answer *value, struct question_view *io)
{
	size_t most = (size_t)question->most, count = value->line_count + 1;
	if (count < ROWS_LEAST)
		count = ROWS_LEAST;
	if (count > most)
		count = value->line_count > most ? value->line_count : most;
	struct question_row *rows = arena_array(a, struct question_row, count);
	for (size_t i = 0; i < count; i++)
		rows[i] = (struct question_row){
			i < value->line_count ? value->lines[i] : STR_NONE, (int)i + 1};
	io->rows = rows;
	io->rows_len = count;
	io->has_room = count < most;
}

/* The field, with what stands in it. */
static void fill_field(struct arena *a, const struct content_question *question, struct str stored,
	struct question_view *io)
{
	struct answer value = answer_of(a, question, stored);
	io->form = forms[question->kind];
	io->most = question->most;
	io->answer = stored;
	if (question->kind == CONTENT_LIST)
		fill_rows(a, question, &value, io);
	if (question->kind == CONTENT_SCALE)
		fill_scale(a, question, &value, io);
	if (value.chosen)
		fill_options(a, question, &value, io);
	if (question->kind != CONTENT_PHOTO)
		return;
	io->answer = value.words;
	io->has_picture = value.has_file;
}

static void fill_words(const struct passport_question *q, struct question_view *io)
{
	const struct content_question *question = q->place.question;
	const struct content_chapter *chapter = q->place.chapter;
	io->key = question->id;
	io->title = question->text;
	io->help = question->help;
	io->example = question->example;
	io->prompt = question->prompt;
	io->why = question->why;
	io->picture = picture_html(question->picture);
	io->shows = question->shows;
	io->minimum = question->least;
	io->is_apart = chapter->is_apart;
	io->apart_why = chapter->intro;
	io->apart_skip = chapter->skip;
	io->chapter_key = chapter->id;
	io->chapter_title = chapter->title;
	io->chapter = (int)q->place.chapter_at + 1;
	io->number = (int)q->place.at + 1;
	io->total = (int)chapter->count;
	io->is_first = !q->previous;
	io->previous_key = q->previous ? q->previous->id : STR_NONE;
	io->next_key = q->next ? q->next->id : STR_NONE;
}

err_t question_page(
	struct request *req, struct response *res, const struct question_unsaved *unsaved)
{
	const struct visit *v = visit_of(req);
	struct passport_question q;
	TRY(passport_ask(v->app, req->arena, &v->session.actor, lang_index(v->lang),
		request_param(req, "key"), &q));
	const struct content_question *question = q.place.question;
	struct str shown = q.answer.stored;
	struct question_view view = {
		.owner = public_id_print(req->arena, v->session.actor.public),
		.version = q.answer.version,
		.answered = q.answer.answered,
		.is_damaged = q.answer.is_damaged,
		.is_saved = q.answer.version > 0,
		.saved_at = q.answer.changed,
		.has_past = q.has_past,
		.error = unsaved->error,
		.conflict = unsaved->conflict,
	};
	page_note_damaged(req, q.answer.is_damaged, "an answer");
	if (unsaved->typed) {
		shown = unsaved->typed->stored;
		view.answered = answer_counts(question, shown);
		view.version = unsaved->typed->version;
		view.is_saved = false;
	}
	if (unsaved->conflict) {
		view.version = unsaved->conflict->version;
		view.other = answer_of(req->arena, question, unsaved->conflict->other).words;
	}
	fill_field(req->arena, question, shown, &view);
	if (unsaved->description.p)
		view.answer = unsaved->description;
	fill_words(&q, &view);
	fill_steps(req->arena, &q, &view);
	TRY(question_threads(req, question, unsaved->comment, &view.talk));
	return PAGE_SHOW(req, res, view_question, &view);
}

static err_t question_show(struct request *req, struct response *res)
{
	return question_page(req, res, &(struct question_unsaved){0});
}

/* --- saving --- */

static err_t find_question(const struct request *req, const struct content_question **ret)
{
	const struct visit *v = visit_of(req);
	const struct content_question *question =
		content_question(v->app->content, lang_index(v->lang), request_param(req, "key"));
	if (!question)
		return err_log(ERR_NOT_FOUND, "no such question");
	*ret = question;
	return NULL;
}

static err_t save(struct request *req, struct question_sent *io, struct passport_saved *ret_saved)
{
	const struct visit *v = visit_of(req);
	struct str go = form_get(&v->form, STR("go"));
	TRY(answer_read(req->arena, io->question, &v->form, &io->stored));
	TRY(autosave_version(&v->form, &io->version));
	struct passport_save in = {
		.question = io->question->id,
		.stored = io->stored,
		.version = io->version,
		.replaces = str_is(go, "replace"),
	};
	return passport_save(v->app, req->arena, &v->session.actor, &in, ret_saved);
}

err_t question_go_on(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str go = form_get(&v->form, STR("go"));
	struct passport_question q;
	err_t e = passport_ask(v->app, req->arena, &v->session.actor, lang_index(v->lang),
		request_param(req, "key"), &q);
	if (e && e->code == ERR_NOT_FOUND) {
		err_free(e); /* the route was changed meanwhile: saved all the same */
		return response_redirect(res, STR("/passport"));
	}
	TRY(e);
	const struct content_question *to = q.next;
	if (str_is(go, "previous"))
		to = q.previous;
	if (str_is(go, "stay") || str_is(go, "more") || str_is(go, "replace") ||
		str_is(go, "remove"))
		to = q.place.question;
	if (!to || str_is(go, "later"))
		return response_redirect(res, STR("/passport"));
	return response_redirect(
		res, str_fmt(req->arena, "/passport/questions/%.*s", STR_ARG(to->id)));
}

/* What cannot be saved, to be mended. */
static struct question_sent as_sent(struct request *req, const struct content_question *question)
{
	const struct form *form = &visit_of(req)->form;
	struct question_sent sent = {.question = question};
	int64_t version;
	sent.stored = answer_sent(req->arena, question, form);
	if (str_to_int(form_get(form, STR("version")), &version))
		sent.version = version;
	return sent;
}

static err_t post_by_form(struct request *req, struct response *res)
{
	struct question_sent sent = {0};
	struct passport_saved saved;
	TRY(find_question(req, &sent.question));
	err_t e = save(req, &sent, &saved);
	if (e && page_can_mend(e)) {
		sent = as_sent(req, sent.question);
		struct question_unsaved again = {.typed = &sent, .error = page_error_text(req, e)};
		page_refuse(req, res, e);
		return question_page(req, res, &again);
	}
	TRY(e);
	if (!saved.conflict)
		return question_go_on(req, res);
	res->status = err_kind(ERR_CONFLICT)->http_status;
	return question_page(
		req, res, &(struct question_unsaved){.typed = &sent, .conflict = &saved});
}

static err_t post_by_script(struct request *req, struct response *res)
{
	struct question_sent sent = {0};
	struct passport_saved saved;
	TRY(find_question(req, &sent.question));
	err_t e = save(req, &sent, &saved);
	if (e && e->code == ERR_INVALID)
		return autosave_refused(req, res, e);
	TRY(e);
	if (!saved.conflict)
		return autosave_saved(req, res, saved.version, saved.at, saved.answered);
	return autosave_other(
		req, res, saved.version, answer_of(req->arena, sent.question, saved.other).words);
}

static err_t question_post(struct request *req, struct response *res)
{
	return visit_wants_json(req) ? post_by_script(req, res) : post_by_form(req, res);
}

const struct route question_routes[] = {
	{GET, "/passport/questions/{key}", question_show, .need = NEED_PERSON, .own = true},
	{POST, "/passport/questions/{key}", question_post, .need = NEED_PERSON, .lean = true,
		.max_body = ANSWER_BODY},
	{GET, "/passport/questions/{key}/picture", question_picture_show, .need = NEED_PERSON,
		.own = true},
	{POST, "/passport/questions/{key}/picture", question_picture_post, .need = NEED_PERSON,
		.slow = true, .max_body = QUESTION_PICTURE_BODY},
	{POST, "/passport/questions/{key}/comment", question_comment_post, .need = NEED_PERSON,
		.max_body = QUESTION_COMMENT_BODY},
	{POST, "/passport/questions/{key}/talked", question_talked_post, .need = NEED_PERSON,
		.max_body = QUESTION_COMMENT_BODY},
	{POST, "/passport/questions/{key}/ask", question_ask_post, .need = NEED_PERSON,
		.max_body = QUESTION_COMMENT_BODY},
	{GET, "/passport/questions/{key}/history", question_history_show, .need = NEED_PERSON,
		.own = true},
	{POST, "/passport/questions/{key}/history", question_history_post, .need = NEED_PERSON,
		.max_body = SMALL_BODY},
	{0},
};
