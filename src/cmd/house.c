#include "cmd/house.h"

#include "app/address_end.h"
#include "app/audit_seal.h"
#include "app/certificate.h"
#include "app/consent.h"
#include "app/content.h"
#include "app/erase.h"
#include "app/export.h"
#include "app/import.h"
#include "app/keystore.h"
#include "app/leave.h"
#include "app/method_card.h"
#include "app/notice_choice.h"
#include "app/official_list.h"
#include "app/participant_remind.h"
#include "app/project_keep.h"
#include "app/project_tell.h"
#include "app/project_type.h"
#include "app/retention.h"
#include "app/issuer_lists.h"
#include "app/seen.h"
#include "app/unused.h"
#include "cmd/folder.h"
#include "cmd/lines.h"
#include "codec/address.h"
#include "codec/url.h"
#include "crypto/master_key.h"
#include "crypto/password.h"
#include "db/content.h"
#include "db/keys.h"
#include "i18n/country.h"
#include "i18n/i18n.h"
#include "jobs/jobs.h"
#include "mail/outbox.h"
#include "paper/paper.h"
#include "web/assets.h"
#include "web/page.h"
#include "web/routes.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CLEAR_EACH (10 * USEC_MINUTE)
#define PASSWORD_QUEUE 256
#define PROXIES_MOST 32
#define OTHER_CONNECTIONS 16 /* of jobs and upkeep, and of threads that count themselves */

struct house {
	struct arena *arena;
	struct log log;
	struct app app;
	struct retention_periods periods;
	struct job_kind kinds[14];
	const char *proxies[PROXIES_MOST + 1];
	struct http_config http;
	struct http_server *server;
	usec cleared;
};

/* --- stores and keys --- */

static err_t make_folder(const char *path)
{
	if (mkdir(path, 0700) == 0 || errno == EEXIST)
		return NULL;
	return err_log(ERR_UNAVAILABLE, "cannot make %s: %s", path, strerror(errno));
}

static void close_store(void *db)
{
	db_close(db);
}

static const char *place_of(
	struct arena *a, const struct settings *s, struct str database, const char *file)
{
	return database.len ? str_z(a, database)
			    : str_fmt(a, "%.*s/%s", STR_ARG(s->data_folder), file).p;
}

const char *house_content_place(struct arena *a, const struct settings *s)
{
	return place_of(a, s, s->database, FOLDER_CONTENT);
}

const char *house_keys_place(struct arena *a, const struct settings *s)
{
	return place_of(a, s, s->keys_database, FOLDER_KEYS);
}

/* Which of the two it was: by the name of its setting. */
static err_t in_store(const struct db_schema *schema, err_t e)
{
	if (!e)
		return NULL;
	const char *name = schema == &keys_schema ? "keys_database" : "database";
	err_t named = err_log(e->code, "%s: %s", name, e->detail);
	err_free(e);
	return named;
}

err_t house_store(struct arena *a, const struct settings *s, const char *place,
	const struct db_schema *schema, struct db **ret_db)
{
	struct str replica = schema == &content_schema ? s->database_replica : STR_NONE;
	struct db_config config = {
		.place = place,
		.schema = schema,
		.connections = (int)(s->workers + s->threads) + OTHER_CONNECTIONS,
		.replica = str_z(a, replica),
	};
	struct db *db;
	TRY(make_folder(str_z(a, s->data_folder)));
	TRY(in_store(schema, db_open(&config, &db)));
	arena_defer(a, close_store, db);
	TRY(in_store(schema, db_migrate(db, clock_now(&clock_system))));
	*ret_db = db;
	return NULL;
}

err_t house_content(struct arena *a, const struct settings *s, struct db **ret_db)
{
	struct db_config config = {.place = house_content_place(a, s), .schema = &content_schema};
	if (!s->database.len && !folder_has(a, s->data_folder, FOLDER_CONTENT))
		return err_log(
			ERR_NOT_FOUND, "%.*s holds no installation", STR_ARG(s->data_folder));
	TRY(db_open(&config, ret_db));
	arena_defer(a, close_store, *ret_db);
	return NULL;
}

static void close_vault(void *vault)
{
	vault_free(vault);
}

static void wipe_master(void *master)
{
	secret_wipe(master);
}

