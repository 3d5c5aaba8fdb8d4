/* Live links, for their owner: made in three steps, shown, stopped; who came, and who waits. */
#include "app/passport_paper.h"
#include "app/receiver.h"
#include "app/share_change.h"
#include "app/share_door.h"
#include "web/answer_view.h"
#include "web/download.h"
#include "web/leaflet.h"
#include "web/purpose.h"
#include "web/routes.h"
#include "web/share.h"
#include "web/terms.h"

#include "base/vec.h"

#define FORM_BODY (8 << 10)

static const char *over_text(enum share_state state)
{
	if (state == SHARE_STOPPED)
		return N_("You stopped this link.");
	return state == SHARE_OVER ? N_("The last day of this link is over.") : NULL;
}

err_t share_go(struct request *req, struct response *res, struct public_id share, const char *step)
{
	struct str key = public_id_print(req->arena, share);
	return response_redirect(
		res, str_fmt(req->arena, "/passport/share/%.*s%s", STR_ARG(key), step));
}

err_t share_load(struct request *req, struct share *ret)
{
	const struct visit *v = visit_of(req);
	struct public_id key;
	TRY(key_of(req, &key));
	TRY(share_get(v->app, req->arena, &v->session.actor, key, ret));
	page_note_damaged(req, ret->is_damaged, "a link");
	return NULL;
}

/* Only a draft has steps; what was begun is shown as it is. */
static err_t load_draft(
	struct request *req, struct response *res, struct share *ret, bool *ret_is_draft)
{
	TRY(share_load(req, ret));
	*ret_is_draft = ret->state == SHARE_DRAFT;
	return *ret_is_draft ? NULL : share_go(req, res, ret->public, "");
}

/* --- all links --- */

static int64_t count_waiting(const struct grant_list *grants, struct public_id share)
{
	int64_t waiting = 0;
	for (size_t i = 0; i < grants->len; i++)
		waiting += grants->at[i].via && public_id_eq(*grants->at[i].via, share) &&
			   grants->at[i].state == GRANT_WAITING;
	return waiting;
}

static struct share_line line_of(
	const struct request *req, const struct share *s, const struct grant_list *grants)
{
	page_note_damaged(req, s->is_damaged, "a link");
	return (struct share_line){
		.key = public_id_print(req->arena, s->public),
		.receiver = s->receiver,
		.purpose = share_purpose_text(s->purpose),
		.ends = s->ends,
		.over = over_text(s->state),
		.is_draft = s->state == SHARE_DRAFT,
		.waiting = s->state == SHARE_LIVE ? count_waiting(grants, s->public) : 0,
	};
}

static err_t list_page(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	VEC(struct share_line) open = {0}, over = {0};
	struct shares_view view = {.problem = page_problem(req, e)};
	struct share_list all;
	struct grant_list grants;
	struct receiver_list receivers;
	page_refuse(req, res, e);
	TRY(receiver_list(v->app, req->arena, &v->session.actor, &receivers));
	TRY(share_list(v->app, req->arena, &v->session.actor, &all));
	TRY(grant_list(v->app, req->arena, &v->session.actor, &grants));
	for (size_t i = 0; i < all.len; i++) {
		struct share_line line = line_of(req, &all.at[i], &grants);
		if (line.over)
			vec_push(req->arena, &over, line);
		else
			vec_push(req->arena, &open, line);
	}
	view.has_receivers = receivers.len;
	view.open = open.at;
	view.open_len = open.len;
	view.over = over.at;
	view.over_len = over.len;
	return PAGE_SHOW(req, res, view_shares, &view);
}

static err_t list_show(struct request *req, struct response *res)
{
	return list_page(req, res, NULL);
}

/* What the route of the passport leads to. */
static err_t guess_purpose(const struct request *req, enum share_purpose *ret_purpose)
{
	const struct visit *v = visit_of(req);
	struct passport p;
	size_t count, at;
	TRY(passport_open(v->app, req->arena, &v->session.actor, lang_index(v->lang), &p));
	content_choices(v->app->content, lang_index(v->lang), &count);
	at = content_choice_find(v->app->content, STR("going-to"));
	enum share_purpose purpose =
		at < count ? share_purpose_parse(p.picks.option[at]) : SHARE_OTHER;
	*ret_purpose = purpose < SHARE_PURPOSES ? purpose : SHARE_OTHER;
	return NULL;
}

