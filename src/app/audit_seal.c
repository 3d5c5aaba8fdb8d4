#include "app/audit_seal.h"

#include "app/access.h"
#include "app/audit_chain.h"
#include "app/round.h"
#include "codec/hex.h"

#include <string.h>

#define KIND "audit.seal"
#define LEASE (2 * USEC_MINUTE)

static const usec delays[] = {USEC_MINUTE, 10 * USEC_MINUTE, USEC_HOUR, 0};

err_t audit_start(const struct app *app)
{
	return round_order(app, KIND, 0);
}

/* What is added to the chain at once. */
struct batch {
	struct arena *arena;
	int64_t end; /* the place where the chain ended, 0 for nowhere, with its hash */
	struct digest end_hash;
	struct audit_row_list rows;
	struct row_id *ids;
	struct digest *hashes; /* one for each row */
	struct audit_point point;
	struct str signature;
};

static err_t read_end(struct tx *tx, struct arena *a, int64_t *ret_end, struct digest *ret_hash)
{
	struct audit_last_link_row *last;
	TRY(audit_last_link(tx, a, &last));
	if (last && last->hash.len != sizeof(ret_hash->bytes))
		return err_log(ERR_INTERNAL, "the hash at place %lld of the audit log is none",
			(long long)last->place);
	*ret_end = last ? last->place : 0;
	*ret_hash = (struct digest){0};
	if (last)
		memcpy(ret_hash->bytes, last->hash.p, last->hash.len);
	return NULL;
}

static err_t read_batch(struct tx *tx, void *ctx)
{
	struct batch *b = ctx;
	TRY(read_end(tx, b->arena, &b->end, &b->end_hash));
	return audit_next(tx, b->arena, AUDIT_BATCH, &b->rows);
}

static err_t sign(struct batch *b, const struct key *key, usec now)
{
	const struct digest *before = &b->end_hash;
	b->ids = arena_array(b->arena, struct row_id, b->rows.len);
	b->hashes = arena_array(b->arena, struct digest, b->rows.len);
	for (size_t i = 0; i < b->rows.len; i++) {
		b->ids[i] = b->rows.at[i].id;
		b->hashes[i] = audit_chain_hash(b->arena, before, &b->rows.at[i]);
		before = &b->hashes[i];
	}
	b->point = (struct audit_point){b->end + 1, b->end + (int64_t)b->rows.len, now, *before};
	return audit_point_sign(b->arena, key, &b->point, &b->signature);
}

static err_t put_links(struct tx *tx, const struct batch *b)
{
	for (size_t i = 0; i < b->rows.len; i++)
		TRY(audit_link_add(
			tx, b->point.first + (int64_t)i, b->ids[i], hash_str(&b->hashes[i])));
	return audit_point_add(tx, b->point.first, b->point.last, b->point.at, b->signature);
}

static err_t put_batch(struct tx *tx, void *ctx)
{
	const struct batch *b = ctx;
	int64_t end, count;
	struct digest end_hash;
	TRY(access_keep_house(tx));
	TRY(read_end(tx, b->arena, &end, &end_hash));
	TRY(audit_unwait(tx, (struct id_list){b->ids, b->rows.len}, &count));
	if (end != b->end || !hash_eq(&end_hash, &b->end_hash) || count != (int64_t)b->rows.len)
		return err_log(ERR_CONFLICT, "another sealer was here");
	return put_links(tx, b);
}

/* A copy of the log elsewhere shows whether the end of the chain was cut off. */
static void log_point(const struct app *app, const struct batch *b)
{
	log_event(app->log, LOG_NOTE, "audit.point", LOG_I("place", b->point.last),
		LOG_S("hash", hex_print(b->arena, hash_str(&b->point.hash))));
}

static err_t seal_batch(
	const struct app *app, struct arena *a, const struct key *key, size_t *ret_count)
{
	struct batch b = {.arena = a};
	TRY(db_read(app->db, read_batch, &b));
	if (b.rows.len) {
		TRY(sign(&b, key, clock_now(app->clock)));
		TRY(db_tx(app->db, put_batch, &b));
		log_point(app, &b);
	}
	*ret_count = b.rows.len;
	return NULL;
}

/* Ordered again before anything can fail: whatever happens here, it runs again. */
static err_t seal(void *ctx, const struct job *job)
{
	const struct app *app = ctx;
	struct arena *a = arena_child(job->arena);
	struct key *key;
	size_t count = AUDIT_BATCH;
	TRY(round_order(app, KIND, AUDIT_SEAL_EACH));
	TRY(audit_key(app->vault, job->arena, &key));
	while (count == AUDIT_BATCH) {
		TRY(job_renew(job));
		TRY(seal_batch(app, a, key, &count));
		arena_reset(a);
	}
	return NULL;
}

struct job_kind audit_job(struct app *app)
{
	return (struct job_kind){KIND, seal, app, LEASE, delays};
}
