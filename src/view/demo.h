/*
 * Pages that exist in the demo world only: /demo, /demo/mail, /demo/mail/{key}.
 */
#pragma once

#include "base/time.h"
#include "base/str.h"

/* One press makes you this person: POST /demo/be with person=key. */
struct demo_person {
	struct str key;
	struct str name;
	struct str about; /* one or two short sentences */
	struct str initial;
	int colour; /* 1 to 4 */
};

struct demo_view {
	const struct demo_person *people;
	size_t people_len;
};

struct demo_mail {
	struct str key;
	struct str subject;
	struct str to;
	usec sent_at;
};

struct mailbox_view {
	const struct demo_mail *mails; /* newest first */
	size_t mails_len;
};

struct mail_view {
	struct str subject;
	struct str from;
	struct str to;
	usec sent_at;
	struct str text;
	const struct str *links; /* addresses in the text, to be followed */
	size_t links_len;
};
