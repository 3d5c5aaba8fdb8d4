#include "mail/outbox.h"

#include "mail/mailbox.h"
#include "unit/location.h"
#include "unit/store.h"
#include "unit/unit.h"

#include <string.h>

/* A post office that does what the test says and remembers the last message. */
struct world {
	struct store store;
	struct clock_manual clock;
	struct log log;
	struct outbox *outbox;
	struct job_kind kinds[2];
	struct jobs *jobs;
	enum err_code fails;
	int sent;
	int64_t hourly_most;
	struct mail_message last;
};

static err_t post(void *ctx, const struct mail_message *m)
{
	struct world *w = ctx;
	struct arena *a = w->store.arena;
	w->sent++;
	w->last = *m;
	w->last.id = str_dup(a, m->id);
	w->last.to = str_dup(a, m->to);
	w->last.from = str_dup(a, m->from);
	w->last.subject = str_dup(a, m->subject);
	w->last.text = str_dup(a, m->text);
	w->last.html = str_dup(a, m->html);
	w->last.reply_to = str_dup(a, m->reply_to);
	w->last.unsubscribe = str_dup(a, m->unsubscribe);
	return w->fails ? err_log(w->fails, "as told") : NULL;
}

static bool start(struct world *w, struct mail_transport transport)
{
	struct outbox_settings o = {.db = w->store.content,
		.vault = w->store.vault,
		.clock = &w->clock.clock,
		.random = &random_system,
		.transport = transport,
		.hourly_most = w->hourly_most,
		.from = STR("no-reply@example.test"),
		.from_name = STR("Leerpas"),
		.host = STR("leerpas.example.test")};
	struct jobs_settings j = {.db = w->store.content,
		.clock = &w->clock.clock,
		.random = &random_system,
		.log = &w->log,
		.kinds = w->kinds,
		.threads = 1};
	if (!CHECK_OK(outbox_new(&o, &w->outbox)))
		return false;
	w->kinds[0] = outbox_job(w->outbox);
	return CHECK_OK(jobs_new(&j, &w->jobs));
}

static bool set_up(struct world *w)
{
	*w = (struct world){.log = {.fd = -1}};
	clock_manual_init(&w->clock, 20000 * USEC_DAY);
	w->log.clock = &w->clock.clock;
	return store_open(&w->store) && start(w, (struct mail_transport){post, w});
}

static void stop(struct world *w)
{
	jobs_free(w->jobs);
	outbox_free(w->outbox);
}

static void tear_down(struct world *w)
{
	stop(w);
	store_close(&w->store);
}

static const struct letter_text secret_letter = {.subject = STR("Kalim\u00e9ra"),
	.text = STR("een zin die niemand anders leest\n"),
	.html = STR("<p>een zin die niemand anders leest</p>"),
	.lang = STR("nl")};

struct put {
	const struct outbox_sealed *sealed;
	struct row_id id;
};

static err_t put(struct tx *tx, void *ctx)
{
	struct put *p = ctx;
	tx_allow(tx);
	return outbox_put(tx, p->sealed, &p->id);
}

static struct row_id put_mail(struct world *w, const struct outbox_mail *m)
{
	struct outbox_sealed *sealed;
	struct put p = {0};
	if (CHECK_OK(outbox_seal(w->outbox, w->store.arena, m, &sealed))) {
		p.sealed = sealed;
		CHECK_OK(db_tx(w->store.content, put, &p));
	}
	return p.id;
}

static struct row_id write_mail(struct world *w, usec expires)
{
	return put_mail(w, &(struct outbox_mail){.to = STR("Eva.Jansen@EXAMPLE.test"),
				   .letter = &secret_letter,
				   .reply_to = STR("mentor@example.test"),
				   .unsubscribe = STR("https://example.test/off#x"),
				   .expires = expires});
}

static int due(struct world *w)
{
	int count = -1;
	CHECK_OK(jobs_run_due(w->jobs, &count));
	return count;
}

struct look {
	struct world *world;
	struct row_id id;
	struct mail_row *row;
	struct digest recipient;
	struct mail_end_row *end;
};

static err_t look(struct tx *tx, void *ctx)
{
	struct look *l = ctx;
	struct arena *a = l->world->store.arena;
	TRY(mail_get(tx, a, l->id, &l->row));
	return outbox_last(l->world->outbox, tx, a, &l->recipient, &l->end);
}

static struct look look_at(struct world *w, struct row_id id)
{
	struct look l = {.world = w, .id = id};
	CHECK_OK(outbox_recipient(w->outbox, STR("eva.jansen@example.test"), &l.recipient));
	CHECK_OK(db_read(w->store.content, look, &l));
	return l;
}

static void check_end(struct world *w, struct row_id id, const char *state)
{
	struct look l = look_at(w, id);
	REQUIRE(l.row && l.end);
	CHECK_STR(l.row->state, state);
	CHECK(!l.row->body.p);
	CHECK_STR(l.end->state, state);
}

