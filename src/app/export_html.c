#include "app/export_html.h"

#include "app/export_inside.h"
#include "codec/escape.h"
#include "i18n/format.h"
#include "i18n/lang.h"

struct str export_html_style(void)
{
	return STR("body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem;"
		   " font: 1.1rem/1.5 sans-serif }\n"
		   "article { border-top: 1px solid; margin-top: 1rem }\n"
		   "dt { font-weight: bold }\n"
		   "img { max-width: 100% }\n"
		   "dd { margin: 0 0 .5rem; white-space: pre-wrap; overflow-wrap: anywhere }\n");
}

static void put_text(struct buf *out, const struct export_making *m, const char *id)
{
	escape_html(out, lang_text(m->lang, id));
}

static void begin(struct buf *out, const struct export_making *m, const char *title)
{
	buf_fmt(out, "<!DOCTYPE html>\n<html lang=\"%.*s\" dir=\"%.*s\">\n<head>\n",
		STR_ARG(lang_tag(m->lang)), STR_ARG(lang_direction(m->lang)));
	buf_lit(out, "<meta charset=\"utf-8\">\n"
		     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		     "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	put_text(out, m, title);
	buf_lit(out, "</title>\n<link rel=\"stylesheet\" "
		     "href=\"style.css\">\n</head>\n<body>\n<main>\n<h1>");
	put_text(out, m, title);
	buf_lit(out, "</h1>\n");
}

static void end(struct buf *out)
{
	buf_lit(out, "</main>\n</body>\n</html>\n");
}

static void put_value(struct buf *out, const struct export_making *m, const struct json *value)
{
	switch (value->type) {
	case JSON_STRING:
		escape_html(out, json_str(value));
		return;
	case JSON_BOOL:
		put_text(out, m, value->truth ? N_("yes") : N_("no"));
		return;
	case JSON_ARRAY:
		json_each_item (item, value) {
			if (item != value->items)
				buf_lit(out, ", ");
			put_value(out, m, item);
		}
		return;
	default:
		json_write(out, value);
	}
}

/* The file itself, from a page beside its folder; a picture is shown. */
static void put_file(struct buf *out, struct str path)
{
	bool is_picture = str_ends(path, STR(".jpg")) || str_ends(path, STR(".png"));
	buf_lit(out, "<a href=\"../");
	escape_html(out, path);
	buf_lit(out, "\">");
	escape_html(out, path);
	if (is_picture) {
		buf_lit(out, "<br><img alt=\"\" src=\"../");
		escape_html(out, path);
		buf_lit(out, "\">");
	}
	buf_lit(out, "</a>");
}

static void put_files(struct buf *out, const struct json *paths)
{
	json_each_item (path, paths) {
		put_file(out, json_str(path));
		buf_lit(out, "<br>");
	}
}

static void put_item(struct buf *out, const struct export_making *m, const struct json *item)
{
	buf_lit(out, "<article>\n<dl>\n");
	json_each_member (member, item) {
		const char *label = export_label(member->name);
		buf_lit(out, "<dt>");
		if (label)
			put_text(out, m, label);
		else
			escape_html(out, member->name);
		buf_lit(out, "</dt><dd>");
		if (str_is(member->name, "path"))
			put_file(out, json_str(&member->value));
		else if (str_is(member->name, "paths"))
			put_files(out, &member->value);
		else
			put_value(out, m, &member->value);
		buf_lit(out, "</dd>\n");
	}
	buf_lit(out, "</dl>\n</article>\n");
}

void export_html_part(struct buf *out, const struct export_making *m,
	const struct export_part *part, const struct json *items)
{
	begin(out, m, part->title);
	buf_lit(out, "<p><a href=\"index.html\">");
	put_text(out, m, N_("Back to the list"));
	buf_lit(out, "</a></p>\n");
	if (!items->len) {
		buf_lit(out, "<p>");
		put_text(out, m, N_("Nothing."));
		buf_lit(out, "</p>\n");
	}
	json_each_item (item, items)
		put_item(out, m, item);
	end(out);
}

void export_html_index(struct buf *out, const struct export_making *m, usec made)
{
	begin(out, m, N_("Everything about you"));
	buf_lit(out, "<p>");
	escape_html(out, m->app->place_name);
	buf_lit(out, ", ");
	escape_html(out, format_date(m->arena, m->lang, zone_day(made)));
	buf_lit(out, "</p>\n<ul>\n");
	for (const struct export_part *part = export_parts; part->id; part++) {
		buf_fmt(out, "<li><a href=\"%s.html\">", part->id);
		put_text(out, m, part->title);
		buf_lit(out, "</a></li>\n");
	}
	if (archive_holds(m, STR(EXPORT_PASSPORT))) {
		buf_lit(out, "<li><a href=\"../" EXPORT_PASSPORT "\">");
		put_text(out, m, N_("Your passport on paper"));
		buf_lit(out, "</a></li>\n");
	}
	buf_lit(out, "</ul>\n");
	end(out);
}
