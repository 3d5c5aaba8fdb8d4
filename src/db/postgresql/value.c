#include "db/postgresql/connection.h"

#include <endian.h>
#include <string.h>

/* Of the types in pg_type.dat. */
enum {
	OID_BOOL = 16,
	OID_BYTEA = 17,
	OID_INT8 = 20,
	OID_INT4 = 23,
	OID_TEXT = 25,
	OID_UUID = 2950,
	OID_BYTEA_ARRAY = 1001,
	OID_TEXT_ARRAY = 1009,
	OID_INT8_ARRAY = 1016,
	OID_UUID_ARRAY = 2951,
};

static Oid one_type(enum db_type type)
{
	switch (type) {
	case DB_DAY:
		return OID_INT4;
	case DB_BOOL:
		return OID_BOOL;
	case DB_TEXT:
	case DB_LANGMAP:
		return OID_TEXT;
	case DB_BYTES:
		return OID_BYTEA;
	case DB_PUBLIC_ID:
		return OID_UUID;
	case DB_ID:
	case DB_TIME:
	case DB_INT:
		break;
	}
	return OID_INT8;
}

Oid pg_value_type(const struct db_item *p)
{
	if (!p->list)
		return one_type(p->type);
	if (p->type == DB_TEXT)
		return OID_TEXT_ARRAY;
	if (p->type == DB_BYTES)
		return OID_BYTEA_ARRAY;
	return p->type == DB_PUBLIC_ID ? OID_UUID_ARRAY : OID_INT8_ARRAY;
}

/* --- on the way in: the binary forms of the types' own send and receive functions --- */

static char *put32(char *at, size_t n)
{
	uint32_t big = htobe32((uint32_t)n);
	memcpy(at, &big, sizeof(big));
	return at + sizeof(big);
}

static char *put64(char *at, int64_t n)
{
	uint64_t big = htobe64((uint64_t)n);
	memcpy(at, &big, sizeof(big));
	return at + sizeof(big);
}

static size_t item_size(enum db_type type, const void *items, size_t i)
{
	if (type == DB_TEXT || type == DB_BYTES)
		return ((const struct str *)items)[i].len;
	return type == DB_PUBLIC_ID ? sizeof(struct public_id) : sizeof(int64_t);
}

static char *put_item(char *at, enum db_type type, const void *items, size_t i)
{
	size_t size = item_size(type, items, i);
	at = put32(at, size);
	if (type == DB_ID || type == DB_INT)
		return put64(at, ((const int64_t *)items)[i]);
	const void *bytes = type == DB_PUBLIC_ID
				    ? (const void *)((const struct public_id *)items)[i].bytes
				    : ((const struct str *)items)[i].p;
	if (size)
		memcpy(at, bytes, size);
	return at + size;
}

/* array_send: dimensions, nulls, type; of the one dimension length and first index; the items. */
static const char *encode_list(
	struct arena *a, enum db_type type, const void *items, size_t len, int *ret_len)
{
	size_t size = 20;
	for (size_t i = 0; i < len; i++)
		size += 4 + item_size(type, items, i);
	char *bytes = arena_bytes(a, size), *at = bytes;
	at = put32(at, len > 0);
	at = put32(at, 0);
	at = put32(at, one_type(type));
	if (len) {
		at = put32(at, len);
		at = put32(at, 1);
	}
	for (size_t i = 0; i < len; i++)
		at = put_item(at, type, items, i);
	*ret_len = (int)(at - bytes);
	return bytes;
}

const char *pg_value_encode(
	struct arena *a, const struct db_item *p, const struct db_value *v, int *ret_len)
{
	if (p->list)
		return encode_list(a, p->type, v->s.p, v->s.len, ret_len);
	if (v->null)
		return NULL;
	char *bytes;
	switch (one_type(p->type)) {
	case OID_INT8:
		bytes = arena_bytes(a, *ret_len = 8);
		put64(bytes, v->n);
		return bytes;
	case OID_INT4:
		bytes = arena_bytes(a, *ret_len = 4);
		put32(bytes, (uint32_t)v->n);
		return bytes;
	case OID_BOOL:
		bytes = arena_bytes(a, *ret_len = 1);
		*bytes = v->n != 0;
		return bytes;
	}
	*ret_len = (int)v->s.len;
	return v->s.p ? v->s.p : "";
}

/* --- on the way out --- */

static int64_t get32(const char *at)
{
	uint32_t big;
	memcpy(&big, at, sizeof(big));
	return (int32_t)be32toh(big);
}

static int64_t get64(const char *at)
{
	uint64_t big;
	memcpy(&big, at, sizeof(big));
	return (int64_t)be64toh(big);
}

static bool is_text(enum db_type type)
{
	return type == DB_TEXT || type == DB_LANGMAP;
}

bool pg_value_decode(
	const PGresult *r, int row, int column, const struct db_item *c, struct db_value *ret_value)
{
	*ret_value = (struct db_value){.null = PQgetisnull(r, row, column)};
	if (ret_value->null)
		return true;
	const char *bytes = PQgetvalue(r, row, column);
	bool is_string = is_text(c->type) || c->type == DB_BYTES || c->type == DB_PUBLIC_ID;
	switch (PQftype(r, column)) {
	case OID_INT8:
		ret_value->n = get64(bytes);
		return !is_string;
	case OID_INT4:
		ret_value->n = get32(bytes);
		return !is_string;
	case OID_BOOL:
		ret_value->n = *bytes != 0;
		return !is_string;
	}
	ret_value->s = (struct str){bytes, (size_t)PQgetlength(r, row, column)};
	return PQftype(r, column) == one_type(c->type);
}
