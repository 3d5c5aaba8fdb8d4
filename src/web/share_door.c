/*
 * Live links, for who has one: the door, the own list, and the owner's yes or no from a mail. A
 * code stays in a cookie of the browser while an account is made or signed in to.
 */
#include "app/share_read.h"
#include "view/share.h"
#include "web/answer_view.h"
#include "web/routes.h"
#include "web/terms.h"

#define FORM_BODY (8 << 10)
#define DOOR_COOKIE_LIFE (24 * 3600)

/* --- the door --- */

static err_t door_page(struct request *req, struct response *res, struct str code, err_t e)
{
	const struct visit *v = visit_of(req);
	struct share_door_view view = {
		.code = page_code(req, N_("The code"), e),
		.problem = page_problem(req, e),
		.has_code = code.len,
		.signed_in = v->is_signed_in,
		.person = v->is_signed_in ? v->session.name : STR_NONE,
	};
	if (code.len)
		view.code.value = code;
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_share_door, &view);
}

static err_t door_show(struct request *req, struct response *res)
{
	return door_page(req, res, request_cookie(req, COOKIE_DOOR), NULL);
}

/* Without an account nobody learns whether the code opens anything. */
static err_t keep_code(struct request *req, struct response *res, struct str typed)
{
	struct code code;
	if (!code_long_parse(typed, &code))
		return door_page(req, res, STR_NONE,
			err_field("code", N_("A code has ten letters and digits.")));
	TRY(response_cookie(res, COOKIE_DOOR, code_print(req->arena, &code), DOOR_COOKIE_LIFE));
	return response_redirect(res, STR("/s"));
}

static err_t door_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str typed = form_get(&v->form, STR("code"));
	struct share_opened opened;
	if (!v->is_signed_in)
		return keep_code(req, res, typed);
	TRY(response_cookie_end(res, COOKIE_DOOR));
	err_t e = share_open(v->app, req->arena, &v->session.actor, typed, &opened);
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return door_page(req, res, STR_NONE, e);
	TRY(e);
	struct str key = public_id_print(req->arena, opened.grant);
	return response_redirect(res, str_fmt(req->arena, "/shared/%.*s", STR_ARG(key)));
}

/* --- the owner's yes or no --- */

static err_t answer_page(struct request *req, struct response *res, struct str key, err_t e)
{
	struct share_asked asked = {0};
	struct share_answer_view view = {.key = key};
	if (key.len && !e)
		e = share_asked(visit_of(req)->app, req->arena, key, &asked);
	if (e && !page_can_mend(e))
		return e;
	if (e)
		view.problem.text = page_error_text(req, e);
	page_refuse(req, res, e);
	view.name = asked.name;
	view.at = asked.made;
	view.is_waiting = asked.state == GRANT_WAITING;
	view.is_in = asked.state == GRANT_ACTIVE;
	view.is_over = !view.is_waiting && !view.is_in;
	return PAGE_SHOW(req, res, view_share_answer, &view);
}

static err_t answer_show(struct request *req, struct response *res)
{
	return answer_page(req, res, STR_NONE, NULL);
}

static err_t answer_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str key = form_get(&v->form, STR("key")), go = form_get(&v->form, STR("go"));
	err_t e = NULL;
	if (!key.len)
		e = err_say(ERR_INVALID, N_("Open the link of the mail once more."));
	else if (str_is(go, "yes"))
		e = share_asked_let_in(v->app, req->arena, key);
	else if (str_is(go, "no"))
		e = share_asked_refuse(v->app, req->arena, key);
	return answer_page(req, res, key, e);
}

/* --- the receiver's own list --- */

static struct shared_card card_of(const struct request *req, const struct share_received *r)
{
	return (struct shared_card){
		.key = public_id_print(req->arena, r->grant),
		.owner = public_id_print(req->arena, r->owner),
		.name = r->name,
		.initial = initial_of(r->name),
		.colour = colour_of(r->owner.bytes[0]),
		.is_open = r->state == GRANT_ACTIVE,
		.is_waiting = r->state == GRANT_WAITING,
		.is_handled = r->handled,
		.has_photo = r->has_photo,
		.at = r->made,
		.ends = r->ends,
	};
}

static err_t shared_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct share_received_list all;
	TRY(share_received(v->app, req->arena, &v->session.actor, &all));
	struct shared_card *cards = arena_array(req->arena, struct shared_card, all.len);
	for (size_t i = 0; i < all.len; i++)
		cards[i] = card_of(req, &all.at[i]);
	struct shared_view view = {.cards = cards, .cards_len = all.len};
	return PAGE_SHOW(req, res, view_shared, &view);
}

static err_t one_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id grant;
	struct share_read read;
	TRY(key_of(req, &grant));
	TRY(share_read(v->app, req->arena, &v->session.actor, lang_index(v->lang), grant, &read));
	struct shared_card card = card_of(req, &read.about);
	struct read_chapter *chapters =
		arena_array(req->arena, struct read_chapter, read.whole.count);
	for (size_t i = 0; i < read.whole.count; i++)
		chapters[i] = seen_chapter(req, &read.whole.chapters[i], card.owner);
	struct shared_one_view view = {card, chapters, read.whole.count};
	return PAGE_SHOW(req, res, view_shared_one, &view);
}

static err_t shared_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str go = form_get(&v->form, STR("go"));
	struct public_id grant;
	TRY(key_of(req, &grant));
	if (str_is(go, "open"))
		TRY(share_set_open(v->app, req->arena, &v->session.actor, grant));
	else
		TRY(share_set_handled(v->app, req->arena, &v->session.actor, grant));
	return response_redirect(res, STR("/shared"));
}

const struct route share_door_routes[] = {
	{GET, "/s", door_show, .need = NEED_ANYONE},
	{POST, "/s", door_post, .need = NEED_ANYONE, .max_body = FORM_BODY, .limit = LIMIT_GUESS},
	{GET, "/s/answer", answer_show, .need = NEED_ANYONE},
	{POST, "/s/answer", answer_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS},
	{GET, "/shared", shared_show, .need = NEED_PERSON},
	{GET, "/shared/{key}", one_show, .need = NEED_PERSON, .on_worker = true},
	{POST, "/shared/{key}", shared_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{0},
};
