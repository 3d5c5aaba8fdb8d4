#include "credential/did.h"

#include "codec/base64.h"
#include "crypto/jwk.h"
#include "crypto/multikey.h"

#define DID_DOCUMENT_MAX (256u << 10)

struct search {
	const struct did_env *env;
	struct arena *arena;
	struct str method, controller, fragment;
	struct str purpose;
	struct findings *findings;
};

static bool fail(const struct search *s, enum finding_kind kind)
{
	findings_add(s->findings, kind, str_dup(s->arena, s->method));
	return false;
}

/* Ends e; true when there was none. */
static bool fine(err_t e)
{
	err_free(e);
	return !e;
}

/* Parsing an Ed25519 key costs less than looking for it. */
static err_t parse_multikey(const struct search *s, struct str text, struct key **ret_key)
{
	if (!s->env->keys || str_starts(text, STR("z6Mk")))
		return multikey_parse(s->arena, text, ret_key);
	return key_cache_get(s->env->keys, text, ret_key);
}

static bool find_did_key(const struct search *s, struct did_method *ret_method)
{
	struct str text = str_from(s->controller, sizeof("did:key:") - 1);
	struct did_method m = {.controller = s->controller};
	if (!str_eq(text, s->fragment))
		return fail(s, FINDING_METHOD_FORM);
	if (!fine(parse_multikey(s, text, &m.key)))
		return fail(s, FINDING_METHOD_KEY);
	*ret_method = m;
	return true;
}

static err_t parse_did_jwk(struct arena *a, struct str text, struct key **ret_key)
{
	struct str bytes;
	struct json *jwk;
	if (text.len > 1024 || !base64_parse(a, BASE64URL, text, &bytes))
		return err_log(ERR_INVALID, "did:jwk: not base64url");
	TRY(json_parse(a, bytes, &json_limits_default, &jwk));
	return jwk_public(a, jwk, ret_key);
}

static bool find_did_jwk(const struct search *s, struct did_method *ret_method)
{
	struct did_method m = {.controller = s->controller};
	if (!str_is(s->fragment, "0"))
		return fail(s, FINDING_METHOD_FORM);
	struct str text = str_from(s->controller, sizeof("did:jwk:") - 1);
	if (!fine(parse_did_jwk(s->arena, text, &m.key)))
		return fail(s, FINDING_METHOD_KEY);
	*ret_method = m;
	return true;
}