static err_t list_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	enum share_purpose purpose;
	struct public_id share;
	TRY(guess_purpose(req, &purpose));
	err_t e = share_draft(v->app, req->arena, &v->session.actor, purpose, &share);
	if (e && e->code == ERR_CONFLICT)
		return list_page(req, res, e);
	TRY(e);
	return share_go(req, res, share, "/what");
}

/* --- the three steps --- */

struct grant_terms share_terms_chosen(const struct share *s)
{
	struct grant_terms terms = {.ends = s->ends};
	for (size_t i = 0; i < s->scopes_len && i < GRANT_SCOPES_MOST; i++)
		terms.scopes[terms.scopes_len++] = s->scopes[i];
	return terms;
}

static err_t what_page(struct request *req, struct response *res, err_t e)
{
	struct share s;
	bool is_draft = false;
	TRY(page_instead(e, load_draft(req, res, &s, &is_draft)));
	struct grant_terms chosen = share_terms_chosen(&s);
	struct share_what_view view = {
		.key = public_id_print(req->arena, s.public),
		.terms = terms_view(req, &chosen, e),
		.wrong = e,
	};
	TRY(page_instead(e, terms_add_consent(req, &view.terms)));
	page_refuse(req, res, e);
	return is_draft ? PAGE_SHOW(req, res, view_share_what, &view) : NULL;
}

static err_t what_show(struct request *req, struct response *res)
{
	return what_page(req, res, NULL);
}

struct what_in {
	struct input_lines scopes;
};
static const struct input_field what_fields[] = {
	INPUT_LINES(struct what_in, scopes, .label = N_("What do you share?"), .max = 40,
		.most = GRANT_SCOPES_MOST),
	{0},
};
static const struct input_form what_input = INPUT_FORM(struct what_in, what_fields);

static err_t what_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id key;
	struct what_in in;
	TRY(key_of(req, &key));
	err_t e = input_from_form(req->arena, &what_input, &v->form, &in);
	if (!e)
		e = share_set_parts(
			v->app, req->arena, &v->session.actor, key, in.scopes.at, in.scopes.len);
	if (e && page_can_mend(e))
		return what_page(req, res, e);
	TRY(e);
	return share_go(req, res, key, "/whom");
}

static err_t whom_page(struct request *req, struct response *res, err_t e)
{
	struct share s;
	bool is_draft = false;
	TRY(page_instead(e, load_draft(req, res, &s, &is_draft)));
	struct shown_field purpose = page_field(req, "purpose", e);
	struct share_whom_view view = {
		.key = public_id_print(req->arena, s.public),
		.purposes = share_purpose_options(
			req->arena, e ? share_purpose_parse(purpose.value) : s.purpose),
		.purposes_len = SHARE_PURPOSES,
		.purpose_error = purpose.error,
		.receiver = page_field(req, "receiver", e),
		.wrong = e,
	};
	if (!e)
		view.receiver.value = s.receiver;
	page_refuse(req, res, e);
	return is_draft ? PAGE_SHOW(req, res, view_share_whom, &view) : NULL;
}

static err_t whom_show(struct request *req, struct response *res)
{
	return whom_page(req, res, NULL);
}

struct whom_in {
	unsigned purpose;
	struct str receiver;
};
static const char *const purpose_names[] = {"mbo", "work", "other", NULL};
static const struct input_field whom_fields[] = {
	INPUT_CHOICE(struct whom_in, purpose, purpose_names, .label = N_("A school or work?"),
		.required = true),
	INPUT_LINE(struct whom_in, receiver, .label = N_("What is their name?"),
		.max = SHARE_RECEIVER_MOST),
	{0},
};
static const struct input_form whom_input = INPUT_FORM(struct whom_in, whom_fields);

