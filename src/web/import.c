/* Bringing a copy along: sending it, seeing what can come in, choosing. */
#include "app/import.h"
#include "app/export_part.h"
#include "base/vec.h"
#include "view/leave.h"
#include "web/page.h"
#include "web/routes.h"

#define PAGE "/account/import"
#define FORM_BODY (8 << 10)
#define COPY_BODY (IMPORT_MOST + (64 << 10)) /* with what a form puts around it */

/* Of the account, no more than that comes in. */
static const char *title_of(struct str id)
{
	const struct export_part *part = export_parts;
	if (str_is(id, import_part_id(IMPORT_SETTINGS)))
		return N_("Language and letters");
	while (part->id && !str_is(id, part->id))
		part++;
	return part->title;
}

static void fill_left(struct arena *a, const struct import_lefts *left, struct import_part_view *io)
{
	struct import_left_view *lines = arena_array(a, struct import_left_view, left->len);
	for (size_t i = 0; i < left->len; i++)
		lines[i] = (struct import_left_view){left->at[i].what, left->at[i].why};
	io->left = lines;
	io->left_len = left->len;
	io->more = (int64_t)(left->count - left->len);
}

static bool is_content(enum import_part part)
{
	return part == IMPORT_ANSWERS || part == IMPORT_EARLIER || part == IMPORT_DATED;
}

/* Chosen as they were sent, or all of them at first. */
static void fill_parts(
	struct request *req, const struct import_status *status, bool sent, struct import_view *io)
{
	struct import_part_view *parts =
		arena_array(req->arena, struct import_part_view, IMPORT_PARTS);
	for (enum import_part part = 0; part < IMPORT_PARTS; part++) {
		struct str id = str_of(import_part_id(part));
		parts[part] = (struct import_part_view){
			.title = title_of(id),
			.key = id,
			.count = (int64_t)status->copy.count[part],
			.chosen = !sent,
			.is_closed = is_content(part) && status->is_written,
		};
		form_each(field, &visit_of(req)->form) parts[part].chosen |=
			sent && str_eq(field->value, id);
		fill_left(req->arena, &status->copy.left[part], &parts[part]);
	}
	io->parts = parts;
	io->parts_len = IMPORT_PARTS;
}

static void fill_stays(struct arena *a, struct import_view *io)
{
	VEC(struct import_stays_view) stays = {0};
	for (const struct export_part *part = export_parts; part->id; part++) {
		const char *why = import_stays(str_of(part->id));
		if (why)
			vec_push(a, &stays, (struct import_stays_view){part->title, why});
	}
	io->stays = stays.at;
	io->stays_len = stays.len;
}

/* e: what is wrong with what was sent, or NULL; ended here. */
static err_t show(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	struct import_status status;
	err_t worse = import_look(v->app, req->arena, &v->session.actor, v->lang, &status);
	if (worse)
		return page_instead(e, worse);
	struct import_view view = {
		.waits = status.state == IMPORT_WAITS || status.state == IMPORT_FAILED,
		.runs = status.state == IMPORT_RUNS,
		.failed = status.state == IMPORT_FAILED,
		.done = status.state == IMPORT_DONE,
		.place = status.copy.place,
		.made = zone_day(status.copy.made),
		.unknown = status.copy.unknown.at,
		.unknown_len = status.copy.unknown.len,
		.percent = status.total ? (int)(status.done * 100 / status.total) : 0,
		.came = status.came,
		.left_out = status.left_out,
	};
	bool about_parts = e && str_is(str_of(e->field), "parts");
	if (e && about_parts)
		view.parts_error = page_error_text(req, e);
	else if (e)
		view.error = page_error_text(req, e);
	fill_parts(req, &status, about_parts, &view);
	fill_stays(req->arena, &view);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_import, &view);
}

static err_t import_show(struct request *req, struct response *res)
{
	return show(req, res, NULL);
}

static bool can_mend(const struct err *e)
{
	return page_can_mend(e) || e->code == ERR_TOO_LARGE;
}

static err_t send_copy(struct request *req)
{
	const struct visit *v = visit_of(req);
	const struct form_field *file = form_file(&v->form, STR("copy"));
	if (!file)
		return err_field("copy", N_("Choose the file."));
	return import_send(v->app, req->arena, &v->session.actor, v->lang, file->value);
}

static err_t import_post(struct request *req, struct response *res)
{
	err_t e = send_copy(req);
	if (!e)
		return response_redirect(res, STR(PAGE));
	return can_mend(e) ? show(req, res, e) : e;
}

static err_t choose(struct request *req)
{
	const struct visit *v = visit_of(req);
	VEC(struct str) parts = {0};
	form_each(field, &v->form) if (str_is(field->name, "parts"))
		vec_push(req->arena, &parts, field->value);
	return import_choose(v->app, req->arena, &v->session.actor, parts.at, parts.len);
}

static err_t choose_post(struct request *req, struct response *res)
{
	err_t e = choose(req);
	if (!e)
		return response_redirect(res, STR(PAGE));
	return can_mend(e) ? show(req, res, e) : e;
}

static err_t drop_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	err_t e = import_drop(v->app, req->arena, &v->session.actor);
	if (!e)
		return response_redirect(res, STR(PAGE));
	return can_mend(e) ? show(req, res, e) : e;
}

const struct route import_routes[] = {
	{GET, PAGE, import_show, .need = NEED_PERSON, .on_worker = true, .slow = true},
	{POST, PAGE, import_post, .need = NEED_PERSON, .fresh = true, .max_body = COPY_BODY,
		.slow = true},
	{POST, PAGE "/choose", choose_post, .need = NEED_PERSON, .max_body = FORM_BODY,
		.slow = true},
	{POST, PAGE "/drop", drop_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{0},
};
