/* After a proof of who somebody is: to the second factor, to a new password, or in. */
#pragma once

#include "app/arrival.h"
#include "http/request.h"
#include "http/response.h"

/*
 * Goes on as arrived says. Reads the fields back (a path to go on to) and kept (what they were
 * sending, shown first, to send it now).
 */
err_t arrive(struct request *req, struct response *res, const struct arrived *arrived);
