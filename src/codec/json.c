#include "codec/json.h"

#include "base/arena.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct json *json_get(const struct json *object, struct str name)
{
	if (!object || object->type != JSON_OBJECT)
		return NULL;
	json_each_member (m, object)
		if (m->name.len == name.len && str_eq(m->name, name))
			return &m->value;
	return NULL;
}

struct str json_str(const struct json *value)
{
	if (!value || value->type != JSON_STRING)
		return STR_NONE;
	return (struct str){value->text, value->len};
}

static struct str number_text(const struct json *value)
{
	if (!value || value->type != JSON_NUMBER)
		return STR_NONE;
	return (struct str){value->text, value->len};
}

/* n * 10^power; false when that is no integer or does not fit. */
static bool scale(int64_t n, int64_t power, int64_t *ret_value)
{
	for (; n && power > 0; power--)
		if (__builtin_mul_overflow(n, 10, &n))
			return false;
	for (; n && power < 0; power++) {
		if (n % 10)
			return false;
		n /= 10;
	}
	*ret_value = n;
	return true;
}

/* An exponent; what is too large to matter is clipped. */
static int64_t exponent(struct str text)
{
	const int64_t most = (int64_t)1 << 40;
	bool down = str_starts(text, STR("-"));
	int64_t power = 0;
	if (down || str_starts(text, STR("+")))
		text = str_from(text, 1);
	if (text.len && (!str_to_int(text, &power) || power > most))
		power = most;
	return down ? -power : power;
}

bool json_decimal(const struct json *value, int64_t *ret_n, int64_t *ret_power)
{
	struct str text = number_text(value);
	bool negative = str_starts(text, STR("-")), point = false;
	int64_t n = 0, zeros = 0, fraction = 0;
	size_t i = negative;
	for (; i < text.len && (text.p[i] | 0x20) != 'e'; i++) {
		int digit = text.p[i] - '0';
		if (text.p[i] == '.') {
			point = true;
			continue;
		}
		fraction += point;
		zeros += n && !digit;
		if (!digit)
			continue;
		if (!scale(n, zeros + 1, &n) ||
			__builtin_add_overflow(n, negative ? -digit : digit, &n))
			return false;
		zeros = 0;
	}
	if (!text.len)
		return false;
	*ret_n = n;
	*ret_power = n ? zeros - fraction + exponent(str_from(text, i + 1)) : 0;
	return true;
}

bool json_int(const struct json *value, int64_t *ret_value)
{
	int64_t n, power;
	return json_decimal(value, &n, &power) && scale(n, power, ret_value);
}

bool json_double(const struct json *value, double *ret_value)
{
	struct str text = number_text(value);
	if (!text.len)
		return false;
	char few[64], *z = text.len < sizeof(few) ? few : mem_alloc(text.len + 1);
	memcpy(z, text.p, text.len);
	z[text.len] = '\0';
	double d = strtod(z, NULL);
	if (z != few)
		mem_free(z);
	if (!isfinite(d))
		return false;
	*ret_value = d;
	return true;
}

bool json_eq(const struct json *a, const struct json *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case JSON_NULL:
		return true;
	case JSON_BOOL:
		return a->truth == b->truth;
	case JSON_NUMBER:
	case JSON_STRING:
		return a->len == b->len && (!a->len || !memcmp(a->text, b->text, a->len));
	case JSON_ARRAY:
		for (uint32_t i = 0; i < a->len && a->len == b->len; i++)
			if (!json_eq(&a->items[i], &b->items[i]))
				return false;
		return a->len == b->len;
	case JSON_OBJECT:
		for (uint32_t i = 0; i < a->len && a->len == b->len; i++) {
			const struct json *other = json_get(b, a->members[i].name);
			if (!other || !json_eq(&a->members[i].value, other))
				return false;
		}
		return a->len == b->len;
	}
	return false;
}

struct json json_of_str(struct str s)
{
	return (struct json){.type = JSON_STRING, .len = (uint32_t)s.len, .text = s.len ? s.p : ""};
}

struct json json_of_bool(bool truth)
{
	return (struct json){.type = JSON_BOOL, .truth = truth};
}

struct json json_of_int(struct arena *a, int64_t n)
{
	struct buf text;
	buf_init(&text, a, 20, 20);
	buf_int(&text, n);
	return (struct json){.type = JSON_NUMBER, .len = (uint32_t)text.len, .text = text.p};
}

struct json json_array(void)
{
	return (struct json){.type = JSON_ARRAY};
}

struct json json_object(void)
{
	return (struct json){.type = JSON_OBJECT};
}

/* Room for one more; old is what cap of them stand at. */
static void *grow(struct arena *a, struct json *value, const void *old, size_t item)
{
	uint32_t cap = value->cap ? value->cap * 2 : 4;
	char *grown = arena_bytes(a, mem_mul(cap, item));
	if (value->len)
		memcpy(grown, old, mem_mul(value->len, item));
	value->cap = cap;
	return grown;
}

struct json *json_push(struct arena *a, struct json *array, struct json item)
{
	if (array->len == array->cap)
		array->items = grow(a, array, array->items, sizeof(item));
	array->items[array->len] = item;
	return &array->items[array->len++];
}

struct json *json_set(struct arena *a, struct json *object, struct str name, struct json value)
{
	struct json *old = json_get(object, name);
	if (old) {
		*old = value;
		return old;
	}
	if (object->len == object->cap)
		object->members = grow(a, object, object->members, sizeof(struct json_member));
	object->members[object->len] = (struct json_member){name, value};
	return &object->members[object->len++].value;
}
