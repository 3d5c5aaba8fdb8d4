/*
 * A mentor's desk: /mentor/{organisation} (with ?show= and ?tick=all) and
 * /mentor/{organisation}/code. Posted to remind: learner, once for each that is chosen.
 */
#pragma once

#include "view/leaflet.h"
#include "view/passport.h"

struct desk_ring {
	struct str title;
	struct ring ring;
	int number; /* its colour */
};
struct desk_learner {
	struct str key;
	struct str name;
	bool has_route;
	const struct desk_ring *rings;
	size_t rings_len;
	bool has_active;
	usec active;
	bool has_parent, has_shared, is_waiting;
	bool has_mail, can_remind;
	bool was_reminded;
	usec reminded;
	bool is_left; /* they go on in another account */
	usec left;
};
/* Who needs something comes first; each by name. */
struct desk_group {
	const char *title; /* message id; NULL: the filter says it */
	const struct desk_learner *learners;
	size_t learners_len;
};
struct desk_filter {
	const char *text; /* message id */
	struct str path;
	int count;
	bool chosen;
};
struct desk_view {
	struct str path;
	struct str organisation;
	day today;
	const struct desk_filter *filters;
	size_t filters_len;
	const struct desk_group *groups;
	size_t groups_len;
	bool is_empty;        /* nobody at all, whatever the filter */
	bool is_ticked;       /* everybody who is shown */
	struct str tick_path; /* the other way round */
	bool reminded;        /* some were, just now */
	int sent;
};
struct desk_code_view {
	struct str path;
	struct str organisation;
	bool has_code;
	struct leaflet_view leaflet;
};
