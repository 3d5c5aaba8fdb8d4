/* A row of the retention table, as pages show it. */
#pragma once

#include "app/retention.h"
#include "view/about.h"

struct kept_rule kept_of(const struct app *app, enum retention kind);
