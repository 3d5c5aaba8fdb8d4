#include "mail/smtp.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "crypto/secret.h"
#include "mail/header.h"

#include <curl/curl.h>
#include <string.h>

#define HEADER_MOST 4096

struct smtp {
	struct arena *arena;
	struct smtp_settings settings;
	const char *url;
};

static const char *copy(struct arena *a, const char *z)
{
	return z ? str_z(a, str_of(z)) : NULL;
}

static err_t check(const struct smtp_settings *s)
{
	if (!s->host || !*s->host || s->port < 1 || s->port > 65535)
		return err_log(ERR_INVALID, "mail: no host or port");
	if (s->user && s->security == SMTP_PLAIN)
		return err_log(ERR_INVALID, "mail: a user needs an encrypted connection");
	if (s->user && !s->password)
		return err_log(ERR_INVALID, "mail: a user needs a password");
	return NULL;
}

err_t smtp_new(const struct smtp_settings *settings, struct smtp **ret_smtp)
{
	TRY(check(settings));
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_log(ERR_INTERNAL, "libcurl does not start");
	struct smtp *s = mem_new(struct smtp);
	struct arena *a = s->arena = arena_new();
	s->settings = *settings;
	s->settings.user = copy(a, settings->user);
	s->settings.password = copy(a, settings->password);
	s->settings.ca_file = copy(a, settings->ca_file);
	secret_wipe_later(a, str_of(s->settings.password));
	s->url = str_fmt(a, "%s://%s:%d/%s", settings->security == SMTP_TLS ? "smtps" : "smtp",
		settings->host, settings->port, settings->helo ? settings->helo : "localhost")
			 .p;
	*ret_smtp = s;
	return NULL;
}

void smtp_free(struct smtp *s)
{
	if (!s)
		return;
	arena_free(s->arena);
	mem_free(s);
	curl_global_cleanup();
}

/* One delivery. */
struct delivery {
	struct arena *arena;
	const struct mail_message *message;
	CURL *curl;
	curl_mime *mime;
	struct curl_slist *headers, *recipients;
	bool named_recipient; /* RCPT was said: what is refused now is refused for the message */
	bool failed;          /* libcurl was out of memory */
};

static void add_to(struct delivery *d, struct curl_slist **list, struct str line)
{
	struct curl_slist *longer = curl_slist_append(*list, str_z(d->arena, line));
	if (longer)
		*list = longer;
	else
		d->failed = true;
}

/* An empty field "Name: " to write the value behind. */
static struct buf field(struct delivery *d, const char *name)
{
	struct buf b;
	buf_init(&b, d->arena, 128, HEADER_MOST);
	buf_fmt(&b, "%s: ", name);
	return b;
}

static err_t add_field(struct delivery *d, const struct buf *b)
{
	TRY(buf_err(b));
	add_to(d, &d->headers, buf_str(b));
	return NULL;
}

static err_t add_text(struct delivery *d, const char *name, struct str text)
{
	struct buf b = field(d, name);
	header_text(&b, text);
	return add_field(d, &b);
}

static err_t add_mailbox(
	struct delivery *d, const char *name, struct str display, struct str address)
{
	struct buf b = field(d, name);
	header_mailbox(&b, display, address);
	return add_field(d, &b);
}

static err_t add_angled(struct delivery *d, const char *name, struct str what)
{
	struct buf b = field(d, name);
	buf_fmt(&b, "<%.*s>", STR_ARG(what));
	return add_field(d, &b);
}

static err_t add_headers(struct delivery *d)
{
	const struct mail_message *m = d->message;
	struct buf date = field(d, "Date");
	header_date(&date, m->date);
	TRY(add_field(d, &date));
	TRY(add_mailbox(d, "From", m->from_name, m->from));
	TRY(add_mailbox(d, "To", STR_NONE, m->to));
	if (m->reply_to.len)
		TRY(add_mailbox(d, "Reply-To", STR_NONE, m->reply_to));
	TRY(add_text(d, "Subject", m->subject));
	TRY(add_angled(d, "Message-ID", m->id));
	TRY(add_text(d, "Content-Language", m->lang));
	TRY(add_text(d, "Auto-Submitted", STR("auto-generated")));
	if (m->unsubscribe.len)
		TRY(add_angled(d, "List-Unsubscribe", m->unsubscribe));
	return add_text(d, "Content-Type", STR("multipart/alternative"));
}

