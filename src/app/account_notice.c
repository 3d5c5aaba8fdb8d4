#include "app/account_notice.h"

#include "app/mailed_code.h"
#include "db/content.h"
#include "i18n/format.h"
#include "i18n/i18n.h"

#define PARAGRAPHS 4

static const struct {
	const char *subject;
	const char *before[PARAGRAPHS]; /* ended by NULL, as after */
	const char *button, *path;
	const char *after[PARAGRAPHS];
} letters[ACCOUNT_NOTICES] = {
	[NOTICE_REGISTER_CODE] = {N_("Your code for {place}"),
		{N_("Hello {name},"),
			N_("You are making a passport at {place}. This is your code:")},
		N_("Go on with this code"), "/register/confirm",
		{N_("Type it on the page where you began. The code works for ten minutes."),
			N_("Was it not you? Then you need not do anything.")}},
	[NOTICE_RESET_CODE] = {N_("Your code for a new password at {place}"),
		{N_("Hello,"), N_("You want a new password at {place}. This is your code:")},
		N_("Go on with this code"), "/forgot/code",
		{N_("Type it on the page where you began. The code works for ten minutes."),
			N_("Was it not you? Then you need not do anything. Your password stays as "
			   "it is.")}},
	[NOTICE_SIGN_IN_CODE] = {N_("Your code to sign in at {place}"),
		{N_("Hello,"), N_("You want to sign in at {place}. This is your code:")},
		N_("Go on with this code"), "/sign-in/code",
		{N_("Type it on the page where you began. The code works for ten minutes."),
			N_("Give this code to nobody. Was it not you? Then you need not do "
			   "anything.")}},
	[NOTICE_BESIDE_CODE] = {N_("Your code to sign in at {place}"),
		{N_("Hello {name},"),
			N_("Somebody signs in at {place} with your password. Many wrong passwords "
			   "were tried before. So we ask for this code too:")},
		N_("Go on with this code"), "/sign-in/code",
		{N_("Type it on the page where you began. The code works for ten minutes."),
			N_("Was it not you? Then somebody knows your password. Choose a new one at "
			   "once, and give this code to nobody.")}},
	[NOTICE_PROOF_CODE] = {N_("Your code for {place}"),
		{N_("Hello {name},"),
			N_("You want to change something in your account at {place}. This is your "
			   "code:")},
		N_("Go on with this code"), "/account/prove",
		{N_("Type it on the page where you began. The code works for ten minutes."),
			N_("Give this code to nobody. Was it not you? End your sessions, and "
			   "choose a new password.")}},
	[NOTICE_ADDRESS_CODE] = {N_("Your code for {place}"),
		{N_("Hello,"),
			N_("You want to use this mail address at {place}. This is your code:")},
		N_("Go on with this code"), "/account/addresses/confirm",
		{N_("Type it on the page where you began. The code works for ten minutes."),
			N_("Was it not you? Then you need not do anything.")}},
	[NOTICE_ADDRESS_TAKEN] = {N_("This address has a passport already at {place}"),
		{N_("Hello,"),
			N_("Somebody wanted to add this mail address to their account at {place}. "
			   "But it belongs to your account already. Nothing has changed.")},
		N_("Sign in"), "/sign-in",
		{N_("Was it not you? Then you need not do anything. Nobody can get in.")}},
	[NOTICE_ALREADY_HERE] = {N_("You already have a passport at {place}"),
		{N_("Hello,"),
			N_("Somebody wanted to make a passport at {place} with this mail address. "
			   "You already have one. You can simply sign in.")},
		N_("Sign in"), "/sign-in",
		{N_("Was it not you? Then you need not do anything. Nobody can get in.")}},
	[NOTICE_NOBODY_HERE] = {N_("No passport with this address at {place}"),
		{N_("Hello,"),
			N_("Somebody wanted to sign in at {place} with this mail address. There is "
			   "no passport with it."),
			N_("Maybe you used another address. Or make a passport now.")},
		N_("Make your passport"), "/register",
		{N_("Was it not you? Then you need not do anything.")}},
	[NOTICE_NEW_BROWSER] = {N_("A new sign-in at {place}"),
		{N_("Hello {name},"),
			N_("Somebody signed in to your account, where we did not see you before: "
			   "{device}.")},
		N_("See where you are signed in"), "/account/sessions",
		{N_("Was it you? Then all is well."),
			N_("Was it not you? End that session there, and choose a new password.")}},
	[NOTICE_NEW_PASSWORD] = {N_("Your password at {place} is new"),
		{N_("Hello {name},"),
			N_("Your password was changed. Everywhere else you are signed out now.")},
		N_("Ask for a new password"), "/forgot",
		{N_("Was it you? Then all is well."),
			N_("Was it not you? Ask for a new password at once.")}},
	[NOTICE_ADDRESS_ADD] = {N_("Your account at {place} has a new mail address"),
		{N_("Hello {name},"),
			N_("A mail address was added to your account. You can sign in with it.")},
		N_("See your mail addresses"), "/account/addresses",
		{N_("Was it you? Then all is well."),
			N_("Was it not you? Ask for a new password at once.")}},
	[NOTICE_ADDRESS_REMOVE] = {N_("This address is not in your account at {place} any more"),
		{N_("Hello {name},"),
			N_("This mail address was taken out of your account. You do not sign in "
			   "with it any more, and we do not mail it any more.")},
		N_("See your mail addresses"), "/account/addresses",
		{N_("Was it you? Then all is well."),
			N_("Was it not you? Ask for a new password at once.")}},
	[NOTICE_ADDRESS_END] = {N_("Your mail address works until {date}"),
		{N_("Hello {name},"),
			N_("You told us that {mail} works until {date}. After that you cannot get "
			   "mail there."),
			N_("Add another address in time. Then you keep your passport.")},
		N_("See your mail addresses"), "/account/addresses",
		{N_("Does the address work longer? Change the date there.")}},
	[NOTICE_FACTOR_BEGIN] = {N_("Your account at {place} has a second lock"),
		{N_("Hello {name},"),
			N_("From now on you also need the code of your app to sign in.")},
		N_("See your second lock"), "/account/second-factor",
		{N_("Was it you? Then all is well."),
			N_("Was it not you? Ask for a new password at once.")}},
	[NOTICE_FACTOR_END] = {N_("Your account at {place} has no second lock any more"),
		{N_("Hello {name},"),
			N_("The code of your app is not needed any more to sign in.")},
		N_("See your second lock"), "/account/second-factor",
		{N_("Was it you? Then all is well."),
			N_("Was it not you? Ask for a new password at once.")}},
	[NOTICE_RECOVERY_CODE] = {N_("A spare code was used at {place}"),
		{N_("Hello {name},"),
			N_("Somebody used one of your spare codes. It does not work any more.")},
		N_("See your second lock"), "/account/second-factor",
		{N_("Was it you? Then all is well."),
			N_("Was it not you? Ask for a new password at once.")}},
	[NOTICE_FACTOR_RESET] = {N_("Your second lock at {place} was taken off"),
		{N_("Hello {name},"),
			N_("The second lock of your account at {place} was taken off. Two "
			   "administrators did this.")},
		N_("Sign in"), "/sign-in",
		{N_("Did you ask for it? Then sign in and set up a new one."),
			N_("Did you not ask for it? Choose a new password and tell your "
			   "organisation.")}},
	[NOTICE_NEW_CARD] = {N_("There is a new card for you at {place}"),
		{N_("Hello {name},"),
			N_("Somebody of your organisation made a new card for you. It does not "
			   "open what you wrote: that takes your PIN, or a code by mail.")},
		N_("See what happened"), "/account/log",
		{N_("Did you ask for it? Then all is well."),
			N_("Did you not ask for it? Tell your mentor.")}},
	[NOTICE_FACTOR_TRIES] = {N_("Wrong codes for your account at {place}"),
		{N_("Hello {name},"),
			N_("Somebody typed wrong codes of your app, again and again. The second "
			   "lock stayed closed. But whoever it was came past the first one.")},
		N_("Ask for a new password"), "/forgot",
		{N_("Was it you? Look at the clock of your phone, or use a spare code."),
			N_("Was it not you? Ask for a new password at once.")}},
};

