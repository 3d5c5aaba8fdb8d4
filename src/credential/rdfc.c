#include "credential/rdfc.h"

#include "base/buf.h"
#include "credential/rdfc_nodes.h"

/* Runs this short are sorted by insertion. */
#define RUN 8

static int cmp_lines(const struct str *a, const struct str *b)
{
	size_t len = a->len < b->len ? a->len : b->len;
	int order = memcmp(a->p, b->p, len);
	return order ? order : (a->len > b->len) - (a->len < b->len);
}

static void sort_run(struct str *lines, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct str line = lines[i];
		size_t j = i;
		for (; j && cmp_lines(&line, &lines[j - 1]) < 0; j--)
			lines[j] = lines[j - 1];
		lines[j] = line;
	}
}

/* b stands at the end of where to leads: what is left of it is in place. */
static void merge(struct str *to, const struct str *a, size_t na, const struct str *b, size_t nb)
{
	while (na && nb) {
		bool second = cmp_lines(b, a) < 0;
		*to++ = second ? *b++ : *a++;
		na -= !second;
		nb -= second;
	}
	memcpy(to, a, na * sizeof(*to));
}

/* Code point order, which is byte order in UTF-8; spare has room for n lines. */
static void sort_lines(struct str *lines, struct str *spare, size_t n)
{
	if (n <= RUN) {
		sort_run(lines, n);
		return;
	}
	size_t half = n / 2;
	sort_lines(lines, spare, half);
	sort_lines(lines + half, spare, n - half);
	memcpy(spare, lines, half * sizeof(*lines));
	merge(lines, spare, half, lines + half, n - half);
}

struct lines {
	struct str *at, *spare;
	char *text; /* where the next line goes */
	size_t len;
};

static char *put(char *p, struct str s)
{
	memcpy(p, s.p, s.len);
	return p + s.len;
}

/* Bytes of a quad's line, names of blank nodes apart. */
static size_t line_room(const struct rdf_dataset *d, const struct rdf_quad *q)
{
	size_t names = 3 * sizeof("_:c14n4294967295");
	return rdf_text(d, q->subject).len + rdf_text(d, q->predicate).len +
	       rdf_text(d, q->object).len + (q->graph ? rdf_text(d, q->graph).len : 0) + names +
	       sizeof("    .\n");
}

/* The name of a blank node as the quads of node see it (4.6), or as it is issued (node NULL). */
static struct str name_for(const struct rdfc_state *s, const struct rdfc_node *node, rdf_term t)
{
	const struct rdfc_node *n = rdfc_node_of(s, t);
	if (!n)
		return rdf_text(s->dataset, t);
	if (!node)
		return n->name;
	return n == node ? STR("_:a") : STR("_:z");
}

static void add_line(const struct rdfc_state *s, struct lines *lines, const struct rdf_quad *q,
	const struct rdfc_node *node)
{
	char *p = lines->text;
	p = put(p, name_for(s, node, q->subject));
	*p++ = ' ';
	p = put(p, rdf_text(s->dataset, q->predicate));
	*p++ = ' ';
	p = put(p, name_for(s, node, q->object));
	if (q->graph) {
		*p++ = ' ';
		p = put(p, name_for(s, node, q->graph));
	}
	p = put(p, STR(" .\n"));
	lines->at[lines->len++] = (struct str){lines->text, (size_t)(p - lines->text)};
	lines->text = p;
}

/* Hash First Degree Quads (4.6). */
static void hash_first_degree(struct rdfc_state *s, struct lines lines, struct rdfc_node *n)
{
	for (uint32_t i = n->from; i < n->to; i++)
		add_line(s, &lines, &s->quads[s->mentions[i]], n);
	sort_lines(lines.at, lines.spare, lines.len);
	sha2_begin(s->sha);
	for (size_t i = 0; i < lines.len; i++)
		sha2_add(s->sha, lines.at[i]);
	sha2_end(s->sha, n->hash);
}

