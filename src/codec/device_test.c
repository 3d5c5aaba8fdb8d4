#include "codec/device.h"

#include "unit/unit.h"

static const struct {
	const char *header, *browser, *system;
} cases[] = {
	{"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox",
		"Linux"},
	{"Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0", "Firefox",
		"Android"},
	{"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
	 "Chrome/130.0.0.0 Mobile Safari/537.36",
		"Chrome", "Android"},
	{"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
	 "SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
		"Samsung Internet", "Android"},
	{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 "
	 "(KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
		"Safari", "iPhone"},
	{"Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 "
	 "(KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1",
		"Chrome", "iPad"},
	{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
	 "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
		"Edge", "Windows"},
	{"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) "
	 "Chrome/130.0.0.0 Safari/537.36",
		"Chrome", "ChromeOS"},
	{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
	 "Chrome/130.0.0.0 Safari/537.36 OPR/115.0.0.0",
		"Opera", "Mac"},
	{"curl/7.88.1", NULL, NULL}, {"", NULL, NULL},
	{"Firefox", NULL, NULL}, /* the mark is not whole */
};

TEST(device_names_families)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct device d = device_of(str_of(cases[i].header));
		CHECK_STR(str_of(d.browser), cases[i].browser);
		CHECK_STR(str_of(d.system), cases[i].system);
	}
}

TEST(device_of_no_header_is_unknown)
{
	struct device d = device_of(STR_NONE);
	CHECK(!d.browser && !d.system);
}
