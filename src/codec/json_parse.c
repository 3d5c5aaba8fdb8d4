#include "codec/json.h"

#include "base/arena.h"
#include "codec/swar.h"

#include <string.h>

const struct json_limits json_limits_default = {.bytes = 1u << 20, .depth = 64, .values = 100000};

/* Objects of more members look for duplicates with a hash table instead of one by one. */
#define MEMBERS_FEW 16

struct parser {
	struct arena *arena;
	struct arena *scratch; /* made when the fields below outgrow the first_ ones */
	const char *start, *at, *end;
	unsigned depth_left;
	size_t values_left;
	struct json_member *open; /* items and members of what is not closed yet */
	size_t open_len, open_cap;
	uint32_t *table; /* 1 + index of a member, 0 is free */
	size_t table_cap;
	struct json_member first_open[32];
};

static err_t refuse(const struct parser *p, const char *what)
{
	return err_log(ERR_INVALID, "JSON: %s at byte %zu", what, (size_t)(p->at - p->start));
}

static char peek(const struct parser *p)
{
	return p->at < p->end ? *p->at : '\0';
}

static void skip_space(struct parser *p)
{
	while (p->at < p->end &&
		(*p->at == ' ' || *p->at == '\n' || *p->at == '\r' || *p->at == '\t'))
		p->at++;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct arena *scratch(struct parser *p)
{
	if (!p->scratch)
		p->scratch = arena_child(p->arena);
	return p->scratch;
}

static void push(struct parser *p, struct str name, const struct json *value)
{
	if (p->open_len == p->open_cap) {
		size_t size = mem_mul(p->open_cap, sizeof(*p->open));
		char *grown = arena_bytes(scratch(p), mem_mul(size, 2));
		memcpy(grown, p->open, size);
		p->open = (struct json_member *)(void *)grown;
		p->open_cap *= 2;
	}
	p->open[p->open_len++] = (struct json_member){name, *value};
}

/* Moves past what may stand in a string as it is; *io_wide gets the high bits of it all. */
static void skip_plain(struct parser *p, uint64_t *io_wide)
{
	for (; p->end - p->at >= 8; p->at += 8) {
		uint64_t w = swar_load(p->at), mark = swar_json_mark(w);
		if (mark) {
			unsigned n = swar_first(mark);
			*io_wide |= w & ((UINT64_C(1) << 8 * n) - 1);
			p->at += n;
			return;
		}
		*io_wide |= w;
	}
	for (; p->at < p->end; p->at++) {
		uint8_t c = (uint8_t)*p->at;
		if (c < 0x20 || c == '"' || c == '\\')
			return;
		*io_wide |= c;
	}
}

/* Moves to the closing quote of a string, judging its bytes; escapes are only stepped over. */
static err_t find_quote(struct parser *p, bool *ret_escaped, bool *ret_wide)
{
	bool escaped = false;
	uint64_t wide = 0;
	for (;;) {
		skip_plain(p, &wide);
		if (peek(p) == '"')
			break;
		if (peek(p) != '\\')
			return refuse(p, "control character or end in a string");
		escaped = true;
		p->at += p->end - p->at < 2 ? 1 : 2;
	}
	*ret_escaped = escaped;
	*ret_wide = (wide & SWAR_HIGH) != 0;
	return NULL;
}

static bool hex4(const char *p, const char *end, uint32_t *ret_code)
{
	uint32_t code = 0;
	if (end - p < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		char c = p[i], letter = (char)(c | 0x20);
		if (is_digit(c))
			code = code << 4 | (uint32_t)(c - '0');
		else if (letter >= 'a' && letter <= 'f')
			code = code << 4 | (uint32_t)(letter - 'a' + 10);
		else
			return false;
	}
	*ret_code = code;
	return true;
}

/* The code point of \uXXXX or of a surrogate pair of them; io_at is past the first "\u". */
static bool unicode_escape(const char **io_at, const char *end, uint32_t *ret_code)
{
	const char *p = *io_at;
	uint32_t code, low;
	if (!hex4(p, end, &code) || (code >= 0xdc00 && code <= 0xdfff))
		return false;
	p += 4;
	if (code >= 0xd800 && code <= 0xdbff) {
		if (end - p < 6 || p[0] != '\\' || p[1] != 'u' || !hex4(p + 2, end, &low) ||
			low < 0xdc00 || low > 0xdfff)
			return false;
		code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
		p += 6;
	}
	*io_at = p;
	*ret_code = code;
	return true;
}

static bool short_escape(char letter, char *ret_c)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *hit = letter ? strchr(from, letter) : NULL;
	if (hit)
		*ret_c = to[hit - from];
	return hit != NULL;
}

