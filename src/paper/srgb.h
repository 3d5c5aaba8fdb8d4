/*
 * The colours of all that is printed are of sRGB (IEC 61966-2-1); this is that space as an ICC
 * profile of a display (ISO 15076-1:2005, profile version 4.2), for a file to carry along. The
 * same bytes each time.
 */
#pragma once

#include "base/str.h"

struct arena;

struct str srgb_profile(struct arena *a);
