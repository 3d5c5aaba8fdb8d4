#include "view/generated.h"

#include "base/arena.h"
#include "base/vec.h"

#define TEXT_MAX ((size_t)64 << 10)

struct view_texts {
	const struct view_text *const **in; /* by language, then by number */
};

/* Which placeholder "{name...": its number in names, or -1. */
static int name_number(const char *const *names, struct str name)
{
	for (int i = 0; names[i]; i++)
		if (str_is(name, names[i]))
			return i;
	return -1;
}

/* Takes text up to its next placeholder off *rest, escaped; value is the placeholder or -1. */
static struct view_text piece_cut(struct arena *a, struct str *rest, const char *const *names)
{
	struct str text = *rest;
	size_t len = 0;
	int value = -1;
	for (; len < text.len; len++) {
		if (text.p[len] != '{')
			continue;
		struct str name = str_from(text, len + 1);
		size_t close = str_find(name, '}');
		value = close < name.len ? name_number(names, str_sub(name, 0, close)) : -1;
		if (value >= 0) {
			*rest = str_from(name, close + 1);
			break;
		}
	}
	if (value < 0)
		*rest = STR_NONE;
	struct buf out;
	buf_init(&out, a, len + 32, TEXT_MAX);
	html_put(&out, str_sub(text, 0, len));
	return (struct view_text){html_of(&out), value};
}

static const struct view_text *text_new(struct arena *a, struct str text, const char *const *names)
{
	VEC(struct view_text) pieces = {0};
	struct view_text piece;
	do {
		piece = piece_cut(a, &text, names);
		vec_push(a, &pieces, piece);
	} while (piece.value >= 0);
	return pieces.at;
}

static const struct view_text *const *texts_in(struct arena *a, const struct lang *l)
{
	VEC(const struct view_text *) texts = {0};
	for (const struct view_message *m = view_messages; m->id; m++) {
		unsigned forms = m->plural ? LANG_FORMS : 1;
		for (unsigned form = 0; form < forms; form++) {
			struct str text = lang_text_form(l, m->context, m->id, m->plural, form);
			vec_push(a, &texts, text_new(a, text, m->names));
		}
	}
	return texts.at;
}

struct view_texts *view_texts_new(struct arena *a, const struct i18n *i)
{
	struct view_texts *texts = arena_make(a, struct view_texts);
	texts->in = arena_array(a, const struct view_text *const *, i18n_all(i));
	for (size_t at = 0; at < i18n_all(i); at++)
		texts->in[at] = texts_in(a, i18n_at(i, at));
	return texts;
}

struct view view_in(const struct view_texts *texts, const struct lang *lang)
{
	return (struct view){.lang = lang, .texts = texts->in[lang_index(lang)]};
}

void view_put_token(struct buf *out, const struct view *view)
{
	html_put(out, HTML("<input type=\"hidden\" name=\"form_token\" value=\""));
	html_put(out, view->form_token);
	html_put(out, HTML("\">"));
}
