#include "codec/xlsx_inside.h"

err_t xlsx_damaged(const char *detail)
{
	return err_detail(
		err_say(ERR_INVALID, N_("This workbook cannot be read. Open it in a spreadsheet "
					"program and save it as XLSX or CSV.")),
		"%s", detail);
}

/* What the person sent is a workbook to them, whatever it is made of. */
static err_t as_workbook(err_t e)
{
	if (!e)
		return NULL;
	e->text = e->code == ERR_TOO_LARGE ? N_("This workbook holds more than fits here.")
					   : N_("This workbook cannot be read. Open it in a "
						"spreadsheet program and save it as XLSX or CSV.");
	return e;
}

static err_t unpack(
	const struct xlsx_book *b, struct arena *a, struct str part, struct str *ret_xml)
{
	for (size_t i = 0; i < b->zip.len; i++)
		if (str_eq_nocase(b->zip.at[i].name, part))
			return as_workbook(zip_unpack(a, &b->zip.at[i], ret_xml));
	return xlsx_damaged("a part is not there");
}

err_t xlsx_read_part(
	struct xlsx_book *b, struct str part, const struct xml_reader *reader, void *ctx)
{
	struct arena *own = arena_child(b->scratch);
	struct str xml;
	err_t e = unpack(b, own, part, &xml);
	if (!e)
		e = xml_read(xml, reader, ctx);
	arena_free(own);
	return e && !e->text ? as_workbook(e) : e;
}

static err_t read_book(struct xlsx_book *b, struct str name, struct sheet *io_sheet)
{
	TRY(xlsx_find_parts(b, name, io_sheet));
	TRY(xlsx_read_styles(b));
	TRY(xlsx_read_strings(b));
	return xlsx_read_cells(b, io_sheet);
}

err_t xlsx_read(struct arena *a, struct str bytes, struct str name, struct sheet *ret_sheet)
{
	struct xlsx_book b = {.arena = a};
	struct sheet sheet = {0};
	b.scratch = arena_child(a);
	err_t e = as_workbook(zip_open(b.scratch, bytes, XLSX_UNPACKED_MOST, &b.zip));
	if (!e)
		e = read_book(&b, name, &sheet);
	arena_free(b.scratch);
	if (e)
		return e;
	*ret_sheet = sheet;
	return NULL;
}