static err_t whom_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id key;
	struct whom_in in;
	TRY(key_of(req, &key));
	err_t e = input_from_form(req->arena, &whom_input, &v->form, &in);
	if (!e)
		e = share_set_whom(
			v->app, req->arena, &v->session.actor, key, in.purpose, in.receiver);
	if (e && page_can_mend(e))
		return whom_page(req, res, e);
	TRY(e);
	return share_go(req, res, key, "/until");
}

static int64_t places_sent(const struct request *req)
{
	int64_t n;
	return str_to_int(form_get(&visit_of(req)->form, STR("places")), &n) ? n : -1;
}

/* A few to choose from, and the number that it is now. */
struct places_view share_places_view(const struct request *req, int64_t chosen, const struct err *e)
{
	static const bool offered[SHARE_PLACES_MOST + 1] = {
		[0] = true, [1] = true, [SHARE_PLACES] = true, [5] = true, [10] = true};
	struct places_option *options =
		arena_array(req->arena, struct places_option, SHARE_PLACES_MOST + 1);
	struct places_view view = {.options = options, .error = page_field(req, "places", e).error};
	int64_t now = e ? places_sent(req) : chosen;
	for (int n = 0; n <= SHARE_PLACES_MOST; n++)
		if (offered[n] || n == chosen)
			options[view.options_len++] = (struct places_option){n, n == now};
	return view;
}

static err_t until_page(struct request *req, struct response *res, err_t e)
{
	struct share s;
	bool is_draft = false;
	TRY(page_instead(e, load_draft(req, res, &s, &is_draft)));
	struct grant_terms chosen = share_terms_chosen(&s);
	struct share_until_view view = {
		.key = public_id_print(req->arena, s.public),
		.terms = terms_view(req, &chosen, e),
		.places = share_places_view(req, s.places, e),
		.wrong = e,
	};
	page_refuse(req, res, e);
	return is_draft ? PAGE_SHOW(req, res, view_share_until, &view) : NULL;
}

static err_t until_show(struct request *req, struct response *res)
{
	return until_page(req, res, NULL);
}

struct until_in {
	day ends;
	int64_t places;
};
static const struct input_field until_fields[] = {
	INPUT_DAY(struct until_in, ends, .label = N_("Until when?"), .required = true),
	INPUT_INT(struct until_in, places, .label = N_("Who gets in at once?"), .required = true,
		.min = 0, .max = SHARE_PLACES_MOST),
	{0},
};
static const struct input_form until_input = INPUT_FORM(struct until_in, until_fields);

static err_t until_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id key;
	struct until_in in;
	TRY(key_of(req, &key));
	err_t e = input_from_form(req->arena, &until_input, &v->form, &in);
	if (!e)
		e = share_set_term(v->app, req->arena, &v->session.actor, key, in.ends, in.places);
	if (e && page_can_mend(e))
		return until_page(req, res, e);
	TRY(e);
	return share_go(req, res, key, "");
}

/* --- one link --- */

static struct leaflet leaflet_of(const struct request *req, const struct share *s)
{
	const struct visit *v = visit_of(req);
	struct str code = code_print(req->arena, &s->code);
	return (struct leaflet){
		.of = LEAFLET_OF_LINK,
		.name = v->session.full_name,
		.code = code,
		.link = str_fmt(
			req->arena, "%.*s/s#%.*s", STR_ARG(v->app->public_url), STR_ARG(code)),
	};
}

static err_t show_leaflet(struct request *req, const struct share *s, struct share_view *io)
{
	struct leaflet leaflet = leaflet_of(req, s);
	struct str path = str_fmt(req->arena, "/passport/share/%.*s/code", STR_ARG(io->key));
	return leaflet_shown(req, &leaflet, path, &io->leaflet);
}

