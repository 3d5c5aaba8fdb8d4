/* What the parts of app/editor.h share. */
#pragma once

#include "app/editor.h"
#include "app/project_inside.h"
#include "crypto/code.h"

#define EDITOR_STOPPED_BY_OTHERS \
	N_("Somebody else stopped this access. Ask who coordinates the project.")

enum editor_role editor_role_parse(struct str id);
err_t editor_digest(const struct app *app, const struct code *code, struct digest *ret_digest);
