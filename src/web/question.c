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
	io->prompt = question->prompt;
	io->minimum = question->least;
	io->chapter_key = q->place.chapter->id;
	io->chapter_title = q->place.chapter->title;
	io->chapter = (int)q->place.chapter_at + 1;
	io->number = (int)q->place.at + 1;
	io->total = (int)q->place.chapter->count;
	io->is_first = !q->previous;
}

/* What was sent and not saved, shown again; all zero when the page shows what is stored. */
struct unsaved {
	const struct answer_in *typed;
	struct str error;
	const struct passport_saved *conflict;
};

static err_t question_page(struct request *req, struct response *res, const struct unsaved *unsaved)
{
	const struct visit *v = visit_of(req);
	struct passport_question q;
	TRY(passport_ask(v->app, req->arena, &v->session.actor, lang_index(v->lang),
		request_param(req, "key"), &q));
	struct question_view view = {
		.owner = public_id_print(req->arena, v->session.actor.public),
		.answer = q.answer.text,
		.version = q.answer.version,
		.answered = q.answer.answered,
		.is_saved = q.answer.version > 0,
		.saved_at = q.answer.changed,
		.error = unsaved->error,
		.conflict = unsaved->conflict,
	};
	if (unsaved->typed) {
		view.answer = unsaved->typed->answer;
		view.answered = (int)utf8_count(str_trim(view.answer)) >= q.place.question->least;
		view.version = unsaved->typed->version;
		view.is_saved = false;
	}
	if (unsaved->conflict) {
		view.version = unsaved->conflict->version;
		view.other = unsaved->conflict->other;
	}
	fill_words(&q, &view);
	fill_steps(req->arena, &q, &view);
	return PAGE_SHOW(req, res, view_question, &view);
}

static err_t question_show(struct request *req, struct response *res)
{
	return question_page(req, res, &(struct unsaved){0});
}

/* --- saving --- */

static err_t save(struct request *req, struct answer_in *ret_in, struct passport_saved *ret_saved)
{
	const struct visit *v = visit_of(req);
	TRY(input_from_form(req->arena, &answer_input, &v->form, ret_in));
	struct passport_save in = {
		.question = request_param(req, "key"),
		.text = ret_in->answer,
		.version = ret_in->version,
		.replaces = str_is(form_get(&v->form, STR("go")), "stay"),
	};
	return passport_save(v->app, req->arena, &v->session.actor, &in, ret_saved);
}

/* Our script reads this: see assets/js/leerpas.js. */
static err_t answer_json(struct request *req, struct response *res, const struct json *body)
{
	struct buf out;
	buf_init(&out, req->arena, 256, ANSWER_BODY);
	json_write(&out, body);
	response_body(res, TYPE_JSON, buf_str(&out));
	return buf_err(&out);
}

static err_t saved_json(
	struct request *req, struct response *res, const struct passport_saved *saved)
{
	struct arena *a = req->arena;
	struct json body = json_object();
	json_set(a, &body, STR("version"), json_of_int(a, saved->version));
	if (saved->conflict) {
		res->status = err_kind(ERR_CONFLICT)->http_status;
		json_set(a, &body, STR("other"), json_of_str(saved->other));
		return answer_json(req, res, &body);
	}
	json_set(a, &body, STR("saved"),
		json_of_str(format_time(a, visit_of(req)->lang, saved->at)));
	json_set(a, &body, STR("answered"), json_of_bool(saved->answered));
	return answer_json(req, res, &body);
}

static err_t refused_json(struct request *req, struct response *res, err_t e)
{
	struct json body = json_object();
	json_set(req->arena, &body, STR("error"), json_of_str(page_error_text(req, e)));
	page_refuse(res, e);
	return answer_json(req, res, &body);
}

/* The page that the pressed button leads to. */
static err_t go_on(struct request *req, struct response *res)
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
	if (str_is(go, "stay"))
		to = q.place.question;
	if (!to || str_is(go, "later"))
		return response_redirect(res, STR("/passport"));
	return response_redirect(
		res, str_fmt(req->arena, "/passport/questions/%.*s", STR_ARG(to->id)));
}

/* What cannot be saved, to be mended: of the version that the writer saw; 0: of none. */
static struct answer_in as_sent(const struct form *form)
{
	struct answer_in in = {.answer = form_get(form, STR("answer"))};
	int64_t version;
	if (str_to_int(form_get(form, STR("version")), &version))
		in.version = version;
	return in;
}

static err_t post_by_form(struct request *req, struct response *res)
{
	struct answer_in in = {0};
	struct passport_saved saved;
	err_t e = save(req, &in, &saved);
	if (e && page_can_mend(e)) {
		in = as_sent(&visit_of(req)->form);
		struct unsaved again = {.typed = &in, .error = page_error_text(req, e)};
		page_refuse(res, e);
		return question_page(req, res, &again);
	}
	TRY(e);
	if (!saved.conflict)
		return go_on(req, res);
	res->status = err_kind(ERR_CONFLICT)->http_status;
	return question_page(req, res, &(struct unsaved){.typed = &in, .conflict = &saved});
}

static err_t post_by_script(struct request *req, struct response *res)
{
	struct answer_in in;
	struct passport_saved saved;
	err_t e = save(req, &in, &saved);
	if (e && e->code == ERR_INVALID)
		return refused_json(req, res, e);
	TRY(e);
	return saved_json(req, res, &saved);
}

static err_t question_post(struct request *req, struct response *res)
{
	return visit_wants_json(req) ? post_by_script(req, res) : post_by_form(req, res);
}

const struct route question_routes[] = {
	{GET, "/passport/questions/{key}", question_show, .need = NEED_PERSON},
	{POST, "/passport/questions/{key}", question_post, .need = NEED_PERSON,
		.max_body = ANSWER_BODY},
	{0},
};
