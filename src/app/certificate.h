/*
 * Certificates of a youth project: ordered for one participant, several or all, made by a job one
 * by one, each with a code of its own, in the participant's language and, as a PDF each, in those
 * that the participant or the order names besides. What was issued stays as it is: a later one is
 * the next revision, and the one before is superseded; its PDF is kept for a few revisions, what it
 * says for all. The code opens a public page; it tells no more of the second and third part than
 * the participant opened.
 *
 * What it says, and the PDF, are sealed by the participant's key. Once that is destroyed only a
 * stub is left, by which old paper can still be checked: a hash of the code, the state, the days
 * and the hash of the PDF.
 */
#pragma once

#include "app/certificate_form.h"
#include "app/participant.h"
#include "jobs/jobs.h"
#include "paper/certificate.h"

struct lang;

#define CERTIFICATE_CHOSEN_MOST 200 /* of one order that names people */
#define CERTIFICATES_TOGETHER 200   /* people in one archive, or one PDF to print: at most, and */
#define CERTIFICATE_BYTES_TOGETHER ((int64_t)32 << 20) /* so much, yet one */
#define CERTIFICATE_BYTES_MOST ((size_t)96 << 20)      /* of an archive, or a PDF to print */
#define CERTIFICATE_REASON_MOST 500
#define CERTIFICATE_LANGUAGES_MOST 8  /* of one certificate */
#define CERTIFICATE_REVISIONS_MOST 50 /* of one participant */
#define CERTIFICATE_PAPERS_MOST 5     /* the latest of them, whose PDF is kept */

enum certificate_state { CERTIFICATE_VALID, CERTIFICATE_SUPERSEDED, CERTIFICATE_WITHDRAWN };
/* As stored: "valid", "superseded", "withdrawn". */
const char *certificate_state_id(enum certificate_state state);

/* --- ordering --- */

enum certificate_whom {
	CERTIFICATE_MISSING, /* who has none that is valid */
	CERTIFICATE_ALL,     /* everybody anew */
	CERTIFICATE_CHOSEN
};
struct certificate_hand {
	struct str name, function;
};
struct certificate_order {
	enum certificate_whom whom;
	const struct public_id *people; /* when they are chosen */
	size_t people_len;
	enum certificate_layout layout;
	const struct str *languages; /* tags: besides those of each participant */
	size_t languages_len;
	bool sealed;                       /* by whoever signs; else there is a line to sign on */
	struct certificate_hand confirms;  /* the first part */
	struct certificate_hand describes; /* the second; or nobody */
	struct certificate_hand supports;  /* the third; or nobody */
};
/* Field errors: confirms, describes, supports, whom, also (languages). ERR_CONFLICT while another
 * order is carried out. */
err_t certificate_order(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct certificate_order *in);

/* The kind of job that makes them; app outlives it. */
struct job_kind certificate_job(struct app *app);

/*
 * What the certificate of that type looks like: of somebody invented, without a code, and it says
 * so on every page. ERR_NOT_FOUND for a type that there is not.
 */
err_t certificate_specimen(const struct app *app, struct arena *a, const struct lang *lang,
	struct str type, enum certificate_layout layout, struct str *ret_pdf);

/* --- looking --- */

struct certificate_line {
	struct public_id participant, public; /* public: of the certificate, when there is one */
	struct str given_name, family_name;
	int64_t revision; /* 0: none was issued */
	enum certificate_state state;
	day issued, changed;            /* changed: DAY_NONE while it is valid */
	bool asked;                     /* for theirs */
	enum participant_state reached; /* while it is valid: issued, ..., downloaded */
	const struct str *languages;    /* tags: besides the first one */
	size_t languages_len;
};
struct certificate_page {
	const struct certificate_line *at; /* by family name */
	size_t len;
	int64_t total, valid; /* who take part; who have a valid one */
	int64_t bundles;      /* parts in which the valid ones are fetched */
	/* The latest order. */
	bool is_running;
	int64_t ordered, done, failed; /* ordered: 0 before the first one */
};
/* page: from 1. */
err_t certificate_list(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, int64_t page, struct certificate_page *ret);

