/* The paper of certificates: one, or many together as an archive or for a printer. */
#include "app/audit.h"
#include "app/certificate_inside.h"
#include "codec/file_name.h"
#include "codec/zip.h"
#include "paper/binding.h"

#define NAME_MOST 40 /* bytes of each of a person's names in that of a file */

/* --- as it is kept --- */

/* Bound to the language too, beside the first one. */
static struct vault_place pdf_place(struct arena *a, const struct certificate_pdf *pdf)
{
	const char *column =
		pdf->language.len ? str_fmt(a, "pdf-%.*s", STR_ARG(pdf->language)).p : "pdf";
	return certificate_place(a, pdf->owner, pdf->certificate, column);
}

static err_t no_paper(void)
{
	return err_log(ERR_NOT_FOUND, "no such paper (any more)");
}

err_t certificate_pdf_find(
	struct tx *tx, struct arena *a, struct row_id certificate, struct certificate_pdf *io)
{
	struct certificate_file_row *first;
	struct certificate_translation_row *other;
	if (io->language.len) {
		TRY(certificate_translation_get(tx, a, certificate, io->language, &other));
		if (!other)
			return no_paper();
		io->sealed = other->pdf;
		return NULL;
	}
	TRY(certificate_file_get(tx, a, certificate, &first));
	if (!first)
		return no_paper();
	io->sealed = first->pdf;
	return NULL;
}

err_t certificate_pdf_seal(
	const struct app *app, struct arena *a, struct str pdf, struct certificate_pdf *io)
{
	struct vault_place place = pdf_place(a, io);
	return vault_seal(app->vault, a, &place, pdf, &io->sealed);
}

err_t certificate_pdf_open(const struct app *app, struct arena *a,
	const struct certificate_pdf *kept, struct str *ret_pdf)
{
	struct vault_place place = pdf_place(a, kept);
	return vault_open(app->vault, a, &place, kept->sealed, ret_pdf);
}

/* --- one --- */

struct fetching {
	struct project_act act;
	struct public_id certificate;
	struct certificate_found_row *row;
	struct certificate_pdf pdf;
	/* of many */
	const struct lang *lang; /* in which files are called; NULL: nobody sees it */
	int64_t part;
	size_t skip; /* so many come before them */
	struct certificate_found_row_list rows;
};

static err_t note_read(struct tx *tx, const struct fetching *f, struct public_id who)
{
	struct audit_entry entry = {.actor = f->act.actor,
		.subject = &who,
		.action = AUDIT_PARTICIPANT_READ,
		.object = AUDIT_PROJECTS,
		.object_id = public_id_print(f->act.arena, f->act.at->project),
		.at = f->act.now};
	return audit_note(tx, &entry);
}

static err_t find_one(struct tx *tx, void *ctx)
{
	struct fetching *f = ctx;
	struct arena *a = f->act.arena;
	TRY(project_require(tx, &f->act, ACTION_CERTIFICATE_READ));
	TRY(certificate_find(tx, a, f->certificate, f->act.row->id, f->act.as.only, &f->row));
	if (!f->row)
		return err_log(ERR_NOT_FOUND, "no such certificate");
	f->pdf.owner = f->row->owner;
	f->pdf.certificate = f->certificate;
	TRY(certificate_pdf_find(tx, a, f->row->id, &f->pdf));
	return note_read(tx, f, f->row->owner);
}

/* Short enough for what stands before and after it. */
static struct str shortened(struct str name)
{
	size_t most = name.len > NAME_MOST ? NAME_MOST : name.len;
	while (most < name.len && ((unsigned char)name.p[most] & 0xc0) == 0x80)
		most--;
	return str_sub(name, 0, most);
}

static struct str which_of(
	struct arena *a, const struct certificate_found_row *row, struct str language)
{
	return str_fmt(a, "%.*s %.*s %lld %.*s", STR_ARG(shortened(row->family_name)),
		STR_ARG(shortened(row->given_name)), (long long)row->revision, STR_ARG(language));
}

err_t certificate_fetch(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id certificate, struct str language,
	struct str *ret_pdf, struct str *ret_which)
{
	struct fetching f = {.act = project_act(app, a, actor, at),
		.certificate = certificate,
		.pdf.language = language};
	TRY(db_tx(app->db, find_one, &f));
	TRY(certificate_pdf_open(app, a, &f.pdf, ret_pdf));
	*ret_which = which_of(a, f.row, language);
	return NULL;
}

/* --- many together --- */

/* How many go together from there on. */
static size_t bundle_len(const struct int_list *sizes, size_t from)
{
	int64_t bytes = 0;
	size_t len = 0;
	while (from + len < sizes->len && len < CERTIFICATES_TOGETHER) {
		bytes += sizes->at[from + len];
		if (len && bytes > CERTIFICATE_BYTES_TOGETHER)
			break;
		len++;
	}
	return len;
}

int64_t certificate_bundles(const struct int_list *sizes)
{
	int64_t count = 0;
	for (size_t from = 0; from < sizes->len; from += bundle_len(sizes, from))
		count++;
	return count;
}

