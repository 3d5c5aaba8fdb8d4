/* What a form lets choose from: countries, and languages of ours. */
#pragma once

#include "codec/input.h"
#include "http/request.h"
#include "view/participant.h"

const struct country_choice *country_choices(
	const struct request *req, struct str chosen, size_t *ret_len);
const struct country_choice *language_choices(
	const struct request *req, struct str chosen, size_t *ret_len);

/* "English, as long as nothing is chosen": of a certificate; that of the invitation, if any. */
struct str language_unchosen(const struct request *req, struct str invited_in);

/* As it was sent; else the reader's. e: what was wrong, or NULL. */
struct mail_language_view mail_language(const struct request *req, const struct err *e);

/* Several of our languages: tags, separated by spaces. */
#define ALSO_MOST 32 /* that are sent */
struct also_view also_choices(const struct request *req, struct str tags, struct str error);
struct str also_sent(const struct request *req);
struct str also_of(struct arena *a, const struct input_lines *sent);
