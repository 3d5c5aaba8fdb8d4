#include "credential/nquads.h"

#include "base/arena.h"
#include "unit/unit.h"

static struct str rewritten(struct arena *a, const char *text)
{
	struct rdf_dataset *d;
	struct buf out;
	buf_init(&out, a, 256, 1 << 20);
	err_t e = nquads_read(a, str_of(text), &d);
	if (e) {
		err_free(e);
		return STR("refused");
	}
	nquads_write(&out, d);
	return buf_str(&out);
}

TEST(nquads_writes_what_it_read_in_canonical_form)
{
	static const char *const cases[][2] = {
		{"<urn:s> <urn:p> <urn:o> .", "<urn:s> <urn:p> <urn:o> .\n"},
		{"\t<urn:s><urn:p>\"v\"<urn:g>.# end", "<urn:s> <urn:p> \"v\" <urn:g> .\n"},
		{"_:a <urn:p> _:b.1 _:c.", "_:a <urn:p> _:b.1 _:c .\n"},
		{"<urn:s> <urn:p> \"a\"@en-GB.\r\n\n# x\n", "<urn:s> <urn:p> \"a\"@en-GB .\n"},
		{"<urn:s> <urn:p> \"a\\\\\\\"\"^^<urn:\\u0074> .",
			"<urn:s> <urn:p> \"a\\\\\\\"\"^^<urn:t> .\n"},
		{"<urn:s> <urn:p> \"\\u00e9\\U0001F600\\'\" .", "<urn:s> <urn:p> \"é😀'\" .\n"},
		{"", ""},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_STR(rewritten(a, cases[i][0]), cases[i][1]);
	arena_free(a);
}

TEST(nquads_refuses_what_is_none)
{
	static const char *const cases[] = {
		"<urn:s> <urn:p> <urn:o>",
		"<urn:s> <urn:p> .",
		"<urn:s> _:p <urn:o> .",
		"\"s\" <urn:p> <urn:o> .",
		"<urn:s> <urn:p> <urn:o> \"g\" .",
		"<urn:s> <urn:p> <urn:o> . x",
		"<urn:s> <urn:p> <urn:o> <urn:g> <urn:h> .",
		"<s> <urn:p> <urn:o> .",
		"<1urn:s> <urn:p> <urn:o> .",
		"<urn:s> <urn:p> <urn:o\\u0020> .",
		"<urn:s> <urn:p> <urn:\\n> .",
		"<urn:s> <urn:p> <urn:o",
		"<urn:s> <urn:p> \"a .",
		"<urn:s> <urn:p> \"a\\\" .",
		"<urn:s> <urn:p> \"\\x\" .",
		"<urn:s> <urn:p> \"\\ud800\" .",
		"<urn:s> <urn:p> \"\\U00110000\" .",
		"<urn:s> <urn:p> \"\\u12\" .",
		"<urn:s> <urn:p> \"a\"@ .",
		"<urn:s> <urn:p> \"a\"^<urn:t> .",
		"<urn:s> <urn:p> \"a\"^^\"t\" .",
		"_: <urn:p> <urn:o> .",
		"<urn:s> <urn:p> \"\xff\" .",
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (!CHECK(str_is(rewritten(a, cases[i]), "refused")))
			CHECK_STR(rewritten(a, cases[i]), cases[i]);
	arena_free(a);
}

TEST(nquads_names_the_line)
{
	struct arena *a = arena_new();
	struct rdf_dataset *d;
	err_t e = nquads_read(a, STR("<urn:s> <urn:p> <urn:o> .\n\nx"), &d);
	REQUIRE(e);
	CHECK_STR(str_of(e->detail), "N-Quads line 3: an IRI was expected");
	err_free(e);
	arena_free(a);
}
