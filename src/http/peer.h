/* Internet addresses of clients and proxies; IPv4 is held as ::ffff:a.b.c.d (RFC 4291 2.5.5.2). */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct sockaddr;

struct peer {
	uint8_t ip[16];
};

struct peer_net {
	struct peer base;
	int bits; /* of 128 */
};

/* An address of another family than IPv4 and IPv6 becomes ::. */
struct peer peer_of(const struct sockaddr *sa);
/* The whole of s: "192.0.2.1" or "2001:db8::1", in brackets or not. */
bool peer_parse(struct str s, struct peer *ret_peer);
struct str peer_print(struct arena *a, struct peer p);
/* What one household or school has: the IPv4 address, or the /64 in IPv6. For limits. */
struct peer peer_block(struct peer p);
/* "10.0.0.0/8", or one address; ERR_INVALID when it is neither. */
err_t peer_net_parse(struct str s, struct peer_net *ret_net);
bool peer_in(struct peer p, const struct peer_net *nets, size_t n);
/* RFC 7239 in its older spelling: the last address in X-Forwarded-For that is no proxy of ours,
 * or direct when that is not a proxy or the header makes no sense. */
struct peer peer_forwarded(
	struct peer direct, struct str forwarded_for, const struct peer_net *proxies, size_t n);
