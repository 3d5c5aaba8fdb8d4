#include "codec/file_name.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <string.h>

static struct str named(struct arena *a, const char *one, const char *other)
{
	const struct str words[] = {str_of(one), str_of(other)};
	return file_name(a, words, 2, "pdf");
}

TEST(file_name_says_what_it_is)
{
	struct arena *a = arena_new();
	CHECK_STR(named(a, "Certificaat", "Water verbindt"), "Certificaat Water verbindt.pdf");
	CHECK_STR(named(a, "Πιστοποιητικό", ""), "Πιστοποιητικό.pdf");
	CHECK_STR(named(a, "", "Şebnem Ağaoğlu"), "Şebnem Ağaoğlu.pdf");
	CHECK_STR(named(a, "Water", "2.1"), "Water 2.1.pdf");
	arena_free(a);
}

TEST(file_name_is_harmless)
{
	static const char *const all[][2] = {
		{"../../etc/passwd", "_.._.._etc_passwd.pdf"},
		{".profile", "_.profile.pdf"},
		{"-rf", "_-rf.pdf"},
		{"", "_.pdf"},
		{" . ", "_.pdf"},
		{"a\\b:c*d?e\"f<g>h|i%j", "a_b_c_d_e_f_g_h_i_j.pdf"},
		{"a\r\nSet-Cookie: b", "a Set-Cookie_ b.pdf"},
		{"invoice\xe2\x80\xaegnp.exe", "invoicegnp.exe.pdf"},
		{"a\xe2\x80\x8b\xef\xbb\xbf\xe2\x81\xa8z", "az.pdf"},
		{"two   spaces \xc2\xa0 here", "two spaces here.pdf"},
		{"ends. . .", "ends.pdf"},
		{"nul", "_nul.pdf"},
		{"Com7", "_Com7.pdf"},
		{"com7.txt", "_com7.txt.pdf"},
		{"comic", "comic.pdf"},
		{"a\x01\x7f", "a__.pdf"},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		CHECK_STR(named(a, all[i][0], ""), all[i][1]);
	arena_free(a);
}

TEST(file_name_fits_on_a_disk)
{
	struct arena *a = arena_new();
	char long_word[601];
	for (size_t i = 0; i < 600; i += 3)
		memcpy(long_word + i, "ნ", 3);
	long_word[600] = 0;
	struct str name = named(a, long_word, long_word);
	CHECK(name.len <= FILE_NAME_MOST && name.len > FILE_NAME_MOST - 8);
	CHECK(utf8_valid(name) && str_ends(name, STR(".pdf")));
	CHECK(str_ends(named(a, long_word, "2 fr"), STR("ნ 2 fr.pdf")));
	arena_free(a);
}
