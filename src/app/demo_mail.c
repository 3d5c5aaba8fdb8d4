#include "app/demo_mail.h"

#include "mail/mailbox.h"

struct listing {
	struct arena *arena;
	struct letter_head_list heads;
};

static err_t read_heads(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	return letter_newest(tx, l->arena, DEMO_MAIL_MOST, &l->heads);
}

err_t demo_mail_list(struct db *store, struct arena *a, const struct demo_letter **ret_letters,
	size_t *ret_count)
{
	struct listing l = {.arena = a};
	TRY(db_read(store, read_heads, &l));
	struct demo_letter *letters = arena_array(a, struct demo_letter, l.heads.len);
	for (size_t i = 0; i < l.heads.len; i++)
		letters[i] = (struct demo_letter){
			.key = l.heads.at[i].message,
			.to = l.heads.at[i].recipient,
			.subject = l.heads.at[i].subject,
			.written = l.heads.at[i].written,
		};
	*ret_letters = letters;
	*ret_count = l.heads.len;
	return NULL;
}

struct finding {
	struct arena *arena;
	struct str key;
	struct letter_row *row;
};

static err_t find(struct tx *tx, void *ctx)
{
	struct finding *f = ctx;
	return letter_get(tx, f->arena, f->key, &f->row);
}

err_t demo_mail_read(struct db *store, struct arena *a, struct str key, struct demo_letter *ret)
{
	struct finding f = {.arena = a, .key = key};
	TRY(db_read(store, find, &f));
	if (!f.row)
		return err_log(ERR_NOT_FOUND, "no such letter");
	*ret = (struct demo_letter){
		.key = key,
		.from = f.row->sender,
		.to = f.row->recipient,
		.subject = f.row->subject,
		.body = f.row->body,
		.written = f.row->written,
	};
	return NULL;
}
