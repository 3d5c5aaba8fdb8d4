#include "credential/jsonld_inside.h"
#include "credential/jsonld_iri.h"

#include <string.h>

const struct term *context_find(const struct call *c, const struct context *ctx, struct str name)
{
	uint64_t h = cache_hash(c->cache, name);
	for (uint32_t i = (uint32_t)h & ctx->mask; ctx->slots[i]; i = (i + 1) & ctx->mask) {
		const struct term *t = ctx->slots[i];
		if (t->hash == h && str_eq(t->name, name))
			return t->absent ? NULL : t;
	}
	return NULL;
}

enum keyword context_keyword(const struct call *c, const struct context *ctx, struct str name)
{
	enum keyword k = keyword_parse(name);
	const struct term *t = k ? NULL : context_find(c, ctx, name);
	return t ? t->iri.kw : k;
}

void context_put(struct context *ctx, const struct term *t)
{
	uint32_t i = (uint32_t)t->hash & ctx->mask;
	for (; ctx->slots[i]; i = (i + 1) & ctx->mask)
		if (ctx->slots[i]->hash == t->hash && str_eq(ctx->slots[i]->name, t->name))
			break;
	ctx->terms += !ctx->slots[i];
	ctx->slots[i] = t;
}

struct str context_base(struct call *c, const struct context *ctx)
{
	if (ctx->own_base)
		return ctx->base;
	c->needs_document = true;
	return c->base;
}

static struct context *context_clone(struct call *c, const struct context *ctx)
{
	struct context *copy = arena_make(c->arena, struct context);
	*copy = *ctx;
	copy->shared = c->for_cache;
	return copy;
}

/* A copy that has room for more terms. */
static err_t context_grow(
	struct call *c, const struct context *ctx, uint32_t more, struct context **ret_copy)
{
	struct context *copy = context_clone(c, ctx);
	while ((copy->mask + 1) / 2 <= ctx->terms + more)
		copy->mask = copy->mask * 2 + 1;
	TRY(jsonld_work(c, copy->mask + 1u));
	copy->slots = arena_array(c->arena, const struct term *, copy->mask + 1u);
	if (copy->mask == ctx->mask) {
		memcpy(copy->slots, ctx->slots, (ctx->mask + 1u) * sizeof(*ctx->slots));
	} else {
		copy->terms = 0;
		for (uint32_t i = 0; i <= ctx->mask; i++)
			if (ctx->slots[i])
				context_put(copy, ctx->slots[i]);
	}
	*ret_copy = copy;
	return NULL;
}

static bool has_protected(const struct context *ctx)
{
	for (uint32_t i = 0; i <= ctx->mask; i++)
		if (ctx->slots[i] && ctx->slots[i]->is_protected)
			return true;
	return false;
}

static err_t nullify(struct call *c, const struct processing *how, const struct context **io_result)
{
	const struct context *result = c->initial;
	if (!how->override_protected && has_protected(*io_result))
		return jsonld_fail("invalid context nullification", STR_NONE);
	if (how->not_propagated) {
		struct context *fresh = context_clone(c, result);
		fresh->previous = (*io_result)->previous;
		result = fresh;
	}
	*io_result = result;
	return NULL;
}

static err_t find_remote(struct call *c, const struct processing *how, struct str reference,
	const struct remote **ret_remote)
{
	struct str url = reference;
	if (!iri_has_scheme(url)) {
		if (!how->base_url.len)
			return jsonld_fail("loading document failed", reference);
		url = iri_resolve(c->arena, how->base_url, reference);
	}
	return cache_remote(c, url, ret_remote);
}

static bool in_chain(const struct chain *chain, const struct remote *r)
{
	for (; chain; chain = chain->outer)
		if (chain->remote == r)
			return true;
	return false;
}

