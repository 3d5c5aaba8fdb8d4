#include "app/leave_notice.h"

#include "i18n/format.h"
#include "i18n/i18n.h"

static const char *const unused[] = {
	N_("Hello {name},"),
	N_("You have not been in your passport at {place} for a long time. We do not keep what "
	   "nobody "
	   "uses. On {date} we delete it."),
	N_("Do you want to keep it? Sign in once before that day. You can take a copy of "
	   "everything "
	   "then, too."),
	NULL,
};
static const char *const asked[] = {
	N_("Hello {name},"),
	N_("You deleted your passport at {place}. Nobody can look in any more."),
	N_("Did you change your mind? Sign in before {date}. Then all that you wrote stays. After "
	   "that "
	   "day nobody can bring it back."),
	NULL,
};
static const char *const now[] = {
	N_("Hello {name},"),
	N_("You deleted your passport at {place}, at once. Nobody can bring it back."),
	NULL,
};
static const char *const export[] = {
	N_("Hello {name},"),
	N_("The copy of your passport at {place} is ready. You can fetch it until {date}."),
	NULL,
};
static const char *const import[] = {
	N_("Hello {name},"),
	N_("The copy that you brought along stands in your passport at {place} now."),
	NULL,
};
static const char *const not_you[] = {
	N_("Was it not you? Sign in and choose a new password."),
	NULL,
};

static const struct {
	const char *subject;
	const char *const *before;
	const char *button;
	const char *const *after;
	const char *path; /* of the button */
} letters[LEAVE_NOTICES] = {
	[LEAVE_NOTICE_UNUSED] = {N_("Your passport at {place} is about to be deleted"), unused,
		N_("Sign in"), NULL, "/sign-in"},
	[LEAVE_NOTICE_ASKED] = {N_("You deleted your passport at {place}"), asked, N_("Sign in"),
		not_you, "/sign-in"},
	[LEAVE_NOTICE_NOW] = {N_("Your passport at {place} is deleted"), now, NULL, NULL, NULL},
	[LEAVE_NOTICE_EXPORT] = {N_("Your copy from {place} is ready"), export, N_("Fetch it"),
		not_you, "/account/export"},
	[LEAVE_NOTICE_IMPORT] = {N_("Your copy came in at {place}"), import, N_("See what came in"),
		not_you, "/account/import"},
};

err_t leave_notice(const struct app *app, struct arena *a, const struct notice_to *to,
	enum leave_notice notice, usec end, struct outbox_sealed **ret_sealed)
{
	const struct i18n_wish wish = {.account = to->language};
	const struct lang *lang = i18n_choose_any(app->i18n, &wish);
	const struct lang_value values[] = {{"name", to->name}, {"place", app->place_name},
		{"date", format_weekday_date(a, lang, zone_day(end))}, {NULL, STR_NONE}};
	struct letter letter = {
		.subject = letters[notice].subject,
		.before = letters[notice].before,
		.button = letters[notice].button,
		.link = str_fmt(a, "%.*s%s", STR_ARG(app->public_url),
			letters[notice].path ? letters[notice].path : "/"),
		.after = letters[notice].after,
		.values = values,
	};
	return notice_seal(app, a, to, NOTICE_OF_ACCOUNT, &letter, 0, ret_sealed);
}

err_t leave_notice_viewer(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str owner, struct outbox_sealed **ret_sealed)
{
	static const char *const before[] = {
		N_("Hello {name},"),
		N_("{owner} deleted the passport at {place} in which you could look along. You can "
		   "no longer read it. You need not do anything."),
		NULL,
	};
	const struct lang_value values[] = {
		{"name", to->name}, {"owner", owner}, {"place", app->place_name}, {NULL, STR_NONE}};
	struct letter letter = {.subject = N_("A passport at {place} was deleted"),
		.before = before,
		.values = values};
	return notice_seal(app, a, to, NOTICE_OF_END, &letter, 0, ret_sealed);
}
