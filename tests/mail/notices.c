/*
 * Sends every letter about accounts, in every language, to the mail server that standard input
 * names, "PORT CA USER\nPASSWORD": for tests/mail/notices_test.py, which reads what arrives. The
 * address says which it is: "code2-nl@example.test".
 */
#include "app/account_notice.h"
#include "app/invitation.h"
#include "app/leave_notice.h"
#include "app/organisation.h"
#include "db/content.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"
#include "mail/smtp.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <unistd.h>

#define GIVEN_MOST 1024
#define NAME STR("Zo\u00eb Zwerfkei")

struct sending {
	struct place *p;
	struct str language;
	int count;
};

static err_t put(struct tx *tx, void *ctx)
{
	tx_allow(tx);
	return notice_send(tx, ctx);
}

static struct notice_to to(struct sending *s, const char *kind, int number)
{
	struct str mail =
		str_fmt(s->p->arena, "%s%d-%.*s@example.test", kind, number, STR_ARG(s->language));
	return (struct notice_to){mail, NAME, s->language};
}

static void send(struct sending *io, err_t e, struct outbox_sealed *letter)
{
	if (CHECK_OK(e) && CHECK_OK(db_tx(io->p->app.db, put, letter)))
		io->count++;
}

static void send_account(struct sending *io, enum account_notice notice)
{
	const struct app *app = &io->p->app;
	struct notice_to who = to(io, notice <= NOTICE_ADDRESS_CODE ? "code" : "account", notice);
	struct code code = code_short_new(&random_system);
	const struct device device = {"Firefox", "Android"};
	struct outbox_sealed *letter = NULL;
	err_t e;
	if (notice <= NOTICE_ADDRESS_CODE)
		e = account_notice_code(app, io->p->arena, &who, notice, &code, &letter);
	else if (notice == NOTICE_NEW_BROWSER)
		e = account_notice_new_browser(app, io->p->arena, &who, device, &letter);
	else if (notice == NOTICE_ADDRESS_END)
		e = account_notice_address_end(
			app, io->p->arena, &who, STR("zoe@school.example"), 20100, &letter);
	else
		e = account_notice(app, io->p->arena, &who, notice, &letter);
	send(io, e, letter);
}

static void send_leave(struct sending *io, enum leave_notice notice)
{
	struct notice_to who = to(io, "leave", notice);
	struct outbox_sealed *letter = NULL;
	err_t e = leave_notice(
		&io->p->app, io->p->arena, &who, notice, PLACE_START + USEC_DAY, &letter);
	send(io, e, letter);
}

static void send_invitation(struct sending *io, struct row_id school, const struct lang *lang)
{
	static const struct actor house = {.is_house = true};
	struct notice_to who = to(io, "invitation", 0);
	struct invitation_new in = {school, STR("De Wissel"), ROLE_MENTOR,
		lang_text(lang, role_about(ROLE_MENTOR)->label), NAME, who.mail, io->language};
	CHECK_OK(invitation_send(&io->p->app, io->p->arena, &house, &in));
	io->count++;
}

static void send_all(struct place *p, int *io_count)
{
	struct row_id school;
	CHECK_OK(organisation_make(&p->app, p->arena, STR("De Wissel"), &school));
	for (size_t i = 0; i < i18n_count(p->app.i18n); i++) {
		const struct lang *lang = i18n_at(p->app.i18n, i);
		struct sending s = {p, lang_tag(lang), 0};
		for (enum account_notice n = 0; n < ACCOUNT_NOTICES; n++)
			send_account(&s, n);
		for (enum leave_notice n = 0; n < LEAVE_NOTICES; n++)
			send_leave(&s, n);
		send_invitation(&s, school, lang);
		*io_count += s.count;
	}
}

static struct smtp *connection(struct arena *a)
{
	char *given = arena_bytes(a, GIVEN_MOST);
	ssize_t len = read(STDIN_FILENO, given, GIVEN_MOST);
	struct str rest = {given, len > 0 ? (size_t)len : 0};
	struct smtp_settings settings = {.host = "localhost", .helo = "leerpas.example.test"};
	struct smtp *smtp = NULL;
	int64_t port = 0;
	CHECK(str_to_int(str_cut(&rest, ' '), &port));
	settings.port = (int)port;
	settings.ca_file = str_z(a, str_cut(&rest, ' '));
	settings.user = str_z(a, str_cut(&rest, '\n'));
	settings.password = str_z(a, rest);
	CHECK_OK(smtp_new(&settings, &smtp));
	return smtp;
}

TEST(notices_are_handed_to_the_mail_server)
{
	struct place p;
	int count = 0;
	REQUIRE(place_open(&p));
	struct smtp *smtp = connection(p.arena);
	p.also = smtp_transport(smtp);
	send_all(&p, &count);
	place_mail(&p);
	CHECK_INT((int64_t)p.letters.len, count);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM mail WHERE state = 'sent'"), count);
	smtp_free(smtp);
	place_close(&p);
}