static err_t process_reference(struct call *c, struct str reference, const struct processing *how,
	const struct context **io_result)
{
	const struct remote *r;
	TRY(find_remote(c, how, reference, &r));
	if (how->only_new && in_chain(how->chain, r))
		return NULL;
	if (!how->chain && !how->only_new)
		return cache_step(c,
			(struct step){.from = *io_result, .kind = STEP_REMOTE, .remote = r},
			io_result);
	struct chain chain = {r, how->chain};
	struct processing inner = {.base_url = r->url, .chain = &chain, .only_new = how->only_new};
	return context_process(c, *io_result, r->context, inner, io_result);
}

/* local with what it imports under it. */
static err_t merge_import(struct call *c, const struct json *local, const struct json *import,
	const struct processing *how, const struct json **ret_merged)
{
	const struct remote *r;
	struct json *merged = arena_make(c->arena, struct json);
	if (import->type != JSON_STRING)
		return jsonld_fail("invalid @import value", STR_NONE);
	TRY(find_remote(c, how, json_str(import), &r));
	if (r->context->type != JSON_OBJECT)
		return jsonld_fail("invalid remote context", r->url);
	if (json_get(r->context, STR("@import")))
		return jsonld_fail("invalid context entry", STR("@import"));
	TRY(jsonld_work(c, (size_t)r->context->len * local->len / 8 + local->len));
	*merged = json_object();
	merged->members =
		arena_array(c->arena, struct json_member, (size_t)local->len + r->context->len);
	json_each_member (m, local)
		if (!str_is(m->name, "@import"))
			merged->members[merged->len++] = *m;
	json_each_member (m, r->context)
		if (!json_get(local, m->name))
			merged->members[merged->len++] = *m;
	*ret_merged = merged;
	return NULL;
}

static err_t set_base(struct call *c, struct context *ctx, const struct json *value)
{
	struct str s = json_str(value), base;
	if (value->type != JSON_NULL && value->type != JSON_STRING)
		return jsonld_fail("invalid base IRI", STR_NONE);
	if (s.p && !iri_has_scheme(s)) {
		base = context_base(c, ctx);
		if (!base.len)
			return jsonld_fail("invalid base IRI", s);
		TRY(jsonld_work(c, (base.len + s.len) / 8));
		s = iri_resolve(c->arena, base, s);
	}
	ctx->own_base = true;
	ctx->base = s;
	return NULL;
}

static err_t set_vocab(struct call *c, struct context *ctx, const struct json *value)
{
	struct iri iri = {0};
	if (value->type != JSON_NULL && value->type != JSON_STRING)
		return jsonld_fail("invalid vocab mapping", STR_NONE);
	if (value->type == JSON_STRING) {
		TRY(iri_expand(c, ctx, NULL, json_str(value), IRI_BOTH, &iri));
		if (!iri.text.p || iri.kw)
			return jsonld_fail("invalid vocab mapping", json_str(value));
	}
	ctx->vocab = iri.text;
	return NULL;
}

static err_t set_language(struct context *ctx, const struct json *value)
{
	if (value->type != JSON_NULL && value->type != JSON_STRING)
		return jsonld_fail("invalid default language", STR_NONE);
	ctx->language = json_str(value);
	return NULL;
}

err_t direction_parse(const struct json *value, enum text_direction *ret_direction)
{
	enum text_direction d = DIRECTION_UNSET;
	if (value->type == JSON_NULL)
		d = DIRECTION_NULL;
	if (str_is(json_str(value), "ltr"))
		d = DIRECTION_LTR;
	if (str_is(json_str(value), "rtl"))
		d = DIRECTION_RTL;
	if (d == DIRECTION_UNSET)
		return jsonld_fail("invalid base direction", json_str(value));
	*ret_direction = d;
	return NULL;
}

static err_t check_version(const struct json *version)
{
	double number;
	if (!json_double(version, &number) || number != 1.1)
		return jsonld_fail("invalid @version value", STR_NONE);
	return NULL;
}

