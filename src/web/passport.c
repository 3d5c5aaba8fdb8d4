/* The learner's own passport: home, chapters, and reading it all back. */
#include "app/account_address.h"
#include "app/parent.h"
#include "app/participation.h"
#include "app/project_kept.h"
#include "app/passport_paper.h"
#include "view/passport.h"
#include "web/answer_view.h"
#include "web/download.h"
#include "web/passport.h"
#include "web/ring.h"
#include "web/routes.h"

#define SMALL_BODY (8 << 10)
#define PROJECTS_SHOWN 3 /* at home; all of them have a page of their own */

static size_t language(const struct visit *v)
{
	return lang_index(v->lang);
}

/* --- home --- */

static struct chapter_card card_of(const struct passport_progress *p, int number)
{
	return (struct chapter_card){
		.key = p->chapter->id,
		.title = p->chapter->title,
		.number = number,
		.ring = ring_of(p->answered, p->chapter->count),
		.left = (int)(p->chapter->count - p->answered),
	};
}

/* What is kept apart stands after the chapters, and does not count. */
static void fill_home(const struct passport *p, struct chapter_card *cards, struct home_view *io)
{
	size_t done = 0, total = 0, apart = 0;
	for (size_t i = 0; i < p->route->count; i++) {
		cards[i] = card_of(&p->chapters[i], (int)i + 1);
		if (p->chapters[i].chapter->is_apart) {
			apart++;
			continue;
		}
		done += p->chapters[i].answered;
		total += p->chapters[i].chapter->count;
	}
	io->chapters = cards;
	io->chapters_len = p->route->count - apart;
	io->apart = cards + io->chapters_len;
	io->apart_len = apart;
	io->ring = ring_of(done, total);
	if (!p->next.question)
		return;
	io->next_key = p->next.question->id;
	io->next_title = p->next.question->text;
	io->next_chapter = (int)p->next.chapter_at + 1;
}

/* Who has none but those that were deleted. */
static err_t fill_kept_projects(const struct request *req, struct home_view *io)
{
	const struct visit *v = visit_of(req);
	struct project_kept_list all;
	TRY(project_kept_list(v->app, req->arena, &v->session.actor, &all));
	size_t len = all.len < PROJECTS_SHOWN ? all.len : PROJECTS_SHOWN;
	struct home_project *projects = arena_array(req->arena, struct home_project, len);
	for (size_t i = 0; i < len; i++)
		projects[io->projects_len++] = (struct home_project){
			str_fmt(req->arena, "/kept/%.*s",
				STR_ARG(public_id_print(req->arena, all.at[i].public))),
			all.at[i].title};
	io->projects = projects;
	return NULL;
}

static err_t fill_projects(const struct request *req, struct home_view *io)
{
	const struct visit *v = visit_of(req);
	struct participation_list all;
	if (!v->session.projects)
		return NULL;
	TRY(participation_list(v->app, req->arena, &v->session.actor, &all));
	if (!all.len)
		return fill_kept_projects(req, io);
	size_t len = all.len < PROJECTS_SHOWN ? all.len : PROJECTS_SHOWN;
	struct home_project *projects = arena_array(req->arena, struct home_project, len);
	for (size_t i = 0; i < len; i++)
		projects[i] = (struct home_project){
			str_fmt(req->arena, "/part/%.*s",
				STR_ARG(public_id_print(req->arena, all.at[i].participant))),
			all.at[i].title};
	io->projects = projects;
	io->projects_len = len;
	return NULL;
}

static err_t home_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct passport p;
	struct chapter_card cards[CONTENT_CHAPTERS_MOST];
	TRY(passport_open(v->app, req->arena, &v->session.actor, language(v), &p));
	page_note_damaged(req, p.picks.is_damaged, "a choice");
	if (!p.route)
		return response_redirect(res, STR("/passport/route"));
	struct home_view view = {.name = v->session.name,
		.has_photo = v->session.has_photo,
		.route = p.route->title,
		.can_undo = p.can_undo};
	/* Nobody looks at their account for it: told where they come in, and not all day. */
	if (v->session.is_fresh)
		TRY(account_address_dead(v->app, req->arena, &v->session.actor, &view.dead.mail));
	fill_home(&p, cards, &view);
	TRY(fill_projects(req, &view));
	TRY(parent_is_asked(v->app, req->arena, &v->session.actor, p.route, &view.asks_parent));
	return PAGE_SHOW(req, res, view_home, &view);
}

static err_t no_parent_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(parent_rather_not(v->app, &v->session.actor));
	return response_redirect(res, STR("/passport"));
}

/* --- chapters and reading back --- */

static const struct question_line *lines_of(
	const struct request *req, const struct passport_answer *answers, size_t count)
{
	struct question_line *lines = arena_array(req->arena, struct question_line, count);
	for (size_t i = 0; i < count; i++)
		lines[i] = question_line(req, &answers[i]);
	return lines;
}

