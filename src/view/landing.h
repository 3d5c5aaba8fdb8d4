/* The landing page: the front door of an installation. */
#pragma once

#include "view/page.h"

struct landing_view {
	int chapters;
};