static err_t fill_visitors(struct request *req, const struct share *s, struct share_view *io)
{
	const struct visit *v = visit_of(req);
	VEC(struct access_card) waiting = {0}, in = {0}, former = {0};
	struct grant_list all;
	TRY(grant_list(v->app, req->arena, &v->session.actor, &all));
	for (size_t i = 0; i < all.len; i++) {
		const struct grant *g = &all.at[i];
		if (!g->via || !public_id_eq(*g->via, s->public))
			continue;
		if (g->state == GRANT_WAITING)
			vec_push(req->arena, &waiting, access_card(req, g));
		else if (g->state == GRANT_ACTIVE)
			vec_push(req->arena, &in, access_card(req, g));
		else
			vec_push(req->arena, &former, access_card(req, g));
	}
	io->waiting = waiting.at;
	io->waiting_len = waiting.len;
	io->visitors = in.at;
	io->visitors_len = in.len;
	io->former = former.at;
	io->former_len = former.len;
	return NULL;
}

static err_t share_page(struct request *req, struct response *res, err_t e)
{
	struct share s;
	TRY(page_instead(e, share_load(req, &s)));
	struct share_view view = {
		.key = public_id_print(req->arena, s.public),
		.purpose = share_purpose_text(s.purpose),
		.receiver = s.receiver,
		.parts = scope_titles(req, s.scopes, s.scopes_len),
		.parts_len = s.scopes_len,
		.ends = s.ends,
		.places = s.places,
		.left = s.places - s.taken,
		.is_draft = s.state == SHARE_DRAFT,
		.is_live = s.state == SHARE_LIVE,
		.over = over_text(s.state),
		.can_undo = s.can_undo,
		.can_undo_change = s.can_undo_change,
	};
	if (e)
		view.problem.text = page_error_text(req, e);
	page_refuse(req, res, e);
	if (view.is_live && s.code.len)
		TRY(show_leaflet(req, &s, &view));
	TRY(receiver_asks(req, &s, &view.asks));
	TRY(fill_visitors(req, &s, &view));
	return PAGE_SHOW(req, res, view_share, &view);
}

static err_t share_show(struct request *req, struct response *res)
{
	return share_page(req, res, NULL);
}

static bool is_shared(const struct share *s, struct str scope)
{
	for (size_t i = 0; i < s->scopes_len; i++)
		if (str_eq(s->scopes[i], scope))
			return true;
	return false;
}

static err_t eyes_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct share s;
	struct passport_whole whole;
	struct read_chapter chapters[CONTENT_CHAPTERS_MOST];
	TRY(share_load(req, &s));
	TRY(passport_read(v->app, req->arena, &v->session.actor, lang_index(v->lang), &whole));
	struct share_eyes_view view = {
		.key = public_id_print(req->arena, s.public),
		.name = v->session.full_name,
		.has_photo = v->session.has_photo,
		.chapters = chapters,
	};
	for (size_t i = 0; i < whole.count; i++)
		if (is_shared(&s, whole.chapters[i].chapter->id))
			chapters[view.chapters_len++] =
				seen_chapter(req, &whole.chapters[i], STR_NONE);
	return PAGE_SHOW(req, res, view_share_eyes, &view);
}

/* What they see, on paper; with the link when there is one. */
static err_t paper_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct share s;
	struct str pdf;
	TRY(share_load(req, &s));
	const struct passport_scopes scopes = {s.scopes, s.scopes_len};
	const struct passport_paper_own own = {
		.name = v->session.full_name,
		.link = s.state == SHARE_LIVE && s.code.len ? leaflet_of(req, &s).link : STR_NONE,
		.with_apart = is_shared(&s, SCOPE_CARE),
		.scopes = &scopes,
	};
	struct str today = day_print(req->arena, zone_day(clock_now(v->app->clock)));
	TRY(passport_paper_own(v->app, req->arena, &v->session.actor, v->lang, &own, &pdf));
	return download(req, res,
		&(struct download){
			.what = N_("Passport"), .of = own.name, .which = today, .bytes = pdf});
}

static err_t code_file(struct request *req, struct response *res)
{
	struct share s;
	TRY(share_load(req, &s));
	if (s.state != SHARE_LIVE || !s.code.len)
		return err_log(ERR_NOT_FOUND, "opens nothing");
	struct leaflet leaflet = leaflet_of(req, &s);
	return leaflet_file(req, res, &leaflet);
}

