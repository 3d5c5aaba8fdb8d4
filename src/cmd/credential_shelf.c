#include "cmd/credential.h"
#include "cmd/lines.h"

#include <string.h>

struct volume {
	struct str url, body;
};

struct shelf {
	struct did_fetcher fetcher;
	VEC(struct volume) volumes;
};

static err_t get(const struct did_fetcher *f, struct arena *a, struct str url, struct str *ret_body)
{
	const struct shelf *s = (const struct shelf *)f;
	(void)a;
	vec_each (struct volume, it, &s->volumes) {
		if (!str_eq(it->url, url))
			continue;
		*ret_body = it->body;
		return NULL;
	}
	return err_log(ERR_UNAVAILABLE, "nothing is fetched");
}

static err_t put(struct arena *a, struct shelf *s, const char *path)
{
	struct lines *lines;
	struct volume v;
	struct json *document;
	TRY(lines_open(a, path, &lines));
	TRY(lines_all(lines, &v.body));
	err_t e = json_parse(a, v.body, &json_limits_default, &document);
	if (e)
		return err_detail(e, "%s is no JSON", path);
	struct str id = json_str(json_get(document, STR("id")));
	if (!did_web_url(a, id, &v.url))
		v.url = id;
	if (!str_starts(v.url, STR("https://")))
		return err_log(ERR_INVALID, "%s has no did:web or https address as its id", path);
	vec_push(a, &s->volumes, v);
	return NULL;
}

err_t shelf_new(struct arena *a, const struct credential_options *o, struct shelf **ret_shelf)
{
	struct shelf *s = arena_make(a, struct shelf);
	s->fetcher.get = get;
	for (size_t i = 0; i < o->did.len; i++)
		TRY(put(a, s, o->did.at[i]));
	for (size_t i = 0; i < o->status.len; i++)
		TRY(put(a, s, o->status.at[i]));
	*ret_shelf = s;
	return NULL;
}

const struct did_fetcher *shelf_fetcher(const struct shelf *s)
{
	return &s->fetcher;
}
