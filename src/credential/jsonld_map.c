#include "credential/jsonld_expand.h"
#include "credential/jsonld_iri.h"

/* Step 13.7, for one language. */
static err_t expand_language(
	struct object *o, const struct term *t, const struct json_member *m, struct json *io_result)
{
	struct call *c = o->call;
	enum text_direction direction = t->direction ? t->direction : o->context->direction;
	struct json texts = as_array(c, m->value);
	struct iri iri;
	TRY(iri_expand(c, o->context, NULL, m->name, IRI_VOCAB, &iri));
	json_each_item (text, &texts) {
		struct json object = json_object();
		if (text->type == JSON_NULL)
			continue;
		if (text->type != JSON_STRING)
			return jsonld_fail("invalid language map value", t->name);
		object_set(c, &object, KW_VALUE, *text);
		if (iri.kw != KW_NONE)
			object_set(c, &object, KW_LANGUAGE, json_of_str(m->name));
		object_set_direction(c, &object, direction);
		json_push(c->arena, io_result, object);
	}
	return NULL;
}

err_t expand_language_map(
	struct object *o, const struct term *t, const struct json *map, struct json *ret_expanded)
{
	struct json result = json_array();
	TRY(jsonld_work(o->call, map->len));
	json_each_member (m, map)
		TRY(expand_language(o, t, m, &result));
	*ret_expanded = result;
	return NULL;
}

/* What each entry of an index map has in common, and what it does not. */
struct indexing {
	struct object *o;
	const struct term *term; /* with the container */
	struct str name;         /* of the entry */
	struct iri iri;          /* of the name */
};

static struct json graph_of(struct call *c, struct json item)
{
	struct json graph = json_object();
	if (item.type == JSON_OBJECT && object_get(&item, KW_GRAPH))
		return item;
	object_set(c, &graph, KW_GRAPH, as_array(c, item));
	return graph;
}

/* Puts value before what the item has under that name. */
static err_t prepend(struct call *c, struct json *item, struct str name, struct json value)
{
	struct json values = as_array(c, value), *found;
	TRY(object_find(c, item, name, &found));
	if (found) {
		struct json old = as_array(c, *found);
		json_each_item (one, &old)
			json_push(c->arena, &values, *one);
	}
	json_set(c->arena, item, name, values);
	return NULL;
}

/* Step 13.8.3.7.2: the index is the value of a property. */
static err_t add_property_index(const struct indexing *x, struct json *item)
{
	struct call *c = x->o->call;
	const struct context *ctx = x->o->context;
	struct json index = json_of_str(x->name), value;
	struct iri key;
	TRY(expand_value(c, ctx, context_find(c, ctx, x->term->index), &index, &value));
	TRY(iri_expand(c, ctx, NULL, x->term->index, IRI_VOCAB, &key));
	if (is_value_object(item))
		return jsonld_fail("invalid value object", x->term->name);
	return prepend(c, item, key.text, value);
}

static err_t add_id(const struct indexing *x, struct json *item)
{
	struct iri id;
	TRY(iri_expand(x->o->call, x->o->context, NULL, x->name, IRI_DOCUMENT, &id));
	if (x->o->call->reading && !str_eq(id.text, x->name))
		return jsonld_fail(JSONLD_OTHER_NAME, x->name);
	object_set(x->o->call, item, KW_ID,
		id.text.p ? json_of_str(id.text) : (struct json){JSON_NULL});
	return NULL;
}

/* Step 13.8.3.7. */
static err_t add_index(const struct indexing *x, struct json *item)
{
	struct call *c = x->o->call;
	uint32_t container = x->term->container;
	bool none = x->iri.kw == KW_NONE;
	if ((container & IN(KW_GRAPH)))
		*item = graph_of(c, *item);
	if (none || item->type != JSON_OBJECT)
		return NULL;
	if ((container & IN(KW_TYPE)))
		TRY(jsonld_name(c, x->name, x->iri.text));
	if ((container & IN(KW_INDEX)) && x->term->index.p && !str_is(x->term->index, "@index"))
		return add_property_index(x, item);
	if ((container & IN(KW_INDEX)) && !object_get(item, KW_INDEX))
		object_set(c, item, KW_INDEX, json_of_str(x->name));
	if ((container & IN(KW_ID)) && !object_get(item, KW_ID))
		return add_id(x, item);
	if ((container & IN(KW_TYPE)) && x->iri.text.p)
		return prepend(c, item, keyword_name(KW_TYPE), json_of_str(x->iri.text));
	return NULL;
}

/* The context for the entries' values. */
static err_t entry_context(const struct indexing *x, const struct context **ret_context)
{
	struct call *c = x->o->call;
	const struct context *ctx = x->o->context;
	if (!(x->term->container & IN(KW_TYPE))) {
		*ret_context = ctx;
		return NULL;
	}
	if (ctx->previous)
		ctx = ctx->previous;
	const struct term *t = context_find(c, ctx, x->name);
	if (t && t->scoped)
		TRY(context_of_map(c, ctx, t, &ctx));
	*ret_context = ctx;
	return NULL;
}

static err_t expand_entry(
	const struct indexing *x, const struct json *value, struct json *io_result)
{
	struct call *c = x->o->call;
	struct place at = {.property = x->term->name,
		.in_map = x->term->container & (IN(KW_ID) | IN(KW_TYPE))};
	struct json items, array = as_array(c, *value);
	TRY(entry_context(x, &at.context));
	at.term = at.context == x->o->context ? x->term : context_find(c, at.context, at.property);
	TRY(expand_element(c, at, &array, &items));
	json_each_item (item, &items) {
		TRY(add_index(x, item));
		json_push(c->arena, io_result, *item);
	}
	return NULL;
}

err_t expand_index_map(
	struct object *o, const struct term *t, const struct json *map, struct json *ret_expanded)
{
	struct json result = json_array();
	TRY(jsonld_work(o->call, map->len));
	json_each_member (m, map) {
		struct indexing x = {.o = o, .term = t, .name = m->name};
		TRY(iri_expand(o->call, o->context, NULL, m->name, IRI_VOCAB, &x.iri));
		TRY(expand_entry(&x, &m->value, &result));
	}
	*ret_expanded = result;
	return NULL;
}
