#include "credential/jsonld_expand.h"
#include "credential/jsonld_iri.h"

static struct place place_of(const struct object *o, struct str property)
{
	const struct term *t = property.p ? context_find(o->call, o->context, property) : NULL;
	return (struct place){.context = o->context, .property = property, .term = t};
}

static err_t expand_under(const struct object *o, struct str property, const struct json *value,
	struct json *ret_expanded)
{
	return expand_element(o->call, place_of(o, property), value, ret_expanded);
}

static err_t expand_id(struct object *o, const struct json *value)
{
	struct iri iri;
	if (value->type != JSON_STRING)
		return jsonld_fail("invalid @id value", STR_NONE);
	TRY(iri_expand(o->call, o->context, NULL, json_str(value), IRI_DOCUMENT, &iri));
	if (o->call->strict && (!iri.text.p || !iri_is_absolute(&iri)))
		return jsonld_fail(JSONLD_RELATIVE_IRI, json_str(value));
	if (o->call->reading && !str_eq(iri.text, json_str(value)))
		return jsonld_fail(JSONLD_OTHER_NAME, json_str(value));
	object_set(o->call, o->result, KW_ID,
		iri.text.p ? json_of_str(iri.text) : (struct json){JSON_NULL});
	return NULL;
}

static err_t expand_type(struct object *o, const struct json *value, struct json *ret_type)
{
	struct iri iri;
	if (value->type != JSON_STRING)
		return jsonld_fail("invalid type value", STR_NONE);
	TRY(iri_expand(o->call, o->type_context, NULL, json_str(value), IRI_BOTH, &iri));
	if (o->call->strict && (!iri.text.p || !iri_is_absolute(&iri)))
		return jsonld_fail(JSONLD_UNKNOWN_TERM, json_str(value));
	if (!iri.kw)
		TRY(jsonld_name(o->call, json_str(value), iri.text));
	*ret_type = iri.text.p ? json_of_str(iri.text) : (struct json){JSON_NULL};
	return NULL;
}

static err_t expand_types(struct object *o, const struct json *value)
{
	struct json types = json_array(), one;
	if (value->type != JSON_ARRAY) {
		TRY(expand_type(o, value, &types));
	} else {
		json_each_item (item, value) {
			TRY(expand_type(o, item, &one));
			if (one.type == JSON_STRING)
				json_push(o->call->arena, &types, one);
		}
	}
	if (object_get(o->result, KW_TYPE))
		return object_add(o->call, o->result, keyword_name(KW_TYPE), types);
	object_set(o->call, o->result, KW_TYPE, types);
	return NULL;
}

static bool is_node(const struct json *v)
{
	return v->type == JSON_OBJECT && !is_value_object(v) && !is_list_object(v) &&
	       !object_get(v, KW_SET);
}

static err_t expand_included(struct object *o, const struct json *value)
{
	struct json nodes;
	TRY(expand_under(o, STR_NONE, value, &nodes));
	if (nodes.type != JSON_ARRAY && !is_node(&nodes))
		return jsonld_fail("invalid @included value", STR_NONE);
	nodes = as_array(o->call, nodes);
	json_each_item (node, &nodes)
		if (!is_node(node))
			return jsonld_fail("invalid @included value", STR_NONE);
	return object_add(o->call, o->result, keyword_name(KW_INCLUDED), nodes);
}

static err_t expand_graph(struct object *o, const struct json *value)
{
	struct json nodes;
	TRY(expand_under(o, keyword_name(KW_GRAPH), value, &nodes));
	object_set(o->call, o->result, KW_GRAPH, as_array(o->call, nodes));
	return NULL;
}

static err_t copy_value(struct object *o, const struct json *value)
{
	bool scalar = value->type != JSON_ARRAY && value->type != JSON_OBJECT;
	if (!o->is_json && !scalar)
		return jsonld_fail("invalid value object value", STR_NONE);
	object_set(o->call, o->result, KW_VALUE, *value);
	return NULL;
}

static err_t copy_string(
	struct object *o, enum keyword k, const struct json *value, const char *code)
{
	if (value->type != JSON_STRING)
		return jsonld_fail(code, STR_NONE);
	object_set(o->call, o->result, k, *value);
	return NULL;
}

