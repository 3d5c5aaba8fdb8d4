#include "crypto/totp.h"

#include "unit/unit.h"

static struct secret key_of(const char *text)
{
	struct secret key;
	CHECK(secret_copy(str_of(text), &key));
	return key;
}

/* RFC 6238, appendix B, the last six of its eight digits. */
TEST(totp_known_answers)
{
	static const struct {
		int64_t seconds;
		const char *code;
	} answers[] = {
		{59, "287082"},
		{1111111109, "081804"},
		{1111111111, "050471"},
		{1234567890, "005924"},
		{2000000000, "279037"},
		{20000000000, "353130"},
	};
	SECRET key = key_of("12345678901234567890");
	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		struct code code = totp_code(&key, answers[i].seconds / 30);
		CHECK_STR(((struct str){code.text, code.len}), answers[i].code);
	}
}

/* RFC 4226, appendix D: the same for counters. */
TEST(totp_counters_known_answers)
{
	static const char *const answers[] = {"755224", "287082", "359152", "969429", "338314",
		"254676", "287922", "162583", "399871", "520489"};
	SECRET key = key_of("12345678901234567890");
	for (int64_t i = 0; i < 10; i++) {
		struct code code = totp_code(&key, i);
		CHECK_STR(((struct str){code.text, code.len}), answers[i]);
	}
}

TEST(totp_allows_one_step_of_skew_and_no_more)
{
	SECRET key = key_of("12345678901234567890");
	int64_t step;
	for (int64_t at = -3; at <= 3; at++) {
		struct code code = totp_code(&key, 1000 + at);
		bool right = totp_match(&key, &code, 1000 * TOTP_STEP, 0, &step);
		CHECK(right == (at >= -TOTP_SKEW && at <= TOTP_SKEW));
		CHECK(!right || step == 1000 + at);
	}
}

TEST(totp_step_is_taken_once)
{
	SECRET key = key_of("12345678901234567890");
	struct code now = totp_code(&key, 1000), next = totp_code(&key, 1001);
	int64_t step;
	CHECK(!totp_match(&key, &now, 1000 * TOTP_STEP, 1000, &step));
	CHECK(!totp_match(&key, &now, 1000 * TOTP_STEP, 1001, &step));
	CHECK(totp_match(&key, &next, 1000 * TOTP_STEP, 1000, &step) && step == 1001);
}

TEST(totp_long_codes_are_none)
{
	SECRET key = key_of("12345678901234567890");
	struct code code = totp_code(&key, 1000);
	int64_t step;
	code.len = CODE_LONG;
	CHECK(!totp_match(&key, &code, 1000 * TOTP_STEP, 0, &step));
}

/* The secret that RFC 6238 uses, as RFC 4648 writes it. */
TEST(totp_prints_what_apps_read)
{
	struct arena *a = arena_new();
	SECRET key = key_of("12345678901234567890");
	CHECK_STR(totp_secret_print(a, &key), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
	CHECK_STR(totp_uri(a, &key, STR("De Regenboog & co"), STR("anna@school.example")),
		"otpauth://totp/De%20Regenboog%20%26%20co:anna%40school.example"
		"?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=De%20Regenboog%20%26%20co");
	arena_free(a);
}
