#include "codec/xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#define SEPARATOR '|' /* between namespace and name: in neither */

struct reading {
	const struct xml_reader *reader;
	void *ctx;
	XML_Parser parser;
	unsigned depth;
	err_t error;
};

static void stop(struct reading *r, err_t e)
{
	r->error = err_join(r->error, e);
	XML_StopParser(r->parser, XML_FALSE);
}

static const char *local_name(const char *name)
{
	const char *separator = strrchr(name, SEPARATOR);
	return separator ? separator + 1 : name;
}

static void begin(void *ctx, const char *name, const char **attributes)
{
	struct reading *r = ctx;
	if (r->error)
		return;
	if (++r->depth > XML_DEPTH_MOST) {
		stop(r, err_log(ERR_INVALID, "xml: too deep"));
		return;
	}
	err_t e = r->reader->begin ? r->reader->begin(r->ctx, local_name(name), attributes) : NULL;
	if (e)
		stop(r, e);
}

static void end(void *ctx, const char *name)
{
	struct reading *r = ctx;
	if (r->error)
		return;
	r->depth--;
	err_t e = r->reader->end ? r->reader->end(r->ctx, local_name(name)) : NULL;
	if (e)
		stop(r, e);
}

static void text(void *ctx, const char *piece, int len)
{
	struct reading *r = ctx;
	if (r->error)
		return;
	err_t e =
		r->reader->text ? r->reader->text(r->ctx, (struct str){piece, (size_t)len}) : NULL;
	if (e)
		stop(r, e);
}

static void refuse_doctype(
	void *ctx, const char *name, const char *sysid, const char *pubid, int has_subset)
{
	struct reading *r = ctx;
	(void)name, (void)sysid, (void)pubid, (void)has_subset;
	if (!r->error)
		stop(r, err_log(ERR_INVALID, "xml: has a document type"));
}

static err_t parse(struct reading *r, struct str bytes)
{
	XML_SetUserData(r->parser, r);
	XML_SetElementHandler(r->parser, begin, end);
	XML_SetCharacterDataHandler(r->parser, text);
	XML_SetStartDoctypeDeclHandler(r->parser, refuse_doctype);
	enum XML_Status status = XML_Parse(r->parser, bytes.p, (int)bytes.len, XML_TRUE);
	if (r->error)
		return r->error;
	if (status != XML_STATUS_OK)
		return err_log(ERR_INVALID, "xml: %s at byte %ld",
			XML_ErrorString(XML_GetErrorCode(r->parser)),
			(long)XML_GetCurrentByteIndex(r->parser));
	return NULL;
}

err_t xml_read(struct str bytes, const struct xml_reader *reader, void *ctx)
{
	struct reading r = {.reader = reader, .ctx = ctx};
	if (bytes.len > XML_BYTES_MOST)
		return err_log(ERR_TOO_LARGE, "xml: past %zu bytes", XML_BYTES_MOST);
	r.parser = XML_ParserCreateNS(NULL, SEPARATOR);
	if (!r.parser)
		abort();
	err_t e = parse(&r, bytes);
	XML_ParserFree(r.parser);
	return e;
}

struct str xml_attribute(xml_attributes attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return str_of(attributes[1]);
	return STR_NONE;
}

struct str xml_attribute_of(xml_attributes attributes, const char *namespace_end, const char *name)
{
	for (; *attributes; attributes += 2) {
		const char *separator = strrchr(attributes[0], SEPARATOR);
		if (!separator || strcmp(separator + 1, name) != 0)
			continue;
		struct str space = {attributes[0], (size_t)(separator - attributes[0])};
		if (str_ends(space, str_of(namespace_end)))
			return str_of(attributes[1]);
	}
	return STR_NONE;
}
