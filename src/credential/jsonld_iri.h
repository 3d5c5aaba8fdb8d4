/* IRI references: resolution as in RFC 3986, section 5.2, without normalization. */
#pragma once

#include "base/str.h"

/* Whether s begins with a scheme and a colon. */
bool iri_has_scheme(struct str s);
/* Whether s is an IRI: a scheme, characters that IRIs may have, and one fragment at most. */
bool iri_well_formed(struct str s);
/* reference against base, which has a scheme; on a, or a part of reference. */
struct str iri_resolve(struct arena *a, struct str base, struct str reference);
