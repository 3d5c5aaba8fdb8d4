/* Pages of the demo world only: choose who to be, read the mail that was sent. */
#include "app/demo.h"
#include "app/demo_mail.h"
#include "base/vec.h"
#include "codec/url.h"
#include "view/demo.h"
#include "web/face.h"
#include "web/page.h"
#include "web/routes.h"

static err_t demo_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	size_t count;
	const struct demo_person_about *people = demo_people(v->web->demo, &count);
	struct demo_person *shown = arena_array(req->arena, struct demo_person, count);
	for (size_t i = 0; i < count; i++)
		shown[i] = (struct demo_person){
			.key = people[i].id,
			.name = people[i].name,
			.about = people[i].about[lang_index(v->lang)],
			.initial = initial_of(people[i].name),
			.colour = colour_of(i),
		};
	struct demo_view view = {shown, count};
	return PAGE_SHOW(req, res, view_demo, &view);
}

static err_t demo_become(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str person = form_get(&v->form, STR("person"));
	struct token session;
	struct visitor visitor = visit_visitor(req);
	TRY(demo_be(v->web->demo, v->app, req->arena, person, &visitor, &session));
	TRY(visit_begin_session(req, res, &session));
	return response_redirect(res, STR("/passport"));
}

static err_t mailbox_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct demo_letter *letters;
	size_t count;
	TRY(demo_mail_list(v->web->mailbox, req->arena, &letters, &count));
	struct demo_mail *mails = arena_array(req->arena, struct demo_mail, count);
	for (size_t i = 0; i < count; i++)
		mails[i] = (struct demo_mail){
			.key = letters[i].key,
			.subject = letters[i].subject,
			.to = letters[i].to,
			.sent_at = letters[i].written,
		};
	struct mailbox_view view = {mails, count};
	return PAGE_SHOW(req, res, view_mailbox, &view);
}

/* The addresses of our own place in a letter, in order. */
static void find_links(
	struct arena *a, struct str text, struct str public_url, struct mail_view *io)
{
	VEC(struct str) links = {0};
	for (;;) {
		struct str rest = str_from(text, str_search(text, public_url));
		if (!rest.len)
			break;
		struct str link = url_in_text(rest);
		vec_push(a, &links, link);
		text = str_from(rest, link.len);
	}
	io->links = links.at;
	io->links_len = links.len;
}

static err_t mail_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct demo_letter letter;
	TRY(demo_mail_read(v->web->mailbox, req->arena, request_param(req, "key"), &letter));
	struct mail_view view = {
		.subject = letter.subject,
		.from = letter.from,
		.to = letter.to,
		.sent_at = letter.written,
		.text = letter.body,
	};
	find_links(req->arena, letter.body, v->app->public_url, &view);
	return PAGE_SHOW(req, res, view_mail, &view);
}

const struct route demo_routes[] = {
	{GET, "/demo", demo_show, .need = NEED_ANYONE},
	{POST, "/demo/be", demo_become, .need = NEED_ANYONE, .max_body = 4 << 10},
	{GET, "/demo/mail", mailbox_show, .need = NEED_ANYONE},
	{GET, "/demo/mail/{key}", mail_show, .need = NEED_ANYONE},
	{0},
};
