#include "db/postgresql/connection.h"
#include "db/postgresql/postgresql.h"

#include <string.h>

bool postgresql_is(const char *place)
{
	struct str s = str_of(place);
	return str_starts(s, STR("postgresql://")) || str_starts(s, STR("postgres://"));
}

static bool is_local(struct str host)
{
	return host.len == 0 || host.p[0] == '/' || host.p[0] == '@' || str_is(host, "localhost") ||
	       str_is(host, "127.0.0.1") || str_is(host, "::1");
}

static bool all_local(const char *hosts)
{
	struct str rest = str_of(hosts);
	while (rest.len)
		if (!is_local(str_cut(&rest, ',')))
			return false;
	return true;
}

/* False: the address is not written as it should be. */
static bool is_on_this_machine(const char *place, bool *ret_local)
{
	PQconninfoOption *options = PQconninfoParse(place, NULL);
	if (!options)
		return false;
	*ret_local = true;
	for (const PQconninfoOption *o = options; o->keyword; o++)
		if (o->val && (!strcmp(o->keyword, "host") || !strcmp(o->keyword, "hostaddr")))
			*ret_local &= all_local(o->val);
	PQconninfoFree(options);
	return true;
}

/*
 * What the place does not say itself: find out within seconds that a server is away, and over a
 * network be sure who answers (libpq 34.1.2, 34.19). The error does not repeat the place, which
 * may hold a password.
 */
err_t pg_connect(const char *place, PGconn **ret_handle)
{
	bool local;
	if (!is_on_this_machine(place, &local))
		return err_log(
			ERR_INVALID, "the address of the PostgreSQL database cannot be read");
	const char *const names[] = {"application_name", "connect_timeout", "keepalives_idle",
		"keepalives_interval", "keepalives_count", "tcp_user_timeout", "gssencmode",
		"sslmode", "sslrootcert", "dbname", "client_encoding", NULL};
	const char *const values[] = {"leerpas", "5", "10", "5", "3", "15000", "disable",
		local ? "prefer" : "verify-full",
		local ? NULL : "/etc/ssl/certs/ca-certificates.crt", place, "UTF8", NULL};
	*ret_handle = PQconnectdbParams(names, values, 1);
	return NULL;
}
