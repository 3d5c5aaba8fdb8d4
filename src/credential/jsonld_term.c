#include "credential/jsonld_inside.h"
#include "credential/jsonld_iri.h"

#include <string.h>

/* What has become of a member of the local context. */
enum state { UNSEEN, UNDERWAY, DEFINED };

/* A definition in the making: step numbers are those of section 4.2.2. */
struct making {
	struct defining *d;
	struct term *term;
	const struct json *value; /* an object, or what stands for one: */
	bool simple;              /* a string */
	struct str id;            /* of the simple one */
	uint8_t *state;
	bool ignored; /* no definition after all */
};

static err_t fail(const struct making *m, const char *code)
{
	return jsonld_fail(code, m->term->name);
}

static const struct json *entry(const struct making *m, enum keyword k)
{
	return json_get(m->value, keyword_name(k));
}

static err_t expand(const struct making *m, struct str value, struct iri *ret_iri)
{
	return iri_expand(m->d->call, m->d->context, m->d, value, IRI_VOCAB, ret_iri);
}

/* Step 12. */
static err_t make_type(struct making *m)
{
	const struct json *v = entry(m, KW_TYPE);
	struct iri type;
	if (!v)
		return NULL;
	if (v->type != JSON_STRING)
		return fail(m, "invalid type mapping");
	TRY(expand(m, json_str(v), &type));
	uint32_t known = IN(KW_ID) | IN(KW_VOCAB) | IN(KW_JSON) | IN(KW_NONE);
	if (type.kw ? !(IN(type.kw) & known) : !iri_has_scheme(type.text))
		return fail(m, "invalid type mapping");
	m->term->type = type;
	return NULL;
}

/* Step 20. */
static err_t make_index(struct making *m)
{
	const struct json *v = entry(m, KW_INDEX);
	struct iri iri;
	if (!v)
		return NULL;
	if (!(m->term->container & IN(KW_INDEX)) || v->type != JSON_STRING)
		return fail(m, "invalid term definition");
	TRY(expand(m, json_str(v), &iri));
	if (iri.kw || !iri.text.p || !iri_has_scheme(iri.text))
		return fail(m, "invalid term definition");
	m->term->index = json_str(v);
	return NULL;
}

/* Step 13; indexed by a property as the tests have it. */
static err_t make_reverse(struct making *m, const struct json *reverse)
{
	struct term *t = m->term;
	const struct json *container = entry(m, KW_CONTAINER);
	struct str name = json_str(container);
	if (entry(m, KW_ID) || entry(m, KW_NEST))
		return fail(m, "invalid reverse property");
	if (reverse->type != JSON_STRING)
		return fail(m, "invalid IRI mapping");
	if (keyword_form(json_str(reverse))) {
		m->ignored = true;
		return NULL;
	}
	TRY(expand(m, json_str(reverse), &t->iri));
	if (t->iri.kw || !iri_is_absolute(&t->iri))
		return fail(m, "invalid IRI mapping");
	if (container && container->type != JSON_NULL && !str_is(name, "@set") &&
		!str_is(name, "@index"))
		return fail(m, "invalid reverse property");
	if (name.p)
		t->container = IN(keyword_parse(name));
	t->reverse = true;
	return make_index(m);
}

static bool ends_as_prefix(struct str iri)
{
	return iri.len && memchr(":/?#[]@", iri.p[iri.len - 1], 7);
}

/* Whether the term looks like an IRI, so that it must expand to what it maps to. */
static bool looks_like_iri(struct str name)
{
	size_t colon = str_find(str_from(name, 1), ':') + 1;
	return colon < name.len - 1 || str_find(name, '/') < name.len;
}

/* Step 14, of an @id that is no null. */
static err_t make_id(struct making *m, struct str id)
{
	struct term *t = m->term;
	struct iri self;
	if (keyword_form(id) && !keyword_parse(id)) {
		m->ignored = true;
		return NULL;
	}
	TRY(expand(m, id, &t->iri));
	if (!iri_is_absolute(&t->iri))
		return fail(m, "invalid IRI mapping");
	if (t->iri.kw == KW_CONTEXT)
		return fail(m, "invalid keyword alias");
	if (looks_like_iri(t->name)) {
		*m->state = DEFINED;
		TRY(expand(m, t->name, &self));
		if (!str_eq(self.text, t->iri.text))
			return fail(m, "invalid IRI mapping");
	}
	if (str_find(t->name, ':') == t->name.len && str_find(t->name, '/') == t->name.len)
		t->prefix = m->simple &&
			    (ends_as_prefix(t->iri.text) || str_starts(t->iri.text, STR("_:")));
	return NULL;
}

