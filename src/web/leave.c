/* Deleting one's own account: what it means first, then now or in a week. */
#include "app/erase.h"
#include "app/leave.h"
#include "base/vec.h"
#include "codec/input.h"
#include "view/leave.h"
#include "web/kept.h"
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (8 << 10)

enum leave_when { LEAVE_AFTER_A_WEEK, LEAVE_AT_ONCE };
static const char *const whens[] = {"later", "now", NULL};

struct leave_in {
	unsigned when; /* enum leave_when */
};
static const struct input_field leave_fields[] = {
	INPUT_CHOICE(struct leave_in, when, whens, .label = N_("When"), .required = true),
	{0},
};
static const struct input_form leave_input = INPUT_FORM(struct leave_in, leave_fields);

/* Each sentence once. */
static void fill_others(struct arena *a, struct delete_view *io)
{
	VEC(struct stays_view) others = {0};
	for (const struct erase_part *part = erase_parts; part->column; part++) {
		bool is_told = !part->stays;
		vec_each (struct stays_view, other, &others)
			is_told |= part->stays && str_is(str_of(part->stays), other->text);
		if (!is_told)
			vec_push(a, &others, (struct stays_view){part->stays});
	}
	io->others = others.at;
	io->others_len = others.len;
}

static err_t delete_show(struct request *req, struct response *res)
{
	struct kept_rule *rules = arena_array(req->arena, struct kept_rule, RETENTIONS);
	struct delete_view view = {.rules = rules};
	for (enum retention kind = 0; kind < RETENTIONS; kind++)
		if (retention_rule(kind)->outlives)
			rules[view.rules_len++] = kept_of(visit_of(req)->app, kind);
	fill_others(req->arena, &view);
	return PAGE_SHOW(req, res, view_delete, &view);
}

static err_t delete_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct actor *actor = &v->session.actor;
	struct leave_in in;
	TRY(input_from_form(req->arena, &leave_input, &v->form, &in));
	bool at_once = in.when == LEAVE_AT_ONCE;
	TRY(at_once ? leave_now(v->app, req->arena, actor)
		    : leave_later(v->app, req->arena, actor));
	TRY(response_cookie_end(res, COOKIE_SESSION));
	TRY(response_header(res, "Clear-Site-Data", STR("\"cache\", \"storage\"")));
	return response_redirect(res, at_once ? STR("/deleted?now") : STR("/deleted"));
}

static err_t deleted_show(struct request *req, struct response *res)
{
	struct deleted_view view = {.at_once = str_eq(req->query, STR("now"))};
	return PAGE_SHOW(req, res, view_deleted, &view);
}

const struct route leave_routes[] = {
	{GET, "/account/delete", delete_show, .need = NEED_PERSON},
	{POST, "/account/delete", delete_post, .need = NEED_PERSON, .fresh = true,
		.max_body = FORM_BODY},
	{GET, "/deleted", deleted_show, .need = NEED_ANYONE},
	{0},
};
