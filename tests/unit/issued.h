/* For tests of certificates: a project with two participants, and somebody of another place. */
#pragma once

#include "app/certificate_inside.h"
#include "unit/folder.h"
#include "unit/project.h"

struct issued {
	struct place p;
	struct folder folder;
	struct actor mila, otto;
	struct project_at at;
};

/* False, having said why, when it cannot. */
bool issued_open(struct issued *w);
void issued_close(struct issued *w);
void issued_add(struct issued *w, const char *given, const char *family, const char *lang);

extern const struct certificate_order issued_all;
err_t issued_order(struct issued *w, const struct certificate_order *in);
void issued_run(struct issued *w);
struct certificate_page issued_list(struct issued *w);

/* What the paper says of whoever stands there in the list. */
struct str issued_words(struct issued *w, size_t at);
struct str issued_words_in(struct issued *w, size_t at, const char *language);
/* At the foot of a page: "Certificate 7K3QW-M2DXA-4F ·"; poppler may see a gap in it. */
struct str issued_code(struct str words, const char *before);
struct certificate_seen issued_check(struct issued *w, struct str code);
struct certificate_seen issued_check_in(struct issued *w, struct str code, const char *language);

/* Who stands there in the list, at their own page. */
struct actor issued_owner(struct issued *w, size_t at);
#define ISSUED_COOKED "I cooked for 24 people."
void issued_write(struct issued *w, const struct actor *who);
void issued_submit(struct issued *w, const struct actor *who);

/* What is found in a credential, with the documents that everybody may fetch from here. */
void issued_verify(struct issued *w, struct str credential, struct findings *io_findings);
