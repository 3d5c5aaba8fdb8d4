#include "app/talk_notice.h"

#include "i18n/format.h"
#include "i18n/i18n.h"
#include "mail/letter.h"

err_t talk_notice_offer(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str owner, const struct code *code, usec ends, struct outbox_sealed **ret_sealed)
{
	static const char *const before[] = {
		N_("Hello,"),
		N_("{name} writes a passport at {place} and wants to talk about it with you. You "
		   "may look along."),
		N_("Press the button. Or go to this page, and type this code there:"),
		NULL,
	};
	static const char *const after[] = {
		N_("You choose whether you say yes. The code works until {date}."),
		N_("Do you not know {name}? Then you need not do anything."),
		NULL,
	};
	const struct i18n_wish wish = {.account = to->language};
	const struct lang *lang = i18n_choose_any(app->i18n, &wish);
	struct str address = str_fmt(a, "%.*s/invited", STR_ARG(app->public_url));
	struct str shown = code_print(a, code);
	const struct lang_value values[] = {{"name", owner}, {"place", app->place_name},
		{"date", format_date(a, lang, zone_day(ends))}, {NULL, STR_NONE}};
	struct letter letter = {
		.subject = N_("{name} asks you to look along"),
		.before = before,
		.code_page = address,
		.code = shown,
		.button = N_("See the invitation"),
		.link = str_fmt(a, "%.*s#%.*s", STR_ARG(address), STR_ARG(shown)),
		.after = after,
		.values = values,
	};
	return notice_seal(app, a, to, NOTICE_OF_INVITATION, &letter, ends, ret_sealed);
}

static const char *const comment[] = {
	N_("Hello,"),
	N_("{name} wrote something with an answer in a passport at {place}."),
	NULL,
};
static const char *const asked[] = {
	N_("Hello,"),
	N_("{name} wants to talk with you about an answer in the passport at {place}."),
	NULL,
};
static const char *const remind[] = {
	N_("Hello,"),
	N_("{name} asks you to go on with your passport at {place}. A few minutes are enough."),
	NULL,
};
static const char *const nothing_inside[] = {
	N_("What was written stands in the passport only, not in this mail."),
	NULL,
};

static const struct {
	const char *subject;
	const char *const *before;
	const char *button;
	enum notice_kind kind;
} letters[TALK_NOTICES] = {
	[TALK_NOTICE_COMMENT] = {N_("{name} wrote something for you"), comment, N_("Read it"),
		NOTICE_OF_TALK},
	[TALK_NOTICE_REMIND] = {N_("Your passport is waiting for you"), remind,
		N_("Go on with my passport"), NOTICE_OF_REMINDER},
	[TALK_NOTICE_ASKED] = {N_("{name} wants to talk with you"), asked, N_("See the answer"),
		NOTICE_OF_TALK},
};

err_t talk_notice(const struct app *app, struct arena *a, const struct notice_to *to,
	enum talk_notice notice, struct str name, struct str page,
	struct outbox_sealed **ret_sealed)
{
	const struct lang_value values[] = {
		{"name", name}, {"place", app->place_name}, {NULL, STR_NONE}};
	struct letter letter = {
		.subject = letters[notice].subject,
		.before = letters[notice].before,
		.button = letters[notice].button,
		.link = str_fmt(a, "%.*s%.*s", STR_ARG(app->public_url), STR_ARG(page)),
		.after = nothing_inside,
		.values = values,
	};
	return notice_seal(app, a, to, letters[notice].kind, &letter, 0, ret_sealed);
}
