#include "codec/base58.h"

#include "base/arena.h"

#include <endian.h>
#include <string.h>

/* Five digits of base 58 at a time: 58^5 fits in 32 bits. */
#define GROUP 5
#define GROUP_RADIX 656356768u
#define GROUPS_MOST (BASE58_TEXT_MOST / GROUP + 1)

static const char digits[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

struct str base58_encode(struct arena *a, struct str bytes)
{
	uint32_t groups[GROUPS_MOST]; /* little end first */
	size_t len = 0, zeros = 0;
	if (bytes.len > BASE58_BYTES_MOST)
		return STR_NONE;
	while (zeros < bytes.len && !bytes.p[zeros])
		zeros++;
	for (size_t i = zeros, n; i < bytes.len; i += n) {
		uint64_t carry = 0;
		for (n = 0; n < 4 && i + n < bytes.len; n++)
			carry = carry << 8 | (uint8_t)bytes.p[i + n];
		for (size_t k = 0; k < len || carry; k++) {
			carry += (k < len ? (uint64_t)groups[k] : 0) << 8 * n;
			groups[k] = (uint32_t)(carry % GROUP_RADIX);
			carry /= GROUP_RADIX;
			len = k < len ? len : k + 1;
		}
	}
	char text[GROUPS_MOST * GROUP], *p = text + sizeof(text);
	for (size_t k = 0; k < len; k++)
		for (int i = 0; i < GROUP; i++, groups[k] /= 58)
			*--p = digits[groups[k] % 58];
	while (p < text + sizeof(text) && *p == digits[0])
		p++;
	size_t n = (size_t)(text + sizeof(text) - p);
	char *out = arena_bytes(a, zeros + n);
	memset(out, digits[0], zeros);
	memcpy(out + zeros, p, n);
	return (struct str){out, zeros + n};
}

/* The digits' values + 1; 0 for any other character. */
static const uint8_t values[128] = {
	['1'] = 1,
	['2'] = 2,
	['3'] = 3,
	['4'] = 4,
	['5'] = 5,
	['6'] = 6,
	['7'] = 7,
	['8'] = 8,
	['9'] = 9,
	['A'] = 10,
	['B'] = 11,
	['C'] = 12,
	['D'] = 13,
	['E'] = 14,
	['F'] = 15,
	['G'] = 16,
	['H'] = 17,
	['J'] = 18,
	['K'] = 19,
	['L'] = 20,
	['M'] = 21,
	['N'] = 22,
	['P'] = 23,
	['Q'] = 24,
	['R'] = 25,
	['S'] = 26,
	['T'] = 27,
	['U'] = 28,
	['V'] = 29,
	['W'] = 30,
	['X'] = 31,
	['Y'] = 32,
	['Z'] = 33,
	['a'] = 34,
	['b'] = 35,
	['c'] = 36,
	['d'] = 37,
	['e'] = 38,
	['f'] = 39,
	['g'] = 40,
	['h'] = 41,
	['i'] = 42,
	['j'] = 43,
	['k'] = 44,
	['m'] = 45,
	['n'] = 46,
	['o'] = 47,
	['p'] = 48,
	['q'] = 49,
	['r'] = 50,
	['s'] = 51,
	['t'] = 52,
	['u'] = 53,
	['v'] = 54,
	['w'] = 55,
	['x'] = 56,
	['y'] = 57,
	['z'] = 58,
};

/* Ten digits of base 58 at a time: 58^10 fits in 64 bits. */
#define WORD_DIGITS 10
#define WORDS_MOST (BASE58_TEXT_MOST / WORD_DIGITS + 1)
__extension__ typedef unsigned __int128 uint128;

/* number = number * radix + add, in words, little end first. */
static size_t multiply_add(uint64_t *number, size_t len, uint64_t radix, uint64_t add)
{
	uint64_t carry = add;
	for (size_t k = 0; k < len; k++) {
		uint128 product = (uint128)number[k] * radix + carry;
		number[k] = (uint64_t)product;
		carry = (uint64_t)(product >> 64);
	}
	if (carry)
		number[len++] = carry;
	return len;
}

/* The words' bytes, big end first, without zeros before them. */
static struct str significant(uint64_t *number, size_t len)
{
	size_t zeros = len ? (size_t)__builtin_clzll(number[len - 1]) / 8 : 0;
	for (size_t i = 0; i < len / 2; i++) {
		uint64_t w = number[i];
		number[i] = number[len - 1 - i];
		number[len - 1 - i] = w;
	}
	for (size_t i = 0; i < len; i++)
		number[i] = htobe64(number[i]);
	return (struct str){(char *)number + zeros, len * 8 - zeros};
}

err_t base58_decode(struct arena *a, struct str text, struct str *ret_bytes)
{
	uint64_t number[WORDS_MOST];
	size_t len = 0, zeros = 0;
	if (text.len > BASE58_TEXT_MOST)
		return err_log(ERR_TOO_LARGE, "base58 past %d digits", BASE58_TEXT_MOST);
	while (zeros < text.len && text.p[zeros] == digits[0])
		zeros++;
	for (size_t i = zeros; i < text.len;) {
		uint64_t radix = 1, add = 0;
		for (int k = 0; k < WORD_DIGITS && i < text.len; k++, i++) {
			unsigned char c = (unsigned char)text.p[i];
			if (c >= sizeof(values) || !values[c])
				return err_log(ERR_INVALID, "base58: byte %zu is no digit", i);
			radix *= 58;
			add = add * 58 + values[c] - 1u;
		}
		len = multiply_add(number, len, radix, add);
	}
	struct str bytes = significant(number, len);
	char *out = arena_bytes(a, zeros + bytes.len);
	memset(out, 0, zeros);
	memcpy(out + zeros, bytes.p, bytes.len);
	*ret_bytes = (struct str){out, zeros + bytes.len};
	return NULL;
}