struct more {
	const struct code *code; /* or NULL */
	struct str device, mail, date;
};

/* A code goes into the fragment: no server, no log and no Referer sees it. */
static struct str link_to(
	const struct app *app, struct arena *a, const char *path, const struct code *code)
{
	if (!code)
		return str_fmt(a, "%.*s%s", STR_ARG(app->public_url), path);
	return str_fmt(
		a, "%.*s%s#%.*s", STR_ARG(app->public_url), path, (int)code->len, code->text);
}

static err_t write_letter(const struct app *app, struct arena *a, const struct notice_to *to,
	enum account_notice notice, const struct more *more, struct outbox_sealed **ret_sealed)
{
	const struct lang_value values[] = {{"name", to->name}, {"place", app->place_name},
		{"device", more->device}, {"mail", more->mail}, {"date", more->date},
		{NULL, STR_NONE}};
	struct letter letter = {
		.subject = letters[notice].subject,
		.before = letters[notice].before,
		.code = more->code ? code_print(a, more->code) : STR_NONE,
		.button = letters[notice].button,
		.link = link_to(app, a, letters[notice].path, more->code),
		.after = letters[notice].after,
		.values = values,
	};
	usec expires = more->code ? clock_now(app->clock) + MAILED_CODE_LIFE : 0;
	return notice_seal(app, a, to, NOTICE_OF_SAFETY, &letter, expires, ret_sealed);
}

