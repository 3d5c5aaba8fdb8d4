#include "http/inside.h"

#include "base/arena.h"
#include "base/mem.h"

#include <signal.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define THREADS_MOST 8
#define CONNECTIONS 2048
#define FILES_LEFT 256
#define STOP_TURN_MS 2
#define STOP_GRACE (100 * USEC_MS)

static int default_threads(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	if (cores < 1)
		return 1;
	return cores > THREADS_MOST ? THREADS_MOST : (int)cores;
}

/* Leaves files and the database some descriptors. */
static int default_connections(void)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) || files.rlim_cur > CONNECTIONS + FILES_LEFT)
		return CONNECTIONS;
	return files.rlim_cur > 2 * FILES_LEFT ? (int)files.rlim_cur - FILES_LEFT : FILES_LEFT / 2;
}

#define DEFAULT(field, value)              \
	do {                               \
		if (!c.field)              \
			c.field = (value); \
	} while (0)

static struct http_config with_defaults(const struct http_config *config)
{
	struct http_config c = *config;
	DEFAULT(listen, "127.0.0.1");
	DEFAULT(random, &random_system);
	DEFAULT(threads, default_threads());
	DEFAULT(workers, 16);
	DEFAULT(queue, 256);
	DEFAULT(max_body, 64 << 10);
	DEFAULT(max_bodies, 256 << 20);
	DEFAULT(max_head, 8 << 10);
	DEFAULT(max_connections, default_connections());
	DEFAULT(max_per_peer, 256);
	DEFAULT(head_deadline, 10 * USEC_SECOND);
	DEFAULT(idle_deadline, 75 * USEC_SECOND);
	DEFAULT(body_deadline, 30 * USEC_SECOND);
	DEFAULT(send_deadline, 30 * USEC_SECOND);
	DEFAULT(stop_deadline, 10 * USEC_SECOND);
	return c;
}

unsigned http_slots(const struct http_config *config)
{
	struct http_config c = with_defaults(config);
	return (unsigned)(c.threads + c.workers);
}

static err_t parse_origin(const char *url, struct http_origin *ret_origin)
{
	struct str s = str_of(url);
	bool secure = str_starts(s, STR("https://"));
	if (!secure && !str_starts(s, STR("http://")))
		return err_log(ERR_INTERNAL, "http: public_url needs http:// or https://");
	struct str host = str_from(s, secure ? 8 : 7);
	if (!host.len || str_find(host, '/') < host.len || str_find(host, '?') < host.len ||
		str_ends(host, secure ? STR(":443") : STR(":80")))
		return err_log(ERR_INTERNAL, "http: public_url is scheme://host[:other port]");
	*ret_origin = (struct http_origin){s, host, secure};
	return NULL;
}

static err_t parse_proxies(struct http_server *s)
{
	const char *const *names = s->config.proxies;
	size_t n = 0;
	while (names && names[n])
		n++;
	s->proxies = arena_array(s->arena, struct peer_net, n);
	for (; s->proxy_count < n; s->proxy_count++)
		TRY(peer_net_parse(str_of(names[s->proxy_count]), &s->proxies[s->proxy_count]));
	return NULL;
}

static void set_common(struct http_server *s)
{
	static const struct response_header common[] = {
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "same-origin"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
	};
	size_t n = sizeof(common) / sizeof(common[0]);
	memcpy(s->common, common, sizeof(common));
	if (s->origin.secure)
		s->common[n] =
			(struct response_header){"Strict-Transport-Security", "max-age=31536000"};
}

static err_t start_threads(struct http_server *s)
{
	TRY(workers_start(&s->workers, s));
	for (int i = 0; i < s->config.threads; i++)
		TRY(event_thread_start(&s->threads[i], s, (unsigned)i));
	return door_open(&s->door, s);
}

/* Signals are the caller's: our threads take none. */
static err_t start_quietly(struct http_server *s)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	err_t e = start_threads(s);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return e;
}

static err_t prepare(struct http_server *s)
{
	if (!s->config.gate || !s->config.error || !s->config.routes || !s->config.public_url)
		return err_log(ERR_INTERNAL, "http: config lacks what it needs");
	TRY(parse_origin(s->config.public_url, &s->origin));
	TRY(parse_proxies(s));
	TRY(router_new(s->config.routes, &s->router));
	set_common(s);
	TRY(static_files_new(s->config.files, s->common, &s->files));
	/* For the head, records of its lines, cookies once more, and the answer's head. */
	s->pool_size = 4 * s->config.max_head;
	s->threads = arena_array(s->arena, struct event_thread, (size_t)s->config.threads);
	return start_quietly(s);
}

static void end(struct http_server *s)
{
	if (s->door.server)
		door_close(&s->door);
	if (s->workers.server) {
		workers_close(&s->workers);
		workers_join(&s->workers);
	}
	for (int i = 0; s->threads && i < s->config.threads; i++)
		event_thread_stop(&s->threads[i]);
	static_files_free(s->files);
	router_free(s->router);
	arena_free(s->arena);
}

err_t http_server_start(const struct http_config *config, struct http_server **ret_server)
{
	struct arena *a = arena_new();
	struct http_server *s = arena_make(a, struct http_server);
	s->arena = a;
	s->config = with_defaults(config);
	err_t e = prepare(s);
	if (e) {
		end(s);
		return e;
	}
	*ret_server = s;
	return NULL;
}

int http_server_port(const struct http_server *s)
{
	return s->door.port;
}

static void wait_until_idle(struct http_server *s, usec deadline)
{
	const struct timespec turn = {.tv_nsec = STOP_TURN_MS * 1000000};
	while ((atomic_load(&s->running) || workers_unfinished(&s->workers)) &&
		clock_monotonic() < deadline)
		nanosleep(&turn, NULL);
}

err_t http_server_stop(struct http_server *s)
{
	usec deadline = clock_monotonic() + s->config.stop_deadline;
	atomic_store(&s->stopping, true);
	door_shut(&s->door);
	wait_until_idle(s, deadline);
	workers_close(&s->workers);
	wait_until_idle(s, deadline + STOP_GRACE);
	int left = workers_unfinished(&s->workers);
	if (left)
		return err_log(ERR_UNAVAILABLE, "http: %d requests outlived the stop", left);
	end(s);
	return NULL;
}
