/*
 * Inside JSON-LD: the expansion algorithm (JSON-LD 1.1 Processing Algorithms and API, section
 * 5.1.2). A result of JSON_NULL says that nothing is left.
 */
#pragma once

#include "credential/jsonld_inside.h"

/* Where an element stands: the active context and the active property. */
struct place {
	const struct context *context;
	struct str property;     /* p NULL: null */
	const struct term *term; /* of property in context, or NULL */
	bool in_map;             /* of ids or types: "from map" */
};

/* A map being expanded. */
struct object {
	struct call *call;
	const struct context *context;
	const struct context *type_context; /* before types had their say */
	struct str property;                /* the active one */
	bool is_json;                       /* input type is @json */
	bool is_value;                      /* input has @value by that name */
	struct json *result;
};

err_t expand_element(
	struct call *c, struct place at, const struct json *element, struct json *ret_expanded);
/* All members of element into o->result; @nest included. */
err_t expand_members(struct object *o, const struct json *element);
/* Value expansion (section 5.3.2) of a scalar; t may be NULL. */
err_t expand_value(struct call *c, const struct context *ctx, const struct term *t,
	const struct json *value, struct json *ret_expanded);
/* Steps 15 to 19: what may stand together, and what is left. */
err_t expand_finish(
	struct call *c, struct str property, struct json *result, struct json *ret_expanded);

/* The values of a map by language, id, type or index; t has the container. */
err_t expand_language_map(
	struct object *o, const struct term *t, const struct json *map, struct json *ret_expanded);
err_t expand_index_map(
	struct object *o, const struct term *t, const struct json *map, struct json *ret_expanded);

/* The member's value, paid for by the object's size; NULL when there is none. */
err_t object_find(
	struct call *c, const struct json *object, struct str name, struct json **ret_value);
/* Adds value, or its items when it is an array, to the array of that name. */
err_t object_add(struct call *c, struct json *object, struct str name, struct json value);
/* The member of a small object that the keyword names, or NULL. */
struct json *object_get(const struct json *object, enum keyword k);
void object_set(struct call *c, struct json *object, enum keyword k, struct json value);
void object_set_direction(struct call *c, struct json *object, enum text_direction direction);
/* value, or an array of it alone. */
struct json as_array(struct call *c, struct json value);
bool is_value_object(const struct json *v);
bool is_list_object(const struct json *v);
