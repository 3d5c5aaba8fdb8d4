/* The projects of a coordinator of the demo world. */
#pragma once

#include "app/app.h"
#include "codec/json.h"

/* Makes what people.json says of that person, who is settled; nothing where there are projects. */
err_t demo_projects(const struct app *app, struct arena *a, const struct json *person);
