/*
 * Renders every template with the same text in every string, once for each text below, to standard
 * output: a line "NAME page|part LANGUAGE VARIANT TEXT BYTES", then the bytes and a line break.
 * tests/views/parse_test.mjs reads it.
 */
#include "view/cases.h"

#include "base/arena.h"

#include <stdio.h>
#include <string.h>

/* The first is harmless; the others may not change what a page is made of. */
static const char *const texts[] = {
	"benign",
	"\"><script>",
	"'><img src=x onerror=alert(1)>",
	"</title></textarea></option></select><script>alert(1)</script>",
	"javascript:alert(1)",
	"//evil.example/\\..\\",
	"-->&lt;&quot;&#34; &amp <!-- {{n}} {n}",
	" onfocus=alert(1) autofocus x=",
	"\n\n<b>\xe2\x80\xae",
};
#define TEXTS (sizeof(texts) / sizeof(*texts))
#define VARIANTS 12
#define PAGE_MAX ((size_t)4 << 20)

/* Variant: bit 0 is truth, bit 1 fills the lists, the rest is the choice of enums. */
static struct view_fill fill_for(size_t text, unsigned variant)
{
	return (struct view_fill){.text = str_of(texts[text]),
		.z = texts[text],
		.markup = HTML("<i>markup</i>"),
		.truth = variant & 1,
		.items = variant & 2 ? 2 : 0,
		.choice = (int)(variant >> 2),
		.number = (int)variant,
		.today = 20000,
		.now = 1700000000 * USEC_SECOND};
}

static void render(
	const struct view_case *c, const struct view *view, size_t text, unsigned variant)
{
	struct arena *a = arena_new();
	struct buf out;
	struct view_fill fill = fill_for(text, variant);
	buf_init(&out, a, 4096, PAGE_MAX);
	c->render(&out, view, a, &fill);
	struct str tag = lang_tag(view->lang);
	printf("%s %s %.*s %u %zu %zu\n", c->name, c->page ? "page" : "part", STR_ARG(tag), variant,
		text, out.len);
	fwrite(out.p, 1, out.len, stdout);
	putchar('\n');
	arena_free(a);
}

static void render_all(const struct view_texts *view_texts, const struct lang *lang, size_t text)
{
	struct view view = view_in(view_texts, lang);
	view.form_token = str_of(texts[text]);
	view.today = 20000;
	for (const struct view_case *c = view_cases; c->name; c++)
		for (unsigned variant = 0; variant < VARIANTS; variant++)
			render(c, &view, text, variant);
}

/* With --texts: the texts themselves, each with a NUL after it. */
static int print_texts(void)
{
	for (size_t i = 0; i < TEXTS; i++)
		fwrite(texts[i], 1, strlen(texts[i]) + 1, stdout);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return strcmp(argv[1], "--texts") ? 2 : print_texts();
	struct arena *a = arena_new();
	struct i18n *i;
	err_t e = i18n_new(a, i18n_catalogues, STR("nl"), &i);
	if (e) {
		err_free(e);
		return 1;
	}
	struct view_texts *view_texts = view_texts_new(a, i);
	/* languages differ in their texts only: one is enough for the hostile ones */
	for (size_t at = 0; at < i18n_count(i); at++)
		render_all(view_texts, i18n_at(i, at), 0);
	for (size_t text = 1; text < TEXTS; text++)
		render_all(view_texts, i18n_standard(i), text);
	arena_free(a);
	return 0;
}
