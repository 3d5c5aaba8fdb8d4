#include "mail/outbox.h"

#include "base/mem.h"
#include "codec/address.h"
#include "codec/url.h"
#include "mail/body.h"
#include "mail/budget.h"

#define KIND "mail.deliver"
#define LEASE (3 * USEC_MINUTE) /* longer than a delivery may take */
#define KEEP_TRYING (5 * USEC_DAY)
#define HOURLY_MOST 2000

static const usec delays[] = {10 * USEC_SECOND, 30 * USEC_SECOND, 2 * USEC_MINUTE, 10 * USEC_MINUTE,
	30 * USEC_MINUTE, USEC_HOUR, 2 * USEC_HOUR, 4 * USEC_HOUR, 8 * USEC_HOUR, 12 * USEC_HOUR,
	USEC_DAY, USEC_DAY, USEC_DAY, 0};

struct outbox {
	struct arena *arena;
	struct outbox_settings settings;
};

struct outbox_sealed {
	struct public_id code;
	struct digest recipient;
	struct str body;
	usec created, expires;
};

err_t outbox_new(const struct outbox_settings *settings, struct outbox **ret_outbox)
{
	struct arena *a = arena_new();
	struct outbox_settings s = *settings;
	if (!address_parse(a, settings->from, &s.from) || !settings->host.len) {
		arena_free(a);
		return err_log(ERR_INVALID, "mail: no sender or no host");
	}
	s.from = str_dup(a, s.from);
	s.hourly_most = s.hourly_most ? s.hourly_most : HOURLY_MOST;
	s.from_name = str_dup(a, settings->from_name);
	s.host = str_dup(a, settings->host);
	struct outbox *o = mem_new(struct outbox);
	*o = (struct outbox){a, s};
	*ret_outbox = o;
	return NULL;
}

void outbox_free(struct outbox *o)
{
	if (!o)
		return;
	arena_free(o->arena);
	mem_free(o);
}

err_t outbox_recipient(struct outbox *o, struct str address, struct digest *ret_recipient)
{
	SECRET key;
	TRY(vault_derive(o->settings.vault, VAULT_HOUSE, "mail recipient", &key));
	struct arena *a = arena_new();
	*ret_recipient = hash_hmac(&key, str_lower(a, address));
	arena_free(a);
	return NULL;
}

static bool is_angled_link(struct str link)
{
	return str_starts(link, STR("https://")) && url_is_link(link) &&
	       str_find(link, '>') == link.len && str_find(link, '<') == link.len;
}

/* The mail with its addresses as parsed. */
static err_t check(struct arena *a, const struct outbox_mail *mail, struct outbox_mail *ret_mail)
{
	struct outbox_mail m = *mail;
	if (!address_parse(a, mail->to, &m.to))
		return err_log(ERR_INVALID, "mail to what is no address");
	if (mail->reply_to.len && !address_parse(a, mail->reply_to, &m.reply_to))
		return err_log(ERR_INVALID, "replies to what is no address");
	if (mail->unsubscribe.len && !is_angled_link(mail->unsubscribe))
		return err_log(ERR_INVALID, "unsubscribing by what is no link");
	*ret_mail = m;
	return NULL;
}

static struct vault_place place_of(struct arena *a, struct public_id code)
{
	return (struct vault_place){VAULT_HOUSE, "mail", public_id_print(a, code), "body"};
}

err_t outbox_seal(struct outbox *o, struct arena *a, const struct outbox_mail *mail,
	struct outbox_sealed **ret_sealed)
{
	struct outbox_mail m;
	TRY(check(a, mail, &m));
	struct outbox_sealed *s = arena_make(a, struct outbox_sealed);
	s->code = public_id_new(o->settings.random);
	s->created = clock_now(o->settings.clock);
	s->expires = mail->expires ? mail->expires : s->created + KEEP_TRYING;
	TRY(outbox_recipient(o, m.to, &s->recipient));
	struct vault_place place = place_of(a, s->code);
	TRY(vault_seal(o->settings.vault, a, &place, mail_body_write(a, &m), &s->body));
	*ret_sealed = s;
	return NULL;
}

