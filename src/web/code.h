/*
 * What pages share on which a code is typed: a form with the field "code"; and that the page is
 * there only as long as something waits for it, in this browser.
 */
#pragma once

#include "web/visit.h"

/* As it was typed. Field error on code. */
err_t code_read(const struct request *req, struct str *ret_code);
/* Can the page show e? When nothing waits any more it finds out by itself, and goes elsewhere. */
bool code_can_mend(const struct err *e);
/* Does nothing wait (any more)? Ends *io then. */
bool code_is_gone(err_t *io);
