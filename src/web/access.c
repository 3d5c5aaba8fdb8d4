/* Who can see me: everybody with access or invited, and who looked. */
#include "app/offer.h"
#include "app/reading.h"
#include "app/share_door.h"
#include "base/vec.h"
#include "web/routes.h"
#include "web/terms.h"

#define FORM_BODY (8 << 10)

/* --- the list --- */

static err_t fill_cards(struct request *req, const struct grant_list *all, struct access_view *io)
{
	VEC(struct access_card) now = {0}, former = {0};
	for (size_t i = 0; i < all->len; i++) {
		const struct grant *g = &all->at[i];
		if (grant_is_open(g->state) || g->can_undo)
			vec_push(req->arena, &now, access_card(req, g));
		else
			vec_push(req->arena, &former, access_card(req, g));
	}
	io->cards = now.at;
	io->cards_len = now.len;
	io->former = former.at;
	io->former_len = former.len;
	return access_mark_late(req, now.at, now.len);
}

/* One line for each reading, under its day. */
static void fill_days(struct request *req, const struct reading_page *page, struct access_view *io)
{
	VEC(struct access_day) days = {0};
	struct access_reading *lines = arena_array(req->arena, struct access_reading, page->len);
	for (size_t i = 0; i < page->len; i++) {
		const struct reading *r = &page->at[i];
		day date = zone_day(r->last);
		page_note_damaged(req, r->is_damaged, "a word about a grant");
		lines[i] = (struct access_reading){
			.who = name_shown(req, r->called.len ? r->called : r->name),
			.role = role_text(r->role),
			.part = scope_title(req, r->scope),
			.at = r->last,
			.times = r->times,
		};
		if (!days.len || days.at[days.len - 1].date != date)
			vec_push(req->arena, &days, (struct access_day){date, &lines[i], 0});
		days.at[days.len - 1].readings_len++;
	}
	io->days = days.at;
	io->days_len = days.len;
}

static err_t access_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct form *query;
	struct grant_list all;
	struct reading_page readings;
	int64_t page = 1;
	TRY(request_query(req, &query));
	if (form_get(query, STR("page")).len && !str_to_int(form_get(query, STR("page")), &page))
		return err_log(ERR_NOT_FOUND, "page is no number");
	TRY(grant_list(v->app, req->arena, &v->session.actor, &all));
	TRY(reading_list(v->app, req->arena, &v->session.actor, page, &readings));
	struct access_view view = {
		.newer = page - 1,
		.older = readings.has_older && page < READING_PAGES_MOST ? page + 1 : 0,
		.sent = form_get(query, STR("sent")).len,
	};
	TRY(fill_cards(req, &all, &view));
	fill_days(req, &readings, &view);
	TRY(consent_shown(req, &view.consent));
	return PAGE_SHOW(req, res, view_access, &view);
}

/* --- one of them --- */

typedef err_t turn_fn(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant);

/* A second press, or a list that has changed meanwhile: the list tells how it is now. */
static err_t turn(struct request *req, struct response *res, turn_fn *fn)
{
	const struct visit *v = visit_of(req);
	struct public_id id;
	TRY(key_of(req, &id));
	err_t e = fn(v->app, req->arena, &v->session.actor, id);
	if (e && e->code != ERR_CONFLICT && e->code != ERR_EXPIRED)
		return e;
	err_free(e);
	return response_redirect(res, STR("/passport/access"));
}

static err_t stop_post(struct request *req, struct response *res)
{
	return turn(req, res, grant_stop);
}

static err_t answer_post(struct request *req, struct response *res)
{
	struct str go = form_get(&visit_of(req)->form, STR("go"));
	if (str_is(go, "yes"))
		return turn(req, res, share_let_in);
	if (str_is(go, "no"))
		return turn(req, res, share_refuse);
	return response_redirect(res, STR("/passport/access"));
}

static err_t undo_post(struct request *req, struct response *res)
{
	return turn(req, res, grant_undo);
}

static err_t again_post(struct request *req, struct response *res)
{
	return turn(req, res, grant_give_again);
}

static err_t send_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id id;
	TRY(key_of(req, &id));
	err_t e = offer_send_again(v->app, req->arena, &v->session.actor, id, lang_tag(v->lang));
	if (e && e->code == ERR_CONFLICT) {
		err_free(e); /* answered meanwhile */
		return response_redirect(res, STR("/passport/access"));
	}
	TRY(e);
	return response_redirect(res, STR("/passport/access?sent=1"));
}

static const struct input_field change_fields[] = {
	TERMS_FIELDS(struct terms_in, ),
	{0},
};

static err_t change_form(struct request *req, struct response *res, const struct err *e)
{
	const struct visit *v = visit_of(req);
	struct public_id id;
	struct grant g;
	struct grant_terms chosen = {0};
	TRY(key_of(req, &id));
	TRY(grant_get(v->app, req->arena, &v->session.actor, id, &g));
	if (!grant_is_open(g.state))
		return response_redirect(res, STR("/passport/access"));
	for (size_t i = 0; i < g.scopes_len && i < GRANT_SCOPES_MOST; i++)
		chosen.scopes[chosen.scopes_len++] = g.scopes[i];
	chosen.ends = g.ends;
	struct access_change_view view = {
		.card = access_card(req, &g),
		.terms = terms_view(req, &chosen, e),
		.wrong = e,
	};
	TRY(terms_add_consent(req, &view.terms));
	return PAGE_SHOW(req, res, view_access_change, &view);
}

static err_t change_show(struct request *req, struct response *res)
{
	return change_form(req, res, NULL);
}

static err_t change(struct request *req)
{
	static const struct input_form input = INPUT_FORM(struct terms_in, change_fields);
	const struct visit *v = visit_of(req);
	struct public_id id;
	struct terms_in in;
	TRY(key_of(req, &id));
	TRY(input_from_form(req->arena, &input, &v->form, &in));
	struct grant_terms terms = terms_of(&in);
	return grant_change(v->app, req->arena, &v->session.actor, id, &terms);
}

static err_t change_post(struct request *req, struct response *res)
{
	err_t e = change(req);
	if (e && e->code == ERR_INVALID) {
		err_t failed = change_form(req, res, e);
		page_refuse(req, res, e);
		return failed;
	}
	if (e && e->code != ERR_CONFLICT)
		return e;
	err_free(e);
	return response_redirect(res, STR("/passport/access"));
}

const struct route access_routes[] = {
	{GET, "/passport/access", access_show, .need = NEED_PERSON},
	{GET, "/passport/access/{key}", change_show, .need = NEED_PERSON},
	{POST, "/passport/access/{key}", change_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{POST, "/passport/access/{key}/stop", stop_post, .need = NEED_PERSON,
		.max_body = FORM_BODY},
	{POST, "/passport/access/{key}/answer", answer_post, .need = NEED_PERSON,
		.max_body = FORM_BODY},
	{POST, "/passport/access/{key}/undo", undo_post, .need = NEED_PERSON,
		.max_body = FORM_BODY},
	{POST, "/passport/access/{key}/again", again_post, .need = NEED_PERSON,
		.max_body = FORM_BODY},
	{POST, "/passport/access/{key}/send", send_post, .need = NEED_PERSON,
		.max_body = FORM_BODY},
	{0},
};
