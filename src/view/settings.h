/* The page /account/settings: how a person is called, and how large the pages are. */
#pragma once

#include "view/account.h"

struct settings_view {
	struct shown_field name;
	bool large_type;
	bool saved;
};