TEST(outbox_delivers_what_was_written_and_wipes_it)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct row_id id = write_mail(&w, 0);
	struct look before = look_at(&w, id);
	REQUIRE(before.row);
	CHECK_STR(before.row->state, "waiting");
	CHECK(!before.end);
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.sent, 1);
	CHECK_STR(w.last.to, "Eva.Jansen@example.test");
	CHECK_STR(w.last.from, "no-reply@example.test");
	CHECK_STR(w.last.subject, "Kalim\u00e9ra");
	CHECK(str_eq(w.last.text, secret_letter.text));
	CHECK(str_eq(w.last.html, secret_letter.html));
	CHECK_STR(w.last.reply_to, "mentor@example.test");
	CHECK_STR(w.last.unsubscribe, "https://example.test/off#x");
	CHECK(str_ends(w.last.id, STR("@leerpas.example.test")));
	CHECK_INT(w.last.date, w.clock.at);
	check_end(&w, id, "sent");
	CHECK_INT(due(&w), 0);
	tear_down(&w);
}

TEST(outbox_holds_nothing_in_clear)
{
	struct world w;
	REQUIRE(set_up(&w));
	write_mail(&w, 0);
	CHECK(!store_holds(&w.store, STR("een zin")));
	CHECK(!store_holds(&w.store, STR("Jansen")));
	CHECK(!store_holds(&w.store, STR("jansen")));
	CHECK(!store_holds(&w.store, STR("mentor@")));
	CHECK(store_holds(&w.store, STR("mail.deliver"))); /* the search does find things */
	CHECK_INT(due(&w), 1);
	CHECK(!store_holds(&w.store, STR("een zin")));
	tear_down(&w);
}

TEST(outbox_tries_again_with_the_same_message_id)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct row_id id = write_mail(&w, 0);
	w.fails = ERR_UNAVAILABLE;
	CHECK_INT(due(&w), 1);
	struct str first = w.last.id;
	usec date = w.last.date;
	struct look waiting = look_at(&w, id);
	CHECK_STR(waiting.row->state, "waiting");
	w.fails = 0;
	w.clock.at += USEC_MINUTE;
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.sent, 2);
	CHECK(str_eq(w.last.id, first));
	CHECK_INT(w.last.date, date);
	check_end(&w, id, "sent");
	tear_down(&w);
}

TEST(outbox_ends_what_is_refused_at_once)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct row_id id = write_mail(&w, 0);
	w.fails = ERR_INVALID;
	CHECK_INT(due(&w), 1);
	check_end(&w, id, "refused");
	w.clock.at += USEC_DAY;
	CHECK_INT(due(&w), 0);
	/* a later mail that goes well is what counts */
	w.fails = 0;
	id = write_mail(&w, 0);
	CHECK_INT(due(&w), 1);
	check_end(&w, id, "sent");
	w.clock.at += OUTBOX_REMEMBER + USEC_DAY;
	CHECK(!look_at(&w, id).end);
	tear_down(&w);
}

TEST(outbox_gives_up_after_days)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct row_id id = write_mail(&w, 0);
	usec start_at = w.clock.at;
	w.fails = ERR_UNAVAILABLE;
	while (w.clock.at < start_at + 4 * USEC_DAY) {
		CHECK(due(&w) >= 0);
		w.clock.at += USEC_HOUR;
	}
	CHECK_STR(look_at(&w, id).row->state, "waiting");
	while (w.clock.at < start_at + 7 * USEC_DAY) {
		CHECK(due(&w) >= 0);
		w.clock.at += USEC_HOUR;
	}
	CHECK(w.sent >= 10);
	CHECK(!look_at(&w, id).row->body.p);
	tear_down(&w);
}

TEST(outbox_does_not_send_what_came_too_late)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct row_id id = write_mail(&w, w.clock.at + 10 * USEC_MINUTE);
	w.clock.at += 10 * USEC_MINUTE;
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.sent, 0);
	check_end(&w, id, "expired");
	tear_down(&w);
}

TEST(outbox_goes_on_after_a_restart_with_the_same_message_id)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct row_id id = write_mail(&w, 0);
	/* it was taken, but we never came to know */
	w.fails = ERR_INTERNAL;
	CHECK_INT(due(&w), 1);
	struct str first = w.last.id;
	w.fails = 0;
	stop(&w);
	REQUIRE(store_reopen(&w.store));
	REQUIRE(start(&w, (struct mail_transport){post, &w}));
	w.clock.at += 5 * USEC_MINUTE;
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.sent, 2);
	CHECK(str_eq(w.last.id, first));
	check_end(&w, id, "sent");
	tear_down(&w);
}

