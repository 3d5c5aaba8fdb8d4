#include "app/project_notice.h"

#include "i18n/format.h"
#include "i18n/i18n.h"

static const char *const to_open[] = {
	N_("Hello {name},"),
	N_("We do not keep for ever what was written about a project. After the day below your "
	   "page is deleted: what you wrote there, and your certificate."),
	N_("Do you want to keep it? Take the page into an account before that day. Then it stays "
	   "yours. Or fetch your certificate now."),
	N_("Who has your certificate on paper can still check whether it is valid."),
	NULL,
};
static const char *const in_account[] = {
	N_("Hello {name},"),
	N_("We do not keep for ever what was written about a project. After the day below the "
	   "organiser cannot see it any more."),
	N_("Your page is in your account. So you need not do anything: what you wrote, and your "
	   "certificate, stay yours."),
	NULL,
};
static const char *const coordinating[] = {
	N_("Hello {name},"),
	N_("After the day below a project of yours is deleted, with everything about who took "
	   "part. Who has a mail address, was told too."),
	N_("Do you still need the list or the certificates? Save them before that day. Does the "
	   "project have to stay longer? You can say so on its page, with a reason."),
	NULL,
};
static const char *const no_code[] = {
	N_("The code that opens your page stands on your card, or in the mail that you got. Have "
	   "you lost it? Ask the organiser for a new one."),
	NULL,
};

/* "Water (Huis Zes): 3 March 2031" */
static const struct str *lines_of(
	struct arena *a, const struct lang *lang, const struct project_endings *all)
{
	struct str *lines = arena_array(a, struct str, all->len);
	for (size_t i = 0; i < all->len; i++) {
		const struct project_ending *it = &all->at[i];
		const struct lang_value values[] = {{"project", it->title},
			{"organisation", it->organisation},
			{"date", format_date(a, lang, it->last)}, {NULL, STR_NONE}};
		lines[i] = lang_fill(
			a, lang_text(lang, N_("{project} ({organisation}): {date}")), values);
	}
	return lines;
}

static bool all_claimed(const struct project_endings *all)
{
	for (size_t i = 0; i < all->len; i++)
		if (!all->at[i].is_claimed)
			return false;
	return true;
}

static err_t seal(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct project_endings *all, struct letter *letter, struct outbox_sealed **ret_sealed)
{
	const struct i18n_wish wish = {.account = to->language};
	const struct lang_value values[] = {
		{"name", to->name}, {"project", all->at[0].title}, {NULL, STR_NONE}};
	letter->list = lines_of(a, i18n_choose(app->i18n, &wish), all);
	letter->list_len = all->len;
	letter->values = values;
	return notice_seal(app, a, to, NOTICE_OF_ACCOUNT, letter, 0, ret_sealed);
}

err_t project_notice_part(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct project_endings *all, struct outbox_sealed **ret_sealed)
{
	bool is_kept = all_claimed(all);
	struct letter letter = {
		.subject = is_kept ? N_("The project {project} is about to be deleted")
				   : N_("Your page about {project} is about to be deleted"),
		.before = is_kept ? in_account : to_open,
		.button = N_("Open my page"),
		.link = all->link,
		.after = is_kept || str_find(all->link, '#') < all->link.len ? NULL : no_code,
	};
	if (all->len > 1)
		letter.subject = N_("Your pages about projects are about to be deleted");
	return seal(app, a, to, all, &letter, ret_sealed);
}

err_t project_notice_staff(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct project_endings *all, struct outbox_sealed **ret_sealed)
{
	struct letter letter = {
		.subject = all->len > 1 ? N_("Projects of yours are about to be deleted")
					: N_("The project {project} is about to be deleted"),
		.before = coordinating,
		.button = N_("Sign in"),
		.link = str_fmt(a, "%.*s/sign-in", STR_ARG(app->public_url)),
	};
	return seal(app, a, to, all, &letter, ret_sealed);
}