static bool plain(char c)
{
	char lower = (char)(c | 0x20);
	return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* A host, perhaps with "%3A" and a port. */
static bool put_host(struct buf *url, struct str host)
{
	size_t at = str_search(host, STR("%3A")), i = 0;
	struct str port = str_from(host, at + 3);
	int64_t n;
	for (; i < at && plain(host.p[i]); i++)
		;
	if (i < at || !at || host.p[0] == '.' || host.p[0] == '-')
		return false;
	buf_put(url, str_sub(host, 0, at));
	if (at == host.len)
		return true;
	if (!str_to_int(port, &n) || n < 1 || n > 65535)
		return false;
	buf_putc(url, ':');
	buf_int(url, n);
	return true;
}

static bool put_segment(struct buf *url, struct str segment)
{
	if (!segment.len || str_is(segment, ".") || str_is(segment, ".."))
		return false;
	for (size_t i = 0; i < segment.len; i++)
		if (!plain(segment.p[i]) && segment.p[i] != '_' && segment.p[i] != '~')
			return false;
	buf_putc(url, '/');
	buf_put(url, segment);
	return true;
}

bool did_web_url(struct arena *a, struct str did, struct str *ret_url)
{
	struct buf url;
	if (!str_starts(did, STR("did:web:")) || str_ends(did, STR(":")))
		return false;
	struct str rest = str_from(did, sizeof("did:web:") - 1);
	buf_init(&url, a, did.len + 32, 2048);
	buf_lit(&url, "https://");
	if (!put_host(&url, str_cut(&rest, ':')))
		return false;
	if (!rest.len)
		buf_lit(&url, "/.well-known");
	while (rest.len)
		if (!put_segment(&url, str_cut(&rest, ':')))
			return false;
	buf_lit(&url, "/did.json");
	if (!fine(buf_err(&url)))
		return false;
	*ret_url = buf_str(&url);
	return true;
}

/* The id of a method, written whole or as a fragment of its document. */
static bool names_method(const struct search *s, struct str id)
{
	if (str_starts(id, STR("#")))
		return str_eq(str_from(id, 1), s->fragment);
	return str_eq(id, s->method);
}

static const struct json *method_in(const struct search *s, const struct json *list)
{
	if (!list || list->type != JSON_ARRAY)
		return NULL;
	json_each_item (it, list)
		if (it->type == JSON_OBJECT && names_method(s, json_str(json_get(it, STR("id")))))
			return it;
	return NULL;
}

static bool listed_in(const struct search *s, const struct json *list)
{
	if (!list || list->type != JSON_ARRAY)
		return false;
	json_each_item (it, list)
		if (it->type == JSON_STRING && names_method(s, json_str(it)))
			return true;
	return method_in(s, list);
}

static err_t key_of(const struct search *s, const struct json *method, struct key **ret_key)
{
	struct str type = json_str(json_get(method, STR("type")));
	struct str text = json_str(json_get(method, STR("publicKeyMultibase")));
	const struct json *jwk = json_get(method, STR("publicKeyJwk"));
	bool multibase = str_is(type, "Multikey") || str_is(type, "Ed25519VerificationKey2020");
	if (multibase && text.p && !jwk)
		return parse_multikey(s, text, ret_key);
	if (str_starts(type, STR("JsonWebKey")) && jwk && !text.p)
		return jwk_public(s->arena, jwk, ret_key);
	return err_log(ERR_INVALID, "verification method of another kind");
}

/* A time after which the key no longer counts; one that cannot be read counts as past. */
static bool past(const struct search *s, const struct json *time)
{
	usec t;
	return time && (!usec_parse(json_str(time), &t) || t <= s->env->now);
}

static bool find_in_document(
	const struct search *s, const struct json *document, struct did_method *ret_method)
{
	struct did_method m;
	const struct json *method = method_in(s, json_get(document, STR("verificationMethod")));
	const struct json *allowed = json_get(document, s->purpose);
	if (!str_eq(json_str(json_get(document, STR("id"))), s->controller))
		return fail(s, FINDING_METHOD_UNKNOWN);
	if (!method)
		method = method_in(s, allowed);
	if (!method)
		return fail(s, FINDING_METHOD_UNKNOWN);
	m.controller = json_str(json_get(method, STR("controller")));
	if (!str_eq(m.controller, s->controller) || !listed_in(s, allowed))
		return fail(s, FINDING_METHOD_PURPOSE);
	if (past(s, json_get(method, STR("revoked"))) ||
		past(s, json_get(method, STR("expires"))) || !fine(key_of(s, method, &m.key)))
		return fail(s, FINDING_METHOD_KEY);
	*ret_method = m;
	return true;
}

/* The key that a fragment spells out, of nobody in particular. */
static bool find_in_fragment(const struct search *s, struct did_method *ret_method)
{
	struct did_method m = {.controller = STR_NONE};
	if (!fine(parse_multikey(s, s->fragment, &m.key)))
		return false;
	*ret_method = m;
	return true;
}

static bool fetch(const struct search *s, struct str url, struct did_method *ret_method)
{
	struct str body;
	struct json *document;
	struct json_limits limits = json_limits_default;
	limits.bytes = DID_DOCUMENT_MAX;
	const struct did_fetcher *fetcher = s->env->fetcher;
	if (!fetcher || !fine(fetcher->get(fetcher, s->arena, url, &body))) {
		fail(s, FINDING_METHOD_UNREACHABLE);
		return find_in_fragment(s, ret_method);
	}
	if (!fine(json_parse(s->arena, body, &limits, &document)))
		return fail(s, FINDING_METHOD_UNKNOWN);
	return find_in_document(s, document, ret_method);
}

bool did_find(const struct did_env *env, struct arena *a, struct str method, struct str purpose,
	struct findings *f, struct did_method *ret_method)
{
	struct str url, fragment = method;
	struct str controller = str_cut(&fragment, '#');
	struct search s = {env, a, method, controller, fragment, purpose, f};
	if (!s.fragment.len)
		return fail(&s, FINDING_METHOD_FORM);
	if (str_starts(method, STR("did:key:")))
		return find_did_key(&s, ret_method);
	if (str_starts(method, STR("did:jwk:")))
		return find_did_jwk(&s, ret_method);
	if (did_web_url(a, s.controller, &url))
		return fetch(&s, url, ret_method);
	if (str_starts(method, STR("https://")))
		return fetch(&s, s.controller, ret_method);
	return fail(&s, FINDING_METHOD_FORM);
}

struct str did_key(struct arena *a, const struct key *k)
{
	return str_fmt(a, "did:key:%.*s", STR_ARG(multikey_print(a, k)));
}

struct str did_key_method(struct arena *a, const struct key *k)
{
	struct str text = multikey_print(a, k);
	return str_fmt(a, "did:key:%.*s#%.*s", STR_ARG(text), STR_ARG(text));
}

struct str did_document_method(struct arena *a, struct str did, const struct key *k)
{
	return str_fmt(a, "%.*s#%.*s", STR_ARG(did), STR_ARG(multikey_print(a, k)));
}

struct json did_document(struct arena *a, struct str did, const struct key *const *keys, size_t n)
{
	struct json d = json_object(), context = json_array(), methods = json_array();
	struct json allowed = json_array();
	json_push(a, &context, json_of_str(STR("https://www.w3.org/ns/did/v1")));
	json_push(a, &context, json_of_str(STR("https://w3id.org/security/multikey/v1")));
	for (size_t i = 0; i < n; i++) {
		struct json m = json_object();
		struct json id = json_of_str(did_document_method(a, did, keys[i]));
		json_set(a, &m, STR("id"), id);
		json_set(a, &m, STR("type"), json_of_str(STR("Multikey")));
		json_set(a, &m, STR("controller"), json_of_str(did));
		json_set(a, &m, STR("publicKeyMultibase"), json_of_str(multikey_print(a, keys[i])));
		json_push(a, &methods, m);
		json_push(a, &allowed, id);
	}
	json_set(a, &d, STR("@context"), context);
	json_set(a, &d, STR("id"), json_of_str(did));
	json_set(a, &d, STR("verificationMethod"), methods);
	json_set(a, &d, STR("assertionMethod"), allowed);
	return d;
}
