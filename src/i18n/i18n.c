#include "i18n/i18n.h"

#include "i18n/lang_private.h"
#include "base/arena.h"

struct i18n {
	struct lang *langs;
	size_t len, whole; /* whole: of the first */
	const struct lang *standard;
};

err_t i18n_new(struct arena *a, const struct embed *catalogues, struct str standard,
	struct i18n **ret_i18n)
{
	size_t len = 0;
	while (catalogues[len].name)
		len++;
	struct i18n *i = arena_make(a, struct i18n);
	i->langs = arena_array(a, struct lang, len);
	for (; i->len < len; i->len++) {
		TRY(lang_read(a, catalogues[i->len].bytes, i->len, &i->langs[i->len]));
		if (!lang_is_whole(&i->langs[i->len]))
			continue;
		if (i->whole++ != i->len)
			return err_log(ERR_INVALID, "a whole catalogue behind one of companions");
	}
	i->standard = i18n_find(i, standard);
	if (!i->standard)
		return err_log(ERR_INVALID, "no catalogue for the language of the installation");
	*ret_i18n = i;
	return NULL;
}

size_t i18n_count(const struct i18n *i)
{
	return i->whole;
}

size_t i18n_all(const struct i18n *i)
{
	return i->len;
}

const struct lang *i18n_at(const struct i18n *i, size_t at)
{
	return &i->langs[at];
}

const struct lang *i18n_standard(const struct i18n *i)
{
	return i->standard;
}

/* among: so many of the first. */
static const struct lang *exactly(const struct i18n *i, size_t among, struct str tag)
{
	for (size_t at = 0; at < among; at++)
		if (str_eq_nocase(i->langs[at].tag, tag))
			return &i->langs[at];
	return NULL;
}

static const struct lang *find(const struct i18n *i, size_t among, struct str tag)
{
	const struct lang *found = exactly(i, among, tag);
	return found ? found : exactly(i, among, str_cut(&tag, '-'));
}

const struct lang *i18n_find(const struct i18n *i, struct str tag)
{
	return find(i, i->whole, tag);
}

const struct lang *i18n_find_any(const struct i18n *i, struct str tag)
{
	return find(i, i->len, tag);
}

/* "0.5" as thousandths (RFC 9110, section 12.4.2); false when it is no weight. */
static bool weight_parse(struct str s, int *ret_weight)
{
	if (!s.len || s.len > 5 || (s.p[0] != '0' && s.p[0] != '1') || (s.len > 1 && s.p[1] != '.'))
		return false;
	int weight = (s.p[0] - '0') * 1000;
	for (size_t at = 2, unit = 100; at < s.len; at++, unit /= 10) {
		if (s.p[at] < '0' || s.p[at] > '9')
			return false;
		weight += (s.p[at] - '0') * (int)unit;
	}
	*ret_weight = weight;
	return weight <= 1000;
}

/* Takes one "tag;q=weight" off the list; a broken one weighs nothing. */
static struct str range_cut(struct str *list, int *ret_weight)
{
	struct str params = str_cut(list, ',');
	struct str tag = str_trim(str_cut(&params, ';'));
	struct str value = str_trim(params);
	int weight = 1000;
	if (value.len) {
		struct str name = str_trim(str_cut(&value, '='));
		if (!str_eq_nocase(name, STR("q")) || !weight_parse(str_trim(value), &weight))
			weight = 0;
	}
	*ret_weight = weight;
	return tag;
}

static const struct lang *accepted(const struct i18n *i, size_t among, struct str accept)
{
	const struct lang *best = NULL;
	int best_weight = 0;
	while (accept.len) {
		int weight;
		struct str tag = range_cut(&accept, &weight);
		if (weight <= best_weight)
			continue;
		const struct lang *l = str_is(tag, "*") ? i->standard : find(i, among, tag);
		if (l) {
			best = l;
			best_weight = weight;
		}
	}
	return best;
}

static const struct lang *chosen(const struct i18n *i, size_t among, struct str tags)
{
	const struct lang *l = NULL;
	while (!l && tags.len)
		l = find(i, among, str_cut(&tags, '.'));
	return l;
}

static const struct lang *choose(const struct i18n *i, size_t among, const struct i18n_wish *wish)
{
	const struct lang *l = chosen(i, among, wish->chosen);
	if (!l)
		l = find(i, among, wish->account);
	if (!l)
		l = accepted(i, among, wish->accept);
	return l ? l : i->standard;
}

const struct lang *i18n_choose(const struct i18n *i, const struct i18n_wish *wish)
{
	return choose(i, i->whole, wish);
}

const struct lang *i18n_choose_any(const struct i18n *i, const struct i18n_wish *wish)
{
	return choose(i, i->len, wish);
}
