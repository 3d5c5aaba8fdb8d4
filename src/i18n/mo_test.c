#include "i18n/mo.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <string.h>

#define HEADER "Language: xx\nContent-Type: text/plain; charset=UTF-8\n"

/* Three texts: header, "Share" (plural, in a context), "Stop". */
static const char *const ids[] = {"", "verb\4Share\0Shares", "Stop"};
static const size_t id_lens[] = {0, 17, 4};
static const char *const translations[] = {HEADER, "Deel\0Delen", "Stop nu"};
static const size_t translation_lens[] = {sizeof(HEADER) - 1, 10, 7};

static void put32(char *p, uint32_t n, bool swapped)
{
	n = swapped ? __builtin_bswap32(n) : n;
	memcpy(p, &n, 4);
}

/* A well-formed catalogue of 3 texts in bytes; returns its length. */
static size_t write_mo(char bytes[512], bool swapped)
{
	const uint32_t head[] = {0x950412de, 0, 3, 28, 52, 0, 0};
	memset(bytes, 0, 512);
	for (size_t i = 0; i < 7; i++)
		put32(bytes + i * 4, head[i], swapped);
	size_t at = 76;
	for (size_t i = 0; i < 6; i++) {
		const char *text = i < 3 ? ids[i] : translations[i - 3];
		size_t len = i < 3 ? id_lens[i] : translation_lens[i - 3];
		put32(bytes + 28 + i * 8, (uint32_t)len, swapped);
		put32(bytes + 32 + i * 8, (uint32_t)at, swapped);
		memcpy(bytes + at, text, len);
		at += len + 1;
	}
	return at;
}

static void check_texts(const struct mo *mo)
{
	const struct mo_text *share = mo_find(mo, STR("verb"), STR("Share"));
	REQUIRE(share);
	CHECK_STR(mo_form(share, 0), "Deel");
	CHECK_STR(mo_form(share, 1), "Delen");
	CHECK(!mo_form(share, 2).p);
	CHECK(!mo_find(mo, STR_NONE, STR("Share")));
	CHECK_STR(mo_form(mo_find(mo, STR_NONE, STR("Stop")), 0), "Stop nu");
	CHECK_STR(mo_header(mo, STR("Language")), "xx");
	CHECK(!mo_header(mo, STR("Plural-Forms")).p);
}

TEST(mo_reads_both_byte_orders)
{
	struct arena *a = arena_new();
	for (int swapped = 0; swapped < 2; swapped++) {
		char bytes[512];
		struct mo mo;
		size_t len = write_mo(bytes, swapped);
		CHECK_OK(mo_read(a, (struct str){bytes, len}, &mo));
		check_texts(&mo);
	}
	arena_free(a);
}

TEST(mo_refuses_every_truncation)
{
	struct arena *a = arena_new();
	char bytes[512];
	size_t len = write_mo(bytes, false);
	struct mo mo;
	for (size_t shorter = 0; shorter < len; shorter++)
		CHECK_ERR(mo_read(a, (struct str){bytes, shorter}, &mo), ERR_INVALID);
	arena_free(a);
}

/* The catalogue with one number changed is refused. */
static void check_broken(size_t offset, uint32_t number)
{
	struct arena *a = arena_new();
	char bytes[512];
	size_t len = write_mo(bytes, false);
	struct mo mo;
	put32(bytes + offset, number, false);
	CHECK_ERR(mo_read(a, (struct str){bytes, len}, &mo), ERR_INVALID);
	arena_free(a);
}

TEST(mo_refuses_what_lies_outside)
{
	check_broken(0, 0x12345678); /* magic */
	check_broken(4, 1);          /* revision */
	check_broken(8, 1000);       /* number of texts */
	check_broken(8, UINT32_MAX);
	check_broken(12, UINT32_MAX); /* tables */
	check_broken(16, 4096);
	check_broken(44, UINT32_MAX); /* length and offset of a string */
	check_broken(48, UINT32_MAX);
	check_broken(44, 3); /* no NUL after it */
}

TEST(mo_refuses_repeated_and_broken_text)
{
	struct arena *a = arena_new();
	char bytes[512];
	size_t len = write_mo(bytes, false);
	struct mo mo;
	memcpy(bytes + 44, bytes + 36, 8); /* "Stop" becomes "Share" again */
	CHECK_ERR(mo_read(a, (struct str){bytes, len}, &mo), ERR_INVALID);
	len = write_mo(bytes, false);
	bytes[len - 2] = (char)0xff;
	CHECK_ERR(mo_read(a, (struct str){bytes, len}, &mo), ERR_INVALID);
	arena_free(a);
}
