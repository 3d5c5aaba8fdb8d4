/* How many of how many, to be drawn. */
#pragma once

#include "view/passport.h"

static inline struct ring ring_of(size_t done, size_t total)
{
	return (struct ring){
		.done = (int)done,
		.total = (int)total,
		.percent = total ? (int)(done * 100 / total) : 0,
		.complete = total > 0 && done == total,
	};
}
