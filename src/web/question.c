/* One question of the passport: showing it, saving its answer, from a form or by our script. */
#include "app/passport.h"
#include "codec/input.h"
#include "codec/json.h"
#include "i18n/format.h"
#include "view/passport.h"
#include "web/page.h"
#include "web/routes.h"

#define ANSWER_BODY (256 << 10)

struct answer_in {
	struct str answer;
	int64_t version;
};
static const struct input_field answer_fields[] = {
	INPUT_TEXT(
		struct answer_in, answer, .label = N_("Your answer"), .max = PASSPORT_ANSWER_MOST),
	INPUT_INT(struct answer_in, version, .label = N_("Version")),
	{0},
};
static const struct input_form answer_input = INPUT_FORM(struct answer_in, answer_fields);

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

static void fill_words(const struct passport_question *q, struct question_view *io)
{
	const struct content_question *question = q->place.question;
	io->key = question->id;
	io->title = question->text;
	io->help = question->help;
	io->example = question->example;
	io->prompt = question->talk;
	io->minimum = question->least;
	io->most = PASSPORT_ANSWER_MOST;
	io->chapter_key = q->place.chapter->id;
	io->chapter_title = q->place.chapter->title;
	io->chapter = (int)q->place.chapter_at + 1;
	io->number = (int)q->place.at + 1;
	io->total = (int)q->place.chapter->count;
	io->is_first = !q->previous;
}

/* How the page differs from what is stored. */
struct shown_answer {
	const struct answer_in *typed; /* what was sent and not saved; or NULL */
	struct str error;
	bool conflict; /* show the version that somebody else wrote, too */
};

static err_t question_page(
	struct request *req, struct response *res, const struct shown_answer *shown)
{
	const struct visit *v = visit_of(req);
	struct passport_question q;
	TRY(passport_ask(v->app, req->arena, &v->session.actor, lang_index(v->lang),
		request_param(req, "key"), &q));
	struct question_view view = {
		.answer = shown->typed ? shown->typed->answer : q.answer.text,
		.version = shown->typed ? shown->typed->version : q.answer.version,
		.answered = q.answer.answered,
		.is_saved = !shown->typed && q.answer.version > 0,
		.saved_at = q.answer.changed,
		.error = shown->error,
		.conflict = shown->conflict && q.past_count,
	};
	if (view.conflict)
		view.other = q.past[0].text;
	fill_words(&q, &view);
	fill_steps(req->arena, &q, &view);
	return PAGE_SHOW(req, res, view_question, &view);
}

static err_t question_show(struct request *req, struct response *res)
{
	struct shown_answer as_stored = {.conflict = str_eq(req->query, STR("other"))};
	return question_page(req, res, &as_stored);
}

/* --- saving --- */

static err_t save(struct request *req, struct answer_in *ret_in, struct passport_saved *ret_saved)
{
	const struct visit *v = visit_of(req);
	TRY(input_from_form(req->arena, &answer_input, &v->form, ret_in));
	struct passport_save in = {request_param(req, "key"), ret_in->answer, ret_in->version};
	return passport_save(v->app, req->arena, &v->session.actor, &in, ret_saved);
}

static err_t show_saved(
	struct request *req, struct response *res, const struct passport_saved *saved)
{
	struct arena *a = req->arena;
	struct json body = json_object();
	json_set(a, &body, STR("saved"),
		json_of_str(format_time(a, visit_of(req)->lang, saved->at)));
	json_set(a, &body, STR("answered"), json_of_bool(saved->answered));
	json_set(a, &body, STR("version"), json_of_int(a, saved->version));
	json_set(a, &body, STR("conflict"), json_of_bool(saved->conflict));
	struct buf out;
	buf_init(&out, a, 128, 1024);
	json_write(&out, &body);
	response_body(res, TYPE_JSON, buf_str(&out));
	return buf_err(&out);
}

/* The page that the pressed button leads to. */
static err_t go_on(struct request *req, struct response *res, bool conflict)
{
	const struct visit *v = visit_of(req);
	struct str go = form_get(&v->form, STR("go"));
	struct passport_question q;
	TRY(passport_ask(v->app, req->arena, &v->session.actor, lang_index(v->lang),
		request_param(req, "key"), &q));
	const char *tail = conflict ? "?other" : "";
	const struct content_question *to = str_is(go, "previous") ? q.previous : q.next;
	if (conflict)
		to = q.place.question;
	if (!to || (!conflict && str_is(go, "later")))
		return response_redirect(res, STR("/passport"));
	return response_redirect(
		res, str_fmt(req->arena, "/passport/questions/%.*s%s", STR_ARG(to->id), tail));
}

static err_t question_post(struct request *req, struct response *res)
{
	struct answer_in in = {0};
	struct passport_saved saved;
	err_t e = save(req, &in, &saved);
	if (e && page_can_mend(e) && !visit_wants_json(req)) {
		const struct form *form = &visit_of(req)->form;
		in.answer = form_get(form, STR("answer"));
		struct shown_answer again = {.typed = &in, .error = page_error_text(req, e)};
		page_refuse(res, e);
		return question_page(req, res, &again);
	}
	TRY(e);
	if (visit_wants_json(req))
		return show_saved(req, res, &saved);
	return go_on(req, res, saved.conflict);
}

const struct route question_routes[] = {
	{GET, "/passport/questions/{key}", question_show, .need = NEED_PERSON},
	{POST, "/passport/questions/{key}", question_post, .need = NEED_PERSON,
		.max_body = ANSWER_BODY},
	{0},
};
