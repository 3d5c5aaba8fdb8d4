#include "http/route.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/vec.h"

#include <stdlib.h>

#define METHODS (DELETE + 1)

/* One segment of one or more patterns. Fixed children are sorted by text once all are in. */
struct node {
	struct str segment;
	VEC(struct node *) children;
	struct node *param;
	const struct route *route[METHODS];
};

typedef struct node *node_ref;

struct router {
	struct arena *arena;
	struct node root;
};

struct segments {
	struct str at[ROUTE_SEGMENTS];
	size_t len;
};

static bool is_param(struct str segment)
{
	return segment.len && segment.p[0] == '{';
}

/* "/a/b" has two segments, "/" none; false for what no pattern can match. */
static bool split(struct str path, struct segments *ret_segments)
{
	if (!path.len || path.p[0] != '/')
		return false;
	ret_segments->len = 0;
	struct str rest = str_from(path, 1);
	if (!rest.len)
		return true;
	for (;;) {
		size_t end = str_find(rest, '/');
		if (ret_segments->len == ROUTE_SEGMENTS || end == 0)
			return false;
		ret_segments->at[ret_segments->len++] = str_sub(rest, 0, end);
		if (end == rest.len)
			return true;
		rest = str_from(rest, end + 1);
	}
}

static bool name_valid(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!((name.p[i] >= 'a' && name.p[i] <= 'z') || name.p[i] == '_'))
			return false;
	return name.len > 0;
}

static bool segment_valid(struct str s)
{
	if (is_param(s))
		return s.p[s.len - 1] == '}' && name_valid(str_sub(s, 1, s.len - 2));
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] <= ' ' || s.p[i] >= 0x7f || memchr("{}%?#\\", s.p[i], 6))
			return false;
	return !str_is(s, ".") && !str_is(s, "..");
}

static err_t check_pattern(const struct route *r, struct segments *ret_segments)
{
	if (!split(str_of(r->pattern), ret_segments))
		return err_log(ERR_INTERNAL, "route %s: not a path", r->pattern);
	size_t params = 0;
	for (size_t i = 0; i < ret_segments->len; i++) {
		struct str s = ret_segments->at[i];
		if (!segment_valid(s))
			return err_log(ERR_INTERNAL, "route %s: bad segment", r->pattern);
		params += is_param(s);
		for (size_t k = 0; is_param(s) && k < i; k++)
			if (str_eq(ret_segments->at[k], s))
				return err_log(ERR_INTERNAL, "route %s: name twice", r->pattern);
	}
	if (params > ROUTE_PARAMS)
		return err_log(ERR_INTERNAL, "route %s: too many parameters", r->pattern);
	return NULL;
}

static err_t check_route(const struct route *r, struct segments *ret_segments)
{
	if (r->method < GET || r->method >= METHODS || !r->handler)
		return err_log(ERR_INTERNAL, "route %s: no method or no handler", r->pattern);
	if (!r->need)
		return err_log(ERR_INTERNAL, "route %s %s: nobody may use it",
			method_name(r->method), r->pattern);
	return check_pattern(r, ret_segments);
}

/* Two patterns that share a path, each more specific than the other somewhere. */
static bool ambiguous(const struct segments *a, const struct segments *b)
{
	bool a_wins = false, b_wins = false;
	if (a->len != b->len)
		return false;
	for (size_t i = 0; i < a->len; i++) {
		bool a_param = is_param(a->at[i]), b_param = is_param(b->at[i]);
		if (!a_param && !b_param && !str_eq(a->at[i], b->at[i]))
			return false;
		a_wins |= b_param && !a_param;
		b_wins |= a_param && !b_param;
	}
	return a_wins && b_wins;
}

static struct node *child_of(struct arena *a, struct node *parent, struct str segment)
{
	if (is_param(segment)) {
		if (!parent->param)
			parent->param = arena_make(a, struct node);
		return parent->param;
	}
	vec_each (node_ref, child, &parent->children)
		if (str_eq((*child)->segment, segment))
			return *child;
	struct node *child = arena_make(a, struct node);
	child->segment = segment;
	vec_push(a, &parent->children, child);
	return child;
}

static int by_segment(const void *a, const void *b)
{
	return str_cmp((*(struct node *const *)a)->segment, (*(struct node *const *)b)->segment);
}

static void sort_children(struct node *n)
{
	if (n->children.len)
		qsort(n->children.at, n->children.len, sizeof(n->children.at[0]), by_segment);
	vec_each (node_ref, child, &n->children)
		sort_children(*child);
	if (n->param)
		sort_children(n->param);
}

