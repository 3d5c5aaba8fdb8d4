/* Which cells are days: the number formats of styles (ECMA-376 part 1, 18.8). */
#include "codec/xlsx_inside.h"

#define STYLES_MOST 70000 /* Excel has room for 65,490 */
#define FORMATS_MOST 1000 /* and for 250 */
#define ZEROS_MOST 30

struct own_format {
	int64_t id;
	struct number_format format;
};

struct styles {
	struct arena *arena;
	bool in_cells; /* inside <cellXfs> */
	VEC(struct own_format) own;
	VEC(struct number_format) all;
};

static err_t read_format(struct styles *s, xml_attributes attributes)
{
	struct own_format f = {
		.format = number_format_of_code(xml_attribute(attributes, "formatCode"))};
	if (!str_to_int(xml_attribute(attributes, "numFmtId"), &f.id))
		return NULL;
	if (s->own.len == FORMATS_MOST)
		return xlsx_damaged("too many formats");
	if (f.format.digits > ZEROS_MOST)
		f.format = (struct number_format){NUMBER_PLAIN, 0};
	vec_push(s->arena, &s->own, f);
	return NULL;
}

static struct number_format format_of_id(const struct styles *s, int64_t id)
{
	vec_each (const struct own_format, it, &s->own)
		if (it->id == id)
			return it->format;
	return number_format_builtin(id > 0 && id < 100 ? (unsigned)id : 0);
}

static err_t read_style(struct styles *s, xml_attributes attributes)
{
	int64_t id = 0;
	struct str said = xml_attribute(attributes, "numFmtId");
	if (said.p && !str_to_int(said, &id))
		id = 0;
	if (s->all.len == STYLES_MOST)
		return xlsx_damaged("too many styles");
	vec_push(s->arena, &s->all, format_of_id(s, id));
	return NULL;
}

static err_t begin(void *ctx, const char *name, xml_attributes attributes)
{
	struct styles *s = ctx;
	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = true;
	if (strcmp(name, "numFmt") == 0)
		return read_format(s, attributes);
	if (s->in_cells && strcmp(name, "xf") == 0)
		return read_style(s, attributes);
	return NULL;
}

static err_t end(void *ctx, const char *name)
{
	struct styles *s = ctx;
	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = false;
	return NULL;
}

err_t xlsx_read_styles(struct xlsx_book *b)
{
	static const struct xml_reader reader = {.begin = begin, .end = end};
	struct styles s = {.arena = b->scratch};
	if (!b->styles_part.p)
		return NULL;
	TRY(xlsx_read_part(b, b->styles_part, &reader, &s));
	b->styles = (struct xlsx_styles){s.all.at, s.all.len};
	return NULL;
}
