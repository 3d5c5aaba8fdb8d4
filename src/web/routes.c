#include "web/routes.h"

const struct route *const web_routes[] = {home_routes, account_routes, address_routes, way_routes,
	factor_routes, prove_routes, session_routes, log_routes, passport_routes,
	passport_route_routes, question_routes, about_routes, leave_routes, organisation_routes,
	invitation_routes, card_routes, talk_routes, access_routes, invited_routes, with_routes,
	NULL};

const struct route *const web_demo_routes[] = {home_routes, account_routes, address_routes,
	way_routes, factor_routes, prove_routes, session_routes, log_routes, passport_routes,
	passport_route_routes, question_routes, about_routes, leave_routes, organisation_routes,
	invitation_routes, card_routes, talk_routes, access_routes, invited_routes, with_routes,
	demo_routes, NULL};
