/*
 * Plain words: how content speaks to a person, in each language. Rules for one text at a time; what
 * is found is told in English, to who writes content.
 */
#pragma once

#include "base/str.h"

struct arena;

/* Words that Dutch texts leave out, from lines "word = say this"; "#" begins a comment. */
struct words_avoided {
	struct str word, better;
};
struct words_list {
	struct words_avoided *at;
	size_t len, cap;
};
void words_list_read(struct arena *a, struct str text, struct words_list *ret);

struct words_text {
	struct str lang;
	struct str text;
	bool is_easy; /* level A2: shorter sentences */
};
struct words_faults {
	struct str *at;
	size_t len, cap;
};
/* Appends what is wrong with the text. */
void words_check(struct arena *a, const struct words_list *avoided, const struct words_text *text,
	struct words_faults *io);
/* Does it end as a sentence does? */
bool words_end(struct str text);
