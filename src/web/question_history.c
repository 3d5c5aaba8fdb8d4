/* What stood there before an answer, and putting it back. */
#include "web/question.h"

#include "web/answer_view.h"

static struct past_line line_of(const struct request *req, const struct passport_answer *version)
{
	return (struct past_line){
		.version = version->version,
		.at = version->changed,
		.line = question_line(req, version),
		.picture = str_fmt(req->arena, "/passport/questions/%.*s/picture?version=%d",
			STR_ARG(version->question->id), (int)version->version),
		.is_empty = !version->stored.len,
	};
}

/* Is it asked on the route that the person is on? */
static err_t find_asked(const struct request *req, bool *ret_asked)
{
	const struct visit *v = visit_of(req);
	struct passport_question q;
	err_t e = passport_ask(v->app, req->arena, &v->session.actor, lang_index(v->lang),
		request_param(req, "key"), &q);
	*ret_asked = !e;
	if (e && e->code == ERR_NOT_FOUND) {
		err_free(e);
		return NULL;
	}
	return e;
}

err_t question_history_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct form *query;
	struct passport_history history;
	bool is_asked;
	TRY(request_query(req, &query));
	TRY(passport_history(v->app, req->arena, &v->session.actor, lang_index(v->lang),
		request_param(req, "key"), &history));
	TRY(find_asked(req, &is_asked));
	struct past_line *lines = arena_array(req->arena, struct past_line, history.count);
	for (size_t i = 0; i < history.count; i++)
		lines[i] = line_of(req, &history.versions[i]);
	struct history_view view = {
		.key = history.question->id,
		.title = history.question->text,
		.is_asked = is_asked,
		.was_put_back = form_next(query, STR("back"), NULL),
		.seen = history.count ? lines[0].version : 0,
		.before = history.count > 1 ? lines[1].version : 0,
		.present = lines,
		.present_len = history.count > 0,
		.past = lines + (history.count > 0),
		.past_len = history.count ? history.count - 1 : 0,
	};
	return PAGE_SHOW(req, res, view_history, &view);
}

static err_t read_number(const struct form *form, const char *name, int64_t *ret_number)
{
	if (!str_to_int(form_get(form, str_of(name)), ret_number))
		return err_log(ERR_INVALID, "%s is no number", name);
	return NULL;
}

err_t question_history_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str question = request_param(req, "key");
	int64_t version, seen;
	TRY(read_number(&v->form, "version", &version));
	TRY(read_number(&v->form, "seen", &seen));
	err_t e = passport_put_back(v->app, req->arena, &v->session.actor, question, version, seen);
	bool is_other = e && e->code == ERR_CONFLICT;
	if (e && !is_other)
		return e;
	err_free(e); /* something new stands there: the list shows it, and they choose again */
	return response_redirect(res, str_fmt(req->arena, "/passport/questions/%.*s/history%s",
					      STR_ARG(question), is_other ? "" : "?back"));
}
