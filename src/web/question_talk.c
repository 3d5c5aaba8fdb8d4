/* Talking about an answer, as the learner sees it. */
#include "web/question.h"
#include "web/terms.h"
#include "web/thread.h"

err_t question_threads(struct request *req, const struct content_question *question,
	const struct err *refused, struct threads_view *ret)
{
	const struct visit *v = visit_of(req);
	struct thread_list list;
	struct str sent = form_get(&v->form, STR("holder"));
	TRY(conversation_on(v->app, req->arena, &v->session.actor, question, &list));
	struct thread_view *threads = arena_array(req->arena, struct thread_view, list.len);
	for (size_t i = 0; i < list.len; i++) {
		struct str name = name_shown(req, list.at[i].name);
		threads[i] = thread_view(req, &list.at[i], name, true);
		threads[i].holder = public_id_print(req->arena, list.at[i].holder);
		threads[i].id = threads[i].holder;
		threads[i].path =
			str_fmt(req->arena, "/passport/questions/%.*s", STR_ARG(question->id));
		if (refused && str_eq(sent, threads[i].holder))
			threads[i].comment = page_field(req, "answer", refused);
	}
	*ret = (struct threads_view){threads, list.len};
	return NULL;
}

static err_t find_thread(const struct request *req, struct thread_place *ret)
{
	const struct visit *v = visit_of(req);
	struct thread_place place = {
		.owner = v->session.actor.public, .question = request_param(req, "key")};
	if (!public_id_parse(form_get(&v->form, STR("holder")), &place.holder))
		return err_log(ERR_NOT_FOUND, "holder is no id");
	*ret = place;
	return NULL;
}

static err_t back(const struct request *req, struct response *res)
{
	return response_redirect(res, str_fmt(req->arena, "/passport/questions/%.*s",
					      STR_ARG(request_param(req, "key"))));
}

err_t question_comment_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct thread_place place;
	TRY(find_thread(req, &place));
	err_t e = conversation_write(
		v->app, req->arena, &v->session.actor, &place, form_get(&v->form, STR("answer")));
	if (!e)
		return back(req, res);
	if (e->code != ERR_INVALID)
		return e;
	err_t failed = question_page(req, res, &(struct question_unsaved){.comment = e});
	page_refuse(req, res, e);
	return failed;
}

err_t question_talked_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct thread_place place;
	TRY(find_thread(req, &place));
	if (str_is(form_get(&v->form, STR("talked")), "0"))
		TRY(conversation_unmark(v->app, req->arena, &v->session.actor, &place));
	else
		TRY(conversation_mark(v->app, req->arena, &v->session.actor, &place));
	return back(req, res);
}

err_t question_ask_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct thread_place place;
	TRY(find_thread(req, &place));
	TRY(conversation_ask(v->app, req->arena, &v->session.actor, &place));
	return back(req, res);
}
