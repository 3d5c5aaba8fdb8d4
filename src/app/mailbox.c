#include "app/mailbox.h"

#include "app/access.h"
#include "db/demo.h"

struct posting {
	const struct mail_message *message;
	struct public_id code;
};

static err_t put(struct tx *tx, void *ctx)
{
	static const struct actor house = {.is_house = true};
	const struct posting *p = ctx;
	const struct mail_message *m = p->message;
	TRY(access_require(tx, &house, ACTION_HOUSE_KEEP, OWNER_NOBODY));
	return letter_put(tx, p->code, m->from, m->to, m->subject, m->text, m->date);
}

/* The Message-ID begins with the mail's code. */
static err_t post(void *ctx, const struct mail_message *m)
{
	struct posting p = {.message = m};
	struct str rest = m->id;
	if (!public_id_parse(str_cut(&rest, '@'), &p.code))
		return err_log(ERR_INVALID, "message id without a code");
	return db_tx(ctx, put, &p);
}

struct mail_transport mailbox_transport(struct db *store)
{
	return (struct mail_transport){.send = post, .ctx = store};
}

struct listing {
	struct arena *arena;
	struct letter_line_list lines;
};

static err_t read_lines(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	return letter_list(tx, l->arena, MAILBOX_MOST, &l->lines);
}

err_t mailbox_list(struct db *store, struct arena *a, const struct mailbox_letter **ret_letters,
	size_t *ret_count)
{
	struct listing l = {.arena = a};
	TRY(db_read(store, read_lines, &l));
	struct mailbox_letter *letters = arena_array(a, struct mailbox_letter, l.lines.len);
	for (size_t i = 0; i < l.lines.len; i++)
		letters[i] = (struct mailbox_letter){
			.code = l.lines.at[i].code,
			.to = l.lines.at[i].recipient,
			.subject = l.lines.at[i].subject,
			.written = l.lines.at[i].written,
		};
	*ret_letters = letters;
	*ret_count = l.lines.len;
	return NULL;
}

struct finding {
	struct arena *arena;
	struct public_id code;
	struct letter_row *row;
};

static err_t find(struct tx *tx, void *ctx)
{
	struct finding *f = ctx;
	return letter_get(tx, f->arena, f->code, &f->row);
}

err_t mailbox_read(
	struct db *store, struct arena *a, struct public_id code, struct mailbox_letter *ret)
{
	struct finding f = {.arena = a, .code = code};
	TRY(db_read(store, find, &f));
	if (!f.row)
		return err_log(ERR_NOT_FOUND, "no such letter");
	*ret = (struct mailbox_letter){
		.code = code,
		.from = f.row->sender,
		.to = f.row->recipient,
		.subject = f.row->subject,
		.body = f.row->body,
		.written = f.row->written,
	};
	return NULL;
}
