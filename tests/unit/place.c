#include "unit/place.h"

#include "app/address_end.h"
#include "app/certificate.h"
#include "app/content.h"
#include "app/export.h"
#include "app/import.h"
#include "app/leave.h"
#include "app/method_card.h"
#include "app/notice_choice.h"
#include "app/official_list.h"
#include "app/organisation.h"
#include "app/project_end.h"
#include "app/participant_remind.h"
#include "app/project_keep.h"
#include "app/project_tell.h"
#include "app/project_type.h"
#include "app/issuer_lists.h"
#include "app/seen.h"
#include "app/share.h"
#include "app/unused.h"
#include "codec/input.h"
#include "crypto/code.h"
#include "crypto/password.h"
#include "db/engine.h"
#include "crypto/totp.h"
#include "i18n/country.h"
#include "i18n/i18n.h"
#include "mail/outbox.h"
#include "paper/paper.h"
#include "unit/location.h"
#include "unit/unit.h"

#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <unistd.h>

static err_t keep_letter(void *ctx, const struct mail_message *m)
{
	struct place *p = ctx;
	struct place_letter letter = {str_dup(p->arena, m->to), str_dup(p->arena, m->subject),
		str_dup(p->arena, m->text)};
	vec_push(p->arena, &p->letters, letter);
	return p->also.send ? p->also.send(p->also.ctx, m) : NULL;
}

static err_t open_mail(struct place *p)
{
	struct outbox_settings outbox = {
		.db = p->app.db,
		.vault = p->app.vault,
		.clock = p->app.clock,
		.random = p->app.random,
		.transport = {keep_letter, p},
		.from = STR("no-reply@example.test"),
		.from_name = p->app.place_name,
		.host = STR("leerpas.example.test"),
	};
	struct jobs_settings jobs = {
		.db = p->app.db,
		.clock = p->app.clock,
		.random = p->app.random,
		.log = &p->log,
		.kinds = p->kinds,
		.threads = 1,
	};
	TRY(outbox_new(&outbox, &p->app.outbox));
	p->kinds[0] = outbox_job(p->app.outbox);
	p->kinds[1] = leave_job(&p->app);
	p->kinds[2] = unused_job(&p->app);
	p->kinds[3] = address_end_job(&p->app);
	p->kinds[4] = export_job(&p->app);
	p->kinds[5] = notice_day_job(&p->app);
	p->kinds[6] = import_job(&p->app);
	p->kinds[7] = project_job(&p->app);
	p->kinds[8] = certificate_job(&p->app);
	p->kinds[9] = project_tell_job(&p->app);
	p->kinds[10] = project_tell_participant_job(&p->app);
	p->kinds[11] = participant_remind_job(&p->app);
	return jobs_new(&jobs, &p->app.jobs);
}

static err_t open_vault(struct place *p)
{
	p->keys = (struct keystore_db){p->store.keys, p->app.clock};
	struct vault_settings settings = {
		.store = keystore_on(&p->keys),
		.master = &p->store.master,
		.clock = p->app.clock,
		.random = p->app.random,
	};
	return vault_new(&settings, &p->app.vault);
}

/* Nothing changes them, and reading them takes longer than most tests. */
static err_t read_texts(struct app *app)
{
	static struct arena *arena;
	static struct i18n *i18n;
	static struct content *content;
	static struct project_types *types;
	static struct official_list list;
	static struct method_cards *cards;
	static const struct countries *countries;
	static struct paper *paper;
	if (!arena) {
		arena = arena_new();
		TRY(i18n_new(arena, i18n_catalogues, STR("nl"), &i18n));
		TRY(content_new(arena, content_files, i18n, &content));
		TRY(project_types_new(arena, project_files, i18n, &types));
		TRY(official_list_read(arena, official_list_ours(), &list));
		TRY(method_cards_new(arena, method_files[0].bytes, i18n, &cards));
		countries = countries_new(arena);
		TRY(paper_new(arena, &paper));
	}
	app->i18n = i18n;
	app->content = content;
	app->project_types = types;
	app->official_list = &list;
	app->method_cards = cards;
	app->countries = countries;
	app->paper = paper;
	return NULL;
}

static err_t open_rest(struct place *p)
{
	const struct password_settings passwords = {.threads = 2, .queue_most = 16, .kib = 256};
	TRY(read_texts(&p->app));
	p->app.seen = seen_new();
	p->app.issuer_lists = issuer_lists_new();
	TRY(open_vault(p));
	TRY(open_mail(p));
	return password_pool_new(&passwords, &p->app.passwords);
}

