#include "app/notice.h"

#include "i18n/i18n.h"
#include "mail/outbox.h"

static err_t seal(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct letter *letter, struct outbox_mail mail, struct outbox_sealed **ret_sealed)
{
	const struct i18n_wish wish = {.account = to->language};
	struct letter_text text;
	TRY(letter_render(a, i18n_choose(app->i18n, &wish), letter, &text));
	mail.to = to->mail;
	mail.letter = &text;
	return outbox_seal(app->outbox, a, &mail, ret_sealed);
}

err_t notice_seal(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct letter *letter, usec expires, struct outbox_sealed **ret_sealed)
{
	return seal(app, a, to, letter, (struct outbox_mail){.expires = expires}, ret_sealed);
}

err_t notice_seal_urgent(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct letter *letter, usec expires, struct outbox_sealed **ret_sealed)
{
	struct outbox_mail mail = {.expires = expires, .urgent = true};
	return seal(app, a, to, letter, mail, ret_sealed);
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
