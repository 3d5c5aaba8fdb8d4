/* What organisations ask of who shares a passport with them. */
#include "app/receiver.h"

#include "web/purpose.h"
#include "web/share.h"
#include "web/terms.h"

static day today_of(const struct request *req)
{
	return zone_day(clock_now(visit_of(req)->app->clock));
}

static const char *how_text(const struct receiver *r, day today)
{
	bool takes_paper = receiver_takes_paper(r, today);
	if (r->takes_link)
		return takes_paper ? N_("A link or a PDF") : N_("A link");
	return takes_paper ? N_("A PDF") : N_("Nothing any more");
}

static struct receiver_card card_of(const struct request *req, const struct receiver *r)
{
	day today = today_of(req);
	struct receiver_card card = {
		.key = public_id_print(req->arena, r->organisation),
		.name = r->name,
		.purpose = share_purpose_text(r->purpose),
		.how = how_text(r, today),
		.has_paper_end = r->paper_ends && receiver_takes_paper(r, today),
		.parts = scope_titles(req, r->scopes, r->scopes_len),
		.parts_len = r->scopes_len,
		.leave_at = r->leave_at,
	};
	if (card.has_paper_end)
		card.paper_ends = *r->paper_ends;
	return card;
}

static bool is_among(struct str scope, const struct str *scopes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (str_eq(scopes[i], scope))
			return true;
	return false;
}

err_t receiver_asks(struct request *req, const struct share *s, struct receiver_card *ret)
{
	const struct visit *v = visit_of(req);
	const struct receiver *r;
	TRY(receiver_named(v->app, req->arena, &v->session.actor, s->receiver, &r));
	*ret = r ? card_of(req, r) : (struct receiver_card){0};
	for (size_t i = 0; r && i < r->scopes_len; i++)
		ret->is_less |= !is_among(r->scopes[i], s->scopes, s->scopes_len);
	return NULL;
}

static err_t list_page(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	struct receivers_view view = {.problem = page_problem(req, e)};
	struct receiver_list all;
	page_refuse(req, res, e);
	TRY(receiver_list(v->app, req->arena, &v->session.actor, &all));
	struct receiver_card *cards = arena_array(req->arena, struct receiver_card, all.len);
	for (size_t i = 0; i < all.len; i++)
		cards[i] = card_of(req, &all.at[i]);
	view.cards = cards;
	view.cards_len = all.len;
	return PAGE_SHOW(req, res, view_receivers, &view);
}

err_t receivers_show(struct request *req, struct response *res)
{
	return list_page(req, res, NULL);
}

err_t receivers_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id key, share;
	TRY(key_of(req, &key));
	err_t e = receiver_draft(v->app, req->arena, &v->session.actor, key, &share);
	if (e && e->code == ERR_CONFLICT)
		return list_page(req, res, e);
	TRY(e);
	return share_go(req, res, share, "/what");
}
