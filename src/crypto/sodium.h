/* The one place where this folder meets libsodium; not for other rooms. */
#pragma once

#include <sodium.h>
