#include "app/access_words.h"

#include "base/err.h"

static const char *const relations[RELATIONS] = {
	[RELATION_NONE] = N_("Somebody else with an account"),
	[RELATION_ANYONE] = N_("Somebody without an account"),
	[RELATION_SELF] = N_("You yourself"),
	[RELATION_HOUSE] = N_("Leerpas itself, and who runs it"),
	[RELATION_MENTOR] = N_("A mentor of your school, when you did not let them in"),
	[RELATION_ORGANISATION_ADMIN] = N_("Who keeps the members of your school"),
	[RELATION_REGION_ADMIN] = N_("Who keeps the schools of the region"),
	[RELATION_COORDINATOR] = N_("Who keeps the youth projects of an organisation"),
	[RELATION_COMPANION] = N_("A parent, supervisor or coach whom you let in"),
	[RELATION_GUIDE] = N_("A mentor whom you let in"),
	[RELATION_RECEIVER] = N_("Somebody with whom you share a link"),
	[RELATION_PARTICIPANT] = N_("Who takes part in a youth project, about themselves"),
	[RELATION_EDITOR] = N_("A partner who helps with a whole youth project, until a last day"),
	[RELATION_EDITOR_OWN] = N_("A partner who brings participants along, about those alone"),
};

static const char *const actions[ACTIONS] = {
	[ACTION_ACCOUNT_OPEN] = N_("make an account and sign in"),
	[ACTION_ACCOUNT_SEE] = N_("see your account and what happened to it"),
	[ACTION_ACCOUNT_CHANGE] = N_("change your account"),
	[ACTION_ACCOUNT_LEAVE] = N_("take a copy of everything, and delete your account"),
	[ACTION_PASSPORT_SEE] = N_("see how far your passport is, without reading it"),
	[ACTION_PASSPORT_READ] = N_("read what you wrote; others only the parts that you choose"),
	[ACTION_PASSPORT_WRITE] = N_("write in your passport"),
	[ACTION_HOUSE_KEEP] = N_("clear away what has come to its end, without reading it"),
	[ACTION_ORGANISATION_SEE] = N_("see who is a member of the school, and in which role"),
	[ACTION_ORGANISATION_CHANGE] = N_("make and end memberships of the school"),
	[ACTION_CARD_MAKE] = N_("make an account with a card, and a new card for it"),
	[ACTION_PASSPORT_GRANT] = N_("say who may look along, and see who looked"),
	[ACTION_PASSPORT_COMMENT] = N_("write comments beside answers"),
	[ACTION_PASSPORT_REMIND] = N_("send you a reminder"),
	[ACTION_INVITATION_OPEN] = N_("open an invitation that was sent to them"),
	[ACTION_GRANT_TAKE] = N_("accept or end what others share with you"),
	[ACTION_PROJECT_SEE] = N_("see the projects of the organisation"),
	[ACTION_PROJECT_CHANGE] = N_("make and change projects of the organisation"),
	[ACTION_PARTICIPANT_SEE] = N_("see who takes part in them, and what was noted about them"),
	[ACTION_PARTICIPANT_CHANGE] = N_("enter, change and remove participants"),
	[ACTION_PARTICIPANT_DETAILS] =
		N_("see their mail address, birth date and place; not outside the European "
		   "Economic Area"),
	[ACTION_PARTICIPANT_ASSIGN] = N_("say which partner follows a participant"),
	[ACTION_EDITOR_INVITE] =
		N_("invite partners who bring participants along, and end that; not outside the "
		   "European Economic Area"),
	[ACTION_EDITOR_CHANGE] = N_("give partners a whole project, and end that of any of them"),
	[ACTION_CERTIFICATE_ISSUE] = N_("issue and withdraw certificates"),
	[ACTION_CERTIFICATE_READ] = N_("read certificates; not outside the European Economic Area"),
	[ACTION_CERTIFICATE_OWN] = N_("read your certificate, and say what others see of it"),
	[ACTION_CERTIFICATE_CHECK] = N_("check a certificate by its code"),
	[ACTION_PARTICIPANT_INVITE] = N_("invite participants to their own page"),
	[ACTION_PARTICIPATION_OPEN] = N_("open their own page of a project, with its code"),
	[ACTION_PARTICIPATION_SEE] = N_("see their own page of a project"),
	[ACTION_PARTICIPATION_CHANGE] = N_("change what a project notes about them"),
	[ACTION_PARTICIPATION_CLAIM] = N_("take their own page of a project into an account"),
	[ACTION_LEARNING_READ] = N_("read what a participant learned; others once it is handed in"),
	[ACTION_LEARNING_WRITE] = N_("write what they learned, hand it in and take it back"),
	[ACTION_LEARNING_SUGGEST] = N_("suggest something about what a participant handed in"),
	[ACTION_REFEREE_ANSWER] =
		N_("read what a participant chose to show them, with its code, and confirm it"),
};

const enum relation access_relation_order[RELATIONS] = {
	RELATION_SELF,
	RELATION_COMPANION,
	RELATION_GUIDE,
	RELATION_RECEIVER,
	RELATION_MENTOR,
	RELATION_ORGANISATION_ADMIN,
	RELATION_REGION_ADMIN,
	RELATION_COORDINATOR,
	RELATION_EDITOR,
	RELATION_EDITOR_OWN,
	RELATION_PARTICIPANT,
	RELATION_NONE,
	RELATION_ANYONE,
	RELATION_HOUSE,
};

const char *access_relation_text(enum relation relation)
{
	return relations[relation];
}

const char *access_action_text(enum action action)
{
	return actions[action];
}
