#include "paper/certificate.h"

#include "base/buf.h"
#include "paper/paper.h"
#include "unit/pdf.h"
#include "unit/sheet.h"
#include "unit/unit.h"

struct desk {
	struct folder folder;
	struct arena *arena;
	struct paper *paper;
};

static bool set_up(struct desk *d)
{
	if (!CHECK(folder_make(&d->folder)))
		return false;
	d->arena = d->folder.arena;
	return CHECK_OK(paper_new(d->arena, &d->paper));
}

static const struct document_about about = {
	.title = STR("Proef"), .language = STR("nl"), .page_of = STR("Bladzijde {n} van {total}")};

static struct certificate smallest(void)
{
	return (struct certificate){.kind = STR("Certificaat"),
		.name = STR("Aino Mäkelä"),
		.link = STR("https://leerpas.example/verify#7K3QW-M2DXA-4F"),
		.code = STR("7K3QW-M2DXA-4F")};
}

TEST(certificate_says_all_that_it_is_given)
{
	struct desk d;
	struct str pdf;
	REQUIRE(set_up(&d));
	REQUIRE_OK(sheet_certificate(d.arena, d.paper, &pdf));
	struct str said = pdf_words(&d.folder, pdf);
	static const char *const all[] = {"Şebnem Ağaoğlu", "Certificaat", "Jongerenuitwisseling",
		"Water verbindt", "Huis van de Rivier", "Nehir Gençlik Derneği, İzmir",
		"2025-2-NL02-KA152-YOU-000123456", "22 november 2026, versie 2",
		"Verzegeld door Sanne de Groot", "Pieter Claes", "7K3QW-M2DXA-4F",
		"leerpas.example/verify", "Deel 2", "Over het project", "Doelen", "Deel 3",
		"Wat ik heb geleerd", "Meertaligheid", "Wat ik wilde", "Bladzijde 3 van 3"};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (!str_has(said, all[i]))
			CHECK_STR(said, all[i]);
	folder_end(&d.folder);
}

TEST(certificate_leaves_no_trace_of_what_is_empty)
{
	struct desk d;
	struct str pdf;
	REQUIRE(set_up(&d));
	REQUIRE_OK(sheet_certificate(d.arena, d.paper, &pdf));
	CHECK(!str_has(pdf_words(&d.folder, pdf), "Leeg"));

	struct certificate c = smallest();
	const struct certificate_fact facts[] = {{STR("Waar"), STR(" \n ")}};
	const struct certificate_section nothing[] = {
		{STR_NONE, STR("Wat ik leerde"), STR_NONE}, {STR_NONE, STR_NONE, STR_NONE}};
	c.facts = facts;
	c.facts_len = 1;
	c.parts[1] = (struct certificate_part){.number = STR("Deel 2"),
		.title = STR("Wat ik leerde"),
		.sections = nothing,
		.sections_len = 2};
	REQUIRE_OK(certificate_print(d.arena, d.paper, &about, &c, &pdf));
	struct str said = pdf_words(&d.folder, pdf);
	CHECK(str_has(said, "Aino Mäkelä") && str_has(said, "Bladzijde 1 van 1"));
	CHECK(!str_has(said, "Waar") && !str_has(said, "Deel 2") && !str_has(said, "leerde"));
	folder_end(&d.folder);
}

TEST(certificate_has_names_in_every_script)
{
	static const char *const names[] = {"Αλέξανδρος Παπαδόπουλος", "Йордан Щърков",
		"Şebnem Ağaoğlu", "გიორგი მამულაშვილი", "Արամ Խաչատրյան", "Þóra Ðórðardóttir"};
	struct desk d;
	struct str pdf;
	REQUIRE(set_up(&d));
	struct certificate c = smallest();
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		for (c.layout = 0; c.layout < CERTIFICATE_LAYOUTS; c.layout++) {
			c.name = str_of(names[i]);
			REQUIRE_OK(certificate_print(d.arena, d.paper, &about, &c, &pdf));
			if (!str_has(pdf_words(&d.folder, pdf), names[i]))
				CHECK_STR(str_of(names[i]), "read back");
		}
	folder_end(&d.folder);
}

TEST(certificate_is_checked_by_what_its_code_says)
{
	struct desk d;
	struct str pdf;
	REQUIRE(set_up(&d));
	struct certificate c = smallest();
	for (c.layout = 0; c.layout < CERTIFICATE_LAYOUTS; c.layout++) {
		REQUIRE_OK(certificate_print(d.arena, d.paper, &about, &c, &pdf));
		CHECK_STR(pdf_qr(&d.folder, pdf), "https://leerpas.example/verify#7K3QW-M2DXA-4F");
		CHECK(str_has(pdf_words(&d.folder, pdf), "7K3QW-M2DXA-4F"));
	}
	folder_end(&d.folder);
}

