#include "base/arena.h"
#include "http/head.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static err_t nothing(struct request *req, struct response *res)
{
	(void)req, (void)res;
	return NULL;
}

static const struct route routes[] = {
	{GET, "/", nothing, .need = 1},
	{GET, "/a", nothing, .need = 1},
	{POST, "/a/{id}", nothing, .need = 1},
	{GET, "/a/{id}/b", nothing, .need = 1},
	{GET, "/a/b/b", nothing, .need = 1},
	{DELETE, "/{x}/{y}/{z}/{w}", nothing, .need = 1},
	{0},
};
static const struct route *const tables[] = {routes, NULL};

static void check_param(struct arena *a, struct str raw, struct str path)
{
	struct str text;
	if (!raw.p)
		return;
	if (!raw.len || raw.p < path.p || raw.p + raw.len > path.p + path.len)
		abort();
	if (head_decode_segment(a, raw, &text) &&
		(!utf8_valid(text) || str_find(text, '/') < text.len))
		abort();
}

/* The first byte is the method, the rest a path; that text is then tried as a pattern too. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct router *router;
	if (!router && router_new(tables, &router))
		abort();
	if (!size)
		return 0;
	struct arena *a = arena_new();
	struct str path = {(const char *)data + 1, size - 1};
	struct route_match m = {0};
	if (router_find(router, (enum method)(GET + data[0] % DELETE), path, &m) == ROUTE_FOUND)
		for (int i = 0; i < ROUTE_PARAMS; i++)
			check_param(a, m.param[i], path);
	const struct route own[] = {{GET, str_z(a, path), nothing, .need = 1}, {0}};
	struct router *second;
	err_t e = router_new((const struct route *const[]){own, NULL}, &second);
	if (!e) {
		if (router_find(second, GET, str_of(own[0].pattern), &m) != ROUTE_FOUND)
			abort();
		router_free(second);
	}
	err_free(e);
	arena_free(a);
	return 0;
}
