#include "app/notice.h"

#include "i18n/i18n.h"
#include "mail/outbox.h"

/* Programs that read mail show it as a way out; they know https alone. */
static struct str way_out(struct str link)
{
	return str_starts(link, STR("https://")) ? link : STR_NONE;
}

/* No token: whoever follows the link signs in and chooses for themselves. */
static struct outbox_mail with_choice(const struct app *app, struct arena *a,
	const struct notice_kind_about *kind, struct letter *io_letter)
{
	struct str link = str_fmt(a, "%.*s/account/notices#%s", STR_ARG(app->public_url), kind->id);
	io_letter->foot = N_("Choose yourself which mails you get");
	io_letter->foot_link = link;
	return (struct outbox_mail){.unsubscribe = way_out(link)};
}

/* Theirs where it has the whole letter, else one that has every text. */
static const struct lang *language_of(
	const struct app *app, const struct notice_to *to, const struct letter *letter)
{
	const struct i18n_wish wish = {.account = to->language};
	const struct lang *theirs = i18n_choose_any(app->i18n, &wish);
	return letter_is_in(theirs, letter) ? theirs : i18n_choose(app->i18n, &wish);
}

err_t notice_seal(const struct app *app, struct arena *a, const struct notice_to *to,
	enum notice_kind kind, const struct letter *letter, usec expires,
	struct outbox_sealed **ret_sealed)
{
	struct letter full = *letter;
	struct letter_text text;
	struct outbox_mail mail = {0};
	if (kind <= NOTICE_OF_NOTHING || kind >= NOTICE_KINDS)
		return err_log(ERR_INTERNAL, "a notice of no kind");
	const struct notice_kind_about *about = notice_kind_about(kind);
	if (!about->why)
		mail = with_choice(app, a, about, &full);
	TRY(letter_render(a, language_of(app, to, &full), &full, &text));
	mail.to = to->mail;
	mail.letter = &text;
	mail.expires = expires;
	mail.urgent = about->urgent;
	return outbox_seal(app->outbox, a, &mail, ret_sealed);
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
