/* The page that asks for the code that was mailed beside a right password. */
#pragma once

#include "http/request.h"
#include "http/response.h"

err_t way_beside_page(struct request *req, struct response *res);
