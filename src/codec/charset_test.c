#include "codec/charset.h"

#include "base/arena.h"
#include "unit/unit.h"

static const struct {
	const char *bytes;
	enum charset charset;
	const char *text;
} cases[] = {
	{"Noor;Janssen\n", CHARSET_UTF_8, "Noor;Janssen\n"},
	{"Zo\xc3\xab;\xce\x9c\xce\xb1\xcf\x81\xce\xaf\xce\xb1", CHARSET_UTF_8,
		"Zo\xc3\xab;\xce\x9c\xce\xb1\xcf\x81\xce\xaf\xce\xb1"},
	{"\xef\xbb\xbfName;Zo\xc3\xab", CHARSET_UTF_8, "Name;Zo\xc3\xab"},
	/* "Zoë;René;€" */
	{"Zo\xeb;Ren\xe9;\x80 5", CHARSET_WINDOWS_1252, "Zo\xc3\xab;Ren\xc3\xa9;\xe2\x82\xac 5"},
	/* "Mª José;¿Qué?;Nº" keeps its Spanish signs */
	{"M\xaa Jos\xe9;\xbfQu\xe9?;N\xba", CHARSET_WINDOWS_1252,
		"M\xc2\xaa Jos\xc3\xa9;\xc2\xbfQu\xc3\xa9?;N\xc2\xba"},
	/* "Cœur;Šarka;René" */
	{"C\xbdur;\xa6"
	 "arka;Ren\xe9",
		CHARSET_ISO_8859_15,
		"C\xc5\x93ur;\xc5\xa0"
		"arka;Ren\xc3\xa9"},
	/* "Michał;Łódź;Żaneta;Stępień" */
	{"Micha\xb3;\xa3\xf3"
	 "d\x9f;\xaf"
	 "aneta;St\xeapie\xf1",
		CHARSET_WINDOWS_1250,
		"Micha\xc5\x82;\xc5\x81\xc3\xb3"
		"d\xc5\xba;\xc5\xbb"
		"aneta;St\xc4\x99pie\xc5\x84"},
	/* "Μαρία;Παπαδοπούλου;Αθήνα" */
	{"\xcc\xe1\xf1\xdf\xe1;\xd0\xe1\xf0\xe1\xe4\xef\xf0\xef\xfd\xeb\xef\xf5;"
	 "\xc1\xe8\xde\xed\xe1",
		CHARSET_WINDOWS_1253,
		"\xce\x9c\xce\xb1\xcf\x81\xce\xaf\xce\xb1;\xce\xa0\xce\xb1\xcf\x80\xce\xb1\xce\xb4"
		"\xce\xbf\xcf\x80\xce\xbf\xcf\x8d\xce\xbb\xce\xbf\xcf\x85;\xce\x91\xce\xb8\xce\xae"
		"\xce\xbd\xce\xb1"},
	/* "Иван;Георгиев" */
	{"\xc8\xe2\xe0\xed;\xc3\xe5\xee\xf0\xe3\xe8\xe5\xe2", CHARSET_WINDOWS_1251,
		"\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd;\xd0\x93\xd0\xb5\xd0\xbe\xd1\x80\xd0\xb3\xd0\xb8"
		"\xd0\xb5\xd0\xb2"},
	/* Excel for Macintosh: "Zoë;René", lines end in CR */
	{"Name;Name\rZo\x91;Ren\x8e\r", CHARSET_MACINTOSH, "Name;Name\rZo\xc3\xab;Ren\xc3\xa9\r"},
};

TEST(charset_is_recognised)
{
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str bytes = str_of(cases[i].bytes);
		unit_check_int(charset_of(bytes), cases[i].charset, __FILE__, __LINE__);
		CHECK_STR(charset_decode(a, bytes, CHARSET_UNKNOWN), cases[i].text);
	}
	arena_free(a);
}

TEST(charset_reads_utf_16_with_and_without_a_mark)
{
	struct arena *a = arena_new();
	struct str little = STR("\xff\xfeN\0o\0;\0\xeb\0=\xd8\0\xde"),
		   big = STR("\xfe\xff\0N\0o\0;\0\xeb\xd8=\xde\0");
	const char *want = "No;\xc3\xab\xf0\x9f\x98\x80";
	CHECK_INT(charset_of(little), CHARSET_UTF_16LE);
	CHECK_INT(charset_of(big), CHARSET_UTF_16BE);
	CHECK_STR(charset_decode(a, little, CHARSET_UNKNOWN), want);
	CHECK_STR(charset_decode(a, big, CHARSET_UNKNOWN), want);
	CHECK_STR(charset_decode(a, str_from(little, 2), CHARSET_UNKNOWN), want);
	CHECK_STR(charset_decode(a, str_from(big, 2), CHARSET_UNKNOWN), want);
	/* half a pair, and an odd byte at the end */
	CHECK_STR(charset_decode(a,
			  STR("=\xd8"
			      "A\0"
			      "A"),
			  CHARSET_UTF_16LE),
		"\xef\xbf\xbd"
		"A\xef\xbf\xbd");
	arena_free(a);
}

TEST(charset_of_slightly_damaged_utf_8_stays_utf_8)
{
	struct arena *a = arena_new();
	struct str text =
		STR("\xc3\xab\xc3\xab\xc3\xab\xc3\xab\xc3\xab\xc3\xab\xc3\xab\xc3\xab\xc3\xab"
		    "\xc3\xab\xc3");
	CHECK_INT(charset_of(text), CHARSET_UTF_8);
	struct str read = charset_decode(a, text, CHARSET_UNKNOWN);
	CHECK(str_ends(read, STR("\xc3\xab\xef\xbf\xbd")));
	CHECK_INT(charset_of(STR("Zo\xc3\xab;Zo\xeb")), CHARSET_WINDOWS_1252);
	arena_free(a);
}

TEST(charset_can_be_chosen_by_name)
{
	struct arena *a = arena_new();
	for (enum charset c = CHARSET_UNKNOWN + 1; c < CHARSETS; c++)
		CHECK_INT(charset_by_name(str_of(charset_name(c))), c);
	CHECK_INT(charset_by_name(STR("WINDOWS-1254")), CHARSET_WINDOWS_1254);
	CHECK_INT(charset_by_name(STR("ebcdic")), CHARSET_UNKNOWN);
	CHECK_INT(charset_by_name(STR("")), CHARSET_UNKNOWN);
	/* "Ayşe Yılmaz" */
	CHECK_STR(charset_decode(a,
			  STR("Ay\xfe"
			      "e Y\xfdlmaz"),
			  CHARSET_WINDOWS_1254),
		"Ay\xc5\x9f"
		"e Y\xc4\xb1lmaz");
	/* "Jānis" */
	CHECK_STR(charset_decode(a, STR("J\xe2nis"), CHARSET_WINDOWS_1257), "J\xc4\x81nis");
	CHECK_STR(charset_decode(a, STR("\x81"), CHARSET_WINDOWS_1252), "\xef\xbf\xbd");
	arena_free(a);
}
