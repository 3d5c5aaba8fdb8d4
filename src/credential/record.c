#include "credential/record.h"

#include "base/arena.h"

static bool same_first_part(struct str a, struct str b)
{
	struct str x = str_sub(a, 0, str_find(a, '-')), y = str_sub(b, 0, str_find(b, '-'));
	return str_eq_nocase(x, y);
}

struct str record_text_in(const struct record_texts *texts, struct str language)
{
	const struct record_text *best = NULL;
	for (size_t i = 0; i < texts->len; i++) {
		const struct record_text *it = &texts->at[i];
		if (str_eq_nocase(it->language, language))
			return it->text;
		if (!best && same_first_part(it->language, language))
			best = it;
	}
	if (!best && texts->len)
		best = &texts->at[0];
	return best ? best->text : STR_NONE;
}

struct record_texts record_texts_of(struct arena *a, struct str language, struct str text)
{
	if (!text.len)
		return (struct record_texts){0};
	struct record_text *one = arena_make(a, struct record_text);
	*one = (struct record_text){language, text};
	return (struct record_texts){one, 1};
}
