#include "http/inside.h"

#include "unit/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE 60000 /* milliseconds */

static _Atomic int inside, slots_seen[64], finished;
static _Atomic bool hold, hold_slow;
static _Atomic int inside_slow;

static err_t page(struct request *req, struct response *res)
{
	atomic_fetch_add(&inside, 1);
	while (atomic_load(&hold))
		usleep(1000);
	atomic_store(&slots_seen[req->slot], 1);
	response_body(res, TYPE_TEXT, STR("done"));
	atomic_fetch_sub(&inside, 1);
	return NULL;
}

/* Held on its own, so that others can be seen to pass. */
static err_t held_page(struct request *req, struct response *res)
{
	atomic_fetch_add(&inside_slow, 1);
	while (atomic_load(&hold_slow))
		usleep(1000);
	(void)req;
	response_body(res, TYPE_TEXT, STR("slow"));
	atomic_fetch_sub(&inside_slow, 1);
	return NULL;
}

static err_t gate(struct request *req, struct response *res)
{
	(void)res;
	return req->user || req->server_user != &inside ? err_log(ERR_INTERNAL, "stale") : NULL;
}

static void error(struct request *req, struct response *res, const struct err *e)
{
	(void)req, (void)e;
	response_body(res, TYPE_TEXT, STR("failed"));
}

static void finish(const struct request *req, const struct response *res)
{
	(void)req, (void)res;
	atomic_fetch_add(&finished, 1);
}

static const struct route routes[] = {{GET, "/", page, .need = 1}, {POST, "/", page, .need = 1},
	{POST, "/slow", held_page, .need = 1, .slow = true}, {0}};
static const struct route *const tables[] = {routes, NULL};

static struct http_config new_config(void)
{
	return (struct http_config){.public_url = "http://localhost",
		.routes = tables,
		.user = &inside,
		.gate = gate,
		.error = error,
		.finish = finish,
		.threads = 2,
		.workers = 2,
		.stop_deadline = PATIENCE * USEC_MS};
}

static int connect_to(const struct http_server *s)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)http_server_port(s)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct timeval patience = {.tv_sec = PATIENCE / 1000};
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	CHECK(!connect(fd, (struct sockaddr *)&at, sizeof(at)));
	return fd;
}

static void send_text(int fd, const char *text)
{
	CHECK_INT(send(fd, text, strlen(text), MSG_NOSIGNAL), (int64_t)strlen(text));
}

/* A request on a connection of its own. */
static int send_post(const struct http_server *s, const char *path)
{
	int fd = connect_to(s);
	send_text(fd, "POST ");
	send_text(fd, path);
	send_text(fd, " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
		      "Content-Length: 1\r\n\r\nx");
	return fd;
}

/* Reads until the other side ends. */
static struct str read_all(struct arena *a, int fd)
{
	char *p = arena_bytes(a, 65536);
	size_t len = 0;
	ssize_t n;
	while (len < 65536 && (n = read(fd, p + len, 65536 - len)) > 0)
		len += (size_t)n;
	close(fd);
	return (struct str){p, len};
}

static void wait_for(_Atomic int *count, int n)
{
	for (int i = 0; i < PATIENCE && atomic_load(count) != n; i++)
		usleep(1000);
	CHECK_INT(atomic_load(count), n);
}

static void wait_inside(int n)
{
	wait_for(&inside, n);
}

/* Until so many run on workers or wait for one. */
static void wait_unfinished(struct http_server *s, int n)
{
	for (int i = 0; i < PATIENCE && workers_unfinished(&s->workers) != n; i++)
		usleep(1000);
	CHECK_INT(workers_unfinished(&s->workers), n);
}

#define POST_1 "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx"

TEST(server_refuses_a_config_that_is_wrong)
{
	struct http_server *s = NULL;
	static const char *const urls[] = {"", "ftp://x", "https://", "http://x/", "http://x:80",
		"https://x:443", "http://x?y"};
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		struct http_config c = new_config();
		c.public_url = urls[i];
		CHECK_ERR(http_server_start(&c, &s), ERR_INTERNAL);
	}
	struct http_config no_gate = new_config(), no_error = new_config();
	no_gate.gate = NULL;
	no_error.error = NULL;
	CHECK_ERR(http_server_start(&no_gate, &s), ERR_INTERNAL);
	CHECK_ERR(http_server_start(&no_error, &s), ERR_INTERNAL);
	struct http_config bad_listen = new_config(), bad_proxy = new_config();
	bad_listen.listen = "somewhere";
	bad_proxy.proxies = (const char *const[]){"10.0.0.0/99", NULL};
	CHECK_ERR(http_server_start(&bad_listen, &s), ERR_INTERNAL);
	CHECK_ERR(http_server_start(&bad_proxy, &s), ERR_INVALID);
	CHECK(!s);
}

