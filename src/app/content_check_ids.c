/* Ids are forever: the list may only grow, and what it names is still there. */
#include "app/content_check_inside.h"
#include "base/arena.h"

#define IDS_FILE "ids.txt"
#define IDS_MOST ((size_t)1 << 20) /* bytes of the list */

static bool has_line(struct str lines, struct str entry)
{
	while (lines.len)
		if (str_eq(str_cut(&lines, '\n'), entry))
			return true;
	return false;
}

/* The same question, of another kind: "photo" for "question who.self text"; or empty. */
static struct str other_kind(struct str lines, struct str entry)
{
	struct str rest = entry;
	if (!str_is(str_cut(&rest, ' '), "question"))
		return STR_NONE;
	struct str same = str_sub(entry, 0, entry.len - rest.len + str_find(rest, ' ') + 1);
	while (lines.len) {
		struct str line = str_cut(&lines, '\n');
		if (str_starts(line, same) && !str_eq(line, entry))
			return str_from(line, same.len);
	}
	return STR_NONE;
}

static bool is_new(const struct content_checker *c, struct str entry)
{
	return !has_line(c->sources->ids, entry) && !other_kind(c->sources->ids, entry).len;
}

static void add(struct content_checker *c, const struct content_document *d,
	const struct schema_place *at, struct str entry)
{
	if (has_line(buf_str(&c->ids), entry))
		content_tell(c, d, at, "\"%.*s\" is there twice: give the newer one another id",
			STR_ARG(entry));
	else if (is_new(c, entry))
		content_tell(
			c, d, at, "is new: add the line \"%.*s\" to " IDS_FILE, STR_ARG(entry));
	buf_put(&c->ids, entry);
	buf_putc(&c->ids, '\n');
}

static void add_options(
	struct content_checker *c, const struct content_document *d, const struct schema_place *at)
{
	struct schema_place options = content_member(at, "options");
	struct str id = content_text(at->value, "id");
	for (size_t i = 0; options.value && i < options.value->len; i++) {
		struct schema_place option = content_item(&options, i);
		add(c, d, &option,
			str_fmt(c->arena, "option %.*s/%.*s", STR_ARG(id),
				STR_ARG(content_text(option.value, "id"))));
	}
}

static void add_passport(struct content_checker *c)
{
	static const struct {
		const char *list, *kind;
	} lists[] = {{"choices", "choice"}, {"routes", "route"}, {"scopes", "scope"}};
	struct schema_place top = {.value = c->passport.value};
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		struct schema_place list = content_member(&top, lists[i].list);
		for (size_t k = 0; k < list.value->len; k++) {
			struct schema_place item = content_item(&list, k);
			add(c, &c->passport, &item,
				str_fmt(c->arena, "%s %.*s", lists[i].kind,
					STR_ARG(content_text(item.value, "id"))));
			add_options(c, &c->passport, &item);
		}
	}
}

static void add_chapter(struct content_checker *c, const struct content_document *d)
{
	struct schema_place top = {.value = d->value};
	struct schema_place list = content_member(&top, "questions");
	struct str id = content_text(d->value, "id");
	add(c, d, &top, str_fmt(c->arena, "chapter %.*s", STR_ARG(id)));
	for (size_t i = 0; i < list.value->len; i++) {
		struct schema_place question = content_item(&list, i);
		add(c, d, &question,
			str_fmt(c->arena, "question %.*s %.*s",
				STR_ARG(content_text(question.value, "id")),
				STR_ARG(content_text(question.value, "kind"))));
		add_options(c, d, &question);
	}
}

static void add_all(struct content_checker *c)
{
	buf_init(&c->ids, c->arena, 8192, IDS_MOST);
	add_passport(c);
	for (size_t i = 0; i < c->chapter_count; i++)
		add_chapter(c, &c->chapters[i]);
}

static void tell_gone(struct content_checker *c, struct str entry, int line)
{
	struct str now = other_kind(buf_str(&c->ids), entry);
	if (now.len)
		content_tell_line(c, IDS_FILE, line,
			str_fmt(c->arena,
				"\"%.*s\" is used again, as %.*s: put the old question back with "
				"\"retired\": true, and give the new one another id",
				STR_ARG(entry), STR_ARG(now)));
	else
		content_tell_line(c, IDS_FILE, line,
			str_fmt(c->arena,
				"\"%.*s\" is gone: put it back%s; answers are kept under it",
				STR_ARG(entry),
				str_starts(entry, STR("question ")) ? ", with \"retired\": true"
								    : ""));
}

void content_check_ids(struct content_checker *c)
{
	struct str list = c->sources->ids, before = c->sources->published;
	add_all(c);
	for (int line = 1; list.len; line++) {
		struct str entry = str_cut(&list, '\n');
		if (entry.len && !has_line(buf_str(&c->ids), entry))
			tell_gone(c, entry, line);
	}
	while (before.len) {
		struct str entry = str_cut(&before, '\n');
		if (entry.len && !has_line(c->sources->ids, entry))
			content_tell_line(c, IDS_FILE, 1,
				str_fmt(c->arena, "\"%.*s\" was published: put the line back",
					STR_ARG(entry)));
	}
}

struct str content_new_lines(struct content_checker *c)
{
	struct buf out;
	add_all(c);
	buf_init(&out, c->arena, 256, IDS_MOST);
	for (struct str rest = buf_str(&c->ids); rest.len;) {
		struct str entry = str_cut(&rest, '\n');
		if (is_new(c, entry) && !has_line(buf_str(&out), entry))
			buf_fmt(&out, "%.*s\n", STR_ARG(entry));
	}
	return buf_str(&out);
}
