/* Dated versions, beside the passport that they are of. */
#pragma once

#include "web/page.h"

err_t dated_list_show(struct request *req, struct response *res);
err_t dated_make_post(struct request *req, struct response *res);
err_t dated_show(struct request *req, struct response *res);
err_t dated_paper_show(struct request *req, struct response *res);
err_t dated_picture_show(struct request *req, struct response *res);
err_t dated_delete_post(struct request *req, struct response *res);
