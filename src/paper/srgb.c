#include "paper/srgb.h"

#include "base/buf.h"

#include <math.h>
#include <string.h>

#define HEADER 128
#define TEXT_HEAD 28            /* before the letters of a text */
#define NUMBERS_HEAD 8          /* before numbers */
#define WHITE 0.9642, 1, 0.8249 /* D50, which all profiles speak of */

/* A text of an even number of ASCII letters, or numbers. */
struct tag {
	const char *name, *text, *type;
	size_t count;
	double numbers[9];
};

/* A parametric curve of type 3, whose number stands before its parameters. */
#define CURVE                                                        \
	"para", 6,                                                   \
	{                                                            \
		3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 \
	}

/* Primaries and white (D65) adapted to D50 after Bradford. */
static const struct tag tags[] = {
	{"desc", "sRGB", NULL, 0, {0}},
	{"cprt", "Free use", NULL, 0, {0}},
	{"wtpt", NULL, "XYZ ", 3, {WHITE}},
	{"chad", NULL, "sf32", 9,
		{1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491, -0.0092345,
			0.0150436, 0.7521316}},
	{"rXYZ", NULL, "XYZ ", 3, {0.4360747, 0.2225045, 0.0139322}},
	{"gXYZ", NULL, "XYZ ", 3, {0.3850649, 0.7168786, 0.0971045}},
	{"bXYZ", NULL, "XYZ ", 3, {0.1430804, 0.0606169, 0.7141733}},
	{"rTRC", NULL, CURVE},
	{"gTRC", NULL, CURVE},
	{"bTRC", NULL, CURVE},
};
#define TAGS (sizeof(tags) / sizeof(*tags))
#define DIRECTORY (4 + 12 * TAGS)

static size_t tag_size(const struct tag *tag)
{
	return tag->text ? TEXT_HEAD + 2 * strlen(tag->text) : NUMBERS_HEAD + 4 * tag->count;
}

static size_t profile_size(void)
{
	size_t size = HEADER + DIRECTORY;
	for (size_t i = 0; i < TAGS; i++)
		size += tag_size(&tags[i]);
	return size;
}

static void put_u16(struct buf *out, unsigned n)
{
	buf_putc(out, (char)(n >> 8));
	buf_putc(out, (char)n);
}

static void put_u32(struct buf *out, uint32_t n)
{
	put_u16(out, n >> 16);
	put_u16(out, n & 0xffff);
}

/* s15Fixed16Number */
static void put_numbers(struct buf *out, const double *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		put_u32(out, (uint32_t)(int32_t)lround(numbers[i] * 65536));
}

static void put_nothing(struct buf *out, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		buf_putc(out, 0);
}

/* Section 7.2: made on 1 January 2026, for whatever rendering intent. */
static void put_header(struct buf *out)
{
	static const double white[] = {WHITE};
	put_u32(out, (uint32_t)profile_size());
	put_nothing(out, 4);
	put_u32(out, 0x04200000);
	buf_lit(out, "mntrRGB XYZ ");
	put_u16(out, 2026);
	put_u16(out, 1);
	put_u16(out, 1);
	put_nothing(out, 6);
	buf_lit(out, "acsp");
	put_nothing(out, 28);
	put_numbers(out, white, 3);
	put_nothing(out, HEADER - 80);
}

static void put_directory(struct buf *out)
{
	size_t at = HEADER + DIRECTORY;
	put_u32(out, TAGS);
	for (size_t i = 0; i < TAGS; i++) {
		buf_put(out, str_of(tags[i].name));
		put_u32(out, (uint32_t)at);
		put_u32(out, (uint32_t)tag_size(&tags[i]));
		at += tag_size(&tags[i]);
	}
}

/* multiLocalizedUnicodeType, in one language. */
static void put_text(struct buf *out, const char *text)
{
	buf_lit(out, "mluc");
	put_nothing(out, 4);
	put_u32(out, 1);
	put_u32(out, 12);
	buf_lit(out, "enUS");
	put_u32(out, (uint32_t)(2 * strlen(text)));
	put_u32(out, TEXT_HEAD);
	for (; *text; text++)
		put_u16(out, (unsigned char)*text);
}

static void put_tag(struct buf *out, const struct tag *tag)
{
	if (tag->text) {
		put_text(out, tag->text);
		return;
	}
	buf_put(out, str_of(tag->type));
	put_nothing(out, 4);
	put_numbers(out, tag->numbers, tag->count);
}

struct str srgb_profile(struct arena *a)
{
	struct buf out;
	buf_init(&out, a, profile_size(), profile_size());
	put_header(&out);
	put_directory(&out);
	for (size_t i = 0; i < TAGS; i++)
		put_tag(&out, &tags[i]);
	return buf_str(&out);
}
