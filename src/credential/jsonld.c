#include "credential/jsonld.h"

#include "credential/jsonld_expand.h"
#include "credential/jsonld_rdf.h"

/* Contexts that one document may add to what all share: the usual ones need ten. */
#define SHARED_MOST 64

const struct jsonld_limits jsonld_limits_default = {.depth = 64, .contexts = 16, .work = 1000000};

/* At most n bytes of valid UTF-8, cut between characters. */
static struct str clip(struct str s, size_t n)
{
	if (s.len <= n)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return str_sub(s, 0, n);
}

err_t jsonld_fail(const char *code, struct str term)
{
	struct str shown = clip(term, 80);
	if (!shown.len)
		return err_log(ERR_INVALID, "%s", code);
	return err_log(ERR_INVALID, "%s: %.*s", code, STR_ARG(shown));
}

err_t jsonld_name(const struct call *c, struct str name, struct str iri)
{
	if (!c->reading || c->reading->is_name(name, iri))
		return NULL;
	return jsonld_fail(JSONLD_OTHER_NAME, name);
}

err_t jsonld_work(struct call *c, size_t n)
{
	if (n > c->work_left)
		return err_log(ERR_TOO_LARGE, "JSON-LD: too much work");
	c->work_left -= n;
	return NULL;
}

err_t jsonld_enter(struct call *c)
{
	if (!c->depth_left)
		return err_log(ERR_TOO_LARGE, "JSON-LD: nested too deep");
	c->depth_left--;
	return NULL;
}

void jsonld_leave(struct call *c)
{
	c->depth_left++;
}

static struct call begin(struct arena *a, const struct jsonld_options *o)
{
	const struct jsonld_limits *limits = o->limits ? o->limits : &jsonld_limits_default;
	struct cache *cache = cache_acquire(o->contexts);
	return (struct call){.arena = a,
		.cache = cache,
		.base = o->base,
		.initial = cache_initial(cache),
		.work_left = limits->work,
		.depth_left = limits->depth,
		.contexts_left = limits->contexts,
		.shared_left = SHARED_MOST,
		.strict = o->strict,
		.reading = o->reading};
}

static err_t enter_expand_context(
	struct call *c, const struct json *context, const struct context **io_context)
{
	const struct json *inner = json_get(context, STR("@context"));
	if (!context)
		return NULL;
	return context_embedded(c, *io_context, inner ? inner : context, io_context);
}

/* Two maps of one @id are one node: each says what the other says. */
static err_t check_piece(struct call *c, const struct json *node)
{
	json_each_member (m, node)
		if (c->reading->is_own(m->name))
			return jsonld_fail(JSONLD_SPLIT_NODE, m->name);
	return NULL;
}

static err_t check_whole(struct call *c, struct str id, const struct json *value)
{
	TRY(jsonld_work(c, value->len));
	if (value->type == JSON_ARRAY)
		json_each_item (item, value)
			TRY(check_whole(c, id, item));
	if (value->type != JSON_OBJECT || is_value_object(value))
		return NULL;
	if (str_eq(json_str(object_get(value, KW_ID)), id))
		TRY(check_piece(c, value));
	json_each_member (m, value)
		TRY(check_whole(c, id, &m->value));
	return NULL;
}

static err_t check_own_node(struct call *c, const struct json *node)
{
	struct str id = json_str(object_get(node, KW_ID));
	if (!c->reading || !id.len)
		return NULL;
	json_each_member (m, node)
		TRY(check_whole(c, id, &m->value));
	return NULL;
}

static err_t expand(struct call *c, const struct json *document, const struct jsonld_options *o,
	struct json *ret_expanded)
{
	struct place at = {.context = c->initial};
	struct json result;
	TRY(enter_expand_context(c, o->expand_context, &at.context));
	TRY(expand_element(c, at, document, &result));
	if (result.type == JSON_OBJECT)
		TRY(check_own_node(c, &result));
	const struct json *graph = object_get(&result, KW_GRAPH);
	if (graph && result.len == 1)
		result = *graph;
	*ret_expanded = as_array(c, result);
	return NULL;
}

static void release(void *cache)
{
	cache_release(cache);
}

err_t jsonld_expand(struct arena *a, const struct json *document, const struct jsonld_options *o,
	struct json *ret_expanded)
{
	struct call c = begin(a, o);
	arena_defer(a, release, c.cache);
	return expand(&c, document, o, ret_expanded);
}

static err_t expand_to_rdf(struct call *c, const struct json *document,
	const struct jsonld_options *o, struct rdf_dataset *d)
{
	struct json expanded;
	TRY(expand(c, document, o, &expanded));
	return rdf_from_expanded(c, &expanded, o->rdf_direction, d);
}

err_t jsonld_to_rdf(struct arena *a, const struct json *document, const struct jsonld_options *o,
	struct rdf_dataset **ret_dataset)
{
	struct arena *scratch = arena_child(a);
	struct rdf_dataset *d = rdf_new(a);
	struct call c = begin(scratch, o);
	err_t e = expand_to_rdf(&c, document, o, d);
	cache_release(c.cache);
	arena_free(scratch);
	if (!e)
		*ret_dataset = d;
	return e;
}
