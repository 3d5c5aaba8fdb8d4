/* The picture of an answer: sent by a form of its own, shown to its owner. */
#include "web/autosave.h"
#include "web/download.h"
#include "web/question.h"

/* ?version=3: a past one. */
static err_t asked_version(struct request *req, int64_t *ret_version)
{
	const struct form *query;
	TRY(request_query(req, &query));
	struct str text = form_get(query, STR("version"));
	int64_t version = 0;
	if (text.len && (!str_to_int(text, &version) || version < 1))
		return err_log(ERR_NOT_FOUND, "no such version");
	*ret_version = version;
	return NULL;
}

err_t question_picture_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	int64_t version;
	struct file file;
	TRY(asked_version(req, &version));
	TRY(passport_picture(
		v->app, req->arena, &v->session.actor, request_param(req, "key"), version, &file));
	return download(req, res,
		&(struct download){
			.format = DOWNLOAD_JPEG, .what = N_("Photo"), .bytes = file.bytes});
}

static err_t save(struct request *req, bool *ret_other)
{
	const struct visit *v = visit_of(req);
	const struct form_field *file = form_file(&v->form, STR("picture"));
	struct passport_picture in = {
		.question = request_param(req, "key"),
		.description = str_trim(form_get(&v->form, STR("answer"))),
		.removes = str_is(form_get(&v->form, STR("go")), "remove"),
	};
	TRY(autosave_version(&v->form, &in.version));
	if (file) {
		in.name = file->filename;
		in.bytes = file->value;
	}
	return passport_picture_save(v->app, req->arena, &v->session.actor, &in, ret_other);
}

err_t question_picture_post(struct request *req, struct response *res)
{
	bool other;
	err_t e = save(req, &other);
	if (e && (page_can_mend(e) || e->code == ERR_TOO_LARGE)) {
		struct question_unsaved again = {
			.description = form_get(&visit_of(req)->form, STR("answer")),
			.error = page_error_text(req, e),
		};
		page_refuse(req, res, e);
		return question_page(req, res, &again);
	}
	TRY(e);
	if (other) /* both are kept: they see them, and choose */
		return response_redirect(
			res, str_fmt(req->arena, "/passport/questions/%.*s/history",
				     STR_ARG(request_param(req, "key"))));
	return question_go_on(req, res);
}
