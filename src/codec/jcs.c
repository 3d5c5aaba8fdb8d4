#include "codec/jcs.h"

#include "base/arena.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Members sorted on the C stack; more of them are sorted on the arena. */
#define MEMBERS_FEW 32

/* n * 10^power */
struct decimal {
	uint64_t n;
	int power;
};

struct writer {
	struct buf *out;
	bool exact; /* refuses a number that would be written as another */
};

static void put_zeros(struct buf *out, int n)
{
	for (; n > 0; n--)
		buf_putc(out, '0');
}

/* ECMA-262, Number::toString: `point` is its n, `digits` its s. */
static void put_decimal(struct buf *out, struct decimal d)
{
	char bytes[20];
	size_t at = sizeof(bytes);
	for (uint64_t rest = d.n; rest; rest /= 10)
		bytes[--at] = (char)('0' + rest % 10);
	struct str digits = {bytes + at, sizeof(bytes) - at};
	int len = (int)digits.len, point = len + d.power;
	if (point > 21 || point <= -6) {
		buf_put(out, str_sub(digits, 0, 1));
		if (len > 1)
			buf_putc(out, '.');
		buf_put(out, str_from(digits, 1));
		buf_put(out, point > 0 ? STR("e+") : STR("e"));
		buf_int(out, point - 1);
	} else if (len <= point) {
		buf_put(out, digits);
		put_zeros(out, point - len);
	} else if (point > 0) {
		buf_put(out, str_sub(digits, 0, (size_t)point));
		buf_putc(out, '.');
		buf_put(out, str_from(digits, (size_t)point));
	} else {
		buf_lit(out, "0.");
		put_zeros(out, -point);
		buf_put(out, digits);
	}
}

/* d > 0, correctly rounded to that many digits (LC_NUMERIC is never set, so the point is one). */
static struct decimal round_to(double d, int digits)
{
	char text[40];
	snprintf(text, sizeof(text), "%.*e", digits - 1, d);
	struct decimal r = {0};
	const char *at = text;
	for (; *at != 'e'; at++)
		if (*at != '.')
			r.n = r.n * 10 + (uint64_t)(*at - '0');
	r.power = (int)strtol(at + 1, NULL, 10) - (digits - 1);
	return r;
}

static bool is_double(struct decimal r, double d)
{
	char text[40];
	snprintf(text, sizeof(text), "%" PRIu64 "e%d", r.n, r.power);
	return strtod(text, NULL) == d;
}

/*
 * The decimal of that many digits that reads back as d. Below a power of two the doubles lie closer
 * together, so that there the nearest decimal may miss while the one after it hits.
 */
static bool find_decimal(double d, int digits, struct decimal *ret_r)
{
	struct decimal r = round_to(d, digits), next = {r.n + 1, r.power};
	if (!is_double(r, d)) {
		if (!is_double(next, d))
			return false;
		r = next;
	}
	*ret_r = r;
	return true;
}

/* The shortest decimal that reads back as d > 0, the nearest of these. */
static struct decimal shortest(double d)
{
	struct decimal r;
	int digits = d < DBL_MIN ? 1 : DBL_DIG;
	while (digits < DBL_DECIMAL_DIG && !find_decimal(d, digits, &r))
		digits++;
	if (digits == DBL_DECIMAL_DIG)
		r = round_to(d, digits);
	for (; r.n % 10 == 0; r.n /= 10)
		r.power++;
	return r;
}

void jcs_write_double(struct buf *out, double d)
{
	if (d == 0) {
		buf_putc(out, '0');
		return;
	}
	if (d < 0)
		buf_putc(out, '-');
	put_decimal(out, shortest(fabs(d)));
}

/* Whether no other number could be meant that is written alike. */
static bool is_told_apart(const struct json *value, double d)
{
	int64_t n, power;
	if (fabs(d) < 0x1p53)
		return true;
	struct decimal written = shortest(fabs(d));
	return json_decimal(value, &n, &power) && power == written.power &&
	       (n < 0 ? -(uint64_t)n : (uint64_t)n) == written.n;
}