TEST(server_refuses_routes_that_nobody_may_use)
{
	static const struct route open[] = {{GET, "/", page}, {0}};
	struct http_server *s = NULL;
	struct http_config c = new_config();
	c.routes = (const struct route *const[]){open, NULL};
	CHECK_ERR(http_server_start(&c, &s), ERR_INTERNAL);
	static const struct http_file twice[] = {{"/a", "text/css"}, {"/a", "text/css"}, {0}};
	c = new_config();
	c.files = twice;
	CHECK_ERR(http_server_start(&c, &s), ERR_INTERNAL);
}

TEST(server_says_when_its_port_is_taken)
{
	struct http_server *s = NULL, *second = NULL;
	struct http_config c = new_config();
	REQUIRE_OK(http_server_start(&c, &s));
	c.port = http_server_port(s);
	CHECK_ERR(http_server_start(&c, &second), ERR_UNAVAILABLE);
	CHECK_OK(http_server_stop(s));
}

TEST(server_counts_its_slots)
{
	struct http_config c = new_config();
	CHECK_INT(http_slots(&c), 4);
	c.threads = 0;
	c.workers = 0;
	CHECK(http_slots(&c) >= 17);
}

TEST(server_runs_gets_on_event_threads_and_posts_on_workers)
{
	struct arena *a = arena_new();
	struct http_server *s = NULL;
	struct http_config c = new_config();
	memset(slots_seen, 0, sizeof(slots_seen));
	atomic_store(&finished, 0);
	REQUIRE_OK(http_server_start(&c, &s));
	for (int i = 0; i < 8; i++) {
		int get[2] = {connect_to(s), connect_to(s)}, post = connect_to(s);
		for (int k = 0; k < 2; k++) {
			send_text(get[k], "GET / HTTP/1.0\r\n\r\n");
			CHECK(str_ends(read_all(a, get[k]), STR("done")));
		}
		send_text(post, POST_1);
		shutdown(post, SHUT_WR);
		CHECK(str_ends(read_all(a, post), STR("done")));
	}
	CHECK_OK(http_server_stop(s));
	CHECK(slots_seen[0] && slots_seen[1] && (slots_seen[2] || slots_seen[3]));
	CHECK_INT(finished, 24);
	arena_free(a);
}

/* What is passed over takes no room from what comes after it. */
TEST(server_counts_only_bodies_that_it_keeps)
{
	static const char with_8[] = "POST / HTTP/1.1\r\nHost: localhost\r\n"
				     "Connection: close\r\nContent-Length: 8\r\n";
	struct arena *a = arena_new();
	struct http_server *s = NULL;
	struct http_config c = new_config();
	char go_on[25];
	c.max_bodies = 10;
	REQUIRE_OK(http_server_start(&c, &s));
	int kept = connect_to(s), refused = connect_to(s), later = connect_to(s);
	send_text(kept, with_8);
	send_text(kept, "Expect: 100-continue\r\n\r\n");
	CHECK_INT(recv(kept, go_on, sizeof(go_on), MSG_WAITALL), sizeof(go_on));
	send_text(refused, with_8);
	send_text(refused, "\r\n1234567");
	wait_for(&s->running, 2);
	usleep(50 * 1000);
	send_text(kept, "12345678");
	CHECK(str_starts(read_all(a, kept), STR("HTTP/1.1 200 ")));
	send_text(later, with_8);
	send_text(later, "\r\n12345678");
	CHECK(str_starts(read_all(a, later), STR("HTTP/1.1 200 ")));
	send_text(refused, "8");
	CHECK(str_starts(read_all(a, refused), STR("HTTP/1.1 503 ")));
	CHECK_OK(http_server_stop(s));
	arena_free(a);
}

/* A file that comes slowly keeps no form from coming. */
TEST(server_keeps_room_for_small_bodies)
{
	static const char with_3_mb[] = "POST / HTTP/1.1\r\nHost: localhost\r\n"
					"Connection: close\r\nContent-Length: 3145728\r\n"
					"Expect: 100-continue\r\n\r\n";
	struct arena *a = arena_new();
	struct http_server *s = NULL;
	struct http_config c = new_config();
	char go_on[25];
	c.max_body = 4 << 20;
	c.max_bodies = 8 << 20;
	REQUIRE_OK(http_server_start(&c, &s));
	int slow = connect_to(s), second = connect_to(s), small = connect_to(s);
	send_text(slow, with_3_mb);
	CHECK_INT(recv(slow, go_on, sizeof(go_on), MSG_WAITALL), sizeof(go_on));
	send_text(second, with_3_mb);
	CHECK(str_starts(read_all(a, second), STR("HTTP/1.1 503 ")));
	send_text(small, "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
			 "Content-Length: 1\r\n\r\n1");
	CHECK(str_starts(read_all(a, small), STR("HTTP/1.1 200 ")));
	close(slow);
	CHECK_OK(http_server_stop(s));
	arena_free(a);
}

