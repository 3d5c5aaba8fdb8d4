/*
 * Routes. A feature gives a const array ended by {0}; a router joins several and finds the route of
 * a method and a path without allocating.
 *
 * A pattern is "/" or "/seg/seg/{name}": a {name} takes exactly one segment that is not empty.
 * Where several patterns fit, the most specific wins; a table in which that is not decided
 * ("/{a}/b" with "/a/{b}") is refused, as are duplicates. Paths compare byte by byte: no "//", no
 * dot segments, no percent-encoding of fixed segments. GET answers HEAD too.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct request;
struct response;
struct input_form;

enum method { GET = 1, POST, PUT, PATCH, DELETE };

/* Fills *res; a failure is rendered by http_config.error instead. May block unless GET. */
typedef err_t route_handler(struct request *req, struct response *res);

struct route {
	enum method method;
	const char *pattern;
	route_handler *handler;
	unsigned need;               /* who may, in the gate's terms; 0: nobody, refused at start */
	unsigned role;               /* whose page it is, in the gate's terms; 0: nobody's own */
	bool fresh;                  /* only with a new proof of who it is: the gate's business */
	const struct input_form *in; /* the gate's business, as limit */
	size_t max_body;             /* bytes; 0: http_config.max_body */
	unsigned limit;
	bool on_worker; /* a GET that may block: a worker runs it */
	bool own;       /* shows only what is its visitor's own: the gate's business */
	bool all_langs; /* is there in the languages of companions too: the gate's business */
	bool lean;      /* by its script, needs no more than who it is: the gate's business */
	bool slow;      /* waits for something scarce: half of the workers at most run such */
};

#define ROUTE_SEGMENTS 16
#define ROUTE_PARAMS 4

struct router;

/* tables: array of route tables ended by NULL; they must outlive the router. ERR_INTERNAL names a
 * route that is malformed, ambiguous or has no need. */
err_t router_new(const struct route *const *tables, struct router **ret_router);
void router_free(struct router *r);

enum route_found {
	ROUTE_NONE,
	ROUTE_FOUND,
	ROUTE_METHOD, /* the path exists, for the methods in allow */
	ROUTE_SLASH,  /* exists without the slash at the end */
};

struct route_match {
	const struct route *route;
	struct str param[ROUTE_PARAMS]; /* as sent: still percent-encoded */
	unsigned allow;                 /* 1 << method, for each */
};

/* path: from "/" up to the query. */
enum route_found router_find(
	const struct router *r, enum method method, struct str path, struct route_match *ret_match);
/* The place of {name} in the route's pattern, or -1. */
int route_param_index(const struct route *route, const char *name);
/* "GET, HEAD, POST": the value of an Allow header. */
struct str route_allow_print(struct arena *a, unsigned allow);
/* "GET", in static storage. */
const char *method_name(enum method m);
