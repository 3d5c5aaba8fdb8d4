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
	[PARTICIPANT_ISSUED] = {"issued", N_("Certificate issued"),
		N_("The certificate is there. The participant finds it on their own page.")},
	[PARTICIPANT_REISSUED] = {"reissued", N_("Issued again"),
		N_("There is a new certificate. It takes the place of the one before.")},
	[PARTICIPANT_DELIVERED] = {"delivered", N_("Delivered"),
		N_("The participant got a mail about it, or has it on paper.")},
	[PARTICIPANT_DOWNLOADED] = {"downloaded", N_("Downloaded"),
		N_("The participant saved their certificate.")},
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
	return participant_move(tx, participant, str_of(states[state].id));
}

err_t participant_certified(struct tx *tx, struct row_id participant, int64_t revision)
{
	enum participant_state state = revision > 1 ? PARTICIPANT_REISSUED : PARTICIPANT_ISSUED;
	return participant_set_outcome(tx, participant, str_of(states[state].id));
}

err_t participant_uncertified(struct tx *tx, struct public_id participant)
{
	int64_t count;
	return participant_clear_outcome(tx, participant, &count);
}
