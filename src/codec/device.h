/*
 * Which browser and which system somebody uses, in words that a person knows ("Firefox",
 * "Android"), from a User-Agent header (RFC 9110, section 10.1.5). Families only: no version, no
 * model, so that it tells a person whether it was their own device and tells others little.
 */
#pragma once

#include "base/str.h"

/* Names in static storage; NULL: none that we know. */
struct device {
	const char *browser;
	const char *system;
};

struct device device_of(struct str user_agent);
