/* Inside of a language, for this folder. */
#pragma once

#include "i18n/lang.h"
#include "i18n/mo.h"
#include "i18n/plural.h"

struct lang {
	struct str tag;
	size_t index;
	bool is_whole;
	struct mo mo;
	struct plural plural;
};

/*
 * A language from its catalogue, whose header has Language and Plural-Forms; else ERR_INVALID. One
 * that has but the texts of companions says so: "X-Texts: companions".
 */
err_t lang_read(struct arena *a, struct str mo, size_t index, struct lang *ret_lang);
