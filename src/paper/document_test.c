#include "paper/document.h"

#include "base/buf.h"
#include "base/vec.h"
#include "paper/cairo.h"
#include "paper/paper.h"
#include "unit/folder.h"
#include "unit/looks.h"
#include "unit/sheet.h"
#include "unit/unit.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define OUTPUT_MOST (256 << 10)

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

/* What a program says; %s in the command is the file. */
static struct str tell(struct desk *d, const char *program, const char *file, const char *rest)
{
	struct str command = str_fmt(d->arena, "%s %s %s 2>&1", program, file, rest);
	FILE *out = popen(command.p, "r");
	char *text = arena_alloc(d->arena, OUTPUT_MOST + 1);
	size_t n = out ? fread(text, 1, OUTPUT_MOST, out) : 0;
	if (out)
		pclose(out);
	return (struct str){text, n};
}

static const char *print(struct desk *d, const struct sheet *sheet)
{
	struct str pdf;
	if (!CHECK_OK(sheet->print(d->arena, d->paper, &pdf)))
		return NULL;
	return folder_write(&d->folder, str_fmt(d->arena, "%s.pdf", sheet->name).p, pdf);
}

static const struct sheet *sheet(const char *name)
{
	const struct sheet *s = sheets;
	while (!str_is(str_of(name), s->name))
		s++;
	return s;
}

static size_t times(struct str text, const char *part)
{
	size_t n = 0;
	for (size_t at; (at = str_search(text, str_of(part))) < text.len; n++)
		text = str_from(text, at + 1);
	return n;
}

/* --- what other programs say of it --- */

TEST(document_is_sound)
{
	struct desk d;
	REQUIRE(set_up(&d));
	for (const struct sheet *s = sheets; s->name; s++) {
		const char *file = print(&d, s);
		struct str said = tell(&d, "qpdf --check", file, "");
		CHECK(str_has(said, "No syntax or stream encoding errors found"));
		CHECK(!str_has(said, "WARNING"));
		said = tell(&d, "pdfinfo", file, "");
		CHECK(str_has(said, str_fmt(d.arena, "Pages:           %d\n", s->pages).p));
		CHECK(str_has(said, "(A4)") && str_has(said, "Tagged:          yes"));
		CHECK(str_has(said, "CreationDate:    Sun Nov 22 ") &&
			str_has(said, "Metadata Stream: yes"));
	}
	folder_end(&d.folder);
}

/* How many there are; each is embedded, as far as it is used, and says its letters. */
static size_t fonts(struct desk *d, const char *name)
{
	struct str said = tell(d, "pdffonts", print(d, sheet(name)), "");
	size_t count = 0;
	str_cut(&said, '\n');
	str_cut(&said, '\n');
	for (; said.len; count++)
		CHECK(str_has(str_cut(&said, '\n'), " yes yes yes "));
	return count;
}

TEST(document_embeds_its_fonts)
{
	struct desk d;
	REQUIRE(set_up(&d));
	CHECK(fonts(&d, "scripts") > 20);
	CHECK(fonts(&d, "certificate") >= 2 && fonts(&d, "certificate-long") >= 2);
	folder_end(&d.folder);
}

/* An ASCII text as it stands in a PDF. */
static const char *utf16(struct desk *d, const char *text)
{
	struct buf out;
	buf_init(&out, d->arena, 256, 1 << 10);
	buf_lit(&out, "<feff");
	for (; *text; text++)
		buf_fmt(&out, "%04x", *text);
	buf_putc(&out, '>');
	return str_z(d->arena, buf_str(&out));
}

TEST(document_is_tagged)
{
	struct desk d;
	REQUIRE(set_up(&d));
	const char *file = print(&d, sheet("passport"));
	struct str said = tell(&d, "pdfinfo -struct-text", file, "");
	CHECK(str_has(said, "H1 (block)\n    \"Youssef El Amrani\""));
	CHECK(str_has(said, "H2 (block)\n    \"Wat kan ik\"") && str_has(said, "H3 (block)\n"));
	CHECK(str_has(said, "L (block):\n") || str_has(said, "  L (block)\n"));
	CHECK(str_has(said, "LBody") && str_has(said, "TOCI") && str_has(said, "Link (inline)"));
	CHECK(!str_has(said, "Bladzijde")); /* the foot is no content */
	struct str plain = tell(&d, "qpdf --qdf --object-streams=disable", file, "-");
	CHECK(str_has(plain, "/Lang (nl)") && str_has(plain, "/DisplayDocTitle true"));
	CHECK_INT((int64_t)times(plain, "/S /Figure"), 3);
	CHECK_INT((int64_t)times(plain, "/Alt "), 3);
	CHECK(str_has(plain, utf16(&d, "Foto van Youssef El Amrani")));
	CHECK(str_has(plain, utf16(&d, "4 van 5: liever samen")));
	CHECK(str_has(plain, "/Title (Wat heb ik nodig)")); /* a bookmark */
	CHECK(str_has(plain, "/URI (https://leerpas.example/s#k7m2q9x4c8v1)"));
	CHECK(str_has(plain, "/Contents (https://leerpas.example/s#k7m2q9x4c8v1)"));
	CHECK(str_has(plain, "<rdf:li>nl</rdf:li>") && !str_has(plain, "pdfaid") &&
		!str_has(plain, "pdfuaid"));
	folder_end(&d.folder);
}