typedef VEC(struct segments) segments_vec;

static err_t add_route(struct router *router, const struct route *r, segments_vec *patterns)
{
	struct segments s;
	TRY(check_route(r, &s));
	vec_each (struct segments, other, patterns)
		if (ambiguous(&s, other))
			return err_log(ERR_INTERNAL, "route %s: ambiguous", r->pattern);
	vec_push(router->arena, patterns, s);
	struct node *n = &router->root;
	for (size_t i = 0; i < s.len; i++)
		n = child_of(router->arena, n, s.at[i]);
	if (n->route[r->method])
		return err_log(
			ERR_INTERNAL, "route %s %s: twice", method_name(r->method), r->pattern);
	n->route[r->method] = r;
	return NULL;
}

static err_t add_tables(struct router *router, const struct route *const *tables)
{
	segments_vec patterns = {0};
	for (; *tables; tables++)
		for (const struct route *r = *tables; r->pattern; r++)
			TRY(add_route(router, r, &patterns));
	return NULL;
}

err_t router_new(const struct route *const *tables, struct router **ret_router)
{
	struct arena *a = arena_new();
	struct router *router = arena_make(a, struct router);
	router->arena = a;
	err_t e = add_tables(router, tables);
	if (e) {
		arena_free(a);
		return e;
	}
	sort_children(&router->root);
	*ret_router = router;
	return NULL;
}

void router_free(struct router *r)
{
	if (r)
		arena_free(r->arena);
}

static const struct node *find_child(const struct node *n, struct str segment)
{
	size_t low = 0, high = n->children.len;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_cmp(segment, n->children.at[middle]->segment);
		if (!order)
			return n->children.at[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

struct search {
	struct segments path;
	enum method method;
	struct route_match match;
	size_t params;
};

static bool take(struct search *s, const struct node *n)
{
	for (int m = GET; m < METHODS; m++)
		if (n->route[m])
			s->match.allow |= 1u << m;
	s->match.route = n->route[s->method];
	return s->match.route != NULL;
}

/* Fixed segments first: then the first route found is the most specific one. */
static bool search(struct search *s, const struct node *n, size_t depth)
{
	if (depth == s->path.len)
		return take(s, n);
	const struct node *fixed = find_child(n, s->path.at[depth]);
	if (fixed && search(s, fixed, depth + 1))
		return true;
	if (!n->param)
		return false;
	s->match.param[s->params++] = s->path.at[depth];
	if (search(s, n->param, depth + 1))
		return true;
	s->params--;
	return false;
}

static enum route_found find(
	const struct router *r, enum method method, struct str path, struct route_match *ret_match)
{
	struct search s = {.method = method};
	if (!split(path, &s.path))
		return ROUTE_NONE;
	bool found = search(&s, &r->root, 0);
	*ret_match = s.match;
	if (found)
		return ROUTE_FOUND;
	return s.match.allow ? ROUTE_METHOD : ROUTE_NONE;
}

enum route_found router_find(
	const struct router *r, enum method method, struct str path, struct route_match *ret_match)
{
	if (path.len > 1 && path.p[path.len - 1] == '/') {
		struct str shorter = str_sub(path, 0, path.len - 1);
		if (method != GET || shorter.len == 1)
			return ROUTE_NONE;
		return find(r, GET, shorter, ret_match) == ROUTE_FOUND ? ROUTE_SLASH : ROUTE_NONE;
	}
	return find(r, method, path, ret_match);
}

int route_param_index(const struct route *route, const char *name)
{
	struct segments s;
	int at = 0;
	if (!route || !split(str_of(route->pattern), &s))
		return -1;
	for (size_t i = 0; i < s.len; i++) {
		if (!is_param(s.at[i]))
			continue;
		if (str_is(str_sub(s.at[i], 1, s.at[i].len - 2), name))
			return at;
		at++;
	}
	return -1;
}

const char *method_name(enum method m)
{
	static const char *const names[METHODS] = {"none", "GET", "POST", "PUT", "PATCH", "DELETE"};
	return m >= GET && m < METHODS ? names[m] : names[0];
}

struct str route_allow_print(struct arena *a, unsigned allow)
{
	struct buf b;
	buf_init(&b, a, 48, 48);
	for (int m = GET; m < METHODS; m++) {
		if (!(allow & 1u << m))
			continue;
		buf_fmt(&b, "%s%s", b.len ? ", " : "", method_name(m));
		if (m == GET)
			buf_lit(&b, ", HEAD");
	}
	return buf_str(&b);
}
