#include "app/certificate_form.h"

#include "app/project_type.h"
#include "base/arena.h"
#include "codec/json.h"

static const char *const names[CERTIFICATE_PART_IDS] = {
	[CERTIFICATE_PARTICIPATION] = "participation",
	[CERTIFICATE_PROJECT] = "project",
	[CERTIFICATE_LEARNING] = "learning",
};

/* Beside the fields of the description. */
static const char *const known[CERTIFICATE_PART_IDS][CERTIFICATE_SECTIONS_MOST] = {
	[CERTIFICATE_PARTICIPATION] = {"when", "where", "programme", "organisations", "born",
		"home", "role", "host", "grant", "issued"},
	[CERTIFICATE_PROJECT] = {"programme", "organisations"},
	[CERTIFICATE_LEARNING] = {"start", "halfway", "end", "partner", "evidence", "referees"},
};

const char *certificate_part_name(enum certificate_part_id part)
{
	return names[part];
}

enum certificate_part_id certificate_part_parse(struct str name)
{
	enum certificate_part_id part = 0;
	while (part < CERTIFICATE_PART_IDS && !str_is(name, names[part]))
		part++;
	return part;
}

const struct certificate_form_part *certificate_form_part(
	const struct certificate_form *form, enum certificate_part_id part)
{
	for (size_t i = 0; i < form->parts_len; i++)
		if (form->parts[i].id == part)
			return &form->parts[i];
	return NULL;
}

struct str certificate_form_label(const struct certificate_form_part *part, struct str section)
{
	for (size_t i = 0; i < part->sections_len; i++)
		if (str_eq(part->sections[i].id, section))
			return part->sections[i].label;
	return STR_NONE;
}

bool certificate_form_has(const struct certificate_form_part *part, struct str section)
{
	return certificate_form_label(part, section).len;
}

/* --- reading --- */

struct reader {
	const struct certificate_form_source *source;
	struct arena *arena;
	const struct json *part; /* that is being read */
	struct certificate_form_part *io;
};

static err_t fault(const struct reader *r, const char *what, struct str name)
{
	return err_log(ERR_INVALID, "project types: %.*s: certificate: %s: %.*s",
		STR_ARG(r->source->type), what, STR_ARG(name));
}

static struct str word(const struct reader *r, const struct json *map)
{
	return json_str(json_get(map, r->source->language));
}

/* Of this type, else of all. */
static struct str heading(const struct reader *r, const char *name)
{
	const struct json *parts = json_get(r->source->words, STR("parts"));
	struct str own = word(r, json_get(r->part, str_of(name)));
	if (own.len)
		return own;
	return word(r, json_get(json_get(parts, str_of(names[r->io->id])), str_of(name)));
}

static const struct project_field *field_of(const struct reader *r, struct str id)
{
	for (size_t i = 0; i < r->source->fields_len; i++)
		if (str_eq(r->source->fields[i].id, id))
			return &r->source->fields[i];
	return NULL;
}

static bool is_known(const struct reader *r, struct str id)
{
	const char *const *all = known[r->io->id];
	for (size_t i = 0; i < CERTIFICATE_SECTIONS_MOST && all[i]; i++)
		if (str_is(id, all[i]))
			return true;
	return r->io->id == CERTIFICATE_PROJECT && field_of(r, id);
}

/* Of this type, else of all types, else of the field. */
static struct str label(const struct reader *r, struct str id)
{
	struct str text = word(r, json_get(json_get(r->part, STR("labels")), id));
	const struct project_field *field =
		r->io->id == CERTIFICATE_PROJECT ? field_of(r, id) : NULL;
	if (text.len)
		return text;
	return field ? field->title
		     : word(r, json_get(json_get(r->source->words, STR("sections")), id));
}

static err_t read_sections(const struct reader *r)
{
	const struct json *list = json_get(r->part, STR("sections"));
	struct str part = str_of(names[r->io->id]);
	if (!list || list->type != JSON_ARRAY || !list->len ||
		list->len > CERTIFICATE_SECTIONS_MOST)
		return fault(r, "no sections, or too many", part);
	struct certificate_form_section *all =
		arena_array(r->arena, struct certificate_form_section, list->len);
	r->io->sections = all;
	for (size_t i = 0; i < list->len; i++) {
		struct str id = json_str(&list->items[i]);
		if (!is_known(r, id))
			return fault(r, "a section that its part does not know", id);
		if (certificate_form_has(r->io, id))
			return fault(r, "a section twice", id);
		all[i] = (struct certificate_form_section){id, label(r, id)};
		if (!all[i].label.len)
			return fault(r, "a section without a label", id);
		r->io->sections_len = i + 1;
	}
	return NULL;
}

static err_t read_labels(const struct reader *r)
{
	const struct json *labels = json_get(r->part, STR("labels"));
	if (!labels)
		return NULL;
	if (labels->type != JSON_OBJECT)
		return fault(r, "labels that are none", str_of(names[r->io->id]));
	json_each_member (it, labels)
		if (!certificate_form_has(r->io, it->name))
			return fault(r, "a label of no section", it->name);
	return NULL;
}

static err_t read_part(struct reader *r, struct certificate_form *io)
{
	struct str name = json_str(json_get(r->part, STR("part")));
	enum certificate_part_id id = certificate_part_parse(name);
	if (id == CERTIFICATE_PART_IDS)
		return fault(r, "no such part", name);
	if (certificate_form_part(io, id))
		return fault(r, "a part twice", name);
	if (!io->parts_len && id != CERTIFICATE_PARTICIPATION)
		return fault(r, "the first part is participation, not", name);
	r->io = &io->parts[io->parts_len];
	r->io->id = id;
	r->io->title = heading(r, "title");
	r->io->intro = heading(r, "intro");
	if (id != CERTIFICATE_PARTICIPATION && !r->io->title.len)
		return fault(r, "a part without a title", name);
	TRY(read_sections(r));
	io->parts_len++;
	return read_labels(r);
}

err_t certificate_form_read(
	struct arena *a, const struct certificate_form_source *source, struct certificate_form *ret)
{
	struct reader r = {source, a, NULL, NULL};
	struct certificate_form form = {.kind = word(&r, json_get(source->words, STR("kind"))),
		.that = word(&r, json_get(source->words, STR("that")))};
	if (!form.kind.len || !form.that.len)
		return fault(&r, "a text is missing", STR("kind, that"));
	if (!source->parts || source->parts->type != JSON_ARRAY || !source->parts->len)
		return fault(&r, "no parts", STR_NONE);
	json_each_item (it, source->parts) {
		r.part = it;
		TRY(read_part(&r, &form));
	}
	*ret = form;
	return NULL;
}