TEST(document_of_a_certificate_is_tagged)
{
	struct desk d;
	REQUIRE(set_up(&d));
	struct str said = tell(&d, "pdfinfo -struct-text", print(&d, sheet("certificate")), "");
	CHECK(str_has(said, "H1 (block)\n    \"Şebnem Ağaoğlu\""));
	CHECK_INT((int64_t)times(said, "H1 (block)"), 1);
	CHECK(str_has(said, "H2 (block)\n    \"Wat ik heb geleerd\"") &&
		str_has(said, "H3 (block)\n"));
	CHECK(str_has(said, "Lbl (block)\n") && str_has(said, "Link (inline)"));
	CHECK(!str_has(said, "Bladzijde"));
	const char *logos = print(&d, sheet("certificate-logos"));
	struct str plain = tell(&d, "qpdf --qdf --object-streams=disable", logos, "-");
	CHECK(str_has(plain, "/Lang (nl)") && !str_has(plain, "pdfaid"));
	CHECK_INT((int64_t)times(plain, "/S /Figure"), (int64_t)times(plain, "/Alt "));
	CHECK(str_has(plain, utf16(&d, "QR-code om dit certificaat na te kijken")));
	CHECK(str_has(plain, utf16(&d, "Jeugdwerk De Brug")));
	folder_end(&d.folder);
}

TEST(document_of_methods_has_numbered_steps)
{
	struct desk d;
	REQUIRE(set_up(&d));
	struct str said = tell(&d, "pdfinfo -struct-text", print(&d, sheet("methods")), "");
	CHECK_INT((int64_t)times(said, "H1 (block)"), 2);
	CHECK_INT((int64_t)times(said, "L (block)"), 2);
	CHECK_INT((int64_t)times(said, "Lbl (block)"), 9);
	CHECK_INT((int64_t)times(said, "\"3\""), 2);
	CHECK(str_has(said, "\"6\"") && !str_has(said, "\"7\""));
	folder_end(&d.folder);
}

/* --- reading it back --- */

/* Without the marks of direction that pdftotext writes, and spaces, which it puts elsewhere. */
static struct str bare(struct arena *a, struct str text)
{
	struct buf out;
	char bytes[4];
	buf_init(&out, a, text.len, text.len);
	while (text.len) {
		uint32_t c = utf8_next(&text);
		bool mark = c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
			    (c >= 0x2066 && c <= 0x2069);
		if (!mark && c != ' ')
			buf_put(&out, (struct str){bytes, utf8_put(bytes, c)});
	}
	return buf_str(&out);
}

TEST(document_reads_back_in_every_script)
{
	struct desk d;
	REQUIRE(set_up(&d));
	struct str said = bare(d.arena, tell(&d, "pdftotext", print(&d, sheet("scripts")), "-"));
	for (size_t i = 0; sheet_scripts[i]; i++) {
		struct str want = bare(d.arena, str_of(sheet_scripts[i]));
		if (times(said, str_z(d.arena, want)) != 2)
			CHECK_STR(want, "read back twice");
	}
	folder_end(&d.folder);
}

TEST(document_keeps_every_word_of_a_long_answer)
{
	struct desk d;
	REQUIRE(set_up(&d));
	struct str said = tell(&d, "pdftotext -layout", print(&d, sheet("long")), "-");
	struct str want = sheet_long_answer(d.arena);
	CHECK_INT((int64_t)utf8_count(want), 20000);
	for (int i = 1; i < 300; i++)
		CHECK(str_has(said, str_fmt(d.arena, "Zin %d", i).p) ||
			str_has(said, str_fmt(d.arena, " %d van een", i).p) ||
			str_has(said, str_fmt(d.arena, "\n%d van een", i).p));
	CHECK(str_has(said, "einde\n"));
	CHECK(!str_has(said, "-\n")); /* nothing is hyphenated */
	folder_end(&d.folder);
}

/* --- how it looks --- */

/*
 * The pages beside those that somebody looked at and approved. After a wanted change:
 *	build/asan-gcc/src/paper/print_sheets X && pdftoppm -r 36 -png -gray X/NAME.pdf NAME
 */
static const char *page(struct desk *d, const char *name, int number)
{
	return str_fmt(d->arena, "%s/%s-%d.png", d->folder.path, name, number).p;
}

