/*
 * The W3C Verifiable Credentials data model: what 2.0 demands of a credential or presentation
 * beyond its proof, and of 1.1 what differs (its dates). Each demand has a finding of its own,
 * whose detail is the member's name. Undefined terms are the business of JSON-LD, not of this.
 */
#pragma once

#include "base/time.h"
#include "codec/json.h"
#include "credential/finding.h"

/*
 * Documents by address, for relatedResource: what find has, or fetches under rules of its own, is
 * checked against the digest. Asked VC_RELATED_MOST times a credential at most.
 */
struct vc_library {
	bool (*find)(
		const struct vc_library *l, struct arena *a, struct str url, struct str *ret_bytes);
};

/* library NULL: none is at hand. */
void vc_check_credential(struct arena *a, const struct json *credential,
	const struct vc_library *library, usec now, struct findings *f);
void vc_check_presentation(struct arena *a, const struct json *presentation, struct findings *f);

/* The issuer's or holder's id, whether written as a string or as an object; or STR_NONE. */
struct str vc_issuer(const struct json *credential);
struct str vc_holder(const struct json *presentation);
/* Whether type is, or has among it, this. */
bool vc_has_type(const struct json *object, struct str type);
/* An absolute URL: a scheme and something after it, of characters that RFC 3986 knows. */
bool vc_is_url(struct str s);
/* A dateTimeStamp of XML Schema: stricter than RFC 3339 in its letters and seconds. */
bool vc_parse_time(struct str s, usec *ret_time);
