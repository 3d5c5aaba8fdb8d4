#include "crypto/aead.h"

#include "unit/unit.h"

#include <string.h>

/* A source that hands out the bytes of the known answer. */
static void known_fill(const struct random *r, void *ret_bytes, size_t n)
{
	(void)r;
	for (size_t i = 0; i < n; i++)
		((uint8_t *)ret_bytes)[i] = (uint8_t)(0x40 + i);
}

/* draft-irtf-cfrg-xchacha-03, A.3.1 */
TEST(aead_known_answer)
{
	static const struct random known = {known_fill};
	static const uint8_t bound[] = {
		0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7};
	static const uint8_t first[] = {0xbd, 0x6d, 0x17, 0x9d, 0x3e, 0x83, 0xd4, 0x3b};
	static const uint8_t tag[] = {0xc0, 0x87, 0x59, 0x24, 0xc1, 0xc7, 0x98, 0x79, 0x47, 0xde,
		0xaf, 0xd8, 0x78, 0x0a, 0xcf, 0x49};
	struct str text = STR("Ladies and Gentlemen of the class of '99: If I could offer you only "
			      "one tip for the future, sunscreen would be it.");
	struct aead_key key;
	char sealed[256], back[256];
	for (int i = 0; i < AEAD_KEY; i++)
		key.bytes[i] = (uint8_t)(0x80 + i);
	struct str also = {(const char *)bound, sizeof(bound)};
	aead_seal(&key, &known, text, also, sealed);
	CHECK(memcmp(sealed + 24, first, sizeof(first)) == 0);
	CHECK(memcmp(sealed + 24 + text.len, tag, sizeof(tag)) == 0);
	CHECK(aead_open(&key, (struct str){sealed, text.len + AEAD_OVERHEAD}, also, back));
	CHECK(memcmp(back, text.p, text.len) == 0);
	CHECK(!aead_open(&key, (struct str){sealed, text.len + AEAD_OVERHEAD}, STR("x"), back));
	CHECK(!aead_open(&key, (struct str){sealed, AEAD_OVERHEAD - 1}, also, back));
}
