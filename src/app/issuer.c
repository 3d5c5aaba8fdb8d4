#include "app/issuer.h"

#include "app/access.h"
#include "app/issuer_lists.h"
#include "codec/input.h"
#include "credential/status_list.h"
#include "crypto/hash.h"
#include "crypto/vault.h"
#include "db/content.h"

#define TEXT_MOST ((size_t)2 << 20)

struct issuer {
	const struct app *app;
	struct arena *arena;
	struct key *key;
	struct str did, method;
	struct jsonld_contexts *contexts;
};

/* --- positions --- */

static err_t open_list(struct tx *tx, struct arena *a, struct credential_list_row *io,
	struct status_list *ret_taken)
{
	struct credential_list_row *last;
	TRY(credential_list_last(tx, a, &last));
	if (!last)
		return status_list_new(a, STATUS_LIST_LEAST, ret_taken);
	*io = *last;
	*ret_taken = (struct status_list){(uint8_t *)str_z(a, last->taken), last->taken.len * 8};
	return NULL;
}

static err_t put_list(
	struct tx *tx, const struct credential_list_row *row, const struct status_list *taken)
{
	struct str bytes = {(const char *)taken->bytes, taken->bits / 8};
	return credential_list_put(tx, row->number, bytes);
}

/* In the next list when this one is half full. */
static err_t deal_one(struct tx *tx, struct arena *a, const struct random *r,
	struct credential_list_row *io, struct status_list *io_taken, size_t *ret_at)
{
	err_t e = status_list_deal(io_taken, r, ret_at);
	if (!e || e->code != ERR_CONFLICT)
		return e;
	err_free(e);
	TRY(put_list(tx, io, io_taken));
	io->number++;
	TRY(status_list_new(a, STATUS_LIST_LEAST, io_taken));
	return status_list_deal(io_taken, r, ret_at);
}

err_t issuer_deal(struct tx *tx, struct arena *a, const struct random *r, size_t count,
	struct issuer_seat *ret_seats)
{
	struct credential_list_row row = {.number = 1};
	struct status_list taken;
	if (!count)
		return NULL;
	TRY(open_list(tx, a, &row, &taken));
	for (size_t i = 0; i < count; i++) {
		size_t at;
		TRY(deal_one(tx, a, r, &row, &taken, &at));
		ret_seats[i] = (struct issuer_seat){row.number, (int64_t)at};
	}
	return put_list(tx, &row, &taken);
}

/* --- the key and the name --- */

static struct str without_scheme(struct str url)
{
	return str_from(url, str_search(url, STR("://")) + 3);
}

/* "did:web:leerpas.example", "did:web:localhost%3A8080" */
static struct str did_of(struct arena *a, struct str url)
{
	struct str port = without_scheme(url);
	struct str host = str_cut(&port, ':');
	return str_fmt(
		a, "did:web:%.*s%s%.*s", STR_ARG(host), port.len ? "%3A" : "", STR_ARG(port));
}

static void end(void *contexts)
{
	jsonld_contexts_free(contexts);
}

err_t issuer_new(const struct app *app, struct arena *a, struct issuer **ret_issuer)
{
	struct issuer *i = arena_make(a, struct issuer);
	SECRET seed;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "credentials", &seed));
	*i = (struct issuer){.app = app, .arena = a, .did = did_of(a, app->public_url)};
	TRY(key_private(a, KEY_ED25519, &seed, &i->key));
	i->method = did_document_method(a, i->did, i->key);
	i->contexts = jsonld_contexts_new(NULL);
	arena_defer(a, end, i->contexts);
	*ret_issuer = i;
	return NULL;
}

struct str issuer_did(const struct issuer *i)
{
	return i->did;
}

/* By https, as did:web is; on localhost too. */
static struct str list_url(const struct app *app, struct arena *a, int64_t list)
{
	struct str place = without_scheme(app->public_url);
	return str_fmt(a, "https://%.*s" ISSUER_LIST_PATH "/%lld", STR_ARG(place), (long long)list);
}

struct str issuer_list_url(const struct issuer *i, int64_t list)
{
	return list_url(i->app, i->arena, list);
}

/* --- signing --- */

