#include "web/autosave.h"

#include "codec/json.h"
#include "i18n/format.h"

#define BODY_MOST (256 << 10)

static err_t answer(struct request *req, struct response *res, const struct json *body)
{
	struct buf out;
	buf_init(&out, req->arena, 256, BODY_MOST);
	json_write(&out, body);
	response_body(res, TYPE_JSON, buf_str(&out));
	return buf_err(&out);
}

err_t autosave_saved(
	struct request *req, struct response *res, int64_t version, usec at, bool counts)
{
	struct arena *a = req->arena;
	struct json body = json_object();
	json_set(a, &body, STR("version"), json_of_int(a, version));
	json_set(a, &body, STR("saved"), json_of_str(format_time(a, visit_of(req)->lang, at)));
	json_set(a, &body, STR("answered"), json_of_bool(counts));
	return answer(req, res, &body);
}

err_t autosave_other(struct request *req, struct response *res, int64_t version, struct str other)
{
	struct arena *a = req->arena;
	struct json body = json_object();
	res->status = err_kind(ERR_CONFLICT)->http_status;
	json_set(a, &body, STR("version"), json_of_int(a, version));
	json_set(a, &body, STR("other"), json_of_str(other));
	return answer(req, res, &body);
}

err_t autosave_refused(struct request *req, struct response *res, err_t e)
{
	struct json body = json_object();
	json_set(req->arena, &body, STR("error"), json_of_str(page_error_text(req, e)));
	page_refuse(req, res, e);
	return answer(req, res, &body);
}

static int times_sent(const struct form *form, struct str name)
{
	int times = 0;
	form_each(field, form) times += str_eq(field->name, name);
	return times;
}

err_t autosave_version(const struct form *form, int64_t *ret_version)
{
	if (times_sent(form, STR("version")) != 1 ||
		!str_to_int(form_get(form, STR("version")), ret_version))
		return err_field(
			"version", N_("Your answer did not arrive. Please send it again."));
	return NULL;
}
