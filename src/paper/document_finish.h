/*
 * What the drawing library cannot say of a PDF is added behind it as an incremental update (ISO
 * 32000-1, section 7.5.6): language, what stands for figures and links, metadata also as XMP (ISO
 * 16684-1), the colour space, an identifier reckoned from the content.
 *
 * All that PDF/A-3 asks for at level U (ISO 19005-3) is there, requirement by requirement in
 * document_archive_test.c, but the claim: no validator has seen one yet. Once one has, CLAIM in
 * document_finish.c is the line to say it in: an rdf:Description of the namespace
 * http://www.aiim.org/pdfa/ns/id/ with part 3 and conformance U. Level A asks besides that what is
 * around a page is marked as no content, which cairo 1.16 cannot do.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct ink;

/* drawn is what cairo wrote, with a plain table of cross-references; else ERR_INTERNAL. */
err_t finish_pdf(struct ink *ink, struct str drawn, struct str *ret_pdf);