/* With CRLF line ends, as a text part wants them. */
static struct str network_lines(struct arena *a, struct str text)
{
	struct buf b;
	buf_init(&b, a, text.len + text.len / 16 + 16, 2 * text.len + 16);
	while (text.len) {
		struct str line = str_cut(&text, '\n');
		buf_put(&b, str_ends(line, STR("\r")) ? str_sub(line, 0, line.len - 1) : line);
		buf_lit(&b, "\r\n");
	}
	return buf_str(&b);
}

static void add_part(struct delivery *d, const char *type, struct str text)
{
	struct str lines = network_lines(d->arena, text);
	curl_mimepart *part = curl_mime_addpart(d->mime);
	if (!part || curl_mime_type(part, type) != CURLE_OK ||
		curl_mime_encoder(part, "quoted-printable") != CURLE_OK ||
		curl_mime_data(part, lines.p, lines.len) != CURLE_OK)
		d->failed = true;
}

/* Notes how far the conversation came; libcurl shows us each line that it says. */
static int overhear(CURL *curl, curl_infotype type, char *data, size_t size, void *ctx)
{
	struct delivery *d = ctx;
	(void)curl;
	if (type == CURLINFO_HEADER_OUT && str_starts((struct str){data, size}, STR("RCPT ")))
		d->named_recipient = true;
	return 0;
}

/* Returns false when an option was refused. */
static bool set_up_connection(struct delivery *d, const struct smtp *s)
{
	const struct smtp_settings *t = &s->settings;
	CURL *c = d->curl;
	usec timeout = t->timeout ? t->timeout : USEC_MINUTE;
	bool ok = curl_easy_setopt(c, CURLOPT_URL, s->url) == CURLE_OK &&
		  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps") == CURLE_OK &&
		  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
		  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)(timeout / USEC_MS)) == CURLE_OK &&
		  curl_easy_setopt(c, CURLOPT_PROXY, "") == CURLE_OK &&
		  curl_easy_setopt(c, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
		  curl_easy_setopt(c, CURLOPT_USE_SSL,
			  t->security == SMTP_PLAIN ? CURLUSESSL_NONE : CURLUSESSL_ALL) == CURLE_OK;
	if (ok && t->ca_file)
		ok = curl_easy_setopt(c, CURLOPT_CAINFO, t->ca_file) == CURLE_OK;
	if (ok && t->user)
		ok = curl_easy_setopt(c, CURLOPT_USERNAME, t->user) == CURLE_OK &&
		     curl_easy_setopt(c, CURLOPT_PASSWORD, t->password) == CURLE_OK;
	return ok;
}

static bool set_up_message(struct delivery *d)
{
	CURL *c = d->curl;
	struct str from = str_fmt(d->arena, "<%.*s>", STR_ARG(d->message->from));
	add_to(d, &d->recipients, str_fmt(d->arena, "<%.*s>", STR_ARG(d->message->to)));
	add_part(d, "text/plain; charset=utf-8", d->message->text);
	add_part(d, "text/html; charset=utf-8", d->message->html);
	return !d->failed && curl_easy_setopt(c, CURLOPT_MAIL_FROM, from.p) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_MAIL_RCPT, d->recipients) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_HTTPHEADER, d->headers) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_MIMEPOST, d->mime) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, overhear) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_DEBUGDATA, d) == CURLE_OK &&
	       curl_easy_setopt(c, CURLOPT_VERBOSE, 1L) == CURLE_OK;
}

static err_t perform(struct delivery *d)
{
	CURLcode result = curl_easy_perform(d->curl);
	long reply = 0;
	if (result == CURLE_OK)
		return NULL;
	curl_easy_getinfo(d->curl, CURLINFO_RESPONSE_CODE, &reply);
	bool for_good = d->named_recipient && reply >= 500 && reply < 600;
	return err_log(for_good ? ERR_INVALID : ERR_UNAVAILABLE, "mail server: %s (reply %ld)",
		curl_easy_strerror(result), reply);
}

static err_t deliver(struct delivery *d, const struct smtp *s)
{
	TRY(add_headers(d));
	d->curl = curl_easy_init();
	d->mime = d->curl ? curl_mime_init(d->curl) : NULL;
	if (!d->mime || !set_up_connection(d, s) || !set_up_message(d))
		return err_log(ERR_INTERNAL, "libcurl refuses a message");
	return perform(d);
}

static err_t send_message(void *ctx, const struct mail_message *m)
{
	struct delivery d = {.arena = arena_new(), .message = m};
	err_t e = deliver(&d, ctx);
	curl_mime_free(d.mime);
	curl_easy_cleanup(d.curl);
	curl_slist_free_all(d.headers);
	curl_slist_free_all(d.recipients);
	arena_free(d.arena);
	return e;
}

struct mail_transport smtp_transport(struct smtp *s)
{
	return (struct mail_transport){send_message, s};
}