/* Another master key would wrap the keys of new people, and open those of nobody before. */
static err_t check_master_key(struct vault *vault)
{
	SECRET key;
	err_t e = vault_derive(vault, VAULT_HOUSE, "start", &key);
	return e ? err_join(err_log(ERR_CONFLICT, "the master key is not the one of these data"), e)
		 : NULL;
}

/* The installation's own key, for mail on its way. */
static err_t add_house_key(struct vault *vault)
{
	err_t e = vault_add_owner(vault, VAULT_HOUSE);
	if (!e || e->code != ERR_CONFLICT)
		return e;
	err_free(e);
	return check_master_key(vault);
}

err_t house_keys(struct arena *a, const struct settings *s, struct db **ret_keys)
{
	return house_store(a, s, house_keys_place(a, s), &keys_schema, ret_keys);
}

err_t house_vault(
	struct arena *a, const struct settings *s, struct db *keys, struct vault **ret_vault)
{
	struct keystore_db *store = arena_make(a, struct keystore_db);
	struct secret *master = arena_make(a, struct secret);
	*store = (struct keystore_db){keys, &clock_system};
	TRY(master_key_read(str_z(a, s->master_key_file), master));
	arena_defer(a, wipe_master, master);
	struct vault_settings settings = {
		.store = keystore_on(store),
		.master = master,
		.clock = &clock_system,
		.random = &random_system,
	};
	TRY(vault_new(&settings, ret_vault));
	arena_defer(a, close_vault, *ret_vault);
	return add_house_key(*ret_vault);
}

static err_t look_for_anybody(struct tx *tx, void *ctx)
{
	return person_first(tx, ctx);
}

/* A key store that is new opens nothing of what people wrote: it is not theirs. */
static err_t require_keys(struct tx *tx, void *ctx)
{
	const struct house *h = ctx;
	struct row_id anybody;
	struct str wrapped;
	TRY(data_key_get(tx, h->arena, VAULT_HOUSE, &wrapped));
	if (wrapped.p)
		return NULL;
	TRY(db_read(h->app.db, look_for_anybody, &anybody));
	return anybody.n ? err_log(ERR_NOT_FOUND,
				   "the content holds people, but the key store is empty: put back "
				   "its newest backup (" FOLDER_KEYS "), see Restore in "
				   "docs/installation.md")
			 : NULL;
}

static err_t open_vault(struct house *h, const struct settings *s)
{
	TRY(house_keys(h->arena, s, &h->app.keys));
	TRY(db_read(h->app.keys, require_keys, h));
	TRY(house_vault(h->arena, s, h->app.keys, &h->app.vault));
	if (!vault_is_locked(h->app.vault))
		log_event(&h->log, LOG_WARN, "keys_may_be_swapped", LOG_I("pid", getpid()));
	return NULL;
}

/* --- what works beside the requests --- */

static void close_outbox(void *outbox)
{
	outbox_free(outbox);
}

static err_t open_outbox(struct house *h, const struct house_plan *plan)
{
	const struct settings *s = plan->settings;
	struct outbox_settings settings = {
		.db = h->app.db,
		.vault = h->app.vault,
		.clock = h->app.clock,
		.random = h->app.random,
		.transport = plan->mail,
		.from = s->mail_from,
		.from_name = s->place_name,
		.hourly_most = s->mail_hourly_most,
		.host = url_host(s->public_url),
	};
	TRY(outbox_new(&settings, &h->app.outbox));
	arena_defer(h->arena, close_outbox, h->app.outbox);
	return NULL;
}

static void close_jobs(void *jobs)
{
	jobs_stop(jobs);
	jobs_free(jobs);
}

/* The jobs that order themselves again. */
static err_t start_rounds(struct house *h)
{
	TRY(audit_start(&h->app));
	TRY(leave_start(&h->app));
	TRY(unused_start(&h->app));
	TRY(project_start(&h->app));
	TRY(participant_remind_start(&h->app));
	return address_end_start(&h->app);
}

