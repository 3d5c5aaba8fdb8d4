/* What the parts of app/certificate.h share. */
#pragma once

#include "app/certificate.h"
#include "app/issuer.h"
#include "app/project_inside.h"
#include "base/vec.h"
#include "crypto/code.h"
#include "crypto/vault.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

#define CERTIFICATE_JOB "certificate.issue"
#define CERTIFICATE_BODY_MOST ((size_t)1 << 20)

/* The parts that differ from language to language, in their order on paper. */
struct certificate_words {
	struct str language; /* tag */
	const struct certificate_told *parts;
	size_t parts_len;
};

/*
 * Everything that a certificate says, as it was when it was issued. It is kept as JSON; the PDF,
 * the public page and the signed credential (app/certificate_credential.c) are views of it.
 */
struct certificate_content {
	bool is_specimen;                      /* nobody's: it has no code, and says so */
	const struct certificate_words *words; /* the participant's own language first */
	size_t words_len;
	struct str type; /* id: app/project_type.h */
	struct str title, number;
	struct str given_name, family_name, country, place, host;
	enum participant_kind kind;
	day born, starts, ends; /* starts, ends: of their part in it */
	const struct project_activity *activities;
	size_t activities_len;
	const struct project_party *parties;
	size_t parties_len;
	bool sealed;
	struct certificate_hand confirms, describes, supports;
	struct str code; /* as printed */
	int64_t revision;
	day issued;
};

err_t certificate_body_write(
	struct arena *a, const struct certificate_content *content, struct str *ret_json);
err_t certificate_body_read(struct arena *a, struct str json, struct certificate_content *ret);

/* What it says in that language, else in the first one. */
const struct certificate_words *certificate_words_in(
	const struct certificate_content *content, struct str language);

/* That part of it; NULL when nothing was told of it. */
const struct certificate_told *certificate_told_of(
	const struct certificate_words *words, enum certificate_part_id part);

struct project_framework;
struct certificate_waiting_row;
/* What a participant handed in; NULL: nothing. framework: of the project. */
struct certificate_learned;
err_t certificate_learned_read(const struct app *app, struct arena *a,
	const struct certificate_waiting_row *row, const struct project_framework *framework,
	const struct certificate_learned **ret);
/* The examples of the first areas, as if somebody had written them at the end. */
const struct certificate_learned *certificate_learned_example(
	struct arena *a, const struct project_framework *framework, size_t areas);
/* Fills the sections, as the form has them. */
void certificate_learned_tell(struct arena *a, const struct certificate_learned *learned,
	const struct project_framework *framework, const struct certificate_form_part *form,
	struct certificate_told *io);

/* What it says in a language: app/certificate_tell.c. */
struct certificate_telling {
	const struct app *app;
	struct arena *arena;
	const struct lang *lang;
	const struct certificate_content *content; /* but its words */
};
/* The parts after the first one, of those of the project's texts that there are. */
void certificate_tell(const struct certificate_telling *t, const struct project *project,
	const struct certificate_learned *learned, struct certificate_words *ret);
/* Of a section of the first part; empty: there is nothing to say. */
struct str certificate_tell_fact(const struct certificate_telling *t, struct str section);

/* "1 May 2026 to 8 May 2026"; empty without a first one. */
struct str certificate_days(struct arena *a, const struct lang *lang, day first, day last);

/* A name in a sentence, whatever way it runs (UAX #9, isolates). */
struct str certificate_isolated(struct arena *a, struct str name);

/* The logos of its organisations, in the order of the parties. */
struct certificate_logos {
	const struct certificate_logo *at;
	size_t len;
};
/* words: one of the content's. */
err_t certificate_paper(const struct app *app, struct arena *a, enum certificate_layout layout,
	const struct certificate_content *content, const struct certificate_words *words,
	const struct certificate_logos *logos, struct str *ret_pdf);

/* What the certificates of a project have in common, and how they are asked for. */
struct certificate_heading {
	struct str title, type,
		number; /* of the project; with what follows to confirms: set them */
	enum certificate_layout layout;
	bool sealed;
	struct certificate_hand confirms, describes, supports;
	VEC(struct str) languages; /* besides those of each */

	struct project_activity_row_list activities;
	struct project_party_row_list parties;
	struct project_text_row_list texts;
	struct project project; /* its texts */
	VEC(struct project_logo_row *) logo_rows;
	VEC(struct str) logo_names;
	struct certificate_logos logos;
};
err_t certificate_heading_read(
	struct tx *tx, struct arena *a, struct row_id project, struct certificate_heading *io);
/* After the transaction. */
err_t certificate_heading_open(
	const struct app *app, struct arena *a, struct certificate_heading *io);
/* All that one of them says but code, revision and day of issue. */
err_t certificate_compose(const struct app *app, struct arena *a,
	const struct certificate_heading *of, const struct certificate_waiting_row *row,
	struct certificate_content *ret);

/* As a signed credential; the same bytes each time. ERR_NOT_FOUND: not in that language. */
struct certificate_signing {
	struct public_id certificate;
	struct str language; /* a further one; empty: the first */
	usec issued;
	struct issuer_seat seat;
};
err_t certificate_credential(const struct app *app, struct arena *a,
	const struct certificate_content *content, const struct certificate_signing *signing,
	struct str *ret_json);

/* The PDF as it is kept, in a language that it is there in; empty: in the first one. */
struct certificate_pdf {
	struct public_id owner, certificate;
	struct str language, sealed;
};
/* Fills sealed. ERR_NOT_FOUND. */
err_t certificate_pdf_find(
	struct tx *tx, struct arena *a, struct row_id certificate, struct certificate_pdf *io);
err_t certificate_pdf_seal(
	const struct app *app, struct arena *a, struct str pdf, struct certificate_pdf *io);
err_t certificate_pdf_open(const struct app *app, struct arena *a,
	const struct certificate_pdf *kept, struct str *ret_pdf);

/* In how many parts certificates of so many bytes each are fetched together. */
int64_t certificate_bundles(const struct int_list *sizes);

struct vault_place certificate_place(
	struct arena *a, struct public_id owner, struct public_id certificate, const char *column);
err_t certificate_digest(const struct app *app, const struct code *code, struct digest *ret_digest);
enum certificate_state certificate_state_of(struct str id);
