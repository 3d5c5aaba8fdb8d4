/*
 * leerpas credential, inside: a document in, a report out. credential.c reads the command line
 * and carries it out, credential_work.c does what each sub-command does with a document,
 * credential_answer.c what that answers, credential_report.c shows what came of it.
 */
#pragma once

#include "base/vec.h"
#include "credential/vc.h"
#include "i18n/lang.h"

#include <stdio.h>

#define CREDENTIAL_TEXT_MAX (16u << 20) /* bytes of one result */

/* How it ended, from good to bad: the worst of all documents becomes the exit status. */
enum outcome {
	OUTCOME_DONE,
	OUTCOME_VERIFIED,
	OUTCOME_NOT_VERIFIED,
	OUTCOME_MALFORMED,
	OUTCOME_UNREADABLE,
	OUTCOMES
};

struct outcome_face {
	const char *name; /* in JSON */
	const char *text; /* message id */
	int exit_code;
};

const struct outcome_face *outcome_face(enum outcome o);

/* The sub-commands, as a set of those that take an option. */
enum {
	COMMAND_VERIFY = 1,
	COMMAND_ISSUE = 2,
	COMMAND_CANONICALIZE = 4,
	COMMAND_INSPECT = 8,
	COMMAND_KEY_NEW = 16
};

struct credential_list {
	const char **at;
	size_t len, cap;
};

/* What the command line says. */
struct credential_options {
	bool json, ndjson;
	const char *key, *suite, *method, *created; /* NULL: not given */
	const char *domain, *challenge, *type;
	struct credential_list did, status, document, files;
};
/* ERR_INVALID for what the command does not take, twice the same, or no value. */
err_t credential_options_read(struct arena *a, unsigned command, int argc, char **argv,
	struct credential_options *ret_options);

struct credential_job {
	const struct credential_options *options;
	const struct lang *lang;
	struct vc_env env;
	struct key *key; /* to issue with, or NULL */
	enum proof_suite suite;
	struct str method, created;
	enum outcome worst;
};

/* What came of one document. */
struct report {
	struct arena *arena;
	struct str name; /* of the file */
	int64_t line;    /* of a file with one document a line, else 0 */
	bool asked;      /* the holder had a challenge to answer */
	enum outcome outcome;
	struct findings findings;
	struct json *document; /* NULL when it is no JSON */
	struct str text;       /* the result as it is, or STR_NONE */
	struct json members;   /* of the result in JSON */
};

typedef void credential_work_fn(
	const struct credential_job *job, struct str text, struct report *r);
void credential_verify(const struct credential_job *job, struct str text, struct report *r);
void credential_issue(const struct credential_job *job, struct str text, struct report *r);
void credential_canonicalize(const struct credential_job *job, struct str text, struct report *r);
void credential_inspect(const struct credential_job *job, struct str text, struct report *r);

/* Reads text into the report's document; a finding when it is none. */
bool report_parse(struct report *r, struct str text);
/* Draws the outcome from the findings; good when there is no problem among them. */
void report_conclude(struct report *r, enum outcome good);
/* The issuers in it: of a presentation those of all credentials, with commas. */
struct str report_issuers(const struct report *r);
bool report_is_presentation(const struct report *r);

/* What can be said of a question: yes and no only where it was shown. */
enum answer { ANSWER_UNKNOWN, ANSWER_YES, ANSWER_NO };
enum answer report_answer(const struct report *r, enum finding_about about);
/* Whether the holder signed, of credentials about the holder: now, or for somebody else before. */
bool report_holder_signed(const struct report *r);

/* {"file": ..., "result": ..., members, "findings": [...]} on a line. */
err_t report_json(const struct report *r, FILE *out);
/* The result, the four questions that a person has, and what was found, in words. */
err_t report_words(const struct credential_job *job, const struct report *r, FILE *out);
/* As report_words, without the questions. */
err_t report_findings(const struct credential_job *job, const struct report *r, FILE *out);
/* What the document says, unchecked. */
err_t report_contents(const struct credential_job *job, const struct report *r, FILE *out);
