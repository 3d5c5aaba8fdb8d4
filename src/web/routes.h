/* The route tables of the features, for http_config.routes. */
#pragma once

#include "http/route.h"

extern const struct route home_routes[];
extern const struct route account_routes[];
extern const struct route passport_routes[];
extern const struct route question_routes[];
extern const struct route demo_routes[]; /* the demo world only */
