/* Pages of a project, below /projects/{organisation}/{key}/people: the list, and /{item}. */
#pragma once

#include "base/time.h"
#include "view/account.h"
#include "view/html.h"
#include "view/part_shown.h"

struct participant_card {
	struct str path; /* of the form, or what puts back */
	struct str key;  /* its public id */
	struct str given_name, family_name, country;
	const char *kind;  /* message id */
	const char *state; /* message id */
	bool is_team;      /* the kind is told of them alone */
	bool is_claimed;   /* an account has the own page */
	bool asked;        /* for their certificate */
	struct str read;   /* path of what they learned, while it is handed in; or empty */
};
struct state_filter {
	struct str path;
	const char *text; /* message id */
	int64_t count;
	bool chosen;
};
/* Who came in together from a list. */
struct participant_batch_view {
	struct str path; /* of the form that takes them back, or puts them back */
	int64_t came;
	day date;
	bool is_undone;
};
/* What is most needed now. */
enum people_step {
	PEOPLE_ADD,
	PEOPLE_BOUNCED,
	PEOPLE_INVITE,
	PEOPLE_CARDS, /* whom no mail reaches */
	PEOPLE_READ,
	PEOPLE_LIST, /* one of the reader's is not in yet */
	PEOPLE_REMIND,
	PEOPLE_NONE
};
struct participants_view {
	enum people_step step;
	struct str path; /* of the project */
	struct str title;
	bool is_whole;  /* of everybody; else of those whom the reader follows */
	bool is_closed; /* nobody is added or invited */
	bool may_card;
	int64_t total;
	const struct participant_card *people;
	size_t people_len;
	const struct participant_card *removed;
	size_t removed_len;
	int64_t shown;                      /* of them, in the chosen state */
	const struct state_filter *filters; /* by state, those that somebody is in */
	size_t filters_len;
	struct part_legend legend;
	bool is_ticked;            /* everybody here */
	struct str tick;           /* path that ticks or unticks them */
	int64_t fresh;             /* nobody invited them yet */
	int64_t waiting, bounced;  /* invited without handing in; of them, mail did not arrive */
	int64_t handed_in;         /* and nothing was done about it yet */
	struct str earlier, later; /* paths of pages; or empty */
	bool was_sent;             /* invitations, with how many: */
	int64_t sent, without, left, damaged;
	bool was_thanked; /* the same, of mails to thank */
	bool nobody;      /* nobody was ticked, or nobody of them needs a card */
	struct str undo;  /* path that puts back who was just removed; or empty */
	bool was_saved;
	int64_t came; /* from a list, just now */
	const struct participant_batch_view *batches;
	size_t batches_len;
	bool list_waits; /* that the reader sent */
};

struct editor_option {
	struct str key, name;
	bool chosen;
};
struct country_choice {
	struct str code, name;
	bool chosen;
};
/* Posted: also, for each that is chosen. */
struct also_view {
	const struct country_choice *languages;
	size_t languages_len;
	struct str error;
};
/* Posted: language. */
struct mail_language_view {
	const struct country_choice *languages;
	size_t languages_len;
	struct str error;
	bool is_for_rest;      /* for those of whom none is known, */
	bool is_of_invitation; /* and so of their certificates */
};
/* Posted to action: kind, the names, country, and what may be left out; and to action/remove. */
struct participant_view {
	struct str path; /* of the list */
	struct str action;
	bool is_new, is_team;
	struct str form;    /* key of a new one's, posted back */
	struct str another; /* error: somebody of that name is there; posted back when it is sure */
	const char *state;  /* message id; of who is there already */
	bool is_claimed, has_deadline;
	day deadline;
	struct part_legend legend;
	struct part_happened happened;
	struct shown_field given_name, family_name, mail, born, place, host, starts, ends;
	struct str country_error, language_error;
	struct str unchosen; /* of the languages */
	const struct country_choice *countries;
	size_t countries_len;
	const struct country_choice *languages;
	size_t languages_len;
	struct also_view also;
	bool shows_more;    /* something stands, or is wrong, among what may be left out */
	bool hides_details; /* mail, birth date and place may stand there */
	/* Who can follow them, when the reader says so; posted to action/editor: editor. */
	const struct editor_option *editors;
	size_t editors_len;
	struct str version;          /* posted back */
	struct part_differs differs; /* when somebody else changed it meanwhile */
	struct problem problem;
};

/* Posted to path/invite: whom, or whom=chosen with who; message, deadline, language, ready. */
struct invite_group {
	struct str key;
	const char *text; /* message id */
	int64_t count;
	bool chosen;
};
struct people_choice {
	const struct str *who; /* keys of those who were ticked */
	size_t who_len;
	int64_t count;                     /* of them */
	const struct invite_group *groups; /* when nobody was */
	size_t groups_len;
};
struct ready_text {
	struct str key, tag, language, text;
};
struct reminder_choice {
	struct str key;
	const char *text; /* message id */
	bool chosen;
};
struct invite_people_view {
	struct str path; /* of the list */
	struct str title;
	struct people_choice whom;
	struct shown_field message, deadline;
	struct mail_language_view language;
	const struct ready_text *ready;
	size_t ready_len;
	const struct reminder_choice *reminders; /* who may; posted to path/reminders: reminders */
	size_t reminders_len;
	bool was_saved;
	struct problem problem;
};

/* The cards that were just made. */
struct part_printed {
	struct str name, language, code;
	struct html qr;
};
struct part_sheet_view {
	struct str path;  /* of the list */
	struct str where; /* what a person types: "leerpas.example.org/part" */
	const struct part_printed *cards;
	size_t cards_len;
};
