#include "app/certificate_ask.h"

#include "app/audit.h"
#include "app/participation_inside.h"
#include "app/project_tell.h"
#include "codec/input.h"

struct asking {
	struct arena *arena;
	const struct actor *actor;
	struct public_id who;
	usec now;
};

static err_t note(struct tx *tx, const struct asking *k, struct row_id participant)
{
	struct audit_entry entry = {.actor = k->actor,
		.subject = &k->who,
		.action = AUDIT_CERTIFICATE_ASK,
		.object = AUDIT_PROJECTS,
		.at = k->now};
	TRY(participation_note(tx, participant, k->now, NULL, PARTICIPATION_ASKED, STR_NONE));
	return audit_note(tx, &entry);
}

static err_t ask(struct tx *tx, void *ctx)
{
	const struct asking *k = ctx;
	struct participant_at at;
	struct participation_row *row;
	int64_t count;
	TRY(access_participant(tx, k->arena, k->actor, ACTION_CERTIFICATE_OWN, k->who, &at));
	TRY(participation_whole(tx, k->arena, at.participant, &row));
	if (row && row->asked)
		return NULL;
	if (!row || !participation_may_ask(row, k->now))
		return err_say(
			ERR_CONFLICT, N_("You can ask when the project is over, or when you handed "
					 "in what you learned."));
	TRY(participant_set_asked(tx, at.participant, k->now, &count));
	if (!count)
		return NULL;
	TRY(project_tell(tx, k->arena, at.project, k->now));
	return note(tx, k, at.participant);
}

err_t certificate_ask(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id who)
{
	struct asking k = {a, actor, who, clock_now(app->clock)};
	return db_tx(app->db, ask, &k);
}
