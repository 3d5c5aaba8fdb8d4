#include "crypto/password.h"

#include "crypto/hash.h"
#include "crypto/common_passwords.h"

#include <string.h>

#define WORD_LEAST 4 /* shorter names sit in too many innocent words */

static bool is_common(struct str lower)
{
	struct digest d = hash_sha256(lower);
	uint64_t key = 0;
	for (size_t i = 0; i < sizeof(key); i++)
		key = key << 8 | d.bytes[i];
	size_t from = 0, to = COMMON_PASSWORDS;
	while (from < to) {
		size_t middle = (from + to) / 2;
		if (common_passwords[middle] == key)
			return true;
		if (common_passwords[middle] < key)
			from = middle + 1;
		else
			to = middle;
	}
	return false;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c & 0x80);
}

/* What is left without digits, blanks and marks. */
static struct str letters_of(struct arena *a, struct str lower)
{
	char *p = arena_bytes(a, lower.len);
	size_t n = 0;
	for (size_t i = 0; i < lower.len; i++)
		if (is_letter(lower.p[i]))
			p[n++] = lower.p[i];
	return (struct str){p, n};
}

static bool is_made_of(struct str lower, struct str letters, struct str word)
{
	if (!word.len)
		return false;
	return str_eq(letters, word) ||
	       (utf8_count(word) >= WORD_LEAST && str_search(lower, word) < lower.len);
}

/* Tries the words of a name ("Anna-Maria de Vries") one by one. */
static bool has_name(struct arena *a, struct str lower, struct str letters, struct str name)
{
	struct str rest = str_lower(a, name);
	if (is_made_of(lower, letters, letters_of(a, rest)))
		return true;
	while (rest.len) {
		size_t n = 0;
		while (n < rest.len && is_letter(rest.p[n]))
			n++;
		if (is_made_of(lower, letters, str_sub(rest, 0, n)))
			return true;
		rest = str_from(rest, n < rest.len ? n + 1 : n);
	}
	return false;
}

static bool has_names(struct arena *a, struct str lower, const struct str *names, size_t count)
{
	struct str letters = letters_of(a, lower);
	secret_wipe_later(a, letters);
	for (size_t i = 0; i < count; i++)
		if (has_name(a, lower, letters, names[i]))
			return true;
	return false;
}

static err_t check(struct arena *a, const char *field, struct str password, const struct str *words,
	size_t count)
{
	struct str lower = str_lower(a, password);
	secret_wipe_later(a, lower);
	if (is_common(lower))
		return err_field(field, N_("This password is easy to guess. Choose three "
					   "words that have nothing to do with each other."));
	if (has_names(a, lower, words, count))
		return err_field(field, N_("This password has a name in it that others know: yours "
					   "or that of your organisation. Choose another one."));
	return NULL;
}

err_t password_check(const char *field, struct str password, const struct str *words, size_t count)
{
	if (!utf8_valid(password))
		return err_field(field, N_("There is a character in this password that does not "
					   "work here."));
	size_t length = utf8_count(password);
	if (length < PASSWORD_LEAST)
		return err_number(
			err_field(field, N_("Choose at least {n} characters.")), PASSWORD_LEAST);
	if (length > PASSWORD_MOST)
		return err_number(
			err_field(field, N_("Choose at most {n} characters.")), PASSWORD_MOST);
	struct arena *a = arena_new();
	err_t e = check(a, field, password, words, count);
	arena_free(a);
	return e;
}
