#include "credential/jsonld_rdf.h"

#include "codec/jcs.h"
#include "credential/jsonld_expand.h"
#include "credential/jsonld_iri.h"

#include <math.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XSD "http://www.w3.org/2001/XMLSchema#"
#define I18N "https://www.w3.org/ns/i18n#"

struct writer {
	struct call *call;
	struct rdf_dataset *dataset;
	enum jsonld_direction direction;
	rdf_term graph;
	bool dropped; /* the graph has a name that RDF cannot hold */
};

static void add(struct writer *w, rdf_term subject, rdf_term predicate, rdf_term object)
{
	if (!w->dropped)
		rdf_add(w->dataset, subject, predicate, object, w->graph);
}

/* What cannot be held is RDF_NONE, or an error in strict mode. */
static err_t hold(const struct writer *w, struct str what, rdf_term t, rdf_term *ret_term)
{
	if (!t)
		TRY(rdf_err(w->dataset));
	if (!t && w->call->strict)
		return jsonld_fail(JSONLD_NO_RDF, what);
	*ret_term = t;
	return NULL;
}

/* A label of the document: kept apart from those that the dataset makes, "b0". */
static err_t write_blank(struct writer *w, struct str id, rdf_term *ret_term)
{
	struct str label;
	TRY(iri_join(w->call, STR("d"), str_from(id, 2), &label));
	return hold(w, id, rdf_blank(w->dataset, label), ret_term);
}

static bool one_fragment(struct str iri)
{
	struct str rest = str_from(iri, str_find(iri, '#') + 1);
	return str_find(rest, '#') == rest.len;
}

/* The dataset looks at the characters. */
static err_t write_iri(struct writer *w, struct str iri, rdf_term *ret_term)
{
	bool fits = iri_has_scheme(iri) && one_fragment(iri);
	if (str_starts(iri, STR("_:")))
		return write_blank(w, iri, ret_term);
	return hold(w, iri, fits ? rdf_iri(w->dataset, iri) : RDF_NONE, ret_term);
}

static err_t write_compound(struct writer *w, struct str value, struct str language,
	struct str direction, rdf_term *ret_term)
{
	rdf_term node = rdf_blank_new(w->dataset), text = RDF_NONE;
	const struct {
		struct str property, value;
	} parts[] = {{STR(RDF "value"), value}, {STR(RDF "language"), language},
		{STR(RDF "direction"), direction}};
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!parts[i].value.p)
			continue;
		TRY(hold(w, value, rdf_literal(w->dataset, parts[i].value, STR_NONE), &text));
		add(w, node, rdf_iri(w->dataset, parts[i].property), text);
	}
	*ret_term = node;
	return NULL;
}

static err_t write_directed(struct writer *w, struct str value, struct str language,
	struct str direction, rdf_term *ret_term)
{
	struct arena *a = w->call->arena;
	struct str lower = language.p ? str_lower(a, language) : STR_NONE;
	if (w->direction == JSONLD_COMPOUND_LITERAL)
		return write_compound(w, value, lower, direction, ret_term);
	struct str datatype = str_fmt(a, I18N "%.*s_%.*s", STR_ARG(lower), STR_ARG(direction));
	return hold(w, direction, rdf_literal(w->dataset, value, datatype), ret_term);
}

static err_t write_text(
	struct writer *w, const struct json *object, struct str datatype, rdf_term *ret_term)
{
	struct str value = json_str(object_get(object, KW_VALUE));
	struct str language = json_str(object_get(object, KW_LANGUAGE));
	struct str direction = json_str(object_get(object, KW_DIRECTION));
	if (direction.p && w->direction != JSONLD_NO_DIRECTION)
		return write_directed(w, value, language, direction, ret_term);
	if (direction.p && w->call->strict)
		return jsonld_fail(JSONLD_NO_RDF, keyword_name(KW_DIRECTION));
	if (language.p)
		return hold(w, language, rdf_literal_lang(w->dataset, value, language), ret_term);
	return hold(w, datatype, rdf_literal(w->dataset, value, datatype), ret_term);
}

static err_t write_json(struct writer *w, const struct json *value, rdf_term *ret_term)
{
	struct buf text;
	buf_init(&text, w->call->arena, 256, RDF_TEXT_MAX);
	TRY(w->call->reading ? jcs_write(&text, value) : jcs_write_nearest(&text, value));
	return hold(w, STR("@json"), rdf_literal(w->dataset, buf_str(&text), STR(RDF "JSON")),
		ret_term);
}

/* From 2^53 on, several integers are one number, and so one literal. */
static bool is_inexact(const struct json *number)
{
	double d;
	return json_double(number, &d) && fabs(d) >= 9007199254740992.0;
}

/* Object to RDF Conversion (section 8.2.2) of a value object. */
static err_t write_value(struct writer *w, const struct json *object, rdf_term *ret_term)
{
	const struct json *value = object_get(object, KW_VALUE);
	struct str datatype = json_str(object_get(object, KW_TYPE)), text;
	if (str_is(datatype, "@json"))
		return write_json(w, value, ret_term);
	switch (value->type) {
	case JSON_STRING:
		return write_text(w, object, datatype, ret_term);
	case JSON_NUMBER:
		if (w->call->reading && is_inexact(value))
			return jsonld_fail(JSONLD_LARGE_NUMBER, STR_NONE);
		TRY(rdf_number(w->call->arena, value, &datatype, &text));
		break;
	default:
		text = value->truth ? STR("true") : STR("false");
		if (!datatype.p)
			datatype = STR(XSD "boolean");
	}
	return hold(w, datatype, rdf_literal(w->dataset, text, datatype), ret_term);
}

