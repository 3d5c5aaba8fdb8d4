/*
 * What an organisation asks of who shares a passport with it: a link or paper, which chapters,
 * where to leave it, and until when it takes paper. Its admin says so, and whoever has a passport
 * may read it. It opens nothing, and never asks for health and care: the owner chooses.
 */
#pragma once

#include "app/share.h"

#define RECEIVER_LEAVE_MOST 200 /* characters */
#define RECEIVERS_SHOWN 500

struct receiver {
	struct public_id organisation;
	struct str name;
	enum share_purpose purpose;
	bool takes_link, takes_paper;
	const day *paper_ends;    /* the last day on which it takes paper; NULL: none was set */
	const struct str *scopes; /* ids of chapters, in their order */
	size_t scopes_len;
	struct str leave_at; /* where the link or the paper goes, in its own words; or empty */
};
struct receiver_list {
	const struct receiver *at; /* by name */
	size_t len;
};
bool receiver_takes_paper(const struct receiver *receiver, day today);

err_t receiver_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct receiver_list *ret);
/* By the name that an owner gave to a link; NULL when none has that name. */
err_t receiver_named(const struct app *app, struct arena *a, const struct actor *actor,
	struct str name, const struct receiver **ret);
/* A draft of a link with what it asks for. ERR_NOT_FOUND; else as share_draft. */
err_t receiver_draft(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id organisation, struct public_id *ret_share);

/* --- for the organisation's admin --- */

/* NULL when it asks for nothing. */
err_t receiver_own(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, const struct receiver **ret);
/* Its organisation and name are not read. Field errors: scopes, takes_link, paper_ends. */
err_t receiver_set(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, const struct receiver *in);
/* None is fine. */
err_t receiver_remove(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation);
