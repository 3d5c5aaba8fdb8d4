/*
 * A running Leerpas: stores, vault, jobs, mail and the HTTP server, put together from the
 * settings and ended in the opposite order. The same for a real installation and for the demo
 * world, which differ in what they pass in.
 */
#pragma once

#include "app/demo.h"
#include "cmd/settings.h"
#include "db/db.h"
#include "mail/message.h"

struct db_schema;
struct vault;

struct house_plan {
	const struct settings *settings;
	struct mail_transport mail;
	const struct demo *demo; /* the demo world's; else NULL, as mailbox */
	struct db *mailbox;
	const struct i18n *i18n;
	const struct embed *content; /* the questionnaire's files */
};

struct app;
struct house;

/*
 * Opens everything and answers requests when it returns; a ends it. The data folder is made when
 * it is missing. Errors name the setting that is wrong.
 */
err_t house_open(struct arena *a, const struct house_plan *plan, struct house **ret_house);
const struct app *house_app(const struct house *h);
int house_port(const struct house *h);
/* Answers until SIGTERM or SIGINT; keeps house meanwhile. */
err_t house_run(struct house *h);

/* Signals that house_run waits for; before any thread is started. */
void house_hold_signals(void);
/* The interface languages, with the installation's own one. */
err_t house_i18n(struct arena *a, const struct settings *s, struct i18n **ret_i18n);

/* Where the stores of an installation live. */
const char *house_content_place(struct arena *a, const struct settings *s);
const char *house_keys_place(struct arena *a, const struct settings *s);
/* A store, up to date. It ends with a. */
err_t house_store(struct arena *a, const struct settings *s, const char *place,
	const struct db_schema *schema, struct db **ret_db);
/* The content store as it stands, for who looks and changes nothing. ERR_NOT_FOUND when there is
 * none; it ends with a. */
err_t house_content(struct arena *a, const struct settings *s, struct db **ret_db);
/* The key store. */
err_t house_keys(struct arena *a, const struct settings *s, struct db **ret_keys);
/* The vault on it with the master key, VAULT_HOUSE being an owner. It ends with a. */
err_t house_vault(
	struct arena *a, const struct settings *s, struct db *keys, struct vault **ret_vault);

/*
 * What a command beside the running program works with: stores, vault and outbox, without server,
 * threads or passwords. ERR_NOT_FOUND when there is no installation yet. It ends with a.
 */
err_t house_for_command(struct arena *a, const struct settings *s, struct app *ret_app);
