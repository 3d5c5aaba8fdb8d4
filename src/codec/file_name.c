#include "codec/file_name.h"

#include "base/arena.h"
#include "base/buf.h"

#include <string.h>

#define WORD_MOST 80 /* bytes of each but the last, so that those after it have room */

/* Unseen characters of format (UAX #9 and others), and what ends a line. */
static bool is_unseen(uint32_t c)
{
	return c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       (c >= 0xe0000 && c <= 0xe007f);
}

static bool is_refused(uint32_t c)
{
	return c < 0x80 && (c < ' ' || c == 0x7f || strchr("/\\:*?\"<>|%", (int)c));
}

/* So many bytes at most, of whole characters, not ending in a space or dot. */
static struct str cut(struct str name, size_t most)
{
	if (name.len > most) {
		while (most && ((unsigned char)name.p[most] & 0xc0) == 0x80)
			most--;
		name.len = most;
	}
	while (name.len && strchr(" .", name.p[name.len - 1]))
		name.len--;
	return name;
}

static void put_word(struct buf *io, struct str word)
{
	char bytes[4];
	while (word.len) {
		uint32_t c = utf8_next(&word);
		bool is_space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xa0;
		if (is_unseen(c) || (is_space && (!io->len || io->p[io->len - 1] == ' ')))
			continue;
		size_t n = utf8_put(bytes, is_space ? ' ' : is_refused(c) ? '_' : c);
		if (io->len + n > FILE_NAME_MOST)
			return;
		buf_put(io, (struct str){bytes, n});
	}
}

/* Windows opens a device of that name, whatever the ending. */
static bool is_device(struct str name)
{
	static const char *const devices[] = {"CON", "PRN", "AUX", "NUL"};
	struct str stem = str_sub(name, 0, str_find(name, '.'));
	for (size_t i = 0; i < sizeof(devices) / sizeof(*devices); i++)
		if (str_eq_nocase(stem, str_of(devices[i])))
			return true;
	struct str three = str_sub(stem, 0, 3);
	bool is_port = str_eq_nocase(three, STR("COM")) || str_eq_nocase(three, STR("LPT"));
	return stem.len == 4 && is_port && stem.p[3] >= '0' && stem.p[3] <= '9';
}

struct str file_name(struct arena *a, const struct str *words, size_t count, const char *ending)
{
	struct buf all;
	buf_init(&all, a, FILE_NAME_MOST, FILE_NAME_MOST);
	for (size_t i = 0; i < count; i++) {
		if (words[i].len)
			put_word(&all, STR(" "));
		put_word(&all, i + 1 < count ? cut(words[i], WORD_MOST) : words[i]);
	}
	struct str name = cut(buf_str(&all), FILE_NAME_MOST - strlen(ending) - 2);
	bool is_odd = !name.len || name.p[0] == '.' || name.p[0] == '-' || is_device(name);
	return str_fmt(a, "%s%.*s.%s", is_odd ? "_" : "", STR_ARG(name), ending);
}
