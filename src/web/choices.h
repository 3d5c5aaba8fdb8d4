/* What a form lets choose from: countries, and languages of ours. */
#pragma once

#include "http/request.h"
#include "view/participant.h"

const struct country_choice *country_choices(
	const struct request *req, struct str chosen, size_t *ret_len);
const struct country_choice *language_choices(
	const struct request *req, struct str chosen, size_t *ret_len);
