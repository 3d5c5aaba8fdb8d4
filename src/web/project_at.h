/* What the pages of a project share: whose project the address names. */
#pragma once

#include "app/project.h"
#include "web/page.h"

#define PROJECT_FORM_BODY (64 << 10)
#define EDITED_PATH "/projects" /* the projects that somebody edits as a partner */
#define OF_COORDINATOR .need = NEED_PERSON, .role = ROLE_COORDINATOR
/* Or of a partner who edits that project; what they may, app/access.c decides. */
#define OF_EDITOR .need = NEED_EDITOR, .role = ROLE_COORDINATOR

const struct actor *project_actor(const struct request *req);
/* "/projects/0123...": of the organisation; of a partner, "/projects": where theirs are. */
struct str project_list_path(const struct request *req);
/* The project that {key} names. ERR_NOT_FOUND when it is no id. */
err_t project_of(const struct request *req, struct project_at *ret);
/* "/projects/0123.../4567..." */
struct str project_path(const struct request *req, struct public_id project);
struct str project_path_in(
	struct arena *a, struct public_id organisation, struct public_id project);
/* ERR_FORBIDDEN for who may not change it. */
err_t project_open_to_change(
	const struct request *req, const struct project_at *at, struct project *ret);
/* What it is called: for the name of a file. */
err_t project_called(const struct request *req, const struct project_at *at, struct str *ret_title);
/* {item}: "new", or the id of what is there. ERR_NOT_FOUND when it is neither. */
err_t project_item(const struct request *req, struct public_id *ret_item, bool *ret_is_new);
/* The same of what must be there already, with its project. */
err_t project_kept(const struct request *req, struct project_at *ret, struct public_id *ret_item);