/* Steps 15 to 18: the term itself is, or leads to, the IRI. */
static err_t make_own_iri(struct making *m)
{
	struct term *t = m->term;
	struct call *c = m->d->call;
	size_t colon = str_find(str_from(t->name, 1), ':') + 1;
	if (keyword_parse(t->name) == KW_TYPE) {
		t->iri = (struct iri){t->name, KW_TYPE};
		return NULL;
	}
	if (colon < t->name.len) {
		struct str prefix = str_sub(t->name, 0, colon);
		TRY(term_define_first(m->d, prefix));
		const struct term *p = context_find(c, m->d->context, prefix);
		t->iri.text = t->name;
		if (p && p->iri.text.p)
			TRY(iri_join(c, p->iri.text, str_from(t->name, colon + 1), &t->iri.text));
		return NULL;
	}
	if (str_find(t->name, '/') < t->name.len) {
		TRY(iri_expand(c, m->d->context, NULL, t->name, IRI_VOCAB, &t->iri));
		return iri_is_absolute(&t->iri) ? NULL : fail(m, "invalid IRI mapping");
	}
	if (!m->d->context->vocab.p)
		return fail(m, "invalid IRI mapping");
	return iri_join(c, m->d->context->vocab, t->name, &t->iri.text);
}

static err_t make_iri(struct making *m)
{
	const struct json *id = entry(m, KW_ID);
	struct str text = m->simple ? m->id : json_str(id);
	if (!m->simple && (id ? id->type == JSON_NULL : m->value->type == JSON_NULL))
		return NULL; /* stays null */
	if (id && id->type != JSON_STRING)
		return fail(m, "invalid IRI mapping");
	if (text.p && !str_eq(text, m->term->name))
		return make_id(m, text);
	return make_own_iri(m);
}

static bool container_fits(uint32_t set)
{
	static const uint32_t fine[] = {IN(KW_GRAPH), IN(KW_ID), IN(KW_INDEX), IN(KW_LANGUAGE),
		IN(KW_LIST), IN(KW_SET), IN(KW_TYPE), IN(KW_GRAPH) | IN(KW_ID),
		IN(KW_GRAPH) | IN(KW_INDEX)};
	uint32_t rest = set & ~IN(KW_SET);
	for (size_t i = 0; i < sizeof(fine) / sizeof(fine[0]); i++)
		if (set == fine[i] || (rest == fine[i] && rest != IN(KW_LIST)))
			return true;
	return false;
}

/* Step 19. */
static err_t make_container(struct making *m)
{
	const struct json *v = entry(m, KW_CONTAINER);
	struct term *t = m->term;
	uint32_t set = 0;
	if (!v)
		return NULL;
	if (v->type == JSON_STRING)
		set = IN(keyword_parse(json_str(v)));
	if (v->type == JSON_ARRAY)
		json_each_item (item, v)
			set |= IN(keyword_parse(json_str(item)));
	if (!container_fits(set))
		return fail(m, "invalid container mapping");
	t->container = set;
	if (!(set & IN(KW_TYPE)))
		return NULL;
	if (!t->type.text.p)
		t->type = (struct iri){keyword_name(KW_ID), KW_ID};
	if (t->type.kw != KW_ID && t->type.kw != KW_VOCAB)
		return fail(m, "invalid type mapping");
	return NULL;
}

/* Step 21: the scoped context is tried out, for its errors. */
static err_t make_scoped(struct making *m)
{
	const struct json *v = entry(m, KW_CONTEXT);
	struct defining *d = m->d;
	const struct context *tried;
	if (!v)
		return NULL;
	struct processing how = {.base_url = d->how.base_url,
		.chain = d->how.chain,
		.override_protected = true,
		.only_new = true};
	err_t e = context_process(d->call, d->context, v, how, &tried);
	if (e && e->code != ERR_INVALID)
		return e;
	if (e) {
		err_free(e);
		return fail(m, "invalid scoped context");
	}
	m->term->scoped = v;
	m->term->scoped_base = d->how.base_url;
	return NULL;
}