/* Counted before any of it is read. */
static err_t find_part(struct tx *tx, void *ctx)
{
	struct fetching *f = ctx;
	struct arena *a = f->act.arena;
	struct int_list sizes;
	TRY(project_require(tx, &f->act, ACTION_CERTIFICATE_READ));
	struct row_id project = f->act.row->id, only = f->act.as.only;
	TRY(certificate_valid_sizes(tx, a, project, only, &sizes));
	f->skip = 0;
	for (int64_t part = 1; part < f->part && f->skip < sizes.len; part++)
		f->skip += bundle_len(&sizes, f->skip);
	int64_t len = (int64_t)bundle_len(&sizes, f->skip);
	TRY(certificate_valid_rows(tx, a, project, only, (int64_t)f->skip, len, &f->rows));
	for (size_t i = 0; i < f->rows.len; i++)
		TRY(note_read(tx, f, f->rows.at[i].owner));
	return f->rows.len ? NULL : err_log(ERR_NOT_FOUND, "no certificates there");
}

/* The paper of one, in all its languages. */
struct papers {
	struct arena *arena; /* for as long as they are opened */
	struct row_id certificate;
	struct certificate_file_row *first;
	struct certificate_translation_row_list others;
};

static err_t read_papers(struct tx *tx, void *ctx)
{
	struct papers *p = ctx;
	TRY(certificate_file_get(tx, p->arena, p->certificate, &p->first));
	return certificate_translations(tx, p->arena, p->certificate, &p->others);
}

struct bundle {
	struct zip_file *files;
	size_t len;
};

/* "Certificate Water 002 Mäkelä Aino 1.pdf": two people may have one name. */
static struct str name_of(const struct fetching *f, size_t at, struct str language)
{
	struct arena *a = f->act.arena;
	struct str which = which_of(a, &f->rows.at[at], language);
	const struct str words[] = {lang_text(f->lang, N_("Certificate")), f->act.row->title,
		str_fmt(a, "%03zu %.*s", f->skip + at + 1, STR_ARG(which))};
	return file_name(a, words, 3, "pdf");
}

static err_t add_paper(const struct fetching *f, size_t at, struct str language, struct str sealed,
	struct bundle *io)
{
	struct arena *a = f->act.arena;
	const struct certificate_found_row *row = &f->rows.at[at];
	const struct certificate_pdf pdf = {row->owner, row->public, language, sealed};
	struct zip_file *file = &io->files[io->len++];
	if (f->lang)
		file->name = name_of(f, at, language);
	return certificate_pdf_open(f->act.app, a, &pdf, &file->bytes);
}

static err_t add_papers(
	const struct fetching *f, struct arena *reading, size_t at, struct bundle *io)
{
	struct papers p = {.arena = reading, .certificate = f->rows.at[at].id};
	TRY(db_read(f->act.app->db, read_papers, &p));
	if (!p.first)
		return no_paper();
	TRY(add_paper(f, at, STR_NONE, p.first->pdf, io));
	for (size_t i = 0; i < p.others.len && i < CERTIFICATE_LANGUAGES_MOST - 1; i++)
		TRY(add_paper(f, at, str_dup(f->act.arena, p.others.at[i].language),
			p.others.at[i].pdf, io));
	return NULL;
}

static err_t fetch_part(
	struct fetching *io, const struct app *app, int64_t part, struct bundle *ret)
{
	struct arena *a = io->act.arena;
	if (part < 1 || part > PARTICIPANTS_MOST)
		return err_log(ERR_NOT_FOUND, "no such part");
	io->part = part;
	TRY(db_tx(app->db, find_part, io));
	struct bundle all = {.files = arena_array(a, struct zip_file,
				     io->rows.len * CERTIFICATE_LANGUAGES_MOST)};
	struct arena *reading = arena_child(a);
	err_t e = NULL;
	for (size_t i = 0; i < io->rows.len && !e; i++, arena_reset(reading))
		e = add_papers(io, reading, i, &all);
	arena_free(reading);
	*ret = all;
	return e;
}

err_t certificate_fetch_zip(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct lang *lang, int64_t part, struct str *ret_zip)
{
	struct fetching f = {.act = project_act(app, a, actor, at), .lang = lang};
	struct bundle all;
	struct buf zip;
	TRY(fetch_part(&f, app, part, &all));
	buf_init(&zip, a, 1 << 20, CERTIFICATE_BYTES_MOST);
	zip_write(&zip, all.files, all.len);
	TRY(buf_err(&zip));
	*ret_zip = buf_str(&zip);
	return NULL;
}

err_t certificate_fetch_print(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, int64_t part, struct str *ret_pdf)
{
	struct fetching f = {.act = project_act(app, a, actor, at)};
	struct bundle all;
	TRY(fetch_part(&f, app, part, &all));
	struct str *pdfs = arena_array(a, struct str, all.len);
	for (size_t i = 0; i < all.len; i++)
		pdfs[i] = all.files[i].bytes;
	return binding_join(a, pdfs, all.len, CERTIFICATE_BYTES_MOST, ret_pdf);
}
