#include "mail/mailbox.h"

static err_t put(struct tx *tx, void *ctx)
{
	const struct mail_message *m = ctx;
	int64_t count;
	tx_allow(tx);
	TRY(letter_add(tx, m->id, m->from, m->to, m->subject, m->text, m->html, m->lang, m->date));
	return letter_trim(tx, MAILBOX_MOST, &count);
}

static err_t send(void *ctx, const struct mail_message *m)
{
	struct mail_message copy = *m;
	return db_tx(ctx, put, &copy);
}

struct mail_transport mailbox_transport(struct db *store)
{
	return (struct mail_transport){send, store};
}