err_t account_notice(const struct app *app, struct arena *a, const struct notice_to *to,
	enum account_notice notice, struct outbox_sealed **ret_sealed)
{
	return write_letter(app, a, to, notice, &(struct more){0}, ret_sealed);
}

err_t account_notice_all(const struct app *app, struct arena *a,
	const struct address_item_list *addresses, struct notice_to to, enum account_notice notice,
	struct account_letters *ret)
{
	struct account_letters all = {
		arena_array(a, struct outbox_sealed *, addresses->len), addresses->len};
	for (size_t i = 0; i < all.len; i++) {
		to.mail = addresses->at[i].mail;
		TRY(account_notice(app, a, &to, notice, &all.at[i]));
	}
	*ret = all;
	return NULL;
}

err_t account_notice_send(struct tx *tx, const struct account_letters *all)
{
	for (size_t i = 0; i < all->len; i++)
		TRY(notice_send(tx, all->at[i]));
	return NULL;
}

err_t account_notice_code(const struct app *app, struct arena *a, const struct notice_to *to,
	enum account_notice notice, const struct code *code, struct outbox_sealed **ret_sealed)
{
	return write_letter(app, a, to, notice, &(struct more){.code = code}, ret_sealed);
}

static const struct lang *language_of(const struct app *app, const struct notice_to *to)
{
	const struct i18n_wish wish = {.account = to->language};
	return i18n_choose_any(app->i18n, &wish);
}

/* "Firefox, Windows": names of their own, the same in every language. */
static struct str device_words(
	const struct app *app, struct arena *a, const struct notice_to *to, struct device device)
{
	if (device.browser && device.system)
		return str_fmt(a, "%s, %s", device.browser, device.system);
	if (device.browser || device.system)
		return str_of(device.browser ? device.browser : device.system);
	return lang_text(language_of(app, to), N_("a device that we do not know"));
}

err_t account_notice_new_browser(const struct app *app, struct arena *a, const struct notice_to *to,
	struct device device, struct outbox_sealed **ret_sealed)
{
	struct more more = {.device = device_words(app, a, to, device)};
	return write_letter(app, a, to, NOTICE_NEW_BROWSER, &more, ret_sealed);
}

err_t account_notice_address_end(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str mail, day last_day, struct outbox_sealed **ret_sealed)
{
	struct more more = {.mail = mail, .date = format_date(a, language_of(app, to), last_day)};
	return write_letter(app, a, to, NOTICE_ADDRESS_END, &more, ret_sealed);
}