/* What a local context says about the whole of it. */
static err_t set_keywords(struct call *c, const struct json *local, const struct processing *how,
	struct context *ctx, bool *ret_protected)
{
	const struct json *v;
	if ((v = json_get(local, STR("@version"))))
		TRY(check_version(v));
	if ((v = json_get(local, STR("@base"))) && !how->chain)
		TRY(set_base(c, ctx, v));
	if ((v = json_get(local, STR("@vocab"))))
		TRY(set_vocab(c, ctx, v));
	if ((v = json_get(local, STR("@language"))))
		TRY(set_language(ctx, v));
	if ((v = json_get(local, STR("@direction"))))
		TRY(direction_parse(v, &ctx->direction));
	if ((v = json_get(local, STR("@propagate"))) && v->type != JSON_BOOL)
		return jsonld_fail("invalid @propagate value", STR_NONE);
	v = json_get(local, STR("@protected"));
	if (v && v->type != JSON_BOOL)
		return jsonld_fail("invalid @protected value", STR_NONE);
	*ret_protected = v && v->truth;
	return NULL;
}

static err_t process_map(struct call *c, const struct json *local, const struct processing *how,
	const struct context **io_result)
{
	struct defining d = {.call = c, .how = *how};
	const struct json *import = json_get(local, STR("@import"));
	if (import)
		TRY(merge_import(c, local, import, how, &local));
	TRY(jsonld_work(c, local->len));
	d.local = local;
	TRY(context_grow(c, *io_result, local->len, &d.context));
	TRY(set_keywords(c, local, how, d.context, &d.is_protected));
	TRY(terms_define(&d));
	*io_result = d.context;
	return NULL;
}

static err_t process_one(struct call *c, const struct json *local, const struct processing *how,
	const struct context **io_result)
{
	switch (local->type) {
	case JSON_NULL:
		return nullify(c, how, io_result);
	case JSON_STRING:
		return process_reference(c, json_str(local), how, io_result);
	case JSON_OBJECT:
		return process_map(c, local, how, io_result);
	default:
		return jsonld_fail("invalid local context", STR_NONE);
	}
}

static err_t process_all(struct call *c, const struct json *local, const struct processing *how,
	const struct context **io_result)
{
	if (local->type != JSON_ARRAY)
		return process_one(c, local, how, io_result);
	json_each_item (item, local)
		TRY(process_one(c, item, how, io_result));
	return NULL;
}

err_t context_process(struct call *c, const struct context *active, const struct json *local,
	struct processing how, const struct context **ret_context)
{
	const struct context *result = active;
	const struct json *propagate = json_get(local, STR("@propagate"));
	if (!c->contexts_left)
		return err_log(ERR_TOO_LARGE, "context overflow");
	if (propagate && propagate->type == JSON_BOOL)
		how.not_propagated = !propagate->truth;
	if (how.not_propagated && !active->previous) {
		struct context *copy = context_clone(c, active);
		copy->previous = active;
		result = copy;
	}
	c->contexts_left--;
	err_t e = process_all(c, local, &how, &result);
	c->contexts_left++;
	if (!e)
		*ret_context = result;
	return e;
}

err_t context_embedded(struct call *c, const struct context *active, const struct json *local,
	const struct context **ret_context)
{
	return context_process(
		c, active, local, (struct processing){.base_url = c->base}, ret_context);
}

err_t context_of_property(struct call *c, const struct context *active, const struct term *t,
	const struct context **ret_context)
{
	return cache_step(
		c, (struct step){.from = active, .kind = STEP_PROPERTY, .term = t}, ret_context);
}

err_t context_of_type(struct call *c, const struct context *active, const struct term *t,
	const struct context **ret_context)
{
	return cache_step(
		c, (struct step){.from = active, .kind = STEP_TYPE, .term = t}, ret_context);
}

err_t context_of_map(struct call *c, const struct context *active, const struct term *t,
	const struct context **ret_context)
{
	return cache_step(
		c, (struct step){.from = active, .kind = STEP_TYPE_MAP, .term = t}, ret_context);
}
