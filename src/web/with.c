/* Looking along: whom one looks along with, which parts, and reading one with its conversation. */
#include "app/consent.h"
#include "app/grant.h"
#include "app/conversation.h"
#include "app/profile_photo.h"
#include "app/talk_card.h"
#include "base/vec.h"
#include "codec/image.h"
#include "view/with.h"
#include "web/answer_view.h"
#include "web/download.h"
#include "web/routes.h"
#include "web/terms.h"
#include "web/thread.h"

#define COMMENT_BODY (32 << 10)
#define FORM_BODY (8 << 10)

/* --- whom --- */

static err_t fill_consents(const struct request *req, struct with_list_view *io)
{
	const struct visit *v = visit_of(req);
	struct consent_list given;
	TRY(consent_list(v->app, req->arena, &v->session.actor, &given));
	struct with_consent *consents = arena_array(req->arena, struct with_consent, given.len);
	for (size_t i = 0; i < given.len; i++)
		consents[i] = (struct with_consent){public_id_print(req->arena, given.at[i].owner),
			given.at[i].name, zone_day(given.at[i].given)};
	io->consents = consents;
	io->consents_len = given.len;
	return NULL;
}

static err_t list_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct grant_held_list held;
	VEC(struct with_card) cards = {0};
	TRY(grant_held(v->app, req->arena, &v->session.actor, &held));
	for (size_t i = 0; i < held.len; i++) {
		const struct grant_held *g = &held.at[i];
		bool again = i && public_id_eq(held.at[i - 1].owner, g->owner);
		if (again && cards.at[cards.len - 1].ends < g->ends)
			cards.at[cards.len - 1].ends = g->ends;
		if (again)
			continue;
		vec_push(req->arena, &cards,
			(struct with_card){public_id_print(req->arena, g->owner), g->name,
				initial_of(g->name), colour_of(g->owner.bytes[0]), g->ends});
	}
	struct with_list_view view = {.people = cards.at,
		.people_len = cards.len,
		.left = str_eq(req->query, STR("left"))};
	TRY(fill_consents(req, &view));
	return PAGE_SHOW(req, res, view_with_list, &view);
}

static err_t person_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id owner;
	struct with_person person;
	TRY(key_of(req, &owner));
	TRY(with_open(v->app, req->arena, &v->session.actor, lang_index(v->lang), owner, &person));
	struct with_part *parts = arena_array(req->arena, struct with_part, person.scopes_len);
	for (size_t i = 0; i < person.scopes_len; i++)
		parts[i] = (struct with_part){person.scopes[i]->id, person.scopes[i]->title,
			scope_number(req, person.scopes[i]->id), (int)person.asked[i],
			(int)person.said[i]};
	struct consent_asked asked;
	TRY(consent_with(v->app, req->arena, &v->session.actor, owner, &asked));
	struct with_person_view view = {
		.key = request_param(req, "key"),
		.name = person.name,
		.parts = parts,
		.parts_len = person.scopes_len,
		.asks_consent = asked.is_asked,
		.consent_age = asked.age,
		.consented = asked.given > 0,
		.consented_on = zone_day(asked.given),
		.refused = asked.refused > 0,
		.refused_on = zone_day(asked.refused),
	};
	TRY(profile_photo_is(v->app, req->arena, &v->session.actor, owner, &view.has_photo));
	return PAGE_SHOW(req, res, view_with_person, &view);
}

static err_t leave_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id owner;
	TRY(key_of(req, &owner));
	TRY(grant_leave(v->app, req->arena, &v->session.actor, owner));
	return response_redirect(res, STR("/with?left"));
}

/* A parent agrees that health and care is shared, does not, or takes that back. */
static err_t consent_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct actor *actor = &v->session.actor;
	struct str say = form_get(&v->form, STR("say"));
	struct public_id owner;
	struct consent_asked asked;
	TRY(key_of(req, &owner));
	TRY(consent_with(v->app, req->arena, actor, owner, &asked));
	bool takes_back = str_is(say, "withdraw"), refuses = str_is(say, "no");
	if (asked.given && (takes_back || refuses))
		TRY(consent_withdraw(v->app, req->arena, actor, owner));
	else if (refuses)
		TRY(consent_refuse(v->app, req->arena, actor, owner));
	else if (str_is(say, "yes"))
		TRY(consent_give(v->app, req->arena, actor, owner));
	else if (!takes_back)
		return err_log(ERR_INVALID, "neither yes nor no");
	if (takes_back)
		return response_redirect(res, STR("/with"));
	return response_redirect(
		res, str_fmt(req->arena, "/with/%.*s", STR_ARG(request_param(req, "key"))));
}

/* --- one part --- */

static struct str part_path(const struct request *req)
{
	return str_fmt(req->arena, "/with/%.*s/%.*s", STR_ARG(request_param(req, "key")),
		STR_ARG(request_param(req, "part")));
}

/* A comment that was refused is shown again beside its question. */
static struct shown_field refused_comment(
	const struct request *req, struct str question, const struct err *e)
{
	if (!e || !str_eq(form_get(&visit_of(req)->form, STR("question")), question))
		return (struct shown_field){0};
	return page_field(req, "answer", e);
}

/* In words of one's own: else they are ours, in the language of the page. */
static bool is_written(const struct content_question *question)
{
	return !question->option_count;
}

