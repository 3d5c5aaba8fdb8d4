/*
 * The number of a project that a national agency of Erasmus+ or the European Solidarity Corps
 * funds: "2024-1-BE05-KA152-YOU-000123456" says year, round, country and agency, action, field and
 * a serial number. Until 2020 there was no field, and six digits were enough:
 * "2019-1-BE05-KA105-016235".
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct arena;

#define PROJECT_NUMBER_MOST 32 /* bytes of text */

struct project_number {
	struct str text; /* as it is written: upper case, no blanks */
	int year, round;
	struct str agency; /* "BE05" */
	struct str action; /* "KA152", "ESC51" */
	struct str field;  /* "YOU", "SOL", "VTJ"; STR_NONE until 2020 */
	struct str serial; /* "000123456" */
};

/*
 * The whole of what was typed: case and blanks are forgiven, and any dash is a hyphen. ERR_INVALID,
 * on that input field, with a text that says which part is wrong.
 */
err_t project_number_parse(struct arena *a, const char *input_field, struct str typed,
	struct project_number *ret_number);
