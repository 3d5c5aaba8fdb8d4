#include "http/peer.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(struct arena *a, struct peer p)
{
	struct peer again;
	if (!peer_parse(peer_print(a, p), &again) || memcmp(again.ip, p.ip, sizeof(p.ip)) != 0)
		abort();
}

/* The proxies' net ends at the first NUL; the rest is X-Forwarded-For. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct peer direct = {{[10] = 0xff, 0xff, 192, 0, 2, 1}};
	struct str header = {(const char *)data, size};
	struct str text = str_cut(&header, 0);
	struct peer_net net;
	err_t e = peer_net_parse(text, &net);
	if (e) {
		err_free(e);
		return 0;
	}
	struct arena *a = arena_new();
	struct peer p = peer_forwarded(direct, header, &net, 1);
	bool is_direct = memcmp(p.ip, direct.ip, sizeof(p.ip)) == 0;
	if (!is_direct && !peer_in(direct, &net, 1))
		abort();
	check_text(a, p);
	check_text(a, peer_block(p));
	arena_free(a);
	return 0;
}
