#include "base/vec.h"
#include "credential/rdfc_nodes.h"

#include <stdlib.h>

/* A related node under the hash of how it is related (4.7). */
struct related {
	uint8_t hash[SHA2_MOST];
	uint32_t node;
};

/* What one nested call works with. */
struct rdfc_level {
	VEC(struct related) related;
	VEC(uint32_t) permutation; /* indexes into a group of related */
	VEC(uint32_t) recursion, chosen_order;
	struct buf path, chosen_path, data;
};

struct call {
	struct rdfc_state *s;
	struct rdfc_level *level;
	unsigned depth;
};

static err_t hash_node(struct rdfc_state *s, uint32_t node, unsigned depth, uint8_t *ret_hash);

static err_t work(struct rdfc_state *s, size_t n)
{
	s->work += n;
	if (s->work > RDFC_WORK_MAX)
		return err_log(ERR_TOO_LARGE, "blank nodes too alike to tell apart (work > %d)",
			RDFC_WORK_MAX);
	return NULL;
}

void rdfc_issue_temporary(struct rdfc_state *s, uint32_t node)
{
	if (s->nodes[node].temporary)
		return;
	s->order[s->order_len++] = node;
	s->nodes[node].temporary = s->order_len;
}

void rdfc_forget_temporary(struct rdfc_state *s, uint32_t keep)
{
	while (s->order_len > keep)
		s->nodes[s->order[--s->order_len]].temporary = 0;
}

static void put_name(struct buf *b, const struct rdfc_node *n)
{
	if (n->canonical) {
		buf_put(b, n->name);
		return;
	}
	buf_lit(b, "_:b");
	buf_int(b, n->temporary - 1);
}

static void put_hex(struct buf *b, const uint8_t *bytes, size_t n)
{
	char *p = buf_room(b, n * 2);
	if (!p)
		return;
	for (size_t i = 0; i < n; i++) {
		*p++ = "0123456789abcdef"[bytes[i] >> 4];
		*p++ = "0123456789abcdef"[bytes[i] & 15];
	}
	b->len += n * 2;
}

/* Hash Related Blank Node (4.7). */
static void hash_related(const struct call *c, const struct rdf_quad *q, char position,
	const struct rdfc_node *related, uint8_t *ret_hash)
{
	struct buf *b = &c->level->data;
	b->len = 0;
	buf_putc(b, position);
	if (position != 'g')
		buf_put(b, rdf_text(c->s->dataset, q->predicate));
	if (related->canonical || related->temporary)
		put_name(b, related);
	else
		put_hex(b, related->hash, c->s->hash_len);
	sha2_of(c->s->sha, buf_str(b), ret_hash);
}

static err_t add_related(
	const struct call *c, uint32_t node, const struct rdf_quad *q, char position, rdf_term t)
{
	const struct rdfc_node *n = rdfc_node_of(c->s, t);
	if (!n || n == &c->s->nodes[node])
		return NULL;
	TRY(work(c->s, 1 + rdf_text(c->s->dataset, q->predicate).len / 256));
	struct related r = {.node = (uint32_t)(n - c->s->nodes)};
	hash_related(c, q, position, n, r.hash);
	vec_push(c->s->arena, &c->level->related, r);
	return buf_err(&c->level->data);
}

static err_t find_related(const struct call *c, uint32_t node)
{
	const struct rdfc_node *n = &c->s->nodes[node];
	c->level->related.len = 0;
	for (uint32_t i = n->from; i < n->to; i++) {
		const struct rdf_quad *q = &c->s->quads[c->s->mentions[i]];
		TRY(add_related(c, node, q, 's', q->subject));
		TRY(add_related(c, node, q, 'o', q->object));
		TRY(add_related(c, node, q, 'g', q->graph));
	}
	return NULL;
}

static int cmp_related(const void *a, const void *b, void *len)
{
	return memcmp(((const struct related *)a)->hash, ((const struct related *)b)->hash,
		*(const size_t *)len);
}

static void swap(uint32_t *a, uint32_t *b)
{
	uint32_t t = *a;
	*a = *b;
	*b = t;
}

/* The lexicographically next order of n different numbers; false after the last. */
static bool next_permutation(uint32_t *p, size_t n)
{
	size_t i = n - 1, j = n - 1;
	while (i && p[i - 1] >= p[i])
		i--;
	if (!i)
		return false;
	while (p[j] <= p[i - 1])
		j--;
	swap(&p[i - 1], &p[j]);
	for (j = n - 1; i < j; i++, j--)
		swap(&p[i], &p[j]);
	return true;
}

/* A path that is already behind the chosen one need not be followed. */
static bool hopeless(const struct rdfc_level *l)
{
	return l->chosen_path.len && l->path.len >= l->chosen_path.len &&
	       str_cmp(buf_str(&l->path), buf_str(&l->chosen_path)) > 0;
}

