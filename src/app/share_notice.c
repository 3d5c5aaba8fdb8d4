#include "app/share_notice.h"

#include "app/share_door.h"

static err_t seal(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str key, struct letter *io_letter, struct outbox_sealed **ret_sealed)
{
	const struct lang_value values[] = {
		{"name", to->name}, {"place", app->place_name}, {NULL, STR_NONE}};
	io_letter->values = values;
	io_letter->link = str_fmt(a, "%.*s/s/answer#%.*s", STR_ARG(app->public_url), STR_ARG(key));
	return notice_seal(app, a, to, NOTICE_OF_VISIT, io_letter,
		clock_now(app->clock) + SHARE_ANSWER_LIFE, ret_sealed);
}

err_t share_notice_came(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str key, struct outbox_sealed **ret_sealed)
{
	static const char *const before[] = {
		N_("Hello {name},"),
		N_("Somebody opened your passport at {place}, by the link that you made."),
		NULL,
	};
	static const char *const after[] = {
		N_("Is that right? Then you need not do anything. Do you not know who it is? Look "
		   "who it was and stop it."),
		NULL,
	};
	struct letter letter = {
		.subject = N_("Somebody opened your passport"),
		.before = before,
		.button = N_("See who it was"),
		.after = after,
	};
	return seal(app, a, to, key, &letter, ret_sealed);
}

err_t share_notice_asks(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str key, struct outbox_sealed **ret_sealed)
{
	static const char *const before[] = {
		N_("Hello {name},"),
		N_("Somebody with your link wants to see your passport at {place}. Only you decide "
		   "whether they may."),
		NULL,
	};
	static const char *const after[] = {
		N_("As long as you say nothing, they see nothing."),
		NULL,
	};
	struct letter letter = {
		.subject = N_("Somebody wants to see your passport"),
		.before = before,
		.button = N_("Say yes or no"),
		.after = after,
	};
	return seal(app, a, to, key, &letter, ret_sealed);
}

err_t share_notice_yes(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str owner, struct public_id grant, struct outbox_sealed **ret_sealed)
{
	static const char *const before[] = {
		N_("Hello {name},"),
		N_("{owner} says yes. You can read the passport at {place} now."),
		NULL,
	};
	static const char *const after[] = {
		N_("{owner} sees when you have read it, and can stop any day."),
		NULL,
	};
	const struct lang_value values[] = {
		{"name", to->name}, {"owner", owner}, {"place", app->place_name}, {NULL, STR_NONE}};
	struct letter letter = {
		.subject = N_("{owner} lets you read a passport"),
		.before = before,
		.button = N_("Read it"),
		.link = str_fmt(a, "%.*s/shared/%.*s", STR_ARG(app->public_url),
			STR_ARG(public_id_print(a, grant))),
		.after = after,
		.values = values,
	};
	return notice_seal(app, a, to, NOTICE_OF_YES, &letter, 0, ret_sealed);
}
