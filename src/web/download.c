#include "web/download.h"

#include "codec/file_name.h"
#include "i18n/lang.h"
#include "web/visit.h"

static const struct {
	const char *type, *ending;
} formats[DOWNLOAD_FORMATS] = {
	[DOWNLOAD_PDF] = {"application/pdf", "pdf"},
	[DOWNLOAD_ZIP] = {"application/zip", "zip"},
	[DOWNLOAD_CSV] = {"text/csv; charset=utf-8", "csv"},
	[DOWNLOAD_XLSX] = {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"xlsx"},
	[DOWNLOAD_JPEG] = {"image/jpeg", "jpg"},
	[DOWNLOAD_PNG] = {"image/png", "png"},
	[DOWNLOAD_SVG] = {"image/svg+xml", "svg"},
	[DOWNLOAD_CREDENTIAL] = {"application/vc", "json"},
};

err_t download(const struct request *req, struct response *res, const struct download *file)
{
	const struct str words[] = {
		lang_text(visit_of(req)->lang, file->what), file->of, file->which};
	return response_download(res, formats[file->format].type, file->bytes,
		file_name(req->arena, words, 3, formats[file->format].ending));
}
