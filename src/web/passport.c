/* The learner's own passport: home, the route, chapters, and reading it all back. */
#include "app/passport.h"
#include "view/passport.h"
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (8 << 10)

static size_t language(const struct visit *v)
{
	return lang_index(v->lang);
}

static struct ring ring_of(size_t done, size_t total)
{
	return (struct ring){
		.done = (int)done,
		.total = (int)total,
		.percent = total ? (int)(done * 100 / total) : 0,
		.complete = total > 0 && done == total,
	};
}

static enum route_school school_of(struct content_route route)
{
	return route.at_school ? ROUTE_SCHOOL_YES : ROUTE_SCHOOL_NO;
}

static enum route_goal goal_of(struct content_route route)
{
	return route.destination == DESTINATION_MBO ? ROUTE_GOAL_MBO : ROUTE_GOAL_WORK;
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

static void fill_home(const struct passport *p, struct chapter_card *cards, struct home_view *io)
{
	size_t done = 0, total = 0;
	for (size_t i = 0; i < p->chapter_count; i++) {
		cards[i] = card_of(&p->chapters[i], (int)i + 1);
		done += p->chapters[i].answered;
		total += p->chapters[i].chapter->count;
	}
	io->chapters = cards;
	io->chapters_len = p->chapter_count;
	io->ring = ring_of(done, total);
	if (!p->next.question)
		return;
	io->next_key = p->next.question->id;
	io->next_title = p->next.question->text;
	io->next_chapter = (int)p->next.chapter_at + 1;
}

static err_t home_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct passport p;
	struct chapter_card cards[CONTENT_CHAPTERS_MOST];
	TRY(passport_open(v->app, req->arena, &v->session.actor, language(v), &p));
	if (!p.has_route)
		return response_redirect(res, STR("/passport/route/school"));
	struct home_view view = {
		.name = v->session.name,
		.school = school_of(p.route),
		.goal = goal_of(p.route),
	};
	fill_home(&p, cards, &view);
	return PAGE_SHOW(req, res, view_home, &view);
}

/* --- the two questions of the route --- */

static const char *const school_names[] = {"", "yes", "no", NULL};
static const char *const goal_names[] = {"", "mbo", "work", NULL};

static unsigned choice_in(const char *const *names, struct str value)
{
	for (unsigned i = 1; names[i]; i++)
		if (str_is(value, names[i]))
			return i;
	return 0;
}

/* What is chosen now: in the form or the address, else in the passport. */
static err_t read_route(struct request *req, struct route_view *ret)
{
	struct visit *v = visit_of(req);
	struct passport p;
	TRY(passport_open(v->app, req->arena, &v->session.actor, language(v), &p));
	if (req->method == GET)
		TRY(form_parse(req->arena, req->query, &form_limits_default, &v->form));
	struct route_view view = {.changing = p.has_route};
	if (p.has_route) {
		view.school = school_of(p.route);
		view.goal = goal_of(p.route);
	}
	unsigned school = choice_in(school_names, form_get(&v->form, STR("school")));
	unsigned goal = choice_in(goal_names, form_get(&v->form, STR("goal")));
	if (school)
		view.school = (enum route_school)school;
	if (goal)
		view.goal = (enum route_goal)goal;
	*ret = view;
	return NULL;
}

static err_t route_school_show(struct request *req, struct response *res)
{
	struct route_view view;
	TRY(read_route(req, &view));
	return PAGE_SHOW(req, res, view_route_school, &view);
}

static err_t route_goal_show(struct request *req, struct response *res)
{
	struct route_view view;
	TRY(read_route(req, &view));
	if (view.school == ROUTE_SCHOOL_OPEN)
		return response_redirect(res, STR("/passport/route/school"));
	return PAGE_SHOW(req, res, view_route_goal, &view);
}

static struct str choose_one(const struct request *req, struct response *res)
{
	res->status = err_kind(ERR_INVALID)->http_status;
	return lang_text(visit_of(req)->lang, N_("Choose one of the two."));
}

/* The first answer is carried along in the address of the second question. */
static err_t route_school_post(struct request *req, struct response *res)
{
	struct route_view view;
	TRY(read_route(req, &view));
	unsigned school = choice_in(school_names, form_get(&visit_of(req)->form, STR("school")));
	if (school)
		return response_redirect(res, str_fmt(req->arena, "/passport/route/goal?school=%s",
						      school_names[school]));
	view.error = choose_one(req, res);
	return PAGE_SHOW(req, res, view_route_school, &view);
}