static err_t copy_direction(struct object *o, const struct json *value)
{
	enum text_direction direction;
	TRY(direction_parse(value, &direction));
	if (direction == DIRECTION_NULL)
		return jsonld_fail("invalid base direction", STR_NONE);
	object_set(o->call, o->result, KW_DIRECTION, *value);
	return NULL;
}

static err_t expand_list(struct object *o, const struct json *value)
{
	struct json items;
	if (!o->property.p || str_is(o->property, "@graph"))
		return o->call->strict ? jsonld_fail(JSONLD_FREE_VALUE, STR("@list")) : NULL;
	TRY(expand_under(o, o->property, value, &items));
	object_set(o->call, o->result, KW_LIST, as_array(o->call, items));
	return NULL;
}

static err_t expand_set(struct object *o, const struct json *value)
{
	struct json items;
	TRY(expand_under(o, o->property, value, &items));
	object_set(o->call, o->result, KW_SET, items);
	return NULL;
}

/* Adds nodes under the property of the result's @reverse. */
static err_t add_reverse(struct object *o, struct str property, struct json nodes)
{
	struct json *map = object_get(o->result, KW_REVERSE);
	nodes = as_array(o->call, nodes);
	json_each_item (node, &nodes)
		if (is_value_object(node) || is_list_object(node))
			return jsonld_fail("invalid reverse property value", property);
	if (!map) {
		object_set(o->call, o->result, KW_REVERSE, json_object());
		map = object_get(o->result, KW_REVERSE);
	}
	return object_add(o->call, map, property, nodes);
}

static err_t expand_reverse(struct object *o, const struct json *value)
{
	struct json map;
	if (value->type != JSON_OBJECT)
		return jsonld_fail("invalid @reverse value", STR_NONE);
	TRY(expand_under(o, keyword_name(KW_REVERSE), value, &map));
	if (map.type != JSON_OBJECT)
		return NULL;
	const struct json *twice = object_get(&map, KW_REVERSE);
	if (twice)
		json_each_member (m, twice)
			TRY(object_add(o->call, o->result, m->name, m->value));
	json_each_member (m, &map)
		if (keyword_parse(m->name) != KW_REVERSE)
			TRY(add_reverse(o, m->name, m->value));
	return NULL;
}

/* Step 13.4. */
static err_t expand_keyword(struct object *o, enum keyword k, const struct json *value)
{
	bool again = k == KW_INCLUDED || k == KW_TYPE || k == KW_NEST;
	if (str_is(o->property, "@reverse"))
		return jsonld_fail("invalid reverse property map", keyword_name(k));
	if (!again && object_get(o->result, k))
		return jsonld_fail("colliding keywords", keyword_name(k));
	switch (k) {
	case KW_ID:
		return expand_id(o, value);
	case KW_TYPE:
		return expand_types(o, value);
	case KW_GRAPH:
		return expand_graph(o, value);
	case KW_INCLUDED:
		return expand_included(o, value);
	case KW_VALUE:
		return copy_value(o, value);
	case KW_LANGUAGE:
		return copy_string(o, k, value, "invalid language-tagged string");
	case KW_DIRECTION:
		return copy_direction(o, value);
	case KW_INDEX:
		return copy_string(o, k, value, "invalid @index value");
	case KW_LIST:
		return expand_list(o, value);
	case KW_SET:
		return expand_set(o, value);
	case KW_REVERSE:
		return expand_reverse(o, value);
	case KW_NEST: /* after the others */
		return NULL;
	default:
		return o->call->strict ? jsonld_fail(JSONLD_UNKNOWN_TERM, keyword_name(k)) : NULL;
	}
}

static struct json list_of(struct call *c, struct json value)
{
	struct json list = json_object();
	if (value.type == JSON_OBJECT && is_list_object(&value))
		return value;
	object_set(c, &list, KW_LIST, as_array(c, value));
	return list;
}

/* Each item as a graph of its own. */
static struct json graphs_of(struct call *c, struct json value)
{
	struct json graphs = json_array();
	value = as_array(c, value);
	json_each_item (item, &value) {
		struct json graph = json_object();
		object_set(c, &graph, KW_GRAPH, as_array(c, *item));
		json_push(c->arena, &graphs, graph);
	}
	return graphs;
}

