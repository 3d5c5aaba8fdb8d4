#include "app/notice.h"

#include "app/account.h"
#include "i18n/i18n.h"
#include "mail/outbox.h"

static err_t seal(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct letter *letter, usec expires, struct outbox_sealed **ret_sealed)
{
	const struct i18n_wish wish = {.account = to->language};
	struct letter_text text;
	TRY(letter_render(a, i18n_choose(app->i18n, &wish), letter, &text));
	struct outbox_mail mail = {.to = to->mail, .letter = &text, .expires = expires};
	return outbox_seal(app->outbox, a, &mail, ret_sealed);
}

err_t notice_code(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct code *code, struct outbox_sealed **ret_sealed)
{
	static const char *const before[] = {
		N_("Hello {name},"),
		N_("You are making a passport at {place}. This is your code:"),
		NULL,
	};
	static const char *const after[] = {
		N_("Type it on the page where you began. The code works for ten minutes."),
		N_("Was it not you? Then you need not do anything."),
		NULL,
	};
	const struct lang_value values[] = {
		{"name", to->name}, {"place", app->place_name}, {NULL, STR_NONE}};
	struct letter letter = {
		.subject = N_("Your code for {place}"),
		.before = before,
		.code = code_print(a, code),
		.after = after,
		.values = values,
	};
	return seal(app, a, to, &letter, clock_now(app->clock) + ACCOUNT_CODE_LIFE, ret_sealed);
}

err_t notice_already_here(const struct app *app, struct arena *a, const struct notice_to *to,
	struct outbox_sealed **ret_sealed)
{
	static const char *const before[] = {
		N_("Hello,"),
		N_("Somebody wanted to make a passport at {place} with this mail address. You "
		   "already "
		   "have one. You can simply sign in."),
		NULL,
	};
	static const char *const after[] = {
		N_("Was it not you? Then you need not do anything. Nobody can get in."),
		NULL,
	};
	const struct lang_value values[] = {{"place", app->place_name}, {NULL, STR_NONE}};
	struct letter letter = {
		.subject = N_("You already have a passport at {place}"),
		.before = before,
		.button = N_("Sign in"),
		.link = str_fmt(a, "%.*s/sign-in", STR_ARG(app->public_url)),
		.after = after,
		.values = values,
	};
	return seal(app, a, to, &letter, 0, ret_sealed);
}

err_t notice_send(struct tx *tx, const struct outbox_sealed *sealed)
{
	struct row_id mail;
	return outbox_put(tx, sealed, &mail);
}

void notice_hurry(const struct app *app)
{
	jobs_wake(app->jobs);
}
