/* What the parts of an export share (app/export_part.h), and their functions. */
#pragma once

#include "app/export_part.h"
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
/*
 * What cannot be opened any more, or left with its owner, is said, and keeps nothing else back:
 * ends such an error and says that it was one; any other goes up.
 */
err_t part_spare(err_t e, bool *io_damaged);

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
