/*
 * XML 1.0 with namespaces as a stream of elements, for formats that wrap data in it. Names are told
 * without their namespace. A document type is refused, and with it every entity but the five of the
 * standard: nothing is fetched, nothing grows.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

#define XML_DEPTH_MOST 64
#define XML_BYTES_MOST ((size_t)256 << 20)

/* Name, value, name, value, NULL; valid during the call. */
typedef const char *const *xml_attributes;

/* Each may be NULL; an error ends the reading. Text comes in pieces. */
struct xml_reader {
	err_t (*begin)(void *ctx, const char *name, xml_attributes attributes);
	err_t (*end)(void *ctx, const char *name);
	err_t (*text)(void *ctx, struct str piece);
};

/* ERR_INVALID when it is no such XML; the detail says where. */
err_t xml_read(struct str bytes, const struct xml_reader *reader, void *ctx);

/* An attribute without a namespace; STR_NONE for none. */
struct str xml_attribute(xml_attributes attributes, const char *name);
/* One whose namespace ends in that word. */
struct str xml_attribute_of(xml_attributes attributes, const char *namespace_end, const char *name);
