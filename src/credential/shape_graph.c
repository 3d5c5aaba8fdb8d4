#include "credential/shape_graph.h"

#include "base/arena.h"
#include "base/buf.h"

#include <string.h>

#define NODES_MOST 64
#define LINES_MOST 512
#define NAME_ROOM sizeof("_:c14n63")

/* A term that is a gap's text, between quotes or angle brackets. */
struct gap_term {
	rdf_term term;
	size_t gap;
	struct str after; /* "\"^^<datatype>"; of an IRI ">" */
	bool iri;
};

struct node {
	rdf_term term;
	const uint32_t *quads; /* that mention it, last seen in this order */
	uint32_t quads_len;
	bool varies; /* a gap's term is in one of its quads */
	uint8_t hash[SHA2_MOST];
};

struct shape_graph {
	struct sha2 *sha;
	struct str *texts; /* by term: as it stands in a line */
	const struct rdf_quad *quads;
	size_t quads_len;
	struct gap_term *gap_terms;
	size_t gap_terms_len;
	struct node *nodes;
	uint32_t nodes_len;
	uint32_t *node_order; /* by hash, as last time */
	uint32_t *line_order; /* as last time: most often the same again */
	char (*names)[NAME_ROOM];
};

static char *put(char *p, struct str s)
{
	memcpy(p, s.p, s.len);
	return p + s.len;
}

static bool is_gap(const struct shape_graph *g, rdf_term t)
{
	for (size_t i = 0; i < g->gap_terms_len; i++)
		if (g->gap_terms[i].term == t)
			return true;
	return false;
}

/* Whether text is the mark within its delimiters; what follows the mark goes to *ret_after. */
static bool is_mark(struct str text, struct str mark, struct str *ret_after)
{
	if (text.len < mark.len + 2 || !str_eq(str_sub(text, 1, mark.len), mark) ||
		(text.p[mark.len + 1] != '"' && text.p[mark.len + 1] != '>'))
		return false;
	*ret_after = str_from(text, mark.len + 1);
	return true;
}

static bool find_gaps(struct arena *a, struct shape_graph *g, const struct rdf_dataset *d,
	const struct shape_gap *gaps, size_t gaps_len)
{
	size_t terms = rdf_terms(d);
	g->gap_terms = arena_array(a, struct gap_term, terms);
	for (size_t i = 0; i < gaps_len; i++) {
		size_t before = g->gap_terms_len;
		for (rdf_term t = 1; t <= terms; t++) {
			struct gap_term x = {t, i, STR_NONE, rdf_kind(d, t) == RDF_IRI};
			if (is_mark(rdf_text(d, t), gaps[i].mark, &x.after))
				g->gap_terms[g->gap_terms_len++] = x;
		}
		if (g->gap_terms_len == before)
			return false;
	}
	return true;
}

static bool mentions(const struct rdf_quad *q, rdf_term t)
{
	return q->subject == t || q->object == t || q->graph == t;
}

static void add_node(struct arena *a, struct shape_graph *g, rdf_term t)
{
	struct node *n = &g->nodes[g->nodes_len];
	uint32_t *quads = arena_array(a, uint32_t, g->quads_len);
	for (uint32_t i = 0; i < g->quads_len; i++) {
		const struct rdf_quad *q = &g->quads[i];
		if (!mentions(q, t))
			continue;
		quads[n->quads_len++] = i;
		n->varies = n->varies || is_gap(g, q->subject) || is_gap(g, q->object) ||
			    is_gap(g, q->graph);
	}
	n->term = t;
	n->quads = quads;
	g->node_order[g->nodes_len] = g->nodes_len;
	g->nodes_len++;
}

static struct str name_in(const struct shape_graph *g, const struct node *n, rdf_term t)
{
	if (t == n->term)
		return STR("_:a");
	return g->texts[t].p && g->texts[t].p[0] == '_' ? STR("_:z") : g->texts[t];
}

/* The terms of a line; a graph that is none has no p. */
struct line {
	struct str subject, predicate, object, graph;
};

static size_t line_len(const struct line *l)
{
	return l->subject.len + l->predicate.len + l->object.len + l->graph.len + sizeof("    .\n");
}

static char *put_line(char *p, const struct line *l)
{
	p = put(p, l->subject);
	*p++ = ' ';
	p = put(p, l->predicate);
	*p++ = ' ';
	p = put(p, l->object);
	if (l->graph.p) {
		*p++ = ' ';
		p = put(p, l->graph);
	}
	return put(p, STR(" .\n"));
}

/* Sorts lines that most often are sorted already; false when two are the same. */
static bool sort(struct str *lines, uint32_t *order, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct str line = lines[i];
		uint32_t number = order[i];
		size_t k = i;
		int c = -1;
		while (k && (c = str_cmp(line, lines[k - 1])) < 0) {
			lines[k] = lines[k - 1];
			order[k] = order[k - 1];
			k--;
		}
		if (k && !c)
			return false;
		lines[k] = line;
		order[k] = number;
	}
	return true;
}

