#include "credential/jsonld_inside.h"
#include "credential/jsonld_iri.h"

#include <string.h>

err_t iri_join(struct call *c, struct str a, struct str b, struct str *ret_iri)
{
	TRY(jsonld_work(c, (a.len + b.len) / 8));
	char *joined = arena_bytes(c->arena, a.len + b.len);
	if (a.len)
		memcpy(joined, a.p, a.len);
	if (b.len)
		memcpy(joined + a.len, b.p, b.len);
	*ret_iri = (struct str){joined, a.len + b.len};
	return NULL;
}

bool iri_is_absolute(const struct iri *iri)
{
	return iri->kw || iri_has_scheme(iri->text) || str_starts(iri->text, STR("_:"));
}

/* Step 6: value has a colon there. False when it is neither compact nor absolute. */
static err_t expand_colon(struct call *c, const struct context *ctx, struct defining *d,
	struct str value, size_t colon, struct str *ret_iri, bool *ret_done)
{
	struct str prefix = str_sub(value, 0, colon), suffix = str_from(value, colon + 1);
	*ret_done = true;
	*ret_iri = value;
	if (str_is(prefix, "_") || str_starts(suffix, STR("//")))
		return NULL;
	if (d)
		TRY(term_define_first(d, prefix));
	const struct term *p = context_find(c, ctx, prefix);
	if (p && p->prefix && p->iri.text.p)
		return iri_join(c, p->iri.text, suffix, ret_iri);
	*ret_done = iri_has_scheme(value);
	return NULL;
}

/* Steps 7 to 9. */
static err_t expand_relative(struct call *c, const struct context *ctx, struct str value,
	enum iri_as as, struct str *ret_iri)
{
	*ret_iri = value;
	if ((as & IRI_VOCAB) && ctx->vocab.p)
		return iri_join(c, ctx->vocab, value, ret_iri);
	struct str base = as & IRI_DOCUMENT ? context_base(c, ctx) : STR_NONE;
	if (!base.len)
		return NULL;
	TRY(jsonld_work(c, (base.len + value.len) / 8));
	*ret_iri = iri_resolve(c->arena, base, value);
	return NULL;
}

err_t iri_expand(struct call *c, const struct context *ctx, struct defining *d, struct str value,
	enum iri_as as, struct iri *ret_iri)
{
	struct iri iri = {value, keyword_parse(value)};
	if (!value.p || iri.kw) {
		*ret_iri = iri;
		return NULL;
	}
	if (keyword_form(value)) {
		*ret_iri = (struct iri){0};
		return NULL;
	}
	if (d)
		TRY(term_define_first(d, value));
	const struct term *t = context_find(c, ctx, value);
	if (t && (t->iri.kw || (as & IRI_VOCAB))) {
		*ret_iri = t->iri;
		return NULL;
	}
	size_t colon = value.len > 1 ? str_find(str_from(value, 1), ':') + 1 : value.len;
	bool done = false;
	if (colon < value.len)
		TRY(expand_colon(c, ctx, d, value, colon, &iri.text, &done));
	if (!done)
		TRY(expand_relative(c, ctx, value, as, &iri.text));
	*ret_iri = iri;
	return NULL;
}
