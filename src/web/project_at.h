/* What the pages of a project share: whose project the address names. */
#pragma once

#include "app/project.h"
#include "web/page.h"

#define PROJECT_FORM_BODY (64 << 10)
#define OF_COORDINATOR .need = NEED_PERSON, .role = ROLE_COORDINATOR

const struct actor *project_actor(const struct request *req);
/* "/projects/0123...": of the organisation. */
struct str project_list_path(const struct request *req);
/* The project that {key} names. ERR_NOT_FOUND when it is no id. */
err_t project_of(const struct request *req, struct project_at *ret);
/* "/projects/0123.../4567..." */
struct str project_path(const struct request *req, struct public_id project);
/* {item}: "new", or the id of what is there. ERR_NOT_FOUND when it is neither. */
err_t project_item(const struct request *req, struct public_id *ret_item, bool *ret_is_new);
/* The same of what must be there already, with its project. */
err_t project_kept(const struct request *req, struct project_at *ret, struct public_id *ret_item);
