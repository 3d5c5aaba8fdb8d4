#include "codec/device.h"

struct family {
	const char *mark; /* NULL ends a table */
	const char *name;
};

/* In this order: browsers name those that they descend from too, and so do systems. */
static const struct family browsers[] = {
	{"Edg/", "Edge"},
	{"EdgA/", "Edge"},
	{"EdgiOS/", "Edge"},
	{"OPR/", "Opera"},
	{"SamsungBrowser/", "Samsung Internet"},
	{"Firefox/", "Firefox"},
	{"FxiOS/", "Firefox"},
	{"CriOS/", "Chrome"},
	{"Chrome/", "Chrome"},
	{"Safari/", "Safari"},
	{0},
};
static const struct family systems[] = {
	{"Android", "Android"},
	{"iPhone", "iPhone"},
	{"iPad", "iPad"},
	{"Windows NT", "Windows"},
	{"CrOS", "ChromeOS"},
	{"Macintosh", "Mac"},
	{"Linux", "Linux"},
	{0},
};

static const char *find(const struct family *families, struct str text)
{
	const struct family *f = families;
	while (f->mark && str_search(text, str_of(f->mark)) == text.len)
		f++;
	return f->name;
}

struct device device_of(struct str user_agent)
{
	return (struct device){find(browsers, user_agent), find(systems, user_agent)};
}