static err_t write_number(struct writer *w, const struct json *value)
{
	int64_t n, power;
	double d;
	/* Up to DBL_DIG digits survive the way to a double and back: no need to go. */
	if (json_decimal(value, &n, &power) && n > -1000000000000000 && n < 1000000000000000 &&
		power > -300 && power < 290) {
		if (n < 0)
			buf_putc(w->out, '-');
		if (n)
			put_decimal(
				w->out, (struct decimal){(uint64_t)(n < 0 ? -n : n), (int)power});
		else
			buf_putc(w->out, '0');
		return NULL;
	}
	if (!json_double(value, &d))
		return err_log(ERR_INVALID, JCS_NUMBER " beyond the doubles");
	if (w->exact && !is_told_apart(value, d))
		return err_log(ERR_INVALID, JCS_NUMBER " that doubles do not tell from another");
	jcs_write_double(w->out, d);
	return NULL;
}

/*
 * In UTF-8 order code points from U+10000 (first byte F0 and up) come last; their UTF-16 surrogates
 * come before U+E000 (first byte EE and up).
 */
static int compare_names(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len, i = 0;
	while (i < n && a.p[i] == b.p[i])
		i++;
	if (i == n)
		return (a.len > b.len) - (a.len < b.len);
	uint8_t x = (uint8_t)a.p[i], y = (uint8_t)b.p[i];
	int order = x < y ? -1 : 1;
	return x >= 0xee && y >= 0xee && (x >= 0xf0) != (y >= 0xf0) ? -order : order;
}

static int compare_members(const void *a, const void *b)
{
	return compare_names((*(const struct json_member *const *)a)->name,
		(*(const struct json_member *const *)b)->name);
}

static void sort_members(const struct json_member **m, size_t n)
{
	if (n > MEMBERS_FEW) {
		qsort(m, n, sizeof(const struct json_member *), compare_members);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		const struct json_member *one = m[i];
		size_t k = i;
		for (; k > 0 && compare_names(one->name, m[k - 1]->name) < 0; k--)
			m[k] = m[k - 1];
		m[k] = one;
	}
}

static err_t write_value(struct writer *w, const struct json *value);

static err_t write_object(struct writer *w, const struct json *object)
{
	const struct json_member *few[MEMBERS_FEW], **sorted = few;
	if (object->len > MEMBERS_FEW)
		sorted = arena_array(w->out->arena, const struct json_member *, object->len);
	size_t n = 0;
	json_each_member (m, object)
		sorted[n++] = m;
	sort_members(sorted, n);
	buf_putc(w->out, '{');
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_putc(w->out, ',');
		json_write_str(w->out, sorted[i]->name);
		buf_putc(w->out, ':');
		TRY(write_value(w, &sorted[i]->value));
	}
	buf_putc(w->out, '}');
	return NULL;
}

static err_t write_array(struct writer *w, const struct json *array)
{
	buf_putc(w->out, '[');
	json_each_item (item, array) {
		if (item != array->items)
			buf_putc(w->out, ',');
		TRY(write_value(w, item));
	}
	buf_putc(w->out, ']');
	return NULL;
}

static err_t write_value(struct writer *w, const struct json *value)
{
	switch (value->type) {
	case JSON_OBJECT:
		return write_object(w, value);
	case JSON_ARRAY:
		return write_array(w, value);
	case JSON_NUMBER:
		return write_number(w, value);
	default:
		json_write(w->out, value);
		return NULL;
	}
}

err_t jcs_write(struct buf *out, const struct json *value)
{
	struct writer w = {out, true};
	TRY(write_value(&w, value));
	return buf_err(out);
}

err_t jcs_write_nearest(struct buf *out, const struct json *value)
{
	struct writer w = {out, false};
	TRY(write_value(&w, value));
	return buf_err(out);
}