/* The nodes of a quad, each once. */
static size_t quad_nodes(
	const struct rdfc_state *s, const struct rdf_quad *q, uint32_t ret_nodes[3])
{
	uint32_t subject = s->node_of[q->subject], object = s->node_of[q->object];
	uint32_t graph = q->graph ? s->node_of[q->graph] : 0;
	size_t n = 0;
	if (subject)
		ret_nodes[n++] = subject - 1;
	if (object && object != subject)
		ret_nodes[n++] = object - 1;
	if (graph && graph != subject && graph != object)
		ret_nodes[n++] = graph - 1;
	return n;
}

static void find_nodes(struct rdfc_state *s)
{
	size_t terms = rdf_terms(s->dataset);
	s->node_of = arena_array(s->arena, uint32_t, terms + 1);
	for (rdf_term t = 1; t <= terms; t++)
		if (rdf_kind(s->dataset, t) == RDF_BLANK)
			s->node_of[t] = ++s->nodes_len;
	s->nodes = arena_array(s->arena, struct rdfc_node, s->nodes_len);
	for (rdf_term t = 1; t <= terms; t++)
		if (s->node_of[t])
			s->nodes[s->node_of[t] - 1].term = t;
}

/* Which quads mention which node: counted first, then filled in. */
static void find_mentions(struct rdfc_state *s)
{
	uint32_t nodes[3], at = 0;
	for (size_t i = 0; i < s->quads_len; i++)
		for (size_t n = quad_nodes(s, &s->quads[i], nodes); n--;)
			s->nodes[nodes[n]].to++;
	for (uint32_t i = 0; i < s->nodes_len; i++) {
		struct rdfc_node *n = &s->nodes[i];
		uint32_t count = n->to;
		n->from = n->to = at;
		at += count;
	}
	s->mentions = arena_array(s->arena, uint32_t, at);
	for (size_t i = 0; i < s->quads_len; i++)
		for (size_t n = quad_nodes(s, &s->quads[i], nodes); n--;)
			s->mentions[s->nodes[nodes[n]].to++] = (uint32_t)i;
}

static char *put_number(char *p, uint32_t v)
{
	char digits[10];
	size_t n = 0;
	do
		digits[n++] = (char)('0' + v % 10);
	while (v /= 10);
	while (n)
		*p++ = digits[--n];
	return p;
}

void rdfc_issue(struct rdfc_state *s, struct rdfc_node *n)
{
	char *name = arena_bytes(s->arena, sizeof("_:c14n4294967295"));
	char *end = put_number(put(name, STR("_:c14n")), s->issued);
	n->name = (struct str){name, (size_t)(end - name)};
	n->canonical = ++s->issued;
}

/* Nodes by hash: a list of (hash, node) sorted with the lines' sort. */
struct ranked {
	struct str *hashes; /* each points at a node's hash */
	size_t len;
};

static struct rdfc_node *node_at(const struct rdfc_state *s, struct str hash)
{
	const char *first = (const char *)s->nodes[0].hash;
	return &s->nodes[(size_t)(hash.p - first) / sizeof(s->nodes[0])];
}

/* Length of the run of equal hashes that starts at i. */
static size_t alike(const struct ranked *r, size_t i)
{
	size_t n = 1;
	while (i + n < r->len && str_eq(r->hashes[i], r->hashes[i + n]))
		n++;
	return n;
}

struct tried {
	uint8_t hash[SHA2_MOST];
	uint32_t *order; /* the nodes its issuer named */
	uint32_t order_len;
};

/* Hash N-Degree Quads for each of n alike nodes, then names in the order of results (5.3, 5.4). */
static err_t tell_apart(struct rdfc_state *s, const struct str *hashes, size_t n, struct arena *a)
{
	struct tried *tried = arena_array(a, struct tried, n);
	struct str *ranked = arena_array(a, struct str, n * 2);
	size_t len = 0;
	for (size_t i = 0; i < n; i++) {
		struct rdfc_node *node = node_at(s, hashes[i]);
		if (node->canonical)
			continue;
		struct tried *t = &tried[len];
		rdfc_forget_temporary(s, 0);
		rdfc_issue_temporary(s, (uint32_t)(node - s->nodes));
		TRY(rdfc_hash_ndegree(s, (uint32_t)(node - s->nodes), t->hash));
		t->order = arena_array(a, uint32_t, s->order_len);
		t->order_len = s->order_len;
		memcpy(t->order, s->order, s->order_len * sizeof(*t->order));
		ranked[len++] = (struct str){(const char *)t->hash, s->hash_len};
	}
	rdfc_forget_temporary(s, 0);
	sort_lines(ranked, ranked + n, len);
	for (size_t i = 0; i < len; i++) {
		const struct tried *t =
			&tried[(size_t)(ranked[i].p - (const char *)tried->hash) / sizeof(*tried)];
		for (uint32_t k = 0; k < t->order_len; k++)
			if (!s->nodes[t->order[k]].canonical)
				rdfc_issue(s, &s->nodes[t->order[k]]);
	}
	return NULL;
}

