#include "app/audit_check.h"

#include "app/audit_chain.h"

#include <stdlib.h>
#include <string.h>

#define PAGE 1000

struct check {
	struct arena *arena; /* of this page */
	const struct key *key;
	const struct audit_seen *seen;
	struct audit_verdict verdict;
	int64_t signed_until;
	struct audit_link_row_list links;
	struct audit_row_list rows;
	struct audit_point_row_list points;
	size_t point; /* the next of points */
};

/* Remembers the first fault; false, to stop. */
static bool fault(struct check *c, enum audit_fault what, int64_t row, int64_t place)
{
	c->verdict.fault = what;
	c->verdict.row = row;
	c->verdict.place = place;
	return false;
}

static err_t read_page(struct tx *tx, void *ctx)
{
	struct check *c = ctx;
	int64_t after = c->verdict.rows;
	TRY(audit_links(tx, c->arena, after, PAGE, &c->links));
	TRY(audit_points(tx, c->arena, after, PAGE, &c->points));
	struct row_id *ids = arena_array(c->arena, struct row_id, c->links.len);
	for (size_t i = 0; i < c->links.len; i++)
		ids[i] = c->links.at[i].audit;
	return audit_rows(tx, c->arena, (struct id_list){ids, c->links.len}, &c->rows);
}

static int by_id(const void *id, const void *row)
{
	int64_t a = ((const struct row_id *)id)->n, b = ((const struct audit_row *)row)->id.n;
	return (a > b) - (a < b);
}

static bool check_link(struct check *c, const struct audit_link_row *link)
{
	int64_t id = link->audit.n, place = c->verdict.rows + 1;
	const struct audit_row *row =
		bsearch(&link->audit, c->rows.at, c->rows.len, sizeof(*c->rows.at), by_id);
	if (link->place != place)
		return fault(c, AUDIT_UNLINKED, 0, place);
	if (!row)
		return fault(c, AUDIT_REMOVED, id, place);
	struct digest hash = audit_chain_hash(c->arena, &c->verdict.hash, row);
	if (!str_eq(hash_str(&hash), link->hash))
		return fault(c, AUDIT_CHANGED, id, place);
	if (c->seen->place == place && !hash_eq(&hash, &c->seen->hash))
		return fault(c, AUDIT_CUT, id, place);
	c->verdict.rows = place;
	c->verdict.hash = hash;
	return true;
}

/* The point that signs for the places up to the present one, if there is one. */
static bool check_point(struct check *c)
{
	if (c->point == c->points.len || c->points.at[c->point].last != c->verdict.rows)
		return true;
	const struct audit_point_row *row = &c->points.at[c->point++];
	struct audit_point point = {row->first, row->last, row->at, c->verdict.hash};
	if (row->first != c->signed_until + 1)
		return fault(c, AUDIT_UNSIGNED, 0, c->signed_until + 1);
	if (!audit_point_verify(c->arena, c->key, &point, row->signature))
		return fault(c, AUDIT_SIGNATURE, 0, row->first);
	c->signed_until = row->last;
	c->verdict.sealed_at = row->at;
	c->verdict.points++;
	return true;
}

static bool check_page(struct check *c)
{
	c->point = 0;
	for (size_t i = 0; i < c->links.len; i++)
		if (!check_link(c, &c->links.at[i]) || !check_point(c))
			return false;
	return true;
}

/* Points beyond the last place say that there were more. */
static bool check_end(struct check *c)
{
	int64_t end = c->verdict.rows;
	if (c->points.len)
		return fault(c, AUDIT_UNLINKED, 0, end + 1);
	if (c->signed_until != end)
		return fault(c, AUDIT_UNSIGNED, 0, c->signed_until + 1);
	if (c->seen->place > end)
		return fault(c, AUDIT_CUT, 0, c->seen->place);
	return true;
}

static err_t check_outside(struct tx *tx, void *ctx)
{
	struct check *c = ctx;
	struct row_id stray, lost;
	TRY(audit_waiting_count(tx, &c->verdict.waiting));
	TRY(audit_lost(tx, &lost));
	TRY(audit_stray(tx, &stray));
	if (lost.n && (!stray.n || lost.n < stray.n))
		fault(c, AUDIT_REMOVED, lost.n, 0);
	else if (stray.n)
		fault(c, AUDIT_INSERTED, stray.n, 0);
	return NULL;
}

/* A page with nothing in it is the end. */
static err_t check_chain(struct db *db, struct check *c, bool *ret_sound)
{
	bool sound = true;
	do {
		arena_reset(c->arena);
		TRY(db_read(db, read_page, c));
		sound = c->links.len ? check_page(c) : check_end(c);
	} while (sound && c->links.len);
	*ret_sound = sound;
	return NULL;
}

err_t audit_check(struct db *db, const struct key *key, const struct audit_seen *seen,
	struct audit_verdict *ret_verdict)
{
	struct check c = {.arena = arena_new(), .key = key, .seen = seen};
	bool sound;
	err_t e = check_chain(db, &c, &sound);
	if (!e && sound)
		e = db_read(db, check_outside, &c);
	arena_free(c.arena);
	if (!e)
		*ret_verdict = c.verdict;
	return e;
}

const char *audit_fault_text(enum audit_fault fault)
{
	static const char *const texts[AUDIT_FAULTS] = {
		[AUDIT_SOUND] = "is right",
		[AUDIT_CHANGED] = "was changed or moved",
		[AUDIT_REMOVED] = "was removed",
		[AUDIT_INSERTED] = "was inserted beside the sealer",
		[AUDIT_UNLINKED] = "is missing from the chain",
		[AUDIT_UNSIGNED] = "is signed for by no point",
		[AUDIT_SIGNATURE] = "and on: not signed by this key",
		[AUDIT_CUT] = "is not the one that was seen",
	};
	return texts[fault];
}