/* The lines by number, written one after another in that order. */
static char *write_lines(const struct shape_graph *g, struct arena *scratch, const struct node *n,
	const uint32_t *order, size_t len, struct str *ret_lines)
{
	struct line *parts = arena_array(scratch, struct line, len);
	size_t room = 0;
	for (size_t i = 0; i < len; i++) {
		const struct rdf_quad *q = &g->quads[order[i]];
		struct str graph = q->graph ? g->texts[q->graph] : STR_NONE;
		parts[i] = (struct line){
			g->texts[q->subject], g->texts[q->predicate], g->texts[q->object], graph};
		if (n) {
			parts[i].subject = name_in(g, n, q->subject);
			parts[i].object = name_in(g, n, q->object);
			parts[i].graph = q->graph ? name_in(g, n, q->graph) : STR_NONE;
		}
		room += line_len(&parts[i]);
	}
	char *start = arena_bytes(scratch, room), *p = start;
	for (size_t i = 0; i < len; i++) {
		char *end = put_line(p, &parts[i]);
		ret_lines[i] = (struct str){p, (size_t)(end - p)};
		p = end;
	}
	return start;
}

/* Lines in canonical order, as one text; order is kept for the next time. */
static bool write_sorted(const struct shape_graph *g, struct arena *scratch, const struct node *n,
	uint32_t *order, size_t len, struct str *ret_text)
{
	struct str *lines = arena_array(scratch, struct str, len + 1);
	char *start = write_lines(g, scratch, n, order, len, lines);
	size_t size = 0;
	bool sorted = true;
	for (size_t i = 0; i < len; i++) {
		size += lines[i].len;
		sorted = sorted && (!i || str_cmp(lines[i - 1], lines[i]) < 0);
	}
	if (!sorted) {
		if (!sort(lines, order, len))
			return false;
		char *p = start = arena_bytes(scratch, size);
		for (size_t i = 0; i < len; i++)
			p = put(p, lines[i]);
	}
	*ret_text = (struct str){start, size};
	return true;
}

/* Hash First Degree Quads (4.6). */
static bool hash_node(struct shape_graph *g, struct arena *scratch, struct node *n)
{
	struct str text;
	if (!write_sorted(g, scratch, n, (uint32_t *)(uintptr_t)n->quads, n->quads_len, &text))
		return false;
	sha2_of(g->sha, text, n->hash);
	return true;
}

/* Names the blank nodes in the order of their hashes; false when two are alike. */
static bool name_nodes(struct shape_graph *g)
{
	struct str hashes[NODES_MOST];
	for (uint32_t i = 0; i < g->nodes_len; i++)
		hashes[i] = (struct str){
			(const char *)g->nodes[g->node_order[i]].hash, sha2_len(g->sha)};
	if (!sort(hashes, g->node_order, g->nodes_len))
		return false;
	for (uint32_t i = 0; i < g->nodes_len; i++)
		g->texts[g->nodes[g->node_order[i]].term] = str_of(g->names[i]);
	return true;
}

static void fill_gap(
	struct shape_graph *g, struct arena *scratch, const struct gap_term *t, struct str text)
{
	struct buf out;
	buf_init(&out, scratch, text.len + text.len / 8 + t->after.len + 2, SIZE_MAX / 4);
	if (t->iri) {
		buf_putc(&out, '<');
		buf_put(&out, text);
	} else {
		rdf_write_value(&out, text);
		out.len--; /* the quote is in after */
	}
	buf_put(&out, t->after);
	g->texts[t->term] = buf_str(&out);
}

bool shape_graph_write(struct shape_graph *g, struct arena *scratch, const struct str *texts,
	struct str *ret_nquads)
{
	for (size_t i = 0; i < g->gap_terms_len; i++)
		fill_gap(g, scratch, &g->gap_terms[i], texts[g->gap_terms[i].gap]);
	for (uint32_t i = 0; i < g->nodes_len; i++)
		if (g->nodes[i].varies && !hash_node(g, scratch, &g->nodes[i]))
			return false;
	return name_nodes(g) &&
	       write_sorted(g, scratch, NULL, g->line_order, g->quads_len, ret_nquads);
}

static void init(struct arena *a, struct shape_graph *g, const struct rdf_dataset *d)
{
	size_t terms = rdf_terms(d);
	g->texts = arena_array(a, struct str, terms + 1);
	g->line_order = arena_array(a, uint32_t, g->quads_len);
	g->nodes = arena_array(a, struct node, NODES_MOST);
	g->node_order = arena_array(a, uint32_t, NODES_MOST);
	g->names = arena_alloc(a, NODES_MOST * NAME_ROOM);
	for (rdf_term t = 1; t <= terms; t++)
		g->texts[t] = rdf_text(d, t);
	for (uint32_t i = 0; i < g->quads_len; i++)
		g->line_order[i] = i;
	for (unsigned i = 0; i < NODES_MOST; i++) {
		struct str name = str_fmt(a, "_:c14n%u", i);
		memcpy(g->names[i], name.p, name.len);
	}
}

struct shape_graph *shape_graph_new(struct arena *a, const struct rdf_dataset *d,
	const struct shape_gap *gaps, size_t gaps_len, struct sha2 *sha)
{
	struct shape_graph *g = arena_make(a, struct shape_graph);
	g->sha = sha;
	g->quads = rdf_quads(d, &g->quads_len);
	if (g->quads_len > LINES_MOST)
		return NULL;
	init(a, g, d);
	if (!find_gaps(a, g, d, gaps, gaps_len))
		return NULL;
	for (rdf_term t = 1; t <= rdf_terms(d); t++) {
		if (rdf_kind(d, t) != RDF_BLANK)
			continue;
		if (g->nodes_len == NODES_MOST)
			return NULL;
		add_node(a, g, t);
		if (!hash_node(g, a, &g->nodes[g->nodes_len - 1]))
			return NULL;
	}
	return g;
}
