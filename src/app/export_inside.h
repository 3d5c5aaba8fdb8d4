/* What the parts of an export share (app/export_part.h), and their functions. */
#pragma once

#include "app/export_part.h"
#include "app/participant.h"
#include "app/learning.h"
#include "base/time.h"

/* The first call of every transaction that reads a part. */
err_t part_require(struct tx *tx, const struct export_making *m);

struct json *part_item(const struct export_making *m, struct json *io_items);
/* A member of an item; without a text, a time or a day there is none. */
void part_text(const struct export_making *m, struct json *io, const char *name, struct str text);
void part_time(const struct export_making *m, struct json *io, const char *name, const usec *at);
void part_day(const struct export_making *m, struct json *io, const char *name, const day *at);
void part_int(const struct export_making *m, struct json *io, const char *name, int64_t n);
void part_truth(const struct export_making *m, struct json *io, const char *name, bool truth);
/* A row becomes an item, and each of these columns a member of it. */
enum part_kind { PART_TEXT, PART_TIME, PART_TIME_IF, PART_DAY, PART_DAY_IF, PART_INT };
struct part_column {
	const char *name; /* of the member; NULL ends the table */
	enum part_kind kind;
	size_t at;
};
#define PART_COLUMN(kind, row, member, name)             \
	{                                                \
		name, PART_##kind, offsetof(row, member) \
	}
struct part_rows {
	const void *at;
	size_t len, size; /* size: of one */
};
#define PART_ROWS(list) ((struct part_rows){(list).at, (list).len, sizeof(*(list).at)})
void part_rows(const struct export_making *m, const struct part_column *columns,
	const struct part_rows *rows, struct json *io_items);

/* Nothing of DAY_NONE. */
void part_known_day(const struct export_making *m, struct json *io, const char *name, day d);
/* Where a file stands; if it is not in the archive, that it is left out. */
void part_archived(const struct export_making *m, struct json *io, struct str path);
void part_all_archived(
	const struct export_making *m, struct json *io, const struct str *paths, size_t len);
/* What was noted about who takes part. */
void part_participant(
	const struct export_making *m, const struct participant *about, struct json *io);

/* Something that was written about what was learned in a project; area, moment, by: or empty. */
struct part_words {
	struct str project, area, moment, by, text;
	usec at;
	bool is_damaged;
};
void part_answer(
	const struct export_making *m, const struct part_words *words, struct json *io_items);
void part_comment(
	const struct export_making *m, const struct part_words *words, struct json *io_items);
/* What shows it; area: in words. path: of a file, or empty. */
void part_shows(const struct export_making *m, struct str project, struct str area,
	const struct evidence *shown, struct str path, struct json *io_items);
void part_referee(const struct export_making *m, struct str project, const struct referee *r,
	struct json *io_items);
void part_partner(const struct export_making *m, struct str project,
	const struct learning_about *about, struct json *io_items);

/*
 * What cannot be opened any more, or left with its owner, is said, and keeps nothing else back:
 * ends such an error and says that it was one; any other goes up.
 */
err_t part_spare(err_t e, bool *io_damaged);

/* --- the archive --- */

bool archive_holds(const struct export_making *m, struct str path);
void archive_put(const struct export_making *m, struct str path, struct str bytes);
/* As long as there is room: from the first one on that does not fit, none. */
void archive_put_of_project(const struct export_making *m, struct str path, struct str bytes);
/* All files, before the parts say which are there; sets certificates too. */
err_t export_add_files(struct export_making *io);

/* --- the parts --- */

err_t part_account(const struct export_making *m, struct json *io_items);
err_t part_addresses(const struct export_making *m, struct json *io_items);
err_t part_notices(const struct export_making *m, struct json *io_items);
err_t part_sessions(const struct export_making *m, struct json *io_items);
err_t part_memberships(const struct export_making *m, struct json *io_items);
err_t part_invitations(const struct export_making *m, struct json *io_items);
err_t part_cards(const struct export_making *m, struct json *io_items);
err_t part_projects(const struct export_making *m, struct json *io_items);
err_t part_certificates(const struct export_making *m, struct json *io_items);
err_t part_editors(const struct export_making *m, struct json *io_items);
err_t part_learned(const struct export_making *m, struct json *io_items);
err_t part_kept(const struct export_making *m, struct json *io_items);
err_t part_brought_in(const struct export_making *m, struct json *io_items);
err_t part_log(const struct export_making *m, struct json *io_items);

err_t part_choices(const struct export_making *m, struct json *io_items);
err_t part_answers(const struct export_making *m, struct json *io_items);
err_t part_earlier(const struct export_making *m, struct json *io_items);
err_t part_dated(const struct export_making *m, struct json *io_items);
err_t part_dated_answers(const struct export_making *m, struct json *io_items);
err_t part_files(const struct export_making *m, struct json *io_items);

err_t part_grants(const struct export_making *m, struct json *io_items);
err_t part_consents(const struct export_making *m, struct json *io_items);
err_t part_comments(const struct export_making *m, struct json *io_items);
err_t part_talk_points(const struct export_making *m, struct json *io_items);
err_t part_shares(const struct export_making *m, struct json *io_items);
err_t part_held(const struct export_making *m, struct json *io_items);
err_t part_readings(const struct export_making *m, struct json *io_items);
err_t part_own_readings(const struct export_making *m, struct json *io_items);
