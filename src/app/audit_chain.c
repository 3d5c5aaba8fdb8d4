#include "app/audit_chain.h"

#include "base/buf.h"
#include "crypto/vault.h"

#define POINT_TITLE "leerpas audit point 1\n"

/* Big-endian. */
static void put_number(struct buf *out, uint64_t n, int bytes)
{
	for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
		buf_putc(out, (char)(n >> shift));
}

static void put_field(struct buf *out, struct str s)
{
	put_number(out, s.len, 4);
	buf_put(out, s);
}

static struct str bytes_of(const struct public_id *id)
{
	return id ? (struct str){(const char *)id->bytes, sizeof(id->bytes)} : STR_NONE;
}

static size_t row_size(const struct audit_row *row)
{
	return 2 * 8 + 8 * 4 + 2 * sizeof(struct public_id) + row->action.len + row->result.len +
	       row->object.len + row->object_id.len + row->browser.len + row->system.len;
}

struct digest audit_chain_hash(
	struct arena *a, const struct digest *before, const struct audit_row *row)
{
	struct buf out;
	buf_init(&out, a, row_size(row), row_size(row));
	put_number(&out, (uint64_t)row->id.n, 8);
	put_number(&out, (uint64_t)row->at, 8);
	put_field(&out, bytes_of(row->actor));
	put_field(&out, bytes_of(row->subject));
	const struct str texts[] = {
		row->action, row->result, row->object, row->object_id, row->browser, row->system};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		put_field(&out, texts[i]);
	const struct str parts[] = {hash_str(before), buf_str(&out)};
	return hash_sha256_parts(parts, 2);
}

static struct str point_bytes(struct arena *a, const struct audit_point *point)
{
	struct buf out;
	buf_init(&out, a, 128, 128);
	buf_lit(&out, POINT_TITLE);
	put_number(&out, (uint64_t)point->first, 8);
	put_number(&out, (uint64_t)point->last, 8);
	put_number(&out, (uint64_t)point->at, 8);
	buf_put(&out, hash_str(&point->hash));
	return buf_str(&out);
}

err_t audit_point_sign(struct arena *a, const struct key *key, const struct audit_point *point,
	struct str *ret_signature)
{
	uint8_t signature[KEY_SIGNATURE_MOST];
	TRY(key_sign(key, point_bytes(a, point), signature));
	*ret_signature = str_dup(a, (struct str){(const char *)signature, key_signature_len(key)});
	return NULL;
}

bool audit_point_verify(struct arena *a, const struct key *key, const struct audit_point *point,
	struct str signature)
{
	return key_verify(key, point_bytes(a, point), signature);
}

err_t audit_key(struct vault *vault, struct arena *a, struct key **ret_key)
{
	SECRET seed;
	TRY(vault_derive(vault, VAULT_HOUSE, "audit points", &seed));
	return key_private(a, KEY_ED25519, &seed, ret_key);
}