/* raw without its escapes; they only ever shrink. */
static err_t unescape(struct parser *p, struct str raw, struct str *ret_text)
{
	char *text = arena_bytes(p->arena, raw.len), *to = text;
	const char *at = raw.p, *end = raw.p + raw.len;
	while (at < end) {
		const char *slash = memchr(at, '\\', (size_t)(end - at));
		size_t run = (size_t)((slash ? slash : end) - at);
		memcpy(to, at, run);
		to += run;
		if (!slash)
			break;
		at = slash + 2;
		uint32_t code;
		if (short_escape(slash[1], to)) {
			to++;
		} else if (slash[1] == 'u' && unicode_escape(&at, end, &code)) {
			char bytes[4];
			size_t n = utf8_put(bytes, code);
			memcpy(to, bytes, n);
			to += n;
		} else {
			p->at = slash;
			return refuse(p, "bad escape");
		}
	}
	*ret_text = (struct str){text, (size_t)(to - text)};
	return NULL;
}

static err_t parse_string(struct parser *p, struct str *ret_text)
{
	const char *from = ++p->at;
	bool escaped, wide;
	TRY(find_quote(p, &escaped, &wide));
	struct str raw = {from, (size_t)(p->at - from)};
	if (wide && !utf8_valid(raw))
		return refuse(p, "bad UTF-8 in the string");
	if (escaped)
		TRY(unescape(p, raw, &raw));
	p->at++;
	*ret_text = raw;
	return NULL;
}

static bool skip_digits(struct parser *p)
{
	const char *from = p->at;
	while (p->at < p->end && is_digit(*p->at))
		p->at++;
	return p->at > from;
}

static err_t parse_number(struct parser *p, struct json *ret_value)
{
	const char *from = p->at;
	if (peek(p) == '-')
		p->at++;
	if (peek(p) == '0')
		p->at++;
	else if (!skip_digits(p))
		return refuse(p, "bad number");
	if (peek(p) == '.') {
		p->at++;
		if (!skip_digits(p))
			return refuse(p, "bad fraction");
	}
	if (peek(p) == 'e' || peek(p) == 'E') {
		p->at++;
		if (peek(p) == '+' || peek(p) == '-')
			p->at++;
		if (!skip_digits(p))
			return refuse(p, "bad exponent");
	}
	*ret_value =
		(struct json){.type = JSON_NUMBER, .text = from, .len = (uint32_t)(p->at - from)};
	return NULL;
}

static err_t parse_word(
	struct parser *p, struct str word, struct json value, struct json *ret_value)
{
	if (!str_starts((struct str){p->at, (size_t)(p->end - p->at)}, word))
		return refuse(p, "no value");
	p->at += word.len;
	*ret_value = value;
	return NULL;
}

static bool same_name(const struct json_member *a, const struct json_member *b)
{
	return a->name.len == b->name.len && !memcmp(a->name.p, b->name.p, a->name.len);
}

static void table_clear(struct parser *p, size_t members)
{
	size_t cap = 64;
	while (cap < members * 2)
		cap *= 2;
	if (cap > p->table_cap)
		p->table = (uint32_t *)(void *)arena_bytes(
			scratch(p), mem_mul(cap, sizeof(*p->table)));
	p->table_cap = cap > p->table_cap ? cap : p->table_cap;
	memset(p->table, 0, p->table_cap * sizeof(*p->table));
}

/*
 * Keys come from outsiders, who can make them collide: the steps are counted, and an object that
 * needs many times what chance would is refused.
 */
static err_t check_many_names(struct parser *p, const struct json_member *m, size_t n)
{
	size_t steps_left = n * 16;
	table_clear(p, n);
	size_t mask = p->table_cap - 1;
	for (size_t i = 0; i < n; i++) {
		uint64_t hash = str_hash(m[i].name);
		size_t slot = (size_t)(hash ^ hash >> 32) & mask;
		for (; p->table[slot]; slot = (slot + 1) & mask) {
			if (same_name(&m[p->table[slot] - 1], &m[i]))
				return refuse(p, "duplicate name in the object");
			if (!--steps_left)
				return refuse(p, "colliding names in the object");
		}
		p->table[slot] = (uint32_t)i + 1;
	}
	return NULL;
}

