#include "paper/binding.h"

#include "base/arena.h"

#include <qpdf/qpdf-c.h>

static const char blank_page[] =
	"<< /Type /Page /MediaBox [ 0 0 595.276 841.89 ] /Resources << >> >>";

/* An error that nobody asked for is printed when it ends. */
static void end_reader(void *reader)
{
	qpdf_data q = reader;
	if (qpdf_has_error(q))
		qpdf_get_error(q);
	qpdf_cleanup(&q);
}

/* Lives as long as the arena: pages are copied when all is written. */
static qpdf_data begin(struct arena *a)
{
	qpdf_data q = qpdf_init();
	arena_defer(a, end_reader, q);
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	return q;
}

static bool failed(QPDF_ERROR_CODE code)
{
	return code & QPDF_ERRORS;
}

static err_t damaged(void)
{
	return err_log(ERR_INVALID, "binding: a document that cannot be read");
}

static err_t add_blank(qpdf_data to)
{
	qpdf_oh page = qpdf_make_indirect_object(to, qpdf_oh_parse(to, blank_page));
	return failed(qpdf_add_page(to, to, page, QPDF_FALSE)) ? damaged() : NULL;
}

/* io_pages: how many there are so far. */
static err_t add(struct arena *a, qpdf_data to, struct str pdf, int *io_pages)
{
	qpdf_data from = begin(a);
	if (failed(qpdf_read_memory(from, "document", pdf.p, pdf.len, NULL)))
		return damaged();
	if (*io_pages % 2) {
		TRY(add_blank(to));
		++*io_pages;
	}
	int count = qpdf_get_num_pages(from);
	for (int i = 0; i < count; i++)
		if (failed(qpdf_add_page(to, from, qpdf_get_page_n(from, (size_t)i), QPDF_FALSE)))
			return damaged();
	*io_pages += count;
	return NULL;
}

static err_t write_all(struct arena *a, qpdf_data q, size_t most, struct str *ret_pdf)
{
	if (failed(qpdf_init_write_memory(q)))
		return err_log(ERR_INTERNAL, "binding: cannot write");
	qpdf_set_deterministic_ID(q, QPDF_TRUE);
	qpdf_set_object_stream_mode(q, qpdf_o_generate);
	if (failed(qpdf_write(q)))
		return err_log(ERR_INTERNAL, "binding: cannot write");
	struct str made = {(const char *)qpdf_get_buffer(q), qpdf_get_buffer_length(q)};
	if (made.len > most)
		return err_log(ERR_TOO_LARGE, "binding: %zu bytes", made.len);
	*ret_pdf = str_dup(a, made);
	return NULL;
}

static err_t join(struct arena *inside, struct arena *a, const struct str *pdfs, size_t count,
	size_t most, struct str *ret_pdf)
{
	qpdf_data to = begin(inside);
	int pages = 0;
	if (failed(qpdf_empty_pdf(to)))
		return err_log(ERR_INTERNAL, "binding: cannot begin");
	for (size_t i = 0; i < count; i++)
		TRY(add(inside, to, pdfs[i], &pages));
	return write_all(a, to, most, ret_pdf);
}

err_t binding_join(
	struct arena *a, const struct str *pdfs, size_t count, size_t most, struct str *ret_pdf)
{
	if (!count)
		return err_log(ERR_INVALID, "binding: no documents");
	struct arena *inside = arena_child(a);
	err_t e = join(inside, a, pdfs, count, most, ret_pdf);
	arena_free(inside);
	return e;
}
