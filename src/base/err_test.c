#include "base/err.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(err_every_code_has_name_status_and_text)
{
	for (int code = ERR_INVALID; code < ERR_CODES; code++) {
		const struct err_kind *kind = err_kind(code);
		CHECK(kind->name && kind->text);
		CHECK(kind->http_status >= 400 && kind->http_status < 600);
		CHECK(kind->exit_code > 0);
	}
	CHECK(err_kind(0) == err_kind(ERR_INTERNAL));
	CHECK(err_kind(99) == err_kind(ERR_INTERNAL));
}

TEST(err_carries_field_text_and_number)
{
	err_t e = err_number(err_field("mail", "Too short: {n}"), 10);
	CHECK_STR(str_of(e->field), "mail");
	CHECK_STR(str_of(err_text(e)), "Too short: {n}");
	CHECK_INT(e->n, 10);
	err_free(e);
}

TEST(err_without_text_shows_that_of_its_code)
{
	err_t e = err_log(ERR_NOT_FOUND, "row %d", 3);
	CHECK_STR(str_of(err_text(e)), err_kind(ERR_NOT_FOUND)->text);
	CHECK_STR(str_of(e->detail), "row 3");
	err_free(e);
}

TEST(err_join_keeps_order)
{
	err_t e = err_join(NULL, err_field("a", "x"));
	e = err_join(e, err_field("b", "y"));
	e = err_join(e, NULL);
	CHECK_STR(str_of(e->field), "a");
	CHECK_STR(str_of(e->next->field), "b");
	CHECK(!e->next->next);
	err_free(e);
}