static err_t open_jobs(struct house *h)
{
	h->kinds[0] = outbox_job(h->app.outbox);
	h->kinds[1] = audit_job(&h->app);
	h->kinds[2] = leave_job(&h->app);
	h->kinds[3] = unused_job(&h->app);
	h->kinds[4] = address_end_job(&h->app);
	h->kinds[5] = export_job(&h->app);
	h->kinds[6] = notice_day_job(&h->app);
	h->kinds[7] = import_job(&h->app);
	h->kinds[8] = project_job(&h->app);
	h->kinds[9] = certificate_job(&h->app);
	h->kinds[10] = project_tell_job(&h->app);
	h->kinds[11] = project_tell_participant_job(&h->app);
	h->kinds[12] = participant_remind_job(&h->app);
	TRY(start_rounds(h));
	struct jobs_settings settings = {
		.db = h->app.db,
		.clock = h->app.clock,
		.random = h->app.random,
		.log = &h->log,
		.kinds = h->kinds,
		.threads = 2,
	};
	TRY(jobs_new(&settings, &h->app.jobs));
	arena_defer(h->arena, close_jobs, h->app.jobs);
	return jobs_start(h->app.jobs);
}

static void close_passwords(void *pool)
{
	password_pool_free(pool);
}

static void close_seen(void *seen)
{
	seen_free(seen);
}

static void close_lists(void *lists)
{
	issuer_lists_free(lists);
}

static err_t open_pools(struct house *h)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	struct password_settings settings = {
		.threads = cores < 4 ? 1 : (int)(cores < 32 ? cores : 32) / 2,
		.queue_most = PASSWORD_QUEUE,
	};
	TRY(password_pool_new(&settings, &h->app.passwords));
	arena_defer(h->arena, close_passwords, h->app.passwords);
	h->app.seen = seen_new();
	arena_defer(h->arena, close_seen, h->app.seen);
	h->app.issuer_lists = issuer_lists_new();
	arena_defer(h->arena, close_lists, h->app.issuer_lists);
	return NULL;
}

/* --- the server --- */

static void log_request(const struct request *req, const struct response *res)
{
	const struct web *web = req->server_user;
	request_log(web->app->log, req, res->status);
}

static err_t list_proxies(struct house *h, struct str proxies)
{
	size_t n = 0;
	while (proxies.len) {
		struct str proxy = str_cut(&proxies, ' ');
		if (!proxy.len)
			continue;
		if (n == PROXIES_MOST)
			return err_log(ERR_INVALID, "trusted_proxies: at most %d", PROXIES_MOST);
		h->proxies[n++] = str_z(h->arena, proxy);
	}
	return NULL;
}

static void close_server(void *user)
{
	struct house *h = user;
	err_t e = http_server_stop(h->server);
	if (!e)
		return;
	/* Threads still use what is about to end: leave at once, every commit is on disk. */
	log_err(&h->log, STR("stop"), e);
	_exit(err_kind(e->code)->exit_code);
}

static err_t open_server(struct house *h, const struct house_plan *plan)
{
	const struct settings *s = plan->settings;
	struct web *web = web_new(h->arena, &h->app);
	web->demo = plan->demo;
	web->mailbox = plan->mailbox;
	TRY(settings_check_url(s->public_url));
	TRY(list_proxies(h, s->trusted_proxies));
	h->http = (struct http_config){
		.public_url = str_z(h->arena, s->public_url),
		.listen = str_z(h->arena, s->listen_address),
		.port = (int)s->listen_port,
		.routes = plan->demo ? web_demo_routes : web_routes,
		.files = assets,
		.proxies = h->proxies,
		.user = web,
		.gate = visit_gate,
		.leave = visit_leave,
		.error = page_error,
		.finish = log_request,
		.log = &h->log,
		.threads = (int)s->threads,
		.workers = (int)s->workers,
		.get_on_workers = db_is_remote(h->app.db),
	};
	TRY(http_server_start(&h->http, &h->server));
	arena_defer(h->arena, close_server, h);
	return NULL;
}

/* --- all of it --- */

static enum log_level level_of(struct str name)
{
	static const char *const names[] = {"debug", "note", "warn", "fail"};
	int level = LOG_FAIL;
	while (level > LOG_DEBUG_ && !str_is(name, names[level]))
		level--;
	return (enum log_level)level;
}

err_t house_i18n(struct arena *a, const struct settings *s, struct i18n **ret_i18n)
{
	return i18n_new(a, i18n_catalogues, s->language, ret_i18n);
}

static err_t check_contacts(struct arena *a, const struct settings *s)
{
	struct str address;
	if (s->contact.len && !address_parse(a, s->contact, &address))
		return err_log(ERR_INVALID, "contact must be a mail address");
	if (!s->security_contact.len || address_parse(a, s->security_contact, &address) ||
		(str_starts(s->security_contact, STR("https://")) &&
			url_is_link(s->security_contact)))
		return NULL;
	return err_log(ERR_INVALID, "security_contact must be a mail address or https:// link");
}

