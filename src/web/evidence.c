/* What shows what somebody learned, on their own page. */
#include "app/evidence.h"

#include "codec/input.h"
#include "web/learned.h"
#include "web/part_shown.h"
#include "web/routes.h"

#include "view/evidence.h"

#define LIST "evidence"
#define SENT_MOST (IMAGE_BYTES_MOST + (64 << 10))

struct sent {
	struct str title, link, area;
	bool shown;
};
static const struct input_field fields[] = {
	INPUT_LINE(struct sent, title, .label = N_("What is it?"), .required = true,
		.max = EVIDENCE_TITLE_MOST),
	INPUT_LINE(struct sent, link, .label = N_("A link"), .max = EVIDENCE_LINK_MOST),
	INPUT_LINE(struct sent, area, .max = 40),
	INPUT_BOOL(struct sent, shown),
	{0},
};
static const struct input_form input = INPUT_FORM(struct sent, fields);

/* As it was sent; of a page that was asked for: ?area=. */
static err_t area_asked(struct request *req, struct str *ret)
{
	const struct form *from = &visit_of(req)->form;
	if (req->method == GET)
		TRY(request_query(req, &from));
	*ret = form_get(from, STR("area"));
	return NULL;
}

static const struct area_choice *choices_of(
	const struct request *req, const struct learning *l, struct str chosen, size_t *ret_len)
{
	struct area_choice *choices = arena_array(req->arena, struct area_choice, l->len);
	for (size_t i = 0; i < l->len; i++) {
		const struct project_area *area = l->areas[i].area;
		choices[i] = (struct area_choice){area->id, area->title, str_eq(area->id, chosen)};
	}
	*ret_len = l->len;
	return choices;
}

static err_t page(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	struct learning l;
	struct str area;
	TRY(page_instead(e, area_asked(req, &area)));
	TRY(page_instead(e, learning_open_own(req, &l)));
	struct evidence_view view = {
		.base = learning_base(req),
		.path = learning_list(req, LIST),
		.is_locked = l.submitted,
		.is_full = l.evidence.len >= EVIDENCE_MOST,
		.was_saved = str_is(req->query, "saved"),
		.title = page_field(req, "title", e),
		.link = page_field(req, "link", e),
		.area_error = page_field(req, "area", e).error,
		.file_error = page_field(req, "file", e).error,
		.is_shown = form_get(&v->form, STR("shown")).len,
		.most = EVIDENCE_MOST,
		.megabytes_picture = IMAGE_BYTES_MOST >> 20,
		.megabytes_pdf = EVIDENCE_PDF_MOST >> 20,
		.megabytes = EVIDENCE_BYTES_MOST >> 20,
		.problem = page_problem(req, e),
	};
	view.lines = learning_evidence(req, &l, view.path, &view.lines_len);
	view.areas = choices_of(req, &l, area, &view.areas_len);
	TRY(page_instead(e, learning_undo(req, view.path, &view.undo)));
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_evidence, &view);
}

static err_t page_show(struct request *req, struct response *res)
{
	return page(req, res, NULL);
}

static err_t add(struct request *req)
{
	const struct visit *v = visit_of(req);
	const struct form_field *file = form_file(&v->form, STR("file"));
	struct public_id who;
	struct sent in;
	TRY(key_of(req, &who));
	TRY(input_from_form(req->arena, &input, &v->form, &in));
	struct evidence_in new = {.area = in.area,
		.title = in.title,
		.link = in.link,
		.file = file ? file->value : STR_NONE,
		.on_certificate = in.shown};
	return evidence_add(v->app, req->arena, visit_participant(req), who, &new);
}

static bool can_mend(const struct err *e)
{
	return page_can_mend(e) || e->code == ERR_TOO_LARGE || e->code == ERR_CONFLICT;
}

/* What cannot be done any more, says so on the page. */
static err_t done(struct request *req, struct response *res, err_t e, const char *query)
{
	if (e && can_mend(e))
		return page(req, res, e);
	TRY(e);
	return learning_to_list(req, res, LIST, query);
}

static err_t page_post(struct request *req, struct response *res)
{
	return done(req, res, add(req), "saved");
}

/* --- one of them --- */

static err_t file_show(struct request *req, struct response *res)
{
	struct public_id who, item;
	struct file file;
	TRY(learning_item(req, &who, &item));
	TRY(evidence_file(
		visit_of(req)->app, req->arena, visit_participant(req), who, item, &file));
	return learning_file(req, res, &file);
}

static err_t remove_post(struct request *req, struct response *res)
{
	return done(req, res, learning_item_act(req, evidence_remove), learning_removed(req));
}

static err_t restore_post(struct request *req, struct response *res)
{
	return done(req, res, learning_item_act(req, evidence_restore), "saved");
}

static err_t choose_post(struct request *req, struct response *res)
{
	return done(req, res, learning_item_choose(req, evidence_choose), "saved");
}

#define AT "/part/{key}/learning/evidence"

/* Making a picture anew takes a while. */
const struct route evidence_routes[] = {
	{GET, AT, page_show, OF_PARTICIPANT},
	{POST, AT, page_post, OF_PARTICIPANT, .max_body = SENT_MOST, .slow = true},
	{GET, AT "/{item}", file_show, OF_PARTICIPANT, .on_worker = true},
	{POST, AT "/{item}/remove", remove_post, OF_PARTICIPANT, .max_body = LEARNING_BODY},
	{POST, AT "/{item}/restore", restore_post, OF_PARTICIPANT, .max_body = LEARNING_BODY},
	{POST, AT "/{item}/choose", choose_post, OF_PARTICIPANT, .max_body = LEARNING_BODY},
	{0},
};
