/*
 * The types of youth projects, from content/projects/types.json: what each is called, by which
 * framework people look back on what they learned, which fields its description has, and what its
 * certificate says, in which order. The frameworks, with help for each of their areas, are in
 * frameworks.json. Read once at start; everything lives as long as the arena and never changes.
 */
#pragma once

#include "app/certificate_form.h"
#include "base/embed.h"
#include "base/err.h"

#define PROJECT_FIELDS_MOST 8
#define PROJECT_AREAS_MOST 20 /* of a framework */
/* The field of the description that people see beside their own goals. */
#define PROJECT_FIELD_GOALS STR("goals")

struct arena;
struct i18n;
struct project_types;

/* types.json, frameworks.json, official.json (app/official_list.h) and specimen.json, compiled
 * in. */
extern const struct embed project_files[];

/* When somebody writes about what they learn. */
enum project_moment { PROJECT_START, PROJECT_HALFWAY, PROJECT_END, PROJECT_MOMENTS };
/* As in addresses and as stored: "start", "halfway", "end". */
const char *project_moment_id(enum project_moment moment);
/* PROJECT_MOMENTS for what is none. */
enum project_moment project_moment_parse(struct str id);

/* What somebody can become better at. */
struct project_area {
	struct str id; /* as stored: once used, it stays */
	struct str title, about;
	struct str prompts[PROJECT_MOMENTS]; /* what to write about */
	struct str example;                  /* of the end, by somebody invented */
};
struct project_framework {
	struct str id;
	struct str title;
	const struct project_area *areas;
	size_t areas_len;
};

/* A part of the description of a project. */
struct project_field {
	struct str id;
	struct str title, help;
};

struct project_type {
	struct str id; /* as stored */
	struct str title, about;
	struct str confirms; /* on a certificate, after the name */
	const struct project_framework *framework;
	const struct project_field *fields;
	size_t fields_len;
	struct certificate_form certificate;
};

/* ERR_INVALID names what is wrong. */
err_t project_types_new(struct arena *a, const struct embed *files, const struct i18n *i18n,
	struct project_types **ret_types);
/* In the order in which they are offered; lang: the index of a language (lang_index). */
const struct project_type *project_types_all(
	const struct project_types *t, size_t lang, size_t *ret_count);
/* NULL: there is none of that id. */
const struct project_type *project_type_find(
	const struct project_types *t, size_t lang, struct str id);
/* What a certificate of that type consists of; of the first type, for one that is no more. */
const struct certificate_form *project_type_form(
	const struct project_types *t, size_t lang, struct str id);
const struct project_area *project_area_find(const struct project_framework *f, struct str id);
/* Of the framework of that type (or NULL), else of any other: what was written before the type of
 * a project changed. NULL: no framework has it. */
const struct project_area *project_area_anywhere(const struct project_types *t, size_t lang,
	const struct project_type *first, struct str id);
