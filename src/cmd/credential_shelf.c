#include "cmd/credential_shelf.h"

#include "base/vec.h"
#include "cmd/lines.h"

struct volume {
	struct str url, body;
};

struct books {
	struct arena *arena;
	VEC(struct volume) volumes;
};

struct fetcher {
	struct did_fetcher face;
	const struct books *books;
};

struct loader {
	struct jsonld_loader face;
	const struct books *books;
};

struct library {
	struct vc_library face;
	const struct books *books;
};

struct shelf {
	struct books books;
	struct fetcher fetcher;
	struct loader loader;
	struct library library;
};

static bool find(const struct books *b, struct str url, struct str *ret_body)
{
	vec_each (struct volume, it, &b->volumes)
		if (str_eq(it->url, url)) {
			*ret_body = it->body;
			return true;
		}
	return false;
}

static err_t fetch(
	const struct did_fetcher *f, struct arena *a, struct str url, struct str *ret_body)
{
	(void)a;
	if (find(((const struct fetcher *)f)->books, url, ret_body))
		return NULL;
	return err_log(ERR_UNAVAILABLE, "nothing is fetched");
}

static err_t load(
	const struct jsonld_loader *l, struct arena *a, struct str url, struct str *ret_bytes)
{
	(void)a;
	if (find(((const struct loader *)l)->books, url, ret_bytes))
		return NULL;
	return err_log(ERR_NOT_FOUND, "a context that is not at hand");
}

static bool look_up(
	const struct vc_library *l, struct arena *a, struct str url, struct str *ret_bytes)
{
	(void)a;
	return find(((const struct library *)l)->books, url, ret_bytes);
}

struct shelf *shelf_new(struct arena *a)
{
	struct shelf *s = arena_make(a, struct shelf);
	s->books.arena = a;
	s->fetcher = (struct fetcher){{fetch}, &s->books};
	s->loader = (struct loader){{load}, &s->books};
	s->library = (struct library){{look_up}, &s->books};
	return s;
}

static err_t put(struct shelf *s, struct str url, struct str body)
{
	struct str other;
	if (s->books.volumes.len == SHELF_MOST)
		return err_log(ERR_INVALID, "more than %d documents", SHELF_MOST);
	if (find(&s->books, url, &other))
		return err_log(ERR_INVALID, "two documents of %.*s", STR_ARG(url));
	vec_push(s->books.arena, &s->books.volumes, (struct volume){url, body});
	return NULL;
}

static err_t read_file(struct shelf *s, const char *path, struct str *ret_body)
{
	struct arena *own = arena_new();
	struct lines *lines;
	struct str body;
	err_t e = lines_open(own, path, &lines);
	if (!e)
		e = lines_all(lines, &body);
	if (!e)
		*ret_body = str_dup(s->books.arena, body);
	arena_free(own);
	return e;
}

err_t shelf_put(struct shelf *s, const char *path)
{
	struct str body, url;
	struct json *document;
	TRY(read_file(s, path, &body));
	err_t e = json_parse(s->books.arena, body, &json_limits_default, &document);
	if (e)
		return err_detail(e, "%s is no JSON", path);
	struct str id = json_str(json_get(document, STR("id")));
	if (!did_web_url(s->books.arena, id, &url))
		url = id;
	if (!str_starts(url, STR("https://")))
		return err_log(ERR_INVALID, "%s has no did:web or https address as its id", path);
	return put(s, url, body);
}

/* The last "=": addresses may have some of their own. */
static size_t last_equals(struct str text)
{
	size_t at = text.len;
	while (at && text.p[at - 1] != '=')
		at--;
	return at ? at - 1 : text.len;
}

err_t shelf_put_at(struct shelf *s, struct str address_and_file, const char *folder)
{
	struct str body;
	size_t at = last_equals(address_and_file);
	struct str url = str_dup(s->books.arena, str_sub(address_and_file, 0, at));
	struct str file = str_from(address_and_file, at + 1);
	if (!vc_is_url(url) || !file.len)
		return err_log(ERR_INVALID, "%.*s is not ADDRESS=FILE", STR_ARG(address_and_file));
	if (str_starts(file, STR("/")))
		folder = "";
	const char *path = str_fmt(s->books.arena, "%s%.*s", folder, STR_ARG(file)).p;
	TRY(read_file(s, path, &body));
	return put(s, url, body);
}

const struct did_fetcher *shelf_fetcher(const struct shelf *s)
{
	return &s->fetcher.face;
}

const struct jsonld_loader *shelf_loader(const struct shelf *s)
{
	return &s->loader.face;
}

const struct vc_library *shelf_library(const struct shelf *s)
{
	return &s->library.face;
}
