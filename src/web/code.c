#include "web/code.h"

#include "codec/input.h"
#include "web/page.h"

struct code_in {
	struct str code;
};
static const struct input_field fields[] = {
	INPUT_LINE(struct code_in, code, .label = N_("Code"), .required = true, .max = 40),
	{0},
};
static const struct input_form input = INPUT_FORM(struct code_in, fields);

err_t code_read(const struct request *req, struct str *ret_code)
{
	struct code_in in;
	TRY(input_from_form(req->arena, &input, &visit_of(req)->form, &in));
	*ret_code = in.code;
	return NULL;
}

bool code_can_mend(const struct err *e)
{
	return page_can_mend(e) || e->code == ERR_NOT_FOUND;
}

bool code_is_gone(err_t *io)
{
	if (!*io || (*io)->code != ERR_NOT_FOUND)
		return false;
	err_free(*io);
	*io = NULL;
	return true;
}
