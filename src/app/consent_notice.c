#include "app/consent_notice.h"

static const char *const given[] = {
	N_("Hello {name},"),
	N_("{parent} agrees that you share what is about health and care at {place}. You choose "
	   "with whom."),
	NULL,
};
static const char *const refused[] = {
	N_("Hello {name},"),
	N_("{parent} does not agree that you share what is about health and care at {place}. Do "
	   "you want to share it? Then talk about it together."),
	NULL,
};
static const char *const withdrawn[] = {
	N_("Hello {name},"),
	N_("{parent} no longer agrees that you share what is about health and care at {place}. "
	   "From now on nobody but you can read that part."),
	NULL,
};

static const struct {
	const char *subject;
	const char *const *before;
} letters[CONSENT_NOTICES] = {
	[CONSENT_NOTICE_GIVEN] = {N_("{parent} agrees"), given},
	[CONSENT_NOTICE_REFUSED] = {N_("{parent} does not agree"), refused},
	[CONSENT_NOTICE_WITHDRAWN] = {N_("{parent} no longer agrees"), withdrawn},
};

err_t consent_notice(const struct app *app, struct arena *a, const struct notice_to *to,
	enum consent_notice notice, struct str parent, struct outbox_sealed **ret_sealed)
{
	const struct lang_value values[] = {{"name", to->name}, {"parent", parent},
		{"place", app->place_name}, {NULL, STR_NONE}};
	struct letter letter = {
		.subject = letters[notice].subject,
		.before = letters[notice].before,
		.button = N_("See who can see you"),
		.link = str_fmt(a, "%.*s/passport/access", STR_ARG(app->public_url)),
		.values = values,
	};
	return notice_seal(app, a, to, NOTICE_OF_CONSENT, &letter, 0, ret_sealed);
}
