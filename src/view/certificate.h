/* Certificates: for who coordinates a project, below {path}/certificates; and /verify for all. */
#pragma once

#include "base/time.h"
#include "view/account.h"
#include "view/participant.h"

/* A PDF in a further language. */
struct certificate_link {
	struct str path, tag, name;
};
struct certificate_row {
	struct str key; /* of the participant, to choose them */
	struct str given_name, family_name;
	struct str path; /* of the certificate; empty: there is none */
	bool chosen;
	bool is_valid, asked;
	const char *reached; /* message id, of one that is valid: "Delivered" */
	int64_t revision;
	day issued;
	const struct certificate_link *others;
	size_t others_len;
};
struct certificate_bundle {
	struct str zip, print; /* paths */
	int64_t part;
};
/* Somebody who signs, or nobody. Posted: the names of both fields. */
struct certificate_hand_view {
	struct str id;      /* of the name; with _function behind it that of the function */
	const char *legend; /* message id */
	struct shown_field name, function;
};
/* Posted to path/certificates: whom, people, layout, also, signed_how, and who signs; to /mail and
 * /paper below it: people. */
struct certificates_view {
	struct str path; /* of the project */
	struct str title;
	int64_t total, valid;
	bool may_read; /* what they say */
	bool is_running, was_withdrawn;
	bool was_mailed, was_handed, nobody; /* just now, with how many: */
	int64_t mailed, without, left, handed;
	int64_t ordered, done, failed;
	int percent;
	const struct certificate_row *people;
	size_t people_len;
	int64_t earlier, later; /* pages; 0: there is none */
	const struct certificate_bundle *bundles;
	size_t bundles_len;       /* more than one: in parts */
	bool for_all, for_chosen; /* else for who has none */
	bool is_framed, is_sealed;
	struct also_view also;
	struct str whom_error;
	struct shown_field confirms, confirms_function;
	struct certificate_hand_view describes, supports;
	struct problem problem;
};

/* Posted to action: reason. */
struct certificate_withdraw_view {
	struct str path; /* of the list */
	struct str action;
	struct shown_field reason;
};

/* A part that others may see, or not. */
struct certificate_own_part {
	struct str name, title;
	bool is_open;
};
/* A participant's own. Posted to path/certificate: the names of the parts. */
struct certificate_own_view {
	struct str path; /* of the own page */
	bool is_there, is_withdrawn, is_credential, was_saved;
	const struct certificate_own_part *parts;
	size_t parts_len;
	bool has_official; /* the PDF of the official site is kept */
	int64_t revision;
	day issued;
	struct str reason;
	const struct certificate_link *others;
	size_t others_len;
	const struct certificate_link *proofs; /* the same as credentials */
	size_t proofs_len;
};

struct verified_section {
	struct str head, label, text;
};
struct verified_part {
	struct str title;
	const struct verified_section *sections;
	size_t sections_len;
};
/* Posted to /verify: code. */
struct verify_view {
	struct code_field code;
	struct problem problem;
	bool is_known; /* what follows is there */
	bool is_valid, is_superseded, is_withdrawn, is_erased;
	struct str name, title, type, organisations;
	struct str languages; /* of a certificate that is there in several */
	struct str lang;      /* of the texts; empty: the reader's own */
	bool has_days, is_one_day;
	day starts, ends, issued, changed;
	int64_t revision;
	const struct verified_part *parts; /* that its holder opened */
	size_t parts_len;
};
