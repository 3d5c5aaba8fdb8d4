/*
 * What the certificates of a type of project consist of, from content/projects/types.json: the
 * parts and their sections, in the order in which they stand on paper, and what is written over
 * them. The first part is the face of the paper and is always there; another one, or a section,
 * that is not listed leaves no trace, as one without content does.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct arena;
struct json;
struct project_field;

#define CERTIFICATE_SECTIONS_MOST 16 /* of one part */

enum certificate_part_id {
	CERTIFICATE_PARTICIPATION, /* who took part in what, and when */
	CERTIFICATE_PROJECT,       /* what the project was */
	CERTIFICATE_LEARNING,      /* what they learned, in their own words */
	CERTIFICATE_PART_IDS
};
/* As in the data files and as kept: "participation", "project", "learning". */
const char *certificate_part_name(enum certificate_part_id part);
/* CERTIFICATE_PART_IDS for what is none. */
enum certificate_part_id certificate_part_parse(struct str name);

/*
 * Of the first part: when where programme organisations born home role host grant issued. Of the
 * second: each field of the description by its id, and programme and organisations, when they had
 * no room in the first. Of the third: start halfway end, below each area of the framework; partner
 * evidence referees.
 */
struct certificate_form_section {
	struct str id, label;
};
struct certificate_form_part {
	enum certificate_part_id id;
	struct str title, intro; /* not of the first; intro may be empty, or name the {framework} */
	const struct certificate_form_section *sections;
	size_t sections_len;
};
struct certificate_form {
	struct str kind; /* "Certificate" */
	struct str that; /* "This is to confirm that" */
	struct certificate_form_part parts[CERTIFICATE_PART_IDS];
	size_t parts_len;
};

/* Where it stands in the file. */
struct certificate_form_source {
	struct str language, type;
	const struct json *words; /* of all types */
	const struct json *parts; /* of this one */
	const struct project_field *fields;
	size_t fields_len;
};
/* ERR_INVALID names the type, and what is wrong. */
err_t certificate_form_read(struct arena *a, const struct certificate_form_source *source,
	struct certificate_form *ret);

/* NULL: there is none. */
const struct certificate_form_part *certificate_form_part(
	const struct certificate_form *form, enum certificate_part_id part);
bool certificate_form_has(const struct certificate_form_part *part, struct str section);
/* Empty: it has no such section. */
struct str certificate_form_label(const struct certificate_form_part *part, struct str section);
