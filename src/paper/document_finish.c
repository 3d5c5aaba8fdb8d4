#include "paper/document_finish.h"

#include "base/arena.h"
#include "base/vec.h"
#include "codec/escape.h"
#include "codec/gzip.h"
#include "paper/document.h"
#include "paper/ink.h"
#include "paper/srgb.h"

#include <stdlib.h>

#define PRODUCER "Leerpas"
#define CLAIM "" /* see document_finish.h */
#define XMP_MOST ((size_t)64 << 10)
#define GROWN_MOST ((size_t)4 << 20)
#define ENTRY 20 /* bytes of one cross-reference */
#define OBJECTS_MOST 1000000

struct change {
	int64_t number;
	size_t at;
};

struct finish {
	struct arena *arena;
	const struct ink *ink;
	struct str drawn;
	struct str table; /* its cross-references, ENTRY each */
	int64_t table_at, count, root, info;
	size_t figures; /* that have been met */
	struct buf out; /* what is added */
	VEC(struct change) changes;
};

static err_t strange(const char *what)
{
	return err_log(ERR_INTERNAL, "paper: not as cairo writes: %s", what);
}

/* --- reading what was drawn --- */

/* The number behind a word, from there on. */
static bool number_after(struct str text, struct str word, int64_t *ret_number)
{
	size_t at = str_search(text, word);
	if (at == text.len)
		return false;
	struct str digits = str_trim(str_from(text, at + word.len));
	size_t n = 0;
	while (n < digits.len && digits.p[n] >= '0' && digits.p[n] <= '9')
		n++;
	return str_to_int(str_sub(digits, 0, n), ret_number);
}

static err_t read_table(struct finish *f)
{
	struct str end = str_from(f->drawn, f->drawn.len > 60 ? f->drawn.len - 60 : 0);
	if (!number_after(end, STR("startxref"), &f->table_at) || f->table_at < 0 ||
		(size_t)f->table_at > f->drawn.len)
		return strange("its end");
	struct str table = str_from(f->drawn, (size_t)f->table_at);
	if (!number_after(table, STR("xref\n0 "), &f->count) || f->count > OBJECTS_MOST)
		return strange("its cross-references");
	table = str_from(table, sizeof("xref\n0 ") - 1);
	str_cut(&table, '\n');
	f->table = str_sub(table, 0, (size_t)f->count * ENTRY);
	struct str trailer = str_from(table, f->table.len);
	if (f->table.len != (size_t)f->count * ENTRY ||
		!number_after(trailer, STR("/Root"), &f->root) ||
		!number_after(trailer, STR("/Info"), &f->info))
		return strange("its trailer");
	return NULL;
}

/* The object of that number, from its first byte to beyond its last; or STR_NONE. */
static struct str object(const struct finish *f, int64_t number)
{
	int64_t at = 0;
	if (number < 1 || number >= f->count ||
		!str_to_int(str_sub(f->table, (size_t)number * ENTRY, 10), &at) ||
		(size_t)at > f->drawn.len)
		return STR_NONE;
	struct str body = str_from(f->drawn, (size_t)at);
	str_cut(&body, '\n'); /* "12 0 obj" */
	return body;
}

/* --- writing what is added --- */

static void begin_object(struct finish *f, int64_t number)
{
	struct change c = {number, f->drawn.len + f->out.len};
	vec_push(f->arena, &f->changes, c);
	buf_fmt(&f->out, "%lld 0 obj\n", (long long)number);
}

static void end_object(struct finish *f)
{
	buf_lit(&f->out, "\nendobj\n");
}

/* A text string in UTF-16 (section 7.9.2.2). */
static void put_text(struct buf *out, struct str text)
{
	buf_lit(out, "<FEFF");
	while (text.len) {
		uint32_t c = utf8_next(&text);
		if (c < 0x10000)
			buf_fmt(out, "%04X", c);
		else
			buf_fmt(out, "%04X%04X", 0xd800 + ((c - 0x10000) >> 10),
				0xdc00 + (c & 0x3ff));
	}
	buf_putc(out, '>');
}

/* A name and a text, when there is one. */
static void put_entry(struct buf *out, const char *name, struct str text)
{
	if (!text.len)
		return;
	buf_fmt(out, " /%s ", name);
	put_text(out, text);
}

