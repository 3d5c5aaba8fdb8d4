#include "api/vc_api.h"

#define TYPE_PROBLEM "application/problem+json"
#define BODY_MOST ((size_t)1 << 20)
#define ANSWER_MOST (2 * BODY_MOST)

/* --- who may --- */

static bool has_token(const struct request *req)
{
	const struct vc_api *api = req->server_user;
	struct str sent = request_header(req, "Authorization");
	struct str scheme = str_cut(&sent, ' ');
	return str_eq_nocase(scheme, STR("Bearer")) && vc_desk_knows(api->desk, str_trim(sent));
}

err_t vc_api_gate(struct request *req, struct response *res)
{
	(void)res;
	if (!has_token(req))
		return err_log(ERR_UNAUTHENTICATED, "no bearer token that is known");
	if (!request_type_is(req, "application/json"))
		return err_log(ERR_INVALID, "the content type is not application/json");
	return NULL;
}

/* --- answers --- */

static err_t print(
	struct request *req, struct response *res, const char *type, const struct json *body)
{
	struct buf out;
	buf_init(&out, req->arena, 4096, ANSWER_MOST);
	json_write(&out, body);
	TRY(buf_err(&out));
	response_body(res, type, buf_str(&out));
	return NULL;
}

static void set_status(struct request *req, const struct response *res, struct json *body)
{
	json_set(req->arena, body, STR("status"), json_of_int(req->arena, res->status));
}

static void set(struct request *req, struct json *body, struct str name, struct str value)
{
	json_set(req->arena, body, name, json_of_str(value));
}

/* What the caller did wrong is told; what went wrong here stands in the log. */
static struct json problem_of(struct request *req, const struct response *res, const struct err *e)
{
	struct json body = json_object();
	set(req, &body, STR("type"), STR("about:blank"));
	set(req, &body, STR("title"), str_of(err_kind(e->code)->name));
	set_status(req, res, &body);
	if (res->status < 500 && e->detail[0])
		set(req, &body, STR("detail"), str_dup(req->arena, str_of(e->detail)));
	set(req, &body, STR("request"), req->id);
	return body;
}

static err_t show_error(struct request *req, struct response *res, const struct err *e)
{
	if (e->code == ERR_INVALID)
		res->status = request_type_is(req, "application/json") ? 400 : 415;
	if (e->code == ERR_UNAUTHENTICATED)
		TRY(response_header(res, "WWW-Authenticate", STR("Bearer")));
	struct json body = problem_of(req, res, e);
	return print(req, res, TYPE_PROBLEM, &body);
}

void vc_api_error(struct request *req, struct response *res, const struct err *e)
{
	err_t failed = show_error(req, res, e);
	if (failed)
		response_body(res, TYPE_TEXT, str_of(err_kind(e->code)->name));
	err_free(failed);
}

void vc_api_finish(const struct request *req, const struct response *res)
{
	const struct vc_api *api = req->server_user;
	request_log(api->log, req, res->status);
}

static err_t show(struct request *req, struct response *res, struct vc_answer *answer)
{
	if (answer->good)
		return print(req, res, TYPE_JSON, &answer->body);
	res->status = 400;
	set_status(req, res, &answer->body);
	return print(req, res, TYPE_PROBLEM, &answer->body);
}

/* --- routes --- */

static struct vc_request asked(struct request *req)
{
	const struct vc_api *api = req->server_user;
	return (struct vc_request){api->desk, req->slot, req->arena, req->body};
}

static err_t issue(struct request *req, struct response *res)
{
	struct vc_request r = asked(req);
	struct vc_answer answer;
	TRY(vc_desk_issue(&r, request_param(req, "suite"), request_param(req, "key"), &answer));
	res->status = 201;
	return show(req, res, &answer);
}

static err_t verify_credential(struct request *req, struct response *res)
{
	struct vc_request r = asked(req);
	struct vc_answer answer;
	TRY(vc_desk_verify(&r, &answer));
	return show(req, res, &answer);
}

static err_t verify_presentation(struct request *req, struct response *res)
{
	struct vc_request r = asked(req);
	struct vc_answer answer;
	TRY(vc_desk_verify_presentation(&r, &answer));
	return show(req, res, &answer);
}

const struct route vc_api_routes[] = {
	{POST, "/vc/{suite}/{key}/credentials/issue", issue, .need = VC_API_TOKEN,
		.max_body = BODY_MOST},
	{POST, "/vc/credentials/verify", verify_credential, .need = VC_API_TOKEN,
		.max_body = BODY_MOST},
	{POST, "/vc/presentations/verify", verify_presentation, .need = VC_API_TOKEN,
		.max_body = BODY_MOST},
	{0},
};
