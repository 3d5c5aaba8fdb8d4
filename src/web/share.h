/* Pieces that the pages of one's own live links share. */
#pragma once

#include "app/share.h"
#include "view/share.h"
#include "web/page.h"

/* The actor's own, by the {key} of the path. */
err_t share_load(struct request *req, struct share *ret);
/* To a page of that link: "" or "/what". */
err_t share_go(struct request *req, struct response *res, struct public_id share, const char *step);
struct grant_terms share_terms_chosen(const struct share *s);
/* What the organisation of that link asks for; without a name when none says so. */
err_t receiver_asks(struct request *req, const struct share *s, struct receiver_card *ret);
/* How many may come in unasked, as a piece of a form; with an error, as it was sent. */
struct places_view share_places_view(
	const struct request *req, int64_t chosen, const struct err *e);
err_t share_change_show(struct request *req, struct response *res);
err_t share_change_post(struct request *req, struct response *res);
err_t receivers_show(struct request *req, struct response *res);
err_t receivers_post(struct request *req, struct response *res);