/*
 * The PDF as it was issued, in that further language or, when it is empty, in the first one; and
 * which one it is, for the name of a file: "Mäkelä Aino 1", "Mäkelä Aino 1 fr".
 */
err_t certificate_fetch(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id certificate, struct str language,
	struct str *ret_pdf, struct str *ret_which);
/* The valid ones in all their languages, in parts (from 1); ERR_NOT_FOUND for none. lang: in which
 * the files are called certificates. */
err_t certificate_fetch_zip(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct lang *lang, int64_t part, struct str *ret_zip);
err_t certificate_fetch_print(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, int64_t part, struct str *ret_pdf);

/* ERR_NOT_FOUND when it cannot be: it is no valid one of theirs. */
err_t certificate_can_withdraw(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id certificate);
/* Field error: reason. The same. */
err_t certificate_withdraw(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id certificate, struct str reason);

/* --- the participant's own: app/certificate_own.c --- */

struct certificate_own {
	int64_t revision;       /* 0: none was issued */
	struct str type, title; /* of the project */
	enum certificate_state state;
	day issued;
	struct str reason;           /* of one that was withdrawn */
	const struct str *languages; /* tags: besides the first one */
	size_t languages_len;
	bool opens_project, opens_learning;
	bool is_credential; /* it can be fetched as one */
};
/* The last revision of who. ERR_NOT_FOUND for everybody else's. */
err_t certificate_own(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct certificate_own *ret);
/* What everybody may see who has its code, or that of an earlier one. */
struct certificate_opens {
	bool project, learning;
};
err_t certificate_own_open(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct certificate_opens *in);
/* language: as certificate_fetch. */
err_t certificate_own_fetch(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str language, struct str *ret_pdf);

/*
 * What it would say now, with what was handed in: a PDF in its first language that says of itself
 * that it is a specimen, and has no code. ERR_NOT_FOUND for everybody else's.
 */
err_t certificate_preview(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str *ret_pdf);

/*
 * The valid one as a signed verifiable credential (Open Badges 3.0): all that it says, in that
 * further language or, when it is empty, in the first one, by the key of the installation
 * (app/issuer.h). The status list tells of one that is superseded or withdrawn later. ERR_NOT_FOUND
 * when there is none.
 */
err_t certificate_own_credential(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str language, struct str *ret_json);

/* The last revision, to take along: what is known of it, its paper and, while it is valid, the
 * credential. Nothing is noted as fetched. */
struct certificate_taken {
	struct certificate_own own; /* revision 0: none was issued */
	const struct str *pdfs;     /* in the first language, then in those of own */
	size_t pdfs_len;
	const struct str *credentials; /* in the same languages; or none */
	size_t credentials_len;
};
err_t certificate_own_take(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct certificate_taken *ret);

/* --- checking --- */

/* The second or third part, as it was issued. */
struct certificate_told {
	enum certificate_part_id id;
	struct str title, intro; /* empty: it was issued before they were kept */
	const struct certificate_section *sections;
	size_t sections_len;
};
struct certificate_seen {
	enum certificate_state state;
	int64_t revision;
	day issued, changed;
	bool is_erased;              /* nothing else is known any more */
	struct str language;         /* of what follows */
	const struct str *languages; /* in which it was issued */
	size_t languages_len;
	struct str name, title;
	struct str type; /* id: app/project_type.h */
	day starts, ends;
	const struct str *organisations;
	size_t organisations_len;
	const struct certificate_told *parts; /* that the participant opened */
	size_t parts_len;
};
/*
 * By its code as typed; language: of who looks, for a certificate that is there in it. Field error:
 * code; the same for one that nobody ever had.
 */
err_t certificate_check(const struct app *app, struct arena *a, struct str typed,
	struct str language, struct certificate_seen *ret);
