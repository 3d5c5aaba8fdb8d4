/* Cards: at the desk of a mentor or an admin, and for whose card it is. */
#include "app/card.h"
#include "codec/input.h"
#include "web/arrive.h"
#include "web/code.h"
#include "web/download.h"
#include "web/page.h"
#include "web/routes.h"

#include "view/card.h"

#define FORM_BODY (8 << 10)
#define NAMES_BODY (64 << 10)
#define SHEET_BODY (128 << 10)

/* --- at the desk --- */

struct names_in {
	struct input_lines names;
};
static const struct input_field names_fields[] = {
	INPUT_LINES(struct names_in, names, .label = N_("Names"), .required = true, .max = 80,
		.most = CARDS_MOST),
	{0},
};
static const struct input_form names_input = INPUT_FORM(struct names_in, names_fields);

static struct str list_path(const struct request *req)
{
	struct str path = membership_path(req->arena, visit_of(req)->role);
	return str_fmt(req->arena, "%.*s/cards", STR_ARG(path));
}

/* Nobody stands in the list twice: an account that was left for a new one stands apart. */
static void fill_cards(const struct request *req, const struct card_about *cards, size_t count,
	struct cards_view *io)
{
	struct card_line *lines = arena_array(req->arena, struct card_line, count);
	struct card_line *left = arena_array(req->arena, struct card_line, count);
	for (size_t i = 0; i < count; i++) {
		const struct card_about *c = &cards[i];
		struct card_line line = {public_id_print(req->arena, c->person), c->name,
			c->sign_in, zone_day(c->anew ? c->anew : c->made), c->is_used};
		if (c->anew)
			left[io->left_len++] = line;
		else
			lines[io->cards_len++] = line;
	}
	io->cards = lines;
	io->left = left;
}

static err_t cards_form(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	const struct card_about *cards;
	size_t count;
	struct cards_view view = {
		.path = list_path(req),
		.back = membership_path(req->arena, v->role),
		.names = page_field(req, "names", e),
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	TRY(card_list(
		v->app, req->arena, &v->session.actor, v->role->organisation, &cards, &count));
	fill_cards(req, cards, count, &view);
	return PAGE_SHOW(req, res, view_cards, &view);
}

static err_t cards_show(struct request *req, struct response *res)
{
	return cards_form(req, res, NULL);
}

/* The address as a person types it. */
static struct str place_to_type(const struct request *req)
{
	struct str url = visit_of(req)->app->public_url;
	struct str host = str_from(url, str_search(url, STR("://")) + 3);
	return str_fmt(req->arena, "%.*s/card", STR_ARG(host));
}

static err_t show_sheet(struct request *req, struct response *res, const struct card_sheet *sheet)
{
	struct printed_card *cards = arena_array(req->arena, struct printed_card, sheet->count);
	for (size_t i = 0; i < sheet->count; i++) {
		const struct card *c = &sheet->cards[i];
		cards[i] =
			(struct printed_card){c->name, c->sign_in, c->code, {c->qr.p, c->qr.len}};
	}
	struct sheet_view view = {list_path(req), place_to_type(req), cards, sheet->count};
	return PAGE_SHOW(req, res, view_sheet, &view);
}

static err_t cards_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct names_in in;
	struct card_sheet sheet;
	err_t e = input_from_form(req->arena, &names_input, &v->form, &in);
	if (!e)
		e = card_make(v->app, req->arena, &v->session.actor, v->role->organisation,
			lang_tag(v->lang), in.names.at, in.names.len, &sheet);
	if (e && page_can_mend(e))
		return cards_form(req, res, e);
	TRY(e);
	return show_sheet(req, res, &sheet);
}

static err_t card_replace_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id person;
	struct card_sheet sheet;
	TRY(key_of(req, &person));
	TRY(card_replace(
		v->app, req->arena, &v->session.actor, v->role->organisation, person, &sheet));
	return show_sheet(req, res, &sheet);
}

