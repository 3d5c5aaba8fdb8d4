/*
 * Drives the mail room for tests/mail/smtp_test.py:
 *
 *	post send PORT SECURITY CA USER PASSWORD TO SUBJECT    one message, straight to the server
 *	post put FOLDER TO                                     a letter into the outbox
 *	post run FOLDER PORT CA USER PASSWORD AHEAD [die]      the jobs due AHEAD seconds from now
 *
 * "-" stands for nothing. With "die" the program is killed when the server has taken the message.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "crypto/master_key.h"
#include "db/keys.h"
#include "mail/outbox.h"
#include "mail/smtp.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char text[] = "Hallo Zo\u00eb,\n\n.een punt vooraan\nFrom het begin\n\n"
			   "\u0395\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac \U0001f418 = 100 %\n";

/* Long enough to be cut into lines: one paragraph of 3,000 characters. */
static struct str html(struct arena *a)
{
	struct buf b;
	buf_init(&b, a, 4096, 8192);
	buf_lit(&b, "<p>");
	for (int i = 0; i < 300; i++)
		buf_fmt(&b, "woord %03d ", i);
	buf_lit(&b, "\u20ac</p>\n");
	return buf_str(&b);
}

static const char *given(const char *arg)
{
	return strcmp(arg, "-") == 0 ? NULL : arg;
}

static int tell(err_t e)
{
	if (!e)
		puts("ok");
	else
		printf("%s %s\n", err_kind(e->code)->name, e->detail);
	err_free(e);
	return 0;
}

static err_t connect_to(const char *port, const char *security, const char *ca, const char *user,
	const char *password, struct smtp **ret_smtp)
{
	struct smtp_settings s = {.host = "localhost",
		.port = (int)strtol(port, NULL, 10),
		.security = strcmp(security, "plain") == 0 ? SMTP_PLAIN
			    : strcmp(security, "tls") == 0 ? SMTP_TLS
							   : SMTP_STARTTLS,
		.user = given(user),
		.password = given(password),
		.ca_file = given(ca),
		.helo = "leerpas.example.test",
		.timeout = 5 * USEC_SECOND};
	return smtp_new(&s, ret_smtp);
}

static err_t send_one(struct arena *a, char **arg)
{
	struct smtp *smtp;
	TRY(connect_to(arg[0], arg[1], arg[2], arg[3], arg[4], &smtp));
	struct mail_transport t = smtp_transport(smtp);
	struct mail_message m = {.id = STR("once@leerpas.example.test"),
		.date = 1795350665 * USEC_SECOND,
		.from = STR("no-reply@example.test"),
		.from_name = STR("Leerpas \u20ac"),
		.to = str_of(arg[5]),
		.reply_to = STR("mentor@example.test"),
		.unsubscribe = STR("https://example.test/off#x"),
		.lang = STR("nl"),
		.subject = str_of(arg[6]),
		.text = str_of(text),
		.html = html(a)};
	err_t e = t.send(t.ctx, &m);
	smtp_free(smtp);
	return e;
}

/* The house with one folder, as after each start. */
struct house {
	struct arena *arena;
	struct db *content, *keys;
	struct secret master;
	struct vault *vault;
	struct clock_manual clock;
	struct outbox *outbox;
};

struct key_call {
	struct arena *arena;
	struct public_id owner;
	struct str wrapped;
	/* of several: */
	struct public_id_list owners;
	struct bytes_list wrapped_all;
};

static err_t get_key(struct tx *tx, void *ctx)
{
	struct key_call *c = ctx;
	return data_key_get(tx, c->arena, c->owner, &c->wrapped);
}

static err_t load_key(void *ctx, struct arena *a, struct public_id owner, struct str *ret_wrapped)
{
	struct key_call c = {.arena = a, .owner = owner};
	TRY(db_read(ctx, get_key, &c));
	*ret_wrapped = c.wrapped;
	return c.wrapped.p ? NULL : err_log(ERR_NOT_FOUND, "no key");
}

static err_t put_key(struct tx *tx, void *ctx)
{
	struct key_call *c = ctx;
	tx_allow(tx);
	return data_key_add(tx, c->owners, c->wrapped_all, 1);
}

static err_t add_key(
	void *ctx, const struct public_id *owners, const struct str *wrapped, size_t len)
{
	return db_tx(ctx, put_key,
		&(struct key_call){.owners = {owners, len}, .wrapped_all = {wrapped, len}});
}

