#include "credential/jsonld_expand.h"
#include "credential/jsonld_iri.h"

err_t object_find(
	struct call *c, const struct json *object, struct str name, struct json **ret_value)
{
	TRY(jsonld_work(c, object->len / 8));
	*ret_value = json_get(object, name);
	return NULL;
}

struct json *object_get(const struct json *object, enum keyword k)
{
	return json_get(object, keyword_name(k));
}

void object_set(struct call *c, struct json *object, enum keyword k, struct json value)
{
	json_set(c->arena, object, keyword_name(k), value);
}

struct json as_array(struct call *c, struct json value)
{
	struct json array = json_array();
	if (value.type == JSON_ARRAY)
		return value;
	if (value.type != JSON_NULL)
		json_push(c->arena, &array, value);
	return array;
}

/* Adds a member that the object does not have. */
static void object_append(struct call *c, struct json *object, struct str name, struct json value)
{
	if (object->len == object->cap) {
		uint32_t cap = object->cap ? object->cap * 2 : 4;
		struct json_member *grown = arena_array(c->arena, struct json_member, cap);
		for (uint32_t i = 0; i < object->len; i++)
			grown[i] = object->members[i];
		object->members = grown;
		object->cap = cap;
	}
	object->members[object->len++] = (struct json_member){name, value};
}

err_t object_add(struct call *c, struct json *object, struct str name, struct json value)
{
	struct json *found;
	TRY(object_find(c, object, name, &found));
	if (!found) {
		object_append(c, object, name, as_array(c, value));
		return NULL;
	}
	*found = as_array(c, *found);
	if (value.type != JSON_ARRAY) {
		json_push(c->arena, found, value);
		return NULL;
	}
	json_each_item (item, &value)
		json_push(c->arena, found, *item);
	return NULL;
}

bool is_value_object(const struct json *v)
{
	return object_get(v, KW_VALUE);
}

bool is_list_object(const struct json *v)
{
	return object_get(v, KW_LIST);
}

static err_t expand_reference(struct call *c, const struct context *ctx, enum iri_as as,
	struct str value, struct json *ret_expanded)
{
	struct json object = json_object(), null = {JSON_NULL};
	struct iri iri;
	TRY(iri_expand(c, ctx, NULL, value, as, &iri));
	if (c->strict && (!iri.text.p || !iri_is_absolute(&iri)))
		return jsonld_fail(JSONLD_RELATIVE_IRI, value);
	if (as == IRI_BOTH)
		TRY(jsonld_name(c, value, iri.text));
	else if (c->reading && !str_eq(iri.text, value))
		return jsonld_fail(JSONLD_OTHER_NAME, value);
	object_set(c, &object, KW_ID, iri.text.p ? json_of_str(iri.text) : null);
	*ret_expanded = object;
	return NULL;
}

static void set_language(
	struct call *c, const struct context *ctx, const struct term *t, struct json *object)
{
	struct str language = t && t->has_language ? t->language : ctx->language;
	enum text_direction direction = t && t->direction ? t->direction : ctx->direction;
	if (language.p)
		object_set(c, object, KW_LANGUAGE, json_of_str(language));
	object_set_direction(c, object, direction);
}

void object_set_direction(struct call *c, struct json *object, enum text_direction direction)
{
	if (direction == DIRECTION_LTR)
		object_set(c, object, KW_DIRECTION, json_of_str(STR("ltr")));
	if (direction == DIRECTION_RTL)
		object_set(c, object, KW_DIRECTION, json_of_str(STR("rtl")));
}

err_t expand_value(struct call *c, const struct context *ctx, const struct term *t,
	const struct json *value, struct json *ret_expanded)
{
	struct json object = json_object();
	enum keyword type = t ? t->type.kw : KW_OTHER;
	if (type == KW_ID && value->type == JSON_STRING)
		return expand_reference(c, ctx, IRI_DOCUMENT, json_str(value), ret_expanded);
	if (type == KW_VOCAB && value->type == JSON_STRING)
		return expand_reference(c, ctx, IRI_BOTH, json_str(value), ret_expanded);
	bool typed = t && t->type.text.p && !(IN(type) & (IN(KW_ID) | IN(KW_VOCAB) | IN(KW_NONE)));
	if (typed)
		object_set(c, &object, KW_TYPE, json_of_str(t->type.text));
	else if (value->type == JSON_STRING)
		set_language(c, ctx, t, &object);
	object_set(c, &object, KW_VALUE, *value);
	*ret_expanded = object;
	return NULL;
}

/* Whether each member of the object is in the set of keywords. */
static bool only(const struct json *object, uint32_t set)
{
	json_each_member (m, object)
		if (!(IN(keyword_parse(m->name)) & set))
			return false;
	return true;
}

/* Step 15. */
static err_t finish_value(struct call *c, const struct json *result, struct json *ret_expanded)
{
	const struct json *value = object_get(result, KW_VALUE),
			  *type = object_get(result, KW_TYPE);
	const struct json *language = object_get(result, KW_LANGUAGE);
	uint32_t set =
		IN(KW_DIRECTION) | IN(KW_INDEX) | IN(KW_LANGUAGE) | IN(KW_TYPE) | IN(KW_VALUE);
	if (!only(result, set) || (type && (language || object_get(result, KW_DIRECTION))))
		return jsonld_fail("invalid value object", STR_NONE);
	*ret_expanded = *result;
	if (type && str_is(json_str(type), "@json"))
		return NULL;
	if (value->type == JSON_NULL) {
		*ret_expanded = (struct json){JSON_NULL};
		return c->strict ? jsonld_fail(JSONLD_FREE_VALUE, STR("@value")) : NULL;
	}
	if (language && value->type != JSON_STRING)
		return jsonld_fail("invalid language-tagged value", STR_NONE);
	if (type && !iri_well_formed(json_str(type)))
		return jsonld_fail("invalid typed value", json_str(type));
	return NULL;
}

/* Step 17. */
static err_t finish_set(
	const struct json *result, const struct json *set, struct json *ret_expanded)
{
	uint32_t others = result->len - 1 - (object_get(result, KW_INDEX) != NULL);
	if (others)
		return jsonld_fail("invalid set or list object", STR_NONE);
	*ret_expanded = set ? *set : *result;
	return NULL;
}

/* Steps 18 and 19. */
static err_t finish_free(
	struct call *c, struct str property, const struct json *result, struct json *ret_expanded)
{
	bool top = !property.p || str_is(property, "@graph");
	bool lone_language = result->len == 1 && object_get(result, KW_LANGUAGE);
	bool lone_id = result->len == 1 && object_get(result, KW_ID);
	bool free = !result->len || is_value_object(result) || is_list_object(result) || lone_id;
	*ret_expanded = *result;
	if (!lone_language && !(top && result->type == JSON_OBJECT && free))
		return NULL;
	if (c->strict)
		return jsonld_fail(
			JSONLD_FREE_VALUE, result->len ? result->members[0].name : STR("{}"));
	*ret_expanded = (struct json){JSON_NULL};
	return NULL;
}

err_t expand_finish(
	struct call *c, struct str property, struct json *result, struct json *ret_expanded)
{
	struct json *type = object_get(result, KW_TYPE), *set = object_get(result, KW_SET);
	struct json left = *result;
	if (is_value_object(result))
		TRY(finish_value(c, result, &left));
	else if (set || is_list_object(result))
		TRY(finish_set(result, set, &left));
	else if (type)
		*type = as_array(c, *type);
	if (left.type == JSON_OBJECT)
		return finish_free(c, property, &left, ret_expanded);
	*ret_expanded = left;
	return NULL;
}
