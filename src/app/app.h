/*
 * What the rules of every feature work with. Made once at start by cmd, shared by all threads,
 * outlived by everything it points at.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/log.h"
#include "base/random.h"
#include "base/time.h"

struct content;
struct db;
struct i18n;
struct issuer_lists;
struct jobs;
struct official_list;
struct method_cards;
struct outbox;
struct paper;
struct password_pool;
struct countries;
struct project_types;
struct retention_periods;
struct seen;
struct vault;

struct app {
	struct db *db;
	struct db *keys; /* the vault's store: who was erased stands there too */
	struct vault *vault;
	struct password_pool *passwords;
	struct seen *seen;
	struct issuer_lists *issuer_lists;
	struct outbox *outbox;
	struct jobs *jobs;
	const struct content *content;
	const struct project_types *project_types;
	const struct official_list *official_list;
	const struct method_cards *method_cards;
	const struct countries *countries;
	struct paper *paper;
	const struct retention_periods *periods;
	const struct i18n *i18n;
	const struct clock *clock;
	const struct random *random;
	const struct log *log;
	int64_t consent_age;  /* app/age.h; 0: no rule */
	int64_t share_places; /* of a live link, unless its owner says otherwise: app/share.h */
	struct str place_name;
	struct str public_url;
	struct str contact;          /* mail address, for help; or empty */
	struct str security_contact; /* mail address or https link; or empty */
};

/* The same with its store at one moment, as db_moment: for who only looks. */
const struct app *app_at_moment(struct arena *a, const struct app *app);
/* At the latest before the answer travels. */
void app_moment_end(const struct app *app);
/*
 * The same for one visitor, as db_seen_by: to change something, or to show only what is the
 * visitor's own, which may come from a copy of the database that has their last change.
 */
const struct app *app_to_change(struct arena *a, const struct app *app);
const struct app *app_to_show_own(struct arena *a, const struct app *app, struct str mark);
/*
 * The visitor's last change, to be brought along next time; empty: none was made, or there is no
 * copy. Sealed, and always as long: a plain one would tell how much was written.
 */
err_t app_mark(const struct app *app, struct arena *a, struct str *ret_mark);