struct sheet_in {
	struct input_lines name, sign_in, code;
};
static const struct input_field sheet_fields[] = {
	INPUT_LINES(struct sheet_in, name, .label = N_("Names"), .required = true, .max = 80,
		.most = CARDS_MOST),
	INPUT_LINES(struct sheet_in, sign_in, .label = N_("Sign-in name"), .required = true,
		.max = 40, .most = CARDS_MOST),
	INPUT_LINES(struct sheet_in, code, .label = N_("Code"), .required = true, .max = 40,
		.most = CARDS_MOST),
	{0},
};
static const struct input_form sheet_input = INPUT_FORM(struct sheet_in, sheet_fields);

/* The sheet comes back from the page that showed it: nothing here keeps its codes. */
static err_t sheet_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct card cards[CARDS_MOST];
	struct sheet_in in;
	struct str pdf;
	TRY(input_from_form(req->arena, &sheet_input, &v->form, &in));
	if (in.sign_in.len != in.name.len || in.code.len != in.name.len)
		return err_log(ERR_INVALID, "cards that are not whole");
	for (size_t i = 0; i < in.name.len; i++)
		cards[i] = (struct card){
			.name = in.name.at[i], .sign_in = in.sign_in.at[i], .code = in.code.at[i]};
	const struct card_sheet sheet = {cards, in.name.len};
	TRY(card_paper(v->app, req->arena, &v->session.actor, v->role->organisation, v->lang,
		&sheet, &pdf));
	return download(req, res,
		&(struct download){.what = N_("Cards"),
			.of = day_print(req->arena, zone_day(clock_now(v->app->clock))),
			.bytes = pdf});
}

/* --- whose card it is --- */

static const struct input_field pin_fields[] = {
	INPUT_LINE(struct card_begin, code, .label = N_("Code"), .required = true, .max = 40),
	INPUT_SECRET(struct card_begin, old, .label = N_("The PIN that you had")),
	INPUT_SECRET(struct card_begin, pin, .label = N_("Your new PIN"), .required = true),
	{0},
};
static const struct input_form pin_input = INPUT_FORM(struct card_begin, pin_fields);

static const struct input_field anew_fields[] = {
	INPUT_LINE(struct card_anew, code, .label = N_("Code"), .required = true, .max = 40),
	INPUT_SECRET(struct card_anew, anew, .label = N_("Your new PIN"), .required = true),
	{0},
};
static const struct input_form anew_input = INPUT_FORM(struct card_anew, anew_fields);

static const struct input_field sign_in_fields[] = {
	INPUT_LINE(struct card_sign_in, sign_in, .label = N_("Sign-in name"), .required = true,
		.max = 40),
	INPUT_SECRET(struct card_sign_in, pin, .label = N_("PIN"), .required = true),
	{0},
};
static const struct input_form sign_in_input = INPUT_FORM(struct card_sign_in, sign_in_fields);

static err_t card_form(struct request *req, struct response *res, err_t e)
{
	struct own_card_view view = {page_field(req, "code", e), page_problem(req, e)};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_own_card, &view);
}

static err_t card_show(struct request *req, struct response *res)
{
	return card_form(req, res, NULL);
}

/* With what was wrong below the code; a wrong code begins anew. */
static err_t pin_form(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	struct card_found found;
	struct pin_view view = {
		.code = form_get(&v->form, STR("code")),
		.old_error = page_field(req, "old", e).error,
		.pin_error = page_field(req, "pin", e).error,
		.anew_error = page_field(req, "anew", e).error,
		.problem = page_problem(req, e),
	};
	err_t wrong = card_find(v->app, req->arena, view.code, &found);
	if (wrong && page_can_mend(wrong)) {
		err_free(e);
		return card_form(req, res, wrong);
	}
	page_refuse(req, res, e);
	TRY(wrong);
	view.name = found.name;
	view.sign_in = found.sign_in;
	view.has_pin = found.has_pin;
	return PAGE_SHOW(req, res, view_pin, &view);
}

