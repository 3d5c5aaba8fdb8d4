#include "app/app.h"
#include "cmd/folder.h"
#include "cmd/house.h"
#include "codec/url.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "i18n/i18n.h"
#include "jobs/jobs.h"
#include "mail/outbox.h"

static void close_outbox(void *outbox)
{
	outbox_free(outbox);
}

static void close_jobs(void *jobs)
{
	jobs_free(jobs);
}

/* Mail is written here, and delivered by the program that answers. */
static err_t no_delivery(void *ctx, const struct mail_message *m)
{
	(void)ctx, (void)m;
	return err_log(ERR_INTERNAL, "a command delivers no mail");
}

static err_t open_outbox(struct arena *a, const struct settings *s, struct app *io)
{
	struct outbox_settings outbox = {
		.db = io->db,
		.vault = io->vault,
		.clock = io->clock,
		.random = io->random,
		.transport = {no_delivery, NULL},
		.from = s->mail_from,
		.from_name = s->place_name,
		.host = url_host(s->public_url),
	};
	TRY(outbox_new(&outbox, &io->outbox));
	arena_defer(a, close_outbox, io->outbox);
	return NULL;
}

static err_t open_jobs(struct arena *a, struct app *io)
{
	static const struct job_kind none[] = {{0}};
	struct jobs_settings jobs = {.db = io->db,
		.clock = io->clock,
		.random = io->random,
		.log = io->log,
		.kinds = none,
		.threads = 1};
	TRY(jobs_new(&jobs, &io->jobs));
	arena_defer(a, close_jobs, io->jobs);
	return NULL;
}

err_t house_for_command(struct arena *a, const struct settings *s, struct app *ret_app)
{
	static const struct log quiet = {-1, &clock_system, LOG_FAIL};
	struct i18n *i18n;
	struct app app = {
		.clock = &clock_system,
		.random = &random_system,
		.log = &quiet,
		.share_places = s->share_places,
		.place_name = s->place_name,
		.public_url = s->public_url,
	};
	if (!s->database.len && !folder_has(a, s->data_folder, FOLDER_CONTENT))
		return err_log(
			ERR_NOT_FOUND, "%.*s holds no installation", STR_ARG(s->data_folder));
	zone_set(str_z(a, s->time_zone));
	TRY(house_i18n(a, s, &i18n));
	app.i18n = i18n;
	TRY(house_store(a, s, house_content_place(a, s), &content_schema, &app.db));
	TRY(house_keys(a, s, &app.keys));
	TRY(house_vault(a, s, app.keys, &app.vault));
	TRY(open_outbox(a, s, &app));
	TRY(open_jobs(a, &app));
	*ret_app = app;
	return NULL;
}
