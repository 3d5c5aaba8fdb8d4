/* The pieces that only certificates have; for this folder only. */
#pragma once

#include "paper/certificate.h"
#include "paper/document_block.h"

/* All of the first part but who signs it. */
struct certificate_front {
	struct certificate it; /* with cleaned texts */
	struct certificate_fact facts[CERTIFICATE_FACTS_MOST];
	struct picture *logos[CERTIFICATE_LOGOS_MOST];
	struct str logo_names[CERTIFICATE_LOGOS_MOST];
	struct qr qr;
	double slack;  /* room to spread over */
	bool is_tight; /* there is none: smaller facts, closer together */

	/* Set when it is measured. */
	struct text *kind, *type, *that, *name, *confirms, *title;
	struct text *labels[CERTIFICATE_FACTS_MOST], *values[CERTIFICATE_FACTS_MOST];
	struct text *check, *code, *where;
};

struct certificate_signing {
	bool centred; /* one alone stands in the middle */
	struct certificate_signer at[CERTIFICATE_SIGNERS_MOST];
	size_t len;
	struct text *names[CERTIFICATE_SIGNERS_MOST], *functions[CERTIFICATE_SIGNERS_MOST];
	struct text *dates[CERTIFICATE_SIGNERS_MOST];
};

struct certificate_opening {
	struct str number, title, intro;
};

void certificate_front_measure(struct document *d, struct press *press, struct block *b);
void certificate_front_draw(struct document *d, struct ink *ink, const struct block *b, double top);
void certificate_signing_measure(struct document *d, struct press *press, struct block *b);
void certificate_signing_draw(
	struct document *d, struct ink *ink, const struct block *b, double top);
void certificate_opening_measure(struct document *d, struct press *press, struct block *b);
void certificate_opening_draw(
	struct document *d, struct ink *ink, const struct block *b, double top);

/* The frame around a page. */
void certificate_frame(struct document *d, struct ink *ink, int page);
