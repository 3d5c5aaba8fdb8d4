#include "codec/xml.h"

#include "base/arena.h"
#include "base/buf.h"
#include "unit/unit.h"

#include <string.h>

static err_t begin(void *ctx, const char *name, xml_attributes attributes)
{
	struct buf *out = ctx;
	struct str plain = xml_attribute(attributes, "id"),
		   other = xml_attribute_of(attributes, "/relations", "id");
	if (strcmp(name, "stop") == 0)
		return err_log(ERR_CONFLICT, "stopped");
	buf_fmt(out, "<%s", name);
	if (plain.p)
		buf_fmt(out, " id=%.*s", STR_ARG(plain));
	if (other.p)
		buf_fmt(out, " relation=%.*s", STR_ARG(other));
	buf_lit(out, ">");
	return NULL;
}

static err_t end(void *ctx, const char *name)
{
	buf_fmt(ctx, "</%s>", name);
	return NULL;
}

static err_t text(void *ctx, struct str piece)
{
	buf_put(ctx, piece);
	return NULL;
}

static const struct xml_reader reader = {begin, end, text};

static err_t read_all(struct arena *a, struct str xml, struct str *ret_text)
{
	struct buf out;
	buf_init(&out, a, 256, 1 << 16);
	TRY(xml_read(xml, &reader, &out));
	*ret_text = buf_str(&out);
	return NULL;
}

TEST(xml_tells_elements_without_their_namespaces)
{
	struct arena *a = arena_new();
	struct str out = STR_NONE;
	CHECK_OK(read_all(a,
		STR("<?xml version='1.0'?><x:a xmlns:x='urn:one' xmlns:r='urn:two/relations' "
		    "id='1' r:id='2' x:id='3'><b>caf\xc3\xa9 &amp; "
		    "&#x41;<![CDATA[<c>]]></b></x:a>"),
		&out));
	CHECK_STR(out, "<a id=1 relation=2><b>caf\xc3\xa9 & A<c></b></a>");
	arena_free(a);
}

TEST(xml_of_other_encodings_is_read)
{
	struct arena *a = arena_new();
	struct str out = STR_NONE;
	CHECK_OK(read_all(
		a, STR("<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xe9</a>"), &out));
	CHECK_STR(out, "<a>caf\xc3\xa9</a>");
	CHECK_OK(read_all(a, STR("\xff\xfe<\0a\0/\0>\0"), &out));
	CHECK_STR(out, "<a></a>");
	arena_free(a);
}

TEST(xml_refuses_document_types_and_their_entities)
{
	static const char *const bad[] = {"<!DOCTYPE a><a/>",
		"<!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;</a>",
		"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
		"<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>", "<a>&b;</a>", "", "<a>",
		"<a/><b/>", "<a b='1' b='2'/>", "<x:a/>", "<a>\xff</a>", "<a>\x01</a>", "a"};
	struct arena *a = arena_new();
	struct str out;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		unit_check_err(
			read_all(a, str_of(bad[i]), &out), ERR_INVALID, __FILE__, __LINE__, bad[i]);
	arena_free(a);
}

TEST(xml_ends_at_a_depth_and_at_the_readers_error)
{
	struct arena *a = arena_new();
	struct buf deep;
	struct str out;
	buf_init(&deep, a, 1024, 4096);
	for (int i = 0; i < XML_DEPTH_MOST; i++)
		buf_lit(&deep, "<a>");
	struct str opened = str_dup(a, buf_str(&deep));
	for (int i = 0; i < XML_DEPTH_MOST; i++)
		buf_lit(&deep, "</a>");
	CHECK_OK(read_all(a, buf_str(&deep), &out));
	CHECK_ERR(read_all(a, str_fmt(a, "%.*s<a/>", STR_ARG(opened)), &out), ERR_INVALID);
	CHECK_ERR(read_all(a, STR("<a><stop/><b><stop/></b></a>"), &out), ERR_CONFLICT);
	arena_free(a);
}
