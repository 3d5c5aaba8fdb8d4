/* Documents of invented people, for tests and figures of paper. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct paper;

struct sheet {
	const char *name;
	int pages, approved; /* the first ones have a picture in tests/data/paper */
	err_t (*print)(struct arena *a, struct paper *paper, struct str *ret_pdf);
};
/* A name of NULL ends them. */
extern const struct sheet sheets[];

/* A passport of 40 answers, as the bench makes it. */
err_t sheet_passport(struct arena *a, struct paper *paper, struct str *ret_pdf);

/* Certificates: of three competences, as the bench makes it; with logos; on one page; long. */
err_t sheet_certificate(struct arena *a, struct paper *paper, struct str *ret_pdf);
err_t sheet_certificate_logos(struct arena *a, struct paper *paper, struct str *ret_pdf);
/* To be signed by one hand, in the middle of the frame. */
err_t sheet_certificate_hand(struct arena *a, struct paper *paper, struct str *ret_pdf);
err_t sheet_certificate_short(struct arena *a, struct paper *paper, struct str *ret_pdf);
err_t sheet_certificate_long(struct arena *a, struct paper *paper, struct str *ret_pdf);

/* Sentences that shall be read back from "scripts", one in each; NULL ends them. */
extern const char *const sheet_scripts[];
/* An answer of 20,000 characters, whose last word is "einde". */
struct str sheet_long_answer(struct arena *a);
/* A picture of that size, as PNG. */
struct str sheet_picture(struct arena *a, int width, int height);
