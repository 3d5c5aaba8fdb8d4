#include "app/participant_state.h"

#include "base/arena.h"
#include "db/content.h"

static const struct participant_state_about states[PARTICIPANT_STATES] = {
	[PARTICIPANT_ENTERED] = {"entered", N_("Entered"),
		N_("The name is in the list. Nobody was invited yet.")},
	[PARTICIPANT_INVITED] = {"invited", N_("Invited"),
		N_("A mail went out, or a card was made. The page was not opened yet.")},
	[PARTICIPANT_BOUNCED] = {"bounced", N_("Mail did not arrive"),
		N_("The mail could not be delivered. The address may be wrong or too old.")},
	[PARTICIPANT_OPENED] = {"opened", N_("Opened"),
		N_("The participant opened their own page.")},
	[PARTICIPANT_WRITING] = {"writing", N_("Writing"),
		N_("The participant began to write. Nobody else sees it yet.")},
	[PARTICIPANT_SUBMITTED] = {"submitted", N_("Handed in"),
		N_("The participant is ready. The organiser sees what they wrote.")},
	[PARTICIPANT_SUGGESTED] = {"suggested", N_("With suggestions"),
		N_("The organiser suggested something. The participant decides.")},
	[PARTICIPANT_ACCEPTED] = {"accepted", N_("Fine"),
		N_("The organiser read it, and has nothing to suggest.")},
};

const struct participant_state_about *participant_state_about(enum participant_state state)
{
	return &states[state];
}

enum participant_state participant_state_parse(struct str id)
{
	enum participant_state state = PARTICIPANT_STATES - 1;
	while (state > PARTICIPANT_ENTERED && !str_is(id, states[state].id))
		state--;
	return state;
}

err_t participant_reach(
	struct tx *tx, struct arena *a, struct row_id participant, enum participant_state state)
{
	struct participant_state_row *row;
	TRY(participant_state_of(tx, a, participant, &row));
	if (!row || participant_state_parse(row->state) >= state)
		return NULL;
	return participant_set_state(tx, participant, str_of(states[state].id));
}

err_t participant_go_to(struct tx *tx, struct row_id participant, enum participant_state state)
{
	return participant_set_state(tx, participant, str_of(states[state].id));
}
