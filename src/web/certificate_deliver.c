/* Certificates on their way to who they are of: by mail, or handed out on paper. */
#include "app/certificate_deliver.h"

#include "app/certificate.h"
#include "codec/input.h"
#include "web/project_at.h"
#include "web/routes.h"

#define ID_TEXT_MOST 40

static struct str list_path(const struct request *req, const struct project_at *at)
{
	return str_fmt(req->arena, "%.*s/certificates", STR_ARG(project_path(req, at->project)));
}

struct chosen_in {
	struct input_lines people;
};
static const struct input_field chosen_fields[] = {
	INPUT_LINES(struct chosen_in, people, .label = N_("Participants"), .max = ID_TEXT_MOST,
		.most = CERTIFICATE_CHOSEN_MOST),
	{0},
};
static const struct input_form chosen_form = INPUT_FORM(struct chosen_in, chosen_fields);

/* Those who were ticked. */
static err_t chosen_of(
	const struct request *req, const struct public_id **ret_people, size_t *ret_len)
{
	struct chosen_in in;
	TRY(input_from_form(req->arena, &chosen_form, &visit_of(req)->form, &in));
	TRY(ids_of(req, &in.people, ret_people));
	*ret_len = in.people.len;
	return NULL;
}

static err_t mail_post(struct request *req, struct response *res)
{
	const struct public_id *people;
	struct project_at at;
	struct certificate_delivered done = {0};
	size_t len;
	TRY(project_of(req, &at));
	TRY(chosen_of(req, &people, &len));
	err_t e = certificate_deliver(
		visit_of(req)->app, req->arena, project_actor(req), &at, people, len, &done);
	TRY(page_as_far(req, e, done.done));
	return response_redirect(res, str_fmt(req->arena, "%.*s?mailed=%lld&without=%lld&left=%lld",
					      STR_ARG(list_path(req, &at)), (long long)done.done,
					      (long long)done.without_mail, (long long)done.left));
}

static err_t paper_post(struct request *req, struct response *res)
{
	const struct public_id *people;
	struct project_at at;
	int64_t done;
	size_t len;
	TRY(project_of(req, &at));
	TRY(chosen_of(req, &people, &len));
	err_t e = certificate_hand_out(
		visit_of(req)->app, req->arena, project_actor(req), &at, people, len, &done);
	if (e && e->code == ERR_INVALID) {
		err_free(e);
		return response_redirect(
			res, str_fmt(req->arena, "%.*s?nobody", STR_ARG(list_path(req, &at))));
	}
	TRY(e);
	return response_redirect(res, str_fmt(req->arena, "%.*s?handed=%lld",
					      STR_ARG(list_path(req, &at)), (long long)done));
}

#define AT "/projects/{organisation}/{key}/certificates"

const struct route certificate_deliver_routes[] = {
	{POST, AT "/mail", mail_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/paper", paper_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{0},
};