static err_t begin_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id key;
	TRY(key_of(req, &key));
	err_t e = share_begin(v->app, req->arena, &v->session.actor, key);
	if (e && e->code == ERR_CONFLICT) { /* pressed twice */
		err_free(e);
		e = NULL;
	}
	if (e && page_can_mend(e))
		return share_page(req, res, e);
	TRY(e);
	return share_go(req, res, key, "");
}

static err_t stop_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct share s;
	TRY(share_load(req, &s));
	TRY(share_stop(v->app, req->arena, &v->session.actor, s.public));
	if (s.state == SHARE_DRAFT)
		return response_redirect(res, STR("/passport/share"));
	return share_go(req, res, s.public, "");
}

typedef err_t undo_fn(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id share);

static err_t undo(struct request *req, struct response *res, undo_fn *fn)
{
	const struct visit *v = visit_of(req);
	struct public_id key;
	TRY(key_of(req, &key));
	err_t e = fn(v->app, req->arena, &v->session.actor, key);
	if (e && page_can_mend(e))
		return share_page(req, res, e);
	TRY(e);
	return share_go(req, res, key, "");
}

static err_t undo_post(struct request *req, struct response *res)
{
	return undo(req, res, share_undo);
}

static err_t undo_change_post(struct request *req, struct response *res)
{
	return undo(req, res, share_change_undo);
}

static err_t answer_visitor(struct request *req, struct public_id grant)
{
	const struct visit *v = visit_of(req);
	struct str answer = form_get(&v->form, STR("go"));
	if (str_is(answer, "yes"))
		return share_let_in(v->app, req->arena, &v->session.actor, grant);
	if (str_is(answer, "no"))
		return share_refuse(v->app, req->arena, &v->session.actor, grant);
	if (str_is(answer, "undo"))
		return grant_undo(v->app, req->arena, &v->session.actor, grant);
	return NULL;
}

static err_t visitor_post(struct request *req, struct response *res)
{
	struct public_id key, grant;
	TRY(key_of(req, &key));
	TRY(id_of(req, "visitor", &grant));
	err_t e = answer_visitor(req, grant);
	if (e && page_can_mend(e))
		return share_page(req, res, e);
	TRY(e);
	return share_go(req, res, key, "");
}

#define SHARE "/passport/share"
#define RECEIVERS "/passport/receivers"
const struct route share_routes[] = {
	{GET, SHARE, list_show, .need = NEED_PERSON, .own = true},
	{POST, SHARE, list_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{GET, SHARE "/{key}", share_show, .need = NEED_PERSON, .own = true},
	{GET, SHARE "/{key}/what", what_show, .need = NEED_PERSON, .own = true},
	{POST, SHARE "/{key}/what", what_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{GET, SHARE "/{key}/whom", whom_show, .need = NEED_PERSON, .own = true},
	{POST, SHARE "/{key}/whom", whom_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{GET, SHARE "/{key}/until", until_show, .need = NEED_PERSON, .own = true},
	{POST, SHARE "/{key}/until", until_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{GET, SHARE "/{key}/change", share_change_show, .need = NEED_PERSON, .own = true},
	{POST, SHARE "/{key}/change", share_change_post, .need = NEED_PERSON,
		.max_body = FORM_BODY},
	{POST, SHARE "/{key}/change/undo", undo_change_post, .need = NEED_PERSON,
		.max_body = FORM_BODY},
	{GET, SHARE "/{key}/eyes", eyes_show, .need = NEED_PERSON, .own = true},
	{GET, SHARE "/{key}/paper", paper_show, .need = NEED_PERSON, .on_worker = true,
		.own = true},
	{GET, SHARE "/{key}/code/{file}", code_file, .need = NEED_PERSON, .on_worker = true,
		.own = true},
	{POST, SHARE "/{key}/begin", begin_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{POST, SHARE "/{key}/stop", stop_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{POST, SHARE "/{key}/undo", undo_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{POST, SHARE "/{key}/visitors/{visitor}", visitor_post, .need = NEED_PERSON,
		.max_body = FORM_BODY},
	{GET, RECEIVERS, receivers_show, .need = NEED_PERSON},
	{POST, RECEIVERS "/{key}", receivers_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{0},
};