/* Steps 13.5 to 13.9. */
static err_t expand_by_container(struct object *o, struct str name, const struct term *t,
	const struct json *value, struct json *ret_expanded)
{
	uint32_t container = t ? t->container : 0;
	struct place at = {.context = o->context, .property = name, .term = t};
	if (t && t->type.kw == KW_JSON) {
		*ret_expanded = json_object();
		object_set(o->call, ret_expanded, KW_VALUE, *value);
		object_set(o->call, ret_expanded, KW_TYPE, json_of_str(STR("@json")));
		return NULL;
	}
	if ((container & IN(KW_LANGUAGE)) && value->type == JSON_OBJECT)
		return expand_language_map(o, t, value, ret_expanded);
	if ((container & (IN(KW_INDEX) | IN(KW_TYPE) | IN(KW_ID))) && value->type == JSON_OBJECT)
		return expand_index_map(o, t, value, ret_expanded);
	return expand_element(o->call, at, value, ret_expanded);
}

/* Steps 13.5 to 13.14. */
static err_t expand_property(
	struct object *o, const struct json_member *m, const struct term *t, struct str iri)
{
	uint32_t container = t ? t->container : 0;
	struct json expanded;
	TRY(expand_by_container(o, m->name, t, &m->value, &expanded));
	if (expanded.type == JSON_NULL)
		return NULL;
	if (container & IN(KW_LIST))
		expanded = list_of(o->call, expanded);
	if ((container & IN(KW_GRAPH)) && !(container & (IN(KW_ID) | IN(KW_INDEX))))
		expanded = graphs_of(o->call, expanded);
	if (t && t->reverse)
		return add_reverse(o, iri, expanded);
	return object_add(o->call, o->result, iri, expanded);
}

/* Keywords that have no other name in a value object. */
static bool in_values(enum keyword k)
{
	return IN(k) & (IN(KW_VALUE) | IN(KW_TYPE) | IN(KW_LANGUAGE) | IN(KW_DIRECTION));
}

static err_t expand_member(struct object *o, const struct json_member *m, enum keyword *ret_keyword)
{
	const struct term *t = context_find(o->call, o->context, m->name);
	struct iri iri;
	*ret_keyword = KW_CONTEXT;
	if (str_is(m->name, "@context"))
		return NULL;
	if (t)
		iri = t->iri;
	else
		TRY(iri_expand(o->call, o->context, NULL, m->name, IRI_VOCAB, &iri));
	*ret_keyword = iri.kw;
	if (!o->is_value || keyword_parse(m->name) != iri.kw || !in_values(iri.kw))
		TRY(jsonld_name(o->call, m->name, iri.text));
	if (iri.kw)
		return expand_keyword(o, iri.kw, &m->value);
	if (iri.text.p && str_find(iri.text, ':') < iri.text.len)
		return expand_property(o, m, t, iri.text);
	return o->call->strict ? jsonld_fail(JSONLD_UNKNOWN_TERM, m->name) : NULL;
}

/* Whether some key of the map stands for @value. */
static bool has_value(const struct object *o, const struct json *map)
{
	json_each_member (m, map)
		if (context_keyword(o->call, o->context, m->name) == KW_VALUE)
			return true;
	return false;
}

static err_t expand_nested_map(struct object *o, struct str name, const struct json *map)
{
	struct object inner = *o;
	const struct term *t = context_find(o->call, o->context, name);
	if (map->type != JSON_OBJECT || has_value(o, map))
		return jsonld_fail("invalid @nest value", name);
	TRY(jsonld_work(o->call, map->len));
	if (t && t->scoped)
		TRY(context_of_property(o->call, o->context, t, &inner.context));
	TRY(jsonld_enter(o->call));
	err_t e = expand_members(&inner, map);
	jsonld_leave(o->call);
	return e;
}

/* Step 14. */
static err_t expand_nested(struct object *o, const struct json_member *m)
{
	if (m->value.type != JSON_ARRAY)
		return expand_nested_map(o, m->name, &m->value);
	json_each_item (item, &m->value)
		TRY(expand_nested_map(o, m->name, item));
	return NULL;
}

err_t expand_members(struct object *o, const struct json *element)
{
	enum keyword k;
	uint32_t nested = 0;
	json_each_member (m, element) {
		TRY(expand_member(o, m, &k));
		nested += k == KW_NEST;
	}
	if (!nested)
		return NULL;
	json_each_member (m, element)
		if (context_keyword(o->call, o->context, m->name) == KW_NEST)
			TRY(expand_nested(o, m));
	return NULL;
}
