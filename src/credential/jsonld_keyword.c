#include "credential/jsonld_keyword.h"

static const struct str names[KEYWORDS] = {
	[KW_BASE] = STR("@base"),
	[KW_CONTAINER] = STR("@container"),
	[KW_CONTEXT] = STR("@context"),
	[KW_DIRECTION] = STR("@direction"),
	[KW_GRAPH] = STR("@graph"),
	[KW_ID] = STR("@id"),
	[KW_IMPORT] = STR("@import"),
	[KW_INCLUDED] = STR("@included"),
	[KW_INDEX] = STR("@index"),
	[KW_JSON] = STR("@json"),
	[KW_LANGUAGE] = STR("@language"),
	[KW_LIST] = STR("@list"),
	[KW_NEST] = STR("@nest"),
	[KW_NONE] = STR("@none"),
	[KW_PREFIX] = STR("@prefix"),
	[KW_PROPAGATE] = STR("@propagate"),
	[KW_PROTECTED] = STR("@protected"),
	[KW_REVERSE] = STR("@reverse"),
	[KW_SET] = STR("@set"),
	[KW_TYPE] = STR("@type"),
	[KW_VALUE] = STR("@value"),
	[KW_VERSION] = STR("@version"),
	[KW_VOCAB] = STR("@vocab"),
};

enum keyword keyword_parse(struct str s)
{
	if (s.len < 3 || s.p[0] != '@')
		return KW_OTHER;
	for (int k = KW_OTHER + 1; k < KEYWORDS; k++)
		if (names[k].p[1] == s.p[1] && str_eq(names[k], s))
			return (enum keyword)k;
	return KW_OTHER;
}

struct str keyword_name(enum keyword k)
{
	return names[k];
}

bool keyword_form(struct str s)
{
	if (s.len < 2 || s.p[0] != '@')
		return false;
	for (size_t i = 1; i < s.len; i++) {
		char c = (char)(s.p[i] | 0x20);
		if (c < 'a' || c > 'z')
			return false;
	}
	return true;
}