static err_t print(struct arena *a, const struct json *value, struct str *ret_text)
{
	struct buf out;
	buf_init(&out, a, 4 << 10, TEXT_MOST);
	json_write(&out, value);
	TRY(buf_err(&out));
	*ret_text = buf_str(&out);
	return NULL;
}

err_t issuer_sign(
	const struct issuer *i, struct json *credential, usec created, struct str *ret_text)
{
	const struct vc_env env = {.proof = {i->contexts, {.now = clock_now(i->app->clock)}}};
	struct proof_options o = {.suite = PROOF_EDDSA_RDFC_2022,
		.method = i->method,
		.created = usec_print(i->arena, created - created % USEC_SECOND)};
	struct findings found;
	bool issued = false;
	findings_init(&found, i->arena);
	TRY(vc_issue(&env, i->arena, credential, &o, i->key, &found, &issued));
	if (!issued)
		return err_log(ERR_INTERNAL, "issuer: no credential: %s",
			found.list.len ? finding_face(found.list.at[0].kind)->code : "");
	return print(i->arena, credential, ret_text);
}

/* --- what everybody may fetch --- */

err_t issuer_document(const struct app *app, struct arena *a, struct str *ret_text)
{
	struct issuer *i;
	TRY(issuer_new(app, a, &i));
	const struct key *keys[] = {i->key};
	struct json document = did_document(a, i->did, keys, 1);
	return print(a, &document, ret_text);
}

struct listing {
	struct arena *arena;
	int64_t number;
	struct credential_list_row *row;
	struct int_list ended;
	usec changed; /* the last of them; 0: none */
};

static err_t read_list(struct tx *tx, void *ctx)
{
	static const struct actor nobody;
	struct listing *l = ctx;
	TRY(access_require(tx, &nobody, ACTION_CERTIFICATE_CHECK, OWNER_NOBODY));
	TRY(credential_list_get(tx, l->arena, l->number, &l->row));
	if (!l->row)
		return err_log(ERR_NOT_FOUND, "no such list");
	TRY(credential_list_changed(tx, l->number, &l->changed));
	return credential_list_ended(tx, l->arena, l->number, &l->ended);
}

/* When what it says began to hold: the last change, or when it was renewed after that. */
static usec valid_from(const struct listing *l, usec now)
{
	usec renewed = now - now % ISSUER_LIST_RENEWED;
	usec from = l->changed > renewed ? l->changed : renewed;
	return from - from % USEC_SECOND;
}

static err_t fill_bits(struct arena *a, const struct listing *l, struct status_list *ret_bits)
{
	TRY(status_list_new(a, l->row->taken.len * 8, ret_bits));
	for (size_t k = 0; k < l->ended.len; k++)
		if (l->ended.at[k] >= 0 && (size_t)l->ended.at[k] < ret_bits->bits)
			status_list_set(ret_bits, (size_t)l->ended.at[k]);
	return NULL;
}

static err_t sign_list(const struct issuer *i, const struct status_list *bits, struct str url,
	usec from, struct str *ret_text)
{
	struct json credential =
		status_list_credential(i->arena, bits, url, i->did, STR("revocation"),
			usec_print(i->arena, from), usec_print(i->arena, from + ISSUER_LIST_VALID));
	return issuer_sign(i, &credential, from, ret_text);
}

err_t issuer_list(const struct app *app, struct arena *a, int64_t list, struct str *ret_text)
{
	struct listing l = {.arena = a, .number = list};
	struct status_list bits;
	struct issuer *i;
	TRY(db_read(app->db, read_list, &l));
	TRY(fill_bits(a, &l, &bits));
	usec from = valid_from(&l, clock_now(app->clock));
	struct str url = list_url(app, a, list);
	const struct str parts[] = {{(const char *)bits.bytes, bits.bits / 8},
		{(const char *)&from, sizeof(from)}, url};
	struct digest of = hash_sha256_parts(parts, 3);
	struct str text = issuer_lists_get(app->issuer_lists, a, &of);
	if (!text.len) {
		TRY(issuer_new(app, a, &i));
		TRY(sign_list(i, &bits, url, from, &text));
		issuer_lists_put(app->issuer_lists, &of, text);
	}
	*ret_text = text;
	return NULL;
}
