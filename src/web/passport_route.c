/*
 * The route: chosen step by step the first time; later on one page, where what would change is
 * shown before anything does.
 */
#include "app/passport.h"
#include "view/route.h"
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (8 << 10)

static size_t language(const struct visit *v)
{
	return lang_index(v->lang);
}

/* --- the first time: one choice after the other --- */

static struct str choice_path(struct arena *a, const struct content_choice *choice)
{
	return str_fmt(a, "/passport/route/%.*s", STR_ARG(choice->id));
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
	if (p.route)
		return response_redirect(res, STR("/passport/route"));
	struct choice_view view = {
		.key = choices[at].id,
		.text = choices[at].text,
		.help = choices[at].help,
		.number = (int)at + 1,
		.total = (int)count,
		.before = at ? choices[at - 1].id : STR_NONE,
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
	struct passport p;
	TRY(find_choice(req, &at, &count));
	TRY(passport_open(v->app, req->arena, &v->session.actor, language(v), &p));
	if (p.route)
		return response_redirect(res, STR("/passport/route"));
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

/* --- later: all of it on one page --- */

static const char *const wording_texts[WORDINGS] = {
	[WORDING_PUPIL] = N_("For school"),
	[WORDING_ADULT] = N_("For adults"),
	[WORDING_EASY] = N_("Short sentences"),
};

static const struct choice_option *wordings_of(const struct request *req, enum content_wording now)
{
	struct choice_option *options = arena_array(req->arena, struct choice_option, WORDINGS);
	for (enum content_wording i = WORDING_PUPIL; i < WORDINGS; i++)
		options[i - 1] = (struct choice_option){
			.key = content_wording_id(i),
			.text = lang_text(visit_of(req)->lang, wording_texts[i]),
			.chosen = i == now,
		};
	return options;
}

static const struct route_choice *choices_of(
	const struct request *req, const struct content_picks *picks, size_t *ret_count)
{
	const struct visit *v = visit_of(req);
	size_t count;
	const struct content_choice *choices =
		content_choices(v->app->content, language(v), &count);
	struct route_choice *shown = arena_array(req->arena, struct route_choice, count);
	for (size_t i = 0; i < count; i++)
		shown[i] = (struct route_choice){
			.key = choices[i].id,
			.text = choices[i].text,
			.options = options_of(req->arena, &choices[i], picks->option[i]),
			.options_len = choices[i].count,
		};
	*ret_count = count;
	return shown;
}

/* No route yet: the first choice that is still open. */
static err_t route_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct passport p;
	size_t count, at = 0;
	const struct content_choice *choices =
		content_choices(v->app->content, language(v), &count);
	TRY(passport_open(v->app, req->arena, &v->session.actor, language(v), &p));
	while (at + 1 < count && p.picks.option[at].len)
		at++;
	if (!p.route)
		return response_redirect(res, choice_path(req->arena, &choices[at]));
	struct route_view view = {
		.wordings = wordings_of(req, p.route->wording),
		.wordings_len = WORDINGS - 1,
	};
	view.choices = choices_of(req, &p.picks, &view.choices_len);
	return PAGE_SHOW(req, res, view_route, &view);
}

/* What the form chose; what it does not name stays empty, and leads to no route. */
static struct content_picks read_picks(const struct request *req)
{
	const struct visit *v = visit_of(req);
	struct content_picks picks = {
		.wording = content_wording_find(form_get(&v->form, STR("wording")))};
	size_t count;
	const struct content_choice *choices =
		content_choices(v->app->content, language(v), &count);
	for (size_t i = 0; i < count; i++) {
		const struct content_option *option =
			find_option(&choices[i], form_get(&v->form, choices[i].id));
		if (option)
			picks.option[i] = option->id;
	}
	return picks;
}

static const struct str *texts_of(
	struct arena *a, const struct content_question **questions, size_t count)
{
	struct str *texts = arena_array(a, struct str, count);
	for (size_t i = 0; i < count; i++)
		texts[i] = questions[i]->text;
	return texts;
}

static const struct kept_pick *kept_picks(
	const struct request *req, const struct content_picks *picks, size_t *ret_count)
{
	size_t count;
	const struct content_choice *choices =
		content_choices(visit_of(req)->app->content, 0, &count);
	struct kept_pick *kept = arena_array(req->arena, struct kept_pick, count + 1);
	for (size_t i = 0; i < count; i++)
		kept[i] = (struct kept_pick){choices[i].id, picks->option[i]};
	kept[count] = (struct kept_pick){STR("wording"), content_wording_id(picks->wording)};
	*ret_count = count + 1;
	return kept;
}

static err_t show_change(struct request *req, struct response *res,
	const struct content_picks *picks, const struct passport_change *change)
{
	struct change_view view = {
		.from = change->from->title,
		.to = change->to->title,
		.hidden = texts_of(req->arena, change->hidden, change->hidden_count),
		.hidden_len = change->hidden_count,
		.hidden_count = (int)change->hidden_count,
		.back = texts_of(req->arena, change->back, change->back_count),
		.back_len = change->back_count,
		.back_count = (int)change->back_count,
		.fresh = texts_of(req->arena, change->fresh, change->fresh_count),
		.fresh_len = change->fresh_count,
		.fresh_count = (int)change->fresh_count,
	};
	view.picks = kept_picks(req, picks, &view.picks_len);
	return PAGE_SHOW(req, res, view_change, &view);
}

static err_t route_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct content_picks picks = read_picks(req);
	bool is_sure = str_is(form_get(&v->form, STR("sure")), "yes");
	struct passport_change change;
	TRY(passport_change(v->app, req->arena, &v->session.actor, language(v), &picks, &change));
	if (change.from && !str_eq(change.from->id, change.to->id) && !is_sure)
		return show_change(req, res, &picks, &change);
	TRY(passport_choose(v->app, req->arena, &v->session.actor, &picks));
	return response_redirect(res, STR("/passport"));
}

static err_t undo_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	err_t e = passport_choose_undo(v->app, req->arena, &v->session.actor);
	if (e && e->code != ERR_NOT_FOUND) /* too late: the passport tells how it is now */
		return e;
	err_free(e);
	return response_redirect(res, STR("/passport"));
}

const struct route passport_route_routes[] = {
	{GET, "/passport/route", route_show, .need = NEED_PERSON, .own = true},
	{POST, "/passport/route", route_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{GET, "/passport/route/{key}", choice_show, .need = NEED_PERSON, .own = true},
	{POST, "/passport/route/{key}", choice_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{POST, "/passport/undo-route", undo_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{0},
};
