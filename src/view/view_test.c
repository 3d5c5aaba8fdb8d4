#include "view/generated.h"

#include "base/arena.h"
#include "unit/unit.h"

/* The first number of the message with that id. */
static size_t number_of(const char *id)
{
	size_t number = 0;
	const struct view_message *m = view_messages;
	for (; m->id && !str_is(str_of(m->id), id); m++)
		number += m->plural ? LANG_FORMS : 1;
	CHECK(m->id);
	return number;
}

static struct view view_of(struct arena *a, const char *tag)
{
	struct i18n *i = NULL;
	CHECK_OK(i18n_new(a, i18n_catalogues, STR("nl"), &i));
	return view_in(view_texts_new(a, i), i18n_find(i, str_of(tag)));
}

TEST(view_texts_are_translated_once)
{
	struct arena *a = arena_new();
	struct view nl = view_of(a, "nl"), en = view_of(a, "en");
	size_t number = number_of("Signed in as {name}");
	const struct view_text *text = nl.texts[number];
	CHECK_STR(((struct str){text[0].before.p, text[0].before.len}), "Ingelogd als ");
	CHECK_INT(text[0].value, 0);
	CHECK_INT((int64_t)text[1].before.len, 0);
	CHECK_INT(text[1].value, -1);
	text = en.texts[number];
	CHECK_STR(((struct str){text[0].before.p, text[0].before.len}), "Signed in as ");
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