/* The program ended each time that it tried: no job looks after it any more. */
TEST(outbox_ends_what_nobody_looks_after)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct row_id id = write_mail(&w, w.clock.at + USEC_HOUR);
	w.clock.at += USEC_DAY;
	CHECK_OK(outbox_clear(w.outbox));
	CHECK_STR(look_at(&w, id).row->state, "waiting");
	w.clock.at += 2 * USEC_HOUR;
	CHECK_OK(outbox_clear(w.outbox));
	check_end(&w, id, "undelivered");
	w.clock.at += OUTBOX_REMEMBER + USEC_DAY;
	CHECK_OK(outbox_clear(w.outbox));
	CHECK(!look_at(&w, id).row);
	tear_down(&w);
}

static int write_many(struct world *w, int count, bool urgent)
{
	for (int i = 0; i < count; i++)
		put_mail(w, &(struct outbox_mail){.to = STR("a@example.test"),
				    .letter = &secret_letter,
				    .urgent = urgent});
	w->sent = 0;
	CHECK(due(w) >= count);
	return w->sent;
}

/* 20 an hour: 10 at once, of which the last 2 are for what is urgent, then one in 6 minutes. */
TEST(outbox_sends_so_many_in_an_hour)
{
	struct world w;
	REQUIRE(set_up(&w));
	w.hourly_most = 20;
	stop(&w);
	REQUIRE(start(&w, (struct mail_transport){post, &w}));
	CHECK_INT(write_many(&w, 12, false), 8);
	CHECK_INT(write_many(&w, 4, true), 2);
	w.sent = 0;
	for (int minutes = 0; minutes < 60; minutes++) {
		w.clock.at += USEC_MINUTE;
		due(&w);
	}
	CHECK_INT(w.sent, 6); /* what waited: all of it, within the hour's 20 */
	tear_down(&w);
}

TEST(outbox_refuses_what_is_no_mail)
{
	struct world w;
	struct outbox_sealed *sealed;
	REQUIRE(set_up(&w));
	static const struct outbox_mail wrong[] = {
		{.to = STR("nobody")},
		{.to = STR("a@example.test\r\nBcc: b@example.test")},
		{.to = STR("a@example.test, b@example.test")},
		{.to = STR("<a@example.test>")},
		{.to = STR("a@example.test"), .reply_to = STR("b@example.test\nX: y")},
		{.to = STR("a@example.test"), .unsubscribe = STR("http://example.test/")},
		{.to = STR("a@example.test"), .unsubscribe = STR("https://example.test/>x")},
		{.to = STR("a@example.test"), .unsubscribe = STR("https://example.test/\r\nX: y")},
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct outbox_mail m = wrong[i];
		m.letter = &secret_letter;
		CHECK_ERR(outbox_seal(w.outbox, w.store.arena, &m, &sealed), ERR_INVALID);
	}
	struct outbox *none;
	struct outbox_settings settings = {.from = STR("nobody"), .host = STR("x")};
	CHECK_ERR(outbox_new(&settings, &none), ERR_INVALID);
	settings = (struct outbox_settings){.from = STR("a@example.test")};
	CHECK_ERR(outbox_new(&settings, &none), ERR_INVALID);
	outbox_free(NULL);
	tear_down(&w);
}

struct box {
	struct arena *arena;
	struct letter_head_list heads;
	struct letter_row *row;
};

static err_t open_box(struct tx *tx, void *ctx)
{
	struct box *b = ctx;
	TRY(letter_newest(tx, b->arena, 10, &b->heads));
	return b->heads.len ? letter_get(tx, b->arena, b->heads.at[0].message, &b->row) : NULL;
}

TEST(mailbox_of_the_demo_keeps_each_letter_once)
{
	struct world w;
	struct db *box;
	REQUIRE(set_up(&w));
	const char *place = location_new(w.store.arena, w.store.folder, "mailbox.db");
	REQUIRE_OK(db_open(&(struct db_config){.place = place, .schema = &mailbox_schema}, &box));
	REQUIRE_OK(db_migrate(box, 1));
	stop(&w);
	struct mail_transport transport = mailbox_transport(box);
	REQUIRE(start(&w, transport));
	write_mail(&w, 0);
	CHECK_INT(due(&w), 1);
	struct mail_message twice = {.id = STR("x@y"),
		.to = STR("Eva.Jansen@example.test"),
		.subject = STR("s"),
		.text = STR("t"),
		.html = STR("h"),
		.lang = STR("nl")};
	CHECK_OK(transport.send(transport.ctx, &twice));
	CHECK_OK(transport.send(transport.ctx, &twice));
	struct box b = {.arena = w.store.arena};
	CHECK_OK(db_read(box, open_box, &b));
	CHECK_INT((int64_t)b.heads.len, 2);
	CHECK(b.row && str_is(b.row->body, "t"));
	CHECK_STR(b.heads.at[1].subject, "Kalim\u00e9ra");
	db_close(box);
	location_drop(place);
	tear_down(&w);
}
