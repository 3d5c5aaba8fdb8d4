#include "mail/letter.h"

#include "base/arena.h"
#include "codec/escape.h"
#include "codec/url.h"

#include <string.h>

struct writer {
	const struct lang *lang;
	const struct lang_value *values;
	struct arena *arena;
	struct buf text, html;
};

static struct str fill(const struct writer *w, const char *id)
{
	struct str text = lang_text(w->lang, id);
	return w->values ? lang_fill(w->arena, text, w->values) : text;
}

static struct str one_line(struct arena *a, struct str s)
{
	char *p = str_z(a, s);
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)p[i] < ' ' || p[i] == 0x7f)
			p[i] = ' ';
	return str_trim((struct str){p, s.len});
}

static void put_paragraphs(struct writer *w, const char *const *ids, const char *style)
{
	for (; ids && *ids; ids++) {
		struct str s = fill(w, *ids);
		buf_put(&w->text, s);
		buf_lit(&w->text, "\n\n");
		buf_fmt(&w->html, "<p style=\"%s\">", style);
		escape_html(&w->html, s);
		buf_lit(&w->html, "</p>\n");
	}
}

static void put_list(struct writer *w, const struct letter *letter)
{
	if (!letter->list_len)
		return;
	buf_lit(&w->html, "<ul style=\"margin:0 0 16px\">\n");
	for (size_t i = 0; i < letter->list_len; i++) {
		struct str line = one_line(w->arena, letter->list[i]);
		buf_fmt(&w->text, "- %.*s\n", STR_ARG(line));
		buf_lit(&w->html, "<li>");
		escape_html(&w->html, line);
		buf_lit(&w->html, "</li>\n");
	}
	buf_lit(&w->text, "\n");
	buf_lit(&w->html, "</ul>\n");
}

/* Nothing stands before or behind it that a mail reader could take for part of it. */
static void put_code_page(struct writer *w, struct str page)
{
	if (!page.len)
		return;
	buf_fmt(&w->text, "%.*s\n\n", STR_ARG(page));
	buf_lit(&w->html, "<p style=\"margin:0 0 16px\">");
	escape_html(&w->html, page);
	buf_lit(&w->html, "</p>\n");
}

static void put_code(struct writer *w, struct str code)
{
	if (!code.len)
		return;
	buf_fmt(&w->text, "    %.*s\n\n", STR_ARG(code));
	buf_lit(&w->html,
		"<p style=\"margin:24px 0;font:bold 28px/1.2 monospace;letter-spacing:2px\">");
	escape_html(&w->html, code);
	buf_lit(&w->html, "</p>\n");
}

static void put_button(struct writer *w, const char *id, struct str link)
{
	if (!id)
		return;
	struct str label = fill(w, id);
	buf_fmt(&w->text, "%.*s:\n%.*s\n\n", STR_ARG(label), STR_ARG(link));
	buf_lit(&w->html,
		"<p style=\"margin:24px 0\"><a style=\"display:inline-block;padding:12px 20px;"
		"border-radius:4px;background:#154273;color:#ffffff;font-weight:bold;"
		"text-decoration:none\" href=\"");
	escape_html(&w->html, link);
	buf_lit(&w->html, "\">");
	escape_html(&w->html, label);
	buf_lit(&w->html, "</a></p>\n");
}

static void put_foot(struct writer *w, const char *id, struct str link)
{
	if (!id)
		return;
	struct str label = fill(w, id);
	buf_fmt(&w->text, "-- \n%.*s:\n%.*s\n", STR_ARG(label), STR_ARG(link));
	buf_lit(&w->html, "<p style=\"margin:24px 0 0;font-size:14px\"><a style=\"color:#154273\" "
			  "href=\"");
	escape_html(&w->html, link);
	buf_lit(&w->html, "\">");
	escape_html(&w->html, label);
	buf_lit(&w->html, "</a></p>\n");
}

static void open_html(struct writer *w, struct str subject)
{
	struct str tag = lang_tag(w->lang), direction = lang_direction(w->lang);
	buf_fmt(&w->html,
		"<!doctype html>\n<html lang=\"%.*s\" dir=\"%.*s\">\n<head>"
		"<meta charset=\"utf-8\"><title>",
		STR_ARG(tag), STR_ARG(direction));
	escape_html(&w->html, subject);
	buf_lit(&w->html, "</title><meta name=\"viewport\" content=\"width=device-width\"></head>\n"
			  "<body style=\"margin:0;padding:24px;background:#ffffff;color:#1b1b1b;"
			  "font:17px/1.5 sans-serif\">\n<div style=\"max-width:560px\">\n");
}

static bool are_in(const struct lang *l, const char *const *ids)
{
	while (ids && *ids)
		if (!lang_has(l, *ids++))
			return false;
	return true;
}

bool letter_is_in(const struct lang *l, const struct letter *letter)
{
	const char *const lines[] = {letter->subject,
		letter->button ? letter->button : letter->foot,
		letter->button ? letter->foot : NULL, NULL};
	return are_in(l, lines) && are_in(l, letter->before) && are_in(l, letter->after);
}

static bool is_web_link(struct str link)
{
	return url_is_link(link) &&
	       (str_starts(link, STR("https://")) || str_starts(link, STR("http://")));
}

err_t letter_render(struct arena *a, const struct lang *l, const struct letter *letter,
	struct letter_text *ret_text)
{
	if (letter->button && !is_web_link(letter->link))
		return err_log(ERR_INVALID, "the button of a letter leads nowhere");
	if (letter->foot && !is_web_link(letter->foot_link))
		return err_log(ERR_INVALID, "the foot of a letter leads nowhere");
	struct writer w = {.lang = l, .values = letter->values, .arena = a};
	buf_init(&w.text, a, 1024, LETTER_MOST);
	buf_init(&w.html, a, 2048, LETTER_MOST);
	struct str subject = one_line(a, fill(&w, letter->subject));
	if (subject.len > LETTER_SUBJECT_MOST)
		return err_log(ERR_TOO_LARGE, "subject of %zu bytes", subject.len);
	open_html(&w, subject);
	put_paragraphs(&w, letter->before, "margin:0 0 16px");
	put_list(&w, letter);
	put_code_page(&w, letter->code_page);
	put_code(&w, letter->code);
	put_button(&w, letter->button, letter->link);
	put_paragraphs(&w, letter->after, "margin:0 0 12px;font-size:14px;color:#4a4a4a");
	put_foot(&w, letter->foot, letter->foot_link);
	buf_lit(&w.html, "</div>\n</body>\n</html>\n");
	TRY(buf_err(&w.text));
	TRY(buf_err(&w.html));
	*ret_text = (struct letter_text){subject, buf_str(&w.text), buf_str(&w.html), lang_tag(l)};
	return NULL;
}