static err_t check_names(struct parser *p, const struct json_member *m, size_t n)
{
	if (n > MEMBERS_FEW)
		return check_many_names(p, m, n);
	for (size_t i = 1; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (same_name(&m[i], &m[k]))
				return refuse(p, "duplicate name in the object");
	return NULL;
}

static struct json close_array(struct parser *p, size_t first)
{
	size_t n = p->open_len - first;
	struct json array = {.type = JSON_ARRAY, .len = (uint32_t)n, .cap = (uint32_t)n};
	if (n)
		array.items = (struct json *)(void *)arena_bytes(
			p->arena, mem_mul(n, sizeof(struct json)));
	for (size_t i = 0; i < n; i++)
		array.items[i] = p->open[first + i].value;
	p->open_len = first;
	return array;
}

static struct json close_object(struct parser *p, size_t first)
{
	size_t n = p->open_len - first;
	struct json object = {.type = JSON_OBJECT, .len = (uint32_t)n, .cap = (uint32_t)n};
	if (n) {
		size_t size = mem_mul(n, sizeof(struct json_member));
		object.members = (struct json_member *)(void *)arena_bytes(p->arena, size);
		memcpy(object.members, p->open + first, size);
	}
	p->open_len = first;
	return object;
}

static err_t parse_value(struct parser *p, struct json *ret_value);

/* After an item or member: whether another follows; else past the closing bracket. */
static err_t parse_separator(struct parser *p, char closing, bool *ret_more)
{
	skip_space(p);
	char c = peek(p);
	if (c != ',' && c != closing)
		return refuse(p, "no comma or closing bracket");
	p->at++;
	if (c == ',')
		skip_space(p);
	*ret_more = c == ',';
	return NULL;
}

/* Past the opening bracket and white space; not more when the closing one follows at once. */
static err_t parse_opening(struct parser *p, char closing, bool *ret_more)
{
	if (!p->depth_left)
		return err_log(ERR_TOO_LARGE, "JSON: nested too deep");
	p->depth_left--;
	p->at++;
	skip_space(p);
	*ret_more = peek(p) != closing;
	if (!*ret_more)
		p->at++;
	return NULL;
}

static err_t parse_array(struct parser *p, struct json *ret_value)
{
	size_t first = p->open_len;
	bool more;
	TRY(parse_opening(p, ']', &more));
	while (more) {
		struct json item;
		TRY(parse_value(p, &item));
		push(p, STR_NONE, &item);
		TRY(parse_separator(p, ']', &more));
	}
	p->depth_left++;
	*ret_value = close_array(p, first);
	return NULL;
}

static err_t parse_member(struct parser *p)
{
	struct str name;
	struct json value;
	if (peek(p) != '"')
		return refuse(p, "no member name");
	TRY(parse_string(p, &name));
	skip_space(p);
	if (peek(p) != ':')
		return refuse(p, "no colon");
	p->at++;
	skip_space(p);
	TRY(parse_value(p, &value));
	push(p, name, &value);
	return NULL;
}

static err_t parse_object(struct parser *p, struct json *ret_value)
{
	size_t first = p->open_len;
	bool more;
	TRY(parse_opening(p, '}', &more));
	while (more) {
		TRY(parse_member(p));
		TRY(parse_separator(p, '}', &more));
	}
	TRY(check_names(p, p->open + first, p->open_len - first));
	p->depth_left++;
	*ret_value = close_object(p, first);
	return NULL;
}

static err_t parse_value(struct parser *p, struct json *ret_value)
{
	struct str text;
	if (!p->values_left)
		return err_log(ERR_TOO_LARGE, "JSON: too many values");
	p->values_left--;
	switch (peek(p)) {
	case '"':
		TRY(parse_string(p, &text));
		*ret_value = json_of_str(text);
		return NULL;
	case '{':
		return parse_object(p, ret_value);
	case '[':
		return parse_array(p, ret_value);
	case 't':
		return parse_word(p, STR("true"), json_of_bool(true), ret_value);
	case 'f':
		return parse_word(p, STR("false"), json_of_bool(false), ret_value);
	case 'n':
		return parse_word(p, STR("null"), (struct json){JSON_NULL}, ret_value);
	default:
		return parse_number(p, ret_value);
	}
}

static err_t parse_text(struct parser *p, struct json *ret_value)
{
	skip_space(p);
	TRY(parse_value(p, ret_value));
	skip_space(p);
	if (p->at != p->end)
		return refuse(p, "something after the value");
	return NULL;
}

err_t json_parse(
	struct arena *a, struct str text, const struct json_limits *limits, struct json **ret_value)
{
	if (text.len > limits->bytes || text.len > UINT32_MAX)
		return err_log(ERR_TOO_LARGE, "JSON: %zu bytes", text.len);
	struct parser p;
	memset(&p, 0, offsetof(struct parser, first_open));
	p.arena = a;
	p.start = p.at = text.p;
	p.end = text.p ? text.p + text.len : NULL;
	p.depth_left = limits->depth;
	p.values_left = limits->values;
	p.open = p.first_open;
	p.open_cap = sizeof(p.first_open) / sizeof(*p.first_open);
	struct json value;
	err_t e = parse_text(&p, &value);
	arena_free(p.scratch);
	if (e)
		return e;
	*ret_value = (struct json *)arena_alloc(a, sizeof(value));
	**ret_value = value;
	return NULL;
}
