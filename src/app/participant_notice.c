#include "app/participant_notice.h"

#include "app/mailed_code.h"
#include "i18n/format.h"
#include "i18n/i18n.h"
#include "mail/letter.h"

#define PARAGRAPHS_MOST 6

static const struct {
	const char *subject, *line;
	const char *button;    /* NULL: none */
	enum notice_kind kind; /* of who has an account */
} notices[PARTICIPANT_NOTICES] = {
	[PARTICIPANT_NOTICE_INVITED] = {N_("Your own page about {project}"),
		N_("{organisation} made a page for you, about your project {project}. There you "
		   "look back on it in your own words."),
		N_("Open my page"), NOTICE_OF_INVITATION},
	[PARTICIPANT_NOTICE_REMINDED] = {N_("Your page about {project} is waiting"),
		N_("Your own page about your project {project} is still waiting for you. "
		   "{organisation} asks you to look at it."),
		N_("Open my page"), NOTICE_OF_INVITATION},
	[PARTICIPANT_NOTICE_CODE] = {N_("A new code for your page about {project}"),
		N_("{organisation} made a card with a new code for your page about your project "
		   "{project}. The code that you had stopped working. The new one does not open "
		   "what you wrote and did not hand in yet."),
		NULL, NOTICE_OF_INVITATION},
	[PARTICIPANT_NOTICE_ADDRESS] = {N_("Another mail address for your page about {project}"),
		N_("{organisation} changed your mail address for your page about your project "
		   "{project}. Mails about it do not come here any more."),
		NULL, NOTICE_OF_INVITATION},
	[PARTICIPANT_NOTICE_CERTIFICATE] = {N_("Your certificate of {project} is there"),
		N_("{organisation} made your certificate of the project {project}. You find it on "
		   "your own page, and there you can save it."),
		N_("Open my page"), NOTICE_OF_PART},
	[PARTICIPANT_NOTICE_SUGGESTED] = {N_("A suggestion for your page about {project}"),
		N_("{organisation} suggests something about what you wrote for {project}. You "
		   "decide what you do with it."),
		N_("Open my page"), NOTICE_OF_PART},
	[PARTICIPANT_NOTICE_DUE] = {N_("Your page about {project} is waiting"),
		N_("Your own page about your project {project} is still waiting for you. You "
		   "choose whether you write. On your page you can stop these reminders."),
		N_("Open my page"), NOTICE_OF_PART},
};
static const char *const with_code[] = {
	N_("The code is yours alone. Do not give it to others."),
	N_("You need no account. Did you not take part? Then you need not do anything."),
	NULL,
};
static const char *const without_code[] = {
	N_("Did you not ask for it? Then tell {organisation}."),
	NULL,
};
static const char *const in_account[] = {
	N_("The page stands in your account. Sign in to see it."),
	NULL,
};

static const char *const *after(enum participant_notice notice, bool has_code)
{
	if (notice == PARTICIPANT_NOTICE_CODE || notice == PARTICIPANT_NOTICE_ADDRESS)
		return without_code;
	return has_code ? with_code : in_account;
}

static struct str link_of(const struct app *app, struct arena *a, struct str address,
	const struct participant_notice_about *about, struct str code)
{
	if (code.len)
		return str_fmt(a, "%.*s#%.*s", STR_ARG(address), STR_ARG(code));
	struct str key = public_id_print(a, about->participant);
	return str_fmt(a, "%.*s/part/%.*s", STR_ARG(app->public_url), STR_ARG(key));
}

err_t participant_notice(const struct app *app, struct arena *a, const struct notice_to *to,
	enum participant_notice notice, const struct participant_notice_about *about,
	struct outbox_sealed **ret_sealed)
{
	const struct i18n_wish wish = {.account = to->language};
	const struct lang *lang = i18n_choose(app->i18n, &wish);
	struct str address = str_fmt(a, "%.*s/part", STR_ARG(app->public_url));
	struct str code = about->code ? code_print_checked(a, about->code) : STR_NONE;
	const char *before[PARAGRAPHS_MOST] = {N_("Hello {name},"), notices[notice].line};
	size_t len = 2;
	if (about->deadline != DAY_NONE)
		before[len++] = N_("You can do so until {date}.");
	if (code.len)
		before[len++] =
			N_("Press the button. Or go to this page, and type this code there:");
	const struct lang_value values[] = {{"name", to->name}, {"project", about->project},
		{"organisation", about->organisation},
		{"date", about->deadline == DAY_NONE ? STR_NONE
						     : format_date(a, lang, about->deadline)},
		{NULL, STR_NONE}};
	struct letter letter = {
		.subject = notices[notice].subject,
		.before = before,
		.code_page = code.len ? address : STR_NONE,
		.code = code,
		.button = notices[notice].button,
		.after = after(notice, code.len),
		.values = values,
	};
	if (letter.button)
		letter.link = link_of(app, a, address, about, code);
	enum notice_kind kind = about->code ? NOTICE_OF_INVITATION : notices[notice].kind;
	return notice_seal(app, a, to, kind, &letter, 0, ret_sealed);
}

err_t participant_notice_proof(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct participant_notice_about *about, const struct code *code,
	struct outbox_sealed **ret_sealed)
{
	static const char *const before[] = {
		N_("Hello {name},"),
		N_("With this code you show that what you wrote about your project {project} is "
		   "yours. It works for ten minutes, in the browser where you asked for it."),
		NULL,
	};
	static const char *const not_asked[] = {
		N_("Did you not ask for it? Then somebody else has a code of your page. Tell "
		   "{organisation}."),
		NULL,
	};
	const struct lang_value values[] = {{"name", to->name}, {"project", about->project},
		{"organisation", about->organisation}, {NULL, STR_NONE}};
	usec expires = clock_now(app->clock) + MAILED_CODE_LIFE;
	struct letter letter = {
		.subject = N_("A code for your page about {project}"),
		.before = before,
		.code = code_print(a, code),
		.after = not_asked,
		.values = values,
	};
	return notice_seal(app, a, to, NOTICE_OF_SAFETY, &letter, expires, ret_sealed);
}
