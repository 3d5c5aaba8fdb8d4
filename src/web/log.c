/* What happened: the person's own rows of the audit log, day by day. */
#include "app/audit.h"
#include "base/vec.h"
#include "web/page.h"
#include "web/routes.h"

static struct log_line line_of(const struct audit_line *line)
{
	return (struct log_line){line->text, line->at, line->browser, line->system, line->refused};
}

static void fill_days(struct arena *a, const struct audit_page *page, struct log_view *io)
{
	struct log_line *lines = arena_array(a, struct log_line, page->count);
	VEC(struct log_day) days = {0};
	for (size_t i = 0; i < page->count; i++) {
		day date = zone_day(page->lines[i].at);
		lines[i] = line_of(&page->lines[i]);
		if (!days.len || days.at[days.len - 1].date != date)
			vec_push(a, &days, (struct log_day){date, &lines[i], 0});
		days.at[days.len - 1].lines_len++;
	}
	io->days = days.at;
	io->days_len = days.len;
}

/* The first without a number. */
static err_t page_number(struct request *req, int64_t *ret_number)
{
	const struct form *query;
	TRY(request_query(req, &query));
	struct str text = form_get(query, STR("page"));
	*ret_number = 1;
	if (text.len && !str_to_int(text, ret_number))
		return err_log(ERR_NOT_FOUND, "no such page");
	return NULL;
}

static err_t log_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct audit_page page;
	int64_t number;
	TRY(page_number(req, &number));
	TRY(audit_read(v->app, req->arena, &v->session.actor, number, &page));
	if (number > 1 && !page.count)
		return err_log(ERR_NOT_FOUND, "no such page");
	struct log_view view = {
		.newer = number - 1,
		.older = page.has_older && number < AUDIT_PAGES_MOST ? number + 1 : 0,
	};
	fill_days(req->arena, &page, &view);
	return PAGE_SHOW(req, res, view_log, &view);
}

const struct route log_routes[] = {
	{GET, "/account/log", log_show, .need = NEED_PERSON},
	{0},
};
