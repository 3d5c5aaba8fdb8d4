/* What the files of this folder share. Nobody else includes it. */
#pragma once

#include "http/head.h"
#include "http/server.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

struct http_server;

/* door.c: listening, the connections there are, and their deadlines. */

struct conn {
	struct conn *prev, *next;
	int fd;
	bool proxy;
	struct peer peer;
	_Atomic usec deadline; /* by the door's clock; 0: none */
};

struct door {
	struct http_server *server;
	int listening, wake;
	bool running;
	_Atomic bool shut, ended;
	int turn; /* event thread that gets the next connection */
	int port;
	pthread_t thread;
	pthread_mutex_t lock; /* conns, count, and closing of their sockets */
	struct conn *conns;
	int count;
	_Atomic usec now; /* clock_monotonic at the door's last turn */
};

err_t door_open(struct door *d, struct http_server *s);
/* Refuses connections from now on; deadlines are still kept. */
void door_shut(struct door *d);
/* Ends the thread. */
void door_close(struct door *d);
/* The connection with that socket, once libmicrohttpd has it. */
struct conn *door_find(struct door *d, int fd);
/* Before its socket is closed. */
void door_leave(struct door *d, struct conn *c);
/* From now: base, and one second for every 16 KiB. */
void door_deadline(struct door *d, struct conn *c, usec base, uint64_t bytes);

/* encode.c: compression and entity tags. */

struct encoder;
struct encoder *encoder_new(void);
void encoder_free(struct encoder *e);
/* gzip, fast; false when it would not be smaller. */
bool encoder_gzip(struct encoder *e, struct arena *a, struct str plain, struct str *ret_packed);
/* A weak entity tag of the bytes (RFC 9110 8.8.3): for pages that compression may change. */
struct str encode_tag(struct arena *a, struct str bytes);
/* If-None-Match, weak comparison. */
bool encode_tag_matches(struct str if_none_match, struct str tag);
/* Is the coding ("gzip") acceptable to Accept-Encoding (RFC 9110 12.5.3)? */
bool encode_accepts(struct str accept_encoding, struct str coding);

/* exchange.c: one request and its response on their way through the server. */

enum stage { STAGE_HEAD, STAGE_BODY, STAGE_DRAIN, STAGE_WORK, STAGE_READY };

struct exchange {
	struct request req;
	struct response res;
	struct exchange *next; /* in a list of free ones, or in the queue */
	struct event_thread *thread;
	struct conn *conn;
	struct MHD_Connection *mhd;
	struct MHD_Response *answer; /* ours until it is queued */
	enum stage stage;
	bool counted;       /* in server.running */
	size_t body_bytes;  /* its part of server.body_bytes */
	bool no_slash;      /* the path exists without the slash at its end */
	enum err_code fail; /* found out before there was anybody to tell; 0: none */
	int fail_status;
	unsigned allow;
	const struct static_file *file;
	char id[REQUEST_ID_TEXT];
	struct head_facts facts;
	struct str target;
	const char *raw_target; /* in libmicrohttpd's buffer */
};

/* Runs the handler, or tells why not, and makes the answer. */
void exchange_run(struct exchange *x, unsigned slot, struct encoder *encoder);
/* Destroys the answer and makes it NULL when the header cannot be had: without its headers nothing
 * goes out. */
void mhd_header(struct MHD_Response **answer, const char *name, const char *value);
/* From x->res; NULL when there is no memory for it. */
struct MHD_Response *answer_make(struct exchange *x, struct encoder *encoder);

/* files.c: static files. */

struct static_files;
struct static_file;
/* common: headers of every answer, ended by {0}. */
err_t static_files_new(const struct http_file *files, const struct response_header *common,
	struct static_files **ret_files);
void static_files_free(struct static_files *f);
const struct static_file *static_files_find(const struct static_files *f, struct str path);
/* Owned by the files. */
struct MHD_Response *static_file_answer(const struct static_file *f, struct str accept_encoding);

/* worker.c: the threads that may block. */

struct workers {
	struct http_server *server;
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct exchange *first, *last;
	int waiting, busy; /* waiting counts reserved places too */
	int waiting_slow;  /* of these: with a slow route */
	int slow;          /* of busy: the same */
	bool closed;
	pthread_t *threads;
	int count;
};

err_t workers_start(struct workers *w, struct http_server *s);
/* A place in the queue for it; false when it is full or closed. */
bool workers_reserve(struct workers *w, const struct exchange *x);
/* Takes the place; the connection is suspended by now. */
void workers_push(struct workers *w, struct exchange *x);
/* Refuses more. */
void workers_close(struct workers *w);
int workers_unfinished(struct workers *w);
void workers_join(struct workers *w);

/* loop.c: libmicrohttpd's threads and what they call. */

/* An event loop of libmicrohttpd's with what its thread reuses. */
struct event_thread {
	struct http_server *server;
	struct MHD_Daemon *daemon;
	unsigned slot;
	struct encoder *encoder;
	struct exchange *unused;
	int unused_count;
	uint8_t random[640];
	size_t random_left;
};

err_t event_thread_start(struct event_thread *t, struct http_server *s, unsigned slot);
/* No worker has an exchange of it any more. NULL daemon: never started. */
void event_thread_stop(struct event_thread *t);

struct http_server {
	struct arena *arena;
	struct http_config config; /* with defaults filled in */
	struct http_origin origin;
	struct peer_net *proxies;
	size_t proxy_count;
	struct router *router;
	struct static_files *files;
	struct response_header common[8]; /* headers of every answer, ended by {0} */
	struct event_thread *threads;
	size_t pool_size; /* bytes of a connection's memory in libmicrohttpd */
	struct workers workers;
	struct door door;
	_Atomic int running; /* exchanges between their head and the end of their answer */
	_Atomic size_t body_bytes;
	_Atomic bool stopping;
};
