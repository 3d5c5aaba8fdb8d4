/*
 * The files below /static/, made by tools/bundle at build time; ended by {0}.
 */
#pragma once

#include "http/server.h"

extern const struct http_file assets[];