/* Sections of so many words. */
static struct certificate_section section(struct arena *a, size_t words)
{
	struct buf out;
	buf_init(&out, a, 1 << 10, 1 << 20);
	for (size_t i = 0; i < words; i++)
		buf_fmt(&out, "woord%zu ", i);
	return (struct certificate_section){STR("Kop"), STR("Wat ik leerde"), buf_str(&out)};
}

TEST(certificate_keeps_its_first_part_on_the_first_page)
{
	struct desk d;
	struct str pdf;
	REQUIRE(set_up(&d));
	const struct certificate_signer signer[] = {{.name = STR("Ondertekenaar")}};
	struct certificate c = smallest();
	c.signers = (struct certificate_signers){signer, 1};
	for (size_t words = 1; words < 1000; words += 111) {
		struct certificate_section one = section(d.arena, words);
		c.parts[0] = (struct certificate_part){
			.title = STR("Project"), .sections = &one, .sections_len = 1};
		REQUIRE_OK(certificate_print(d.arena, d.paper, &about, &c, &pdf));
		struct str said = pdf_words(&d.folder, pdf), first = str_cut(&said, '\f');
		CHECK(str_has(first, "Aino") && str_has(first, "Ondertekenaar"));
		CHECK(str_has(first, "Kop") == str_has(first, "Bladzijde 1 van 1"));
		struct str last = str_fmt(d.arena, "woord%zu", words - 1);
		CHECK(str_has(first, last.p) || str_has(said, last.p));
	}
	folder_end(&d.folder);
}

/* As many letters as names and titles may have, in long words. */
TEST(certificate_has_room_for_the_longest_names)
{
	struct desk d;
	struct str pdf;
	REQUIRE(set_up(&d));
	char words[160];
	for (size_t i = 0; i < sizeof(words); i++)
		words[i] = i % 26 ? 'm' : 'W';
	struct str longest = {words, 120};
	const struct certificate_signer signer[] = {{.name = longest, .function = longest}};
	const struct certificate_fact facts[] = {{STR("Wanneer"), STR("1 mei 2026 - 9 mei 2026")},
		{STR("Nummer"), STR("2024-1-BE05-KA152-YOU-000123456")},
		{STR("Uitgereikt"), STR("12 mei 2026")}};
	struct certificate c = smallest();
	c.name = (struct str){words, sizeof(words)};
	c.title = longest;
	c.facts = facts;
	c.facts_len = 3;
	c.signers = (struct certificate_signers){signer, 1};
	for (c.layout = 0; c.layout < CERTIFICATE_LAYOUTS; c.layout++)
		REQUIRE_OK(certificate_print(d.arena, d.paper, &about, &c, &pdf));
	folder_end(&d.folder);
}

TEST(certificate_refuses_what_has_no_room)
{
	struct desk d;
	struct str pdf = STR("untouched");
	REQUIRE(set_up(&d));
	char words[8000];
	for (size_t i = 0; i < sizeof(words); i++)
		words[i] = i % 8 ? 'm' : ' ';
	struct certificate c = smallest();
	c.title = (struct str){words, sizeof(words)};
	CHECK_ERR(certificate_print(d.arena, d.paper, &about, &c, &pdf), ERR_TOO_LARGE);
	c = smallest();
	const struct certificate_signer signers[CERTIFICATE_SIGNERS_MOST + 1] = {0};
	c.signers = (struct certificate_signers){signers, CERTIFICATE_SIGNERS_MOST + 1};
	CHECK_ERR(certificate_print(d.arena, d.paper, &about, &c, &pdf), ERR_TOO_LARGE);
	c = smallest();
	c.name = STR("\xff");
	CHECK_ERR(certificate_print(d.arena, d.paper, &about, &c, &pdf), ERR_INVALID);
	c = smallest();
	c.link = STR("");
	CHECK_ERR(certificate_print(d.arena, d.paper, &about, &c, &pdf), ERR_INVALID);
	CHECK_STR(pdf, "untouched");
	folder_end(&d.folder);
}

/* However many pieces come before it, nothing is looked for behind the last one. */
TEST(certificate_ends_with_a_text)
{
	struct certificate_section texts[12];
	struct desk d;
	struct str pdf;
	REQUIRE(set_up(&d));
	struct certificate c = smallest();
	for (size_t n = 0; n < sizeof(texts) / sizeof(*texts); n++) {
		texts[n] = (struct certificate_section){STR_NONE, STR_NONE, STR("Geleerd")};
		c.parts[0] = (struct certificate_part){
			.title = STR("Project"), .sections = texts, .sections_len = n + 1};
		REQUIRE_OK(certificate_print(d.arena, d.paper, &about, &c, &pdf));
	}
	CHECK(str_has(pdf_words(&d.folder, pdf), "Geleerd"));
	folder_end(&d.folder);
}
