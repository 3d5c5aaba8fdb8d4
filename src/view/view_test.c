#include "view/generated.h"

#include "base/arena.h"
#include "unit/unit.h"

/* The text put together again, with its placeholders by name. */
static struct str joined(struct arena *a, const struct view_text *text, const char *const *names)
{
	struct buf buf, *out = &buf;
	buf_init(out, a, 64, 64 << 10);
	view_text_each(piece, text) buf_fmt(out, "{%s}", names[piece->value]);
	return buf_str(out);
}

static struct str escaped(struct arena *a, struct str text)
{
	struct buf out;
	buf_init(&out, a, 64, 64 << 10);
	html_put(&out, text);
	return buf_str(&out);
}

/* Returns how many numbers the message takes. */
static unsigned check_message(struct arena *a, const struct view *view,
	const struct view_message *m, const struct view_text *const *texts)
{
	unsigned forms = m->plural ? LANG_FORMS : 1;
	for (unsigned form = 0; form < forms; form++) {
		struct str want = lang_text_form(view->lang, m->context, m->id, m->plural, form);
		CHECK(str_eq(joined(a, texts[form], m->names), escaped(a, want)));
	}
	return forms;
}

TEST(view_texts_are_the_catalogues_escaped)
{
	struct arena *a = arena_new();
	struct i18n *i = NULL;
	CHECK_OK(i18n_new(a, i18n_catalogues, STR("nl"), &i));
	struct view_texts *texts = view_texts_new(a, i);
	for (size_t at = 0; at < i18n_count(i); at++) {
		struct view view = view_in(texts, i18n_at(i, at));
		size_t number = 0;
		for (const struct view_message *m = view_messages; m->id; m++)
			number += check_message(a, &view, m, view.texts + number);
		CHECK(number > 0);
	}
	arena_free(a);
}

TEST(view_token_is_escaped)
{
	struct arena *a = arena_new();
	struct view view = {.form_token = STR("a\"b")};
	struct buf out;
	buf_init(&out, a, 16, 1024);
	view_put_token(&out, &view);
	CHECK_STR(buf_str(&out), "<input type=\"hidden\" name=\"form_token\" value=\"a&#34;b\">");
	arena_free(a);
}
