/* Inside of the conversation: what its parts share. */
#pragma once

#include "app/conversation.h"
#include "db/content.h"

/* What stands in the store about a thread, among others. */
struct thread_rows {
	struct public_id owner_public;
	struct row_id owner, holder;
	struct str question;
	struct comment_row_list comments;
	struct talk_point_row_list points;
};
/* Fills in comments, asked and talked. */
err_t conversation_thread(
	const struct app *app, struct arena *a, const struct thread_rows *rows, struct thread *io);
