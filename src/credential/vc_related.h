/*
 * relatedResource of VC 2.0 (section 5.3): each document that a credential builds on has an
 * address, once, and a digest; the digest is checked when the document is at hand.
 */
#pragma once

#include "credential/vc_model.h"

#define VC_RELATED_MOST 64

/* related may be NULL: the credential has none. */
void vc_check_related(struct arena *a, const struct json *related, const struct vc_library *library,
	struct findings *f);
