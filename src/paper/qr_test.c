#include "paper/qr.h"

#include "base/arena.h"
#include "base/buf.h"
#include "unit/folder.h"
#include "unit/unit.h"

#include <stdio.h>
#include <string.h>

#define LINK "https://leerpas.example/s#b5k2m9x0q7w4r1t8y3u6-é"

/* What another program reads in a picture; "" when it reads none. */
static struct str read_back(struct folder *f, const char *name, struct str picture)
{
	struct str command =
		str_fmt(f->arena, "zbarimg --nodbus --raw --quiet --oneshot -Sbinary %s",
			folder_write(f, name, picture));
	FILE *out = popen(command.p, "r");
	char *text = arena_alloc(f->arena, QR_TEXT_MAX + 100);
	size_t n = out ? fread(text, 1, QR_TEXT_MAX + 99, out) : 0;
	if (out)
		pclose(out);
	return (struct str){text, n};
}

/* Paints the runs of the path, three pixels a module, as a PGM picture. */
static struct str paint(struct arena *a, struct str svg)
{
	int side = 0, x, y, n;
	const char *box = strstr(str_z(a, svg), "viewBox=\"0 0 ");
	if (!box || sscanf(box, "viewBox=\"0 0 %d", &side) != 1)
		return STR_NONE;
	struct str head = str_fmt(a, "P5 %d %d 255\n", side * 3, side * 3);
	size_t bytes = (size_t)side * 3 * (size_t)side * 3;
	char *p = arena_bytes(a, head.len + bytes);
	memcpy(p, head.p, head.len);
	memset(p + head.len, 255, bytes);
	for (const char *at = strstr(box, "d=\"M0 0h") + 4; (at = strchr(at, 'M')); at++)
		if (sscanf(at, "M%d %dh%dv1", &x, &y, &n) == 3)
			for (int row = 0; row < 3; row++)
				memset(p + head.len + (y * 3 + row) * side * 3 + x * 3, 0,
					(size_t)n * 3);
	return (struct str){p, head.len + bytes};
}

TEST(qr_png_is_read_by_another)
{
	struct folder f;
	struct str png;
	REQUIRE(folder_make(&f));
	REQUIRE_OK(qr_png(f.arena, STR(LINK), 4, &png));
	CHECK_STR(read_back(&f, "code.png", png), LINK);
	CHECK(png.len < 2000);
	folder_end(&f);
}

TEST(qr_svg_is_read_by_another)
{
	struct folder f;
	struct str svg;
	REQUIRE(folder_make(&f));
	REQUIRE_OK(qr_svg(f.arena, STR(LINK), STR("Code"), &svg));
	CHECK_STR(read_back(&f, "code.pgm", paint(f.arena, svg)), LINK);
	folder_end(&f);
}

TEST(qr_reads_every_length)
{
	struct folder f;
	struct str png;
	char text[QR_TEXT_MAX + 2];
	REQUIRE(folder_make(&f));
	memset(text, 'x', sizeof(text));
	for (size_t n = 1; n <= QR_TEXT_MAX; n = n < 500 ? n * 3 : n + 26) {
		REQUIRE_OK(qr_png(f.arena, (struct str){text, n}, 3, &png));
		CHECK_INT((int64_t)read_back(&f, "code.png", png).len, (int64_t)n);
	}
	folder_end(&f);
}

TEST(qr_has_a_quiet_zone)
{
	struct arena *a = arena_new();
	struct qr qr;
	REQUIRE_OK(qr_make(a, STR("x"), &qr));
	CHECK_INT(qr.width, 21 + 2 * QR_QUIET);
	for (int i = 0; i < qr.width * QR_QUIET; i++)
		CHECK(!qr.dark[i] && !qr.dark[qr.width * qr.width - 1 - i]);
	for (int y = 0; y < qr.width; y++)
		for (int x = 0; x < QR_QUIET; x++)
			CHECK(!qr.dark[y * qr.width + x] && !qr.dark[(y + 1) * qr.width - 1 - x]);
	CHECK(qr.dark[QR_QUIET * qr.width + QR_QUIET]);
	arena_free(a);
}

TEST(qr_svg_may_stand_in_a_page)
{
	struct arena *a = arena_new();
	struct str svg;
	REQUIRE_OK(qr_svg(a, STR("x"), STR("</title><script>\"'&"), &svg));
	CHECK(str_starts(svg, STR("<svg ")) && str_ends(svg, STR("</svg>")));
	CHECK(str_has(svg, "<title>&lt;/title&gt;&lt;script&gt;&#34;&#39;&amp;</title>"));
	CHECK_INT((int64_t)str_search(svg, STR("style")), (int64_t)svg.len);
	CHECK_INT((int64_t)str_search(svg, STR("<script")), (int64_t)svg.len);
	arena_free(a);
}

TEST(qr_keeps_its_limits)
{
	struct arena *a = arena_new();
	struct str out = STR("untouched");
	char text[QR_TEXT_MAX + 1];
	memset(text, 'x', sizeof(text));
	CHECK_ERR(qr_svg(a, (struct str){text, sizeof(text)}, STR("t"), &out), ERR_TOO_LARGE);
	CHECK_ERR(qr_svg(a, STR(""), STR("t"), &out), ERR_INVALID);
	CHECK_ERR(qr_png(a, STR_NONE, 1, &out), ERR_INVALID);
	CHECK_ERR(qr_png(a, STR("a\nb"), 1, &out), ERR_INVALID);
	CHECK_ERR(qr_png(a, STR("a\0b"), 1, &out), ERR_INVALID);
	CHECK_ERR(qr_png(a, STR("a\xff"), 1, &out), ERR_INVALID);
	CHECK_STR(out, "untouched");
	arena_free(a);
}