static bool is_of_tag(char c)
{
	return c == '-' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

/* A language tag, which is ASCII. */
static void put_tag(struct buf *out, const char *name, struct str text)
{
	buf_fmt(out, " /%s (", name);
	for (size_t i = 0; i < text.len; i++)
		if (is_of_tag(text.p[i]))
			buf_putc(out, text.p[i]);
	buf_putc(out, ')');
}

/* The object again, with more behind its first "<<"; the caller writes that, and calls the end. */
static struct str begin_more(struct finish *f, int64_t number, struct str body)
{
	begin_object(f, number);
	buf_lit(&f->out, "<<");
	return str_from(body, 2);
}

static void end_more(struct finish *f, struct str rest)
{
	buf_putc(&f->out, '\n');
	buf_put(&f->out, str_trim(str_sub(rest, 0, str_search(rest, STR("endobj")))));
	end_object(f);
}

/* The object again, with that behind its first "<<". */
static void say_more(struct finish *f, int64_t number, struct str body, const char *more)
{
	struct str rest = begin_more(f, number, body);
	buf_put(&f->out, str_of(more));
	end_more(f, rest);
}

/* --- figures and links --- */

static void say_figure(struct finish *f, int64_t number, struct str body)
{
	struct str rest = begin_more(f, number, body);
	if (f->figures < f->ink->alternatives.len)
		put_entry(&f->out, "Alt", f->ink->alternatives.at[f->figures]);
	f->figures++;
	end_more(f, rest);
}

/* A link is printed with its page; it says where it leads, as cairo wrote it: "/URI (...)\n". */
static void say_link(struct finish *f, int64_t number, struct str body)
{
	struct str head = str_sub(body, 0, str_search(body, STR("endobj")));
	size_t at = str_search(head, STR("/URI ("));
	struct str rest = begin_more(f, number, body);
	buf_lit(&f->out, " /F 4");
	if (at < head.len) {
		struct str to = str_from(head, at + sizeof("/URI ") - 1);
		buf_lit(&f->out, " /Contents ");
		buf_put(&f->out, str_sub(to, 0, str_find(to, '\n')));
	}
	end_more(f, rest);
}

#define PICTURES STR("/XObject << ")

/* A picture that is drawn twice on a page is named twice among what the page uses: once will do. */
static void say_resources(struct finish *f, int64_t number, struct str body)
{
	struct str head = str_sub(body, 0, str_search(body, STR("endobj")));
	size_t from = str_search(head, PICTURES) + PICTURES.len;
	size_t to = from + str_search(str_from(head, from), STR(" >>"));
	struct str all = str_sub(head, from, to - from);
	if (from > head.len)
		return;
	begin_object(f, number);
	buf_put(&f->out, str_sub(head, 0, from));
	for (struct str rest = all; rest.len;) {
		struct str entry = str_sub(rest, 0, str_find(rest, 'R') + 1);
		size_t before = (size_t)(entry.p - all.p);
		rest = str_trim(str_from(rest, entry.len));
		if (str_search(str_sub(all, 0, before), entry) == before)
			buf_put(&f->out, entry);
	}
	buf_put(&f->out, str_trim(str_from(head, to)));
	end_object(f);
}

static err_t say_objects(struct finish *f)
{
	for (int64_t i = 1; i < f->count; i++) {
		struct str body = object(f, i);
		if (str_starts(body, STR("<< /Type /StructElem\n   /S /Figure\n")))
			say_figure(f, i, body);
		else if (str_starts(body, STR("<< /Type /Page ")))
			say_more(f, i, body, " /Tabs /S"); /* links in their order */
		else if (str_starts(body, STR("<< /Type /Annot\n")))
			say_link(f, i, body);
		else if (str_starts(body, STR("<< /Type /Font\n   /Subtype /CIDFontType2\n")))
			say_more(f, i, body, " /CIDToGIDMap /Identity");
		else if (str_starts(body, STR("<<\n   /ExtGState ")))
			say_resources(f, i, body);
	}
	return f->figures == f->ink->alternatives.len ? NULL : strange("its figures");
}

/* --- the document --- */

static void put_element(struct buf *out, const char *open, struct str value, const char *close)
{
	if (!value.len)
		return;
	buf_put(out, str_of(open));
	escape_html(out, value);
	buf_put(out, str_of(close));
}

static struct str xmp(struct finish *f)
{
	const struct document_about *about = f->ink->about;
	struct str date = usec_print(f->arena, about->date / USEC_SECOND * USEC_SECOND);
	struct buf out;
	buf_init(&out, f->arena, 2 << 10, XMP_MOST);
	buf_lit(&out, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
		      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
		      "<rdf:Description rdf:about=\"\" "
		      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		      "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
		      "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">"
		      "<dc:format>application/pdf</dc:format>");
	put_element(&out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", about->title,
		"</rdf:li></rdf:Alt></dc:title>");
	put_element(&out, "<dc:creator><rdf:Seq><rdf:li>", about->author,
		"</rdf:li></rdf:Seq></dc:creator>");
	put_element(&out, "<dc:language><rdf:Bag><rdf:li>", about->language,
		"</rdf:li></rdf:Bag></dc:language>");
	put_element(&out, "<xmp:CreateDate>", date, "</xmp:CreateDate>");
	put_element(&out, "<pdf:Producer>", STR(PRODUCER), "</pdf:Producer>");
	buf_lit(&out, "</rdf:Description>" CLAIM "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
	return buf_str(&out);
}

/* The objects that are new come behind those that were drawn. */
enum { METADATA, PROFILE, ADDED };

static int64_t number_of(const struct finish *f, int added)
{
	return f->count + added;
}

static void add_stream(struct finish *f, int added, const char *about, struct str bytes)
{
	begin_object(f, number_of(f, added));
	buf_fmt(&f->out, "<< %s /Length %zu >>\nstream\n", about, bytes.len);
	buf_put(&f->out, bytes);
	buf_lit(&f->out, "\nendstream");
	end_object(f);
}

static void say_root(struct finish *f)
{
	const struct document_about *about = f->ink->about;
	struct str rest = begin_more(f, f->root, object(f, f->root));
	put_tag(&f->out, "Lang", about->language);
	buf_fmt(&f->out, " /Metadata %lld 0 R /ViewerPreferences << /DisplayDocTitle true%s >>",
		(long long)number_of(f, METADATA), about->right_to_left ? " /Direction /R2L" : "");
	buf_fmt(&f->out,
		" /OutputIntents [ << /Type /OutputIntent /S /GTS_PDFA1"
		" /OutputConditionIdentifier (sRGB) /Info (sRGB) /DestOutputProfile %lld 0 R >> ]",
		(long long)number_of(f, PROFILE));
	end_more(f, rest);
}

static void say_info(struct finish *f)
{
	const struct document_about *about = f->ink->about;
	struct date d = date_of_day((day)(about->date / USEC_DAY));
	int second = (int)(about->date % USEC_DAY / USEC_SECOND);
	begin_object(f, f->info);
	buf_lit(&f->out, "<< /Producer (" PRODUCER ")");
	put_entry(&f->out, "Title", about->title);
	put_entry(&f->out, "Author", about->author);
	buf_fmt(&f->out, " /CreationDate (D:%04d%02d%02d%02d%02d%02dZ) >>", d.year, d.month, d.day,
		second / 3600, second / 60 % 60, second % 60);
	end_object(f);
}

/* --- the end --- */

static int by_number(const void *a, const void *b)
{
	int64_t x = ((const struct change *)a)->number, y = ((const struct change *)b)->number;
	return x < y ? -1 : x > y;
}

static void put_table(struct finish *f)
{
	size_t at = f->drawn.len + f->out.len;
	uint64_t drawn = gzip_checksum(f->drawn), added = gzip_checksum(buf_str(&f->out));
	qsort(f->changes.at, f->changes.len, sizeof(*f->changes.at), by_number);
	buf_lit(&f->out, "xref\n");
	vec_each (struct change, c, &f->changes)
		buf_fmt(&f->out, "%lld 1\n%010zu 00000 n \n", (long long)c->number, c->at);
	buf_fmt(&f->out,
		"trailer\n<< /Size %lld /Root %lld 0 R /Info %lld 0 R /Prev %lld\n"
		"/ID [<%016llX%016llX> <%016llX%016llX>] >>\nstartxref\n%zu\n%%%%EOF\n",
		(long long)number_of(f, ADDED), (long long)f->root, (long long)f->info,
		(long long)f->table_at, (unsigned long long)drawn, (unsigned long long)added,
		(unsigned long long)drawn, (unsigned long long)added, at);
}

err_t finish_pdf(struct ink *ink, struct str drawn, struct str *ret_pdf)
{
	struct finish f = {.arena = ink->arena, .ink = ink, .drawn = drawn};
	buf_init(&f.out, ink->arena, 16 << 10, GROWN_MOST);
	TRY(read_table(&f));
	TRY(say_objects(&f));
	say_info(&f);
	say_root(&f);
	add_stream(&f, METADATA, "/Type /Metadata /Subtype /XML", xmp(&f));
	add_stream(&f, PROFILE, "/N 3", srgb_profile(f.arena));
	put_table(&f);
	TRY(buf_err(&f.out));
	buf_put(&ink->bytes, buf_str(&f.out));
	TRY(buf_err(&ink->bytes));
	*ret_pdf = buf_str(&ink->bytes);
	return NULL;
}
