#include "i18n/plural.h"

#include "i18n/lang.h"

#define DEPTH_MAX 32

enum op { NUMBER, N, NOT, MUL, DIV, MOD, ADD, SUB, LT, GT, LE, GE, EQ, NE, AND, OR, CHOOSE };

/* Binary operators; a longer sign stands before a shorter one that starts it. */
static const struct {
	struct str sign;
	enum op op;
	int rank; /* a higher one binds tighter */
} binary[] = {
	{{"||", 2}, OR, 1},
	{{"&&", 2}, AND, 2},
	{{"==", 2}, EQ, 3},
	{{"!=", 2}, NE, 3},
	{{"<=", 2}, LE, 4},
	{{">=", 2}, GE, 4},
	{{"<", 1}, LT, 4},
	{{">", 1}, GT, 4},
	{{"+", 1}, ADD, 5},
	{{"-", 1}, SUB, 5},
	{{"*", 1}, MUL, 6},
	{{"/", 1}, DIV, 6},
	{{"%", 1}, MOD, 6},
};

struct parser {
	struct str rest;
	unsigned depth;
	struct plural *out;
};

static err_t wrong(const char *what)
{
	return err_log(ERR_INVALID, "plural rule: %s", what);
}

static bool take(struct parser *p, struct str sign)
{
	p->rest = str_trim(p->rest);
	if (!str_starts(p->rest, sign))
		return false;
	p->rest = str_from(p->rest, sign.len);
	return true;
}

static err_t take_number(struct parser *p, uint32_t *ret_value)
{
	p->rest = str_trim(p->rest);
	size_t len = 0;
	uint32_t value = 0;
	while (len < p->rest.len && p->rest.p[len] >= '0' && p->rest.p[len] <= '9' && len < 8)
		value = value * 10 + (uint32_t)(p->rest.p[len++] - '0');
	if (!len)
		return wrong("number expected");
	p->rest = str_from(p->rest, len);
	*ret_value = value;
	return NULL;
}

static err_t add(struct parser *p, struct plural_node node, uint8_t *ret_node)
{
	if (p->out->len == PLURAL_NODES)
		return wrong("too long");
	p->out->nodes[p->out->len] = node;
	*ret_node = p->out->len++;
	return NULL;
}

static err_t parse_choice(struct parser *p, uint8_t *ret_node);

static err_t parse_operand(struct parser *p, uint8_t *ret_node)
{
	if (p->depth == DEPTH_MAX)
		return wrong("too deep");
	struct plural_node node = {.op = N};
	if (take(p, STR("n")))
		return add(p, node, ret_node);
	if (take(p, STR("!"))) {
		node.op = NOT;
		p->depth++;
		TRY(parse_operand(p, &node.child[0]));
		p->depth--;
		return add(p, node, ret_node);
	}
	if (take(p, STR("("))) {
		TRY(parse_choice(p, ret_node));
		return take(p, STR(")")) ? NULL : wrong("\")\" expected");
	}
	node.op = NUMBER;
	TRY(take_number(p, &node.value));
	return add(p, node, ret_node);
}

/* Takes a binary operator of at least that rank; its index in binary[], or -1. */
static int take_operator(struct parser *p, int rank)
{
	p->rest = str_trim(p->rest);
	for (size_t i = 0; i < sizeof(binary) / sizeof(*binary); i++)
		if (str_starts(p->rest, binary[i].sign)) {
			if (binary[i].rank < rank)
				return -1;
			p->rest = str_from(p->rest, binary[i].sign.len);
			return (int)i;
		}
	return -1;
}

static err_t parse_binary(struct parser *p, int rank, uint8_t *ret_node)
{
	uint8_t left;
	TRY(parse_operand(p, &left));
	for (int i; (i = take_operator(p, rank)) >= 0;) {
		struct plural_node node = {.op = (uint8_t)binary[i].op, .child = {left}};
		TRY(parse_binary(p, binary[i].rank + 1, &node.child[1]));
		TRY(add(p, node, &left));
	}
	*ret_node = left;
	return NULL;
}

static err_t parse_choice(struct parser *p, uint8_t *ret_node)
{
	if (p->depth++ == DEPTH_MAX)
		return wrong("too deep");
	struct plural_node node = {.op = CHOOSE};
	TRY(parse_binary(p, 1, &node.child[0]));
	*ret_node = node.child[0];
	if (take(p, STR("?"))) {
		TRY(parse_choice(p, &node.child[1]));
		if (!take(p, STR(":")))
			return wrong("\":\" expected");
		TRY(parse_choice(p, &node.child[2]));
		TRY(add(p, node, ret_node));
	}
	p->depth--;
	return NULL;
}

err_t plural_parse(struct str rule, struct plural *ret_plural)
{
	struct plural out = {0};
	struct parser p = {.rest = rule, .out = &out};
	if (!take(&p, STR("nplurals")) || !take(&p, STR("=")))
		return wrong("\"nplurals=\" expected");
	uint32_t forms;
	TRY(take_number(&p, &forms));
	if (forms < 1 || forms > LANG_FORMS)
		return wrong("number of forms");
	out.forms = forms;
	if (!take(&p, STR(";")) || !take(&p, STR("plural")) || !take(&p, STR("=")))
		return wrong("\"plural=\" expected");
	TRY(parse_choice(&p, &out.root));
	if (!take(&p, STR(";")) || str_trim(p.rest).len)
		return wrong("\";\" expected at the end");
	*ret_plural = out;
	return NULL;
}

static uint64_t apply(enum op op, uint64_t a, uint64_t b)
{
	switch (op) {
	case MUL:
		return a * b;
	case DIV:
		return b ? a / b : 0;
	case MOD:
		return b ? a % b : 0;
	case ADD:
		return a + b;
	case SUB:
		return a - b;
	case LT:
		return a < b;
	case GT:
		return a > b;
	case LE:
		return a <= b;
	case GE:
		return a >= b;
	case EQ:
		return a == b;
	case NE:
		return a != b;
	case AND:
		return a && b;
	default:
		return a || b;
	}
}

/* Ends: a child stands before its parent, and the parser bounds how deep they go. */
static uint64_t value_of(const struct plural *p, uint8_t at, uint64_t n)
{
	const struct plural_node *node = &p->nodes[at];
	switch (node->op) {
	case NUMBER:
		return node->value;
	case N:
		return n;
	case NOT:
		return !value_of(p, node->child[0], n);
	case CHOOSE:
		return value_of(p, node->child[value_of(p, node->child[0], n) ? 1 : 2], n);
	default:
		return apply((enum op)node->op, value_of(p, node->child[0], n),
			value_of(p, node->child[1], n));
	}
}

unsigned plural_form(const struct plural *p, uint64_t n)
{
	uint64_t form = value_of(p, p->root, n);
	return form < p->forms ? (unsigned)form : 0;
}
