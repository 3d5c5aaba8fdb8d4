#include "base/mem.h"
#include "http/inside.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define TURN_MS 100
#define ACCEPT_AT_ONCE 64
#define BACKLOG 1024
#define BYTES_A_SECOND (16 << 10)

static void list_remove(struct door *d, struct conn *c)
{
	if (c->prev)
		c->prev->next = c->next;
	else
		d->conns = c->next;
	if (c->next)
		c->next->prev = c->prev;
	d->count--;
	mem_free(c);
}

static void list_add(struct door *d, struct conn *c)
{
	c->next = d->conns;
	if (c->next)
		c->next->prev = c;
	d->conns = c;
	d->count++;
}

/* Counts the connections of c's block; forgets one that libmicrohttpd dropped without a word, which
 * shows when its socket's number comes again. */
static int count_peers(struct door *d, const struct conn *c)
{
	int n = 0;
	struct peer block = peer_block(c->peer);
	for (struct conn *other = d->conns, *next; other; other = next) {
		next = other->next;
		struct peer of_other = peer_block(other->peer);
		if (other->fd == c->fd)
			list_remove(d, other);
		else
			n += !memcmp(block.ip, of_other.ip, sizeof(block.ip));
	}
	return n;
}

/* False when that peer has enough connections already. */
static bool enter(struct door *d, struct conn *c)
{
	pthread_mutex_lock(&d->lock);
	bool welcome = count_peers(d, c) < d->server->config.max_per_peer || c->proxy;
	if (welcome)
		list_add(d, c);
	pthread_mutex_unlock(&d->lock);
	return welcome;
}

static void admit(struct door *d, int fd, const struct sockaddr *sa, socklen_t len)
{
	struct http_server *s = d->server;
	struct conn *c = mem_new(struct conn);
	c->fd = fd;
	c->peer = peer_of(sa);
	c->proxy = peer_in(c->peer, s->proxies, s->proxy_count);
	door_deadline(d, c, s->config.head_deadline, 0);
	if (!enter(d, c)) {
		close(fd);
		mem_free(c);
		return;
	}
	d->turn = (d->turn + 1) % s->config.threads;
	if (MHD_add_connection(s->threads[d->turn].daemon, fd, sa, len) == MHD_NO)
		door_leave(d, c);
}

/* False when there is nobody more to accept now. */
static bool accept_one(struct door *d)
{
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);
	int fd = accept4(d->listening, (struct sockaddr *)&ss, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd >= 0) {
		admit(d, fd, (struct sockaddr *)&ss, len);
		return true;
	}
	if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
		poll(NULL, 0, TURN_MS);
	return errno == ECONNABORTED || errno == EINTR;
}

static int count(struct door *d)
{
	pthread_mutex_lock(&d->lock);
	int n = d->count;
	pthread_mutex_unlock(&d->lock);
	return n;
}

/* libmicrohttpd sees the end of a socket shut down here, and closes it in its own thread. */
static void end_late_ones(struct door *d)
{
	usec now = atomic_load(&d->now);
	pthread_mutex_lock(&d->lock);
	for (struct conn *c = d->conns; c; c = c->next) {
		usec deadline = atomic_load(&c->deadline);
		if (deadline && deadline < now)
			shutdown(c->fd, SHUT_RDWR);
	}
	pthread_mutex_unlock(&d->lock);
}

static void hear(struct door *d)
{
	uint64_t n;
	ssize_t got = read(d->wake, &n, sizeof(n));
	(void)got; /* what it is about stands in shut and ended */
}

static void *keep(void *arg)
{
	struct door *d = arg;
	while (!atomic_load(&d->ended)) {
		int n = count(d);
		bool open = !atomic_load(&d->shut) && n < d->server->config.max_connections;
		struct pollfd fds[2] = {{.fd = d->wake, .events = POLLIN},
			{.fd = open ? d->listening : -1, .events = POLLIN}};
		poll(fds, 2, n ? TURN_MS : -1);
		if (fds[0].revents)
			hear(d);
		atomic_store(&d->now, clock_monotonic());
		int most = d->server->config.max_connections - n;
		if (most > ACCEPT_AT_ONCE)
			most = ACCEPT_AT_ONCE;
		while (fds[1].revents && most-- > 0 && accept_one(d))
			;
		end_late_ones(d);
	}
	return NULL;
}

static err_t listen_at(struct door *d, const struct addrinfo *ai)
{
	int yes = 1;
	struct sockaddr_in6 at;
	socklen_t len = sizeof(at);
	d->listening = socket(ai->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (d->listening < 0)
		return err_log(ERR_UNAVAILABLE, "http: socket: errno %d", errno);
	setsockopt(d->listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(d->listening, ai->ai_addr, ai->ai_addrlen) || listen(d->listening, BACKLOG))
		return err_log(
			ERR_UNAVAILABLE, "http: port %d: errno %d", d->server->config.port, errno);
	if (getsockname(d->listening, (struct sockaddr *)&at, &len))
		return err_log(ERR_UNAVAILABLE, "http: getsockname: errno %d", errno);
	d->port = ntohs(at.sin6_port); /* at the same place in sockaddr_in */
	return NULL;
}

static err_t start_listening(struct door *d)
{
	char port[12];
	const struct http_config *config = &d->server->config;
	struct addrinfo *ai, hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
				     .ai_socktype = SOCK_STREAM};
	snprintf(port, sizeof(port), "%d", config->port);
	if (getaddrinfo(config->listen, port, &hints, &ai))
		return err_log(ERR_INTERNAL, "http: %s is no address", config->listen);
	err_t e = listen_at(d, ai);
	freeaddrinfo(ai);
	return e;
}

err_t door_open(struct door *d, struct http_server *s)
{
	*d = (struct door){.server = s, .listening = -1};
	pthread_mutex_init(&d->lock, NULL);
	atomic_store(&d->now, clock_monotonic());
	d->wake = eventfd(0, EFD_CLOEXEC);
	TRY(start_listening(d));
	if (pthread_create(&d->thread, NULL, keep, d))
		return err_log(ERR_UNAVAILABLE, "http: no thread for the door");
	d->running = true;
	return NULL;
}

static void wake(struct door *d)
{
	uint64_t one = 1;
	ssize_t done = write(d->wake, &one, sizeof(one));
	(void)done; /* full means awake */
}

void door_shut(struct door *d)
{
	atomic_store(&d->shut, true);
	wake(d);
}

void door_close(struct door *d)
{
	atomic_store(&d->ended, true);
	wake(d);
	if (d->running)
		pthread_join(d->thread, NULL);
	if (d->listening >= 0)
		close(d->listening);
	close(d->wake);
}

struct conn *door_find(struct door *d, int fd)
{
	pthread_mutex_lock(&d->lock);
	struct conn *c = d->conns;
	while (c && c->fd != fd)
		c = c->next;
	pthread_mutex_unlock(&d->lock);
	return c;
}

void door_leave(struct door *d, struct conn *c)
{
	pthread_mutex_lock(&d->lock);
	list_remove(d, c);
	pthread_mutex_unlock(&d->lock);
}

void door_deadline(struct door *d, struct conn *c, usec base, uint64_t bytes)
{
	usec more = (usec)(bytes / BYTES_A_SECOND) * USEC_SECOND;
	atomic_store_explicit(
		&c->deadline, atomic_load(&d->now) + base + more, memory_order_relaxed);
}
