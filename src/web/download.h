/*
 * A file to save, called in the language of the page by what it is, what it is of, and which one:
 * "Certificaat Water 2.pdf". The name goes to the person alone, in the answer's head; no address
 * and no log has it.
 */
#pragma once

#include "http/request.h"
#include "http/response.h"

enum download_format {
	DOWNLOAD_PDF,
	DOWNLOAD_ZIP,
	DOWNLOAD_CSV,
	DOWNLOAD_XLSX,
	DOWNLOAD_JPEG,
	DOWNLOAD_PNG,
	DOWNLOAD_SVG,
	DOWNLOAD_CREDENTIAL,
	DOWNLOAD_FORMATS
};

struct download {
	enum download_format format;
	const char *what;     /* message id: N_("Certificate") */
	struct str of, which; /* a title, a name; a number, a day, a language. May be empty */
	struct str bytes;
};
err_t download(const struct request *req, struct response *res, const struct download *file);
