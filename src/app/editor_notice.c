#include "app/editor_notice.h"

#include "i18n/format.h"
#include "i18n/i18n.h"

err_t editor_notice(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct editor_notice_about *about, struct outbox_sealed **ret_sealed)
{
	static const char *const before[] = {
		N_("Hello {name},"),
		N_("{organisation} asks you to work along on the youth project {project}, at "
		   "{place}."),
		N_("Press the button. Or go to this page, and type this code there:"),
		NULL,
	};
	static const char *const after[] = {
		N_("There you read what you may do, and until when. Then you say yes, with an "
		   "account of your own. The code works once, until {date}."),
		N_("Do you not know this organisation? Then you need not do anything."),
		NULL,
	};
	const struct i18n_wish wish = {.account = to->language};
	const struct lang *lang = i18n_choose(app->i18n, &wish);
	struct str address = str_fmt(a, "%.*s/projects/invitation", STR_ARG(app->public_url));
	struct str shown = code_print(a, about->code);
	const struct lang_value values[] = {{"name", to->name}, {"project", about->project},
		{"organisation", about->organisation}, {"place", app->place_name},
		{"date", format_date(a, lang, zone_day(about->ends))}, {NULL, STR_NONE}};
	struct letter letter = {
		.subject = N_("{organisation} asks you to work along on {project}"),
		.before = before,
		.code_page = address,
		.code = shown,
		.button = N_("See the invitation"),
		.link = str_fmt(a, "%.*s#%.*s", STR_ARG(address), STR_ARG(shown)),
		.after = after,
		.values = values,
	};
	return notice_seal(app, a, to, NOTICE_OF_INVITATION, &letter, about->ends, ret_sealed);
}
