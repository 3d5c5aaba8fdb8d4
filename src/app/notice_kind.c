#include "app/notice_kind.h"

#include "base/err.h"

static const struct notice_kind_about kinds[NOTICE_KINDS] = {
	[NOTICE_OF_SAFETY] = {"safety",
		N_("Codes, new passwords, and whoever signs in to your account"),
		N_("So that nobody gets in without your knowing."), NULL, true},
	[NOTICE_OF_ACCOUNT] = {"account", N_("Your account ends, or a copy is ready or came in"),
		N_("So that you lose nothing."), NULL, false},
	[NOTICE_OF_VISIT] = {"visit", N_("Somebody opens your passport by a link"),
		N_("So that you can stop them."), NULL, false},
	[NOTICE_OF_CONSENT] = {"consent",
		N_("A parent agrees that you share health and care, or takes that back"),
		N_("Because it changes who can read it."), NULL, false},
	[NOTICE_OF_INVITATION] = {"invitation", N_("Somebody invites you"),
		N_("Without it you could not say yes."), NULL, false},
	[NOTICE_OF_YES] = {"yes", N_("Somebody says yes: you may read their passport"), NULL,
		N_("Somebody says yes: you may read their passport."), false},
	[NOTICE_OF_TALK] = {"talk", N_("Somebody wrote with an answer, or wants to talk about one"),
		NULL, N_("Somebody wrote with an answer, or wants to talk about one."), false},
	[NOTICE_OF_REMINDER] = {"reminder", N_("Your mentor asks you to go on with your passport"),
		NULL, N_("Your mentor asks you to go on with your passport."), false},
	[NOTICE_OF_END] = {"end", N_("A passport in which you looked along was deleted"), NULL,
		N_("A passport in which you looked along was deleted."), false},
	[NOTICE_OF_PART] = {"part", N_("There is something new on your page of a project"), NULL,
		N_("There is something new on your page of a project."), false},
	[NOTICE_OF_PROJECT] = {"project",
		N_("A project of yours: somebody hands in, asks for a certificate, or works along"),
		NULL, N_("Something is new in a project of yours."), false},
};

const struct notice_kind_about *notice_kind_about(enum notice_kind kind)
{
	return &kinds[kind];
}

enum notice_kind notice_kind_parse(struct str id)
{
	for (enum notice_kind kind = NOTICE_OF_NOTHING + 1; kind < NOTICE_KINDS; kind++)
		if (str_is(id, kinds[kind].id))
			return kind;
	return NOTICE_OF_NOTHING;
}
