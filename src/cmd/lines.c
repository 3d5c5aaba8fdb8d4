#include "cmd/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct lines {
	const char *path;
	int fd;
	bool ended;
	size_t at, len, scanned; /* what is not handed out yet: at to len; scanned has no end */
	char bytes[LINES_MOST + 1];
};

static void close_file(void *user)
{
	struct lines *l = user;
	if (l->fd != STDIN_FILENO)
		close(l->fd);
}

err_t lines_open(struct arena *a, const char *path, struct lines **ret_lines)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_log(ERR_NOT_FOUND, "cannot read %s: %s", path, strerror(errno));
	struct lines *l = arena_make(a, struct lines);
	l->path = path;
	l->fd = fd;
	arena_defer(a, close_file, l);
	*ret_lines = l;
	return NULL;
}

/* Reads what fits behind the bytes at hand; there is room. */
static err_t fill(struct lines *l)
{
	if (l->at) {
		memmove(l->bytes, l->bytes + l->at, l->len - l->at);
		l->len -= l->at;
		l->scanned -= l->at;
		l->at = 0;
	}
	ssize_t n;
	do
		n = read(l->fd, l->bytes + l->len, sizeof(l->bytes) - l->len);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_log(ERR_UNAVAILABLE, "cannot read %s: %s", l->path, strerror(errno));
	l->ended = n == 0;
	l->len += (size_t)n;
	return NULL;
}

/* The length up to an end, or sizeof(bytes) when it has none within the maximum. */
static err_t find_end(struct lines *l, char end, size_t *ret_len)
{
	for (;;) {
		const char *found = memchr(l->bytes + l->scanned, end, l->len - l->scanned);
		l->scanned = found ? (size_t)(found - l->bytes) : l->len;
		if (found || l->ended || l->len - l->at == sizeof(l->bytes)) {
			*ret_len = l->scanned - l->at;
			return NULL;
		}
		TRY(fill(l));
	}
}

static void drop(struct lines *l, size_t n)
{
	l->at += n;
	l->scanned = l->at;
}

/* Forgets the rest of a line that is too long. */
static err_t skip(struct lines *l)
{
	size_t len;
	do {
		drop(l, l->len - l->at);
		TRY(find_end(l, '\n', &len));
	} while (len == sizeof(l->bytes));
	drop(l, len + (l->at + len < l->len));
	return err_log(ERR_TOO_LARGE, "a line of %s is longer than %zu bytes", l->path, LINES_MOST);
}

err_t lines_next(struct lines *l, struct str *ret_line)
{
	size_t len;
	TRY(find_end(l, '\n', &len));
	if (len == sizeof(l->bytes))
		return skip(l);
	bool has_end = l->at + len < l->len;
	*ret_line = len || has_end ? (struct str){l->bytes + l->at, len} : STR_NONE;
	drop(l, len + has_end);
	return NULL;
}

err_t lines_all(struct lines *l, struct str *ret_text)
{
	while (!l->ended && l->len < sizeof(l->bytes))
		TRY(fill(l));
	if (!l->ended)
		return err_log(ERR_TOO_LARGE, "%s is longer than %zu bytes", l->path, LINES_MOST);
	*ret_text = (struct str){l->bytes, l->len};
	return NULL;
}