static struct with_answer answer_view(
	const struct request *req, const struct with_chapter *read, size_t at, const struct err *e)
{
	const struct passport_answer *answer = &read->chapter.answers[at];
	struct with_answer shown = {
		.line = question_line(req, answer),
		.prompt = read->may_talk ? answer->question->prompt : STR_NONE,
		.thread = thread_view(req, &read->threads[at], read->person.name, false),
	};
	if (read->wrote != visit_of(req)->lang)
		shown.thread.language = lang_tag(read->wrote);
	if (is_written(answer->question))
		shown.line.language = shown.thread.language;
	if (shown.line.has_picture)
		shown.line.picture = str_fmt(req->arena, "%.*s/pictures/%.*s",
			STR_ARG(part_path(req)), STR_ARG(answer->question->id));
	shown.thread.path = part_path(req);
	shown.thread.question = answer->question->id;
	shown.thread.id = str_fmt(req->arena, "%zu", at);
	shown.thread.comment = refused_comment(req, answer->question->id, e);
	return shown;
}

/* refused: what is wrong with a comment, or NULL. */
static err_t part_page(struct request *req, struct response *res, const struct err *refused)
{
	const struct visit *v = visit_of(req);
	struct str part = request_param(req, "part");
	struct public_id owner;
	struct with_chapter read;
	TRY(key_of(req, &owner));
	TRY(with_read(
		v->app, req->arena, &v->session.actor, lang_index(v->lang), owner, part, &read));
	size_t count = read.has_route ? read.chapter.chapter->count : 0;
	struct with_answer *answers = arena_array(req->arena, struct with_answer, count);
	for (size_t i = 0; i < count; i++)
		answers[i] = answer_view(req, &read, i, refused);
	struct with_chapter_view view = {
		.key = request_param(req, "key"),
		.name = read.person.name,
		.part = part,
		.title = read.scope->title,
		.number = scope_number(req, part),
		.answers = answers,
		.answers_len = count,
		.may_talk = read.may_talk,
	};
	return PAGE_SHOW(req, res, view_with_chapter, &view);
}

static err_t part_show(struct request *req, struct response *res)
{
	return part_page(req, res, NULL);
}

/* A conversation card of that part, in the language of who looks along. */
static err_t card_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str part = request_param(req, "part"), pdf;
	struct public_id owner;
	struct with_questions asked;
	TRY(key_of(req, &owner));
	TRY(with_questions(
		v->app, req->arena, &v->session.actor, lang_index(v->lang), owner, part, &asked));
	struct talk_card card = {asked.name, asked.chapter};
	TRY(talk_card_print(v->app, req->arena, v->lang, &card, &pdf));
	return download(req, res,
		&(struct download){
			.what = N_("Conversation card"), .of = asked.chapter->title, .bytes = pdf});
}

static err_t picture_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct with_picture place = {
		.scope = request_param(req, "part"), .question = request_param(req, "question")};
	struct file file;
	TRY(key_of(req, &place.owner));
	TRY(with_picture(v->app, req->arena, &v->session.actor, &place, &file));
	return download(req, res,
		&(struct download){
			.format = DOWNLOAD_JPEG, .what = N_("Photo"), .bytes = file.bytes});
}

static err_t find_place(const struct request *req, struct thread_place *ret)
{
	const struct visit *v = visit_of(req);
	struct thread_place place = {
		.holder = v->session.actor.public, .question = form_get(&v->form, STR("question"))};
	TRY(key_of(req, &place.owner));
	*ret = place;
	return NULL;
}

static err_t comment_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct thread_place place;
	TRY(find_place(req, &place));
	err_t e = conversation_write(
		v->app, req->arena, &v->session.actor, &place, form_get(&v->form, STR("answer")));
	if (!e)
		return response_redirect(res, part_path(req));
	if (e->code != ERR_INVALID)
		return e;
	err_t failed = part_page(req, res, e);
	page_refuse(req, res, e);
	return failed;
}

static err_t talked_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct thread_place place;
	TRY(find_place(req, &place));
	if (str_is(form_get(&v->form, STR("talked")), "0"))
		TRY(conversation_unmark(v->app, req->arena, &v->session.actor, &place));
	else
		TRY(conversation_mark(v->app, req->arena, &v->session.actor, &place));
	return response_redirect(res, part_path(req));
}

const struct route with_routes[] = {
	{GET, "/with", list_show, .need = NEED_PERSON, .all_langs = true},
	{GET, "/with/{key}", person_show, .need = NEED_PERSON, .all_langs = true},
	{POST, "/with/{key}", leave_post, .need = NEED_PERSON, .max_body = FORM_BODY,
		.all_langs = true},
	{POST, "/with/{key}/consent", consent_post, .need = NEED_PERSON, .max_body = FORM_BODY,
		.all_langs = true},
	{GET, "/with/{key}/{part}", part_show, .need = NEED_PERSON, .on_worker = true,
		.all_langs = true},
	{GET, "/with/{key}/{part}/card", card_show, .need = NEED_PERSON, .on_worker = true,
		.all_langs = true},
	{GET, "/with/{key}/{part}/pictures/{question}", picture_show, .need = NEED_PERSON,
		.on_worker = true, .all_langs = true},
	{POST, "/with/{key}/{part}/comment", comment_post, .need = NEED_PERSON,
		.max_body = COMMENT_BODY, .all_langs = true},
	{POST, "/with/{key}/{part}/talked", talked_post, .need = NEED_PERSON, .max_body = FORM_BODY,
		.all_langs = true},
	{0},
};
