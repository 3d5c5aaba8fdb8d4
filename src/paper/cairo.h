/* The drawing libraries, for this folder only. */
#pragma once

#include <cairo.h>
