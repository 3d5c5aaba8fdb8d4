/* A participant's own certificate, below /part/{key}. */
#include "app/certificate.h"
#include "app/certificate_ask.h"
#include "app/official_paper.h"
#include "app/project_type.h"
#include "codec/input.h"
#include "view/certificate.h"
#include "web/certificate_link.h"
#include "web/download.h"
#include "web/part_shown.h"
#include "web/routes.h"

#define OWN_BODY (8 << 10)

struct opens_in {
	bool project, learning;
};
static const struct input_field opens_fields[] = {
	INPUT_BOOL(struct opens_in, project, .label = N_("What others see who check it")),
	INPUT_BOOL(struct opens_in, learning, .label = N_("What others see who check it")),
	{0},
};
static const struct input_form opens_form = INPUT_FORM(struct opens_in, opens_fields);

/* Those after the first one, which everybody may see who has the code. */
static void fill_parts(const struct request *req, const struct certificate_own *own,
	struct certificate_own_view *io)
{
	const struct visit *v = visit_of(req);
	const struct certificate_form *form =
		project_type_form(v->app->project_types, lang_index(v->lang), own->type);
	struct certificate_own_part *parts =
		arena_array(req->arena, struct certificate_own_part, form->parts_len);
	for (size_t i = 1; i < form->parts_len; i++)
		parts[io->parts_len++] = (struct certificate_own_part){
			.name = str_of(certificate_part_name(form->parts[i].id)),
			.title = form->parts[i].title,
			.is_open = form->parts[i].id == CERTIFICATE_PROJECT ? own->opens_project
									    : own->opens_learning};
	io->parts = parts;
}

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
		.was_saved = str_eq(req->query, STR("saved")),
	};
	struct str file = str_fmt(req->arena, "%.*s/certificate/file", STR_ARG(view.path));
	view.others = certificate_links(req, file, own.languages, own.languages_len);
	view.others_len = own.languages_len;
	struct str proof = str_fmt(req->arena, "%.*s/certificate/credential", STR_ARG(view.path));
	view.proofs = certificate_links(req, proof, own.languages, own.languages_len);
	view.proofs_len = own.languages_len;
	fill_parts(req, &own, &view);
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

/* By project, revision and further language: "Certificaat Water 2 fr". */
static err_t name_own(
	struct request *req, struct public_id who, struct str language, struct download *io)
{
	struct certificate_own own;
	TRY(certificate_own(visit_of(req)->app, req->arena, visit_participant(req), who, &own));
	io->of = own.title;
	io->which = str_fmt(req->arena, "%lld %.*s", (long long)own.revision, STR_ARG(language));
	return NULL;
}

static err_t own_file(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct download file = {.what = N_("Certificate")};
	struct str language;
	TRY(key_of(req, &who));
	TRY(certificate_language(req, &language));
	TRY(certificate_own_fetch(
		v->app, req->arena, visit_participant(req), who, language, &file.bytes));
	TRY(name_own(req, who, language, &file));
	return download(req, res, &file);
}

static err_t own_preview(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct str pdf;
	TRY(key_of(req, &who));
	TRY(certificate_preview(v->app, req->arena, visit_participant(req), who, &pdf));
	return download(req, res, &(struct download){.what = N_("Specimen"), .bytes = pdf});
}

static err_t own_credential(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct download file = {.format = DOWNLOAD_CREDENTIAL, .what = N_("Certificate")};
	struct str language;
	TRY(key_of(req, &who));
	TRY(certificate_language(req, &language));
	TRY(certificate_own_credential(
		v->app, req->arena, visit_participant(req), who, language, &file.bytes));
	TRY(name_own(req, who, language, &file));
	return download(req, res, &file);
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
