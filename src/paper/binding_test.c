#include "paper/binding.h"

#include "paper/paper.h"
#include "unit/pdf.h"
#include "unit/sheet.h"
#include "unit/unit.h"

#define MOST ((size_t)8 << 20)

TEST(binding_begins_each_on_a_sheet_of_its_own)
{
	struct folder f;
	struct paper *paper;
	struct str pdfs[3], bound;
	REQUIRE(folder_make(&f));
	REQUIRE_OK(paper_new(f.arena, &paper));
	REQUIRE_OK(sheet_certificate(f.arena, paper, &pdfs[0]));
	REQUIRE_OK(sheet_certificate_short(f.arena, paper, &pdfs[1]));
	pdfs[2] = pdfs[1];
	REQUIRE_OK(binding_join(f.arena, pdfs, 3, MOST, &bound));
	struct str rest = pdf_words(&f, bound);
	size_t pages = 0;
	while (rest.len) {
		struct str page = str_cut(&rest, '\f');
		bool blank = pages == 3 || pages == 5;
		CHECK(blank == !str_trim(page).len);
		CHECK((pages == 4 || pages == 6) == (str_has(page, "გიორგი")));
		pages++;
	}
	CHECK_INT((int64_t)pages, 7);
	CHECK_ERR(binding_join(f.arena, pdfs, 3, 1000, &bound), ERR_TOO_LARGE);
	CHECK_ERR(binding_join(f.arena, pdfs, 0, MOST, &bound), ERR_INVALID);
	pdfs[1] = STR("%PDF-1.5 nothing");
	CHECK_ERR(binding_join(f.arena, pdfs, 3, MOST, &bound), ERR_INVALID);
	folder_end(&f);
}
