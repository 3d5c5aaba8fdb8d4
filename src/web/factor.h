/* The page that asks for the second factor on the way in. */
#pragma once

#include "http/request.h"
#include "http/response.h"

/* Shows e and ends it; NULL when nothing is wrong yet. */
err_t factor_page(struct request *req, struct response *res, err_t e);