static err_t route_goal_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct route_view view;
	TRY(read_route(req, &view));
	unsigned goal = choice_in(goal_names, form_get(&v->form, STR("goal")));
	if (goal && view.school != ROUTE_SCHOOL_OPEN) {
		struct content_route route = {
			.at_school = view.school == ROUTE_SCHOOL_YES,
			.destination = goal == ROUTE_GOAL_MBO ? DESTINATION_MBO : DESTINATION_WORK,
		};
		TRY(passport_set_route(v->app, &v->session.actor, route));
		return response_redirect(res, STR("/passport"));
	}
	view.error = choose_one(req, res);
	return PAGE_SHOW(req, res, view_route_goal, &view);
}

/* --- chapters and reading back --- */

static const struct question_line *lines_of(struct arena *a, const struct passport_chapter *chapter)
{
	size_t count = chapter->chapter->count;
	struct question_line *lines = arena_array(a, struct question_line, count);
	for (size_t i = 0; i < count; i++)
		lines[i] = (struct question_line){
			.key = chapter->answers[i].question->id,
			.title = chapter->answers[i].question->text,
			.answer = chapter->answers[i].text,
			.answered = chapter->answers[i].answered,
		};
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
		.number = number,
		.ring = ring_of(chapter->answered, chapter->chapter->count),
		.left = (int)(chapter->chapter->count - chapter->answered),
		.next_key = first_open(chapter),
		.questions = lines_of(req->arena, chapter),
		.questions_len = chapter->chapter->count,
	};
	return PAGE_SHOW(req, res, view_chapter, &view);
}

static err_t chapter_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct passport_whole whole;
	TRY(passport_read(v->app, req->arena, &v->session.actor, language(v), &whole));
	for (size_t i = 0; i < whole.chapter_count; i++)
		if (str_eq(whole.chapters[i].chapter->id, request_param(req, "key")))
			return chapter_page(req, res, &whole.chapters[i], (int)i + 1);
	return err_log(ERR_NOT_FOUND, "no such chapter");
}

static struct read_chapter read_chapter_of(
	struct arena *a, const struct passport_chapter *chapter, int number)
{
	struct read_chapter shown = {
		.key = chapter->chapter->id,
		.title = chapter->chapter->title,
		.number = number,
		.is_empty = true,
		.questions = lines_of(a, chapter),
		.questions_len = chapter->chapter->count,
	};
	for (size_t i = 0; i < shown.questions_len; i++)
		shown.is_empty &= shown.questions[i].answer.len == 0;
	return shown;
}

static err_t read_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct passport_whole whole;
	TRY(passport_read(v->app, req->arena, &v->session.actor, language(v), &whole));
	struct read_chapter chapters[CONTENT_CHAPTERS_MOST];
	struct read_view view = {
		.name = v->session.name,
		.school = school_of(whole.route),
		.goal = goal_of(whole.route),
		.today = zone_day(clock_now(v->app->clock)),
		.is_empty = true,
		.chapters = chapters,
		.chapters_len = whole.chapter_count,
	};
	for (size_t i = 0; i < whole.chapter_count; i++) {
		chapters[i] = read_chapter_of(req->arena, &whole.chapters[i], (int)i + 1);
		view.is_empty &= chapters[i].is_empty;
		if (!view.first_key.len && chapters[i].questions_len)
			view.first_key = chapters[i].questions[0].key;
	}
	return PAGE_SHOW(req, res, view_read, &view);
}

const struct route passport_routes[] = {
	{GET, "/passport", home_show, .need = NEED_PERSON},
	{GET, "/passport/read", read_show, .need = NEED_PERSON},
	{GET, "/passport/chapters/{key}", chapter_show, .need = NEED_PERSON},
	{GET, "/passport/route/school", route_school_show, .need = NEED_PERSON},
	{POST, "/passport/route/school", route_school_post, .need = NEED_PERSON,
		.max_body = FORM_BODY},
	{GET, "/passport/route/goal", route_goal_show, .need = NEED_PERSON},
	{POST, "/passport/route/goal", route_goal_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{0},
};
