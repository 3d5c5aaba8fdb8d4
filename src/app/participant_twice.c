/* Rows of a list that say the same as others, or as who is there (app/participant_entry.h). */
#include "app/participant_entry.h"

#include "app/participant_inside.h"
#include "codec/input.h"

#include <stdlib.h>

struct mark {
	struct str key;
	struct entry *entry; /* NULL: somebody who is there */
};

static int by_key(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;
	int order = str_cmp(x->key, y->key);
	if (order)
		return order;
	uint32_t left = x->entry ? x->entry->number : 0, right = y->entry ? y->entry->number : 0;
	return (left > right) - (left < right);
}

static struct str key_of(struct arena *a, struct str given, struct str family, struct str country)
{
	struct participant p = {.given_name = given, .family_name = family};
	struct str name = participant_name_key(a, &p);
	return str_fmt(a, "%.*s\t%.*s", STR_ARG(name), STR_ARG(country));
}

static void set_state(struct entries *io, struct entry *entry, enum entry_state state)
{
	io->count[entry->state]--;
	io->count[state]++;
	entry->state = state;
}

static void mark_came(const uint32_t *came, size_t len, struct entries *io)
{
	size_t at = 0;
	for (size_t i = 0; i < io->len; i++) {
		while (at < len && came[at] < io->at[i].number)
			at++;
		if (at < len && came[at] == io->at[i].number)
			set_state(io, &io->at[i], ENTRY_CAME);
	}
}

/* Namesakes with birth dates of their own are two people. */
static bool are_two(const struct entry *a, const struct entry *b)
{
	return a->who.born != DAY_NONE && b->who.born != DAY_NONE && a->who.born != b->who.born;
}

/* Of one key, in the order of the list, behind who is there. */
static void mark_twice(const struct mark *marks, size_t len, struct entries *io)
{
	for (size_t i = 1; i < len; i++) {
		struct entry *entry = marks[i].entry;
		const struct entry *first = marks[0].entry;
		if (!entry || entry->state != ENTRY_READY || (first && are_two(first, entry)))
			continue;
		entry->same = first ? first->number : 0;
		set_state(io, entry, ENTRY_TWICE);
	}
}

void entry_compare(struct arena *a, const struct entry_name *there, size_t len,
	const uint32_t *came, size_t came_len, struct entries *io)
{
	struct mark *marks = arena_array(a, struct mark, len + io->len);
	size_t count = 0, same;
	mark_came(came, came_len, io);
	for (size_t i = 0; i < len; i++)
		marks[count++].key =
			key_of(a, there[i].given_name, there[i].family_name, there[i].country);
	for (size_t i = 0; i < io->len; i++) {
		const struct participant *p = &io->at[i].who;
		if (io->at[i].state == ENTRY_READY)
			marks[count++] = (struct mark){
				key_of(a, p->given_name, p->family_name, p->country), &io->at[i]};
	}
	qsort(marks, count, sizeof(*marks), by_key);
	for (size_t i = 0; i < count; i += same) {
		same = 1;
		while (i + same < count && str_eq(marks[i].key, marks[i + same].key))
			same++;
		mark_twice(&marks[i], same, io);
	}
}