static err_t write_node(struct writer *w, const struct json *node, rdf_term *ret_term);
static err_t write_list(struct writer *w, const struct json *items, rdf_term *ret_term);

static err_t write_object(struct writer *w, const struct json *object, rdf_term *ret_term)
{
	const struct json *list = object_get(object, KW_LIST);
	if (is_value_object(object))
		return write_value(w, object, ret_term);
	if (list)
		return write_list(w, list, ret_term);
	return write_node(w, object, ret_term);
}

/* List to RDF Conversion (section 8.3.2). */
static err_t write_list(struct writer *w, const struct json *items, rdf_term *ret_term)
{
	rdf_term first = rdf_iri(w->dataset, STR(RDF "first"));
	rdf_term rest = rdf_iri(w->dataset, STR(RDF "rest"));
	rdf_term nil = rdf_iri(w->dataset, STR(RDF "nil"));
	rdf_term object = RDF_NONE, node = RDF_NONE, head = RDF_NONE;
	json_each_item (item, items) {
		rdf_term next = rdf_blank_new(w->dataset);
		add(w, node, rest, next);
		TRY(write_object(w, item, &object));
		add(w, next, first, object);
		node = next;
		if (!head)
			head = node;
	}
	add(w, node, rest, nil);
	*ret_term = head ? head : nil;
	return NULL;
}

static err_t write_types(struct writer *w, rdf_term subject, const struct json *types)
{
	rdf_term p = rdf_iri(w->dataset, STR(RDF "type")), type = RDF_NONE;
	json_each_item (item, types) {
		TRY(write_iri(w, json_str(item), &type));
		add(w, subject, p, type);
	}
	return NULL;
}

/* What stands in a graph, or includes others, without saying anything. */
static bool says_nothing(const struct json *item)
{
	return is_value_object(item) || is_list_object(item) ||
	       item->len == (object_get(item, KW_ID) != NULL);
}

static err_t write_nodes(struct writer *w, const struct json *nodes)
{
	rdf_term node;
	json_each_item (item, nodes) {
		if (!says_nothing(item))
			TRY(write_node(w, item, &node));
		else if (w->call->strict)
			return jsonld_fail(JSONLD_FREE_VALUE, STR("@graph"));
	}
	return NULL;
}

static err_t write_graph(struct writer *w, rdf_term name, const struct json *nodes)
{
	struct writer inner = *w;
	inner.graph = name;
	inner.dropped = !name;
	return write_nodes(&inner, nodes);
}

/* An IRI that may be a predicate: a blank node may not. */
static err_t write_predicate(struct writer *w, struct str iri, rdf_term *ret_term)
{
	if (str_starts(iri, STR("_:")))
		return hold(w, iri, RDF_NONE, ret_term);
	return write_iri(w, iri, ret_term);
}

static err_t write_reverse(struct writer *w, rdf_term object, const struct json *map)
{
	rdf_term p = RDF_NONE, subject = RDF_NONE;
	json_each_member (m, map) {
		TRY(write_predicate(w, m->name, &p));
		json_each_item (item, &m->value) {
			TRY(write_node(w, item, &subject));
			add(w, subject, p, object);
		}
	}
	return NULL;
}

static err_t write_property(struct writer *w, rdf_term subject, const struct json_member *m)
{
	rdf_term p = RDF_NONE, object = RDF_NONE;
	TRY(write_predicate(w, m->name, &p));
	json_each_item (item, &m->value) {
		TRY(write_object(w, item, &object));
		add(w, subject, p, object);
	}
	return NULL;
}

static err_t write_member(struct writer *w, rdf_term subject, const struct json_member *m)
{
	switch (keyword_parse(m->name)) {
	case KW_TYPE:
		return write_types(w, subject, &m->value);
	case KW_GRAPH:
		return write_graph(w, subject, &m->value);
	case KW_INCLUDED:
		return write_nodes(w, &m->value);
	case KW_REVERSE:
		return write_reverse(w, subject, &m->value);
	case KW_OTHER:
		return write_property(w, subject, m);
	case KW_LANGUAGE:
	case KW_DIRECTION:
		return w->call->strict ? jsonld_fail(JSONLD_NO_RDF, m->name) : NULL;
	default:
		return NULL;
	}
}

static err_t write_node(struct writer *w, const struct json *node, rdf_term *ret_term)
{
	const struct json *id = object_get(node, KW_ID);
	rdf_term subject;
	if (!id)
		subject = rdf_blank_new(w->dataset);
	else
		TRY(write_iri(w, json_str(id), &subject));
	json_each_member (m, node)
		TRY(write_member(w, subject, m));
	*ret_term = subject;
	return NULL;
}

err_t rdf_from_expanded(struct call *c, const struct json *expanded,
	enum jsonld_direction direction, struct rdf_dataset *d)
{
	struct writer w = {.call = c, .dataset = d, .direction = direction};
	TRY(write_nodes(&w, expanded));
	return rdf_err(d);
}
