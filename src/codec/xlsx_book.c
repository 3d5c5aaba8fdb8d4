/* Where the parts of a workbook are: Open Packaging Conventions (ECMA-376 part 2). */
#include "codec/xlsx_inside.h"

#define RELATIONS_MOST 2000
#define SHEETS_MOST 1000

struct relation {
	struct str id, type, part;
};

struct relations {
	struct xlsx_book *book;
	struct str folder; /* that targets start from */
	VEC(struct relation) all;
};

/* --- relations --- */

/* A target as the name of a part: "../a.xml" from "xl/" is "a.xml", "/xl/a.xml" is "xl/a.xml". */
static struct str resolve(struct arena *a, struct str folder, struct str target)
{
	if (str_starts(target, STR("/")))
		return str_dup(a, str_from(target, 1));
	while (str_starts(target, STR("../"))) {
		target = str_from(target, 3);
		if (folder.len)
			folder.len--;
		while (folder.len && folder.p[folder.len - 1] != '/')
			folder.len--;
	}
	if (str_starts(target, STR("./")))
		target = str_from(target, 2);
	return str_fmt(a, "%.*s%.*s", STR_ARG(folder), STR_ARG(target));
}

static err_t read_relation(void *ctx, const char *name, xml_attributes attributes)
{
	struct relations *r = ctx;
	struct arena *a = r->book->scratch;
	if (strcmp(name, "Relationship") != 0)
		return NULL;
	if (r->all.len == RELATIONS_MOST)
		return xlsx_damaged("too many relations");
	vec_push(a, &r->all,
		(struct relation){
			.id = str_dup(a, xml_attribute(attributes, "Id")),
			.type = str_dup(a, xml_attribute(attributes, "Type")),
			.part = resolve(a, r->folder, xml_attribute(attributes, "Target")),
		});
	return NULL;
}

/* Offset of what stands behind the last "/". */
static size_t name_at(struct str part)
{
	size_t at = part.len;
	while (at && part.p[at - 1] != '/')
		at--;
	return at;
}

/* Those of the part; of the package itself for "". */
static err_t read_relations(struct xlsx_book *b, struct str part, struct relations *ret)
{
	static const struct xml_reader reader = {.begin = read_relation};
	size_t at = name_at(part);
	struct relations r = {.book = b, .folder = str_sub(part, 0, at)};
	struct str file = str_fmt(
		b->scratch, "%.*s_rels/%.*s.rels", STR_ARG(r.folder), STR_ARG(str_from(part, at)));
	TRY(xlsx_read_part(b, file, &reader, &r));
	*ret = r;
	return NULL;
}

/* The part of the first relation of a type that ends so, in either namespace. */
static struct str part_of_type(const struct relations *r, struct str type_end)
{
	vec_each (const struct relation, it, &r->all)
		if (str_ends(it->type, type_end))
			return it->part;
	return STR_NONE;
}

static struct str worksheet_of_id(const struct relations *r, struct str id)
{
	vec_each (const struct relation, it, &r->all)
		if (str_eq(it->id, id) && str_ends(it->type, STR("/worksheet")))
			return it->part;
	return STR_NONE;
}

/* --- the workbook --- */

struct listed {
	struct str name, id;
	bool is_hidden;
};

struct listing {
	struct xlsx_book *book;
	VEC(struct listed) sheets;
};

static bool is_true(struct str s)
{
	return str_is(s, "1") || str_is(s, "true");
}

static err_t read_listed(void *ctx, const char *name, xml_attributes attributes)
{
	struct listing *l = ctx;
	struct str state = xml_attribute(attributes, "state");
	if (strcmp(name, "workbookPr") == 0)
		l->book->is_1904 = is_true(xml_attribute(attributes, "date1904"));
	if (strcmp(name, "sheet") != 0)
		return NULL;
	if (l->sheets.len == SHEETS_MOST)
		return xlsx_damaged("too many sheets");
	vec_push(l->book->scratch, &l->sheets,
		(struct listed){
			.name = str_dup(l->book->arena, xml_attribute(attributes, "name")),
			.id = str_dup(l->book->scratch,
				xml_attribute_of(attributes, "/relationships", "id")),
			.is_hidden = state.len && !str_is(state, "visible"),
		});
	return NULL;
}

/* The one asked for, or the first seen, or the first. */
static const struct listed *choose(
	const struct listing *l, const struct relations *r, struct str name)
{
	const struct listed *hidden = NULL;
	vec_each (const struct listed, it, &l->sheets) {
		if (!worksheet_of_id(r, it->id).p)
			continue;
		if (name.len ? str_eq(it->name, name) : !it->is_hidden)
			return it;
		if (!hidden)
			hidden = it;
	}
	return name.len ? NULL : hidden;
}

static void tell_names(const struct listing *l, const struct relations *r, struct sheet *io_sheet)
{
	VEC(struct str) names = {0};
	vec_each (const struct listed, it, &l->sheets)
		if (!it->is_hidden && names.len < SHEET_NAMES_MOST && worksheet_of_id(r, it->id).p)
			vec_push(l->book->arena, &names, it->name);
	io_sheet->names = names.at;
	io_sheet->names_len = names.len;
}

static err_t refuse_other_formats(struct xlsx_book *b)
{
	if (zip_find(&b->zip, STR("xl/workbook.bin")))
		return err_say(
			ERR_INVALID, N_("This is a binary workbook. Save it as XLSX or CSV."));
	if (zip_find(&b->zip, STR("mimetype")))
		return err_say(
			ERR_INVALID, N_("This is an OpenDocument file. Save it as XLSX or CSV."));
	return NULL;
}

/* A part with two roles would be unpacked, and kept, for each. */
static err_t refuse_shared(const struct xlsx_book *b, struct str workbook)
{
	const struct str parts[] = {workbook, b->part, b->strings_part, b->styles_part};
	for (size_t i = 1; i < sizeof(parts) / sizeof(*parts); i++)
		for (size_t k = 0; k < i; k++)
			if (parts[i].p && parts[k].p && str_eq_nocase(parts[i], parts[k]))
				return xlsx_damaged("a part has two roles");
	return NULL;
}

err_t xlsx_find_parts(struct xlsx_book *b, struct str name, struct sheet *io_sheet)
{
	static const struct xml_reader reader = {.begin = read_listed};
	struct listing listing = {.book = b};
	struct relations package, book;
	TRY(refuse_other_formats(b));
	TRY(read_relations(b, STR(""), &package));
	struct str workbook = part_of_type(&package, STR("/officeDocument"));
	TRY(xlsx_read_part(b, workbook, &reader, &listing));
	TRY(read_relations(b, workbook, &book));
	const struct listed *chosen = choose(&listing, &book, name);
	if (!chosen && name.len)
		return err_say(ERR_NOT_FOUND, N_("The workbook has no sheet of that name."));
	if (!chosen)
		return xlsx_damaged("no sheet");
	b->part = worksheet_of_id(&book, chosen->id);
	b->strings_part = part_of_type(&book, STR("/sharedStrings"));
	b->styles_part = part_of_type(&book, STR("/styles"));
	TRY(refuse_shared(b, workbook));
	io_sheet->name = chosen->name;
	tell_names(&listing, &book, io_sheet);
	return NULL;
}