/* Steps 22 and 23. */
static err_t make_text(struct making *m)
{
	const struct json *language = entry(m, KW_LANGUAGE), *direction = entry(m, KW_DIRECTION);
	struct term *t = m->term;
	if (language && !entry(m, KW_TYPE)) {
		if (language->type != JSON_STRING && language->type != JSON_NULL)
			return fail(m, "invalid language mapping");
		t->has_language = true;
		t->language = json_str(language);
	}
	if (direction && !entry(m, KW_TYPE))
		TRY(direction_parse(direction, &t->direction));
	return NULL;
}

/* Steps 24 and 25. */
static err_t make_nest_and_prefix(struct making *m)
{
	const struct json *nest = entry(m, KW_NEST), *prefix = entry(m, KW_PREFIX);
	struct term *t = m->term;
	if (nest) {
		enum keyword k = keyword_parse(json_str(nest));
		if (nest->type != JSON_STRING || (k && k != KW_NEST))
			return fail(m, "invalid @nest value");
		t->nest = json_str(nest);
	}
	if (prefix) {
		if (str_find(t->name, ':') < t->name.len || str_find(t->name, '/') < t->name.len)
			return fail(m, "invalid term definition");
		if (prefix->type != JSON_BOOL)
			return fail(m, "invalid @prefix value");
		if (prefix->truth && t->iri.kw)
			return fail(m, "invalid term definition");
		t->prefix = prefix->truth;
	}
	return NULL;
}

/* Steps 10, 11 and 26. */
static err_t make_protected(struct making *m)
{
	const struct json *v = entry(m, KW_PROTECTED);
	uint32_t known = IN(KW_ID) | IN(KW_REVERSE) | IN(KW_CONTAINER) | IN(KW_CONTEXT) |
			 IN(KW_DIRECTION) | IN(KW_INDEX) | IN(KW_LANGUAGE) | IN(KW_NEST) |
			 IN(KW_PREFIX) | IN(KW_PROTECTED) | IN(KW_TYPE);
	if (v && v->type != JSON_BOOL)
		return fail(m, "invalid @protected value");
	m->term->is_protected = v ? v->truth : m->d->is_protected;
	if (m->value->type == JSON_OBJECT)
		json_each_member (e, m->value)
			if (!(IN(keyword_parse(e->name)) & known))
				return fail(m, "invalid term definition");
	return NULL;
}

static err_t make(struct making *m)
{
	const struct json *reverse = entry(m, KW_REVERSE);
	TRY(make_protected(m));
	TRY(make_type(m));
	if (reverse)
		return make_reverse(m, reverse);
	TRY(make_iri(m));
	if (m->ignored)
		return NULL;
	TRY(make_container(m));
	TRY(make_index(m));
	TRY(make_scoped(m));
	TRY(make_text(m));
	return make_nest_and_prefix(m);
}

static bool same_scoped(const struct term *a, const struct term *b)
{
	if (!a->scoped || !b->scoped)
		return a->scoped == b->scoped;
	return a->scoped == b->scoped || json_eq(a->scoped, b->scoped);
}

/* Whether they differ in nothing but protection. */
static bool same_definition(const struct term *a, const struct term *b)
{
	return a->iri.kw == b->iri.kw && str_eq(a->iri.text, b->iri.text) &&
	       str_eq(a->type.text, b->type.text) && a->has_language == b->has_language &&
	       !a->language.p == !b->language.p && str_eq(a->language, b->language) &&
	       str_eq(a->index, b->index) && str_eq(a->nest, b->nest) && same_scoped(a, b) &&
	       a->container == b->container && a->direction == b->direction &&
	       a->reverse == b->reverse && a->prefix == b->prefix;
}

/* Steps 4 and 5: of the keywords, only @type may be defined, and only so. */
static err_t check_keyword(const struct json_member *m)
{
	const struct json *container = json_get(&m->value, STR("@container"));
	const struct json *guard = json_get(&m->value, STR("@protected"));
	uint32_t known = (container != NULL) + (guard != NULL);
	if (!keyword_parse(m->name))
		return NULL;
	if (keyword_parse(m->name) != KW_TYPE || !known || known != m->value.len ||
		(container && !str_is(json_str(container), "@set")))
		return jsonld_fail("keyword redefinition", m->name);
	return NULL;
}