static char *path_of(struct house *h, const char *folder, const char *name)
{
	return str_z(h->arena, str_fmt(h->arena, "%s/%s", folder, name));
}

static err_t open_stores(struct house *h, const char *folder)
{
	struct db_config content = {path_of(h, folder, "content.db"), &content_schema, 0, 0};
	struct db_config keys = {path_of(h, folder, "keys.db"), &keys_schema, 0, 0};
	TRY(db_open(&content, &h->content));
	TRY(db_migrate(h->content, 1));
	TRY(db_open(&keys, &h->keys));
	return db_migrate(h->keys, 1);
}

static err_t open_vault(struct house *h, const char *folder)
{
	const char *path = path_of(h, folder, "master.key");
	err_t e = master_key_create(path, &random_system);
	bool is_new = !e;
	err_free(e);
	TRY(master_key_read(path, &h->master));
	struct vault_settings s = {.store = {load_key, add_key, NULL, h->keys},
		.master = &h->master,
		.clock = &clock_system,
		.random = &random_system};
	TRY(vault_new(&s, &h->vault));
	return is_new ? vault_add_owner(h->vault, VAULT_HOUSE) : NULL;
}

static err_t open_house(
	struct house *h, const char *folder, int64_t ahead, struct mail_transport transport)
{
	clock_manual_init(&h->clock, clock_now(&clock_system) + ahead * USEC_SECOND);
	TRY(open_stores(h, folder));
	TRY(open_vault(h, folder));
	return outbox_new(&(struct outbox_settings){.db = h->content,
				  .vault = h->vault,
				  .clock = &h->clock.clock,
				  .random = &random_system,
				  .transport = transport,
				  .from = STR("no-reply@example.test"),
				  .from_name = STR("Leerpas"),
				  .host = STR("leerpas.example.test")},
		&h->outbox);
}

static void close_house(struct house *h)
{
	outbox_free(h->outbox);
	vault_free(h->vault);
	db_close(h->keys);
	db_close(h->content);
}

static err_t put(struct tx *tx, void *ctx)
{
	struct row_id id;
	tx_allow(tx);
	return outbox_put(tx, ctx, &id);
}

static err_t put_letter(struct house *h, char **arg)
{
	struct outbox_sealed *sealed;
	TRY(open_house(h, arg[0], 0, (struct mail_transport){0}));
	struct letter_text letter = {STR("Een brief"), str_of(text), html(h->arena), STR("nl")};
	struct outbox_mail mail = {.to = str_of(arg[1]), .letter = &letter};
	TRY(outbox_seal(h->outbox, h->arena, &mail, &sealed));
	return db_tx(h->content, put, sealed);
}

static err_t send_and_die(void *ctx, const struct mail_message *m)
{
	struct mail_transport *t = ctx;
	err_t e = t->send(t->ctx, m);
	if (!e)
		raise(SIGKILL);
	return e;
}

static err_t run_jobs(struct house *h, char **arg)
{
	struct smtp *smtp;
	TRY(connect_to(arg[1], "starttls", arg[2], arg[3], arg[4], &smtp));
	struct mail_transport t = smtp_transport(smtp);
	struct mail_transport last = {send_and_die, &t};
	TRY(open_house(h, arg[0], strtol(arg[5], NULL, 10), arg[6] ? last : t));
	struct log log = {.fd = 2, .clock = &h->clock.clock};
	struct job_kind kinds[2] = {outbox_job(h->outbox)};
	struct jobs_settings s = {.db = h->content,
		.clock = &h->clock.clock,
		.random = &random_system,
		.log = &log,
		.kinds = kinds,
		.threads = 1};
	struct jobs *jobs;
	int count;
	TRY(jobs_new(&s, &jobs));
	err_t e = jobs_run_due(jobs, &count);
	if (!e)
		printf("%d ", count);
	jobs_free(jobs);
	smtp_free(smtp);
	return e;
}

int main(int argc, char **argv)
{
	struct house h = {.arena = arena_new()};
	int status = 64;
	if (argc == 9 && strcmp(argv[1], "send") == 0)
		status = tell(send_one(h.arena, argv + 2));
	if (argc == 4 && strcmp(argv[1], "put") == 0)
		status = tell(put_letter(&h, argv + 2));
	if (argc >= 8 && strcmp(argv[1], "run") == 0)
		status = tell(run_jobs(&h, argv + 2));
	close_house(&h);
	arena_free(h.arena);
	return status;
}