static err_t card_post(struct request *req, struct response *res)
{
	struct str code;
	err_t e = code_read(req, &code);
	return e ? card_form(req, res, e) : pin_form(req, res, NULL);
}

static err_t pin_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct card_begin in;
	struct arrived arrived;
	err_t e = input_from_form(req->arena, &pin_input, &v->form, &in);
	if (!e)
		e = card_begin(v->app, req->arena, &visitor, &in, &arrived);
	if (e && page_can_mend(e))
		return pin_form(req, res, e);
	TRY(e);
	return arrive(req, res, &arrived);
}

/* The sign-in name is new as well: this page says it, and the desk's list. */
static err_t anew_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct card_anew in;
	struct anew_view view;
	struct token session;
	err_t e = input_from_form(req->arena, &anew_input, &v->form, &in);
	if (!e)
		e = card_begin_anew(v->app, req->arena, &visitor, &in, &view.sign_in, &session);
	if (e && page_can_mend(e))
		return pin_form(req, res, e);
	TRY(e);
	TRY(visit_begin_session(req, res, &session));
	TRY(visit_become(req, &session));
	view.name = v->session.name;
	return PAGE_SHOW(req, res, view_anew, &view);
}

static err_t sign_in_form(struct request *req, struct response *res, err_t e)
{
	struct card_sign_in_view view = {.sign_in = form_get(&visit_of(req)->form, STR("sign_in"))};
	view.must_wait = e && e->code == ERR_RATE_LIMITED;
	if (e)
		view.problem.text = page_error_text(req, e);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_card_sign_in, &view);
}

static err_t sign_in_show(struct request *req, struct response *res)
{
	return sign_in_form(req, res, NULL);
}

static err_t sign_in_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct card_sign_in in;
	struct arrived arrived;
	err_t e = input_from_form(req->arena, &sign_in_input, &v->form, &in);
	if (!e)
		e = card_sign_in(v->app, req->arena, &visitor, &in, &arrived);
	if (e && page_can_mend(e))
		return sign_in_form(req, res, e);
	TRY(e);
	return arrive(req, res, &arrived);
}

static err_t news_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(card_read_news(v->app, &v->session.actor));
	return response_redirect(res, page_back(form_get(&v->form, STR("back")), STR("/passport")));
}

#define OF_ADMIN .need = NEED_PERSON, .role = ROLE_ORGANISATION_ADMIN
#define OF_MENTOR .need = NEED_PERSON, .role = ROLE_MENTOR

const struct route card_routes[] = {
	{GET, "/organisation/{organisation}/cards", cards_show, OF_ADMIN},
	{POST, "/organisation/{organisation}/cards", cards_post, OF_ADMIN, .max_body = NAMES_BODY,
		.slow = true},
	{POST, "/organisation/{organisation}/cards/paper", sheet_post, OF_ADMIN,
		.max_body = SHEET_BODY},
	{POST, "/organisation/{organisation}/cards/{key}/replace", card_replace_post, OF_ADMIN,
		.max_body = FORM_BODY},
	{GET, "/mentor/{organisation}/cards", cards_show, OF_MENTOR},
	{POST, "/mentor/{organisation}/cards", cards_post, OF_MENTOR, .max_body = NAMES_BODY,
		.slow = true},
	{POST, "/mentor/{organisation}/cards/paper", sheet_post, OF_MENTOR, .max_body = SHEET_BODY},
	{POST, "/mentor/{organisation}/cards/{key}/replace", card_replace_post, OF_MENTOR,
		.max_body = FORM_BODY},
	{GET, "/card", card_show, .need = NEED_ANYONE},
	{POST, "/card", card_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS},
	{POST, "/card/pin", pin_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .slow = true},
	{POST, "/card/anew", anew_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .slow = true},
	{GET, "/card/sign-in", sign_in_show, .need = NEED_ANYONE},
	{POST, "/card/sign-in", sign_in_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .slow = true},
	{POST, "/card/news", news_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{0},
};
