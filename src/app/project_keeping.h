/* An own page that is being copied into the account that has it (app/project_kept.h). */
#pragma once

#include "app/evidence.h"
#include "app/project_kept_inside.h"
#include "codec/json.h"

struct lang;
struct project_type;

struct project_keeping {
	const struct app *app;
	struct arena *arena;
	struct public_id who;
	usec now;
	struct kept_source_row *row;
	struct project_party_row_list parties;
	struct learning_row *learning;
	struct learning_text_row_list texts, past;
	struct learning_comment_row_list comments;
	struct evidence_row_list evidence;
	struct evidence_chunk_row_list *chunks; /* of each */
	struct referee_row_list referees;
	struct official_row *official;
	struct kept_certificate_row_list certificates;
	struct certificate_translation_row_list *translations; /* of each */
	const struct lang *lang;
	const struct project_type *type;
	struct str heading, body; /* sealed */
	struct str papers[PROJECT_KEPT_PAPERS_MOST];
	int64_t papers_len;
	struct str files[EVIDENCE_MOST];
	int64_t files_len;
};

/* What is damaged is left out: the end of a project waits for nothing. */
err_t keeping_spare(err_t e);
/* A member of what is written down; without a text or a day there is none. */
void keeping_text(
	const struct project_keeping *k, struct json *io, const char *name, struct str text);
void keeping_day(const struct project_keeping *k, struct json *io, const char *name, day d);
void keeping_int(const struct project_keeping *k, struct json *io, const char *name, int64_t n);
struct json *keeping_item(const struct project_keeping *k, struct json *io_list);

err_t keeping_learned(struct project_keeping *k, struct json *io);
err_t keeping_certificates(struct project_keeping *k, struct json *io);
err_t keeping_official(struct project_keeping *k, struct json *io);