/* Names the group's nodes in the order of the permutation (step 5.4.4). */
static void name_group(const struct call *c, const struct related *group)
{
	struct rdfc_level *l = c->level;
	for (size_t i = 0; i < l->permutation.len; i++) {
		uint32_t node = group[l->permutation.at[i]].node;
		struct rdfc_node *n = &c->s->nodes[node];
		if (!n->canonical && !n->temporary) {
			vec_push(c->s->arena, &l->recursion, node);
			rdfc_issue_temporary(c->s, node);
		}
		put_name(&l->path, n);
	}
}

/* Follows one permutation (steps 5.4.1 to 5.4.6); leaves the path, and the names issued on it. */
static err_t follow(const struct call *c, const struct related *group, bool *ret_hopeless)
{
	struct rdfc_level *l = c->level;
	uint8_t hash[SHA2_MOST];
	l->path.len = 0;
	l->recursion.len = 0;
	TRY(work(c->s, l->permutation.len));
	name_group(c, group);
	bool lost = hopeless(l);
	for (size_t i = 0; i < l->recursion.len && !lost; i++) {
		uint32_t node = l->recursion.at[i];
		TRY(hash_node(c->s, node, c->depth + 1, hash));
		put_name(&l->path, &c->s->nodes[node]);
		buf_putc(&l->path, '<');
		put_hex(&l->path, hash, c->s->hash_len);
		buf_putc(&l->path, '>');
		lost = hopeless(l);
	}
	*ret_hopeless = lost;
	return buf_err(&l->path);
}

/* Keeps path and names when the path is the least so far (step 5.4.7). */
static err_t choose(const struct call *c, uint32_t named_before)
{
	struct rdfc_level *l = c->level;
	if (l->chosen_path.len && str_cmp(buf_str(&l->path), buf_str(&l->chosen_path)) >= 0)
		return NULL;
	TRY(work(c->s, (c->s->order_len - named_before) / 8));
	struct buf path = l->chosen_path;
	l->chosen_path = l->path;
	l->path = path;
	l->chosen_order.len = 0;
	for (uint32_t i = named_before; i < c->s->order_len; i++)
		vec_push(c->s->arena, &l->chosen_order, c->s->order[i]);
	return NULL;
}

/* Tries every order of a group of nodes with one hash; leaves the names of the least path. */
static err_t try_group(const struct call *c, const struct related *group, uint32_t n)
{
	struct rdfc_level *l = c->level;
	uint32_t named_before = c->s->order_len;
	bool lost;
	l->permutation.len = 0;
	l->chosen_path.len = 0;
	l->chosen_order.len = 0;
	for (uint32_t i = 0; i < n; i++)
		vec_push(c->s->arena, &l->permutation, i);
	do {
		TRY(follow(c, group, &lost));
		if (!lost)
			TRY(choose(c, named_before));
		rdfc_forget_temporary(c->s, named_before);
	} while (next_permutation(l->permutation.at, n));
	vec_each (uint32_t, node, &l->chosen_order)
		rdfc_issue_temporary(c->s, *node);
	return NULL;
}

static err_t hash_groups(const struct call *c, uint8_t *ret_hash)
{
	struct rdfc_level *l = c->level;
	size_t len = c->s->hash_len;
	struct buf *data = &l->data;
	data->len = 0;
	for (size_t i = 0, n; i < l->related.len; i += n) {
		const struct related *group = &l->related.at[i];
		for (n = 1; i + n < l->related.len && memcmp(group->hash, group[n].hash, len) == 0;)
			n++;
		put_hex(data, group->hash, len);
		TRY(try_group(c, group, (uint32_t)n));
		buf_put(data, buf_str(&l->chosen_path));
	}
	TRY(buf_err(data));
	sha2_of(c->s->sha, buf_str(data), ret_hash);
	return NULL;
}

static struct rdfc_level *level_at(struct rdfc_state *s, unsigned depth)
{
	struct rdfc_level **levels = s->levels;
	if (levels[depth])
		return levels[depth];
	struct rdfc_level *l = levels[depth] = arena_make(s->arena, struct rdfc_level);
	buf_init(&l->path, s->arena, 256, RDFC_TEXT_MAX);
	buf_init(&l->chosen_path, s->arena, 256, RDFC_TEXT_MAX);
	buf_init(&l->data, s->arena, 512, RDFC_TEXT_MAX);
	return l;
}

static err_t hash_node(struct rdfc_state *s, uint32_t node, unsigned depth, uint8_t *ret_hash)
{
	if (depth == RDFC_DEPTH_MAX)
		return err_log(
			ERR_TOO_LARGE, "blank nodes too alike to tell apart (%u deep)", depth);
	struct call c = {s, level_at(s, depth), depth};
	TRY(work(s, 1));
	TRY(find_related(&c, node));
	if (c.level->related.len)
		qsort_r(c.level->related.at, c.level->related.len, sizeof(struct related),
			cmp_related, &s->hash_len);
	return hash_groups(&c, ret_hash);
}

err_t rdfc_hash_ndegree(struct rdfc_state *s, uint32_t node, uint8_t *ret_hash)
{
	return hash_node(s, node, 0, ret_hash);
}
