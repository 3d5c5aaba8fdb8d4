/* The learner's own passport: home, the route, chapters, and reading it all back. */
#include "app/passport_paper.h"
#include "view/passport.h"
#include "web/answer_view.h"
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

static err_t home_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct passport p;
	struct chapter_card cards[CONTENT_CHAPTERS_MOST];
	TRY(passport_open(v->app, req->arena, &v->session.actor, language(v), &p));
	if (!p.route)
		return response_redirect(res, STR("/passport/route"));
	struct home_view view = {.name = v->session.name, .route = p.route->title};
	fill_home(&p, cards, &view);
	return PAGE_SHOW(req, res, view_home, &view);
}

/* --- the choices that lead to a route --- */

static struct str choice_path(struct arena *a, const struct content_choice *choice)
{
	return str_fmt(a, "/passport/route/%.*s", STR_ARG(choice->id));
}

/* The first choice that is still open; all made: the first one, to look at them again. */
static err_t route_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct passport p;
	size_t count, at = 0;
	const struct content_choice *choices =
		content_choices(v->app->content, language(v), &count);
	TRY(passport_open(v->app, req->arena, &v->session.actor, language(v), &p));
	while (!p.route && at + 1 < count && p.picks.option[at].len)
		at++;
	return response_redirect(res, choice_path(req->arena, &choices[at]));
}

static const struct content_option *find_option(
	const struct content_choice *choice, struct str option)
{
	for (size_t i = 0; i < choice->count; i++)
		if (str_eq(choice->options[i].id, option))
			return &choice->options[i];
	return NULL;
}

static const struct choice_option *options_of(
	struct arena *a, const struct content_choice *choice, struct str chosen)
{
	struct choice_option *options = arena_array(a, struct choice_option, choice->count);
	for (size_t i = 0; i < choice->count; i++)
		options[i] = (struct choice_option){
			.key = choice->options[i].id,
			.text = choice->options[i].text,
			.chosen = str_eq(choice->options[i].id, chosen),
		};
	return options;
}

static err_t choice_page(struct request *req, struct response *res, size_t at, struct str error)
{
	const struct visit *v = visit_of(req);
	struct passport p;
	size_t count;
	const struct content_choice *choices =
		content_choices(v->app->content, language(v), &count);
	TRY(passport_open(v->app, req->arena, &v->session.actor, language(v), &p));
	struct choice_view view = {
		.key = choices[at].id,
		.text = choices[at].text,
		.help = choices[at].help,
		.number = (int)at + 1,
		.total = (int)count,
		.before = at ? choices[at - 1].id : STR_NONE,
		.changing = p.route,
		.error = error,
		.options = options_of(req->arena, &choices[at], p.picks.option[at]),
		.options_len = choices[at].count,
	};
	return PAGE_SHOW(req, res, view_choice, &view);
}

/* The choice that the address names. */
static err_t find_choice(const struct request *req, size_t *ret_at, size_t *ret_count)
{
	const struct visit *v = visit_of(req);
	content_choices(v->app->content, language(v), ret_count);
	*ret_at = content_choice_find(v->app->content, request_param(req, "key"));
	return *ret_at < *ret_count ? NULL : err_log(ERR_NOT_FOUND, "no such choice");
}

static err_t choice_show(struct request *req, struct response *res)
{
	size_t at, count;
	TRY(find_choice(req, &at, &count));
	return choice_page(req, res, at, STR_NONE);
}

static err_t choice_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	size_t at, count;
	TRY(find_choice(req, &at, &count));
	const struct content_choice *choices =
		content_choices(v->app->content, language(v), &count);
	const struct content_option *option =
		find_option(&choices[at], form_get(&v->form, STR("choice")));
	if (!option) {
		res->status = err_kind(ERR_INVALID)->http_status;
		return choice_page(
			req, res, at, lang_text(v->lang, N_("Choose what fits you best.")));
	}
	TRY(passport_pick(v->app, req->arena, &v->session.actor, choices[at].id, option->id));
	if (at + 1 < count)
		return response_redirect(res, choice_path(req->arena, &choices[at + 1]));
	return response_redirect(res, STR("/passport"));
}

/* --- chapters and reading back --- */

static const struct question_line *lines_of(
	const struct request *req, const struct passport_chapter *chapter)
{
	size_t count = chapter->chapter->count;
	struct question_line *lines = arena_array(req->arena, struct question_line, count);
	for (size_t i = 0; i < count; i++)
		lines[i] = question_line(req, &chapter->answers[i]);
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
		.questions = lines_of(req, chapter),
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
		.questions = lines_of(req, chapter),
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
		.name = v->session.name,
		.route = whole.route->title,
		.today = zone_day(clock_now(v->app->clock)),
		.is_empty = true,
		.chapters = chapters,
		.chapters_len = whole.count,
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
		.name = v->session.name,
		.with_apart = str_is(form_get(query, STR("care")), "yes"),
	};
	struct str today = day_print(req->arena, zone_day(clock_now(v->app->clock)));
	TRY(passport_paper_own(v->app, req->arena, &v->session.actor, v->lang, &own, &pdf));
	return response_download(res, "application/pdf", pdf,
		str_fmt(req->arena, "leerpas-%.*s.pdf", STR_ARG(today)));
}

const struct route passport_routes[] = {
	{GET, "/passport", home_show, .need = NEED_PERSON, .own = true},
	{GET, "/passport/read", read_show, .need = NEED_PERSON, .own = true},
	{GET, "/passport/paper", paper_show, .need = NEED_PERSON, .on_worker = true, .own = true},
	{GET, "/passport/chapters/{key}", chapter_show, .need = NEED_PERSON, .own = true},
	{GET, "/passport/route", route_show, .need = NEED_PERSON, .own = true},
	{GET, "/passport/route/{key}", choice_show, .need = NEED_PERSON, .own = true},
	{POST, "/passport/route/{key}", choice_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{0},
};
