/* Pieces that the pages about looking along share: parts and last day in a form, and cards. */
#pragma once

#include "app/grant.h"
#include "codec/input.h"
#include "view/talk.h"
#include "web/face.h"
#include "web/page.h"

/* What a form says about which parts, until when; prefix: "" or "terms." in its own struct. */
struct terms_in {
	struct input_lines scopes;
	day ends;
};
#define TERMS_FIELDS(type, prefix)                                                         \
	{.name = "scopes",                                                                 \
		.kind = INPUT_KIND_LINES,                                                  \
		.at = offsetof(type, prefix scopes),                                       \
		.label = N_("What may they read?"),                                        \
		.max = 40,                                                                 \
		.most = GRANT_SCOPES_MOST},                                                \
	{                                                                                  \
		.name = "ends", .kind = INPUT_KIND_DAY, .at = offsetof(type, prefix ends), \
		.label = N_("Until when?"), .required = true                               \
	}

struct grant_terms terms_of(const struct terms_in *in);
/* As chosen; with an error, as it was sent. */
struct terms_view terms_view(
	const struct request *req, const struct grant_terms *chosen, const struct err *e);
/* Whether the visitor may share health and care, and what parents said about it. */
err_t consent_shown(const struct request *req, struct consent_view *ret);
/* Says that in it. */
err_t terms_add_consent(const struct request *req, struct terms_view *io);
/* For who has not chosen yet: nothing, for GRANT_DAYS. */
struct grant_terms terms_start(const struct request *req);

/* Message id: who the holder is to the learner. */
const char *role_text(enum grant_role role);
/* Title of a scope in the reader's language. */
struct str scope_title(const struct request *req, struct str scope);
const struct str *scope_titles(const struct request *req, const struct str *scopes, size_t len);
/* Its colour: 1 to 4 for the chapters, 5 for what is kept apart. */
int scope_number(const struct request *req, struct str scope);
struct access_card access_card(const struct request *req, const struct grant *g);
/* Fills in is_late. */
err_t access_mark_late(struct request *req, struct access_card *cards, size_t len);
/* Who has erased their account has no name any more. */
struct str name_shown(const struct request *req, struct str name);
