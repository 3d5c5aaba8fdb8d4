#include "http/peer.h"

#include "base/arena.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static const uint8_t mapped_prefix[12] = {[10] = 0xff, [11] = 0xff};

static bool is_mapped(struct peer p)
{
	return !memcmp(p.ip, mapped_prefix, sizeof(mapped_prefix));
}

static struct peer of_ipv4(const void *four_bytes)
{
	struct peer p;
	memcpy(p.ip, mapped_prefix, sizeof(mapped_prefix));
	memcpy(p.ip + sizeof(mapped_prefix), four_bytes, 4);
	return p;
}

struct peer peer_of(const struct sockaddr *sa)
{
	struct peer p = {0};
	if (sa->sa_family == AF_INET)
		return of_ipv4(&((const struct sockaddr_in *)sa)->sin_addr);
	if (sa->sa_family == AF_INET6)
		memcpy(p.ip, &((const struct sockaddr_in6 *)sa)->sin6_addr, sizeof(p.ip));
	return p;
}

bool peer_parse(struct str s, struct peer *ret_peer)
{
	char text[INET6_ADDRSTRLEN];
	uint8_t bytes[16];
	if (s.len > 2 && s.p[0] == '[' && s.p[s.len - 1] == ']')
		s = str_sub(s, 1, s.len - 2);
	if (!s.len || s.len >= sizeof(text) || memchr(s.p, 0, s.len))
		return false;
	memcpy(text, s.p, s.len);
	text[s.len] = 0;
	if (inet_pton(AF_INET, text, bytes) == 1) {
		*ret_peer = of_ipv4(bytes);
		return true;
	}
	if (inet_pton(AF_INET6, text, bytes) != 1)
		return false;
	memcpy(ret_peer->ip, bytes, sizeof(ret_peer->ip));
	return true;
}

struct str peer_print(struct arena *a, struct peer p)
{
	char text[INET6_ADDRSTRLEN];
	if (is_mapped(p))
		inet_ntop(AF_INET, p.ip + sizeof(mapped_prefix), text, sizeof(text));
	else
		inet_ntop(AF_INET6, p.ip, text, sizeof(text));
	return str_dup(a, str_of(text));
}

struct peer peer_block(struct peer p)
{
	if (!is_mapped(p))
		memset(p.ip + 8, 0, 8);
	return p;
}

err_t peer_net_parse(struct str s, struct peer_net *ret_net)
{
	struct peer_net net;
	struct str bits = s, base = str_cut(&bits, '/');
	if (!peer_parse(base, &net.base))
		return err_log(ERR_INVALID, "%.*s is no address", STR_ARG(s));
	int64_t n, most = is_mapped(net.base) && str_find(base, ':') == base.len ? 32 : 128;
	if (base.len == s.len)
		n = most;
	else if (!str_to_int(bits, &n) || n < 0 || n > most)
		return err_log(ERR_INVALID, "%.*s is no net", STR_ARG(s));
	net.bits = (int)(n + 128 - most);
	*ret_net = net;
	return NULL;
}

static bool in_net(struct peer p, const struct peer_net *net)
{
	size_t whole = (size_t)net->bits / 8;
	if (memcmp(p.ip, net->base.ip, whole) != 0)
		return false;
	if (net->bits % 8 == 0)
		return true;
	uint8_t mask = (uint8_t)(0xff << (8 - net->bits % 8));
	return !((p.ip[whole] ^ net->base.ip[whole]) & mask);
}

bool peer_in(struct peer p, const struct peer_net *nets, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (in_net(p, &nets[i]))
			return true;
	return false;
}

/* Takes the last element off a comma-separated list. */
static struct str cut_last(struct str *list)
{
	size_t at = list->len;
	while (at && list->p[at - 1] != ',')
		at--;
	struct str last = str_trim(str_from(*list, at));
	*list = str_sub(*list, 0, at ? at - 1 : 0);
	return last;
}

struct peer peer_forwarded(
	struct peer direct, struct str forwarded_for, const struct peer_net *proxies, size_t n)
{
	struct peer p = direct;
	while (peer_in(p, proxies, n) && forwarded_for.len) {
		struct peer before;
		if (!peer_parse(cut_last(&forwarded_for), &before))
			return direct;
		p = before;
	}
	return p;
}
