#include "web/thread.h"

struct thread_view thread_view(
	const struct request *req, const struct thread *thread, struct str who, bool is_learner)
{
	struct comment_line *lines = arena_array(req->arena, struct comment_line, thread->len);
	for (size_t i = 0; i < thread->len; i++)
		lines[i] = (struct comment_line){
			.mine = thread->comments[i].by_owner == is_learner,
			.who = who,
			.at = thread->comments[i].made,
			.text = thread->comments[i].text,
			.is_damaged = thread->comments[i].is_damaged,
		};
	return (struct thread_view){
		.who = who,
		.owner = public_id_print(req->arena, visit_of(req)->session.actor.public),
		.holds = thread->holds,
		.is_learner = is_learner,
		.comments = lines,
		.comments_len = thread->len,
		.asked = thread->asked,
		.talked = thread->talked,
		.talked_at = thread->talked,
	};
}
