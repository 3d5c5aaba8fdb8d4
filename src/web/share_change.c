/* Changing a link that works: the form, what it changes, and a clear yes to what shows more. */
#include "app/share_change.h"
#include "web/share.h"
#include "web/terms.h"

struct change_in {
	struct input_lines scopes;
	struct str receiver;
	day ends;
	int64_t places;
	bool sure;
};
static const struct input_field change_fields[] = {
	INPUT_LINES(struct change_in, scopes, .label = N_("What do you share?"), .max = 40,
		.most = GRANT_SCOPES_MOST),
	INPUT_LINE(struct change_in, receiver, .label = N_("What is their name?"),
		.max = SHARE_RECEIVER_MOST),
	INPUT_DAY(struct change_in, ends, .label = N_("Until when?"), .required = true),
	INPUT_INT(struct change_in, places, .label = N_("Who gets in at once?"), .required = true,
		.min = 0, .max = SHARE_PLACES_MOST),
	INPUT_BOOL(struct change_in, sure, .label = N_("Yes, I want this")),
	{0},
};
static const struct input_form change_input = INPUT_FORM(struct change_in, change_fields);

static err_t change_page(struct request *req, struct response *res, const struct share *s, err_t e)
{
	struct grant_terms chosen = share_terms_chosen(s);
	struct share_change_view view = {
		.key = public_id_print(req->arena, s->public),
		.terms = terms_view(req, &chosen, e),
		.places = share_places_view(req, s->places, e),
		.receiver = page_field(req, "receiver", e),
		.wrong = e,
	};
	if (!e)
		view.receiver.value = s->receiver;
	TRY(page_instead(e, terms_add_consent(req, &view.terms)));
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_share_change, &view);
}

err_t share_change_show(struct request *req, struct response *res)
{
	struct share s;
	TRY(share_load(req, &s));
	if (s.state != SHARE_LIVE)
		return share_go(req, res, s.public, "");
	return change_page(req, res, &s, NULL);
}

static struct share_values values_of(const struct request *req, const struct share_terms *terms)
{
	return (struct share_values){
		.scopes = terms->scopes,
		.scopes_len = terms->scopes_len,
		.ends = day_print(req->arena, terms->ends),
		.places = terms->places,
		.receiver = terms->receiver,
	};
}

static struct share_difference_view difference_view(
	const struct request *req, const struct share_difference *d, struct str receiver)
{
	return (struct share_difference_view){
		.added = scope_titles(req, d->added, d->added_len),
		.added_len = d->added_len,
		.removed = scope_titles(req, d->removed, d->removed_len),
		.removed_len = d->removed_len,
		.is_longer = d->ends > d->ends_before,
		.is_shorter = d->ends < d->ends_before,
		.ends = d->ends,
		.other_places = d->places != d->places_before,
		.places = d->places,
		.renamed = d->renamed,
		.receiver = receiver,
	};
}

/* Before it is done: posted again with sure. */
static struct share_changed_view changed_view(
	const struct request *req, const struct share *s, const struct share_terms *then)
{
	struct share_difference difference;
	share_compare(req->arena, s, then, &difference);
	return (struct share_changed_view){
		.key = public_id_print(req->arena, s->public),
		.difference = difference_view(req, &difference, then->receiver),
		.values = values_of(req, then),
	};
}

static err_t ask_page(struct request *req, struct response *res, const struct share *s,
	const struct share_terms *then)
{
	struct share_changed_view view = changed_view(req, s, then);
	return PAGE_SHOW(req, res, view_share_sure, &view);
}

static err_t done_page(struct request *req, struct response *res, const struct share *s,
	const struct share_terms *then)
{
	struct share_changed_view view = changed_view(req, s, then);
	return PAGE_SHOW(req, res, view_share_changed, &view);
}

static err_t change(struct request *req, struct response *res, const struct share *s,
	const struct change_in *in)
{
	const struct visit *v = visit_of(req);
	const struct share_terms then = {
		in->scopes.at, in->scopes.len, in->ends, in->places, in->receiver};
	struct share_difference difference;
	share_compare(req->arena, s, &then, &difference);
	err_t e = in->sure ? share_change_more(
				     v->app, req->arena, &v->session.actor, s->public, &then)
			   : share_change(v->app, req->arena, &v->session.actor, s->public, &then);
	if (e && e->code == ERR_CONFLICT && difference.shows_more && !in->sure) {
		err_free(e);
		return ask_page(req, res, s, &then);
	}
	TRY(e);
	return difference.is_none ? share_go(req, res, s->public, "")
				  : done_page(req, res, s, &then);
}

err_t share_change_post(struct request *req, struct response *res)
{
	struct share s;
	struct change_in in;
	TRY(share_load(req, &s));
	if (s.state != SHARE_LIVE)
		return share_go(req, res, s.public, "");
	err_t e = input_from_form(req->arena, &change_input, &visit_of(req)->form, &in);
	if (!e)
		e = change(req, res, &s, &in);
	return e && page_can_mend(e) ? change_page(req, res, &s, e) : e;
}
