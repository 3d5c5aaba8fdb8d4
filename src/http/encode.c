#include "base/arena.h"
#include "base/mem.h"
#include "codec/gzip.h"
#include "http/inside.h"

#define LEVEL 1

struct encoder {
	struct gzip *gzip;
};

struct encoder *encoder_new(void)
{
	struct encoder *e = mem_new(struct encoder);
	e->gzip = gzip_new(LEVEL);
	return e;
}

void encoder_free(struct encoder *e)
{
	if (e)
		gzip_free(e->gzip);
	mem_free(e);
}

bool encoder_gzip(struct encoder *e, struct arena *a, struct str plain, struct str *ret_packed)
{
	return plain.len && gzip_pack(e->gzip, a, plain, plain.len - 1, ret_packed);
}

struct str encode_tag(struct arena *a, struct str bytes)
{
	return str_fmt(a, "W/\"%016llx%zx\"", (unsigned long long)gzip_checksum(bytes), bytes.len);
}

static struct str opaque(struct str tag)
{
	return str_starts(tag, STR("W/")) ? str_from(tag, 2) : tag;
}

bool encode_tag_matches(struct str if_none_match, struct str tag)
{
	if (str_is(str_trim(if_none_match), "*"))
		return true;
	while (if_none_match.len)
		if (str_eq(opaque(str_trim(str_cut(&if_none_match, ','))), opaque(tag)))
			return true;
	return false;
}

/* "q=0", "q=0.0" and so on. */
static bool is_refused(struct str parameters)
{
	while (parameters.len) {
		struct str value = str_trim(str_cut(&parameters, ';'));
		struct str name = str_trim(str_cut(&value, '='));
		if (!str_eq_nocase(name, STR("q")))
			continue;
		value = str_trim(value);
		for (size_t i = 0; i < value.len; i++)
			if (value.p[i] != '0' && value.p[i] != '.')
				return false;
		return true;
	}
	return false;
}

bool encode_accepts(struct str accept_encoding, struct str coding)
{
	bool any = false;
	while (accept_encoding.len) {
		struct str parameters = str_cut(&accept_encoding, ',');
		struct str name = str_trim(str_cut(&parameters, ';'));
		if (str_eq_nocase(name, coding))
			return !is_refused(parameters);
		if (str_is(name, "*"))
			any = !is_refused(parameters);
	}
	return any;
}
