/* Which mails a person gets, by kind. */
#include "app/notice_choice.h"
#include "view/settings.h"
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (8 << 10)
#define PAGE "/account/notices"

static struct notice_shown shown(const struct notice_kind_about *about, enum notice_how how)
{
	return (struct notice_shown){
		.id = str_of(about->id),
		.name = about->name,
		.now = how == NOTICE_AT_ONCE,
		.daily = how == NOTICE_DAILY,
		.never = how == NOTICE_NEVER,
	};
}

static err_t notices_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct notice_shown chosen[NOTICE_KINDS];
	struct notice_always always[NOTICE_KINDS];
	struct notice_choices choices;
	struct notices_view view = {
		.chosen = chosen, .always = always, .saved = str_eq(req->query, STR("saved"))};
	TRY(notice_choices(v->app, req->arena, &v->session.actor, &choices));
	for (enum notice_kind kind = NOTICE_OF_NOTHING + 1; kind < NOTICE_KINDS; kind++) {
		const struct notice_kind_about *about = notice_kind_about(kind);
		if (about->why)
			always[view.always_len++] = (struct notice_always){about->name, about->why};
		else
			chosen[view.chosen_len++] = shown(about, choices.how[kind]);
	}
	return PAGE_SHOW(req, res, view_notices, &view);
}

/* A kind that the form does not name stays as it is: it comes from an older page. */
static err_t notices_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct notice_choices choices;
	TRY(notice_choices(v->app, req->arena, &v->session.actor, &choices));
	for (enum notice_kind kind = NOTICE_OF_NOTHING + 1; kind < NOTICE_KINDS; kind++) {
		struct str sent = form_get(&v->form, str_of(notice_kind_about(kind)->id));
		if (sent.p)
			choices.how[kind] = notice_how_parse(sent);
	}
	TRY(notice_choose(v->app, &v->session.actor, &choices));
	return response_redirect(res, STR(PAGE "?saved"));
}

const struct route notice_routes[] = {
	{GET, PAGE, notices_show, .need = NEED_PERSON, .all_langs = true},
	{POST, PAGE, notices_post, .need = NEED_PERSON, .max_body = FORM_BODY, .all_langs = true},
	{0},
};
