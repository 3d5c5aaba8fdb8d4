#include "credential/jsonld_expand.h"

#include "base/vec.h"

#include <stdlib.h>

static err_t expand_scalar(
	struct call *c, struct place at, const struct json *value, struct json *ret_expanded)
{
	const struct context *ctx = at.context;
	const struct term *t = at.term;
	if (!at.property.p || str_is(at.property, "@graph")) {
		if (c->strict)
			return jsonld_fail(JSONLD_FREE_VALUE, at.property);
		*ret_expanded = (struct json){JSON_NULL};
		return NULL;
	}
	if (t && t->scoped) {
		TRY(context_of_property(c, ctx, t, &ctx));
		t = context_find(c, ctx, at.property);
	}
	return expand_value(c, ctx, t, value, ret_expanded);
}

static err_t expand_array(
	struct call *c, struct place at, const struct json *array, struct json *ret_expanded)
{
	struct json result = json_array();
	bool list = at.term && (at.term->container & IN(KW_LIST));
	json_each_item (item, array) {
		struct json one;
		TRY(expand_element(c, at, item, &one));
		if (list && one.type == JSON_ARRAY) {
			struct json object = json_object();
			object_set(c, &object, KW_LIST, one);
			one = object;
		}
		if (one.type == JSON_ARRAY)
			json_each_item (inner, &one)
				json_push(c->arena, &result, *inner);
		else if (one.type != JSON_NULL)
			json_push(c->arena, &result, one);
	}
	*ret_expanded = result;
	return NULL;
}

/* Step 7: whether the map is neither a value nor a reference. */
static bool reverts(struct call *c, const struct context *ctx, const struct json *element)
{
	json_each_member (m, element) {
		enum keyword k = context_keyword(c, ctx, m->name);
		if (k == KW_VALUE || (k == KW_ID && element->len == 1))
			return false;
	}
	return true;
}

/* Steps 7 to 9. */
static err_t enter_contexts(struct call *c, struct place at, const struct json *element,
	const struct context **ret_context)
{
	const struct context *ctx = at.context;
	const struct json *local = json_get(element, STR("@context"));
	if (ctx->previous && !at.in_map && reverts(c, ctx, element))
		ctx = ctx->previous;
	if (at.term && at.term->scoped)
		TRY(context_of_property(c, ctx, at.term, &ctx));
	if (local)
		TRY(context_embedded(c, ctx, local, &ctx));
	*ret_context = ctx;
	return NULL;
}

typedef VEC(const struct json_member *) member_list;
typedef VEC(const struct term *) term_list;

static int by_member_name(const void *a, const void *b)
{
	const struct json_member *const *x = a, *const *y = b;
	return str_cmp((*x)->name, (*y)->name);
}

static int by_term_name(const void *a, const void *b)
{
	const struct term *const *x = a, *const *y = b;
	return str_cmp((*x)->name, (*y)->name);
}

/* The members that give types, sorted by name. */
static member_list find_types(struct call *c, const struct context *ctx, const struct json *element)
{
	member_list list = {0};
	json_each_member (m, element)
		if (context_keyword(c, ctx, m->name) == KW_TYPE)
			vec_push(c->arena, &list, m);
	if (list.len > 1)
		qsort(list.at, list.len, sizeof(*list.at), by_member_name);
	return list;
}

static void add_scoped(
	struct call *c, const struct context *ctx, const struct json *type, term_list *list)
{
	const struct term *t =
		type->type == JSON_STRING ? context_find(c, ctx, json_str(type)) : NULL;
	if (t && t->scoped)
		vec_push(c->arena, list, t);
}

/* Step 11, for one member. */
static err_t enter_types(struct call *c, const struct context *type_context,
	const struct json *types, const struct context **io_context)
{
	term_list scoped = {0};
	if (types->type == JSON_ARRAY)
		json_each_item (item, types)
			add_scoped(c, type_context, item, &scoped);
	else
		add_scoped(c, type_context, types, &scoped);
	if (scoped.len > 1)
		qsort(scoped.at, scoped.len, sizeof(*scoped.at), by_term_name);
	for (size_t i = 0; i < scoped.len; i++)
		TRY(context_of_type(c, *io_context, scoped.at[i], io_context));
	return NULL;
}

/* Step 12: whether the last of the first types is @json. */
static err_t find_is_json(struct object *o, const struct json *types, bool *ret_is_json)
{
	const struct json *last = types;
	struct iri iri = {0};
	if (types->type == JSON_ARRAY)
		last = types->len ? &types->items[types->len - 1] : NULL;
	if (last && last->type == JSON_STRING)
		TRY(iri_expand(o->call, o->context, NULL, json_str(last), IRI_BOTH, &iri));
	*ret_is_json = iri.kw == KW_JSON;
	return NULL;
}

static err_t expand_object(
	struct call *c, struct place at, const struct json *element, struct json *ret_expanded)
{
	struct json result = json_object();
	struct object o = {.call = c, .property = at.property, .result = &result};
	o.is_value = json_get(element, STR("@value"));
	TRY(enter_contexts(c, at, element, &o.type_context));
	member_list types = find_types(c, o.type_context, element);
	o.context = o.type_context;
	for (size_t i = 0; i < types.len; i++)
		TRY(enter_types(c, o.type_context, &types.at[i]->value, &o.context));
	if (types.len)
		TRY(find_is_json(&o, &types.at[0]->value, &o.is_json));
	TRY(expand_members(&o, element));
	return expand_finish(c, at.property, &result, ret_expanded);
}

err_t expand_element(
	struct call *c, struct place at, const struct json *element, struct json *ret_expanded)
{
	err_t e;
	switch (element->type) {
	case JSON_NULL:
		*ret_expanded = (struct json){JSON_NULL};
		return NULL;
	case JSON_ARRAY:
	case JSON_OBJECT:
		TRY(jsonld_work(c, element->len));
		TRY(jsonld_enter(c));
		if (element->type == JSON_ARRAY)
			e = expand_array(c, at, element, ret_expanded);
		else
			e = expand_object(c, at, element, ret_expanded);
		jsonld_leave(c);
		return e;
	default:
		return expand_scalar(c, at, element, ret_expanded);
	}
}