TEST(document_looks_as_approved)
{
	struct desk d;
	REQUIRE(set_up(&d));
	for (const struct sheet *s = sheets; s->name; s++) {
		tell(&d, "pdftoppm -r 36 -png -gray", print(&d, s),
			str_fmt(d.arena, "%s/%s", d.folder.path, s->name).p);
		for (int i = 1; i <= s->approved; i++) {
			struct str approved =
				str_fmt(d.arena, "%s/%s-%d.png", APPROVED, s->name, i);
			CHECK(looks_apart(page(&d, s->name, i), approved.p) < 0.004);
		}
	}
	CHECK(looks_apart(page(&d, "passport", 2), page(&d, "passport", 3)) > 0.01);
	tell(&d, "rm -f", d.folder.path, "/*.png");
	folder_end(&d.folder);
}

/* --- the same again --- */

TEST(document_is_the_same_every_time)
{
	struct desk d;
	struct str first, again;
	REQUIRE(set_up(&d));
	for (const struct sheet *s = sheets; s->name; s++) {
		struct paper *other;
		REQUIRE_OK(paper_new(d.arena, &other));
		REQUIRE_OK(s->print(d.arena, d.paper, &first));
		REQUIRE_OK(s->print(d.arena, d.paper, &again));
		CHECK(str_eq(first, again));
		REQUIRE_OK(s->print(d.arena, other, &again));
		CHECK(str_eq(first, again));
	}
	folder_end(&d.folder);
}

struct work {
	struct paper *paper;
	struct str want;
	bool same;
};

static void *print_many(void *arg)
{
	struct work *w = arg;
	struct arena *a = arena_new();
	w->same = true;
	for (int i = 0; i < 4; i++) {
		struct str pdf = STR_NONE;
		err_t e = sheet_passport(a, w->paper, &pdf);
		w->same &= !e && str_eq(pdf, w->want);
		err_free(e);
	}
	arena_free(a);
	return NULL;
}

TEST(document_is_the_same_from_every_thread)
{
	struct desk d;
	struct str want;
	pthread_t threads[4];
	REQUIRE(set_up(&d));
	REQUIRE_OK(sheet_passport(d.arena, d.paper, &want));
	struct work work[4];
	for (int i = 0; i < 4; i++) {
		work[i] = (struct work){d.paper, want, false};
		REQUIRE(pthread_create(&threads[i], NULL, print_many, &work[i]) == 0);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		CHECK(work[i].same);
	}
	folder_end(&d.folder);
}

/* --- what it refuses --- */

static struct document *draft(struct arena *a)
{
	const struct document_about about = {.title = STR("Proef"), .language = STR("nl")};
	return document_new(a, &about);
}

TEST(document_refuses_what_it_cannot_print)
{
	struct desk d;
	struct str pdf = STR("untouched");
	REQUIRE(set_up(&d));
	struct document *doc = draft(d.arena);
	document_text(doc, STR("goed"));
	document_text(doc, STR("fout \xff"));
	document_picture(doc, STR("geen plaatje"), STR("ook fout"));
	CHECK_ERR(document_print(doc, d.paper, &pdf), ERR_INVALID);

	doc = draft(d.arena);
	document_picture(doc, STR("geen plaatje"), STR("wat"));
	CHECK_ERR(document_print(doc, d.paper, &pdf), ERR_INVALID);

	doc = draft(d.arena);
	document_code(doc, &(struct document_code){.text = STR("")});
	CHECK_ERR(document_print(doc, d.paper, &pdf), ERR_INVALID);
	CHECK_STR(pdf, "untouched");
	draft(d.arena); /* one that is never printed */
	document_text(draft(d.arena), STR("\xff"));
	folder_end(&d.folder);
}

TEST(document_keeps_its_limits)
{
	struct desk d;
	struct str pdf = STR("untouched");
	REQUIRE(set_up(&d));
	struct str much = {arena_alloc(d.arena, DOCUMENT_TEXT_MOST / 4), DOCUMENT_TEXT_MOST / 4};
	struct document *doc = draft(d.arena);
	for (int i = 0; i < 5; i++)
		document_text(doc, much);
	CHECK_ERR(document_print(doc, d.paper, &pdf), ERR_TOO_LARGE);

	doc = draft(d.arena);
	for (int i = 0; i <= DOCUMENT_BLOCKS_MOST; i++)
		document_text(doc, STR("x"));
	CHECK_ERR(document_print(doc, d.paper, &pdf), ERR_TOO_LARGE);
	CHECK_STR(pdf, "untouched");
	folder_end(&d.folder);
}

TEST(document_may_be_empty)
{
	struct desk d;
	struct str pdf;
	REQUIRE(set_up(&d));
	struct document *doc = document_new(d.arena, &(struct document_about){0});
	document_text(doc, STR(""));
	document_heading(doc, 3, STR(""));
	document_chapter(doc, STR(""), STR(""));
	document_list(doc, DOCUMENT_DOTS, NULL, 0);
	REQUIRE_OK(document_print(doc, d.paper, &pdf));
	CHECK(str_starts(pdf, STR("%PDF-1.")));
	folder_end(&d.folder);
}