/* A term to fill in; until then, and if it comes to nothing, an earlier definition is gone. */
static struct term *begin(struct defining *d, const struct json_member *m, uint64_t hash)
{
	struct arena *a = d->call->arena;
	struct term *t = arena_make(a, struct term);
	t->name = m->name;
	t->hash = hash;
	t->shared = d->call->for_cache;
	return t;
}

static err_t finish(struct making *m, const struct term *previous)
{
	struct term *t = m->term;
	bool guarded = previous && previous->is_protected && !m->d->how.override_protected;
	if (guarded && (m->ignored || !same_definition(t, previous)))
		return fail(m, "protected term redefinition");
	if (guarded)
		t->is_protected = true;
	t->absent = m->ignored;
	if (!t->absent || previous)
		context_put(m->d->context, t);
	*m->state = DEFINED;
	return NULL;
}

static err_t define(struct defining *d, uint32_t i)
{
	static const struct json nothing = {JSON_NULL};
	const struct json_member *member = &d->local->members[i];
	const struct json *value = &member->value;
	struct making m = {.d = d, .value = value, .state = &d->state[i]};
	if (!member->name.len)
		return jsonld_fail("invalid term definition", STR_NONE);
	if (value->type == JSON_STRING) {
		m.simple = true;
		m.id = json_str(value);
		m.value = &nothing;
	} else if (value->type != JSON_OBJECT && value->type != JSON_NULL) {
		return jsonld_fail("invalid term definition", member->name);
	}
	TRY(check_keyword(member));
	m.ignored = keyword_form(member->name) && !keyword_parse(member->name);
	if (m.ignored) {
		d->state[i] = DEFINED;
		return NULL;
	}
	const struct term *previous = context_find(d->call, d->context, member->name);
	m.term = begin(d, member, d->hashes[i]);
	if (previous) {
		struct term *gone = begin(d, member, d->hashes[i]);
		gone->absent = true;
		context_put(d->context, gone);
	}
	d->state[i] = UNDERWAY;
	TRY(jsonld_work(d->call, 4));
	TRY(make(&m));
	return finish(&m, previous);
}

static bool says_how(struct str name)
{
	uint32_t set = IN(KW_BASE) | IN(KW_DIRECTION) | IN(KW_IMPORT) | IN(KW_LANGUAGE) |
		       IN(KW_PROPAGATE) | IN(KW_PROTECTED) | IN(KW_VERSION) | IN(KW_VOCAB);
	return IN(keyword_parse(name)) & set;
}

static err_t define_once(struct defining *d, uint32_t i)
{
	if (d->state[i] == DEFINED)
		return NULL;
	if (d->state[i] == UNDERWAY)
		return jsonld_fail("cyclic IRI mapping", d->local->members[i].name);
	TRY(jsonld_enter(d->call));
	err_t e = define(d, i);
	jsonld_leave(d->call);
	return e;
}

err_t term_define_first(struct defining *d, struct str name)
{
	uint64_t h = cache_hash(d->call->cache, name);
	for (uint32_t i = (uint32_t)h & d->mask; d->index[i]; i = (i + 1) & d->mask) {
		uint32_t at = d->index[i] - 1;
		if (d->hashes[at] == h && str_eq(d->local->members[at].name, name))
			return define_once(d, at);
	}
	return NULL;
}

static void index_members(struct defining *d)
{
	struct arena *a = d->call->arena;
	uint32_t n = d->local->len;
	d->mask = 7;
	while (d->mask < n * 2)
		d->mask = d->mask * 2 + 1;
	d->index = arena_array(a, uint32_t, d->mask + 1u);
	d->hashes = arena_array(a, uint64_t, n);
	d->state = arena_array(a, uint8_t, n);
	for (uint32_t at = 0; at < n; at++) {
		d->hashes[at] = cache_hash(d->call->cache, d->local->members[at].name);
		uint32_t i = (uint32_t)d->hashes[at] & d->mask;
		while (d->index[i])
			i = (i + 1) & d->mask;
		d->index[i] = at + 1;
		d->state[at] = says_how(d->local->members[at].name) ? DEFINED : UNSEEN;
	}
}

err_t terms_define(struct defining *d)
{
	index_members(d);
	for (uint32_t i = 0; i < d->local->len; i++)
		TRY(define_once(d, i));
	return NULL;
}
