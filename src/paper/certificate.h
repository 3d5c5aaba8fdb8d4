/*
 * A certificate on A4, in three parts: who took part in what; the project; what was learned. Texts
 * are translated, as in document.h, with its limits and errors; what is empty leaves no trace, its
 * label included. The first part fills one page; the others come below it where they fit there,
 * else on pages of their own. ERR_TOO_LARGE also when the first part needs more than its page.
 */
#pragma once

#include "paper/document.h"

#define CERTIFICATE_FACTS_MOST 10
#define CERTIFICATE_LOGOS_MOST 8
#define CERTIFICATE_SIGNERS_MOST 4
#define CERTIFICATE_PARTS_MOST 2

enum certificate_layout {
	CERTIFICATE_BAND,  /* a band of colour over the first page */
	CERTIFICATE_FRAME, /* a fine frame around each page, its head in the middle */
	CERTIFICATE_LAYOUTS
};

/* A line to sign on, with who signs below it; or that it is sealed, which needs no hand. */
struct certificate_signer {
	struct str name, function; /* function, date: may be empty */
	struct str date;
	struct str sealed; /* "Sealed by Anna Jansen"; empty: to be signed by hand */
};
struct certificate_signers {
	const struct certificate_signer *at;
	size_t len;
};

struct certificate_fact {
	struct str label, text;
};

struct certificate_logo {
	struct str picture; /* PNG or JPEG */
	struct str name;    /* of whose it is */
};

/* Of the second or third part. head begins something new; label stands over its text. */
struct certificate_section {
	struct str head, label, text;
};
struct certificate_part {
	struct str number; /* "Part 2" */
	struct str title, intro;
	const struct certificate_section *sections;
	size_t sections_len;
	struct certificate_signers signers;
};

struct certificate {
	enum certificate_layout layout;
	struct str kind; /* "Certificate" */
	struct str type; /* "Youth exchange" */
	struct str that; /* "This is to confirm that" */
	struct str name;
	struct str confirms; /* "took part in a youth exchange" */
	struct str title;    /* of the project */
	const struct certificate_fact *facts;
	size_t facts_len;
	const struct certificate_logo *logos;
	size_t logos_len;
	struct certificate_signers signers;

	/* How it is checked. */
	struct str link, alternative; /* in the QR code; what is said instead of it */
	struct str code;              /* in groups, to type */
	struct str check;             /* "Check this certificate:" */
	struct str where;             /* "leerpas.example/verify" */

	struct certificate_part parts[CERTIFICATE_PARTS_MOST];
};

/* A part without sections is left out. */
err_t certificate_print(struct arena *a, struct paper *paper, const struct document_about *about,
	const struct certificate *certificate, struct str *ret_pdf);