bool place_open(struct place *p)
{
	*p = (struct place){0};
	if (!store_open(&p->store))
		return false;
	p->arena = p->store.arena;
	clock_manual_init(&p->clock, PLACE_START);
	char *log = str_z(p->arena, str_fmt(p->arena, "%s/log", p->store.folder));
	int fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	p->log = (struct log){fd, &p->clock.clock, LOG_DEBUG_};
	p->app = (struct app){
		.db = p->store.content,
		.keys = p->store.keys,
		.clock = &p->clock.clock,
		.random = &random_system,
		.log = &p->log,
		.periods = &p->periods,
		.share_places = SHARE_PLACES,
		.place_name = STR("De Regenboog"),
		.public_url = STR("https://leerpas.example.test"),
	};
	retention_defaults(&p->periods);
	return CHECK_OK(open_rest(p));
}

void place_close(struct place *p)
{
	password_pool_free(p->app.passwords);
	jobs_free(p->app.jobs);
	outbox_free(p->app.outbox);
	vault_free(p->app.vault);
	seen_free(p->app.seen);
	issuer_lists_free(p->app.issuer_lists);
	if (p->log.fd >= 0)
		close(p->log.fd);
	store_close(&p->store);
}

static err_t is_away(struct db *db, db_fn fn, void *ctx)
{
	(void)db, (void)fn, (void)ctx;
	return err_log(ERR_UNAVAILABLE, "the store is away");
}

void place_lose_store(struct place *p)
{
	static const struct db_engine engine = {.tx = is_away, .read = is_away};
	struct db *away = arena_make(p->arena, struct db);
	away->engine = &engine;
	p->app.db = away;
}

void place_pass(struct place *p, usec time)
{
	p->clock.at += time;
}

struct place_letter place_mail(struct place *p)
{
	int count;
	CHECK_OK(jobs_run_due(p->app.jobs, &count));
	return p->letters.len ? p->letters.at[p->letters.len - 1] : (struct place_letter){0};
}

size_t place_letters(struct place *p)
{
	place_mail(p);
	return p->letters.len;
}

/* The first line that is one. */
static struct str code_line(
	const struct place_letter *letter, bool (*parse)(struct str typed, struct code *ret))
{
	struct str rest = letter->text;
	struct code code;
	while (rest.len) {
		struct str line = str_trim(str_cut(&rest, '\n'));
		if (line.len && parse(line, &code))
			return line;
	}
	return STR_NONE;
}

struct str place_code(const struct place_letter *letter)
{
	return code_line(letter, code_short_parse);
}

struct str place_long_code(const struct place_letter *letter)
{
	return code_line(letter, code_long_parse);
}

struct visitor place_visitor(const char *block)
{
	return (struct visitor){.browser = token_new(&random_system),
		.known = token_new(&random_system),
		.block = str_of(block)};
}

static err_t begin_membership(struct tx *tx, void *ctx)
{
	TRY(access_keep_house(tx));
	return membership_begin(tx, ctx);
}

struct public_id place_member(
	struct place *p, const struct actor *who, struct row_id organisation, enum role role)
{
	struct membership_new m = {
		public_id_new(&random_system), who->person, organisation, role, 1, NULL};
	CHECK_OK(db_tx(p->app.db, begin_membership, &m));
	return m.public;
}

struct newcomer {
	struct actor actor;
	struct str name, mail;
	usec now;
};

static err_t add_person(struct tx *tx, void *ctx)
{
	struct newcomer *n = ctx;
	tx_allow(tx);
	TRY(person_add(tx, n->actor.public, n->name, STR("nl"), n->now, &n->actor.person));
	return address_add(tx, n->mail, n->mail, n->actor.person, n->now);
}

struct actor place_person(struct place *p, const char *name, const char *mail)
{
	struct newcomer n = {.actor.public = public_id_new(&random_system),
		.name = str_of(name),
		.mail = str_of(mail),
		.now = clock_now(p->app.clock)};
	CHECK_OK(vault_add_owner(p->app.vault, n.actor.public));
	CHECK_OK(db_tx(p->app.db, add_person, &n));
	return n.actor;
}