static struct str first_open(const struct passport_chapter *chapter)
{
	for (size_t i = 0; i < chapter->chapter->count; i++)
		if (!chapter->answers[i].answered)
			return chapter->answers[i].question->id;
	return STR("");
}

static err_t chapter_page(struct request *req, struct response *res,
	const struct passport_chapter *chapter, int number)
{
	struct chapter_view view = {
		.key = chapter->chapter->id,
		.title = chapter->chapter->title,
		.intro = chapter->chapter->intro,
		.skip = chapter->chapter->skip,
		.is_apart = chapter->chapter->is_apart,
		.number = number,
		.ring = ring_of(chapter->answered, chapter->chapter->count),
		.left = (int)(chapter->chapter->count - chapter->answered),
		.next_key = first_open(chapter),
		.questions = lines_of(req, chapter->answers, chapter->chapter->count),
		.questions_len = chapter->chapter->count,
	};
	return PAGE_SHOW(req, res, view_chapter, &view);
}

static err_t chapter_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct passport_whole whole;
	TRY(passport_read(v->app, req->arena, &v->session.actor, language(v), &whole));
	for (size_t i = 0; i < whole.count; i++)
		if (str_eq(whole.chapters[i].chapter->id, request_param(req, "key")))
			return chapter_page(req, res, &whole.chapters[i], (int)i + 1);
	return err_log(ERR_NOT_FOUND, "no such chapter");
}

static struct read_chapter read_chapter_of(
	const struct request *req, const struct passport_chapter *chapter, int number)
{
	struct read_chapter shown = {
		.key = chapter->chapter->id,
		.title = chapter->chapter->title,
		.number = number,
		.is_apart = chapter->chapter->is_apart,
		.is_empty = true,
		.questions = lines_of(req, chapter->answers, chapter->chapter->count),
		.questions_len = chapter->chapter->count,
	};
	for (size_t i = 0; i < shown.questions_len; i++)
		shown.is_empty &= !chapter->answers[i].version;
	return shown;
}

static err_t read_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct passport_whole whole;
	TRY(passport_read(v->app, req->arena, &v->session.actor, language(v), &whole));
	struct read_chapter chapters[CONTENT_CHAPTERS_MOST];
	struct read_view view = {
		.name = v->session.full_name,
		.route = whole.route->title,
		.today = zone_day(clock_now(v->app->clock)),
		.is_empty = !whole.hidden_count,
		.chapters = chapters,
		.chapters_len = whole.count,
		.hidden = lines_of(req, whole.hidden, whole.hidden_count),
		.hidden_len = whole.hidden_count,
	};
	for (size_t i = 0; i < whole.count; i++) {
		chapters[i] = read_chapter_of(req, &whole.chapters[i], (int)i + 1);
		view.is_empty &= chapters[i].is_empty;
		view.has_apart |= chapters[i].is_apart && !chapters[i].is_empty;
		if (!view.first_key.len && chapters[i].questions_len)
			view.first_key = chapters[i].questions[0].key;
	}
	return PAGE_SHOW(req, res, view_read, &view);
}

/* --- on paper --- */

/* ?care=yes: with health and care. */
static err_t paper_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct form *query;
	struct str pdf;
	TRY(request_query(req, &query));
	const struct passport_paper_own own = {
		.name = v->session.full_name,
		.with_apart = str_is(form_get(query, STR("care")), "yes"),
	};
	struct str today = day_print(req->arena, zone_day(clock_now(v->app->clock)));
	TRY(passport_paper_own(v->app, req->arena, &v->session.actor, v->lang, &own, &pdf));
	return download(req, res,
		&(struct download){
			.what = N_("Passport"), .of = own.name, .which = today, .bytes = pdf});
}

const struct route passport_routes[] = {
	{GET, "/passport", home_show, .need = NEED_PERSON, .own = true},
	{POST, "/passport/no-parent", no_parent_post, .need = NEED_PERSON, .max_body = SMALL_BODY},
	{GET, "/passport/read", read_show, .need = NEED_PERSON, .own = true},
	{GET, "/passport/paper", paper_show, .need = NEED_PERSON, .on_worker = true, .own = true},
	{GET, "/passport/chapters/{key}", chapter_show, .need = NEED_PERSON, .own = true},
	{GET, "/passport/versions", dated_list_show, .need = NEED_PERSON, .own = true},
	{POST, "/passport/versions", dated_make_post, .need = NEED_PERSON, .max_body = SMALL_BODY},
	{GET, "/passport/versions/{key}", dated_show, .need = NEED_PERSON, .own = true},
	{GET, "/passport/versions/{key}/paper", dated_paper_show, .need = NEED_PERSON,
		.on_worker = true, .own = true},
	{GET, "/passport/versions/{key}/pictures/{question}", dated_picture_show,
		.need = NEED_PERSON, .own = true},
	{POST, "/passport/versions/{key}/delete", dated_delete_post, .need = NEED_PERSON,
		.max_body = SMALL_BODY},
	{0},
};
