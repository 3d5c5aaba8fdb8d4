/* Somebody at the door: what is known of a browser and its address before anybody signed in. */
#pragma once

#include "codec/device.h"
#include "crypto/token.h"

struct visitor {
	struct token browser; /* binds what this browser asks for; the session's when signed in */
	struct token known;   /* stays in the browser when sessions end */
	struct str block;     /* bytes of the address block, see http/peer.h */
	struct device device;
};
