#include "http/route.h"

#include "base/arena.h"
#include "unit/unit.h"

static err_t nothing(struct request *req, struct response *res)
{
	(void)req, (void)res;
	return NULL;
}

#define R(m, p)                          \
	{                                \
		m, p, nothing, .need = 1 \
	}

static const struct route shares[] = {
	R(GET, "/passport/shares"),
	R(POST, "/passport/shares"),
	R(GET, "/passport/shares/new"),
	R(GET, "/passport/shares/{id}"),
	R(POST, "/passport/shares/{share}/revoke"),
	R(DELETE, "/passport/shares/new"),
	{0},
};
static const struct route others[] = {R(GET, "/"), R(GET, "/{a}/{b}/{c}/x"), {0}};
static const struct route *const tables[] = {shares, others, NULL};

static enum route_found find(enum method m, const char *path, struct route_match *ret_match)
{
	struct router *r = NULL;
	err_t e = router_new(tables, &r);
	*ret_match = (struct route_match){0};
	enum route_found found = e ? ROUTE_NONE : router_find(r, m, str_of(path), ret_match);
	err_free(e);
	router_free(r);
	return found;
}

static void check_found(enum method m, const char *path, const struct route *want)
{
	struct route_match match;
	CHECK_INT(find(m, path, &match), ROUTE_FOUND);
	CHECK(match.route == want);
}

TEST(route_finds_the_most_specific)
{
	check_found(GET, "/", &others[0]);
	check_found(GET, "/passport/shares", &shares[0]);
	check_found(POST, "/passport/shares", &shares[1]);
	check_found(GET, "/passport/shares/new", &shares[2]);
	check_found(GET, "/passport/shares/newer", &shares[3]);
	check_found(GET, "/passport/shares/7/x", &others[1]);
	check_found(DELETE, "/passport/shares/new", &shares[5]);
}

TEST(route_gives_parameters_as_sent)
{
	struct route_match match;
	CHECK_INT(find(POST, "/passport/shares/a%20b/revoke", &match), ROUTE_FOUND);
	CHECK_STR(match.param[0], "a%20b");
	CHECK(!match.param[1].p);
	CHECK_INT(find(GET, "/1/2/3/x", &match), ROUTE_FOUND);
	CHECK_STR(match.param[0], "1");
	CHECK_STR(match.param[2], "3");
}

TEST(route_forgets_parameters_of_a_way_that_led_nowhere)
{
	struct route_match match;
	CHECK_INT(find(GET, "/passport/shares/new/x", &match), ROUTE_FOUND);
	CHECK_STR(match.param[0], "passport");
	CHECK_STR(match.param[1], "shares");
	CHECK_STR(match.param[2], "new");
	CHECK(!match.param[3].p);
}

TEST(route_tells_method_slash_and_nothing_apart)
{
	struct arena *a = arena_new();
	struct route_match match;
	CHECK_INT(find(PUT, "/passport/shares", &match), ROUTE_METHOD);
	CHECK_STR(route_allow_print(a, match.allow), "GET, HEAD, POST");
	CHECK_INT(find(PUT, "/passport/shares/new", &match), ROUTE_METHOD);
	CHECK_STR(route_allow_print(a, match.allow), "GET, HEAD, DELETE");
	CHECK_INT(find(GET, "/passport/shares/", &match), ROUTE_SLASH);
	CHECK_INT(find(POST, "/passport/shares/", &match), ROUTE_NONE);
	static const char *const none[] = {"", "x", "//", "//passport/shares", "/passport//shares",
		"/passport/shares//", "/passport", "/passport/shares/1/2", "/passport/./shares",
		"/%70assport/shares", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18"};
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (!CHECK_INT(find(GET, none[i], &match), ROUTE_NONE))
			CHECK_STR(str_of(none[i]), "(no route)");
	arena_free(a);
}

TEST(route_names_parameters_by_its_own_pattern)
{
	CHECK_INT(route_param_index(&shares[4], "share"), 0);
	CHECK_INT(route_param_index(&shares[4], "id"), -1);
	CHECK_INT(route_param_index(&others[1], "c"), 2);
	CHECK_INT(route_param_index(NULL, "c"), -1);
}

static void check_refused(const struct route *first, const struct route *second)
{
	const struct route one[] = {*first, {0}}, two[] = {*second, {0}};
	const struct route *const both[] = {one, two, NULL};
	struct router *r = NULL;
	if (!CHECK_ERR(router_new(both, &r), ERR_INTERNAL))
		CHECK_STR(str_of(first->pattern), second->pattern);
	CHECK(!r);
}

static void check_patterns_refused(const char *first, const char *second)
{
	check_refused(&(struct route)R(GET, first), &(struct route)R(GET, second));
}

TEST(route_refuses_duplicates_and_ambiguity)
{
	check_patterns_refused("/a", "/a");
	check_patterns_refused("/a/{x}", "/a/{y}");
	check_patterns_refused("/{x}/b", "/a/{y}");
	check_patterns_refused("/a/{x}/c/d", "/a/b/{y}/d");
}

TEST(route_refuses_malformed_patterns)
{
	static const char *const bad[] = {"a", "", "/a/", "//", "/a//b", "/{}", "/{A}", "/{a",
		"/a}", "/{a}b", "/{a}/{a}", "/a b", "/a?b", "/%61", "/.", "/a/..", "/a#",
		"/{a}/{b}/{c}/{d}/{e}", "/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check_patterns_refused("/fine", bad[i]);
}

TEST(route_refuses_what_nobody_may_or_does)
{
	const struct route fine = R(GET, "/fine");
	check_refused(&fine, &(struct route){GET, "/a", nothing});
	check_refused(&fine, &(struct route){GET, "/a", NULL, .need = 1});
	check_refused(&fine, &(struct route){0, "/a", nothing, .need = 1});
	check_refused(&fine, &(struct route){DELETE + 1, "/a", nothing, .need = 1});
}
