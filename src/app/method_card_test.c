#include "app/method_card.h"

#include "app/app.h"
#include "i18n/i18n.h"
#include "unit/pdf.h"
#include "unit/place.h"
#include "unit/unit.h"

TEST(method_cards_are_in_every_language_and_on_paper)
{
	struct place p;
	struct folder folder;
	struct str pdf;
	size_t len;
	REQUIRE(place_open(&p));
	REQUIRE(CHECK(folder_make(&folder)));
	for (size_t i = 0; i < i18n_count(p.app.i18n); i++) {
		const struct lang *lang = i18n_at(p.app.i18n, i);
		const struct method_card *all = method_cards_all(p.app.method_cards, i, &len);
		REQUIRE(len > 1);
		CHECK_OK(method_cards_paper(&p.app, p.arena, lang, STR_NONE, &pdf));
		struct str words = pdf_words(&folder, pdf);
		for (size_t k = 0; k < len; k++)
			CHECK(str_search(words, all[k].title) < words.len);
		CHECK_OK(method_cards_paper(&p.app, p.arena, lang, all[1].id, &pdf));
		words = pdf_words(&folder, pdf);
		CHECK(str_search(words, all[1].title) < words.len &&
			str_search(words, all[0].title) == words.len);
	}
	CHECK_ERR(method_cards_paper(&p.app, p.arena, i18n_standard(p.app.i18n), STR("x"), &pdf),
		ERR_NOT_FOUND);
	folder_end(&folder);
	place_close(&p);
}

TEST(method_cards_that_are_none)
{
	static const char *const wrong[] = {"", "{}", "{\"cards\":[]}", "{\"cards\":[{}]}",
		"{\"cards\":[{\"id\":\"a\",\"steps\":[]}]}",
		"{\"cards\":[{\"id\":\"a\",\"steps\":[{\"nl\":\"x\"}]}]}"};
	struct place p;
	struct method_cards *cards;
	REQUIRE(place_open(&p));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		CHECK_ERR(method_cards_new(p.arena, str_of(wrong[i]), p.app.i18n, &cards),
			ERR_INVALID);
	place_close(&p);
}
