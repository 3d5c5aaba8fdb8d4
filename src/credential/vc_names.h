/*
 * The names of what is read. The checks, and whoever shows a credential, look its members up by
 * name; an rdfc suite signs statements, in which a name is gone. So that both speak of the same,
 * each IRI of these vocabularies (Verifiable Credentials, status lists, security, Open Badges) has
 * the name that its context gives it, and no other.
 */
#pragma once

#include "credential/jsonld.h"

extern const struct jsonld_reading vc_reading;