/* Steps 4 and 5 of the algorithm (4.4.3). */
static err_t name_nodes(struct rdfc_state *s, const struct ranked *r)
{
	bool all = true;
	for (size_t i = 0, n; i < r->len; i += n) {
		n = alike(r, i);
		if (n == 1)
			rdfc_issue(s, node_at(s, r->hashes[i]));
		all = all && n == 1;
	}
	if (all)
		return NULL;
	s->order = arena_array(s->arena, uint32_t, s->nodes_len);
	s->levels = arena_array(s->arena, struct rdfc_level *, RDFC_DEPTH_MAX);
	for (size_t i = 0, n; i < r->len; i += n) {
		n = alike(r, i);
		if (n > 1)
			TRY(tell_apart(s, &r->hashes[i], n, s->arena));
	}
	return NULL;
}

static err_t rank(struct rdfc_state *s, struct lines lines)
{
	struct ranked r = {arena_array(s->arena, struct str, s->nodes_len * 2), 0};
	for (uint32_t i = 0; i < s->nodes_len; i++) {
		struct rdfc_node *n = &s->nodes[i];
		if (n->from == n->to)
			continue;
		hash_first_degree(s, lines, n);
		r.hashes[r.len++] = (struct str){(const char *)n->hash, s->hash_len};
	}
	sort_lines(r.hashes, r.hashes + s->nodes_len, r.len);
	return name_nodes(s, &r);
}

static err_t lines_init(const struct rdfc_state *s, struct lines *ret_lines)
{
	size_t room = 0;
	for (size_t i = 0; i < s->quads_len; i++)
		room += line_room(s->dataset, &s->quads[i]);
	if (room > RDFC_TEXT_MAX)
		return err_log(ERR_TOO_LARGE, "canonical N-Quads past %u bytes", RDFC_TEXT_MAX);
	struct str *at = arena_array(s->arena, struct str, s->quads_len * 2);
	*ret_lines = (struct lines){
		.at = at, .spare = at + s->quads_len, .text = arena_bytes(s->arena, room)};
	return NULL;
}

static struct str join(struct arena *a, const struct lines *lines, const char *start)
{
	size_t len = (size_t)(lines->text - start);
	char *text = arena_bytes(a, len), *p = text;
	for (size_t i = 0; i < lines->len; i++)
		p = put(p, lines->at[i]);
	return (struct str){text, len};
}

static struct str write(const struct rdfc_state *s, struct lines lines)
{
	const char *start = lines.text;
	for (size_t i = 0; i < s->quads_len; i++)
		add_line(s, &lines, &s->quads[i], NULL);
	sort_lines(lines.at, lines.spare, lines.len);
	return join(s->arena, &lines, start);
}

static void list_names(const struct rdfc_state *s, struct rdfc *r)
{
	r->names = arena_array(s->arena, struct rdfc_name, s->issued);
	for (uint32_t i = 0; i < s->nodes_len; i++)
		if (s->nodes[i].canonical)
			r->names[r->names_len++] =
				(struct rdfc_name){s->nodes[i].term, s->nodes[i].name};
}

err_t rdfc(struct arena *a, const struct rdf_dataset *d, struct sha2 *sha, struct rdfc *ret_result)
{
	struct rdfc_state s = {.arena = a, .dataset = d, .sha = sha, .hash_len = sha2_len(sha)};
	struct lines lines;
	s.quads = rdf_quads(d, &s.quads_len);
	TRY(lines_init(&s, &lines));
	find_nodes(&s);
	find_mentions(&s);
	TRY(rank(&s, lines));
	struct rdfc r = {.nquads = write(&s, lines), .work = s.work};
	list_names(&s, &r);
	*ret_result = r;
	return NULL;
}
