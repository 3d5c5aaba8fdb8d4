/* The page that asks once more who somebody is, before what is sensitive. */
#pragma once

#include "http/request.h"
#include "http/response.h"

/*
 * back: where to go on; kept: the fields to send there then, or empty. Shows e and ends it; NULL
 * when nothing is wrong yet.
 */
err_t prove_page(
	struct request *req, struct response *res, struct str back, struct str kept, err_t e);
