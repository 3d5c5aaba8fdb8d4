/*
 * The HTTP server: libmicrohttpd behind a door of our own. The door accepts connections, counts
 * them and ends those past their deadline; headers are inspected whole before anything looks at
 * them. GETs run on the event threads; unsafe methods, and GETs that may block, on workers.
 */
#pragma once

#include "base/log.h"
#include "base/random.h"
#include "http/request.h"
#include "http/response.h"

#define HTTP_SMALL_BODY ((size_t)1 << 20)

/* A file that never changes: its path holds a hash of its content. */
struct http_file {
	const char *path; /* "/a/site.3f2a.css" */
	const char *type;
	struct str bytes;
	struct str gzip, br; /* or empty */
};

/* Everything lives as long as the server; 0 and NULL mean the default in brackets. */
struct http_config {
	const char *public_url;            /* "https://leerpas.example.org", no path; needed */
	const char *listen;                /* address of this machine [127.0.0.1] */
	int port;                          /* 0: any free one, see http_server_port */
	const struct route *const *routes; /* tables, ended by NULL */
	const struct http_file *files;     /* ended by {0}; may be NULL */
	const char *const *proxies; /* addresses or nets whose X-Forwarded-For counts; NULL ends */
	void *user;                 /* becomes request.server_user */

	/* Needed. May it run? Called before the handler, on the same thread. */
	err_t (*gate)(struct request *req, struct response *res);
	/* After the handler or error, before the answer is sent; req->user may be NULL. */
	void (*leave)(struct request *req, struct response *res);
	/* Needed. Renders a failure; res->status is set. A 404, 405, 413 or 503 has not
	 * met the gate, so req->route and req->user may be NULL; it may not block, but for a GET
	 * of what is not there. */
	void (*error)(struct request *req, struct response *res, const struct err *e);
	/* Once per request that a handler or error answered, after that; for the log. */
	void (*finish)(const struct request *req, const struct response *res);
	const struct log *log;       /* refusals and limits [nowhere] */
	const struct random *random; /* [random_system] */

	int threads; /* event threads [one per core, at most 8] */
	int workers; /* [16] */
	int queue;   /* requests waiting for a worker, and as many of slow routes, then 503 [256] */
	bool get_on_workers;
	size_t max_body; /* bytes, of a route that names none [64 KiB] */
	/* Bytes of all bodies there are at a time, then 503; those of more than HTTP_SMALL_BODY
	 * take half of it at most [256 MiB]. */
	size_t max_bodies;
	size_t max_head;     /* bytes of request line and headers [8 KiB] */
	int max_connections; /* [2048, or what open files allow] */
	int max_per_peer;    /* connections per peer_block that is no proxy [256] */
	usec head_deadline;  /* from accept to the end of the headers [10 s] */
	usec idle_deadline;  /* from an answer to the end of the next headers [75 s] */
	usec body_deadline;  /* and 1 s more per 16 KiB of body [30 s] */
	usec send_deadline;  /* and 1 s more per 16 KiB of answer [30 s] */
	usec stop_deadline;  /* for what runs when the server stops [10 s] */
};

struct http_server;

/* Starts threads and listens. ERR_INTERNAL: the config or a route is wrong; ERR_UNAVAILABLE: the
 * address cannot be had. */
err_t http_server_start(const struct http_config *config, struct http_server **ret_server);
/* The port it listens on. */
int http_server_port(const struct http_server *s);
/* Refuses new connections, lets what runs finish, ends. ERR_UNAVAILABLE when a handler outlived
 * stop_deadline: the server is then not freed, and the process should exit. */
err_t http_server_stop(struct http_server *s);
/* Numbers that request.slot can have under this config: for one database connection each. */
unsigned http_slots(const struct http_config *config);
