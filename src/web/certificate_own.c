/* A participant's own certificate, below /part/{key}. */
#include "app/certificate.h"
#include "app/certificate_ask.h"
#include "app/official_paper.h"
#include "codec/input.h"
#include "view/certificate.h"
#include "web/certificate_link.h"
#include "web/part_shown.h"
#include "web/routes.h"

#define OWN_BODY (8 << 10)

struct opens_in {
	bool project, learning;
};
static const struct input_field opens_fields[] = {
	INPUT_BOOL(struct opens_in, project, .label = N_("About the project")),
	INPUT_BOOL(struct opens_in, learning, .label = N_("What I learned")),
	{0},
};
static const struct input_form opens_form = INPUT_FORM(struct opens_in, opens_fields);

static err_t own_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct certificate_own own;
	TRY(key_of(req, &who));
	TRY(certificate_own(v->app, req->arena, visit_participant(req), who, &own));
	bool has_official;
	TRY(official_own_has(v->app, req->arena, visit_participant(req), who, &has_official));
	struct certificate_own_view view = {
		.has_official = has_official,
		.path = part_path(req),
		.is_there = own.revision,
		.is_credential = own.is_credential,
		.is_withdrawn = own.state == CERTIFICATE_WITHDRAWN,
		.revision = own.revision,
		.issued = own.issued,
		.reason = own.reason,
		.opens_project = own.opens_project,
		.opens_learning = own.opens_learning,
		.was_saved = str_eq(req->query, STR("saved")),
	};
	struct str file = str_fmt(req->arena, "%.*s/certificate/file", STR_ARG(view.path));
	view.others = certificate_links(req, file, own.languages, own.languages_len);
	view.others_len = own.languages_len;
	return PAGE_SHOW(req, res, view_certificate_own, &view);
}

static err_t own_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct opens_in in;
	TRY(key_of(req, &who));
	TRY(input_from_form(req->arena, &opens_form, &v->form, &in));
	const struct certificate_opens opens = {in.project, in.learning};
	TRY(certificate_own_open(v->app, req->arena, visit_participant(req), who, &opens));
	return response_redirect(
		res, str_fmt(req->arena, "%.*s/certificate?saved", STR_ARG(part_path(req))));
}

static err_t own_file(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct str language, pdf;
	TRY(key_of(req, &who));
	TRY(certificate_language(req, &language));
	TRY(certificate_own_fetch(v->app, req->arena, visit_participant(req), who, language, &pdf));
	return response_download(res, "application/pdf", pdf, STR("certificate.pdf"));
}

static err_t own_preview(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct str pdf;
	TRY(key_of(req, &who));
	TRY(certificate_preview(v->app, req->arena, visit_participant(req), who, &pdf));
	return response_download(res, "application/pdf", pdf, STR("specimen.pdf"));
}

static err_t own_credential(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct str text;
	TRY(key_of(req, &who));
	TRY(certificate_own_credential(v->app, req->arena, visit_participant(req), who, &text));
	return response_download(res, "application/vc", text, STR("certificate.json"));
}

static err_t ask_post(struct request *req, struct response *res)
{
	struct public_id who;
	TRY(key_of(req, &who));
	TRY(certificate_ask(visit_of(req)->app, req->arena, visit_participant(req), who));
	return response_redirect(res, str_fmt(req->arena, "%.*s?asked", STR_ARG(part_path(req))));
}

const struct route certificate_own_routes[] = {
	{GET, "/part/{key}/certificate", own_show, OF_PARTICIPANT},
	{POST, "/part/{key}/certificate", own_post, OF_PARTICIPANT, .max_body = OWN_BODY},
	{POST, "/part/{key}/certificate/ask", ask_post, OF_PARTICIPANT, .max_body = OWN_BODY},
	{GET, "/part/{key}/certificate/preview", own_preview, OF_PARTICIPANT, .on_worker = true},
	{POST, "/part/{key}/certificate/file", own_file, OF_PARTICIPANT, .max_body = OWN_BODY},
	{POST, "/part/{key}/certificate/credential", own_credential, OF_PARTICIPANT,
		.max_body = OWN_BODY},
	{0},
};
