/*
 * What we mail to people. A notice is made before the transaction that needs it (making one seals its
 * text) and sent inside it, so that it goes out exactly when its reason came to be.
 */
#pragma once

#include "app/app.h"

struct code;
struct tx;

struct notice_to {
	struct str mail;
	struct str name;
	struct str language;
};
