#include "credential/jsonld_rdf.h"

#include <math.h>
#include <string.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"
#define DIGITS 16 /* of the mantissa */

/* One up in the last of n decimal digits; true when that made them 10...0. */
static bool round_up(char *digits, size_t n)
{
	while (n > 0 && digits[n - 1] == '9')
		digits[--n] = '0';
	if (n > 0)
		digits[n - 1]++;
	else
		digits[0] = '1';
	return n == 0;
}

/* "5.3E0": 16 digits at most, halves away from zero, as XML Schema writes a double. */
static struct str print_double(struct arena *a, double d)
{
	struct str exact = str_fmt(a, "%.40E", fabs(d));
	char digits[DIGITS + 1] = {0};
	int64_t power = 0;
	digits[0] = exact.p[0];
	memcpy(digits + 1, exact.p + 2, DIGITS - 1);
	struct str exponent = str_from(exact, str_find(exact, 'E') + 1);
	bool down = exponent.p[0] == '-', odd = !str_to_int(str_from(exponent, 1), &power);
	if (down || odd)
		power = -power;
	if (exact.p[DIGITS + 1] >= '5')
		power += round_up(digits, DIGITS);
	size_t n = DIGITS;
	while (n > 2 && digits[n - 1] == '0')
		n--;
	return str_fmt(a, "%s%c.%.*sE%d", signbit(d) ? "-" : "", digits[0], (int)n - 1, digits + 1,
		(int)power);
}

static struct str print_integer(struct arena *a, double d)
{
	return d == 0 ? STR("0") : str_fmt(a, "%.0f", d);
}

err_t rdf_number(struct arena *a, const struct json *number, struct str *io_datatype,
	struct str *ret_lexical)
{
	double d;
	if (!json_double(number, &d))
		return jsonld_fail(JSONLD_NO_RDF, STR("number"));
	bool integer = d == floor(d) && fabs(d) < 1e21 && !str_is(*io_datatype, XSD "double");
	if (!io_datatype->p)
		*io_datatype = integer ? STR(XSD "integer") : STR(XSD "double");
	*ret_lexical = integer ? print_integer(a, d) : print_double(a, d);
	return NULL;
}
