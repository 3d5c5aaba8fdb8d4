/* What ISO 19005-3 asks of a file, at level U, read back by another program. */
#include "paper/document.h"

#include "paper/paper.h"
#include "paper/srgb.h"
#include "unit/pdf.h"
#include "unit/sheet.h"
#include "unit/unit.h"

struct kept {
	struct folder *folder;
	struct str pdf, objects; /* uncompressed */
};

static int64_t times(struct str text, const char *part)
{
	int64_t n = 0;
	for (size_t at; (at = str_search(text, str_of(part))) < text.len; n++)
		text = str_from(text, at + 1);
	return n;
}

/* Of sections 6.1.3 and 6.1.4. */
static void check_file(const struct kept *k)
{
	CHECK(str_starts(k->pdf, STR("%PDF-1.5\n%")) && (unsigned char)k->pdf.p[10] > 127);
	CHECK(str_has(k->pdf, "\n/ID [<"));
	CHECK(!str_has(k->objects, "/Encrypt") && !str_has(k->pdf, "/LZWDecode"));
	CHECK(str_is(str_from(k->pdf, k->pdf.len - 6), "%%EOF\n"));
}

/* 6.2.3: colours of a device are those of the profile. */
static void check_colours(const struct kept *k)
{
	struct str profile = srgb_profile(k->folder->arena);
	CHECK(str_has(k->objects, "/OutputIntents [") && str_has(k->objects, "/S /GTS_PDFA1") &&
		str_has(k->objects, "/DestOutputProfile "));
	CHECK(str_search(k->objects, profile) < k->objects.len);
	CHECK(str_has(k->objects, "/N 3") && !str_has(k->objects, "/DeviceCMYK"));
}

/* 6.2.8 and 6.2.10 */
static void check_pictures(const struct kept *k)
{
	CHECK(!str_has(k->objects, "/Interpolate true") && !str_has(k->objects, "/Alternates"));
	CHECK_INT(times(k->objects, "/Type /Page\n"), times(k->objects, "/CS /DeviceRGB"));
}

/* 6.2.11: the program of each is there, with what its letters are; no numbers go astray. */
static void check_fonts(const struct kept *k)
{
	struct str said = pdf_told(k->folder, k->pdf, "pdffonts", "");
	str_cut(&said, '\n');
	str_cut(&said, '\n');
	CHECK(said.len);
	while (said.len)
		CHECK(str_has(str_cut(&said, '\n'), " yes yes yes "));
	CHECK_INT(times(k->objects, "/Subtype /CIDFontType2"),
		times(k->objects, "/CIDToGIDMap /Identity"));
}

/* 6.3 and 6.5: links are printed, and nothing is done but following them. */
static void check_links(const struct kept *k)
{
	static const char *const never[] = {"/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA ",
		"/GoToR", "/SubmitForm", "/AcroForm", "/EmbeddedFile", "/AF ", "/OCProperties"};
	CHECK_INT(times(k->objects, "/Subtype /Link"), times(k->objects, "/F 4\n"));
	CHECK_INT(times(k->objects, "/Type /Annot"), times(k->objects, "/Subtype /Link"));
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		CHECK(!str_has(k->objects, never[i]));
}

/* The rest of a line behind its label. */
static struct str line_of(struct str text, const char *label)
{
	struct str rest = str_from(text, str_search(text, str_of(label)));
	rest = str_from(rest, str_of(label).len);
	return str_trim(str_cut(&rest, '\n'));
}

/* 6.6: what is said about it is said twice, and the same. */
static void check_metadata(const struct kept *k)
{
	struct arena *a = k->folder->arena;
	struct str info = pdf_told(k->folder, k->pdf, "TZ=UTC pdfinfo -isodates", "");
	struct str meta = pdf_told(k->folder, k->pdf, "pdfinfo -meta", "");
	struct str title = line_of(info, "Title:"), author = line_of(info, "Author:");
	struct str date = str_sub(line_of(info, "CreationDate:"), 0, 19);
	CHECK(title.len && author.len && date.len == 19);
	CHECK(str_has(meta, str_fmt(a, ">%.*s</rdf:li></rdf:Alt></dc:title>", STR_ARG(title)).p));
	CHECK(str_has(meta,
		str_fmt(a, "<rdf:li>%.*s</rdf:li></rdf:Seq></dc:creator>", STR_ARG(author)).p));
	CHECK(str_has(meta, str_fmt(a, "<xmp:CreateDate>%.*sZ</xmp:CreateDate>", STR_ARG(date)).p));
	CHECK_STR(line_of(info, "Producer:"), "Leerpas");
	CHECK(str_has(meta, "<pdf:Producer>Leerpas</pdf:Producer>"));
	CHECK(!str_has(k->objects, "/Metadata <<") && !str_has(meta, "pdfaid"));
}

/* 6.7, which level U does not ask for. */
static void check_structure(const struct kept *k)
{
	CHECK(str_has(k->objects, "/Marked true") && str_has(k->objects, "/StructTreeRoot ") &&
		str_has(k->objects, "/Lang ("));
	CHECK_INT(times(k->objects, "/S /Figure"), times(k->objects, "/Alt "));
}

static const struct sheet *sheet(const char *name)
{
	const struct sheet *s = sheets;
	while (!str_is(str_of(name), s->name))
		s++;
	return s;
}

TEST(document_is_fit_for_an_archive)
{
	/* Photo, emoji and links; many fonts; a transparent page of its own. */
	static const char *const names[] = {"passport", "scripts", "certificate-logos", "methods"};
	struct folder f;
	struct paper *paper;
	REQUIRE(folder_make(&f));
	REQUIRE_OK(paper_new(f.arena, &paper));
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct kept k = {.folder = &f};
		REQUIRE_OK(sheet(names[i])->print(f.arena, paper, &k.pdf));
		k.objects = pdf_told(&f, k.pdf, "qpdf --qdf --object-streams=disable", "-");
		check_file(&k);
		check_colours(&k);
		check_pictures(&k);
		check_fonts(&k);
		check_links(&k);
		check_metadata(&k);
		check_structure(&k);
	}
	folder_end(&f);
}
