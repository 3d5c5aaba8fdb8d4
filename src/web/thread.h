/* The conversation beside an answer, as the learner and as a companion see it. */
#pragma once

#include "app/conversation.h"
#include "view/with.h"
#include "web/page.h"

/* What both sides show of a thread with whoever that is; the caller says where its form goes. */
struct thread_view thread_view(
	const struct request *req, const struct thread *thread, struct str who, bool is_learner);
