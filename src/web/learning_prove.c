/* Showing that what was written with an earlier code is one's own: below /part/{key}/learning. */
#include "app/learning_prove.h"
#include "codec/input.h"
#include "web/code.h"
#include "web/learned.h"
#include "web/part_shown.h"
#include "web/routes.h"

#define PROVE_BODY (16 << 10)

/* Of what is locked, and can be read all the same. */
static err_t is_handed_in(const struct request *req, struct public_id who, bool *ret_is)
{
	const struct visit *v = visit_of(req);
	struct learning l = {0};
	err_t e = learning_open(
		v->app, req->arena, visit_participant(req), who, lang_index(v->lang), &l);
	*ret_is = !e && l.submitted;
	if (!e || e->code != ERR_FORBIDDEN)
		return e;
	err_free(e);
	return NULL;
}

err_t learning_closed_page(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct learning_proof proof;
	struct public_id who;
	bool is_handed_in_now;
	TRY(page_instead(e, key_of(req, &who)));
	TRY(page_instead(e,
		learning_proof(v->app, req->arena, visit_participant(req), &visitor, who, &proof)));
	TRY(page_instead(e, is_handed_in(req, who, &is_handed_in_now)));
	if (!proof.is_needed) {
		err_free(e);
		return response_redirect(res, learning_base(req));
	}
	struct learning_closed_view view = {
		.own = part_path(req),
		.base = learning_base(req),
		.is_locked = is_handed_in_now,
		.can_begin_anew = !is_handed_in_now,
		.by_code = proof.by_code,
		.by_mail = proof.by_mail,
		.had_mail = proof.had_mail,
		.code = page_field(req, "code", e),
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_learning_closed, &view);
}

static err_t prove_show(struct request *req, struct response *res)
{
	return learning_closed_page(req, res, NULL);
}

static err_t prove_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct str code;
	TRY(key_of(req, &who));
	err_t e = code_read(req, &code);
	if (!e)
		e = learning_prove_code(v->app, req->arena, visit_participant(req), who, code);
	if (e && page_can_mend(e))
		return learning_closed_page(req, res, e);
	TRY(e);
	return response_redirect(res, learning_base(req));
}

/* --- by mail --- */

static err_t ask_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct public_id who;
	TRY(key_of(req, &who));
	err_t e = learning_prove_ask(v->app, req->arena, visit_participant(req), &visitor, who);
	if (e && page_can_mend(e))
		return learning_closed_page(req, res, e);
	TRY(e);
	return response_redirect(
		res, str_fmt(req->arena, "%.*s/prove/mail", STR_ARG(learning_base(req))));
}

static err_t mailed_page(struct request *req, struct response *res, err_t e)
{
	struct learning_mailed_view view = {
		.base = learning_base(req),
		.code = page_field(req, "code", e),
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_learning_mailed, &view);
}

static err_t mailed_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct learning_proof proof;
	struct public_id who;
	TRY(key_of(req, &who));
	TRY(learning_proof(v->app, req->arena, visit_participant(req), &visitor, who, &proof));
	if (!proof.is_awaited)
		return response_redirect(
			res, str_fmt(req->arena, "%.*s/prove", STR_ARG(learning_base(req))));
	return mailed_page(req, res, NULL);
}

static err_t mailed_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct public_id who;
	struct str code;
	TRY(key_of(req, &who));
	err_t e = code_read(req, &code);
	if (!e)
		e = learning_prove_mailed(
			v->app, req->arena, visit_participant(req), &visitor, who, code);
	if (e && page_can_mend(e))
		return mailed_page(req, res, e);
	TRY(e);
	return response_redirect(res, learning_base(req));
}

#define AT "/part/{key}/learning/prove"

const struct route learning_prove_routes[] = {
	{GET, AT, prove_show, OF_PARTICIPANT},
	{POST, AT, prove_post, OF_PARTICIPANT, .max_body = PROVE_BODY, .limit = LIMIT_GUESS},
	{POST, AT "/ask", ask_post, OF_PARTICIPANT, .max_body = PROVE_BODY},
	{GET, AT "/mail", mailed_show, OF_PARTICIPANT},
	{POST, AT "/mail", mailed_post, OF_PARTICIPANT, .max_body = PROVE_BODY,
		.limit = LIMIT_GUESS},
	{0},
};
