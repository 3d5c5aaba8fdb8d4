#include "i18n/lang_private.h"

#include "base/arena.h"
#include "base/buf.h"

#define FILLED_MAX ((size_t)1 << 20)
#define ISOLATED_MAX ((size_t)4 << 20) /* bytes of all texts of a language */

/* FIRST STRONG ISOLATE and its end (Unicode Standard Annex 9, section 2.4). */
#define ISOLATE STR("\u2068")
#define ISOLATE_END STR("\u2069")

/* What is filled in for "{name}" keeps its own direction. */
static struct str isolate(struct arena *a, struct str text)
{
	struct buf out;
	buf_init(&out, a, text.len + 64, SIZE_MAX);
	while (text.len) {
		size_t open = str_find(text, '{');
		buf_put(&out, str_sub(text, 0, open));
		text = str_from(text, open);
		if (!text.len)
			break;
		size_t close = str_find(text, '}');
		size_t taken = close < text.len ? close + 1 : text.len;
		buf_put(&out, ISOLATE);
		buf_put(&out, str_sub(text, 0, taken));
		buf_put(&out, ISOLATE_END);
		text = str_from(text, taken);
	}
	return buf_str(&out);
}

/* The pattern of a date or a time is no sentence: its numbers stay in their order. */
static bool is_pattern(struct str context)
{
	return str_is(context, "date") || str_is(context, "time");
}

static err_t isolate_all(struct arena *a, struct mo *io)
{
	size_t total = 0;
	for (size_t i = 0; i < io->len; i++) {
		struct mo_text *t = &io->texts[i];
		total += t->forms.len;
		if (total > ISOLATED_MAX)
			return err_log(ERR_INVALID, "catalogue: too many texts");
		if (!is_pattern(t->context) && str_find(t->forms, '{') < t->forms.len)
			t->forms = isolate(a, t->forms);
	}
	return NULL;
}

err_t lang_read(struct arena *a, struct str mo, size_t index, struct lang *ret_lang)
{
	struct lang l = {.index = index};
	TRY(mo_read(a, mo, &l.mo));
	struct str type = mo_header(&l.mo, STR("Content-Type"));
	if (!str_eq_nocase(type, STR("text/plain; charset=UTF-8")))
		return err_log(ERR_INVALID, "catalogue: charset is not UTF-8");
	l.tag = mo_header(&l.mo, STR("Language"));
	if (!l.tag.len)
		return err_log(ERR_INVALID, "catalogue: no Language");
	TRY(plural_parse(mo_header(&l.mo, STR("Plural-Forms")), &l.plural));
	l.is_whole = !str_is(mo_header(&l.mo, STR("X-Texts")), "companions");
	if (str_is(lang_direction(&l), "rtl"))
		TRY(isolate_all(a, &l.mo));
	*ret_lang = l;
	return NULL;
}

struct str lang_tag(const struct lang *l)
{
	return l->tag;
}

struct str lang_name(const struct lang *l)
{
	/* translators: the name of your language, in your language */
	return lang_text_in(l, "language", "English");
}

struct str lang_direction(const struct lang *l)
{
	/* translators: "rtl" when your language is written from right to left, else "ltr" */
	return lang_text_in(l, "direction", "ltr");
}

size_t lang_index(const struct lang *l)
{
	return l->index;
}

bool lang_is_whole(const struct lang *l)
{
	return l->is_whole;
}

struct str lang_text(const struct lang *l, const char *id)
{
	return lang_text_form(l, NULL, id, NULL, 0);
}

struct str lang_text_in(const struct lang *l, const char *context, const char *id)
{
	return lang_text_form(l, context, id, NULL, 0);
}

static struct str translated(
	const struct lang *l, const char *context, const char *id, unsigned form)
{
	const struct mo_text *t = mo_find(&l->mo, str_of(context), str_of(id));
	if (!t || !t->id.len)
		return STR_NONE;
	bool one_form = str_find(t->forms, '\0') == t->forms.len;
	return mo_form(t, one_form ? 0 : form);
}

bool lang_has(const struct lang *l, const char *id)
{
	return l->is_whole || translated(l, NULL, id, 0).len;
}

struct str lang_plural(const struct lang *l, const char *id, const char *plural, int64_t n)
{
	struct str text = translated(l, NULL, id, lang_form(l, n));
	return text.len ? text : str_of(n == 1 ? id : plural);
}

unsigned lang_form(const struct lang *l, int64_t n)
{
	return plural_form(&l->plural, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

unsigned lang_forms(const struct lang *l)
{
	return l->plural.forms;
}

struct str lang_text_form(const struct lang *l, const char *context, const char *id,
	const char *plural, unsigned form)
{
	struct str text = translated(l, context, id, form);
	return text.len ? text : str_of(plural && form ? plural : id);
}

static const struct lang_value *value_named(const struct lang_value *values, struct str name)
{
	for (; values->name; values++)
		if (str_is(name, values->name))
			return values;
	return NULL;
}

struct str lang_fill(struct arena *a, struct str text, const struct lang_value *values)
{
	struct buf out;
	buf_init(&out, a, text.len + 64, FILLED_MAX);
	while (text.len) {
		size_t open = str_find(text, '{');
		buf_put(&out, str_sub(text, 0, open));
		text = str_from(text, open);
		size_t close = str_find(text, '}');
		const struct lang_value *v =
			close < text.len ? value_named(values, str_sub(text, 1, close - 1)) : NULL;
		size_t taken = v ? close + 1 : text.len > 0;
		buf_put(&out, v ? v->text : str_sub(text, 0, taken));
		text = str_from(text, taken);
	}
	return buf_str(&out);
}

struct str lang_error(struct arena *a, const struct lang *l, const struct err *e)
{
	struct str text = lang_text_form(l, NULL, err_text(e), NULL, lang_form(l, e->n));
	struct str n = str_fmt(a, "%lld", (long long)e->n);
	return lang_fill(a, text, (struct lang_value[]){{"n", n}, {0}});
}
