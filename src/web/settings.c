/* What a person chose about themselves. */
#include "app/person.h"
#include "codec/input.h"
#include "web/page.h"
#include "web/routes.h"

#include "view/settings.h"

#define FORM_BODY (8 << 10)

static const struct input_field settings_fields[] = {
	INPUT_LINE(struct person_settings, name, .label = N_("What should we call you?"),
		.required = true, .max = PERSON_NAME_MOST),
	INPUT_LINE(struct person_settings, full_name, .label = N_("Your whole name"),
		.max = PERSON_NAME_MOST),
	INPUT_BOOL(struct person_settings, large_type, .label = N_("Larger letters on all pages")),
	{0},
};
static const struct input_form settings_input = INPUT_FORM(struct person_settings, settings_fields);

static err_t settings_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct session *s = &v->session;
	struct settings_view view = {.name.value = s->name,
		.full_name.value = str_eq(s->full_name, s->name) ? STR_NONE : s->full_name,
		.large_type = s->large_type,
		.saved = str_eq(req->query, STR("saved"))};
	return PAGE_SHOW(req, res, view_settings, &view);
}

static err_t settings_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct person_settings in;
	err_t e = input_from_form(req->arena, &settings_input, &v->form, &in);
	if (!e)
		e = person_change(v->app, &v->session.actor, &in);
	if (!e)
		return response_redirect(res, STR("/account/settings?saved"));
	if (!page_can_mend(e))
		return e;
	struct settings_view view = {.name = page_field(req, "name", e),
		.full_name = page_field(req, "full_name", e),
		.large_type = form_get(&v->form, STR("large_type")).len};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_settings, &view);
}

const struct route settings_routes[] = {
	{GET, "/account/settings", settings_show, .need = NEED_PERSON},
	{POST, "/account/settings", settings_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{0},
};
