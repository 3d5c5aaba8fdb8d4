#include "i18n/plural.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint64_t numbers[] = {0, 1, 2, 11, 100, UINT64_MAX};
	struct plural p;
	err_t e = plural_parse((struct str){(const char *)data, size}, &p);
	for (size_t i = 0; !e && i < sizeof(numbers) / sizeof(*numbers); i++)
		if (plural_form(&p, numbers[i]) >= p.forms)
			__builtin_trap();
	err_free(e);
	return 0;
}
