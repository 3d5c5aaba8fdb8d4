/* Inside pages of a project: how far a participant is, and what happened. */
#pragma once

#include "base/str.h"
#include "base/time.h"

struct part_field {
	const char *text; /* message id */
};
struct part_event {
	struct str who;       /* of the organisation; empty: somebody who is not here any more */
	bool is_of_organiser; /* else the participant did it */
	const char *what;     /* message id */
	const struct part_field *about;
	size_t about_len;
	usec at;
};
/* With what it means; of what is there to come, too. */
struct part_state {
	const char *text;  /* message id */
	const char *means; /* message id */
	bool is_now;
};
struct part_legend {
	const struct part_state *states;
	size_t states_len;
};
/* A field that somebody else changed while it was being typed: what stands there now. */
struct part_difference {
	const char *label; /* message id */
	struct str now;    /* or empty */
};
struct part_differs {
	const struct part_difference *fields;
	size_t fields_len;
};
/* What happened, the newest first. */
struct part_happened {
	const struct part_event *events;
	size_t events_len;
};
