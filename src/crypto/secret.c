#include "crypto/secret.h"

#include "base/arena.h"
#include "crypto/sodium.h"

#include <string.h>

void secret_wipe(struct secret *s)
{
	sodium_memzero(s, sizeof(*s));
}

void secret_random(const struct random *r, size_t len, struct secret *ret_secret)
{
	*ret_secret = (struct secret){.len = len < SECRET_MOST ? len : SECRET_MOST};
	random_fill(r, ret_secret->bytes, ret_secret->len);
}

bool secret_copy(struct str bytes, struct secret *ret_secret)
{
	if (bytes.len > SECRET_MOST)
		return false;
	*ret_secret = (struct secret){.len = bytes.len};
	if (bytes.len)
		memcpy(ret_secret->bytes, bytes.p, bytes.len);
	return true;
}

bool secret_eq(const struct secret *a, const struct secret *b)
{
	return a->len == b->len && secret_bytes_eq(a->bytes, b->bytes, a->len);
}

void secret_wipe_bytes(void *p, size_t n)
{
	sodium_memzero(p, n);
}

struct wipe {
	char *p;
	size_t len;
};

static void run_wipe(void *arg)
{
	const struct wipe *w = arg;
	sodium_memzero(w->p, w->len);
}

void secret_wipe_later(struct arena *a, struct str s)
{
	struct wipe *w = arena_make(a, struct wipe);
	*w = (struct wipe){(char *)(uintptr_t)s.p, s.len};
	arena_defer(a, run_wipe, w);
}

bool secret_bytes_eq(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}