struct actor place_staff(struct place *p, const char *name, const char *mail,
	const char *organisation, enum role role, struct row_id *ret_organisation)
{
	struct actor who = place_person(p, name, mail);
	CHECK_OK(organisation_make(&p->app, p->arena, str_of(organisation), ret_organisation));
	place_member(p, &who, *ret_organisation, role);
	return who;
}

struct setting_password {
	struct row_id person;
	struct str hash;
};

static err_t put_password(struct tx *tx, void *ctx)
{
	const struct setting_password *s = ctx;
	tx_allow(tx);
	return password_set(tx, s->person, s->hash, 1);
}

void place_password(struct place *p, const struct actor *who, struct str hash)
{
	struct setting_password s = {who->person, hash};
	CHECK_OK(db_tx(p->app.db, put_password, &s));
}

struct str place_png(void)
{
	return STR(
		"\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000\000\001"
		"\000\000\000\001\010\002\000\000\000\220\167\123\336\000\000\000\014\111\104\101"
		"\124\170\234\143\370\337\240\000\000\004\041\001\240\115\277\062\220\000\000\000"
		"\000\111\105\116\104\256\102\140\202");
}

struct beginning {
	struct session_new session;
	struct row_id person;
};

static err_t begin_session(struct tx *tx, void *ctx)
{
	const struct beginning *b = ctx;
	tx_allow(tx);
	return session_begin(tx, &b->session, b->person);
}

struct token place_session(struct place *p, const struct actor *person)
{
	struct beginning b = {.person = person->person};
	struct visitor visitor = place_visitor("block");
	CHECK_OK(session_new(&p->app, &visitor, &b.session));
	CHECK_OK(db_tx(p->app.db, begin_session, &b));
	return b.session.token;
}

struct str place_cheap_hash(struct arena *a, struct str password)
{
	char hash[crypto_pwhash_STRBYTES];
	CHECK(crypto_pwhash_str(hash, password.p, password.len, crypto_pwhash_OPSLIMIT_MIN,
		      crypto_pwhash_MEMLIMIT_MIN) == 0);
	return str_dup(a, str_of(hash));
}

struct str place_sql_text(struct place *p, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	struct str text = STR_NONE;
	if (CHECK(sqlite3_open(p->store.content_place, &db) == SQLITE_OK) &&
		CHECK(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK) &&
		CHECK(sqlite3_step(statement) == SQLITE_ROW))
		text = str_dup(p->arena, str_of((const char *)sqlite3_column_text(statement, 0)));
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return text;
}

static int64_t run_sql(const char *place, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	int64_t n = -1;
	if (location_is_remote())
		return location_number(place, sql);
	if (CHECK(sqlite3_open(place, &db) == SQLITE_OK) &&
		CHECK(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK)) {
		sqlite3_busy_timeout(db, 60000);
		n = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	}
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return n;
}

int64_t place_sql(struct place *p, const char *sql)
{
	return run_sql(p->store.content_place, sql);
}

int64_t place_keys_sql(struct place *p, const char *sql)
{
	return run_sql(p->store.keys_place, sql);
}

int64_t place_keys(struct place *p)
{
	return place_keys_sql(p, "SELECT count(*) FROM data_key");
}

static struct secret base32_parse(struct str text)
{
	struct secret key = {0};
	unsigned bits = 0, held = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.p[i] == ' ')
			continue;
		held = held << 5 |
		       (unsigned)(text.p[i] >= 'A' ? text.p[i] - 'A' : text.p[i] - '2' + 26);
		bits += 5;
		if (bits >= 8)
			key.bytes[key.len++] = (uint8_t)(held >> (bits -= 8));
	}
	return key;
}

struct str place_app_code(struct place *p, struct str secret)
{
	SECRET key = base32_parse(secret);
	struct code code = totp_code(&key, p->clock.at / TOTP_STEP);
	return code_print(p->arena, &code);
}

struct str place_factor(struct place *p, const struct actor *person, struct factor_codes *ret_codes)
{
	struct factor_offered offered = {0};
	struct token session = place_session(p, person);
	CHECK_OK(factor_offer(&p->app, p->arena, person));
	CHECK_OK(factor_offered(&p->app, p->arena, person, STR("QR"), &offered));
	CHECK_OK(factor_keep(
		&p->app, p->arena, person, &session, place_app_code(p, offered.secret), ret_codes));
	place_pass(p, TOTP_STEP);
	return offered.secret;
}