err_t outbox_put(struct tx *tx, const struct outbox_sealed *sealed, struct row_id *ret_mail)
{
	struct row_id id;
	TRY(mail_add(tx, sealed->code, hash_str(&sealed->recipient), sealed->body, sealed->created,
		sealed->expires, &id));
	struct job_order order = {.kind = KIND, .subject = id.n, .run_at = sealed->created};
	TRY(job_order(tx, &order, sealed->created));
	*ret_mail = id;
	return NULL;
}

err_t outbox_last(struct outbox *o, struct tx *tx, struct arena *a, const struct digest *recipient,
	struct mail_end_row **ret_end)
{
	struct mail_end_row *end;
	TRY(mail_last(tx, a, hash_str(recipient), &end));
	bool is_old = end && end->ended < clock_now(o->settings.clock) - OUTBOX_REMEMBER;
	*ret_end = is_old ? NULL : end;
	return NULL;
}

struct way {
	const struct outbox *outbox;
	struct arena *arena;
	struct row_id id;
	struct mail_row *row;
	const char *end; /* the state that it ends in */
	usec now;
	bool urgent;
};

static err_t read_row(struct tx *tx, void *ctx)
{
	struct way *w = ctx;
	return mail_get(tx, w->arena, w->id, &w->row);
}

static err_t end(struct tx *tx, void *ctx)
{
	const struct way *w = ctx;
	int64_t count;
	tx_allow(tx);
	return mail_end(tx, w->id, str_of(w->end), w->now, &count);
}

static err_t clear(struct tx *tx, void *ctx)
{
	const usec *now = ctx;
	int64_t count;
	tx_allow(tx);
	TRY(mail_lapse(tx, *now - USEC_DAY, *now, &count));
	return mail_forget(tx, *now - OUTBOX_REMEMBER, &count);
}

err_t outbox_clear(struct outbox *o)
{
	usec now = clock_now(o->settings.clock);
	return db_tx(o->settings.db, clear, &now);
}

/* A mail that must wait is tried again as one that nobody took. */
static err_t pay(struct tx *tx, void *ctx)
{
	const struct way *w = ctx;
	int64_t most = w->outbox->settings.hourly_most;
	tx_allow(tx);
	return w->urgent ? budget_take_urgent(tx, w->arena, most, w->now)
			 : budget_take(tx, w->arena, most, w->now);
}

static err_t send(struct way *w)
{
	const struct outbox_settings *s = &w->outbox->settings;
	struct vault_place place = place_of(w->arena, w->row->code);
	struct str body;
	struct mail_message m;
	TRY(vault_open(s->vault, w->arena, &place, w->row->body, &body));
	TRY(mail_body_read(w->arena, body, &m));
	w->now = clock_now(s->clock);
	w->urgent = m.urgent;
	TRY(db_tx(s->db, pay, w));
	m.id = str_fmt(w->arena, "%.*s@%.*s", STR_ARG(place.row), STR_ARG(s->host));
	m.date = w->row->created;
	m.from = s->from;
	m.from_name = s->from_name;
	return s->transport.send(s->transport.ctx, &m);
}

/* The state in which the way of a mail ends, or NULL when it goes on. */
static const char *end_of(const struct err *e, bool is_last)
{
	if (!e)
		return "sent";
	if (e->code == ERR_INVALID)
		return "refused";
	return is_last ? "undelivered" : NULL;
}

static err_t deliver(void *ctx, const struct job *job)
{
	struct way w = {.outbox = ctx, .arena = job->arena, .id = {job->subject}};
	const struct outbox_settings *s = &w.outbox->settings;
	TRY(db_read(s->db, read_row, &w));
	if (!w.row || !w.row->body.p)
		return NULL;
	err_t e = NULL;
	w.end = "expired";
	if (clock_now(s->clock) < w.row->expires) {
		e = send(&w);
		w.end = end_of(e, job->is_last);
	}
	w.now = clock_now(s->clock);
	return w.end ? err_join(e, db_tx(s->db, end, &w)) : e;
}

struct job_kind outbox_job(struct outbox *o)
{
	return (struct job_kind){KIND, deliver, o, LEASE, delays};
}
