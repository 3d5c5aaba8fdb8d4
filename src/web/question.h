/* The page of one question, for what is sent to it. */
#pragma once

#include "app/passport.h"
#include "codec/image.h"
#include "view/thread.h"
#include "web/page.h"

/* An answer as it was sent: to the version that the writer saw; 0: to none. */
struct question_sent {
	const struct content_question *question;
	struct str stored;
	int64_t version;
};

/* What was sent and not saved, shown again; all zero when the page shows what is stored. */
struct question_unsaved {
	const struct question_sent *typed;
	struct str error;
	const struct passport_saved *conflict;
	struct str description;    /* of a picture that was refused */
	const struct err *comment; /* what is wrong with one */
};

err_t question_page(
	struct request *req, struct response *res, const struct question_unsaved *unsaved);
/* The page that the pressed button (go) leads to, once the answer is saved. */
err_t question_go_on(struct request *req, struct response *res);

#define QUESTION_PICTURE_BODY (IMAGE_BYTES_MOST + (64 << 10))
err_t question_picture_show(struct request *req, struct response *res);
err_t question_picture_post(struct request *req, struct response *res);

/* Whom the learner may talk with about it; refused: a comment that was, or NULL. */
err_t question_threads(struct request *req, const struct content_question *question,
	const struct err *refused, struct threads_view *ret);
#define QUESTION_COMMENT_BODY (32 << 10)
err_t question_comment_post(struct request *req, struct response *res);
err_t question_talked_post(struct request *req, struct response *res);
err_t question_ask_post(struct request *req, struct response *res);
err_t question_history_show(struct request *req, struct response *res);
err_t question_history_post(struct request *req, struct response *res);
