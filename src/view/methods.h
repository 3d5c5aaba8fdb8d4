/* Method cards, /projects/{organisation}/methods. */
#pragma once

#include "view/account.h"

struct method_view {
	struct str id, title, about, time, needs, after;
	const struct str *steps;
	size_t steps_len;
};
struct method_cards_view {
	struct str list; /* path of the projects */
	const struct method_view *cards;
	size_t cards_len;
};