/* The operator's own, else ours. */
static err_t read_official_list(struct house *h, const struct settings *s)
{
	struct official_list *list = arena_make(h->arena, struct official_list);
	struct str text = official_list_ours();
	if (s->official_list_file.len) {
		struct lines *file;
		TRY(lines_open(h->arena, str_z(h->arena, s->official_list_file), &file));
		TRY(lines_all(file, &text));
		text = str_dup(h->arena, text);
	}
	TRY(official_list_read(h->arena, text, list));
	h->app.official_list = list;
	return NULL;
}

static err_t open_app(struct house *h, const struct house_plan *plan)
{
	const struct settings *s = plan->settings;
	struct content *content;
	struct project_types *types;
	struct method_cards *cards;
	h->app = (struct app){
		.clock = &clock_system,
		.random = &random_system,
		.log = &h->log,
		.i18n = plan->i18n,
		.periods = &h->periods,
		.consent_age = s->consent_age,
		.share_places = s->share_places,
		.place_name = s->place_name,
		.public_url = s->public_url,
		.contact = s->contact,
		.security_contact = s->security_contact,
	};
	TRY(check_contacts(h->arena, s));
	settings_periods(s, &h->periods);
	TRY(content_new(h->arena, plan->content, plan->i18n, &content));
	h->app.content = content;
	TRY(project_types_new(h->arena, project_files, plan->i18n, &types));
	h->app.project_types = types;
	TRY(read_official_list(h, s));
	TRY(method_cards_new(h->arena, method_files[0].bytes, plan->i18n, &cards));
	h->app.method_cards = cards;
	h->app.countries = countries_new(h->arena);
	TRY(paper_new(h->arena, &h->app.paper));
	TRY(house_store(
		h->arena, s, house_content_place(h->arena, s), &content_schema, &h->app.db));
	TRY(open_vault(h, s));
	TRY(open_outbox(h, plan));
	TRY(open_pools(h));
	return open_jobs(h);
}

/* A copy that was restored may hold people who were erased since: before anybody is let in. */
static err_t keep_erased(struct house *h)
{
	int64_t count;
	TRY(erase_again(&h->app, &count));
	if (count)
		log_event(&h->log, LOG_WARN, "erased_again", LOG_I("people", count));
	return NULL;
}

/* The rule may be another one than when the program ran before. */
static err_t keep_consent(struct house *h)
{
	int64_t closed;
	TRY(consent_apply_rule(&h->app, &closed));
	if (closed)
		log_event(&h->log, LOG_NOTE, "consent_rule", LOG_I("people", closed));
	return NULL;
}

err_t house_open(struct arena *a, const struct house_plan *plan, struct house **ret_house)
{
	const struct settings *s = plan->settings;
	struct house *h = arena_make(a, struct house);
	h->arena = a;
	h->log = (struct log){STDERR_FILENO, &clock_system, level_of(s->log_level)};
	zone_set(str_z(a, s->time_zone));
	TRY(open_app(h, plan));
	TRY(keep_erased(h));
	TRY(keep_consent(h));
	if (plan->demo)
		TRY(demo_settle(plan->demo, &h->app));
	TRY(open_server(h, plan));
	*ret_house = h;
	return NULL;
}

const struct app *house_app(const struct house *h)
{
	return &h->app;
}

int house_port(const struct house *h)
{
	return http_server_port(h->server);
}

static sigset_t ending_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	return set;
}

void house_hold_signals(void)
{
	sigset_t set = ending_signals();
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* Once a second. What fails is logged and tried again when its time comes. */
static void keep_house(struct house *h)
{
	usec now = clock_monotonic();
	err_t e = seen_write(&h->app);
	if (now - h->cleared > CLEAR_EACH) {
		e = err_join(e, retention_clear(&h->app));
		e = err_join(e, audit_start(&h->app));
		h->cleared = now;
	}
	if (e)
		log_err(&h->log, STR("house"), e);
	err_free(e);
}

err_t house_run(struct house *h)
{
	sigset_t set = ending_signals();
	const struct timespec second = {.tv_sec = 1};
	while (sigtimedwait(&set, NULL, &second) < 0)
		keep_house(h);
	log_event(&h->log, LOG_NOTE, "stopping", LOG_I("pid", getpid()));
	return NULL;
}
