#include "http/peer.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>

static struct peer of(const char *text)
{
	struct peer p = {0};
	CHECK(peer_parse(str_of(text), &p));
	return p;
}

static void check_print(struct peer p, const char *want)
{
	struct arena *a = arena_new();
	CHECK_STR(peer_print(a, p), want);
	arena_free(a);
}

TEST(peer_reads_and_prints_both_families)
{
	check_print(of("192.0.2.1"), "192.0.2.1");
	check_print(of("::ffff:192.0.2.1"), "192.0.2.1");
	check_print(of("2001:DB8::1"), "2001:db8::1");
	check_print(of("[2001:db8::1]"), "2001:db8::1");
	struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000001)};
	check_print(peer_of((struct sockaddr *)&v4), "127.0.0.1");
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	check_print(peer_of((struct sockaddr *)&v6), "::1");
	check_print(peer_of(&(struct sockaddr){.sa_family = AF_UNIX}), "::");
}

TEST(peer_refuses_other_text)
{
	static const char *const bad[] = {"", "192.0.2", "192.0.2.256", "192.0.2.1:80", "host",
		"[::1", "[]", "1111:2222:3333:4444:5555:6666:7777:8888:9999:1111:2222:3333"};
	struct peer p;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK(!peer_parse(str_of(bad[i]), &p));
	CHECK(!peer_parse((struct str){"1.2.3.4\0x", 9}, &p));
}

TEST(peer_block_is_an_ipv4_address_or_a_64)
{
	check_print(peer_block(of("192.0.2.1")), "192.0.2.1");
	check_print(peer_block(of("2001:db8:1:2:3:4:5:6")), "2001:db8:1:2::");
}

static bool in(const char *address, const char *net)
{
	struct peer_net n = {0};
	CHECK_OK(peer_net_parse(str_of(net), &n));
	return peer_in(of(address), &n, 1);
}

TEST(peer_net_holds_its_addresses_only)
{
	CHECK(in("10.1.2.3", "10.0.0.0/8"));
	CHECK(!in("11.1.2.3", "10.0.0.0/8"));
	CHECK(in("10.1.2.3", "10.1.2.3"));
	CHECK(!in("10.1.2.4", "10.1.2.3"));
	CHECK(in("172.31.255.255", "172.16.0.0/12"));
	CHECK(!in("172.32.0.0", "172.16.0.0/12"));
	CHECK(in("8.8.8.8", "0.0.0.0/0"));
	CHECK(!in("2001:db8::1", "0.0.0.0/0"));
	CHECK(in("2001:db8::1", "2001:db8::/33"));
	CHECK(!in("2001:db8:8000::1", "2001:db8::/33"));
	CHECK(in("10.1.2.3", "::ffff:10.0.0.0/104"));
	CHECK(!in("11.1.2.3", "::ffff:10.0.0.0/104"));
}

TEST(peer_net_refuses_other_text)
{
	static const char *const bad[] = {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1",
		"10.0.0.0/x", "::/129", "proxy.example.org"};
	struct peer_net n;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_ERR(peer_net_parse(str_of(bad[i]), &n), ERR_INVALID);
}

static void check_forwarded(const char *direct, const char *header, const char *want)
{
	struct peer_net nets[2];
	CHECK_OK(peer_net_parse(STR("10.0.0.0/8"), &nets[0]));
	CHECK_OK(peer_net_parse(STR("127.0.0.1"), &nets[1]));
	check_print(peer_forwarded(of(direct), str_of(header), nets, 2), want);
}

TEST(peer_forwarded_believes_only_our_own_proxies)
{
	check_forwarded("192.0.2.1", "198.51.100.7", "192.0.2.1");
	check_forwarded("10.0.0.1", "198.51.100.7", "198.51.100.7");
	check_forwarded("10.0.0.1", "1.1.1.1, 198.51.100.7", "198.51.100.7");
	check_forwarded("127.0.0.1", "1.1.1.1, 198.51.100.7 , 10.0.0.9", "198.51.100.7");
	check_forwarded("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3");
	check_forwarded("10.0.0.1", "", "10.0.0.1");
	check_forwarded("10.0.0.1", "unknown", "10.0.0.1");
	check_forwarded("10.0.0.1", "198.51.100.7,", "10.0.0.1");
	check_forwarded("10.0.0.1", "2001:db8::1", "2001:db8::1");
}
