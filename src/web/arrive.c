#include "web/arrive.h"

#include "web/factor.h"
#include "web/page.h"
#include "web/way.h"

static err_t go_in(struct request *req, struct response *res, const struct token *session)
{
	const struct form *form = &visit_of(req)->form;
	struct str path = page_back(form_get(form, STR("back")), visit_after_in(req));
	struct str body = form_get(form, STR("kept"));
	struct form kept;
	TRY(visit_begin_session(req, res, session));
	if (!body.len)
		return response_redirect(res, path);
	TRY(form_parse(req->arena, body, &form_limits_default, &kept));
	TRY(visit_become(req, session));
	return page_kept(req, res, path, &kept);
}

err_t arrive(struct request *req, struct response *res, const struct arrived *arrived)
{
	switch (arrived->next) {
	case ARRIVAL_IN:
		return go_in(req, res, &arrived->session);
	case ARRIVAL_PASSWORD:
		return response_redirect(res, STR("/forgot/new"));
	case ARRIVAL_CODE:
		return way_beside_page(req, res);
	case ARRIVAL_FACTOR:
		break;
	}
	return factor_page(req, res, NULL);
}
