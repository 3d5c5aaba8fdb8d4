/*
 * The types of youth projects, from content/projects/types.json: what each is called, by which
 * framework people look back on what they learned, which fields its description has, and what its
 * certificate says. Read once at start; everything lives as long as the arena and never changes.
 */
#pragma once

#include "base/embed.h"
#include "base/err.h"

#define PROJECT_FIELDS_MOST 8

struct arena;
struct i18n;
struct project_types;

/* types.json, compiled in. */
extern const struct embed project_files[];

struct project_framework {
	struct str id;
	struct str title;
	const struct str *areas; /* their titles */
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
