/* What the parts of app/certificate.h share. */
#pragma once

#include "app/certificate.h"
#include "app/project_inside.h"
#include "crypto/code.h"
#include "crypto/vault.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

#define CERTIFICATE_JOB "certificate.issue"
#define CERTIFICATE_BODY_MOST ((size_t)1 << 20)

/*
 * Everything that a certificate says, as it was when it was issued. It is kept as JSON; the PDF and
 * the public page are views of it. A signed credential is one more view: from here to a struct
 * record (credential/record.h), and from nowhere else.
 */
struct certificate_content {
	struct str language; /* tag */
	struct str type;     /* id: app/project_type.h */
	struct str title, number;
	struct str given_name, family_name, country, place, host;
	enum participant_kind kind;
	day born, starts, ends; /* starts, ends: of their part in it */
	const struct project_activity *activities;
	size_t activities_len;
	const struct project_party *parties;
	size_t parties_len;
	const struct certificate_section *project, *learning;
	size_t project_len, learning_len;
	bool sealed;
	struct certificate_hand confirms, supports;
	struct str code; /* as printed */
	int64_t revision;
	day issued;
};

err_t certificate_body_write(
	struct arena *a, const struct certificate_content *content, struct str *ret_json);
err_t certificate_body_read(struct arena *a, struct str json, struct certificate_content *ret);

struct project_type;
struct certificate_waiting_row;
/* Fills learning, when it was handed in. */
err_t certificate_learning(const struct app *app, struct arena *a,
	const struct certificate_waiting_row *row, const struct project_type *type,
	const struct lang *lang, struct certificate_content *io);

/* The logos of its organisations, in the order of the parties. */
struct certificate_logos {
	const struct certificate_logo *at;
	size_t len;
};
err_t certificate_paper(const struct app *app, struct arena *a, enum certificate_layout layout,
	const struct certificate_content *content, const struct certificate_logos *logos,
	struct str *ret_pdf);

struct vault_place certificate_place(
	struct arena *a, struct public_id owner, struct public_id certificate, const char *column);
err_t certificate_digest(const struct app *app, const struct code *code, struct digest *ret_digest);
enum certificate_state certificate_state_of(struct str id);