TEST(server_stops_when_what_runs_has_finished)
{
	struct arena *a = arena_new();
	struct http_server *s = NULL;
	struct http_config c = new_config();
	REQUIRE_OK(http_server_start(&c, &s));
	atomic_store(&hold, true);
	int fd[3];
	for (int i = 0; i < 3; i++)
		send_text(fd[i] = connect_to(s), POST_1);
	wait_inside(2);
	wait_unfinished(s, 3); /* and one waits for a worker */
	atomic_store(&hold, false);
	CHECK_OK(http_server_stop(s));
	for (int i = 0; i < 3; i++) {
		struct str got = read_all(a, fd[i]);
		CHECK(str_starts(got, STR("HTTP/1.1 200 ")));
		CHECK(str_ends(got, STR("done")));
	}
	arena_free(a);
}

TEST(server_keeps_workers_free_of_slow_routes)
{
	struct arena *a = arena_new();
	struct http_server *s = NULL;
	struct http_config c = new_config();
	REQUIRE_OK(http_server_start(&c, &s));
	atomic_store(&hold_slow, true);
	int slow[3];
	for (int i = 0; i < 3; i++)
		slow[i] = send_post(s, "/slow");
	wait_unfinished(s, 3);
	wait_for(&inside_slow, 1);
	CHECK(str_ends(read_all(a, send_post(s, "/")), STR("done"))); /* of two workers */
	CHECK_INT(atomic_load(&inside_slow), 1);
	atomic_store(&hold_slow, false);
	for (int i = 0; i < 3; i++)
		CHECK(str_ends(read_all(a, slow[i]), STR("slow")));
	CHECK_OK(http_server_stop(s));
	arena_free(a);
}

/* Of each kind as many wait as may, and one more is told so; one kind keeps out no other. */
TEST(server_keeps_the_queue_free_of_slow_routes)
{
	struct arena *a = arena_new();
	struct http_server *s = NULL;
	struct http_config c = new_config();
	int slow[3], quick[3];
	c.queue = 2;
	REQUIRE_OK(http_server_start(&c, &s));
	atomic_store(&hold, true);
	atomic_store(&hold_slow, true);
	slow[0] = send_post(s, "/slow");
	wait_for(&inside_slow, 1);
	slow[1] = send_post(s, "/slow");
	slow[2] = send_post(s, "/slow");
	wait_unfinished(s, 3);
	CHECK(str_starts(read_all(a, send_post(s, "/slow")), STR("HTTP/1.1 503 ")));
	quick[0] = send_post(s, "/");
	wait_inside(1);
	quick[1] = send_post(s, "/");
	quick[2] = send_post(s, "/");
	wait_unfinished(s, 6);
	CHECK(str_starts(read_all(a, send_post(s, "/")), STR("HTTP/1.1 503 ")));
	atomic_store(&hold, false);
	atomic_store(&hold_slow, false);
	for (int i = 0; i < 3; i++) {
		CHECK(str_ends(read_all(a, slow[i]), STR("slow")));
		CHECK(str_ends(read_all(a, quick[i]), STR("done")));
	}
	CHECK_OK(http_server_stop(s));
	arena_free(a);
}

TEST(server_says_when_a_handler_outlives_the_stop)
{
	struct http_server *s = NULL;
	struct http_config c = new_config();
	c.stop_deadline = 100 * USEC_MS;
	REQUIRE_OK(http_server_start(&c, &s));
	atomic_store(&hold, true);
	int fd = connect_to(s);
	send_text(fd, POST_1);
	wait_inside(1);
	CHECK_ERR(http_server_stop(s), ERR_UNAVAILABLE);
	atomic_store(&hold, false);
	s->config.stop_deadline = PATIENCE * USEC_MS;
	CHECK_OK(http_server_stop(s));
	close(fd);
}

TEST(server_gets_on_workers_when_told_so)
{
	struct arena *a = arena_new();
	struct http_server *s = NULL;
	struct http_config c = new_config();
	c.get_on_workers = true;
	memset(slots_seen, 0, sizeof(slots_seen));
	REQUIRE_OK(http_server_start(&c, &s));
	int fd = connect_to(s);
	send_text(fd, "GET / HTTP/1.0\r\n\r\n");
	CHECK(str_ends(read_all(a, fd), STR("done")));
	CHECK_OK(http_server_stop(s));
	CHECK(!slots_seen[0] && !slots_seen[1]);
	arena_free(a);
}

TEST(server_listens_on_ipv6)
{
	struct arena *a = arena_new();
	struct http_server *s = NULL;
	struct http_config c = new_config();
	c.listen = "::1";
	err_t e = http_server_start(&c, &s);
	if (e) {
		CHECK_ERR(e, ERR_UNAVAILABLE);
		arena_free(a);
		SKIP("this machine has no IPv6");
	}
	struct sockaddr_in6 at = {.sin6_family = AF_INET6,
		.sin6_port = htons((uint16_t)http_server_port(s)),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT};
	int fd = socket(AF_INET6, SOCK_STREAM, 0);
	CHECK(!connect(fd, (struct sockaddr *)&at, sizeof(at)));
	send_text(fd, "GET / HTTP/1.0\r\nHost: [::1]\r\n\r\n");
	CHECK(str_ends(read_all(a, fd), STR("done")));
	CHECK_OK(http_server_stop(s));
	arena_free(a);
}
