/*
 * Autosaves over HTTP, as the page's script sends them: each connection is one person writing on
 * one answer, the next save after the last one was confirmed. Reads lines "session TOKEN
 * FORM_TOKEN" from standard input, one for each connection. usage: bench_autosave PORT SECONDS
 */
#include "base/str.h"
#include "base/time.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WRITERS_MOST = 64 };

struct writer {
	pthread_t thread;
	int port;
	usec end;
	char session[64], form_token[128];
	long saved;
};

static int open_connection(int port)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
	struct sockaddr_in to = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		exit(1);
	return fd;
}

static int compose(const struct writer *w, long version, char *request, size_t size)
{
	char body[700];
	int len = snprintf(body, sizeof(body),
		"form_token=%s&version=%ld&answer=%08ld+I+can+calm+people+down+when+it+gets+busy.+"
		"My+aunt+says+so,+and+she+has+seen+me+at+work+in+the+kitchen+of+her+restaurant."
		"+I+like+it+most+when+we+laugh+together+after+closing+time.",
		w->form_token, version, w->saved);
	return snprintf(request, size,
		"POST /passport/questions/c0.q0 HTTP/1.1\r\nHost: localhost\r\n"
		"Cookie: session=%s\r\nSec-Fetch-Site: same-origin\r\nAccept: application/json\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
		w->session, len, body);
}

/* Reads until the JSON's closing brace; the version that was confirmed, or exits. */
static long read_version(int fd)
{
	char reply[4096];
	size_t len = 0;
	for (;;) {
		ssize_t n = read(fd, reply + len, sizeof(reply) - 1 - len);
		if (n <= 0)
			exit(1);
		len += (size_t)n;
		reply[len] = '\0';
		if (reply[len - 1] == '}')
			break;
	}
	char *version = strstr(reply, "\"version\":");
	if (strncmp(reply, "HTTP/1.1 200", 12) != 0 || !version) {
		fprintf(stderr, "not saved: %.200s\n", reply);
		exit(1);
	}
	return strtol(version + strlen("\"version\":"), NULL, 10);
}

static void *write_on(void *arg)
{
	struct writer *w = arg;
	int fd = open_connection(w->port);
	char request[2048];
	for (long version = 1; clock_monotonic() < w->end; w->saved++) {
		int len = compose(w, version, request, sizeof(request));
		if (write(fd, request, (size_t)len) != len)
			exit(1);
		version = read_version(fd);
	}
	close(fd);
	return NULL;
}

int main(int argc, char **argv)
{
	static struct writer writers[WRITERS_MOST];
	int64_t port, seconds;
	if (argc != 3 || !str_to_int(str_of(argv[1]), &port) ||
		!str_to_int(str_of(argv[2]), &seconds))
		return 64;
	usec start = clock_monotonic(), end = start + seconds * USEC_SECOND;
	int count = 0;
	for (struct writer *w = writers; count < WRITERS_MOST; w++, count++) {
		if (scanf("session %63s %127s\n", w->session, w->form_token) != 2)
			break;
		w->port = (int)port;
		w->end = end;
	}
	for (int i = 0; i < count; i++)
		pthread_create(&writers[i].thread, NULL, write_on, &writers[i]);
	long saved = 0;
	for (int i = 0; i < count; i++) {
		pthread_join(writers[i].thread, NULL);
		saved += writers[i].saved;
	}
	printf("%.0f\n", (double)saved * 1e6 / (double)(clock_monotonic() - start));
	return 0;
}
