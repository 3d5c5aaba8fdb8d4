#include "app/pick.h"

#include "base/arena.h"
#include "crypto/vault.h"

#include <string.h>

static struct vault_place pick_place(struct public_id owner, struct str choice)
{
	return (struct vault_place){owner, "pick", choice, "option"};
}

err_t pick_seal(const struct app *app, struct arena *a, struct public_id owner, struct str choice,
	struct str option, struct str *ret_sealed)
{
	struct vault_place place = pick_place(owner, choice);
	char padded[PICK_LENGTH];
	if (option.len > sizeof(padded))
		return err_log(ERR_TOO_LARGE, "an option's id is longer than %d", PICK_LENGTH);
	memset(padded, ' ', sizeof(padded));
	if (option.len)
		memcpy(padded, option.p, option.len);
	return vault_seal(app->vault, a, &place, (struct str){padded, sizeof(padded)}, ret_sealed);
}

err_t pick_open(const struct app *app, struct arena *a, struct public_id owner,
	const struct pick_row_list *rows, struct content_picks *ret_picks)
{
	struct content_picks picks = {0};
	size_t count;
	content_choices(app->content, 0, &count);
	for (size_t i = 0; i < rows->len; i++) {
		struct vault_place place = pick_place(owner, rows->at[i].choice);
		size_t at = content_choice_find(app->content, rows->at[i].choice);
		bool is_wording = str_is(rows->at[i].choice, PICK_WORDING);
		struct str padded;
		bool is_damaged;
		if (at == count && !is_wording)
			continue;
		TRY(vault_open_one(
			app->vault, a, &place, rows->at[i].option, &padded, &is_damaged));
		picks.is_damaged |= is_damaged;
		if (is_wording)
			picks.wording = content_wording_find(str_trim(padded));
		else
			picks.option[at] = str_trim(padded);
	}
	*ret_picks = picks;
	return NULL;
}
