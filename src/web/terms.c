#include "web/terms.h"

#include "app/consent.h"
#include "app/content.h"
#include "app/offer.h"
#include "app/reading.h"
#include "base/vec.h"

#define CHAPTER_COLOURS 5 /* the last is for what is kept apart */

static const char *const role_texts[GRANT_ROLES] = {
	[GRANT_PARENT] = N_("Parent or carer"),
	[GRANT_ROLE_MENTOR] = N_("Mentor"),
	[GRANT_SUPERVISOR] = N_("Supervisor at work"),
	[GRANT_COACH] = N_("Coach"),
	[GRANT_OTHER] = N_("Somebody else"),
};

const char *role_text(enum grant_role role)
{
	return role_texts[role < GRANT_ROLES ? role : GRANT_OTHER];
}

struct grant_terms terms_of(const struct terms_in *in)
{
	struct grant_terms terms = {.ends = in->ends};
	for (size_t i = 0; i < in->scopes.len && i < GRANT_SCOPES_MOST; i++)
		terms.scopes[terms.scopes_len++] = in->scopes.at[i];
	return terms;
}

struct grant_terms terms_start(const struct request *req)
{
	day today = zone_day(clock_now(visit_of(req)->app->clock));
	return (struct grant_terms){.ends = today + GRANT_DAYS};
}

static const struct content_scope *all_scopes(const struct request *req, size_t *ret_count)
{
	const struct visit *v = visit_of(req);
	return content_scopes(v->app->content, lang_index(v->lang), ret_count);
}

static bool is_chosen(const struct grant_terms *terms, struct str scope)
{
	for (size_t i = 0; i < terms->scopes_len; i++)
		if (str_eq(terms->scopes[i], scope))
			return true;
	return false;
}

static bool was_sent(const struct form *form, struct str scope)
{
	form_each(field,
		form) if (str_is(field->name, "scopes") && str_eq(field->value, scope)) return true;
	return false;
}

struct terms_view terms_view(
	const struct request *req, const struct grant_terms *chosen, const struct err *e)
{
	size_t count;
	const struct content_scope *scopes = all_scopes(req, &count);
	struct scope_choice *choices = arena_array(req->arena, struct scope_choice, count);
	const struct form *form = &visit_of(req)->form;
	day today = zone_day(clock_now(visit_of(req)->app->clock));
	for (size_t i = 0; i < count; i++)
		choices[i] = (struct scope_choice){
			.key = scopes[i].id,
			.title = scopes[i].title,
			.chosen =
				e ? was_sent(form, scopes[i].id) : is_chosen(chosen, scopes[i].id),
			.apart = scopes[i].is_apart,
		};
	struct terms_view view = {
		.scopes = choices,
		.scopes_len = count,
		.scopes_error = page_field(req, "scopes", e).error,
		.ends = page_field(req, "ends", e),
		.first = day_print(req->arena, today),
		.last = day_print(req->arena, today + GRANT_DAYS_MOST),
	};
	if (!e)
		view.ends.value = day_print(req->arena, chosen->ends);
	return view;
}

err_t consent_shown(const struct request *req, struct consent_view *ret)
{
	const struct visit *v = visit_of(req);
	struct consent c;
	TRY(consent_of(v->app, req->arena, &v->session.actor, &c));
	*ret = (struct consent_view){
		.is_missing = c.state == CONSENT_MISSING || c.state == CONSENT_NO_AGE,
		.is_unknown = c.state == CONSENT_NO_AGE,
		.age = c.age,
		.name = c.name,
		.given = zone_day(c.given),
		.is_refused = c.refused,
		.is_withdrawn = c.withdrawn,
		.said_no = zone_day(c.refused ? c.refused : c.withdrawn),
	};
	return NULL;
}

err_t terms_add_consent(const struct request *req, struct terms_view *io)
{
	return consent_shown(req, &io->consent);
}

struct str scope_title(const struct request *req, struct str scope)
{
	size_t count;
	const struct content_scope *scopes = all_scopes(req, &count);
	for (size_t i = 0; i < count; i++)
		if (str_eq(scopes[i].id, scope))
			return scopes[i].title;
	if (str_eq(scope, READING_PHOTO))
		return lang_text(visit_of(req)->lang, N_("Photo"));
	return scope;
}

const struct str *scope_titles(const struct request *req, const struct str *ids, size_t len)
{
	struct str *titles = arena_array(req->arena, struct str, len);
	size_t count, at = 0;
	const struct content_scope *scopes = all_scopes(req, &count);
	for (size_t i = 0; i < count; i++) /* in the order of the chapters */
		for (size_t k = 0; k < len; k++)
			if (str_eq(scopes[i].id, ids[k]) && at < len)
				titles[at++] = scopes[i].title;
	for (; at < len; at++)
		titles[at] = STR_NONE;
	return titles;
}

int scope_number(const struct request *req, struct str scope)
{
	size_t count, at = 0;
	const struct content_scope *scopes = all_scopes(req, &count);
	while (at < count && !str_eq(scopes[at].id, scope))
		at++;
	return (int)(at % CHAPTER_COLOURS) + 1;
}

struct str name_shown(const struct request *req, struct str name)
{
	struct str gone = lang_text(visit_of(req)->lang, N_("Somebody who is not here any more"));
	return name.len ? name : gone;
}

static const char *over_text(enum grant_state state)
{
	static const char *const texts[GRANT_STATES] = {
		[GRANT_OVER] = N_("The last day is over."),
		[GRANT_STOPPED] = N_("You stopped this."),
		[GRANT_DECLINED] = N_("Said no."),
		[GRANT_LEFT] = N_("Does not look along any more."),
	};
	return texts[state];
}

static struct str who_of(const struct grant *g)
{
	if (g->called.len)
		return g->called;
	return g->name.len ? g->name : g->address;
}

struct access_card access_card(const struct request *req, const struct grant *g)
{
	struct str who = name_shown(req, who_of(g));
	page_note_damaged(req, g->is_damaged, "a word about a grant");
	return (struct access_card){
		.key = public_id_print(req->arena, g->public),
		.who = who,
		.name = str_eq(who, g->name) ? STR_NONE : g->name,
		.address = g->has_holder || str_eq(who, g->address) ? STR_NONE : g->address,
		.initial = initial_of(who),
		.colour = colour_of(g->public.bytes[0]),
		.role = role_text(g->role),
		.link = g->kind == GRANT_RECEIVER && g->via ? public_id_print(req->arena, *g->via)
							    : STR_NONE,
		.parts = scope_titles(req, g->scopes, g->scopes_len),
		.parts_len = g->scopes_len,
		.ends = g->ends,
		.is_invited = g->state == GRANT_INVITED,
		.is_waiting = g->state == GRANT_WAITING,
		.is_away = g->state == GRANT_AWAY,
		.has_looked = g->looked,
		.looked = g->looked ? *g->looked : 0,
		.can_undo = g->can_undo,
		.can_send_again = g->state == GRANT_INVITED && g->address.len,
		.can_give_again = g->can_give_again && !g->can_undo,
		.over = over_text(g->state),
	};
}

err_t access_mark_late(struct request *req, struct access_card *cards, size_t len)
{
	const struct visit *v = visit_of(req);
	struct public_id_list late;
	TRY(offer_late(v->app, req->arena, &v->session.actor, &late));
	for (size_t i = 0; i < late.len; i++) {
		struct str key = public_id_print(req->arena, late.at[i]);
		for (size_t k = 0; k < len; k++)
			cards[k].is_late |= str_eq(cards[k].key, key);
	}
	return NULL;
}
